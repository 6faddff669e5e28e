import { currencyExponent, isCurrency } from './currencies.ts';

export { currencyExponent, isCurrency } from './currencies.ts';

/** An amount in whole minor units (cents) of an upper-case ISO 4217 currency. */
export type Money = { readonly minor: bigint; readonly currency: string };

/** Parts per million: 100 % = 1 000 000, 19 % = 190 000. Tax rates and percentages are written in this unit. */
export const PPM = 1_000_000n;

/** The largest amount that is read or answered: 15 digits are what a JSON number carries without loss. */
export const MAX_AMOUNT_MINOR = 10n ** 15n - 1n;

const PLAIN_DECIMAL = /^([+-]?)(\d{1,30})(?:\.(\d{1,30}))?$/;

/**
 * Reads decimal text ('12.4', '-3', '+0.50') as minor units. Undefined when the text is not a plain decimal, has more
 * decimals than the currency (zeros at the end are fine), is beyond MAX_AMOUNT_MINOR, or the currency is unknown.
 */
export function parseAmount(text: string, currency: string): bigint | undefined {
  if (!isCurrency(currency)) return undefined;
  const match = PLAIN_DECIMAL.exec(text);
  if (match === null) return undefined;
  const [, sign, whole = '', fraction = ''] = match;
  const exponent = currencyExponent(currency);
  if (/[1-9]/.test(fraction.slice(exponent))) return undefined;
  const size = BigInt(whole + fraction.slice(0, exponent).padEnd(exponent, '0'));
  if (size > MAX_AMOUNT_MINOR) return undefined;
  return sign === '-' ? -size : size;
}

/**
 * The amount as a JavaScript number that prints exactly (1240 EUR is 12.4). The division is safe: both sides are exact
 * doubles, so the quotient is the double nearest to the decimal. Throws RangeError beyond MAX_AMOUNT_MINOR.
 */
export function amountNumber(minor: bigint, currency: string): number {
  if (absolute(minor) > MAX_AMOUNT_MINOR) throw new RangeError('amount has too many digits for a number');
  return Number(minor) / 10 ** currencyExponent(currency);
}

/** The amount as text with all decimals of its currency: '12.40', '-0.05', '7' (JPY). */
export function amountText(minor: bigint, currency: string): string {
  const exponent = currencyExponent(currency);
  const sign = minor < 0n ? '-' : '';
  const digits = absolute(minor)
    .toString()
    .padStart(exponent + 1, '0');
  if (exponent === 0) return sign + digits;
  return `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}

/** a * b / c, rounded half away from zero; the one place where money is rounded. Throws RangeError when c is 0. */
export function mulDiv(a: bigint, b: bigint, c: bigint): bigint {
  const product = a * b;
  const negative = product < 0n !== c < 0n;
  const divisor = absolute(c);
  const size = (2n * absolute(product) + divisor) / (2n * divisor);
  return negative ? -size : size;
}

/** A share of an amount, rate in parts per million: percentOf(1000n, 190000n) is 190n. */
export function percentOf(minor: bigint, ratePpm: bigint): bigint {
  return mulDiv(minor, ratePpm, PPM);
}

/**
 * Splits an amount by weights so that the parts sum to it exactly (largest remainder). Units that are left over go to
 * the largest remainders; among equal remainders to the earlier part. Weights are not negative and not all zero
 * (RangeError otherwise). A negative amount is split like its positive twin.
 */
export function split(totalMinor: bigint, weights: readonly bigint[]): bigint[] {
  if (weights.some((weight) => weight < 0n)) throw new RangeError('weights may not be negative');
  const sum = weights.reduce((left, right) => left + right, 0n);
  if (sum === 0n) throw new RangeError('at least one weight has to be positive');
  const size = absolute(totalMinor);
  const parts = weights.map((weight, index) => ({
    index,
    share: (size * weight) / sum,
    remainder: (size * weight) % sum,
  }));
  let left = size - parts.reduce((total, part) => total + part.share, 0n);
  const byRemainder = [...parts].sort((a, b) => compare(b.remainder, a.remainder) || a.index - b.index);
  for (const part of byRemainder) {
    if (left === 0n) break;
    part.share += 1n;
    left -= 1n;
  }
  return parts.map((part) => (totalMinor < 0n ? -part.share : part.share));
}

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}

function compare(a: bigint, b: bigint): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
