import type { DeclineReason } from '../declines.ts';
import type { DebitAccount } from '../port.ts';
import type { Means } from './judge.ts';
import type { Behaviour } from './test-cards.ts';

const DAY_MS = 86_400_000;

/** How long a debit takes, by the merchant's clock; weekends are not left out. */
export const DEBIT_DAYS: Readonly<Record<DebitAccount['scheme'], number>> = { SEPA: 3, ACH: 4 };

export type Debit = {
  readonly means: Means;
  readonly dueAt: Date;
  /** Why the bank sends the debit back when it is due; null: it pays. */
  readonly bounceReason: DeclineReason | null;
};

type Special =
  | { readonly bounces: DeclineReason }
  | { readonly declines: DeclineReason }
  | { readonly does: Behaviour };

/** Accounts with a story, by IBAN or ACH account number; every other account that is well formed pays. */
export const TEST_ACCOUNTS: Readonly<Record<string, Special>> = {
  DE62370400440532013001: { bounces: 'INSUFFICIENT_FUNDS' },
  DE35370400440532013002: { bounces: 'ACCOUNT_CLOSED' },
  DE08370400440532013003: { bounces: 'DEBIT_NOT_AUTHORISED' },
  DE78370400440532013004: { declines: 'ACCOUNT_CLOSED' },
  DE51370400440532013005: { does: 'SHORT_TWICE' },
  DE24370400440532013006: { does: 'REVOKED_OFF_SESSION' },
  '900000000001': { bounces: 'INSUFFICIENT_FUNDS' },
  '900000000002': { bounces: 'ACCOUNT_CLOSED' },
  '900000000003': { bounces: 'DEBIT_NOT_AUTHORISED' },
  '900000000004': { declines: 'ACCOUNT_CLOSED' },
  '900000000005': { does: 'SHORT_TWICE' },
  '900000000006': { does: 'REVOKED_OFF_SESSION' },
};

/** Reads the account of a debit; answers the first thing that is wrong with it. */
export function readDebit(account: DebitAccount, at: Date): Debit | DeclineReason {
  const fault = faultOf(account);
  if (fault !== null) return fault;
  const number = account.scheme === 'SEPA' ? plain(account.iban) : plain(account.accountNumber);
  const special = Object.hasOwn(TEST_ACCOUNTS, number) ? TEST_ACCOUNTS[number] : undefined;
  if (special !== undefined && 'declines' in special) return special.declines;
  const behaviour = special !== undefined && 'does' in special ? special.does : 'APPROVES';
  return {
    means: {
      method: account.scheme,
      facts: null,
      testBehaviour: behaviour,
      liveBehaviour: behaviour,
      offSessionDeclines: 0,
    },
    dueAt: new Date(at.getTime() + DEBIT_DAYS[account.scheme] * DAY_MS),
    bounceReason: special !== undefined && 'bounces' in special ? special.bounces : null,
  };
}

function faultOf(account: DebitAccount): DeclineReason | null {
  if (account.scheme === 'SEPA') return isSepaIban(account.iban) ? null : 'INVALID_IBAN';
  if (!isRoutingNumber(account.routingNumber)) return 'INVALID_ROUTING_NUMBER';
  return /^\d{4,17}$/.test(plain(account.accountNumber)) ? null : 'INVALID_ACCOUNT_NUMBER';
}

function plain(text: string): string {
  return text.replace(/[\s-]/g, '').toUpperCase();
}

/** Length of an IBAN in each country of the SEPA scheme. */
const IBAN_LENGTHS = new Map(
  (
    'AD24 AT20 BE16 BG22 CH21 CY28 CZ24 DE22 DK18 EE20 ES24 FI18 FR27 GB22 GI23 GR27 HR21 HU28 IE22 IS26 IT27 LI21 ' +
    'LT20 LU20 LV21 MC27 MT31 NL18 NO15 PL28 PT25 RO24 SE24 SI19 SK24 SM27 VA22'
  )
    .split(' ')
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);

/** An IBAN (ISO 13616) of a country of the SEPA scheme, with right check digits; blanks do not matter. */
export function isSepaIban(text: string): boolean {
  const iban = plain(text);
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]+$/.test(iban)) return false;
  return iban.length === IBAN_LENGTHS.get(iban.slice(0, 2)) && ibanRemainder(iban) === 1;
}

/** The letters count as 10 to 35, the first four signs go to the end; a right IBAN leaves 1 when divided by 97. */
function ibanRemainder(iban: string): number {
  const digits = [...iban.slice(4), ...iban.slice(0, 4)].map((sign) => String(Number.parseInt(sign, 36))).join('');
  return [...digits].reduce((remainder, digit) => (remainder * 10 + Number(digit)) % 97, 0);
}

/** A routing number of the American Bankers Association: nine digits whose sum, weighted 3 7 1, is a multiple of ten. */
export function isRoutingNumber(text: string): boolean {
  const digits = text.trim();
  if (!/^\d{9}$/.test(digits) || digits === '000000000') return false;
  const weights = [3, 7, 1];
  const sum = [...digits].reduce((total, digit, place) => total + Number(digit) * (weights[place % 3] ?? 0), 0);
  return sum % 10 === 0;
}
