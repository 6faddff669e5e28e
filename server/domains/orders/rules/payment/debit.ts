import { refuse } from '../../../../api/errors.ts';
import type { DebitAccount } from '../../../../gateways/port.ts';
import type { PaymentType } from '../../../payments/index.ts';
import { PAYMENT_METHOD_INVALID } from '../../payment-errors.ts';

export type SentAccount = {
  readonly HolderName?: string | null;
  readonly IBAN?: string | null;
  readonly RoutingNumber?: string | null;
  readonly AccountNumber?: string | null;
  readonly AccountType?: string | null;
};

/** The bank account that money is drawn from; refuses numbers that no bank gives. Lives as short as card data. */
export const accountOf = (type: PaymentType, sent: SentAccount): DebitAccount =>
  type === 'DIRECT_DEBIT_ACH' ? americanAccount(sent) : europeanAccount(sent);

const europeanAccount = (sent: SentAccount): DebitAccount => {
  const iban = (sent.IBAN ?? '').replace(/[\s-]/g, '').toUpperCase();
  if (!isIban(iban)) refuse(PAYMENT_METHOD_INVALID.IBAN);
  return { scheme: 'SEPA', holderName: sent.HolderName ?? '', iban };
};

const americanAccount = (sent: SentAccount): DebitAccount => {
  const routingNumber = digitsIn(sent.RoutingNumber);
  const accountNumber = digitsIn(sent.AccountNumber);
  if (!isRoutingNumber(routingNumber)) refuse(PAYMENT_METHOD_INVALID.RoutingNumber);
  if (!/^\d{4,17}$/.test(accountNumber)) refuse(PAYMENT_METHOD_INVALID.AccountNumber);
  const type = ACCOUNT_TYPES.get((sent.AccountType ?? '').trim()) ?? refuse(PAYMENT_METHOD_INVALID.AccountType);
  return { scheme: 'ACH', holderName: sent.HolderName ?? '', routingNumber, accountNumber, type };
};

const digitsIn = (text: string | null | undefined): string => (text ?? '').replace(/[\s-]/g, '');

const ACCOUNT_TYPES: ReadonlyMap<string, 'CHECKING' | 'SAVINGS'> = new Map([
  ['C', 'CHECKING'],
  ['CHECKING', 'CHECKING'],
  ['S', 'SAVINGS'],
  ['SAVINGS', 'SAVINGS'],
]);

/** ISO 13616: the check digits make the whole number leave 1 when it is divided by 97. */
const isIban = (iban: string): boolean => {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(iban)) return false;
  const turned = iban.slice(4) + iban.slice(0, 4);
  const digits = turned.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  return BigInt(digits) % 97n === 1n;
};

/** Nine digits whose sum, weighted 3, 7, 1 in turn, is a multiple of ten. */
const isRoutingNumber = (digits: string): boolean => {
  if (!/^\d{9}$/.test(digits) || digits === '000000000') return false;
  const weights = [3, 7, 1];
  const sum = [...digits].reduce((total, digit, index) => total + Number(digit) * (weights[index % 3] ?? 0), 0);
  return sum % 10 === 0;
};

/** What may be shown of an account: its scheme and its last four digits. */
export const accountFacts = (account: DebitAccount) => ({
  brand: account.scheme,
  firstDigits: '',
  lastDigits: (account.scheme === 'SEPA' ? account.iban : account.accountNumber).slice(-4),
  expirationMonth: '',
  expirationYear: '',
  holderName: account.holderName,
});
