import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { declareRates } from '../server/domains/rates/index.ts';
import { startTestApi, type TestApi } from '../server/testing/api.ts';
import { restClient, rpcClient, soapClient, type WireClient } from '../server/testing/clients.ts';
import { ask, at, textAt } from './asking.ts';
import { chargesOf } from './books.ts';
import { buyer, germanBuyer, order, product, type Sent } from './shop.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
  const rates = { USD: '1.12345678', JPY: '162.5', KWD: '0.345' };
  await declareRates(api.database, { asOf: '2026-01-05', rates }, api.now());
});
afterAll(() => api.close());

const regular = (...prices: readonly (readonly [amount: number, currency: string])[]): Sent => ({
  Regular: prices.map(([Amount, Currency]) => ({ Amount, Currency, MinQuantity: '1', MaxQuantity: '99999' })),
  Renewal: [],
});

/** Everywhere 29 euros or 33 dollars without tax; in Germany and Austria 25 euros with it. */
const plan = product('plan', 29, {
  PricingConfigurations: [
    {
      Name: 'World',
      Default: true,
      PricingSchema: 'DYNAMIC',
      PriceType: 'NET',
      DefaultCurrency: 'EUR',
      Prices: regular([29, 'EUR'], [33, 'USD']),
    },
    {
      Name: 'Germany and Austria',
      Default: false,
      BillingCountries: ['DE', 'at'],
      PricingSchema: 'DYNAMIC',
      PriceType: 'GROSS',
      DefaultCurrency: 'EUR',
      Prices: regular([25, 'EUR']),
    },
  ],
});

const from = (CountryCode: string): Sent => ({ ...(CountryCode === 'DE' ? germanBuyer : buyer), CountryCode });

const orderFrom = (country: string, currency: string): Sent =>
  order('plan', undefined, { Country: country, Currency: currency, BillingDetails: from(country) });

/*
 * Romania and the others pay the price of the world: 21 % in Romania, 22 % in Italy, none in Hong Kong; a currency with a
 * price of its own is not converted. The local list has euros only.
 */
const PRICES: readonly [country: string, currency: string, net: number, vat: number, gross: number][] = [
  ['HK', 'EUR', 29, 0, 29],
  ['IT', 'EUR', 29, 6.38, 35.38],
  ['HK', 'USD', 33, 0, 33],
  ['HK', 'JPY', 4713, 0, 4713],
  ['HK', 'KWD', 10.005, 0, 10.005],
  ['DE', 'EUR', 21.01, 3.99, 25],
  ['AT', 'EUR', 20.83, 4.17, 25],
  ['DE', 'USD', 23.61, 4.48, 28.09],
  ['DE', 'JPY', 3414, 649, 4063],
];

const openShop = (client: WireClient): Promise<unknown> => ask(client, 'addProduct', { Product: plan });

describe.each(['3.1', '4.0', '6.0'] as const)('at version %s', (version) => {
  test.each(PRICES)('a buyer in %s pays in %s', async (country, currency, net, vat, gross) => {
    const merchant = await api.newMerchant();
    const client = await rpcClient(api, merchant, version);
    await openShop(client);
    const amounts = { NetPrice: net, VAT: vat, GrossPrice: gross, GrossDiscountedPrice: gross };
    expect(await ask(client, 'getContents', { Order: orderFrom(country, currency) })).toMatchObject(amounts);
    const placed = await ask(client, 'placeOrder', { Order: orderFrom(country, currency) });
    expect(placed).toMatchObject({ ...amounts, Currency: currency.toLowerCase(), Errors: null });
    const decimals = { JPY: 0, KWD: 3 }[currency] ?? 2;
    expect(await chargesOf(api.database, merchant.id)).toMatchObject([
      { refNo: textAt(placed, 'RefNo'), amountMinor: BigInt(Math.round(gross * 10 ** decimals)) },
    ]);
  });
});

test('the other wires tell the same prices', async () => {
  const merchant = await api.newMerchant();
  const wires = [restClient(api, merchant, '6.0'), await soapClient(api, merchant, '6.0')];
  await openShop(await rpcClient(api, merchant, '6.0'));
  for (const client of wires) {
    for (const [country, currency, net, vat, gross] of PRICES) {
      expect(await ask(client, 'getContents', { Order: orderFrom(country, currency) })).toMatchObject({
        NetPrice: net,
        VAT: vat,
        GrossPrice: gross,
      });
    }
  }
});

test('billing decides, not the country of the order; who is not known yet sees the world', async () => {
  const client = await rpcClient(api, await api.newMerchant(), '6.0');
  await openShop(client);
  const preview = (others: Sent) => ask(client, 'getContents', { Order: { ...orderFrom('DE', 'EUR'), ...others } });
  expect(await preview({ Country: 'HK' })).toMatchObject({ GrossPrice: 25 });
  expect(await preview({ BillingDetails: undefined })).toMatchObject({ GrossPrice: 25 });
  expect(await preview({ BillingDetails: undefined, Country: undefined })).toMatchObject({ GrossPrice: 29, VAT: 0 });
});

test('a list added later, and its countries moved', async () => {
  const client = await rpcClient(api, await api.newMerchant(), '6.0');
  await openShop(client);
  const netIn = async (country: string) =>
    at(await ask(client, 'getContents', { Order: orderFrom(country, 'EUR') }), 'NetPrice');
  await ask(client, 'addPricingConfiguration', {
    PricingConfiguration: {
      Name: 'Italy',
      Default: false,
      BillingCountries: ['IT'],
      PricingSchema: 'DYNAMIC',
      PriceType: 'NET',
      DefaultCurrency: 'EUR',
      Prices: regular([11, 'EUR']),
    },
    ProductCode: 'plan',
  });
  expect([await netIn('IT'), await netIn('HK')]).toEqual([11, 29]);
  const lists = await ask(client, 'getPricingConfigurations', { ProductCode: 'plan' });
  const italian = textAt(lists, '2.Code');
  await ask(client, 'updatePricingConfiguration', {
    PricingConfiguration: { Code: italian, BillingCountries: ['HK'] },
    ProductCode: 'plan',
  });
  expect([await netIn('IT'), await netIn('HK')]).toEqual([29, 11]);
});

test('without an exchange rate there is no price', async () => {
  const client = await rpcClient(api, await api.newMerchant(), '6.0');
  await openShop(client);
  expect(await client('getContents', { Order: orderFrom('HK', 'GBP') })).toMatchObject({
    refused: 'ORDER_PRODUCT_NO_PRICE',
  });
  expect(await client('placeOrder', { Order: orderFrom('HK', 'GBP') })).toMatchObject({
    refused: 'ORDER_PRODUCT_NO_PRICE',
  });
});

test('a new rate counts for new orders, not for those that were placed', async () => {
  const client = await rpcClient(api, await api.newMerchant(), '6.0');
  await openShop(client);
  const placed = await ask(client, 'placeOrder', { Order: orderFrom('HK', 'JPY') });
  await declareRates(api.database, { asOf: '2026-01-06', rates: { JPY: '100' } }, api.now());
  api.advance(61_000);
  expect(await ask(client, 'getContents', { Order: orderFrom('HK', 'JPY') })).toMatchObject({ NetPrice: 2900 });
  expect(await ask(client, 'getOrder', { orderReference: textAt(placed, 'RefNo') })).toMatchObject({ NetPrice: 4713 });
});
