import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Combination } from '../sku.ts';
import { bestFor, combinationKey, overlap, saysAll, type Wanted } from './match.ts';

const open: Combination = { currency: null, purchaseType: null, minQuantity: null, maxQuantity: null, groups: [] };
const gold = [{ code: 'SUPPORT', options: [{ code: 'gold', name: 'Gold support' }] }];
const both = [...gold, { code: 'EXTRAS', options: [{ code: 'cd', name: 'On CD' }] }];
const table = {
  eur: { ...open, currency: 'EUR' },
  eurSmall: { ...open, currency: 'EUR', minQuantity: 1, maxQuantity: 9 },
  eurNew: { ...open, currency: 'EUR', purchaseType: 'NEW_PRODUCT' },
  usdGold: { ...open, currency: 'USD', groups: gold },
  renewal: { ...open, purchaseType: 'RENEWAL' },
  both: { ...open, groups: both },
} satisfies Record<string, Combination>;
const nothing: Wanted = { currency: undefined, purchaseType: undefined, options: undefined, quantity: undefined };

describe('the best for what is wanted', () => {
  test.each<[string, Partial<Wanted>, keyof typeof table | undefined]>([
    ['what says no more than that', { currency: 'EUR' }, 'eur'],
    ['what says more of it', { currency: 'EUR', quantity: 9 }, 'eurSmall'],
    ['beyond the interval the open one', { currency: 'EUR', quantity: 10 }, 'eur'],
    ['an open currency is any currency', { currency: 'JPY', purchaseType: 'RENEWAL' }, 'renewal'],
    ['two members that are the same', { currency: 'EUR', purchaseType: 'NEW_PRODUCT', quantity: 99 }, 'eurNew'],
    ['options by code', { options: ['gold'], currency: 'USD' }, 'usdGold'],
    ['options by name, in any order', { options: ['On CD', 'gold'] }, 'both'],
    ['some of the options are not all', { options: ['cd'], currency: 'GBP' }, 'renewal'],
    ['nothing that differs', { purchaseType: 'UPGRADE', currency: 'USD', options: ['silver'] }, undefined],
  ])('%s', (_title, wanted, expected) => {
    expect(bestFor(Object.values(table), { ...nothing, ...wanted })).toBe(expected && table[expected]);
  });

  test('the first one when two are as good', () => {
    expect(bestFor([table.renewal, table.eur], nothing)).toBe(table.renewal);
  });
});

test.each<[keyof typeof table, Partial<Wanted>, boolean]>([
  ['eur', { currency: 'EUR' }, true],
  ['eur', { currency: 'EUR', quantity: 1 }, false],
  ['renewal', { currency: 'EUR' }, false],
  ['both', { options: ['gold'] }, false],
  ['both', {}, true],
])('%s says all of %j: %s', (name, wanted, expected) => {
  expect(saysAll(table[name], { ...nothing, ...wanted })).toBe(expected);
});

describe('truths', () => {
  const quantity = fc.integer({ min: 1, max: 20 });
  const combination: fc.Arbitrary<Combination> = fc
    .record({
      currency: fc.constantFrom('EUR', 'USD', null),
      purchaseType: fc.constantFrom('NEW_PRODUCT', 'TRIAL', null),
      groups: fc.constantFrom([], gold, both),
    })
    .chain((rest) =>
      fc.option(fc.tuple(quantity, quantity)).map((ends) => ({
        ...rest,
        minQuantity: ends && Math.min(...ends),
        maxQuantity: ends && Math.max(...ends),
      })),
    );
  const wanted: fc.Arbitrary<Wanted> = fc.record({
    currency: fc.constantFrom('EUR', 'USD', undefined),
    purchaseType: fc.constantFrom('NEW_PRODUCT', 'TRIAL', undefined),
    options: fc.constantFrom(['gold'], ['cd', 'gold'], undefined),
    quantity: fc.option(quantity, { nil: undefined }),
  });

  test('where one says all that is wanted, so does the best', () => {
    fc.assert(
      fc.property(fc.array(combination), wanted, (combinations, asked) => {
        const exact = combinations.some((one) => saysAll(one, asked));
        const best = bestFor(combinations, asked);
        if (exact) expect(best !== undefined && saysAll(best, asked)).toBe(true);
      }),
    );
  });

  test('two combinations overlap just when some quantity is in both', () => {
    fc.assert(
      fc.property(combination, combination, (a, b) => {
        const holds = ({ minQuantity: min, maxQuantity: max }: Combination, at: number) =>
          min !== null && max !== null && min <= at && at <= max;
        const common = Array.from({ length: 20 }, (_, index) => index + 1).some((at) => holds(a, at) && holds(b, at));
        expect(overlap(a, b)).toBe(common || (a.minQuantity === null && b.minQuantity === null));
      }),
    );
  });

  test('the key does not mind in which order options stand', () => {
    expect(combinationKey(table.both)).toBe(combinationKey({ ...table.both, groups: [...both].reverse() }));
    expect(combinationKey(table.both)).not.toBe(combinationKey(table.usdGold));
  });
});
