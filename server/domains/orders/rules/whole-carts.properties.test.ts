import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SaleProduct } from '../../catalog/index.ts';
import type { OptionGroup } from '../../pricing/index.ts';
import { fixed, group, option, percent } from '../../pricing/rules/made-up-options.ts';
import { applyPromotions, type CartPromotion, type PromotionType } from '../../promotions/index.ts';
import * as promoted from '../../promotions/rules/sample-promotions.ts';
import type { CartItem } from './cart.ts';
import { type CatalogOffer, offersFor } from './offers.ts';
import { type PricedCart, pricedCart } from './priced-cart.ts';
import { promotedLines } from './promoted-lines.ts';

/*
 * What has to be true of every cart, with options, promotions and taxes together, in currencies of 0, 2 and 3 decimals.
 */

const CURRENCIES = ['JPY', 'EUR', 'KWD'];
const PRODUCTS = ['PLAN', 'SEAT', 'BOOK'];
const RATES: Readonly<Record<string, bigint>> = { EUR: 100_000_000n, JPY: 16_250_000_000n, KWD: 34_500_000n };
const rates = (from: string, to: string): bigint => ((RATES[to] ?? 0n) * 100_000_000n) / (RATES[from] ?? 1n);

const seldom = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: value });

// ---- option groups ----

const anySmall = fc.oneof(fc.bigInt(0n, 40n), fc.bigInt(0n, 9_999n));
const anyRate = fc.oneof(fc.constantFrom(0n, 100_000n, 500_000n, 1_000_000n), fc.bigInt(0n, 1_500_000n));
const anyDirection = fc.record({
  on: fc.constantFrom('BASE' as const, 'GLOBAL' as const),
  direction: fc.constantFrom('ADD' as const, 'SUBTRACT' as const),
});
const anyImpact = fc.oneof(
  fc.constant(null),
  fc.tuple(anyRate, anyDirection).map(([rate, terms]) => percent(rate, terms)),
  fc.tuple(anySmall, anySmall, anyDirection).map(([EUR, JPY, terms]) => fixed({ EUR, JPY }, terms)),
);

const anyGroups: fc.Arbitrary<readonly OptionGroup[]> = fc
  .tuple(anyImpact, anyImpact, anyImpact, anyImpact, anyImpact, anyImpact)
  .map(([mail, phone, copy, disk, few, many]) => [
    group('SUPPORT', 'RADIO', [option('mail', { impact: mail, isDefault: true }), option('phone', { impact: phone })]),
    group('EXTRAS', 'CHECKBOX', [option('copy', { impact: copy }), option('disk', { impact: disk })]),
    group('USERS', 'INTERVAL', [
      option('few', { impact: few, scaleMin: 1, scaleMax: 9, isDefault: true }),
      option('many', { impact: many, scaleMin: 10, scaleMax: 99 }),
    ]),
  ]);

const anyChoice = fc
  .tuple(
    fc.constantFrom([], ['mail'], ['phone']),
    fc.subarray(['copy', 'disk']),
    fc.option(fc.integer({ min: 1, max: 99 }), { nil: null }),
  )
  .map(([support, extras, users]) =>
    [...support, ...extras, ...(users === null ? [] : [`USERS=${users}`])].map((code) => ({ group: null, code })),
  );

// ---- products and items ----

const anyProduct = (code: string): fc.Arbitrary<SaleProduct> =>
  fc
    .record({
      priceType: fc.constantFrom('NET' as const, 'GROSS' as const),
      defaultCurrency: fc.constantFrom(...CURRENCIES),
      amounts: fc.tuple(anySmall, anySmall),
      own: fc.option(fc.tuple(fc.constantFrom(...CURRENCIES), anySmall), { nil: null }),
    })
    .map(({ priceType, defaultCurrency, amounts: [few, many], own }) => {
      const price = (currency: string, minQuantity: number, maxQuantity: number, amountMinor: bigint) =>
        ({ kind: 'REGULAR', currency, minQuantity, maxQuantity, amountMinor, optionCodes: [] }) as const;
      const inOwn = own === null || own[0] === defaultCurrency ? [] : [price(own[0], 1, 99_999, own[1])];
      return {
        productId: 1n,
        code,
        name: code,
        version: '',
        shortDescription: '',
        enabled: true,
        type: 'REGULAR',
        tangible: false,
        multipleUnits: true,
        fulfillment: 'NO_DELIVERY',
        externalReference: '',
        taxCategory: null,
        generatesSubscription: false,
        cycle: null,
        gracePeriodDays: null,
        contract: null,
        trialUrl: '',
        trialDescription: '',
        configurations: [
          {
            code: 'LIST',
            name: 'List',
            isDefault: true,
            billingCountries: [],
            schema: 'DYNAMIC',
            priceType,
            defaultCurrency,
            prices: [price(defaultCurrency, 1, 4, few), price(defaultCurrency, 5, 99_999, many), ...inOwn],
            useOriginalPrices: false,
            optionGroups: ['SUPPORT', 'EXTRAS', 'USERS'].map((one) => ({ code: one, required: false })),
          },
        ],
      };
    });

