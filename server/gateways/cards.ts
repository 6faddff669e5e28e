import { looksLikeCardNumber } from '../kit/cards.ts';

/** Card names as the API writes them: lower case, as in `CardType` of a payment method. */
export const CARD_BRANDS = [
  'visa',
  'visaelectron',
  'mastercard',
  'maestro',
  'amex',
  'discover',
  'dankort',
  'cartebleue',
  'jcb',
  'hipercard',
  'elo',
] as const;

export type CardBrand = (typeof CARD_BRANDS)[number];

/** A card as the shopper typed it. Lives only as long as the request that carries it; never stored, never logged. */
export type CardDetails = {
  /** Digits; blanks and dashes between them are tolerated. */
  number: string;
  /** 1 to 12. Anything else (also NaN) is declined, not thrown. */
  expirationMonth: number;
  /** Four digits, for example 2031. */
  expirationYear: number;
  /** Three or four digits (CVV, CID); null when the caller was not given one. */
  securityCode: string | null;
  holderName: string;
  /** What the caller says the card is; null: told from the number. */
  type: CardBrand | null;
};

/** What may be kept and shown of a card. */
export type CardFacts = {
  brand: CardBrand;
  /** First four digits. */
  firstDigits: string;
  /** Last four digits. */
  lastDigits: string;
  /** Two digits, '01' to '12'. */
  expirationMonth: string;
  /** Two digits: '31' stands for 2031. */
  expirationYear: string;
};

/** The brand meant by a `CardType` in any letter case, blanks and dashes ignored; null when there is no such brand. */
export function parseCardBrand(text: string): CardBrand | null {
  const name = text.toLowerCase().replace(/[\s_-]/g, '');
  return CARD_BRANDS.find((brand) => brand === name) ?? null;
}

/** The digits of a card number as typed. */
export function digitsOf(number: string): string {
  return number.replace(/[\s-]/g, '');
}

/** True for 13 to 19 digits with a right check digit (Luhn, ISO/IEC 7812) and a first digit that payment cards have. */
export function isCardNumber(digits: string): boolean {
  return /^\d+$/.test(digits) && looksLikeCardNumber(digits);
}

/** Issuer ranges, first match wins; narrow ranges stand before the wide ones that contain them. */
const ISSUER_RANGES: readonly (readonly [CardBrand, RegExp])[] = [
  ['elo', /^(?:401178|401179|438935|457631|457632|504175|627780|636297|636368|65003[1-3]|6550[0-5])/],
  ['hipercard', /^(?:606282|384100|384140|384160|637095|637568|637599|637609|637612)/],
  ['dankort', /^(?:5019|4571)/],
  ['visaelectron', /^(?:4026|417500|4508|4844|4913|4917)/],
  ['visa', /^4/],
  ['mastercard', /^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/],
  ['amex', /^3[47]/],
  ['jcb', /^35(?:2[89]|[3-8])/],
  ['discover', /^(?:6011|64[4-9]|65)/],
  ['maestro', /^(?:50|5[6-9]|6[037])/],
];

/** Brands whose cards carry another brand's numbers: the stated brand is believed on these numbers only. */
const CARRIED_BY: Partial<Record<CardBrand, readonly CardBrand[]>> = {
  cartebleue: ['visa', 'mastercard'],
  dankort: ['visa'],
  visaelectron: ['visa'],
  elo: ['visa', 'discover', 'maestro'],
  hipercard: ['maestro', 'mastercard'],
  maestro: ['mastercard'],
};

/** The brand by the number, or the stated one where two brands share a number range; null when no brand issues it. */
export function cardBrandOf(digits: string, stated: CardBrand | null): CardBrand | null {
  const issuer = ISSUER_RANGES.find(([, range]) => range.test(digits))?.[0] ?? null;
  if (issuer === null || stated === null) return issuer;
  return CARRIED_BY[stated]?.includes(issuer) ? stated : issuer;
}

/** True when month and year name a month of the calendar. */
export function isExpiration(month: number, year: number): boolean {
  return Number.isInteger(month) && month >= 1 && month <= 12 && Number.isInteger(year) && year >= 2000 && year <= 2099;
}

/** A card is good through the last day of the month on it (UTC). */
export function isExpired(month: number, year: number, at: Date): boolean {
  return at.getTime() >= Date.UTC(year, month, 1);
}

/** Security codes have three digits, four on American Express; the other length is tolerated, as shops send both. */
export function isSecurityCode(code: string): boolean {
  return /^\d{3,4}$/.test(code);
}

/** What may be kept of a card whose number, brand and date were found to be right. */
export function cardFacts(brand: CardBrand, digits: string, month: number, year: number): CardFacts {
  return {
    brand,
    firstDigits: digits.slice(0, 4),
    lastDigits: digits.slice(-4),
    expirationMonth: String(month).padStart(2, '0'),
    expirationYear: String(year % 100).padStart(2, '0'),
  };
}
