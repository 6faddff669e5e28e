import { expect, test } from 'vitest';
import type { Returned } from '../../payments/index.ts';
import { lossOf } from './loss.ts';

const of1190 = { netMinor: 1000n, vatMinor: 190n };
const untouched: Returned = {
  refundedMinor: 0n,
  lostMinor: 0n,
  heldMinor: 1190n,
  netMinor: 0n,
  vatMinor: 0n,
  commissionMinor: 0n,
};
const halfRefunded: Returned = { ...untouched, refundedMinor: 595n, netMinor: 500n, vatMinor: 95n };

test.each<[string, Returned, bigint, boolean, readonly [bigint, bigint, bigint]]>([
  ['all of it', untouched, 1190n, true, [1000n, 190n, 0n]],
  ['a part', untouched, 119n, true, [100n, 19n, 0n]],
  ['the rest after a refund', halfRefunded, 595n, true, [500n, 95n, 0n]],
  ['more than is left', halfRefunded, 1190n, true, [500n, 95n, 595n]],
  ['other money', untouched, 1190n, false, [0n, 0n, 1190n]],
])('%s', (_, returned, amount, isSameCurrency, [netMinor, vatMinor, beyondMinor]) => {
  expect(lossOf(of1190, returned, amount, isSameCurrency)).toEqual({ netMinor, vatMinor, beyondMinor });
});

test('a free order has nothing to lose', () => {
  const nothing = { netMinor: 0n, vatMinor: 0n };
  expect(lossOf(nothing, untouched, 5n, true)).toEqual({ ...nothing, beyondMinor: 5n });
});
