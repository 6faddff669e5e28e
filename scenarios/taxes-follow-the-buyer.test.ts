import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../server/testing/api.ts';
import { restClient, rpcClient, soapClient } from '../server/testing/clients.ts';
import { ask, at, textAt } from './asking.ts';
import { chargesOf } from './books.ts';
import { buyer, germanBuyer, order, product, type Sent } from './shop.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

const sold = (code: string, amount: number, PriceType: 'NET' | 'GROSS'): Sent =>
  product(code, amount, {
    PricingConfigurations: [
      {
        Name: 'List',
        Default: true,
        PricingSchema: 'DYNAMIC',
        PriceType,
        DefaultCurrency: 'EUR',
        Prices: { Regular: [{ Amount: amount, Currency: 'EUR', MinQuantity: '1', MaxQuantity: '99999' }] },
      },
    ],
  });

const frenchCompany: Sent = {
  ...buyer,
  CountryCode: 'FR',
  City: 'Lyon',
  Zip: '69001',
  Company: 'Moulin SARL',
  FiscalCode: 'FR40303265045',
};
const californian: Sent = { ...buyer, CountryCode: 'US', State: 'California', City: 'Fresno', Zip: '93650' };
const romanianCompany: Sent = {
  ...frenchCompany,
  CountryCode: 'RO',
  City: 'Cluj-Napoca',
  State: 'Cluj',
  Zip: '400001',
  FiscalCode: 'RO18547290',
};

/*
 * Three units of the seller in Romania, whose unit costs 100 euros with tax or 100 euros without. By unit:
 *   19 % taken out of 100:    84.03 and 15.97        7.25 % taken out of 100:  93.24 and  6.76
 *   20 % taken out of 100:    83.33 and 16.67        21 % taken out of 100:    82.64 and 17.36
 */
const CASES: readonly [string, Sent, 'NET' | 'GROSS', rate: number, net: number, vat: number, gross: number][] = [
  ['a German consumer', germanBuyer, 'GROSS', 19, 252.09, 47.91, 300],
  ['a German consumer', germanBuyer, 'NET', 19, 300, 57, 357],
  ['a French company with a VAT number', frenchCompany, 'GROSS', 0, 300, 0, 300],
  ['a French company with a VAT number', frenchCompany, 'NET', 0, 300, 0, 300],
  ['a company without a VAT number', { ...frenchCompany, FiscalCode: '' }, 'GROSS', 20, 249.99, 50.01, 300],
  ['a company in the country of the seller', romanianCompany, 'GROSS', 21, 247.92, 52.08, 300],
  ['a Californian', californian, 'GROSS', 7.25, 279.72, 20.28, 300],
  ['a Californian', californian, 'NET', 7.25, 300, 21.75, 321.75],
  ['an exempt Californian', { ...californian, TaxExemptionId: 'CA-77' }, 'GROSS', 0, 300, 0, 300],
  ['an exempt Californian', { ...californian, TaxExemptionId: 'CA-77' }, 'NET', 0, 300, 0, 300],
  [
    'a German with an exemption of the United States',
    { ...germanBuyer, TaxExemptionId: 'CA-77' },
    'NET',
    19,
    300,
    57,
    357,
  ],
  ['a buyer where there is no tax', buyer, 'GROSS', 0, 300, 0, 300],
];

