import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openPromotions, type Shop, type Shopkeeper, type Told } from '../testing-promotions.ts';

let shop: Shop;
let mine: Shopkeeper;
let promotion: Told;

beforeAll(async () => {
  shop = await openPromotions();
});
beforeEach(async () => {
  mine = await shop.newMerchant();
  promotion = await mine.add({ EndDate: '2030-01-01', MaximumQuantity: 3, Description: 'old', Sources: ['fair'] });
});
afterAll(() => shop.close());

const update = (sent: Record<string, unknown>) =>
  mine.call('updatePromotion', { Promotion: { Code: promotion.Code, ...sent } });

describe('updatePromotion', () => {
  test('what was read may be sent back whole, at every version', async () => {
    for (const version of ['3.0', '4.0', '5.0', '6.0'] as const) {
      const told = await mine.read(promotion.Code, version);
      expect(await mine.call('updatePromotion', { Promotion: told }, version)).toEqual(told);
    }
    expect(await mine.read(promotion.Code)).toEqual(promotion);
  });

  test.each<[string, Record<string, unknown>, object]>([
    ['one member, all else stays', { Name: 'Other' }, { Name: 'Other', Description: 'old', MaximumQuantity: 3 }],
    ['null clears', { EndDate: null, MaximumQuantity: null }, { EndDate: null, MaximumQuantity: null }],
    [
      'so do 0 and empty text',
      { EndDate: '', MaximumQuantity: 0, Description: '' },
      { EndDate: null, MaximumQuantity: null, Description: '' },
    ],
    [
      'no promotion without name, coupon and discount: null leaves them',
      { Name: null, Coupon: null, Discount: null, ChannelType: '' },
      { Name: 'Spring', Coupon: { Code: 'spring24' }, Discount: { Value: 15 }, ChannelType: 'ECOMMERCE' },
    ],
    ['an empty list empties', { Products: [], Sources: '' }, { Products: [], Sources: [] }],
    ['a code in lower case', { Code: 'lower' }, { Name: 'Spring' }],
    ['the same type', { Type: 'REGULAR' }, { Type: 'REGULAR' }],
    [
      'other coupons',
      { Coupon: { Type: 'MULTIPLE', Codes: ['a', 'b'] } },
      { Coupon: { Type: 'MULTIPLE', Codes: ['a', 'b'] }, CouponType: 'MULTIPLE' },
    ],
  ])('%s', async (_, sent, expected) => {
    const Code = sent['Code'] === 'lower' ? promotion.Code.toLowerCase() : promotion.Code;
    expect(await update({ ...sent, Code })).toMatchObject(expected);
    expect(await mine.read(promotion.Code)).toMatchObject(expected);
  });

  test.each<[string, Record<string, unknown>]>([
    ['INVALID_PARAMETER', { Code: '' }],
    ['PROMOTION_NOT_FOUND', { Code: 'spring24' }],
    ['PROMOTION_TYPE_FIXED', { Type: 'GLOBAL' }],
    ['PROMOTION_COUPON_INVALID', { Coupon: { Type: 'MULTIPLE' } }],
    ['PROMOTION_THRESHOLD_INVALID', { PriceThreshold: { Amount: '0.001', Currency: 'EUR' } }],
    ['PROMOTION_DISCOUNT_INVALID', { Discount: { Value: 200 } }],
    ['PROMOTION_DATES_INVALID', { StartDate: '2030-01-02' }],
    ['PROMOTION_PRODUCT_INVALID', { Products: [{ Code: 'nowhere' }] }],
  ])('refuses %s: %j', async (code, sent) => {
    const Promotion = { Code: promotion.Code, ...sent };
    expect(await mine.refused('updatePromotion', { Promotion })).toBe(code);
    expect(await mine.read(promotion.Code)).toEqual(promotion);
  });

  test("another merchant's promotion is none", async () => {
    const other = await shop.newMerchant();
    expect(await other.refused('updatePromotion', { Promotion: { Code: promotion.Code, Name: 'Mine' } })).toBe(
      'PROMOTION_NOT_FOUND',
    );
    expect(await other.refused('getPromotion', { PromotionCode: promotion.Code })).toBe('PROMOTION_NOT_FOUND');
  });
});
