import fc from 'fast-check';
import { expect, test } from 'vitest';
import { portionOf } from './portion.ts';

const of1190 = { netMinor: 1000n, vatMinor: 190n };

test.each<[string, bigint, bigint, bigint, bigint]>([
  ['everything', 0n, 1190n, 1000n, 190n],
  ['half', 0n, 595n, 500n, 95n],
  ['a cent', 0n, 1n, 1n, 0n],
  ['the rest after a third', 397n, 793n, 666n, 127n],
])('of 10.00 net and 1.90 tax: %s', (_, refunded, amount, netMinor, vatMinor) => {
  expect(portionOf(of1190, refunded, amount)).toEqual({ netMinor, vatMinor });
});

/** A charge, and its money cut into refunds. */
const cut = fc
  .record({ netMinor: fc.bigInt(0n, 10n ** 12n), vatMinor: fc.bigInt(0n, 10n ** 12n) })
  .filter(({ netMinor, vatMinor }) => netMinor + vatMinor > 0n)
  .chain((charge) => {
    const total = charge.netMinor + charge.vatMinor;
    return fc.array(fc.bigInt(0n, total), { maxLength: 12 }).map((cuts) => {
      const marks = [...new Set([0n, ...cuts, total])].sort((a, b) => (a < b ? -1 : 1));
      return { charge, amounts: marks.slice(1).map((mark, index) => mark - (marks[index] ?? 0n)) };
    });
  });

test('refunds that return all return the net and the tax exactly, and no part is negative or not its sum', () => {
  fc.assert(
    fc.property(cut, ({ charge, amounts }) => {
      let refunded = 0n;
      let net = 0n;
      let vat = 0n;
      for (const amount of amounts) {
        const portion = portionOf(charge, refunded, amount);
        expect(portion.netMinor + portion.vatMinor).toBe(amount);
        expect(portion.netMinor >= 0n && portion.vatMinor >= 0n).toBe(true);
        refunded += amount;
        net += portion.netMinor;
        vat += portion.vatMinor;
      }
      expect({ netMinor: net, vatMinor: vat }).toEqual(charge);
    }),
  );
});
