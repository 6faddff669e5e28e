import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPromotions, type Shop, type Shopkeeper } from '../testing-promotions.ts';
import { examplePromotion } from './examples.ts';

let shop: Shop;
let mine: Shopkeeper;

beforeAll(async () => {
  shop = await openPromotions();
  mine = await shop.newMerchant();
});
afterAll(() => shop.close());

let count = 0;
/** A coupon that no other promotion has. */
const fresh = () => {
  count += 1;
  return { Type: 'SINGLE', Code: `code-${count}` };
};

describe('addPromotion answers', () => {
  test('the whole promotion, members in the order of the contract', async () => {
    const Coupon = fresh();
    const told = await mine.add({ Coupon });
    expect(told.Code).toMatch(/^[0-9A-F]{10}$/);
    const expected = {
      Code: told.Code,
      Name: 'Spring',
      Description: '',
      StartDate: null,
      EndDate: null,
      MaximumOrdersNumber: null,
      MaximumQuantity: null,
      InstantDiscount: false,
      Coupon,
      Enabled: true,
      ChannelType: 'ECOMMERCE',
      Type: 'REGULAR',
      DefaultCurrency: null,
      Discount: { Type: 'PERCENT', Value: 15 },
      Products: [{ Code: 'EDITOR', PricingConfigurationCode: null, PricingOptionCodes: [] }],
      Translations: [],
      Sources: [],
      PriceThreshold: null,
      ApplyRecurring: 'NONE',
      RecurringChargesNumber: null,
      PublishToAffiliatesNetwork: 0,
      AutoApply: 0,
      ProductTaxCategoryUUID: null,
      PriceMatrix: [],
      CouponType: 'SINGLE',
      CouponCodes: [],
      DiscountType: 'PERCENT',
      DiscountLabel: '15%',
    };
    expect(JSON.stringify(told)).toBe(JSON.stringify(expected));
    expect(await mine.read(told.Code)).toEqual(told);
    const { ProductTaxCategoryUUID, PriceMatrix, ...before60 } = told;
    expect(await mine.read(told.Code, '5.0')).toEqual(before60);
  });

  test.each<[string, Record<string, unknown>, object]>([
    [
      'flags and numbers as text',
      { InstantDiscount: '1', Enabled: 0, MaximumQuantity: '3', AutoApply: '1' },
      { InstantDiscount: true, Enabled: false, MaximumQuantity: 3, AutoApply: 1 },
    ],
    ['0 orders are any number', { MaximumOrdersNumber: 0 }, { MaximumOrdersNumber: null }],
    [
      'keys in another case',
      { Discount: { type: 'percent', value: '12.5' }, maximumquantity: 2 },
      { Discount: { Type: 'PERCENT', Value: 12.5 }, DiscountLabel: '12.5%', MaximumQuantity: 2 },
    ],
    ['keys that nobody knows', { Colour: 'red' }, { Name: 'Spring' }],
    [
      'amounts by currency',
      {
        Discount: {
          Type: 'FIXED',
          Values: [
            { Currency: 'eur', Amount: '5.5' },
            { Currency: 'JPY', Amount: 800 },
          ],
          DefaultCurrency: 'JPY',
        },
      },
      {
        Discount: {
          Type: 'FIXED',
          Values: [
            { Currency: 'EUR', Amount: 5.5 },
            { Currency: 'JPY', Amount: 800 },
          ],
          DefaultCurrency: 'JPY',
        },
        DiscountLabel: '800 JPY',
      },
    ],
    [
      'dates, without times',
      { StartDate: '2024-03-01 10:00:00', EndDate: '2024-03-01' },
      { StartDate: '2024-03-01', EndDate: '2024-03-01' },
    ],
    ['dates of nothing', { StartDate: '', EndDate: '0000-00-00' }, { StartDate: null, EndDate: null }],
    [
      'recurring',
      { ApplyRecurring: 'CUSTOM', RecurringChargesNumber: 3 },
      { ApplyRecurring: 'CUSTOM', RecurringChargesNumber: 3 },
    ],
    ['null for no recurring', { ApplyRecurring: null }, { ApplyRecurring: 'NONE' }],
    [
      'a threshold',
      { PriceThreshold: { Amount: '99.90', Currency: 'EUR' } },
      { PriceThreshold: { Amount: 99.9, Currency: 'EUR' } },
    ],
    ['sources, each once', { Sources: ['fair', ' fair ', ''] }, { Sources: ['fair'] }],
    [
      'translations',
      { Translations: [{ Language: 'de', Name: 'Frühling' }] },
      { Translations: [{ Language: 'DE', Name: 'Frühling' }] },
    ],
    ['a renewal promotion', { Type: 'RENEWAL' }, { Type: 'RENEWAL' }],
    [
      'a cumulative one of a tax category',
      { Type: 'CUMULATIVE', ProductTaxCategoryUUID: '6F1C1E0A-9D0B-4C63-8A57-0A1F5D1C2B3E' },
      { ProductTaxCategoryUUID: '6f1c1e0a-9d0b-4c63-8a57-0a1f5d1c2b3e' },
    ],
    [
      'a lone product',
      { Products: { Code: 'EDITOR', PricingOptionCodes: ['b', 'a', 'b'] } },
      { Products: [{ Code: 'EDITOR', PricingConfigurationCode: null, PricingOptionCodes: ['a', 'b'] }] },
    ],
  ])('%s', async (_, sent, expected) => {
    const told = await mine.add({ Coupon: fresh(), ...sent });
    expect(told).toMatchObject(expected);
    expect(await mine.read(told.Code)).toEqual(told);
  });

  test.each<[string, unknown, unknown]>([
    [
      'many codes, each once',
      { Type: 'MULTIPLE', Codes: ['m1', 'M2', 'm2'] },
      { Type: 'MULTIPLE', Codes: ['m1', 'M2'] },
    ],
    ['a type in lower case', { type: 'single', code: ' s1 ' }, { Type: 'SINGLE', Code: 's1' }],
    ['no type but codes', { Codes: ['m3'] }, { Type: 'MULTIPLE', Codes: ['m3'] }],
    ['no type but a code', { Code: 's2' }, { Type: 'SINGLE', Code: 's2' }],
    ['numbers', { Type: 'MULTIPLE', Codes: [1001, 1002] }, { Type: 'MULTIPLE', Codes: ['1001', '1002'] }],
    ['letters of all kinds', { Type: 'SINGLE', Code: 'Grüße 20 %' }, { Type: 'SINGLE', Code: 'Grüße 20 %' }],
  ])('coupons: %s', async (_, Coupon, expected) => {
    expect((await mine.add({ Coupon })).Coupon).toEqual(expected);
  });

  test('the flat form of the oldest documents is read up to 5.0', async () => {
    const flat = {
      CouponType: 'MULTIPLE',
      CouponCodes: ['f1', 'f2'],
      DiscountType: 'PERCENT',
      Discount: '20',
      Products: ['EDITOR'],
      Coupon: undefined,
    };
    expect(await mine.add(flat, '3.0')).toMatchObject({
      Coupon: { Type: 'MULTIPLE', Codes: ['f1', 'f2'] },
      CouponCodes: ['f1', 'f2'],
      Discount: { Type: 'PERCENT', Value: 20 },
      Products: [{ Code: 'EDITOR' }],
    });
  });

  test('special prices, as the price matrix tells them', async () => {
    const [list] = (
      (await mine.call('getProductByCode', { ProductCode: 'EDITOR' })) as { PricingConfigurations: { Code: string }[] }
    ).PricingConfigurations;
    const products = [{ productCode: 'EDITOR', pricingConfigurationCode: list?.Code }];
    const matrix = (await mine.call('getPriceMatrix', { products })) as Record<string, unknown>[];
    const PriceMatrix = matrix.map((row) => ({ ...row, Prices: [{ Value: 7.5, Currency: 'EUR' }] }));
    const told = await mine.add({ Coupon: fresh(), Type: 'SPECIAL_PRICE', Discount: null, Products: [], PriceMatrix });
    expect(told).toMatchObject({ DefaultCurrency: 'EUR', Discount: null, DiscountLabel: null, PriceMatrix });
    expect(await mine.read(told.Code)).toEqual(told);
  });

  test('a code of a promotion that is switched off is free', async () => {
    const Coupon = fresh();
    const { Code } = await mine.add({ Coupon, Enabled: false });
    await mine.add({ Coupon });
    expect(await mine.refused('updatePromotion', { Promotion: { Code, Enabled: true } })).toBe(
      'PROMOTION_COUPON_TAKEN',
    );
  });

  test('the same code serves another merchant', async () => {
    const Coupon = fresh();
    await mine.add({ Coupon });
    expect((await (await shop.newMerchant()).add({ Coupon })).Coupon).toEqual(Coupon);
  });
});

