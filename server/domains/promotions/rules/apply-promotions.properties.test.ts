import fc from 'fast-check';
import { expect, test } from 'vitest';
import { priceCart } from '../../pricing/index.ts';
import type { CartPromotion, PromotionType } from '../promotion.ts';
import { applyPromotions } from './apply-promotions.ts';
import type { PromotedLine } from './cart.ts';
import { optionHash } from './option-hash.ts';
import { context, coupon, promotion } from './sample-promotions.ts';

/* What has to be true of all carts and promotions, in currencies of 0, 2 and 3 decimals. */

const PRODUCTS = ['PLAN', 'SEAT', 'BOOK'];
const CURRENCIES = ['JPY', 'EUR', 'KWD'];
const anyAmount = fc.bigInt(0n, 5000n);

const anyLine: fc.Arbitrary<PromotedLine> = fc
  .record({
    productCode: fc.constantFrom(...PRODUCTS),
    configurationCode: fc.constantFrom('LIST', 'NORTH'),
    optionCodes: fc.subarray(['gold', 'year']),
    quantity: fc.integer({ min: 1, max: 9 }),
    unitNetMinor: fc.oneof(anyAmount, fc.constantFrom(0n, 1n, 1000n)),
    vatMinor: fc.bigInt(0n, 400n),
    priceType: fc.constantFrom('NET' as const, 'GROSS' as const),
  })
  .map(({ vatMinor, ...line }) => ({
    ...line,
    netMinor: line.unitNetMinor * BigInt(line.quantity),
    unitGrossMinor: line.unitNetMinor + vatMinor,
  }));

const anyAmounts = fc
  .uniqueArray(fc.constantFrom(...CURRENCIES), { minLength: 1 })
  .chain((currencies) =>
    fc.tuple(...currencies.map((currency) => anyAmount.map((amountMinor) => ({ currency, amountMinor })))),
  );

const anyDiscount = fc.oneof(
  fc.bigInt(0n, 1_000_000n).map((ratePpm) => ({ type: 'PERCENT' as const, ratePpm })),
  anyAmounts.map((values) => ({ type: 'FIXED' as const, defaultCurrency: values[0]?.currency ?? 'EUR', values })),
);

/** One time in four. */
const seldom = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: value });

const anySpecialPrice = fc.record({
  productCode: fc.constantFrom(...PRODUCTS),
  configurationCode: fc.constantFrom('LIST', 'NORTH'),
  optionHash: fc.option(fc.subarray(['gold', 'year']).map(optionHash)),
  options: fc.constant([]),
  prices: anyAmounts,
});

const anyPromotion = (code: string): fc.Arbitrary<CartPromotion> =>
  fc
    .record({
      type: fc.constantFrom<PromotionType>('REGULAR', 'REGULAR', 'GLOBAL', 'CUMULATIVE', 'SPECIAL_PRICE'),
      discount: anyDiscount,
      maximumQuantity: seldom(fc.integer({ min: 1, max: 12 })),
      priceThreshold: seldom(
        fc.record({ currency: fc.constantFrom(...CURRENCIES), amountMinor: fc.bigInt(1n, 20_000n) }),
      ),
      products: fc.array(
        fc.record({
          productCode: fc.constantFrom(...PRODUCTS),
          configurationCode: seldom(fc.constantFrom('LIST', 'NORTH')),
          optionCodes: seldom(fc.constant(['gold'])).map((codes) => codes ?? []),
        }),
        { maxLength: 3 },
      ),
      specialPrices: fc.array(anySpecialPrice, { maxLength: 4 }),
      instantDiscount: fc.boolean(),
      usedUp: seldom(fc.constant(true)).map((usedUp) => usedUp ?? false),
    })
    .map(({ products, discount, ...facts }) =>
      promotion({
        ...facts,
        code,
        products,
        namesProducts: products.length > 0,
        discount: facts.type === 'SPECIAL_PRICE' ? null : discount,
        defaultCurrency: facts.type === 'SPECIAL_PRICE' ? 'EUR' : null,
        coupons: [coupon(code)],
      }),
    );

const anyPromotions = fc
  .uniqueArray(fc.stringMatching(/^[0-9A-F]{10}$/), { maxLength: 5 })
  .chain((codes) => fc.tuple(...codes.map(anyPromotion)));
