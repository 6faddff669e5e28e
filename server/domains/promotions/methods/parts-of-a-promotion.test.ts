import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openPromotions, type Shop, type Shopkeeper, type Told } from '../testing-promotions.ts';

/* The methods that change one part of a promotion: products, sources, coupons, discount, translations. */

let shop: Shop;
let mine: Shopkeeper;
let other: Shopkeeper;
let promotion: Told;

beforeAll(async () => {
  shop = await openPromotions();
  other = await shop.newMerchant();
});
beforeEach(async () => {
  mine = await shop.newMerchant();
  promotion = await mine.add();
});
afterAll(() => shop.close());

const on = (name: string, more: Record<string, unknown>): Promise<unknown> =>
  mine.call(name, { promotionCode: promotion.Code, ...more });
const refusedOn = (name: string, more: Record<string, unknown>): Promise<string> =>
  mine.refused(name, { promotionCode: promotion.Code, ...more });
const now = () => mine.read(promotion.Code);

const editor = { Code: 'EDITOR', PricingConfigurationCode: null, PricingOptionCodes: [] };
const viewer = { ...editor, Code: 'VIEWER' };

describe('addPromotionProducts and deletePromotionProducts', () => {
  test('add to what there is, each once', async () => {
    const promotionProducts = [{ code: 'VIEWER' }, { Code: 'VIEWER' }, { Code: 'EDITOR' }];
    expect(await on('addPromotionProducts', { promotionProducts })).toEqual([editor, viewer]);
    expect((await now()).Products).toEqual([editor, viewer]);
  });

  test('a price list and options make another entry, which goes with its product', async () => {
    const [list] = (
      (await mine.call('getProductByCode', { ProductCode: 'EDITOR' })) as { PricingConfigurations: { Code: string }[] }
    ).PricingConfigurations;
    const narrow = { Code: 'EDITOR', PricingConfigurationCode: list?.Code, PricingOptionCodes: ['gold'] };
    await on('addPromotionProducts', { promotionProducts: [narrow, viewer] });
    expect((await now()).Products).toEqual([editor, narrow, viewer]);
    expect(await on('deletePromotionProducts', { promotionProducts: [narrow] })).toBe(true);
    expect((await now()).Products).toEqual([editor, viewer]);
    await on('addPromotionProducts', { promotionProducts: [narrow] });
    expect(await on('deletePromotionProducts', { promotionProducts: [{ Code: 'EDITOR' }] })).toBe(true);
    expect((await now()).Products).toEqual([viewer]);
  });

  test('false when it had none of them', async () => {
    expect(await on('deletePromotionProducts', { promotionProducts: [viewer] })).toBe(false);
  });

  test('PROMOTION_PRODUCT_INVALID', async () => {
    const promotionProducts = [viewer, { Code: 'nowhere' }];
    expect(await refusedOn('addPromotionProducts', { promotionProducts })).toBe('PROMOTION_PRODUCT_INVALID');
    expect((await now()).Products).toEqual([editor]);
  });
});

describe('addPromotionSources and deletePromotionSources', () => {
  test('add to what there is and take it out', async () => {
    expect(await on('addPromotionSources', { sources: ['fair', 'mail'] })).toEqual(['fair', 'mail']);
    expect(await on('addPromotionSources', { sources: ['mail', 'shop'] })).toEqual(['fair', 'mail', 'shop']);
    expect(await on('deletePromotionSources', { sources: ['fair', 'radio'] })).toBe(true);
    expect((await now()).Sources).toEqual(['mail', 'shop']);
    expect(await on('deletePromotionSources', { sources: ['radio'] })).toBe(false);
  });
});

