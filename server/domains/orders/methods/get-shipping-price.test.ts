import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../../../testing/api.ts';
import { restClient, soapClient } from '../../../testing/clients.ts';
import { openShippingShop, type ShippingShop } from '../testing-shipping.ts';

type Sent = Record<string, unknown>;

let api: TestApi;
let shop: ShippingShop;

beforeAll(async () => {
  api = await startTestApi();
  shop = await openShippingShop(api);
});
afterAll(() => api.close());

const asked = (changes: Sent = {}): Sent => ({
  Items: [{ Code: 'BOOK', Quantity: 1 }],
  BillingDetails: { CountryCode: 'DE' },
  DeliveryDetails: { CountryCode: 'DE' },
  Currency: 'EUR',
  CouponCodes: [],
  ...changes,
});
const items = (...entries: [string, number][]): Sent => ({
  Items: entries.map(([Code, Quantity]) => ({ Code, Quantity })),
});
const to = (CountryCode: string): Sent => ({ DeliveryDetails: { CountryCode } });

const price = (Name: string, Code: string, net: number, gross: number, Currency = 'EUR') => ({
  Name,
  Code,
  TrackingURL: Code === 'EXPRESS' ? 'https://track.example/' : null,
  Currency,
  PriceDetails: { Net: { TotalAmount: net }, Gross: { TotalAmount: gross } },
});
const express = (net: number, gross: number, currency?: string) => price('Express', 'EXPRESS', net, gross, currency);
const post = (net: number, gross: number, currency?: string) => price('Post', 'POST', net, gross, currency);

test.each<[string, Sent, unknown[]]>([
  ['one book, with tax as for goods', {}, [express(8, 9.52), post(6, 7.14)]],
  ['weights and fees of all units', items(['BOOK', 3]), [express(10, 11.9), post(11, 13.09)]],
  ['only what is tangible counts', items(['EDITOR', 9], ['BOOK', 1]), [express(8, 9.52), post(6, 7.14)]],
  ['a country without surcharge', to('FR'), [express(7, 8.33), post(6, 7.14)]],
  ['a country that express does not reach', to('IT'), [post(6, 7.14)]],
  ['the country of the merchant', to('ro'), [price('Collection', 'SELF', 1, 1.19), post(6, 7.14)]],
  ['to the buyer when no recipient is named', { DeliveryDetails: null }, [express(8, 9.52), post(6, 7.14)]],
  ['the tax of the buyer', { BillingDetails: { CountryCode: 'HK' } }, [express(8, 8), post(6, 6)]],
  ['the currency of the account', { Currency: null }, [express(8, 9.52), post(6, 7.14)]],
  [
    'another currency, converted',
    { Currency: 'USD', ...items(['LEAFLET', 1]) },
    [express(14, 16.66, 'USD'), post(10, 11.9, 'USD')],
  ],
])('%s', async (_, changes, expected) => {
  expect(await shop.client('getShippingPrice', asked(changes))).toEqual({ value: expected });
});

test('price steps look at what is left after coupons', async () => {
  const mine = await openShippingShop(api, [
    { Name: 'Post', Code: 'POST', BasePrice: 5, Surcharge: [{ Type: 'PRICE', From: 0, To: 10, Amount: 4 }] },
  ]);
  await mine.client('addPromotion', {
    Promotion: {
      Name: 'Half',
      Type: 'REGULAR',
      Enabled: true,
      ChannelType: 'ECOMMERCE',
      Coupon: { Type: 'SINGLE', Code: 'half' },
      Discount: { Type: 'PERCENT', Value: 50 },
      Products: [{ Code: 'BOOK' }],
    },
  });
  expect(await mine.client('getShippingPrice', asked())).toMatchObject({ value: [post(6, 7.14)] });
  expect(await mine.client('getShippingPrice', asked({ CouponCodes: ['half'] }))).toMatchObject({
    value: [post(10, 11.9)],
  });
});

test.each<[string, Sent, string]>([
  ['no items', { Items: [] }, 'ORDER_PRODUCTS_EMPTY'],
  ['nothing tangible', items(['EDITOR', 1]), 'ORDER_PRODUCTS_NOT_TANGIBLE'],
  ['an unknown product', items(['NONE', 1]), 'ORDER_PRODUCT_CODE_INVALID'],
  ['no buyer', { BillingDetails: null }, 'ORDER_BILLING_DETAILS_EMPTY'],
  ['nowhere', { BillingDetails: {}, DeliveryDetails: {} }, 'ORDER_COUNTRY_INVALID'],
  ['to a country that is none', to('XX'), 'ORDER_COUNTRY_INVALID'],
  ['a coupon that nobody made', { CouponCodes: ['none'] }, 'ORDER_PROMOTION_INVALID'],
  ['a currency that is none', { Currency: 'XXQ' }, 'ORDER_CURRENCY_INVALID'],
])('refused: %s', async (_, changes, refused) => {
  expect(await shop.client('getShippingPrice', asked(changes))).toMatchObject({ refused });
});

test('the same by SOAP and REST', async () => {
  const expected = { value: [express(8, 9.52), post(6, 7.14)] };
  const [soap, rest] = [await soapClient(api, shop.merchant, '6.0'), restClient(api, shop.merchant, '6.0')];
  expect(await soap('getShippingPrice', asked())).toMatchObject(expected);
  expect(await rest('getShippingPrice', asked())).toEqual(expected);
});
