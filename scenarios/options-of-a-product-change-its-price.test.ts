import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { VERSIONS } from '../server/api/versions.ts';
import { startTestApi, type TestApi } from '../server/testing/api.ts';
import { restClient, rpcClient, soapClient, type WireClient } from '../server/testing/clients.ts';
import { ask, at, textAt } from './asking.ts';
import { chargesOf } from './books.ts';
import { germanBuyer, order, product, type Sent } from './shop.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

/** Dearer with more seats, and never less than the base price of 19.99. */
const seats: Sent = {
  Name: 'Seats',
  Code: 'SEATS',
  Type: 'INTERVAL',
  Required: true,
  Options: [
    { Code: 'few', Name: 'Up to ten', ScaleMin: 1, ScaleMax: 10 },
    {
      Code: 'some',
      Name: 'Up to fifty',
      ScaleMin: 11,
      ScaleMax: 50,
      PriceImpact: { ImpactOn: 'BASE', Impact: 'ADD', Method: 'FIXED', Amounts: [{ Currency: 'EUR', Amount: '4.55' }] },
    },
    {
      Code: 'many',
      Name: 'Up to a thousand',
      ScaleMin: '51',
      ScaleMax: '1000',
      PriceImpact: { ImpactOn: 'BASE', Impact: 'ADD', Method: 'PERCENT', Percent: '33.3333' },
    },
  ],
};

const support: Sent = {
  Name: 'Support',
  Code: 'SUPPORT',
  Type: 'RADIO',
  Required: false,
  Options: [
    { Value: 'mail', Name: 'By e-mail', Default: true },
    {
      Value: 'phone',
      Name: 'By telephone',
      PriceImpact: { ImpactOn: 'GLOBAL', Impact: 'ADD', Method: 'PERCENT', Percent: 12.5 },
    },
    {
      Value: 'none',
      Name: 'None',
      PriceImpact: { ImpactOn: 'BASE', Impact: 'SUBTRACT', Method: 'FIXED', Amounts: [{ Currency: 'EUR', Amount: 3 }] },
    },
  ],
};

/** Sells `plan` for 19.99 with both groups in use. */
const openShop = async (client: WireClient): Promise<void> => {
  await ask(client, 'addPriceOptionGroup', { PriceOptionGroup: seats });
  await ask(client, 'addPriceOptionGroup', { PriceOptionGroup: support });
  await ask(client, 'addProduct', { Product: product('plan', '19.99') });
  const lists = await ask(client, 'getPricingConfigurations', { ProductCode: 'plan' });
  for (const Code of ['SEATS', 'SUPPORT']) {
    await ask(client, 'assignPricingConfigurationOptionGroup', {
      PricingConfigurationCode: textAt(lists, '0.Code'),
      PriceOptionsGroupAssigned: { Code, Required: Code === 'SEATS' },
    });
  }
};

const germanOrder = (quantity: number, options: unknown, payment?: Sent): Sent =>
  order('plan', payment, {
    Country: 'DE',
    BillingDetails: germanBuyer,
    Items: [{ Code: 'plan', Quantity: quantity, PriceOptions: options }],
  });

/** The amounts of a cart and of its first line, without what an order has on top. */
const amountsOf = (answer: unknown): unknown => {
  const { NetPrice, VAT, GrossPrice, NetDiscountedPrice, GrossDiscountedPrice, Discount } = answer as Sent;
  const line = at(answer, 'Items.0.Price');
  const options = at(answer, 'Items.0.PriceOptions');
  return { NetPrice, VAT, GrossPrice, NetDiscountedPrice, GrossDiscountedPrice, Discount, line, options };
};

/*
 * By unit: 19.99 and the fixed impacts and percentages of it, then percentages of the whole, then 19 % of that on top.
 * 33.3333 % of 19.99 are 6.66; 12.5 % of 26.65 are 3.33.
 */
const CHOICES: readonly [string, number, readonly string[], number, number, number][] = [
  ['few seats cost the base price', 1, ['SEATS=10'], 19.99, 3.8, 23.79],
  ['more seats add an amount', 1, ['SEATS=11'], 24.54, 4.66, 29.2],
  ['many seats add a third', 1, ['SEATS=51'], 26.65, 5.06, 31.71],
  ['support is a share of all', 1, ['SEATS=51', 'phone'], 29.98, 5.7, 35.68],
  ['no support costs less', 3, ['none', 'SEATS=7'], 50.97, 9.69, 60.66],
];

/** Codes as the older clients send them, groups as the newer ones do. */
const asCodes = (codes: readonly string[]): unknown => codes;
const asGroups = (codes: readonly string[]): unknown =>
  codes.map((code) => {
    const isScale = code.startsWith('SEATS=');
    return { Code: isScale ? 'SEATS' : 'SUPPORT', Options: [{ Value: isScale ? code.slice(6) : code }] };
  });
