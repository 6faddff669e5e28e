import { describe, expect, test } from 'vitest';
import type { ExchangeRates } from '../../pricing/index.ts';
import type { CartPromotion } from '../promotion.ts';
import { applyPromotions } from './apply-promotions.ts';
import type { PromotedLine, PromotionContext } from './cart.ts';
import { optionHash } from './option-hash.ts';
import { context, coupon, fixed, line, percent, product, promotion } from './sample-promotions.ts';

const discounts = (
  lines: readonly PromotedLine[],
  promotions: readonly CartPromotion[],
  more: Partial<PromotionContext> = {},
): readonly bigint[] =>
  applyPromotions(lines, promotions, context(more)).lines.map(({ discountMinor }) => discountMinor);

const rates: ExchangeRates = (from, to) => {
  if (from !== 'EUR') return undefined;
  return { USD: 120_000_000n, JPY: 16_000_000_000n, KWD: 30_000_000n }[to];
};

describe('the size of a discount', () => {
  test.each<[string, PromotedLine[], Partial<CartPromotion>, Partial<PromotionContext>, bigint[]]>([
    ['ten percent of two units', [line(2, 1000n)], {}, {}, [200n]],
    ['is rounded by unit: 33 % of 9.99 is 3.30, three times', [line(3, 999n)], { discount: percent(33) }, {}, [990n]],
    ['all of it', [line(3, 999n)], { discount: percent(100) }, {}, [2997n]],
    ['nothing', [line(3, 999n)], { discount: percent(0) }, {}, [0n]],
    ['5 EUR off each unit', [line(2, 1000n)], { discount: fixed(500n) }, {}, [1000n]],
    ['never more than the price', [line(2, 300n)], { discount: fixed(500n) }, {}, [600n]],
    ['yen have no decimals', [line(1, 1005n)], {}, { currency: 'JPY' }, [101n]],
    ['dinars have three', [line(1, 10_005n)], {}, { currency: 'KWD' }, [1001n]],
    [
      'the own amount of the currency goes before a conversion',
      [line(1, 2000n)],
      {
        discount: {
          type: 'FIXED',
          defaultCurrency: 'EUR',
          values: [
            { currency: 'EUR', amountMinor: 500n },
            { currency: 'USD', amountMinor: 550n },
          ],
        },
      },
      { currency: 'USD', rates },
      [550n],
    ],
    [
      'the default currency is converted',
      [line(1, 2000n)],
      { discount: fixed(500n) },
      { currency: 'USD', rates },
      [600n],
    ],
    ['to yen', [line(1, 2000n)], { discount: fixed(500n) }, { currency: 'JPY', rates }, [800n]],
    ['no rate, no discount', [line(1, 2000n)], { discount: fixed(500n) }, { currency: 'CHF', rates }, [0n]],
    ['two units of five', [line(5, 1000n)], { maximumQuantity: 2 }, {}, [200n]],
    ['the dearest units first', [line(2, 1000n), line(2, 3000n)], { maximumQuantity: 3 }, {}, [100n, 600n]],
    ['without effect on a free product', [line(2, 0n)], {}, {}, [0n]],
  ])('%s', (_, lines, facts, more, expected) => {
    expect(discounts(lines, [promotion(facts)], more)).toEqual(expected);
  });
});

describe('for what a promotion is', () => {
  const other = line(1, 1000n, { productCode: 'OTHER' });
  const gold = line(1, 1000n, { optionCodes: ['gold', 'year'] });
  test.each<[string, PromotedLine[], Partial<CartPromotion>, bigint[]]>([
    ['its products only', [line(1, 1000n), other], {}, [100n, 0n]],
    ['one price list', [line(1, 1000n)], { products: [product('PLAN', 'LIST')] }, [100n]],
    ['another price list', [line(1, 1000n)], { products: [product('PLAN', 'NORTH')] }, [0n]],
    [
      'one of its options',
      [gold, line(1, 1000n)],
      { products: [product('PLAN', null, ['gold', 'silver'])] },
      [100n, 0n],
    ],
    ['regular and no products: nothing', [line(1, 1000n)], { namesProducts: false, products: [] }, [0n]],
    ['products that are not in the cart', [line(1, 1000n)], { products: [] }, [0n]],
    [
      'global and no products: everything',
      [line(1, 1000n), other],
      { type: 'GLOBAL', namesProducts: false, products: [] },
      [100n, 100n],
    ],
    ['global, narrowed to products', [line(1, 1000n), other], { type: 'GLOBAL' }, [100n, 0n]],
    [
      'a tax category',
      [line(1, 1000n, { taxCategory: 'books' }), line(1, 1000n)],
      { taxCategory: 'books', type: 'CUMULATIVE' },
      [100n, 0n],
    ],
  ])('%s', (_, lines, facts, expected) => {
    expect(discounts(lines, [promotion(facts)])).toEqual(expected);
  });
});

