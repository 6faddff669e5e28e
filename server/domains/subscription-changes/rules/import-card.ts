import { refuse } from '../../../api/errors.ts';
import type { Read } from '../../../api/schema.ts';
import { type CardDetails, parseCardBrand } from '../../../gateways/port.ts';
import type { Person } from '../../subscriptions/index.ts';
import { IMPORT_CARD_INVALID, IMPORT_TEST_INVALID } from '../errors.ts';
import type { ImportCardPayment } from '../objects.ts';

export type SentCard = Read<typeof ImportCardPayment>;

/** Numbers that no bank gave out, as payment providers publish them for tests. */
const TEST_NUMBERS: ReadonlySet<string> = new Set([
  '4111111111111111',
  '4222222222222',
  '4012888888881881',
  '5555555555554444',
  '5105105105105100',
  '378282246310005',
  '371449635398431',
  '6011111111111117',
  '6011000990139424',
  '3530111333300000',
  '3566002020360505',
  '6759649826438453',
]);

/** A card as it was sent; whether it is good is for the gateway to say. Refuses IMPORT_CARD_INVALID. */
export const cardSent = (sent: SentCard): CardDetails => {
  for (const name of ['CardNumber', 'CardType', 'ExpirationYear', 'ExpirationMonth', 'HolderName', 'CCID'] as const) {
    if (!sent[name]?.trim()) refuse(IMPORT_CARD_INVALID, `CardPayment.${name} is needed.`);
  }
  const type = parseCardBrand(sent.CardType ?? '');
  if (type === null) refuse(IMPORT_CARD_INVALID, 'CardPayment.CardType is not one that is known.');
  for (const name of ['HolderNameTime', 'CardNumberTime'] as const) {
    if (sent[name]?.startsWith('-')) refuse(IMPORT_CARD_INVALID, `CardPayment.${name} cannot be negative.`);
  }
  return {
    number: sent.CardNumber ?? '',
    expirationMonth: numberOf(sent.ExpirationMonth),
    expirationYear: yearOf(sent.ExpirationYear),
    securityCode: sent.CCID ?? '',
    holderName: sent.HolderName?.trim() ?? '',
    type,
  };
};

/** Test subscriptions take test cards in the name of their end user, and nothing else. Refuses IMPORT_TEST_INVALID. */
export const checkTestCard = ({ number, holderName }: CardDetails, { FirstName, LastName }: Person): void => {
  if (!TEST_NUMBERS.has(number.replace(/[\s-]/g, ''))) {
    refuse(IMPORT_TEST_INVALID, 'A test subscription takes the number of a test card only.');
  }
  if (holderName !== `${FirstName} ${LastName}`) {
    refuse(IMPORT_TEST_INVALID, "HolderName must be the end user's first name, a blank and the last name.");
  }
};

/** NaN for what is no number: the gateway declines it like any other wrong date. */
const numberOf = (text: string | null | undefined): number =>
  /^\s*\d{1,4}\s*$/.test(text ?? '') ? Number(text) : Number.NaN;

/** Two digits are years of this century. */
const yearOf = (text: string | null | undefined): number => {
  const year = numberOf(text);
  return year < 100 ? 2000 + year : year;
};
