import { currencyExponent, mulDiv } from '../../../kit/money.ts';

/** Scale of exchange rates: 1.25 is 125 000 000n. */
export const RATE_SCALE = 100_000_000n;

/** Units of `to` for one unit of `from` (whole units, not minor ones), times RATE_SCALE; undefined when not known. */
export type ExchangeRates = (from: string, to: string) => bigint | undefined;

/** Converts minor units between currencies whose decimals may differ; rounded half away from zero. */
export function convert(minor: bigint, from: string, to: string, rate: bigint): bigint {
  const up = 10n ** BigInt(currencyExponent(to));
  const down = 10n ** BigInt(currencyExponent(from));
  return mulDiv(minor, rate * up, RATE_SCALE * down);
}