describe('promotions of the whole order', () => {
  const small = line(1, 1000n);
  const large = line(1, 2000n, { productCode: 'OTHER', unitGrossMinor: 2400n });
  const all = { type: 'GLOBAL', namesProducts: false, products: [] } as const;
  test.each<[string, PromotedLine[], Partial<CartPromotion>, bigint[]]>([
    ['a fixed amount is shared out by the net prices', [small, large], { ...all, discount: fixed(500n) }, [167n, 333n]],
    ['and is taken off once, however many units', [line(9, 1000n)], { ...all, discount: fixed(500n) }, [500n]],
    ['and is the whole price at most', [small, large], { ...all, discount: fixed(9000n) }, [1000n, 2000n]],
    [
      '34 with tax reach a threshold of 34',
      [small, large],
      { ...all, priceThreshold: { currency: 'EUR', amountMinor: 3400n } },
      [100n, 200n],
    ],
    [
      'but not one of 34.01',
      [small, large],
      { ...all, priceThreshold: { currency: 'EUR', amountMinor: 3401n } },
      [0n, 0n],
    ],
    [
      'behind a threshold an amount is told with tax: 12 of 24 gross are 10 net',
      [large],
      { ...all, discount: fixed(1200n), priceThreshold: { currency: 'EUR', amountMinor: 1n } },
      [1000n],
    ],
    [
      'a threshold of a regular promotion counts the whole order',
      [small, large],
      { priceThreshold: { currency: 'EUR', amountMinor: 3000n } },
      [100n, 0n],
    ],
  ])('%s', (_, lines, facts, expected) => {
    expect(discounts(lines, [promotion(facts)])).toEqual(expected);
  });

  test('a threshold is compared in its own currency', () => {
    const from = promotion({ ...all, priceThreshold: { currency: 'USD', amountMinor: 1200n } });
    expect(discounts([line(1, 1000n)], [from], { rates })).toEqual([100n]);
    expect(discounts([line(1, 999n)], [from], { rates })).toEqual([0n]);
    expect(discounts([line(1, 1000n)], [from])).toEqual([0n]);
  });
});

describe('special prices', () => {
  const row = (amountMinor: bigint, more: object = {}) => ({
    productCode: 'PLAN',
    configurationCode: 'LIST',
    optionHash: optionHash([]),
    options: [],
    prices: [{ currency: 'EUR', amountMinor }],
    ...more,
  });
  const special = (...specialPrices: ReturnType<typeof row>[]) =>
    promotion({
      type: 'SPECIAL_PRICE',
      discount: null,
      defaultCurrency: 'EUR',
      products: [],
      namesProducts: false,
      specialPrices,
    });
  const gold = { optionHash: optionHash(['year', 'gold']) };
  test.each<[string, PromotedLine, CartPromotion, Partial<PromotionContext>, bigint]>([
    ['7 in place of 10, twice', line(2, 1000n), special(row(700n)), {}, 600n],
    ['free', line(2, 1000n), special(row(0n)), {}, 2000n],
    ['a special price above the price changes nothing', line(1, 1000n), special(row(1200n)), {}, 0n],
    [
      'of a gross list: 6 of 12 with tax are 5 of 10',
      line(1, 1000n, { unitGrossMinor: 1200n, priceType: 'GROSS' }),
      special(row(600n)),
      {},
      500n,
    ],
    ['of a net list', line(1, 1000n, { unitGrossMinor: 1200n, priceType: 'NET' }), special(row(600n)), {}, 400n],
    ['converted from the default currency', line(1, 1000n), special(row(500n)), { currency: 'USD', rates }, 400n],
    ['another price list', line(1, 1000n), special(row(700n, { configurationCode: 'NORTH' })), {}, 0n],
    ['another combination', line(1, 1000n), special(row(700n, gold)), {}, 0n],
    [
      'its combination, in any order',
      line(1, 1000n, { optionCodes: ['gold', 'year'] }),
      special(row(900n), row(700n, gold)),
      {},
      300n,
    ],
    [
      'a row for all combinations',
      line(1, 1000n, { optionCodes: ['blue'] }),
      special(row(800n, { optionHash: null })),
      {},
      200n,
    ],
  ])('%s', (_, one, offer, more, expected) => {
    expect(discounts([one], [offer], more)).toEqual([expected]);
  });
});

