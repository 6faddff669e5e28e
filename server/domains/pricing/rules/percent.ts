import { PPM } from '../../../kit/money.ts';

const PERCENT = /^(\d{1,7})(?:\.(\d{1,4})0*)?$/;
/** A thousand times the price; more is a slip of the pen, and would leave the range of amounts. */
const MAX_PPM = 1000n * PPM;

/** '12.5' as parts per million; undefined for what is no percentage or has more than four decimals. */
export const parsePercent = (text: string): bigint | undefined => {
  const [, whole, decimals = ''] = PERCENT.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const ppm = BigInt(whole + decimals.padEnd(4, '0'));
  return ppm > MAX_PPM ? undefined : ppm;
};

/** Parts per million as the percentage that the API tells; both sides of the division are exact. */
export const percentNumber = (ppm: bigint): number => Number(ppm) / 10_000;
