import type { CardBrand, CardDetails, CardFacts } from '../cards.ts';
import { cardBrandOf, cardFacts, digitsOf, isCardNumber, isExpiration, isExpired, isSecurityCode } from '../cards.ts';
import type { DeclineReason } from '../declines.ts';

/** Names under which Stripe knows the brands that the API has a name for. Others are not taken. */
const BRANDS: Readonly<Record<string, CardBrand>> = {
  amex: 'amex',
  cartes_bancaires: 'cartebleue',
  discover: 'discover',
  elo: 'elo',
  hipercard: 'hipercard',
  jcb: 'jcb',
  maestro: 'maestro',
  mastercard: 'mastercard',
  visa: 'visa',
};

/** The brand that Stripe means; null when the API has no name for it. */
export const brandOf = (stripeName: string | null | undefined): CardBrand | null => BRANDS[stripeName ?? ''] ?? null;

/**
 * Looks at a card as it was typed, so that what is wrong by itself does not leave the house; answers what may be kept of
 * it, or the first thing that is wrong. A missing security code is no fault here.
 */
export const checkCard = (card: CardDetails, at: Date): CardFacts | DeclineReason => {
  const { expirationMonth: month, expirationYear: year, securityCode } = card;
  const digits = digitsOf(card.number);
  if (!isCardNumber(digits)) return 'INVALID_CARD_NUMBER';
  const brand = cardBrandOf(digits, card.type);
  if (brand === null) return 'UNSUPPORTED_CARD';
  if (!isExpiration(month, year)) return 'INVALID_EXPIRATION_DATE';
  if (isExpired(month, year, at)) return 'EXPIRED_CARD';
  if (securityCode !== null && !isSecurityCode(securityCode)) return 'INVALID_CVV';
  return cardFacts(brand, digits, month, year);
};