const asGroupsOfCodes = (codes: readonly string[]): unknown =>
  codes.map((code) => ({ Code: code.startsWith('SEATS=') ? 'SEATS' : 'SUPPORT', Options: [code] }));

describe.each(['3.1', '4.0', '6.0'] as const)('at version %s', (version) => {
  test('what was previewed is what is charged, however options are written', async () => {
    const merchant = await api.newMerchant();
    const client = await rpcClient(api, merchant, version);
    await openShop(client);
    for (const [title, quantity, codes, net, vat, gross] of CHOICES) {
      for (const written of [asCodes(codes), asGroups(codes), asGroupsOfCodes(codes)]) {
        const preview = await ask(client, 'getContents', { Order: germanOrder(quantity, written) });
        expect(preview, title).toMatchObject({ NetPrice: net, VAT: vat, GrossPrice: gross });
        const placed = await ask(client, 'placeOrder', { Order: germanOrder(quantity, written) });
        expect(amountsOf(placed), title).toEqual(amountsOf(preview));
        const charges = await chargesOf(api.database, merchant.id);
        const charged = charges.filter(({ refNo }) => refNo === textAt(placed, 'RefNo'));
        expect(charged, title).toMatchObject([{ amountMinor: BigInt(Math.round(gross * 100)) }]);
      }
    }
  });
});

test('all wires preview the same', async () => {
  const merchant = await api.newMerchant();
  const rpc = await rpcClient(api, merchant, '6.0');
  await openShop(rpc);
  const Order = germanOrder(2, asGroups(['SEATS=51', 'phone']));
  const answers = await Promise.all(
    [rpc, await soapClient(api, merchant, '6.0'), restClient(api, merchant, '6.0')].map(async (client) =>
      amountsOf(await ask(client, 'getContents', { Order })),
    ),
  );
  expect(answers[1]).toEqual(answers[0]);
  expect(answers[2]).toEqual(answers[0]);
  expect(answers[0]).toMatchObject({ NetPrice: 59.96, VAT: 11.4, GrossPrice: 71.36 });
});

test('getPrice and the cart price agree with the cart', async () => {
  const merchant = await api.newMerchant();
  const client = await rpcClient(api, merchant, '6.0');
  await openShop(client);
  const Item = { Code: 'plan', Quantity: 3, PriceOptions: asCodes(['SEATS=40', 'phone']) };
  const whole = await ask(client, 'getContents', { Order: { ...germanOrder(1, []), Items: [Item] } });
  expect(await ask(client, 'getPrice', { Item, BillingDetails: germanBuyer, Currency: 'EUR' })).toEqual({
    NetPrice: at(whole, 'NetDiscountedPrice'),
    NetCurrency: 'EUR',
    FinalPrice: at(whole, 'GrossDiscountedPrice'),
    FinalCurrency: 'EUR',
  });
  expect(
    await ask(client, 'getCartPrice', { Items: [Item], BillingDetails: germanBuyer, Currency: 'EUR' }),
  ).toMatchObject({ GrossPrice: at(whole, 'GrossPrice'), UnitNetPrice: at(whole, 'Items.0.Price.UnitNetPrice') });
});

test.each([
  ['a required group is left out', []],
  ['a value is on no interval', ['SEATS=1001']],
  ['two options of a radio group', ['SEATS=1', 'phone', 'none']],
  ['two values of a scale', ['SEATS=1', 'SEATS=2']],
  ['letter case counts', ['SEATS=1', 'PHONE']],
  ['an option that there is not', ['SEATS=1', 'fax']],
])('%s: no preview and no order', async (_, codes) => {
  const client = await rpcClient(api, await api.newMerchant(), '6.0');
  await openShop(client);
  const refused = { refused: 'ORDER_PRODUCT_OPTIONS_INVALID' };
  expect(await client('getContents', { Order: germanOrder(1, codes) })).toMatchObject(refused);
  expect(await client('placeOrder', { Order: germanOrder(1, codes) })).toMatchObject(refused);
});

test('what was bought stays as it was when the options change', async () => {
  const client = await rpcClient(api, await api.newMerchant(), '6.0');
  await openShop(client);
  const placed = await ask(client, 'placeOrder', { Order: germanOrder(1, ['SEATS=11']) });
  await ask(client, 'updatePriceOptionGroup', {
    PriceOptionsGroup: { ...seats, Options: [{ Code: 'all', Name: 'Any number', ScaleMin: 1, ScaleMax: 999 }] },
  });
  const read = await ask(client, 'getOrder', { orderReference: textAt(placed, 'RefNo') });
  expect(amountsOf(read)).toEqual(amountsOf(placed));
  expect(await ask(client, 'getContents', { Order: germanOrder(1, ['SEATS=11']) })).toMatchObject({ NetPrice: 19.99 });
});

