import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Version } from '../../../api/versions.ts';
import { declareShippingMethods } from '../declare-in-api-form.ts';
import { NOW, openShop, type Shop, type TestMerchant } from '../testing-shop.ts';

let shop: Shop;
let merchant: TestMerchant;

const declare = (to: TestMerchant, methods: unknown) =>
  shop.database.transaction((db) =>
    declareShippingMethods({ db, merchantId: to.merchant.id, currency: 'EUR', now: NOW }, methods, 'shippingMethods'),
  );

beforeAll(async () => {
  shop = await openShop();
  merchant = await shop.newMerchant();
  await declare(merchant, [
    { Name: 'Parcel', Code: 'PARCEL', BasePrice: '4.5' },
    { Name: 'Collection', Code: 'SELF', Active: false, Availability: 'HOME' },
    {
      Name: 'Express',
      Code: 'EXPRESS',
      TrackingURL: 'https://track.example/',
      BasePrice: 12,
      Currency: 'usd',
      Availablity: 'CUSTOM',
      Countries: [{ CountryCode: 'de', Surcharge: 1 }, { CountryCode: 'FR' }],
      Surcharge: [
        { Type: 'WEIGHT', From: 0, To: 2.5, Amount: 1 },
        { Type: 'PRICE', From: '100', Amount: '0.75', ApplyTo: 'PRODUCT' },
      ],
    },
  ]);
  await declare(await shop.newMerchant(), [{ Name: 'Theirs', Code: 'THEIRS' }]);
});
afterAll(() => shop.drop());

type Page = { Items: { Code: string }[]; Pagination: unknown };

const search = async (filter?: unknown, version?: Version) =>
  (await merchant.call('searchShippingMethods', { filter }, version)) as Page;

test('a method with its countries and surcharges', async () => {
  expect((await search({ Codes: ['EXPRESS'] })).Items).toEqual([
    {
      Name: 'Express',
      Code: 'EXPRESS',
      TrackingURL: 'https://track.example/',
      BasePrice: '12.00',
      Currency: 'USD',
      Active: true,
      Availability: 'CUSTOM',
      Countries: [
        { CountryCode: 'DE', Surcharge: '1.00' },
        { CountryCode: 'FR', Surcharge: '0.00' },
      ],
      Surcharge: [
        { Type: 'WEIGHT', From: 0, To: 2.5, Amount: 1, ApplyTo: 'ORDER' },
        { Type: 'PRICE', From: 100, To: null, Amount: 0.75, ApplyTo: 'PRODUCT' },
      ],
    },
  ]);
});

test.each<[string, unknown, readonly string[]]>([
  ['all, by name, without a filter', undefined, ['SELF', 'EXPRESS', 'PARCEL']],
  ['PHP sends an empty list for an empty object', [], ['SELF', 'EXPRESS', 'PARCEL']],
  ['part of the name', { Name: 'ex' }, ['EXPRESS']],
  ['codes', { Codes: ['PARCEL', 'THEIRS'] }, ['PARCEL']],
  ['active ones', { Active: true }, ['EXPRESS', 'PARCEL']],
  ['inactive ones', { Active: 0 }, ['SELF']],
  ['a page', { Pagination: { Page: 2, Limit: 2 } }, ['PARCEL']],
  ['a page in the older form', { Page: 1, Limit: 1 }, ['SELF']],
])('%s', async (_, filter, expected) => {
  expect((await search(filter)).Items.map(({ Code }) => Code)).toEqual(expected);
});

test('the page tells how many there are on all pages, beyond the last one too', async () => {
  expect((await search({ Limit: 2, Page: 9 })).Pagination).toEqual({ Page: 9, Limit: 2, Count: 3 });
  expect((await search({ Limit: 5000 }, '5.0')).Pagination).toEqual({ Page: 1, Limit: 200, Count: 3 });
});

test.each<[string, Record<string, unknown>]>([
  ['CURRENCY_NOT_KNOWN', { Currency: 'XXY' }],
  ['COUNTRY_NOT_KNOWN', { Availability: 'CUSTOM', Countries: [{ CountryCode: 'XX' }] }],
  ['INVALID_PARAMETER', { BasePrice: '-1' }],
  ['INVALID_PARAMETER', { BasePrice: 'free' }],
  ['INVALID_PARAMETER', { Surcharge: [{ Type: 'WEIGHT', From: '0.0005', Amount: 1 }] }],
  ['INVALID_PARAMETER', { Surcharge: [{ Type: 'PRICE', From: 5, To: 5, Amount: 1 }] }],
])('a declaration is refused with %s: %j', async (code, declared) => {
  const refused = declare(merchant, [{ Name: 'Odd', ...declared }]);
  await expect(refused).rejects.toMatchObject({ refusal: { code } });
  await expect(refused).rejects.toThrow('shippingMethods[0]: ');
});