describe('coupons', () => {
  const many = (...Codes: string[]) => ({ Type: 'MULTIPLE', Codes });
  const single = (Code: string) => ({ Type: 'SINGLE', Code });

  test.each<[string, unknown[], unknown]>([
    ['another single code', [single('b')], single('b')],
    ['many in place of the single one', [many('b', 'c')], many('b', 'c')],
    ['more of many', [many('b', 'c'), many('C', 'd')], many('b', 'c', 'd')],
    ['a single one in place of many', [many('b', 'c'), single('d')], single('d')],
  ])('addPromotionCoupon: %s', async (_, coupons, expected) => {
    let answer: unknown;
    for (const promotionCoupon of coupons) answer = await on('addPromotionCoupon', { promotionCoupon });
    expect(answer).toEqual(expected);
    expect((await now()).Coupon).toEqual(expected);
  });

  test('addPromotionCoupon ends what counts without a code', async () => {
    await mine.call('updatePromotion', { Promotion: { Code: promotion.Code, InstantDiscount: true, AutoApply: 1 } });
    await on('addPromotionCoupon', { promotionCoupon: single('b') });
    expect(await now()).toMatchObject({ InstantDiscount: false, AutoApply: 0 });
  });

  test.each<[string, unknown[], unknown]>([
    ['another single code', [single('b')], single('b')],
    ['many in place of the single one', [many('b', 'c')], many('b', 'c')],
    ['other many in place of many', [many('b', 'c'), many('c', 'd')], many('c', 'd')],
  ])('updatePromotionCoupon: %s', async (_, coupons, expected) => {
    for (const promotionCoupon of coupons) await on('updatePromotionCoupon', { promotionCoupon });
    expect((await now()).Coupon).toEqual(expected);
  });

  test('updatePromotionCoupon leaves alone whether a code is needed', async () => {
    await mine.call('updatePromotion', { Promotion: { Code: promotion.Code, InstantDiscount: true } });
    await on('updatePromotionCoupon', { promotionCoupon: single('b') });
    expect(await now()).toMatchObject({ InstantDiscount: true });
  });

  test('deletePromotionCoupon answers what is left', async () => {
    await on('updatePromotionCoupon', { promotionCoupon: many('b', 'c', 'd') });
    expect(await on('deletePromotionCoupon', { promotionCoupon: many('C', 'b') })).toEqual(many('d'));
    expect((await now()).Coupon).toEqual(many('d'));
  });

  test('a code that was given up is free for another promotion', async () => {
    await on('updatePromotionCoupon', { promotionCoupon: single('b') });
    expect(await mine.add({ Coupon: single('spring24') })).toMatchObject({ Coupon: single('spring24') });
  });

  test.each<[string, string, unknown]>([
    ['addPromotionCoupon', 'PROMOTION_COUPON_INVALID', { Type: 'MULTIPLE', Codes: [] }],
    ['addPromotionCoupon', 'PROMOTION_COUPON_TAKEN', { Type: 'SINGLE', Code: 'Autumn' }],
    ['updatePromotionCoupon', 'PROMOTION_COUPON_INVALID', { Type: 'SINGLE', Code: '' }],
    ['updatePromotionCoupon', 'PROMOTION_COUPON_TAKEN', { Type: 'MULTIPLE', Codes: ['x', 'AUTUMN'] }],
    ['deletePromotionCoupon', 'PROMOTION_COUPON_NOT_FOUND', { Type: 'MULTIPLE', Codes: ['spring24', 'x'] }],
    ['deletePromotionCoupon', 'PROMOTION_COUPON_REQUIRED', { Type: 'SINGLE', Code: 'spring24' }],
    ['deletePromotionCoupon', 'PROMOTION_COUPON_REQUIRED', { Type: 'MULTIPLE', Codes: ['spring24'] }],
  ])('%s refuses %s: %j', async (name, code, promotionCoupon) => {
    await mine.add({ Coupon: single('autumn') });
    expect(await refusedOn(name, { promotionCoupon })).toBe(code);
    expect((await now()).Coupon).toEqual(single('spring24'));
  });
});

describe('setPromotionDiscount', () => {
  test.each<[unknown, unknown]>([
    [
      { type: 'percent', value: '55' },
      { Type: 'PERCENT', Value: 55 },
    ],
    [{ Value: 0 }, { Type: 'PERCENT', Value: 0 }],
    [
      { Values: [{ Currency: 'USD', Amount: '5.00' }] },
      { Type: 'FIXED', Values: [{ Currency: 'USD', Amount: 5 }], DefaultCurrency: 'USD' },
    ],
  ])('%j', async (promotionDiscount, expected) => {
    expect(await on('setPromotionDiscount', { promotionDiscount })).toEqual(expected);
    expect((await now()).Discount).toEqual(expected);
  });
});

describe('translations', () => {
  test('are added by language and removed all at once', async () => {
    const de = (Name: string) => ({ Language: 'DE', Name });
    await on('addPromotionTranslations', {
      promotionTranslations: [de('Frühling'), { Language: 'fr', Name: 'Printemps' }],
    });
    expect(await on('addPromotionTranslations', { promotionTranslations: [de('Lenz')] })).toEqual([
      de('Lenz'),
      { Language: 'FR', Name: 'Printemps' },
    ]);
    expect(await on('deletePromotionTranslations', {})).toBe(true);
    expect((await now()).Translations).toEqual([]);
  });
});

describe('each of them refuses', () => {
  const calls: [string, Record<string, unknown>][] = [
    ['addPromotionProducts', { promotionProducts: [editor] }],
    ['deletePromotionProducts', { promotionProducts: [editor] }],
    ['addPromotionSources', { sources: ['fair'] }],
    ['deletePromotionSources', { sources: ['fair'] }],
    ['addPromotionCoupon', { promotionCoupon: { Code: 'x' } }],
    ['updatePromotionCoupon', { promotionCoupon: { Code: 'x' } }],
    ['deletePromotionCoupon', { promotionCoupon: { Codes: ['x'] } }],
    ['setPromotionDiscount', { promotionDiscount: { Type: 'PERCENT', Value: 5 } }],
    ['addPromotionTranslations', { promotionTranslations: [{ Language: 'DE', Name: 'x' }] }],
    ['deletePromotionTranslations', {}],
  ];
  test.each(calls)('%s: another merchant, no code, no value', async (name, sent) => {
    expect(await other.refused(name, { promotionCode: promotion.Code, ...sent })).toBe('PROMOTION_NOT_FOUND');
    expect(await mine.refused(name, sent)).toBe('INVALID_PARAMETER');
    if (Object.keys(sent).length > 0) expect(await refusedOn(name, {})).toBe('INVALID_PARAMETER');
  });
});