const anyItems: fc.Arbitrary<readonly CartItem[]> = fc.tuple(...PRODUCTS.map(anyProduct)).chain((products) =>
  fc.array(
    fc.record({
      product: fc.constantFrom(...products),
      sku: fc.constant(null),
      crossSell: fc.constant(null),
      upSell: fc.constant(null),
      price: seldom(fc.bigInt(0n, 99n).map((amount) => ({ amount: String(amount), currency: null }))),
      settings: fc.constant(null),
      trial: fc.constant(null),
      startDate: fc.constant(null),
      quantity: fc.integer({ min: 1, max: 12 }),
      options: anyChoice,
      externalReference: fc.constant(''),
      additionalFields: fc.constant(null),
    }),
    { minLength: 1, maxLength: 5 },
  ),
);

// ---- promotions ----

const anyAmounts = fc
  .uniqueArray(fc.constantFrom(...CURRENCIES), { minLength: 1 })
  .chain((names) => fc.tuple(...names.map((currency) => anySmall.map((amountMinor) => ({ currency, amountMinor })))));

const anyDiscount = fc.oneof(
  fc.bigInt(0n, 1_000_000n).map((ratePpm) => ({ type: 'PERCENT' as const, ratePpm })),
  anyAmounts.map((values) => ({ type: 'FIXED' as const, defaultCurrency: values[0]?.currency ?? 'EUR', values })),
);

const anyPromotion = (code: string): fc.Arbitrary<CartPromotion> =>
  fc
    .record({
      type: fc.constantFrom<PromotionType>('REGULAR', 'REGULAR', 'GLOBAL', 'CUMULATIVE', 'SPECIAL_PRICE'),
      discount: anyDiscount,
      maximumQuantity: seldom(fc.integer({ min: 1, max: 12 })),
      priceThreshold: seldom(fc.record({ currency: fc.constantFrom(...CURRENCIES), amountMinor: anySmall })),
      codes: fc.subarray(PRODUCTS),
      narrowed: fc.subarray(['phone', 'copy', 'few']),
      special: anyAmounts,
    })
    .map(({ codes, narrowed, special, discount, ...facts }) => {
      const isSpecial = facts.type === 'SPECIAL_PRICE';
      const row = (productCode: string) => ({
        productCode,
        configurationCode: 'LIST',
        optionHash: null,
        options: [],
        prices: special,
      });
      return promoted.promotion({
        ...facts,
        code,
        discount: isSpecial ? null : discount,
        defaultCurrency: isSpecial ? (special[0]?.currency ?? null) : null,
        namesProducts: codes.length > 0,
        products: codes.map((productCode) => promoted.product(productCode, null, narrowed)),
        specialPrices: isSpecial ? codes.map(row) : [],
        instantDiscount: true,
        coupons: [promoted.coupon(code)],
      });
    });

const anyPromotions = fc.tuple(...['A1', 'B2', 'C3'].map(anyPromotion)).chain((all) => fc.subarray([...all]));

const anySale = fc.record({
  items: anyItems,
  groups: anyGroups,
  promotions: anyPromotions,
  currency: fc.constantFrom(...CURRENCIES),
  ratePpm: fc.oneof(fc.constantFrom(0n, 72_500n, 190_000n, 200_000n, 270_000n), fc.bigInt(0n, 300_000n)),
});
type Sale = Readonly<Omit<typeof anySale extends fc.Arbitrary<infer T> ? T : never, 'promotions'>> & {
  readonly promotions: readonly CartPromotion[];
};

// ---- pricing as orders do it ----

const offersOf = ({ items, groups, currency }: Sale): readonly CatalogOffer[] =>
  offersFor(items, { currency, country: 'DE', rates, groups });

const priced = (sale: Sale): PricedCart<CatalogOffer> => {
  const offers = offersOf(sale);
  const full = pricedCart(offers, sale.ratePpm);
  const { lines } = applyPromotions(
    promotedLines(full),
    sale.promotions,
    promoted.context({ currency: sale.currency, rates }),
  );
  return pricedCart(
    offers,
    sale.ratePpm,
    lines.map(({ discountMinor }) => discountMinor),
  );
};

const check = (of: (sale: Sale) => void, numRuns = 2000): void => fc.assert(fc.property(anySale, of), { numRuns });

