const PERCENT = /^\+?(\d{1,3})(?:\.(\d+))?$/;

/** '12.5' as parts per million; undefined beyond 0 to 100 and for more than four decimals. */
export const percentPpm = (text: string): bigint | undefined => {
  const [, whole = '', decimals = ''] = PERCENT.exec(text) ?? [];
  if (whole === '' || /[1-9]/.test(decimals.slice(4))) return undefined;
  const ppm = BigInt(whole + decimals.slice(0, 4).padEnd(4, '0'));
  return ppm <= 1_000_000n ? ppm : undefined;
};

/** Parts per million as the percentage that is answered: 125 000 is 12.5. */
export const percentNumber = (ppm: bigint): number => Number(ppm) / 10_000;
