/** Reads a percentage ('19', '25.5', '14.975'; at most four decimals) as parts per million. Throws RangeError otherwise. */
export function parsePercent(percent: string): bigint {
  const match = /^(\d{1,3})(?:\.(\d{1,4}))?$/.exec(percent);
  if (match === null) throw new RangeError(`no percentage: ${JSON.stringify(percent)}`);
  return BigInt(match[1] ?? '0') * 10_000n + BigInt((match[2] ?? '').padEnd(4, '0'));
}

/** Parts per million as the number of percent that answers show: 190000n is 19, 149750n is 14.975. */
export function percentNumber(ratePpm: bigint): number {
  return Number(ratePpm) / 10_000;
}
