import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkIntervals } from './intervals.ts';
import type { OptionChoice, PriceKind } from './types.ts';

type Interval = Parameters<typeof checkIntervals>[0][number];

function interval(minQuantity: number, maxQuantity: number, use: Partial<Interval> = {}): Interval {
  return { kind: 'REGULAR', currency: 'EUR', minQuantity, maxQuantity, optionCodes: [], ...use };
}

const gold: OptionChoice[] = [{ code: 'SUPPORT', options: ['gold'] }];

test.each<[string, Interval[], string[]]>([
  ['nothing', [], []],
  ['one interval', [interval(1, 99_999)], []],
  ['neighbours', [interval(10, 99), interval(1, 9)], []],
  ['a gap', [interval(1, 9), interval(20, 99)], []],
  ['a shared limit', [interval(1, 10), interval(10, 99)], ['OVERLAP']],
  ['the same twice', [interval(1, 9), interval(1, 9)], ['OVERLAP']],
  ['two inside one', [interval(1, 99), interval(5, 6), interval(20, 30)], ['OVERLAP', 'OVERLAP']],
  ['another currency', [interval(1, 9), interval(1, 9, { currency: 'USD' })], []],
  ['another kind', [interval(1, 9), interval(1, 9, { kind: 'RENEWAL' })], []],
  ['another combination', [interval(1, 9), interval(1, 9, { optionCodes: gold })], []],
  ['the same combination', [interval(1, 9, { optionCodes: gold }), interval(2, 3, { optionCodes: gold })], ['OVERLAP']],
  ['limits the wrong way round', [interval(9, 1)], ['BAD_LIMITS']],
  ['a quantity of zero', [interval(0, 9)], ['BAD_LIMITS']],
  ['parts of units', [interval(1, 9.5)], ['BAD_LIMITS']],
])('%s: %#', (_, prices, problems) => {
  expect(checkIntervals(prices).map(({ problem }) => problem)).toEqual(problems);
});

test('intervals without a problem give every quantity at most one price', () => {
  const anyInterval = fc
    .tuple(
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 0, max: 5 }),
      fc.constantFrom<PriceKind>('REGULAR', 'RENEWAL'),
    )
    .map(([min, length, kind]) => interval(min, min + length, { kind }));
  fc.assert(
    fc.property(fc.array(anyInterval, { maxLength: 5 }), (prices) => {
      const shared = Array.from({ length: 30 }, (_, quantity) =>
        (['REGULAR', 'RENEWAL'] as const).some(
          (kind) =>
            prices.filter((p) => p.kind === kind && p.minQuantity <= quantity && quantity <= p.maxQuantity).length > 1,
        ),
      ).some(Boolean);
      expect(checkIntervals(prices).length > 0).toBe(shared);
    }),
  );
});
