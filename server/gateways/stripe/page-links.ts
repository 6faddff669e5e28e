import { timingSafeEqualText } from '../../kit/seal.ts';
import type { CallRow } from './calls.ts';

/** Where a shopper is sent on to the bank, and where the bank sends him back to, on this server. */
export const CHALLENGE_PATH = '/gateways/stripe/challenge/';
export const RETURN_PATH = '/gateways/stripe/return/';
/** Where Stripe's page sends a shopper back to who does not want to pay. */
export const CANCEL_PATH = '/gateways/stripe/cancel/';

/** Names the member of the query that carries a link's word on the way back; clients of the API name it otherwise. */
export const RETURN_WORD = 'payment';

type Paged = Pick<CallRow, 'merchant_id' | 'idempotency_key' | 'page_secret' | 'base_url'>;

/** What opens the pages of a payment: where it is written down, and a secret. Null where there is no browser. */
export const pageWord = ({ merchant_id, idempotency_key, page_secret }: Paged): string | null =>
  page_secret && `${merchant_id.toString(36)}.${Buffer.from(idempotency_key).toString('base64url')}.${page_secret}`;

const LARGEST_ID = 2n ** 63n - 1n;

/** Where the payment of a word is written down; undefined for a text that is no word. */
export const placeOf = (word: string): { merchantId: bigint; idempotencyKey: string } | undefined => {
  const [, digits, key] = /^([0-9a-z]{1,13})\.([\w-]{1,800})\.[\w-]{32}$/.exec(word) ?? [];
  if (digits === undefined || key === undefined) return undefined;
  const merchantId = [...digits].reduce((sum, digit) => sum * 36n + BigInt(Number.parseInt(digit, 36)), 0n);
  const idempotencyKey = Buffer.from(key, 'base64url').toString('utf8');
  if (merchantId > LARGEST_ID || /\p{Cc}/u.test(idempotencyKey)) return undefined;
  return { merchantId, idempotencyKey };
};

export const opens = (word: string, call: Paged): boolean => {
  const right = pageWord(call);
  return right !== null && timingSafeEqualText(right, word);
};

/** Address of the page that sends the shopper on to the bank, without its query; null where there is no browser. */
export const challengePage = ({ base_url }: Paged): string | null => base_url && base_url + CHALLENGE_PATH;

/** Whole address to which the bank, or Stripe's page, sends the shopper back. */
export const returnPage = (call: Paged): string | null => wayBack(call, RETURN_PATH);
export const cancelPage = (call: Paged): string | null => wayBack(call, CANCEL_PATH);

const wayBack = (call: Paged, path: string): string | null => {
  const word = pageWord(call);
  return word && `${call.base_url}${path}?${RETURN_WORD}=${word}`;
};
