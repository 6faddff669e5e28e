import { currencyExponent, isCurrency, mulDiv } from '../../kit/money.ts';

/**
 * Places after the point that Stripe counts in where ISO 4217 says otherwise. Iceland's krona and Uganda's shilling have
 * lost theirs since Stripe began to count them; Madagascar's ariary is not divided there.
 */
const STRIPE_PLACES: Readonly<Record<string, number>> = { ISK: 2, UGX: 2, MGA: 0 };

const placesOf = (currency: string): number => STRIPE_PLACES[currency] ?? currencyExponent(currency);

/**
 * An amount as Stripe counts it. Null when Stripe cannot move this amount: a fraction of a currency that it does not
 * divide, or thousandths of one with three places, of which card networks only take whole hundredths.
 */
export const toStripe = (minor: bigint, currency: string): number | null => {
  if (!isCurrency(currency)) return null;
  const scaled = minor * 10n ** BigInt(placesOf(currency));
  const unit = 10n ** BigInt(currencyExponent(currency));
  if (scaled % unit !== 0n) return null;
  const amount = scaled / unit;
  if (placesOf(currency) === 3 && amount % 10n !== 0n) return null;
  return amount <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(amount) : null;
};

/** Minor units of an upper-case currency, from an amount of Stripe. */
export const fromStripe = (amount: number, currency: string): bigint =>
  mulDiv(BigInt(amount), 10n ** BigInt(currencyExponent(currency)), 10n ** BigInt(placesOf(currency)));