const MEMBERS = [
  'netMinor',
  'vatMinor',
  'grossMinor',
  'discountMinor',
  'netDiscountedMinor',
  'vatDiscountedMinor',
  'grossDiscountedMinor',
] as const;

test('totals are the sums of the lines', () => {
  check((sale) => {
    const { lines, totals } = priced(sale);
    for (const member of MEMBERS) {
      expect(totals[member], member).toBe(lines.reduce((sum, line) => sum + line[member], 0n));
    }
  });
});

test('net and tax are gross, before and after the discount, by unit too', () => {
  check((sale) => {
    const { lines, totals } = priced(sale);
    for (const amounts of [...lines, totals]) {
      expect(amounts.netMinor + amounts.vatMinor).toBe(amounts.grossMinor);
      expect(amounts.netDiscountedMinor + amounts.vatDiscountedMinor).toBe(amounts.grossDiscountedMinor);
      expect(amounts.netMinor - amounts.discountMinor).toBe(amounts.netDiscountedMinor);
    }
    for (const line of lines) {
      expect(line.unitNetMinor + line.unitVatMinor).toBe(line.unitGrossMinor);
      expect(line.unitGrossMinor * BigInt(line.quantity)).toBe(line.grossMinor);
    }
  });
});

test('nothing is negative, and no discount is beyond its line', () => {
  check((sale) => {
    const { lines, totals } = priced(sale);
    for (const amounts of [...lines, totals]) {
      for (const member of MEMBERS) expect(amounts[member] >= 0n, member).toBe(true);
      expect(amounts.discountMinor <= amounts.netMinor).toBe(true);
      expect(amounts.grossDiscountedMinor <= amounts.grossMinor).toBe(true);
    }
  });
});

test('a gross price is what is paid when nothing is taken off', () => {
  check((sale) => {
    const { lines, offers } = priced({ ...sale, promotions: [] });
    lines.forEach((line, index) => {
      const offer = offers[index];
      if (offer?.list.priceType === 'GROSS') expect(line.unitGrossMinor).toBe(offer.unitMinor);
      else expect(line.unitNetMinor).toBe(offer?.unitMinor);
    });
  });
});

test('one more promotion never raises what is to be paid', () => {
  check((sale) => {
    const all = priced(sale).totals;
    // Promotions compare carts without tax. Tax is rounded by unit, so among amounts of a few minor units the cart that
    // is cheaper without it may be dearer with it, by less than a minor unit for each unit and line.
    const rounding = sale.items.reduce((sum, { quantity }) => sum + BigInt(quantity) + 1n, 0n);
    for (const left of sale.promotions) {
      const without = priced({ ...sale, promotions: sale.promotions.filter((each) => each !== left) }).totals;
      expect(all.netDiscountedMinor <= without.netDiscountedMinor, `net without ${left.code}`).toBe(true);
      const rise = all.grossDiscountedMinor - without.grossDiscountedMinor;
      expect(rise < rounding, `gross without ${left.code}`).toBe(true);
    }
  }, 1_000);
});

test('the order of items, of options and of promotions does not change what is to be paid', () => {
  check((sale) => {
    const turned = {
      ...sale,
      items: [...sale.items].reverse().map((item) => ({ ...item, options: [...item.options].reverse() })),
      promotions: [...sale.promotions].reverse(),
      groups: [...sale.groups].reverse(),
    };
    expect(priced(turned).totals).toEqual(priced(sale).totals);
  }, 1_000);
});

test('what is left over of a shared amount goes to the dearest line, wherever it stands', () => {
  // 3 and 1 of tax against three times 1 without any: half of 3 off each of them, and one has to take more.
  const lines = [promoted.line(1, 3n, { unitGrossMinor: 4n }), promoted.line(3, 1n, { unitGrossMinor: 1n })];
  const shared = promoted.promotion({ type: 'GLOBAL', discount: promoted.fixed(3n), namesProducts: false });
  const discounts = (of: typeof lines) =>
    applyPromotions(of, [shared], promoted.context()).lines.map(({ discountMinor }) => discountMinor);
  expect(discounts(lines)).toEqual([2n, 1n]);
  expect(discounts([...lines].reverse())).toEqual([1n, 2n]);
});

test('what was chosen, written as orders write it, costs the same', () => {
  check((sale) => {
    const offers = offersOf(sale);
    const again = sale.items.map((item, index) => ({
      ...item,
      options: (offers[index]?.options ?? []).flatMap(({ code, options }) =>
        options.map(({ notation }) => ({ group: code, code: notation })),
      ),
    }));
    expect(priced({ ...sale, items: again }).totals).toEqual(priced(sale).totals);
  });
});