describe.each(CASES)('%s (%#)', (_, BillingDetails, priceType, rate, net, vat, gross) => {
  test(`at a ${priceType} price pays ${net} and ${vat} tax`, async () => {
    const merchant = await api.newMerchant();
    const rpc = await rpcClient(api, merchant, '6.0');
    await ask(rpc, 'addProduct', { Product: sold('plan', 100, priceType) });
    const Order = order('plan', undefined, {
      Country: BillingDetails['CountryCode'],
      Items: [{ Code: 'plan', Quantity: 3 }],
      BillingDetails,
    });
    const amounts = {
      NetPrice: net,
      NetDiscountedPrice: net,
      VAT: vat,
      GrossPrice: gross,
      GrossDiscountedPrice: gross,
      Discount: 0,
      Items: [{ Price: { NetPrice: net, VAT: vat, GrossPrice: gross, VATPercent: rate } }],
    };
    for (const client of [rpc, restClient(api, merchant, '6.0'), await soapClient(api, merchant, '6.0')]) {
      expect(await ask(client, 'getContents', { Order })).toMatchObject(amounts);
    }
    const placed = await ask(rpc, 'placeOrder', { Order });
    expect(placed).toMatchObject(amounts);
    expect(await chargesOf(api.database, merchant.id)).toMatchObject([
      { amountMinor: BigInt(Math.round(gross * 100)) },
    ]);
    const price = await ask(rpc, 'getPrice', {
      Item: { Code: 'plan', Quantity: 3 },
      BillingDetails,
      Currency: 'EUR',
    });
    expect(price).toEqual({ NetPrice: net, NetCurrency: 'EUR', FinalPrice: gross, FinalCurrency: 'EUR' });
    const read = await ask(rpc, 'getOrder', { orderReference: textAt(placed, 'RefNo') });
    expect(read).toMatchObject(amounts);
    expect(at(read, 'BillingDetails.FiscalCode')).toBe(BillingDetails['FiscalCode'] || null);
  });
});

test('a VAT number that cannot be is refused in an order', async () => {
  const client = await rpcClient(api, await api.newMerchant(), '6.0');
  await ask(client, 'addProduct', { Product: sold('plan', 100, 'NET') });
  const wrong = { ...frenchCompany, FiscalCode: 'FR12' };
  expect(
    await client('placeOrder', { Order: order('plan', undefined, { Country: 'FR', BillingDetails: wrong }) }),
  ).toMatchObject({ refused: 'ORDER_BILLING_FISCALCODE_INVALID' });
});

test('nor does a VAT number count that belongs to no company', async () => {
  const client = await rpcClient(api, await api.newMerchant(), '6.0');
  await ask(client, 'addProduct', { Product: sold('plan', 100, 'NET') });
  const Order = order('plan', undefined, { Country: 'FR', BillingDetails: { ...frenchCompany, Company: '' } });
  expect(await client('placeOrder', { Order })).toMatchObject({ refused: 'ORDER_BILLING_COMPANY_EMPTY' });
  expect(await ask(client, 'getContents', { Order })).toMatchObject({ NetPrice: 100, VAT: 20 });
});

test('a French company pays tax to a seller in France', async () => {
  const client = await rpcClient(api, await api.newMerchant({ countryCode: 'FR' }), '6.0');
  await ask(client, 'addProduct', { Product: sold('plan', 100, 'NET') });
  const Order = order('plan', undefined, { Country: 'FR', BillingDetails: frenchCompany });
  expect(await ask(client, 'placeOrder', { Order })).toMatchObject({ NetPrice: 100, VAT: 20, GrossPrice: 120 });
});

test('a discount takes its share of the tax with it', async () => {
  const client = await rpcClient(api, await api.newMerchant(), '6.0');
  await ask(client, 'addProduct', { Product: sold('plan', 100, 'GROSS') });
  await ask(client, 'addPromotion', {
    Promotion: {
      Name: 'Half',
      Type: 'REGULAR',
      Enabled: true,
      ChannelType: 'ECOMMERCE',
      Coupon: { Type: 'SINGLE', Code: 'half' },
      Discount: { Type: 'PERCENT', Value: 50 },
      Products: [{ Code: 'plan' }],
    },
  });
  const Order = order('plan', undefined, { Country: 'DE', BillingDetails: germanBuyer, Promotions: ['HALF'] });
  // 42.015 by unit are taken off as 42.02; of 15.97 tax there stays what belongs to 42.01 of 84.03.
  const amounts = {
    NetPrice: 84.03,
    GrossPrice: 100,
    Discount: 42.02,
    NetDiscountedPrice: 42.01,
    GrossDiscountedPrice: 49.99,
  };
  expect(await ask(client, 'getContents', { Order })).toMatchObject(amounts);
  expect(await ask(client, 'placeOrder', { Order })).toMatchObject(amounts);
});
