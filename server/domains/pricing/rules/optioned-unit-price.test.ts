import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ChosenGroup } from './choose-options.ts';
import { chosen, fixed, option, percent } from './made-up-options.ts';
import type { PriceImpact } from './option-types.ts';
import { optionedUnitPrice } from './optioned-unit-price.ts';
import type { OptionChoice, Price, PricingSchema } from './types.ts';

const price = (currency: string, amountMinor: bigint, optionCodes: OptionChoice[] = []): Price => ({
  kind: 'REGULAR',
  currency,
  minQuantity: 1,
  maxQuantity: 99,
  amountMinor,
  optionCodes,
});
const list = (schema: PricingSchema, ...prices: Price[]) => ({ schema, defaultCurrency: 'EUR', prices });
const basic = list('DYNAMIC', price('EUR', 1999n), price('JPY', 3000n), price('KWD', 6001n));

const noRates = () => undefined;
const withImpacts = (currency: string, ...impacts: PriceImpact[]) =>
  priceOf(currency, chosen(...impacts.map((impact, index) => option(`o${index}`, { impact }))));
const priceOf = (currency: string, choice: readonly ChosenGroup[]) =>
  optionedUnitPrice(basic, currency, 1, 'REGULAR', noRates, choice);

const off = { direction: 'SUBTRACT' } as const;
const whole = { on: 'GLOBAL' } as const;

describe('a DYNAMIC list', () => {
  test.each<[string, string, PriceImpact[], bigint]>([
    ['no option', 'EUR', [], 1999n],
    ['an option without impact', 'EUR', [fixed({})], 1999n],
    ['a percentage of the base price', 'EUR', [percent(100_000n)], 2199n],
    ['two of them, both of the base price', 'EUR', [percent(100_000n), percent(100_000n)], 2399n],
    ['a percentage off', 'EUR', [percent(500_000n, off)], 999n],
    ['an amount', 'EUR', [fixed({ EUR: 500n, USD: 600n })], 2499n],
    ['an amount off', 'EUR', [fixed({ EUR: 999n }, off)], 1000n],
    ['an amount in other currencies only', 'EUR', [fixed({ USD: 600n })], 1999n],
    ['never below nothing', 'EUR', [fixed({ EUR: 5000n }, off)], 0n],
    ['a percentage of the whole', 'EUR', [fixed({ EUR: 1n }), percent(500_000n, whole)], 3000n],
    ['two of them, both of the same whole', 'EUR', [percent(500_000n, whole), percent(500_000n, whole)], 3999n],
    ['a percentage of nothing', 'EUR', [fixed({ EUR: 5000n }, off), percent(500_000n, { ...whole, ...off })], 0n],
    ['no decimals', 'JPY', [percent(333_333n)], 4000n],
    ['three decimals', 'KWD', [percent(125_000n)], 6751n],
  ])('%s in %s', (_, currency, impacts, expected) => {
    expect(withImpacts(currency, ...impacts)).toBe(expected);
  });

  test('the base price is converted, amounts of options are not', () => {
    const choice = chosen(option('a', { impact: fixed({ EUR: 100n }) }), option('b', { impact: percent(100_000n) }));
    const rates = () => 200_000_000n;
    expect(optionedUnitPrice(basic, 'USD', 1, 'REGULAR', rates, choice)).toBe(4398n);
  });

  test('no price stays no price', () => {
    expect(withImpacts('USD', fixed({ USD: 100n }))).toBe('NO_PRICE');
  });
});

test('a FLAT list has the amount of the combination, and impacts do not count', () => {
  const flat = list('FLAT', price('EUR', 100n), price('EUR', 900n, [{ code: 'G0', options: ['gold'] }]));
  const gold = chosen(option('gold', { impact: percent(500_000n) }));
  expect(optionedUnitPrice(flat, 'EUR', 1, 'REGULAR', noRates, [])).toBe(100n);
  expect(optionedUnitPrice(flat, 'EUR', 1, 'REGULAR', noRates, gold)).toBe(900n);
  expect(optionedUnitPrice(flat, 'EUR', 1, 'REGULAR', noRates, chosen(option('iron')))).toBe('NO_PRICE');
});

describe('for all choices', () => {
  const anyTerms = fc.record({ on: fc.constantFrom('BASE', 'GLOBAL'), direction: fc.constantFrom('ADD', 'SUBTRACT') });
  const anyImpact = fc.oneof(
    fc.tuple(fc.bigInt(0n, 2_000_000n), anyTerms).map(([ppm, terms]) => percent(ppm, terms)),
    fc.tuple(fc.bigInt(0n, 10_000n), anyTerms).map(([minor, terms]) => fixed({ EUR: minor, JPY: minor }, terms)),
  );
  const anyCurrency = fc.constantFrom('EUR', 'JPY', 'KWD');

  test('the price is never negative', () => {
    fc.assert(
      fc.property(anyCurrency, fc.array(anyImpact, { maxLength: 6 }), (currency, impacts) => {
        const result = withImpacts(currency, ...impacts);
        expect(result !== 'NO_PRICE' && result >= 0n).toBe(true);
      }),
    );
  });

  test('the order of options does not matter', () => {
    const shuffled = fc
      .array(anyImpact, { maxLength: 6 })
      .chain((impacts) => fc.tuple(fc.constant(impacts), fc.shuffledSubarray(impacts, { minLength: impacts.length })));
    fc.assert(
      fc.property(anyCurrency, shuffled, (currency, [some, other]) => {
        expect(withImpacts(currency, ...other)).toBe(withImpacts(currency, ...some));
      }),
    );
  });

  test('an option that adds never makes it cheaper', () => {
    fc.assert(
      fc.property(
        anyCurrency,
        fc.array(anyImpact, { maxLength: 4 }),
        fc.bigInt(0n, 10_000n),
        (currency, impacts, more) => {
          const dearer = withImpacts(currency, ...impacts.filter(onlyAdds), fixed({ [currency]: more }));
          const before = withImpacts(currency, ...impacts.filter(onlyAdds));
          expect(before !== 'NO_PRICE' && dearer !== 'NO_PRICE' && dearer >= before + more).toBe(true);
        },
      ),
    );
  });
});

const onlyAdds = ({ direction }: PriceImpact): boolean => direction === 'ADD';
