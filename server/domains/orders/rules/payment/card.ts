import { type CardDetails, parseCardBrand } from '../../../../gateways/port.ts';

/** The members of a card, as PaymentMethod has them and as a browser encrypts them. */
export type SentCard = {
  readonly CardNumber?: string | null;
  readonly CardType?: string | null;
  readonly ExpirationYear?: string | null;
  readonly ExpirationMonth?: string | null;
  readonly HolderName?: string | null;
  readonly CCID?: string | null;
};

/** A card as it was typed; nothing of it is checked, since the gateway declines what is wrong. */
export const cardOf = (sent: SentCard): CardDetails => ({
  number: sent.CardNumber ?? '',
  expirationMonth: numberOf(sent.ExpirationMonth),
  expirationYear: yearOf(sent.ExpirationYear),
  securityCode: sent.CCID || null,
  holderName: sent.HolderName ?? '',
  type: parseCardBrand(sent.CardType ?? ''),
});

/** NaN for what is no number: the gateway declines it like any other wrong date. */
const numberOf = (text: string | null | undefined): number =>
  /^\d{1,4}$/.test(text ?? '') ? Number(text) : Number.NaN;

/** Two digits are years of this century. */
export const yearOf = (text: string | null | undefined): number => {
  const year = numberOf(text);
  return year < 100 ? 2000 + year : year;
};