const anyCart = fc.array(anyLine, { maxLength: 5 });
const anyContext = fc
  .record({ currency: fc.constantFrom(...CURRENCIES), hasRates: fc.boolean() })
  .map(({ currency, hasRates }) =>
    context({ currency, ...(hasRates ? { rates: (from: string) => (from === 'JPY' ? 650_000n : 120_000_000n) } : {}) }),
  );

const total = (
  lines: readonly PromotedLine[],
  promotions: readonly CartPromotion[],
  where: ReturnType<typeof context>,
): bigint => applyPromotions(lines, promotions, where).lines.reduce((sum, line) => sum + line.discountMinor, 0n);

/** The lines with their discounts, in an order of their own. */
const shares = (
  lines: readonly PromotedLine[],
  promotions: readonly CartPromotion[],
  where: ReturnType<typeof context>,
): readonly string[] =>
  applyPromotions(lines, promotions, where)
    .lines.map(({ discountMinor }, index) => {
      const { optionCodes = [], ...line } = lines[index] ?? {};
      const facts = { ...line, optionCodes: [...optionCodes].sort(), discountMinor };
      return JSON.stringify(facts, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
    })
    .sort();

const entered = (where: ReturnType<typeof context>, promotions: readonly CartPromotion[]) => ({
  ...where,
  coupons: promotions.map(({ code }) => code),
});

test('a discount is never negative and never beyond its line, and pricing takes it', () => {
  fc.assert(
    fc.property(anyCart, anyPromotions, anyContext, (lines, promotions, where) => {
      const cart = applyPromotions(lines, promotions, entered(where, promotions));
      cart.lines.forEach(({ discountMinor, promotion: of }, index) => {
        expect(discountMinor >= 0n && discountMinor <= (lines[index]?.netMinor ?? -1n)).toBe(true);
        expect(of !== null).toBe(discountMinor > 0n);
      });
      const priced = priceCart(
        lines.map(({ unitNetMinor, quantity }, index) => ({
          priceType: 'NET',
          unitMinor: unitNetMinor,
          quantity,
          discountMinor: cart.lines[index]?.discountMinor ?? 0n,
        })),
        190_000n,
      );
      expect(priced.totals.discountMinor).toBe(cart.promotions.reduce((sum, each) => sum + each.discountMinor, 0n));
    }),
    { numRuns: 300 },
  );
});

test('one more promotion never makes a cart dearer', () => {
  fc.assert(
    fc.property(anyCart, anyPromotions, anyContext, (lines, promotions, where) => {
      const context = entered(where, promotions);
      const all = total(lines, promotions, context);
      for (const left of promotions) {
        const without = promotions.filter((each) => each !== left);
        expect(total(lines, without, context) <= all, `without ${left.code}`).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
});

test('the order of lines and of promotions does not change the total, nor what a line gets', () => {
  const shuffled = fc
    .tuple(anyCart, anyPromotions)
    .chain(([lines, promotions]) =>
      fc.tuple(
        fc.constant({ lines, promotions }),
        fc.shuffledSubarray(lines, { minLength: lines.length }),
        fc.shuffledSubarray([...promotions], { minLength: promotions.length }),
      ),
    );
  fc.assert(
    fc.property(shuffled, anyContext, ([{ lines, promotions }, otherLines, otherPromotions], where) => {
      const context = entered(where, promotions);
      expect(total(otherLines, otherPromotions, context)).toBe(total(lines, promotions, context));
      expect(shares(otherLines, otherPromotions, context)).toEqual(shares(lines, promotions, context));
    }),
    { numRuns: 500 },
  );
});

test('every coupon that was entered either counts or is told why not', () => {
  fc.assert(
    fc.property(anyCart, anyPromotions, anyContext, (lines, promotions, where) => {
      const context = { ...where, coupons: [...promotions.map(({ code }) => code.toLowerCase()), 'nobodys'] };
      const cart = applyPromotions(lines, promotions, context);
      const used = cart.promotions.flatMap(({ coupon: code }) => (code === null ? [] : [code.toLowerCase()]));
      const told = [...used, ...cart.ignoredCoupons.map(({ code }) => code)];
      expect(told.sort()).toEqual([...context.coupons].sort());
    }),
    { numRuns: 300 },
  );
});
