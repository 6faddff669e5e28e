import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../../../testing/api.ts';
import { rpcClient, type WireClient } from '../../../testing/clients.ts';
import { exampleOrder, exampleProduct } from '../../examples.ts';

/* getContents, getPrice and getCartPrice look at a cart with the eyes of placeOrder. */

type Sent = Record<string, unknown>;

let api: TestApi;
let client: WireClient;

beforeAll(async () => {
  api = await startTestApi();
  client = await rpcClient(api, await api.newMerchant(), '6.0');
  expect(await client('addProduct', { Product: exampleProduct })).toEqual({ value: true });
  expect(await client('addProduct', { Product: { ...exampleProduct, ProductCode: 'OFF', Enabled: false } })).toEqual({
    value: true,
  });
  expect(
    await client('addPromotion', {
      Promotion: {
        Name: 'Spring',
        Enabled: true,
        ChannelType: 'ECOMMERCE',
        Type: 'REGULAR',
        Coupon: { Type: 'SINGLE', Code: 'SPRING' },
        Discount: { Type: 'PERCENT', Value: 10 },
        Products: [{ Code: 'EDITOR' }],
      },
    }),
  ).toHaveProperty('value');
});
afterAll(() => api.close());

const germany = { CountryCode: 'DE' };

describe('what a cart costs', () => {
  test.each<[string, Sent, Sent]>([
    ['without a buyer: no tax', {}, { NetPrice: 20, VAT: 0, GrossPrice: 20, BillingDetails: null }],
    ['for a buyer', { BillingDetails: germany }, { NetPrice: 20, VAT: 3.8, GrossPrice: 23.8 }],
    ['in the country of the order', { Country: 'DE' }, { GrossPrice: 23.8 }],
    [
      'with a coupon',
      { BillingDetails: germany, Promotions: ['spring'] },
      { GrossPrice: 23.8, Discount: 2, GrossDiscountedPrice: 21.42, Errors: null, Promotions: [{ Name: 'Spring' }] },
    ],
    [
      'with a coupon that nobody made',
      { Promotions: ['WINTER'] },
      { GrossPrice: 20, Discount: 0, Errors: ['The coupon WINTER cannot be used.'] },
    ],
    [
      'on trial',
      { Items: [{ Code: 'EDITOR', Trial: { Period: 30, Price: 5 } }] },
      { GrossPrice: 5, Items: [{ Price: { GrossPrice: 10 }, Trial: { Period: 30, GrossPrice: 5 } }] },
    ],
  ])('%s', async (_, changes, expected) => {
    const Order = { Currency: 'EUR', Items: exampleOrder.Items, ...changes };
    expect(await client('getContents', { Order })).toMatchObject({ value: expected });
  });

  test('and placeOrder charges the same', async () => {
    const Order = { ...exampleOrder, Promotions: ['SPRING'] };
    const amounts = ['NetPrice', 'GrossPrice', 'Discount', 'VAT', 'NetDiscountedPrice', 'GrossDiscountedPrice'];
    const of = (outcome: unknown) => {
      const { value } = outcome as { value: Sent };
      return Object.fromEntries(amounts.map((name) => [name, value[name]]));
    };
    expect(of(await client('placeOrder', { Order }))).toEqual(of(await client('getContents', { Order })));
  });
});

describe('what an item costs', () => {
  test.each<[string, Sent, Sent]>([
    ['without a buyer', {}, { NetPrice: 10, FinalPrice: 10, NetCurrency: 'EUR', FinalCurrency: 'EUR' }],
    ['for a buyer', { BillingDetails: germany }, { NetPrice: 10, FinalPrice: 11.9 }],
    ['with a coupon', { BillingDetails: germany, CouponCode: 'SPRING' }, { NetPrice: 9, FinalPrice: 10.71 }],
  ])('%s', async (_, changes, expected) => {
    const sent = { Item: { Code: 'EDITOR' }, Currency: 'eur', ...changes };
    expect(await client('getPrice', sent)).toMatchObject({ value: expected });
    const cart = { Items: [sent.Item], Currency: 'EUR', ...changes };
    expect(await client('getCartPrice', cart)).toMatchObject({
      value: { NetDiscountedPrice: expected['NetPrice'], GrossDiscountedPrice: expected['FinalPrice'] },
    });
  });
});