describe('which promotion counts', () => {
  const twenty = promotion({ code: 'BBBBBBBBBB', discount: percent(20), coupons: [coupon('twenty')] });
  const other = promotion({ code: 'CCCCCCCCCC', discount: percent(30), products: [product('OTHER')] });
  const everything = { type: 'GLOBAL', namesProducts: false, products: [] } as const;
  const lines = [line(1, 1000n), line(1, 1000n, { productCode: 'OTHER' })];

  test('each line takes the one that gives it most', () => {
    const cart = applyPromotions(lines, [promotion(), other, twenty], context());
    expect(cart.lines.map(({ promotion: of, discountMinor }) => [of?.promotion.code, discountMinor])).toEqual([
      ['BBBBBBBBBB', 200n],
      ['CCCCCCCCCC', 300n],
    ]);
    expect(cart.promotions.map((each) => [each.promotion.code, each.discountMinor])).toEqual([
      ['BBBBBBBBBB', 200n],
      ['CCCCCCCCCC', 300n],
    ]);
  });

  test('of equal ones the first by code', () => {
    const twin = promotion({ code: '0000000000' });
    const [first] = applyPromotions(lines, [promotion(), twin], context()).promotions;
    expect(first?.promotion.code).toBe('0000000000');
  });

  test('a global one excludes those of products, and the cheaper cart wins', () => {
    const global = promotion({ ...everything, code: 'DDDDDDDDDD', discount: percent(15) });
    expect(discounts(lines, [twenty, global])).toEqual([150n, 150n]);
    expect(discounts(lines, [twenty, other, global])).toEqual([200n, 300n]);
  });

  test('so does one with a threshold, and two of them do not add up', () => {
    const from = { ...everything, priceThreshold: { currency: 'EUR', amountMinor: 1n } };
    const small = promotion({ ...from, code: 'EEEEEEEEEE', discount: percent(25) });
    const large = promotion({ ...from, code: 'FFFFFFFFFF', discount: percent(30) });
    expect(discounts(lines, [twenty, small, large])).toEqual([300n, 300n]);
  });

  test('a cumulative one is taken from what the others leave', () => {
    const also = promotion({ ...everything, type: 'CUMULATIVE', code: 'FFFFFFFFFF', discount: percent(50) });
    const cart = applyPromotions(lines, [twenty, also], context());
    expect(cart.lines.map(({ discountMinor }) => discountMinor)).toEqual([600n, 500n]);
    expect(cart.promotions.map((each) => each.discountMinor)).toEqual([200n, 900n]);
    expect(cart.lines[0]?.promotion?.promotion.code).toBe('FFFFFFFFFF');
  });

  test('renewals have promotions of their own', () => {
    const renewal = promotion({ type: 'RENEWAL', code: 'BBBBBBBBBB', discount: percent(40) });
    expect(discounts(lines, [promotion(), renewal])).toEqual([100n, 0n]);
    expect(discounts(lines, [promotion(), renewal], { kind: 'RENEWAL' })).toEqual([400n, 0n]);
  });
});

