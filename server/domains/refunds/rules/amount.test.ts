import { expect, test } from 'vitest';
import { type AskedAmount, amountToRefund, type Money } from './amount.ts';

/** Listed for 30.00, sold for 24.00. */
const money: Money = { grossMinor: 3_000n, paidMinor: 2_400n, goneMinor: 0n };

test.each<[string, Partial<Money>, AskedAmount, bigint | undefined]>([
  ['a part', {}, { amountMinor: 700n, namesItems: false }, 700n],
  ['all that was paid', {}, { amountMinor: 2_400n, namesItems: true }, 2_400n],
  ['a cent more', {}, { amountMinor: 2_401n, namesItems: false }, undefined],
  ['the gross price means all that was paid', {}, { amountMinor: 3_000n, namesItems: false }, 2_400n],
  ['but not of lines', {}, { amountMinor: 3_000n, namesItems: true }, undefined],
  ['nor after something went back', { goneMinor: 1n }, { amountMinor: 3_000n, namesItems: false }, undefined],
  ['what is left', { goneMinor: 2_000n }, { amountMinor: 400n, namesItems: false }, 400n],
  ['no amount means what is left', { goneMinor: 2_000n }, { amountMinor: null, namesItems: false }, 400n],
  ['when nothing is left', { goneMinor: 2_400n }, { amountMinor: null, namesItems: false }, undefined],
])('%s', (_, change, asked, expected) => {
  expect(amountToRefund({ ...money, ...change }, asked)).toBe(expected);
});
