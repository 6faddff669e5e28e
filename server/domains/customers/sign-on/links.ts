import { refuse } from '../../../api/errors.ts';
import { randomHex } from '../../../kit/ids.ts';
import type { Call } from '../../method.ts';
import { SIGN_ON_PAGE_INVALID, SIGN_ON_URL_INVALID } from '../errors.ts';
import { insertSignOn, type SignOn } from './store.ts';

/** Bytes of a token; it is written in twice as many hex digits. */
const TOKEN_BYTES = 20;

/** Name under which a link carries its token. */
export const TOKEN_PARAMETER = 'logintoken';

/** The page that was asked for; empty for the first one. Refuses SIGN_ON_PAGE_INVALID. */
export const pageNamed = (sent: string | null | undefined, pages: readonly string[]): string => {
  const page = (sent ?? '').toLowerCase();
  if (page === '' || page === 'index') return '';
  return pages.includes(page) ? page : refuse(SIGN_ON_PAGE_INVALID, `${sent} is none of ${pages.join(', ')}.`);
};

type Terms = Omit<SignOn, 'merchant_id' | 'kind'>;

/** A link to the shopper account. */
export const accountLink = async (call: Call, terms: Terms): Promise<string> => {
  const token = await newToken(call, { ...terms, merchant_id: call.merchant.id, kind: 'ACCOUNT' });
  return `${call.parts.publicUrl}/myaccount/?merchant=${encodeURIComponent(call.merchant.code)}&${TOKEN_PARAMETER}=${token}`;
};

/** The buy link with a token that fills in its cart. Refuses SIGN_ON_URL_INVALID. */
export const cartLink = async (call: Call, url: string, terms: Terms): Promise<string> => {
  const link = webAddress(url);
  link.searchParams.set(
    TOKEN_PARAMETER,
    await newToken(call, { ...terms, merchant_id: call.merchant.id, kind: 'CART' }),
  );
  return link.href;
};

const newToken = async (call: Call, signOn: SignOn): Promise<string> => {
  const token = randomHex(TOKEN_BYTES);
  await insertSignOn(call.db, token, signOn);
  return token;
};

const webAddress = (url: string): URL => {
  if (!URL.canParse(url)) refuse(SIGN_ON_URL_INVALID);
  const link = new URL(url);
  return /^https?:$/.test(link.protocol) ? link : refuse(SIGN_ON_URL_INVALID);
};