describe('coupons', () => {
  const byCode = { instantDiscount: false } as const;
  const cart = (
    promotions: readonly CartPromotion[],
    coupons: readonly string[],
    more: Partial<PromotionContext> = {},
  ) => applyPromotions([line(1, 1000n)], promotions, context({ coupons, ...more }));

  test.each<[string, Partial<CartPromotion>, string[], string | null | undefined]>([
    ['needed and not entered', byCode, [], undefined],
    ['needed and entered', byCode, ['ten'], 'ten'],
    ['in any letter case and with spaces', byCode, [' TEN '], 'ten'],
    ['accents in either form', { ...byCode, coupons: [coupon('caf\u00e9')] }, ['CAFE\u0301'], 'caf\u00e9'],
    ['not needed', {}, [], null],
    ['not needed and entered all the same', {}, ['ten'], 'ten'],
    ['put into the cart by itself', { ...byCode, autoApply: true }, [], 'ten'],
    [
      'nothing puts one of many codes into a cart',
      { ...byCode, autoApply: true, couponType: 'MULTIPLE' },
      [],
      undefined,
    ],
    [
      'the first that is not used up',
      { ...byCode, couponType: 'MULTIPLE', coupons: [coupon('a', true), coupon('b')] },
      ['a', 'b'],
      'b',
    ],
    ['all used up', { ...byCode, couponType: 'MULTIPLE', coupons: [coupon('a', true)] }, ['a'], undefined],
    ['used up, but none is needed', { couponType: 'MULTIPLE', coupons: [coupon('a', true)] }, ['a'], null],
  ])('%s', (_, facts, entered, used) => {
    const [applied] = cart([promotion(facts)], entered).promotions;
    expect(applied === undefined ? undefined : applied.coupon).toBe(used);
  });

  test.each<[string, CartPromotion[], Partial<PromotionContext>]>([
    ['UNKNOWN', [], {}],
    ['NOT_YET', [promotion({ ...byCode, startsOn: '2026-03-02' })], {}],
    ['ENDED', [promotion({ ...byCode, endsOn: '2026-02-28' })], {}],
    ['USED_UP', [promotion({ ...byCode, usedUp: true })], {}],
    ['USED_UP', [promotion({ ...byCode, couponType: 'MULTIPLE', coupons: [coupon('ten', true)] })], {}],
    ['USED_UP', [promotion({ couponType: 'MULTIPLE', coupons: [coupon('ten', true)] })], {}],
    ['NOT_FOR_THIS_ORDER', [promotion({ ...byCode, channelType: 'CHANNEL_MANAGER' })], {}],
    ['NOT_FOR_THIS_ORDER', [promotion({ ...byCode, sources: ['fair'] })], { source: 'newsletter' }],
    ['NOT_FOR_THIS_ORDER', [promotion({ ...byCode, type: 'RENEWAL' })], {}],
    ['NO_DISCOUNT', [promotion({ ...byCode, products: [product('OTHER')] })], {}],
    ['NO_DISCOUNT', [promotion({ ...byCode, priceThreshold: { currency: 'EUR', amountMinor: 9999n } })], {}],
    ['OUTBID', [promotion(byCode), promotion({ code: 'BBBBBBBBBB', coupons: [], discount: percent(20) })], {}],
  ])('tells why a code does nothing: %s (%#)', (reason, promotions, more) => {
    expect(cart(promotions, ['TEN'], more).ignoredCoupons).toEqual([{ code: 'TEN', reason }]);
  });

  test.each<[string, Partial<CartPromotion>, Partial<PromotionContext>]>([
    ['the first day', { startsOn: '2026-03-01' }, {}],
    ['the last day', { endsOn: '2026-03-01' }, {}],
    ['its channel', { channelType: 'CHANNEL_MANAGER' }, { channel: 'CHANNEL_MANAGER' }],
    ['one of its sources', { sources: ['fair', 'newsletter'] }, { source: 'newsletter' }],
  ])('count on %s', (_, facts, more) => {
    expect(cart([promotion({ ...byCode, ...facts })], ['ten'], more).ignoredCoupons).toEqual([]);
  });

  test('a code that was entered twice is one code, and empty ones are none', () => {
    expect(cart([], ['x', 'X', '', ' ']).ignoredCoupons).toEqual([{ code: 'x', reason: 'UNKNOWN' }]);
  });
});
