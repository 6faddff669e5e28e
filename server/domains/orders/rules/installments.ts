import { refuse } from '../../../api/errors.ts';
import { type CardBrand, cardBrandOf, parseCardBrand } from '../../../gateways/port.ts';
import { mulDiv } from '../../../kit/money.ts';
import { ORDER_INSTALLMENTS_INVALID } from '../errors.ts';
import type { SentOrder } from '../placement.ts';
import type { Payer } from './billing.ts';
import type { PaymentPlan } from './payment/plan.ts';

/** What decides into how many parts a payment may be split. */
export type SplitTerms = {
  /** Billing country, two lower-case letters. */
  readonly country: string | null;
  /** Upper-case ISO 4217. */
  readonly currency: string;
  readonly totalMinor: bigint;
  /** Whether the card is charged again for renewals. */
  readonly recurring: boolean;
  /** Lower case, as in CardType; null while the card is not known. */
  readonly brand: string | null;
};

const MOST_PARTS = 6;
/** Five reais. */
const LEAST_PART_MINOR = 500n;
const BRANDS: ReadonlySet<string> = new Set(['visa', 'mastercard', 'amex']);

/**
 * Into how many parts a payment may be split at most; 1 where it may not. Buyers in Brazil who pay once in reais by a
 * Visa, MasterCard or American Express card may pay in up to six parts of five reais and more.
 */
export const mostParts = ({ country, currency, totalMinor, recurring, brand }: SplitTerms): number => {
  if (country !== 'br' || currency !== 'BRL' || recurring || (brand !== null && !BRANDS.has(brand))) return 1;
  const parts = totalMinor / LEAST_PART_MINOR;
  if (parts < 1n) return 1;
  return parts > MOST_PARTS ? MOST_PARTS : Number(parts);
};

/** What one part is told as: the total divided and rounded. The first part takes the cents that this leaves over. */
export const partMinor = (totalMinor: bigint, parts: number): bigint => mulDiv(totalMinor, 1n, BigInt(parts));

/** The card that an order names, by the number or by what the request says of it; null when it names none. */
export const brandSent = ({ PaymentDetails }: SentOrder): CardBrand | null => {
  const { CardNumber, CardType } = PaymentDetails?.PaymentMethod ?? {};
  const stated = parseCardBrand(CardType ?? '');
  return CardNumber ? cardBrandOf(CardNumber.replace(/\D/g, ''), stated) : stated;
};

/** Ways to pay that end at a card. */
const BY_CARD: ReadonlySet<PaymentPlan['kind']> = new Set([
  'CARD',
  'ENCRYPTED',
  'ONE_TIME_TOKEN',
  'STORED',
  'PREVIOUS_ORDER',
]);

/** What is known of an order when its payment may be split. */
export type Splitting = Pick<SplitTerms, 'currency' | 'totalMinor' | 'brand'> & {
  readonly payer: Payer;
  readonly plan: PaymentPlan;
};

/**
 * Into how many parts an order asks its payment to be split; null when it does not say. Refuses
 * ORDER_INSTALLMENTS_INVALID for more parts than there may be, and for payers without phone and tax number.
 */
export const installmentsOf = (
  { PaymentDetails }: SentOrder,
  { payer, plan, currency, totalMinor, brand }: Splitting,
): number | null => {
  const parts = PaymentDetails?.PaymentMethod?.InstallmentsNumber || null;
  if (parts === null || parts === 1) return parts;
  const terms = { country: payer.CountryCode, currency, totalMinor, recurring: plan.recurring, brand };
  const most = BY_CARD.has(plan.kind) ? mostParts(terms) : 1;
  if (parts > most) refuse(ORDER_INSTALLMENTS_INVALID, `This order is paid in at most ${most} parts.`);
  if (payer.Phone === null || payer.FiscalCode === null) {
    refuse(ORDER_INSTALLMENTS_INVALID, 'Installments need BillingDetails.Phone and BillingDetails.FiscalCode.');
  }
  return parts;
};

/** In how many parts an order is paid was settled when it was placed; another try to pay may only repeat it. */
export const checkInstallmentsStay = ({ PaymentDetails }: SentOrder, placed: number | undefined): void => {
  const parts = PaymentDetails?.PaymentMethod?.InstallmentsNumber || null;
  if (parts !== null && parts !== (placed ?? 1)) {
    refuse(ORDER_INSTALLMENTS_INVALID, 'The number of installments cannot be changed any more.');
  }
};