test('a group taken from the list is no longer asked for', async () => {
  for (const version of VERSIONS) {
    const client = await rpcClient(api, await api.newMerchant(), version);
    await openShop(client);
    const lists = await ask(client, 'getPricingConfigurations', { ProductCode: 'plan' });
    await ask(client, 'unassignPricingConfigurationOptionGroup', {
      PricingConfigurationCode: textAt(lists, '0.Code'),
      PriceOptionsGroupAssigned: { Code: 'SEATS' },
    });
    expect(await ask(client, 'getContents', { Order: germanOrder(1, []) })).toMatchObject({ NetPrice: 19.99 });
    expect(await ask(client, 'getAssignedPriceOptionGroups', { ProductCode: 'plan' })).toMatchObject([
      { Code: 'SUPPORT' },
    ]);
  }
});

describe('a list without a base price', () => {
  const extras: Sent = {
    Name: 'Extras',
    Code: 'EXTRAS',
    Type: 'CHECKBOX',
    Options: [
      { Code: 'copy', Name: 'A second copy', PriceImpact: { Impact: 'ADD', Method: 'PERCENT', Percent: 900 } },
      { Code: 'disk', Name: 'A disk', PriceImpact: { Impact: 'ADD', Method: 'PERCENT', Percent: 900 } },
    ],
  };
  const EXTRAS = (...Options: readonly string[]): Sent => ({ Code: 'EXTRAS', Options });
  const SUPPORT = (...Options: readonly string[]): Sent => ({ Code: 'SUPPORT', Options });
  const mail = SUPPORT('mail');
  const phone = SUPPORT('phone');

  /** Amounts by combination; support by e-mail is the default, so every combination has some support. */
  const flat = product('plan', 0, {
    PricingConfigurations: [
      {
        Name: 'Flat',
        Default: true,
        PricingSchema: 'FLAT',
        PriceType: 'NET',
        DefaultCurrency: 'EUR',
        Prices: {
          Regular: [
            { Amount: 10, Currency: 'EUR', MinQuantity: '1', MaxQuantity: '9', OptionCodes: [mail] },
            { Amount: 8, Currency: 'EUR', MinQuantity: '10', MaxQuantity: '99', OptionCodes: [mail] },
            { Amount: 17, Currency: 'EUR', MinQuantity: '1', MaxQuantity: '9', OptionCodes: [phone] },
            { Amount: 12, Currency: 'EUR', MinQuantity: '1', MaxQuantity: '9', OptionCodes: [mail, EXTRAS('disk')] },
            {
              Amount: 21,
              Currency: 'EUR',
              MinQuantity: '1',
              MaxQuantity: '9',
              OptionCodes: [EXTRAS('disk', 'copy'), phone],
            },
          ],
        },
        PriceOptions: [
          { Code: 'SUPPORT', Required: false },
          { Code: 'EXTRAS', Required: false },
        ],
      },
    ],
  });

  const PRICES: readonly (readonly [string, number, readonly string[], number | string])[] = [
    ['the default option', 1, [], 10],
    ['the default option, many units', 10, [], 80],
    ['another option', 2, ['phone'], 34],
    ['a default and an extra', 1, ['disk'], 12],
    ['all together, in any order', 1, ['copy', 'phone', 'disk'], 21],
    ['a combination without a price', 1, ['copy'], 'ORDER_PRODUCT_NO_PRICE'],
    ['a combination without a price for so many', 10, ['phone'], 'ORDER_PRODUCT_NO_PRICE'],
  ];

  test.each(PRICES)('%s', async (_, quantity, codes, net) => {
    const client = await rpcClient(api, await api.newMerchant(), '6.0');
    for (const PriceOptionGroup of [support, extras]) await ask(client, 'addPriceOptionGroup', { PriceOptionGroup });
    await ask(client, 'addProduct', { Product: flat });
    const Order = germanOrder(quantity, codes);
    for (const method of ['getContents', 'placeOrder']) {
      const outcome = await client(method, { Order });
      expect(outcome).toMatchObject(typeof net === 'string' ? { refused: net } : { value: { NetPrice: net } });
    }
  });

  test('a combination is priced later by its options', async () => {
    const client = await rpcClient(api, await api.newMerchant(), '6.0');
    for (const PriceOptionGroup of [support, extras]) await ask(client, 'addPriceOptionGroup', { PriceOptionGroup });
    await ask(client, 'addProduct', { Product: flat });
    const lists = await ask(client, 'getPricingConfigurations', { ProductCode: 'plan' });
    await ask(client, 'savePrices', {
      Prices: [{ Currency: 'EUR', Amount: '13.37' }],
      Quantities: { MinQuantity: 1, MaxQuantity: 9 },
      PriceOptions: [mail, EXTRAS('copy')],
      PricingConfigCode: textAt(lists, '0.Code'),
      type: 'REGULAR',
    });
    expect(await ask(client, 'getContents', { Order: germanOrder(1, ['copy']) })).toMatchObject({ NetPrice: 13.37 });
    expect(await ask(client, 'getContents', { Order: germanOrder(1, ['disk']) })).toMatchObject({ NetPrice: 12 });
  });
});
