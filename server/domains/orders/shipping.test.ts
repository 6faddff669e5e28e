import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Kernel, perform } from '../../api/call.ts';
import type { Database, Statement } from '../../db/database.ts';
import { startTestApi, type TestApi } from '../../testing/api.ts';
import { exampleOrder } from '../examples.ts';
import { openShippingShop, type ShippingShop } from './testing-shipping.ts';

type Sent = Record<string, unknown>;

let api: TestApi;
let shop: ShippingShop;

beforeAll(async () => {
  api = await startTestApi();
  shop = await openShippingShop(api);
  const added = await shop.client('addPromotion', {
    Promotion: {
      Name: 'Half',
      Type: 'REGULAR',
      Enabled: true,
      ChannelType: 'ECOMMERCE',
      Coupon: { Type: 'SINGLE', Code: 'half' },
      Discount: { Type: 'PERCENT', Value: 50 },
      Products: [{ Code: 'BOOK' }, { Code: 'EDITOR' }],
    },
  });
  expect(added).toHaveProperty('value');
});
afterAll(() => api.close());

const items = (...entries: [string, number][]): Sent => ({
  Items: entries.map(([Code, Quantity]) => ({ Code, Quantity })),
});
const by = (Code: string | null): Sent => ({ DeliveryInformation: { ShippingMethod: { Code } } });
const to = (CountryCode: string): Sent => ({ DeliveryDetails: { FirstName: 'Bob', LastName: 'Kern', CountryCode } });
const ordered = (changes: Sent): Sent => ({ Order: { ...exampleOrder, ...items(['BOOK', 2]), ...changes } });

type Told = { value: Sent & { Items: (Sent & { Code: string })[] } };
const place = async (changes: Sent) => (await shop.client('placeOrder', ordered(changes))) as Told;
const preview = async (changes: Sent) => (await shop.client('getContents', ordered(changes))) as Told;

const totals = (NetPrice: number, VAT: number, GrossPrice: number, Discount = 0): Sent => ({
  NetPrice,
  VAT,
  GrossPrice,
  Discount,
});

describe('what is placed, and what was previewed', () => {
  test.each<[string, Sent, string[], string | null, Sent]>([
    ['the default method', {}, ['BOOK'], 'POST', totals(27, 5.13, 32.13)],
    [
      'beside what is downloaded',
      items(['EDITOR', 1], ['BOOK', 2]),
      ['EDITOR', 'BOOK'],
      'POST',
      totals(37, 7.03, 44.03),
    ],
    ['the method that was chosen', by('EXPRESS'), ['BOOK'], 'EXPRESS', totals(29, 5.51, 34.51)],
    ['no code is no choice', by(null), ['BOOK'], 'POST', totals(27, 5.13, 32.13)],
    ['to a recipient abroad', { ...by('EXPRESS'), ...to('FR') }, ['BOOK'], 'EXPRESS', totals(28, 5.32, 33.32)],
    ['a method that is free', { ...by('SELF'), ...to('RO') }, ['BOOK'], 'SELF', totals(22, 4.18, 26.18)],
    ['a heavy parcel', items(['BOOK', 3]), ['BOOK'], 'POST', totals(41, 7.79, 48.79)],
    ['free goods', items(['LEAFLET', 1]), ['LEAFLET'], 'POST', totals(5, 0.95, 5.95)],
    ['a coupon leaves the fee alone', { Promotions: ['half'] }, ['BOOK'], 'POST', totals(27, 5.13, 32.13, 10)],
  ])('%s', async (_, changes, goods, code, expected) => {
    const [{ value: placed }, { value: previewed }] = [await place(changes), await preview(changes)];
    expect(placed).toMatchObject({
      Status: 'AUTHRECEIVED',
      HasShipping: true,
      DeliveryInformation: { ShippingMethod: { Code: code, TrackingNumber: null, Comment: null } },
      ...expected,
    });
    expect(previewed).toMatchObject(expected);
    for (const { Items } of [placed, previewed]) {
      expect(Items.map(({ Code }) => Code)).toEqual([...goods, 'SHIPPING_GENERIC_PRODUCT']);
      expect(Items.map(({ PurchaseType }) => PurchaseType)).toEqual([...goods.map(() => 'PRODUCT'), 'SHIPPING']);
    }
  });

  test('nothing is sent of what is downloaded, whatever method is named', async () => {
    for (const changes of [by(null), by('POST'), by('NONE')]) {
      const { value } = await place({ ...items(['EDITOR', 2]), ...changes });
      expect(value).toMatchObject({
        HasShipping: false,
        DeliveryInformation: { ShippingMethod: { Code: null, TrackingUrl: null } },
        ...totals(20, 3.8, 23.8),
      });
      expect(value.Items).toHaveLength(1);
    }
  });

  test('the line of the fee', async () => {
    const { value } = await place({ ...by('EXPRESS'), Promotions: ['half'] });
    expect(value.Items[1]).toMatchObject({
      ProductDetails: { Name: 'Shipping fees', Tangible: false, Subscriptions: null },
      Price: { UnitNetPrice: 9, NetPrice: 9, VAT: 1.71, GrossPrice: 10.71, Discount: 0, VATPercent: 19 },
      Quantity: 1,
      LineItemReference: expect.stringMatching(/^[0-9a-f]{40}$/),
      PriceOptions: [],
      Promotion: null,
      SKU: null,
    });
  });
});