describe('addPromotion refuses', () => {
  const row = { ProductCode: 'EDITOR', PricingConfigurationCode: 'x', Prices: [{ Value: 1, Currency: 'EUR' }] };
  test.each<[string, Record<string, unknown>]>([
    ['INVALID_PARAMETER', { Name: '' }],
    ['INVALID_PARAMETER', { Coupon: null }],
    ['INVALID_PARAMETER', { ChannelType: undefined }],
    ['INVALID_PARAMETER', { Type: undefined }],
    ['INVALID_PARAMETER', { Type: 'SUMMER' }],
    ['INVALID_PARAMETER', { Discount: null }],
    ['INVALID_PARAMETER', { Type: 'SPECIAL_PRICE' }],
    ['INVALID_PARAMETER', { StartDate: '2024-02-30' }],
    ['INVALID_PARAMETER', { MaximumOrdersNumber: -1 }],
    ['INVALID_PARAMETER', { ApplyRecurring: 'CUSTOM' }],
    ['INVALID_PARAMETER', { ProductTaxCategoryUUID: 'books' }],
    ['PROMOTION_COUPON_INVALID', { Coupon: { Type: 'SINGLE' } }],
    ['PROMOTION_COUPON_INVALID', { Coupon: { Type: 'SINGLE', Code: '  ' } }],
    ['PROMOTION_COUPON_INVALID', { Coupon: { Type: 'MULTIPLE', Codes: [] } }],
    ['PROMOTION_COUPON_INVALID', { Coupon: { Type: 'MULTIPLE', Codes: ['a', ''] } }],
    ['INVALID_PARAMETER', { Coupon: { Type: 'SINGLE', Code: 'x'.repeat(256) } }],
    ['PROMOTION_THRESHOLD_INVALID', { PriceThreshold: { Amount: 10, Currency: 'XYZ' } }],
    ['PROMOTION_DISCOUNT_INVALID', { Discount: { Type: 'PERCENT' } }],
    ['PROMOTION_DISCOUNT_INVALID', { Discount: { Type: 'PERCENT', Value: -1 } }],
    ['PROMOTION_DISCOUNT_INVALID', { Discount: { Type: 'PERCENT', Value: '100.1' } }],
    ['PROMOTION_DISCOUNT_INVALID', { Discount: { Type: 'FIXED' } }],
    ['PROMOTION_DISCOUNT_INVALID', { Discount: { Type: 'FIXED', Values: [{ Currency: 'XYZ', Amount: 5 }] } }],
    ['PROMOTION_DISCOUNT_INVALID', { Discount: { Type: 'FIXED', Values: [{ Currency: 'JPY', Amount: '5.5' }] } }],
    [
      'PROMOTION_DISCOUNT_INVALID',
      {
        Discount: {
          Type: 'FIXED',
          Values: [
            { Currency: 'EUR', Amount: 5 },
            { Currency: 'EUR', Amount: 6 },
          ],
        },
      },
    ],
    ['PROMOTION_PRICE_MATRIX_INVALID', { Type: 'SPECIAL_PRICE', PriceMatrix: [{ ...row, Prices: [] }] }],
    ['PROMOTION_PRICE_MATRIX_INVALID', { Type: 'SPECIAL_PRICE', DefaultCurrency: 'USD', PriceMatrix: [row] }],
    ['PROMOTION_PRICE_MATRIX_INVALID', { Type: 'SPECIAL_PRICE', PriceMatrix: [row, row] }],
    ['PROMOTION_DATES_INVALID', { StartDate: '2024-03-02', EndDate: '2024-03-01' }],
    ['PROMOTION_PRODUCT_INVALID', { Products: [{ Code: 'editor' }] }],
    ['PROMOTION_PRODUCT_INVALID', { Products: [{ Code: 'EDITOR', PricingConfigurationCode: 'NOLIST' }] }],
    ['PROMOTION_PRODUCT_INVALID', { Type: 'SPECIAL_PRICE', PriceMatrix: [row] }],
  ])('%s: %j', async (code, sent) => {
    const Promotion = { ...examplePromotion, Coupon: fresh(), ...sent };
    expect(await mine.refused('addPromotion', { Promotion })).toBe(code);
  });

  test('PROMOTION_COUPON_TAKEN, whatever the letter case and the type', async () => {
    await mine.add({ Coupon: { Type: 'MULTIPLE', Codes: ['taken-1', 'taken-2'] } });
    for (const Coupon of [{ Code: ' TAKEN-1 ' }, { Codes: ['free', 'Taken-2'] }]) {
      const Promotion = { ...examplePromotion, Coupon };
      expect(await mine.refused('addPromotion', { Promotion })).toBe('PROMOTION_COUPON_TAKEN');
    }
  });

  test('one of two that want the same code at the same time', async () => {
    const Promotion = { ...examplePromotion, Coupon: fresh() };
    const answers = await Promise.all([1, 2, 3].map(() => mine.refused('addPromotion', { Promotion })));
    expect(answers.sort()).toEqual(['PROMOTION_COUPON_TAKEN', 'PROMOTION_COUPON_TAKEN', 'not refused']);
  });
});
