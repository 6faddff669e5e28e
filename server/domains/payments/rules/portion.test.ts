import fc from 'fast-check';
import { expect, test } from 'vitest';
import { feePortionOf, portionOf } from './portion.ts';

const of1190 = { netMinor: 1000n, vatMinor: 190n };
const nothing = { netMinor: 0n, vatMinor: 0n };

test.each<[string, readonly [bigint, bigint], bigint, bigint, bigint]>([
  ['everything', [0n, 0n], 1190n, 1000n, 190n],
  ['half', [0n, 0n], 595n, 500n, 95n],
  ['a cent', [0n, 0n], 1n, 1n, 0n],
  ['the rest after a third', [334n, 63n], 793n, 666n, 127n],
  ['the rest after all of the tax', [0n, 190n], 1000n, 1000n, 0n],
  ['a part after all of the net', [1000n, 0n], 100n, 0n, 100n],
])('of 10.00 net and 1.90 tax: %s', (_, [net, vat], amount, netMinor, vatMinor) => {
  expect(portionOf(of1190, { netMinor: net, vatMinor: vat }, amount)).toEqual({ netMinor, vatMinor });
});

/** A charge, and its money cut into parts, each of which may come to nothing after it was divided. */
const cut = fc
  .record({ netMinor: fc.bigInt(0n, 10n ** 12n), vatMinor: fc.bigInt(0n, 10n ** 12n) })
  .filter(({ netMinor, vatMinor }) => netMinor + vatMinor > 0n)
  .chain((charge) => {
    const total = charge.netMinor + charge.vatMinor;
    return fc.array(fc.record({ at: fc.bigInt(0n, total), fails: fc.boolean() }), { maxLength: 12 }).map((cuts) => ({
      charge,
      steps: cuts,
    }));
  });

test('parts that return all return the net and the tax exactly, whatever failed on the way', () => {
  fc.assert(
    fc.property(cut, ({ charge, steps }) => {
      const total = charge.netMinor + charge.vatMinor;
      let gone = nothing;
      for (const { at, fails } of [...steps, { at: total, fails: false }]) {
        const left = total - gone.netMinor - gone.vatMinor;
        const amount = at === total ? left : (left * at) / total;
        const portion = portionOf(charge, gone, amount);
        expect(portion.netMinor + portion.vatMinor).toBe(amount);
        expect(portion.netMinor >= 0n && portion.vatMinor >= 0n).toBe(true);
        if (fails) continue;
        gone = { netMinor: gone.netMinor + portion.netMinor, vatMinor: gone.vatMinor + portion.vatMinor };
        expect(gone.netMinor <= charge.netMinor && gone.vatMinor <= charge.vatMinor).toBe(true);
      }
      expect(gone).toEqual(charge);
    }),
  );
});

test('steps in a row are rounded over their running total', () => {
  fc.assert(
    fc.property(cut, ({ charge, steps }) => {
      const total = charge.netMinor + charge.vatMinor;
      let gone = nothing;
      for (const { at } of steps) {
        const left = total - gone.netMinor - gone.vatMinor;
        const portion = portionOf(charge, gone, (left * at) / total);
        gone = { netMinor: gone.netMinor + portion.netMinor, vatMinor: gone.vatMinor + portion.vatMinor };
        expect(portionOf(charge, nothing, gone.netMinor + gone.vatMinor)).toEqual(gone);
      }
    }),
  );
});

test('a fee of 0.50 on 11.90 goes back in steps, and no more than it was', () => {
  const first = feePortionOf(50n, 1190n, { amountMinor: 0n, feeMinor: 0n }, 397n);
  const second = feePortionOf(50n, 1190n, { amountMinor: 397n, feeMinor: first }, 793n);
  expect([first, second]).toEqual([17n, 33n]);
  // The first part kept the fee: only that of the second goes back.
  expect(feePortionOf(50n, 1190n, { amountMinor: 397n, feeMinor: 0n }, 793n)).toBe(33n);
  expect(feePortionOf(50n, 1190n, { amountMinor: 0n, feeMinor: 50n }, 1190n)).toBe(0n);
});