describe('refusals of all three', () => {
  const refusals: readonly (readonly [string, Sent, string])[] = [
    ['a product that there is not', { Code: 'NONE' }, 'ORDER_PRODUCT_CODE_INVALID'],
    ['a disabled product', { Code: 'OFF' }, 'ORDER_PRODUCT_INVALID'],
    ['a SKU that there is not', { SKU: 'NONE' }, 'ORDER_PRODUCT_SKU_INVALID'],
    ['a quantity of nothing', { Code: 'EDITOR', Quantity: 0 }, 'ORDER_ITEMS_QUANTITY_INVALID'],
    ['an option that there is not', { Code: 'EDITOR', PriceOptions: ['fax'] }, 'ORDER_PRODUCT_OPTIONS_INVALID'],
    ['a dynamic item without a price', { IsDynamic: true, Name: 'x' }, 'ORDER_PRODUCT_PRICE_AMOUNT_INVALID'],
    [
      'a renewal of what there is not',
      { Code: 'EDITOR', RenewalInformation: { SubscriptionReference: 'ABCDE12345' } },
      'ORDER_PRODUCT_RENEWAL_SUBSCRIPTION_REFERENCE_NOT_FOUND',
    ],
    [
      'a campaign that there is not',
      { Code: 'EDITOR', CrossSell: { ParentCode: 'EDITOR', CampaignCode: 'NONE' } },
      'ORDER_PRODUCT_CROSS_SELL_INVALID',
    ],
  ];
  test.each(refusals)('%s', async (_, item, refused) => {
    expect(await client('getContents', { Order: { Currency: 'EUR', Items: [item] } })).toMatchObject({ refused });
    expect(await client('getPrice', { Item: item, Currency: 'EUR' })).toMatchObject({ refused });
    expect(await client('getCartPrice', { Items: [item], Currency: 'EUR' })).toMatchObject({ refused });
  });

  test.each<[string, Sent, string]>([
    ['no country', { BillingDetails: { CountryCode: 'XX' } }, 'ORDER_COUNTRY_INVALID'],
    ['no currency', { Currency: 'XXQ' }, 'ORDER_CURRENCY_INVALID'],
    ['a currency without a price', { Currency: 'CHF' }, 'ORDER_PRODUCT_NO_PRICE'],
  ])('%s', async (_, changes, refused) => {
    const Items = [{ Code: 'EDITOR' }];
    expect(await client('getContents', { Order: { Items, ...changes } })).toMatchObject({ refused });
    expect(await client('getPrice', { Item: Items[0], ...changes })).toMatchObject({ refused });
    expect(await client('getCartPrice', { Items, ...changes })).toMatchObject({ refused });
  });

  test('nothing in the cart', async () => {
    expect(await client('getContents', { Order: { Items: [] } })).toMatchObject({ refused: 'ORDER_PRODUCTS_EMPTY' });
    expect(await client('getPrice', {})).toMatchObject({ refused: 'ORDER_PRODUCTS_EMPTY' });
    expect(await client('getCartPrice', { Items: [] })).toMatchObject({ refused: 'ORDER_PRODUCTS_EMPTY' });
  });

  test('a wrong coupon, where there is no member to tell of it', async () => {
    const CouponCode = 'WINTER';
    expect(await client('getPrice', { Item: { Code: 'EDITOR' }, CouponCode })).toMatchObject({
      refused: 'ORDER_PROMOTION_INVALID',
    });
    expect(await client('getCartPrice', { Items: [{ Code: 'EDITOR' }], CouponCode })).toMatchObject({
      refused: 'ORDER_PROMOTION_INVALID',
    });
  });
});