test('a finished order is read with its method, and the fee makes no subscription', async () => {
  const { value: placed } = await place({ ...items(['EDITOR', 1], ['BOOK', 1]), ...by('EXPRESS') });
  const read = await vi.waitFor(async () => {
    const { value } = (await shop.client('getOrder', { orderReference: placed['RefNo'] })) as Told;
    expect(value).toMatchObject({ Status: 'COMPLETE' });
    return value;
  });
  expect(read).toMatchObject({
    HasShipping: true,
    DeliveryInformation: { ShippingMethod: { Code: 'EXPRESS', TrackingUrl: 'https://track.example/' } },
    Items: [
      { ProductDetails: { Subscriptions: [{ Enabled: true }] } },
      { ProductDetails: { Subscriptions: null } },
      { ProductDetails: { Subscriptions: null }, PurchaseType: 'SHIPPING' },
    ],
  });
});

test.each<[string, Sent, string]>([
  ['a method that there is not', by('PIGEON'), 'ORDER_SHIPPING_METHOD_INVALID'],
  ['a code in other letter case', by('post'), 'ORDER_SHIPPING_METHOD_INVALID'],
  ['a method out of use', by('COACH'), 'ORDER_SHIPPING_METHOD_INVALID'],
  ['a country that the method does not reach', { ...by('EXPRESS'), ...to('IT') }, 'ORDER_SHIPPING_METHOD_INVALID'],
  ['collection from abroad', by('SELF'), 'ORDER_SHIPPING_METHOD_INVALID'],
])('refused: %s', async (_, changes, refused) => {
  expect(await place(changes)).toMatchObject({ refused });
  expect(await preview(changes)).toMatchObject({ refused });
});

test('free goods with a fee are not free', async () => {
  const PaymentDetails = { Type: 'FREE', Currency: 'EUR', PaymentMethod: null };
  const sent = { ...items(['LEAFLET', 1]), PaymentDetails };
  expect(await place(sent)).toMatchObject({ refused: 'ORDER_PAYMENT_NOT_FREE' });
  expect(await place({ ...sent, ...by('SELF'), ...to('RO') })).toMatchObject({ value: { GrossPrice: 0 } });
});

test('a cart is previewed before anybody knows where it goes', async () => {
  expect(await preview({ Country: null, BillingDetails: null })).toMatchObject({ value: totals(27, 0, 27) });
});

test('what an order was sent by stays when the method changes', async () => {
  const mine = await openShippingShop(api, [{ Name: 'Van', Code: 'VAN', BasePrice: 4 }]);
  const { value } = (await mine.client('placeOrder', ordered({}))) as Told;
  await mine.declare([{ Name: 'Van', Code: 'VAN', BasePrice: 9, Active: false }]);
  expect(await mine.client('getOrder', { orderReference: value['RefNo'] })).toMatchObject({
    value: { ...totals(26, 4.94, 30.94), DeliveryInformation: { ShippingMethod: { Code: 'VAN' } } },
  });
});

describe('accounts', () => {
  test('without methods send without a fee, and know none to choose', async () => {
    const { client } = await openShippingShop(api, []);
    const placed = await client('placeOrder', ordered({}));
    expect(placed).toMatchObject({ value: { HasShipping: false, ...totals(20, 3.8, 23.8) } });
    expect(await client('placeOrder', ordered(by('POST')))).toMatchObject({ refused: 'ORDER_SHIPPING_METHOD_INVALID' });
  });

  test('whose default does not go there have their buyers choose', async () => {
    const { client } = await openShippingShop(api, [
      { Name: 'Collection', Code: 'SELF', Availability: 'HOME', Default: true },
      { Name: 'Post', Code: 'POST', BasePrice: 5 },
    ]);
    expect(await client('placeOrder', ordered({}))).toMatchObject({ refused: 'ORDER_SHIPPING_METHOD_INVALID' });
    expect(await client('placeOrder', ordered(by('POST')))).toMatchObject({ value: totals(27, 5.13, 32.13) });
  });

  test('whose default is out of use, too', async () => {
    const { client } = await openShippingShop(api, [
      { Name: 'Coach', Code: 'COACH', Default: true, Active: false },
      { Name: 'Post', Code: 'POST', BasePrice: 5 },
    ]);
    expect(await client('placeOrder', ordered({}))).toMatchObject({ refused: 'ORDER_SHIPPING_METHOD_INVALID' });
  });
});

test('3.0 sends by the default, and answers HasShipping', async () => {
  const { client } = await openShippingShop(api, undefined, '3.0');
  const answer = await client('placeOrder', ordered({}));
  expect(answer).toMatchObject({ value: { HasShipping: true, ...totals(27, 5.13, 32.13) } });
  expect(answer).not.toHaveProperty('value.DeliveryInformation');
});

test('one statement more, only when something is sent', async () => {
  let count = 0;
  const counting: Database = {
    ...api.database,
    rows: <Row>(s: Statement) => {
      count += 1;
      return api.database.rows<Row>(s);
    },
    row: <Row>(s: Statement) => {
      count += 1;
      return api.database.row<Row>(s);
    },
  };
  const kernel: Kernel = { ...api.kernel, database: counting };
  const method = api.kernel.methods.get('getContents');
  if (method === undefined) throw new Error('no method getContents');
  const statements = async (code: string): Promise<number> => {
    count = 0;
    const origin = { wire: 'rpc', version: '6.0', address: '::1' } as const;
    await perform(kernel, shop.merchant, origin, method, ordered(items([code, 1])));
    return count;
  };
  const download = await statements('EDITOR');
  expect(download).toBeGreaterThan(0);
  expect(await statements('BOOK')).toBe(download + 1);
});
