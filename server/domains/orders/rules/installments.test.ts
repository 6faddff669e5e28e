import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mostParts, partMinor, type SplitTerms } from './installments.ts';

const terms = (more: Partial<SplitTerms> = {}): SplitTerms => ({
  country: 'br',
  currency: 'BRL',
  totalMinor: 60_000n,
  recurring: false,
  brand: 'visa',
  ...more,
});

test.each<[string, Partial<SplitTerms>, number]>([
  ['a large order', {}, 6],
  ['an order of millions', { totalMinor: 10n ** 14n }, 6],
  ['exactly five reais a part', { totalMinor: 3_000n }, 6],
  ['a centavo less', { totalMinor: 2_999n }, 5],
  ['two parts', { totalMinor: 1_000n }, 2],
  ['too little for two', { totalMinor: 999n }, 1],
  ['less than one part', { totalMinor: 1n }, 1],
  ['nothing', { totalMinor: 0n }, 1],
  ['a MasterCard', { brand: 'mastercard' }, 6],
  ['an American Express card', { brand: 'amex' }, 6],
  ['a card that is not known yet', { brand: null }, 6],
  ['another card', { brand: 'elo' }, 1],
  ['a subscription that renews by itself', { recurring: true }, 1],
  ['another currency', { currency: 'USD' }, 1],
  ['another country', { country: 'pt' }, 1],
  ['no country yet', { country: null }, 1],
])('%s', (_, more, expected) => {
  expect(mostParts(terms(more))).toBe(expected);
});

test('parts are never below the least, and differ from the first by cents only', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: 10n ** 12n }), (totalMinor) => {
      const most = mostParts(terms({ totalMinor }));
      for (let parts = 1; parts <= most; parts += 1) {
        const part = partMinor(totalMinor, parts);
        const first = totalMinor - part * BigInt(parts - 1);
        const apart = first > part ? first - part : part - first;
        expect(apart).toBeLessThan(BigInt(parts));
        if (parts > 1) expect(first < part ? first : part).toBeGreaterThanOrEqual(500n - BigInt(parts));
      }
    }),
  );
});

test.each([
  [10_000n, 3, 3_333n],
  [20_000n, 3, 6_667n],
  [6_000n, 6, 1_000n],
  [1_001n, 2, 501n],
])('%s in %s parts are %s each', (total, parts, expected) => {
  expect(partMinor(total, parts)).toBe(expected);
});
