import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Merchant } from '../../../api/call.ts';
import { startTestApi, type TestApi } from '../../../testing/api.ts';
import { rpcClient, soapClient, type WireClient } from '../../../testing/clients.ts';
import { exampleOrder, exampleProduct } from '../../examples.ts';

type Sent = Record<string, unknown>;

const order = exampleOrder;
const product = exampleProduct;

let api: TestApi;
let merchant: Merchant;
let client: WireClient;

const productWith = (changes: Sent): Sent => ({ ...product, ...changes });
const priced = (amounts: Sent[], priceType = 'NET', more: Sent = {}): Sent[] => [
  { ...product.PricingConfigurations[0], PriceType: priceType, Prices: { Regular: amounts, Renewal: [] }, ...more },
];

// ---- price options ----

const percent = (Percent: number, more: Sent = {}): Sent => ({
  PriceImpact: { ImpactOn: 'BASE', Impact: 'ADD', Method: 'PERCENT', Percent, ...more },
});
const fixed = (EUR: number, more: Sent = {}): Sent => ({
  PriceImpact: { Method: 'FIXED', Amounts: [{ Currency: 'EUR', Amount: EUR }], ...more },
});
const option = (Code: string, more: Sent): Sent => ({ Code, Name: Code, ...more });

const groups: Sent[] = [
  {
    Code: 'SUPPORT',
    Name: 'Support',
    Type: 'RADIO',
    Options: [
      option('email', { Default: true }),
      option('phone', percent(25)),
      option('none', fixed(2, { Impact: 'SUBTRACT' })),
    ],
  },
  { Code: 'EXTRAS', Name: 'Extras', Type: 'CHECKBOX', Options: [option('box', fixed(1.5)), option('disc', fixed(3))] },
  {
    Code: 'SEATS',
    Name: 'Seats',
    Type: 'INTERVAL',
    Options: [
      option('few', { ScaleMin: 1, ScaleMax: 10 }),
      option('many', { ScaleMin: 11, ScaleMax: 100, ...percent(100) }),
    ],
  },
  { Code: 'TERM', Name: 'Term', Type: 'COMBO', Options: [option('year', percent(10)), option('decade', percent(50))] },
  {
    Code: 'REGION',
    Name: 'Region',
    Type: 'COMBO',
    Options: [option('east', {}), option('phone', fixed(7))],
  },
];

const withGroups = (ProductCode: string, codes: Record<string, boolean>, more: Sent = {}): Sent =>
  productWith({
    ProductCode,
    PricingConfigurations: priced(
      [
        { Amount: 10, Currency: 'EUR' },
        { Amount: 1000, Currency: 'JPY' },
      ],
      'NET',
      { PriceOptions: Object.entries(codes).map(([Code, Required]) => ({ Code, Required })), ...more },
    ),
  });
const combination = (Amount: number, ...OptionCodes: Sent[]): Sent => ({ Amount, Currency: 'EUR', OptionCodes });
const chosen = (Code: string, Required: boolean, ...Options: string[]): Sent => ({ Code, Required, Options });

beforeAll(async () => {
  api = await startTestApi();
  merchant = await api.newMerchant();
  client = await rpcClient(api, merchant, '6.0');
  for (const group of groups) {
    expect(await client('addPriceOptionGroup', { PriceOptionGroup: group })).toEqual({ value: true });
  }
  for (const each of [
    product,
    withGroups('OPTIONS', { SUPPORT: false, EXTRAS: false, SEATS: false }),
    withGroups('REQUIRED', { TERM: true }),
    withGroups('TWINS', { SUPPORT: false, REGION: false }),
    withGroups('GONE', { NOWHERE: true }),
    withGroups(
      'FLAT',
      { SUPPORT: false, EXTRAS: false },
      {
        PricingSchema: 'FLAT',
        Prices: {
          Regular: [
            combination(40, { Code: 'SUPPORT', Options: ['email'] }),
            combination(55, { Code: 'SUPPORT', Options: ['email'] }, { Code: 'EXTRAS', Options: ['disc', 'box'] }),
          ],
        },
      },
    ),
    productWith({ ProductCode: 'OFF', Enabled: false }),
    productWith({ ProductCode: 'ONCE', GeneratesSubscription: false, SubscriptionInformation: null }),
    productWith({ ProductCode: 'ONE', PurchaseMultipleUnits: false }),
    productWith({ ProductCode: 'GIFT', PricingConfigurations: priced([{ Amount: 0, Currency: 'EUR' }]) }),
    productWith({ ProductCode: 'GROSS', PricingConfigurations: priced([{ Amount: 9.99, Currency: 'EUR' }], 'GROSS') }),
    productWith({
      ProductCode: 'TIERS',
      PricingConfigurations: priced([
        { Amount: 10, Currency: 'EUR', MinQuantity: '1', MaxQuantity: '9' },
        { Amount: 8.5, Currency: 'EUR', MinQuantity: '10', MaxQuantity: '99' },
        { Amount: 1200, Currency: 'JPY', MinQuantity: '1', MaxQuantity: '99' },
      ]),
    }),
  ]) {
    expect(await client('addProduct', { Product: each })).toEqual({ value: true });
  }
});
afterAll(() => api.close());

const place = (changes: Sent) => client('placeOrder', { Order: { ...order, ...changes } });
const billing = (changes: Sent): Sent => ({ BillingDetails: { ...order.BillingDetails, ...changes } });
const payment = (changes: Sent): Sent => ({ PaymentDetails: { ...order.PaymentDetails, ...changes } });
const card = (changes: Sent): Sent => payment({ PaymentMethod: { ...order.PaymentDetails.PaymentMethod, ...changes } });
const item = (changes: Sent): Sent => ({ Items: [{ Code: 'EDITOR', ...changes }] });

describe('answers', () => {
  test.each<[string, Sent, Sent]>([
    ['a paid order', {}, { Status: 'AUTHRECEIVED', GrossPrice: 23.8, TestOrder: true, OrderNo: 0, FinishDate: null }],
    ['one unit when no quantity is named', item({}), { NetPrice: 10, VAT: 1.9, GrossPrice: 11.9 }],
    ['the tier of a quantity', item({ Code: 'TIERS', Quantity: 10 }), { NetPrice: 85, VAT: 16.2, GrossPrice: 101.2 }],
    [
      'a currency without decimals',
      { ...item({ Code: 'TIERS', Quantity: 1 }), Currency: 'jpy' },
      { NetPrice: 1200, VAT: 228, Currency: 'jpy' },
    ],
    [
      'tax taken out of a gross price',
      { ...item({ Code: 'GROSS' }), ...billing({ CountryCode: 'RO', State: 'Cluj' }) },
      { GrossPrice: 9.99 },
    ],
    [
      'no tax for a company of another country with a VAT number',
      billing({ CountryCode: 'FR', Company: 'Ada SARL', FiscalCode: 'FR40303265045' }),
      { VAT: 0, NetPrice: 20, GrossPrice: 20 },
    ],
    ['no tax outside of the tax tables of a country', billing({ CountryCode: 'HK' }), { VAT: 0 }],
    [
      'the language of the country',
      { Language: null, ...billing({ CountryCode: 'RO', State: 'Cluj' }) },
      { Language: 'ro' },
    ],
    ['lower-case codes', { Language: 'DE', Currency: 'Eur' }, { Language: 'de', Currency: 'eur' }],
    [
      'a masked card',
      {},
      {
        PaymentDetails: {
          Type: 'TEST',
          PaymentMethod: { FirstDigits: '4111', LastDigits: '1111', CardType: 'visa', ExpirationYear: '31' },
        },
      },
    ],
    [
      'the payer as recipient',
      {},
      { DeliveryDetails: { FirstName: 'Ada', Email: 'ada@example.test', CountryCode: 'de', Company: null } },
    ],
    [
      'a recipient of its own',
      { DeliveryDetails: { FirstName: 'Bob', LastName: 'Lee' } },
      { DeliveryDetails: { FirstName: 'Bob', LastName: 'Lee', CountryCode: 'de' } },
    ],
    [
      'a declined card',
      card({ HolderName: 'Red Doe' }),
      { Status: 'PENDING', Errors: { CARD_PAYMENT_ERROR: expect.any(String) } },
    ],
    [
      'a wrong card number',
      card({ CardNumber: '4111111111111112' }),
      { Status: 'PENDING', Errors: { CARD_PAYMENT_ERROR: expect.any(String) } },
    ],
    [
      'a card that is no longer good',
      card({ ExpirationYear: '2020' }),
      { Status: 'PENDING', Errors: { CARD_PAYMENT_ERROR: expect.any(String) } },
    ],
    [
      'a public test card in a real order',
      payment({ Type: 'CC' }),
      { Status: 'PENDING', TestOrder: false, Errors: { CARD_PAYMENT_ERROR: expect.any(String) } },
    ],
    [
      'a card of the simulator in a real order',
      payment({ Type: 'cc', PaymentMethod: { ...order.PaymentDetails.PaymentMethod, CardNumber: '4242424242424242' } }),
      { Status: 'AUTHRECEIVED', TestOrder: false },
    ],
    [
      'an order that costs nothing',
      { ...item({ Code: 'GIFT' }), PaymentDetails: { Type: 'FREE', Currency: 'EUR', PaymentMethod: null } },
      {
        Status: 'AUTHRECEIVED',
        GrossPrice: 0,
        PaymentDetails: { Type: 'FREE', PaymentMethod: { RecurringEnabled: false } },
      },
    ],
    [
      'a trial: its price is charged, that of the product is shown',
      item({ Trial: { Period: 30, Price: '9.99' } }),
      {
        GrossPrice: 9.99,
        NetPrice: 8.39,
        VAT: 1.6,
        Items: [
          {
            Trial: { Period: 30, GrossPrice: 9.99, VAT: 1.6, NetPrice: 8.39 },
            Price: { NetPrice: 10, GrossPrice: 11.9 },
          },
        ],
      },
    ],
    [
      'a free trial beside what is paid',
      { Items: [{ Code: 'EDITOR', Trial: { Period: 14 } }, { Code: 'ONE' }] },
      { GrossPrice: 11.9, Items: [{ Trial: { Period: 14, GrossPrice: 0 } }, { Trial: null }] },
    ],
    ['a test order that costs nothing', item({ Code: 'GIFT' }), { Status: 'AUTHRECEIVED', GrossPrice: 0 }],
    [
      'what samples send for nothing',
      {
        ...item({ PriceOptions: [], Trial: false, Promotion: null, Price: '' }),
        Promotions: [''],
        AdditionalFields: null,
      },
      { Status: 'AUTHRECEIVED' },
    ],
    ['an old affiliate is no member of version 6.0', { AffiliateId: 'a' }, { Affiliate: { AffiliateCode: null } }],
    [
      'an affiliate',
      { Affiliate: { AffiliateCode: 'A1' } },
      { Affiliate: { AffiliateCode: 'A1', AffiliateSource: null, AffiliateName: null, AffiliateUrl: null } },
    ],
  ])('%s', async (_, changes, expected) => {
    expect(await place(changes)).toMatchObject({ value: expected });
  });
});

describe('price options', () => {
  const options = (Code: string, PriceOptions: unknown, more: Sent = {}): Sent => ({
    Items: [{ Code, PriceOptions, ...more }],
  });

  test.each<[string, Sent, number, Sent[]]>([
    ['defaults are filled in', options('OPTIONS', []), 10, [chosen('SUPPORT', false, 'email')]],
    ['a code', options('OPTIONS', ['phone']), 12.5, [chosen('SUPPORT', false, 'phone')]],
    ['a lone code', options('OPTIONS', 'phone'), 12.5, [chosen('SUPPORT', false, 'phone')]],
    [
      'groups with values',
      options('OPTIONS', [{ Code: 'SUPPORT', Options: [{ Value: 'phone' }] }, { Options: [{ Value: 'box' }] }]),
      14,
      [chosen('SUPPORT', false, 'phone'), chosen('EXTRAS', false, 'box')],
    ],
    [
      'groups as they are answered',
      options('OPTIONS', [chosen('EXTRAS', false, 'disc', 'box'), chosen('SEATS', false, 'SEATS=11')]),
      24.5,
      [chosen('SUPPORT', false, 'email'), chosen('EXTRAS', false, 'box', 'disc'), chosen('SEATS', false, 'SEATS=11')],
    ],
    [
      'groups that name nothing',
      options('OPTIONS', [{ Code: 'EXTRAS', Options: [] }]),
      10,
      [chosen('SUPPORT', false, 'email')],
    ],
    [
      'a code where a group could stand',
      options('OPTIONS', [{ Code: 'phone' }]),
      12.5,
      [chosen('SUPPORT', false, 'phone')],
    ],
    ['an option that takes something off', options('OPTIONS', ['none']), 8, [chosen('SUPPORT', false, 'none')]],
    [
      'a value inside an interval, once for all of it',
      options('OPTIONS', ['SEATS=100']),
      20,
      [chosen('SUPPORT', false, 'email'), chosen('SEATS', false, 'SEATS=100')],
    ],
    [
      'a number in its group',
      options('OPTIONS', [{ Code: 'SEATS', Options: [{ Value: 3 }] }]),
      10,
      [chosen('SUPPORT', false, 'email'), chosen('SEATS', false, 'SEATS=3')],
    ],
    [
      'units are multiplied afterwards',
      options('OPTIONS', ['phone'], { Quantity: 3 }),
      37.5,
      [chosen('SUPPORT', false, 'phone')],
    ],
    ['a required group', options('REQUIRED', ['decade']), 15, [chosen('TERM', true, 'decade')]],
    ['a group that is not there', options('GONE', []), 10, []],
    [
      'two groups with one code, and the group is named',
      options('TWINS', ['REGION=phone']),
      17,
      [chosen('SUPPORT', false, 'email'), chosen('REGION', false, 'REGION=phone')],
    ],
    ['the combination of a FLAT list', options('FLAT', []), 40, [chosen('SUPPORT', false, 'email')]],
    [
      'another one, in any order',
      options('FLAT', ['box', 'email', 'disc']),
      55,
      [chosen('SUPPORT', false, 'email'), chosen('EXTRAS', false, 'box', 'disc')],
    ],
    [
      'amounts are not converted into a currency that they lack',
      { ...options('OPTIONS', ['box', 'phone']), Currency: 'JPY' },
      1250,
      [chosen('SUPPORT', false, 'phone'), chosen('EXTRAS', false, 'box')],
    ],
    ['a product without options', item({ PriceOptions: null }), 10, []],
  ])('%s', async (_, changes, NetPrice, PriceOptions) => {
    expect(await place(changes)).toMatchObject({ value: { NetPrice, Items: [{ PriceOptions }] } });
  });

  test.each<[string, Sent, string]>([
    ['a product without options', item({ PriceOptions: ['phone'] }), 'ORDER_PRODUCT_OPTIONS_INVALID'],
    ['an unknown option', options('OPTIONS', ['fax']), 'ORDER_PRODUCT_OPTIONS_INVALID'],
    ['an option of a group that is not in use', options('OPTIONS', ['year']), 'ORDER_PRODUCT_OPTIONS_INVALID'],
    ['a code in other letter case', options('OPTIONS', ['Phone']), 'ORDER_PRODUCT_OPTIONS_INVALID'],
    ['two options of radio buttons', options('OPTIONS', ['phone', 'email']), 'ORDER_PRODUCT_OPTIONS_INVALID'],
    ['a value beyond the scale', options('OPTIONS', ['SEATS=101']), 'ORDER_PRODUCT_OPTIONS_INVALID'],
    ['an interval without a value', options('OPTIONS', ['many']), 'ORDER_PRODUCT_OPTIONS_INVALID'],
    ['a required group left out', options('REQUIRED', []), 'ORDER_PRODUCT_OPTIONS_INVALID'],
    ['a code of two groups', options('TWINS', ['phone']), 'ORDER_PRODUCT_OPTIONS_INVALID'],
    ['an option that is a list', options('OPTIONS', [[['phone']]]), 'ORDER_PRODUCT_OPTIONS_INVALID'],
    ['a combination without a price', options('FLAT', ['box']), 'ORDER_PRODUCT_NO_PRICE'],
  ])('refused: %s', async (_, changes, refused) => {
    expect(await place(changes)).toMatchObject({ refused });
  });

  test('SOAP takes codes and groups alike', async () => {
    const soap = await soapClient(api, merchant, '6.0');
    for (const sent of [['phone'], [{ Code: 'SUPPORT', Options: [{ Value: 'phone' }] }]]) {
      const answer = await soap('placeOrder', { Order: { ...order, ...options('OPTIONS', sent) } });
      expect(answer).toMatchObject({
        value: { NetPrice: 12.5, Items: [{ PriceOptions: [chosen('SUPPORT', false, 'phone')] }] },
      });
    }
  });

  test('the subscription remembers them', async () => {
    const placed = (await place(options('OPTIONS', ['SEATS=12', 'phone']))) as { value: { RefNo: string } };
    const read = async () =>
      (await client('getOrder', { orderReference: placed.value.RefNo })) as {
        value: { Items: [{ ProductDetails: { Subscriptions: { SubscriptionReference: string }[] | null } }] };
      };
    const references = await vi.waitFor(async () => {
      const found = (await read()).value.Items[0].ProductDetails.Subscriptions;
      expect(found).not.toBeNull();
      return found;
    });
    const subscriptionReference = references?.[0]?.SubscriptionReference;
    expect(await client('getSubscription', { subscriptionReference })).toMatchObject({
      value: { Product: { PriceOptionCodes: ['phone', 'SEATS=12'] } },
    });
  });
});

describe('refusals, in the order of the checks', () => {
  test.each<[string, Sent, string]>([
    ['an unknown reference', { RefNo: '999' }, 'ORDER_NOT_FOUND'],
    ['a reference that is no number', { RefNo: "1' or '1" }, 'ORDER_NOT_FOUND'],
    ['no items', { Items: [] }, 'ORDER_PRODUCTS_EMPTY'],
    ['items that are none', { Items: null }, 'ORDER_PRODUCTS_EMPTY'],
    [
      'catalog and dynamic items',
      { Items: [{ Code: 'EDITOR' }, { IsDynamic: true, Name: 'x' }] },
      'ORDER_ITEMS_INVALID',
    ],
    ['IsDynamic perhaps', item({ IsDynamic: 'perhaps' }), 'ORDER_PRODUCT_IS_DYNAMIC_INVALID'],
    ['a price that is text', item({ Price: 'cheap' }), 'ORDER_PRODUCT_PRICE_STRUCTURE_INVALID'],
    ['a price of words', item({ Price: { Amount: 'ten' } }), 'ORDER_PRODUCT_PRICE_AMOUNT_INVALID'],
    ['an unknown price type', item({ Price: { Type: 'LOW' } }), 'ORDER_PRODUCT_PRICE_TYPE_INVALID'],
    [
      'a base price with an amount',
      item({ Price: { Type: 'BASE', Amount: 1 } }),
      'ORDER_PRODUCT_PRICE_TYPE_BASE_INVALID',
    ],
    [
      'a default price with an amount',
      item({ Price: { Type: 'DEFAULT', Amount: 1 } }),
      'ORDER_PRODUCT_PRICE_TYPE_DEFAULT_INVALID',
    ],
    ['a coupon that nobody made', { Promotions: ['SPRING'] }, 'ORDER_PROMOTION_INVALID'],
    ['a trial of what is bought once', item({ Code: 'ONCE', Trial: { Period: 30 } }), 'INVALID_PRODUCT'],
    ['two units on trial', item({ Quantity: 2, Trial: { Period: 30 } }), 'ORDER_ITEMS_QUANTITY_INVALID'],
    [
      'a trial at a tenth of a cent',
      item({ Trial: { Period: 30, Price: '0.001' } }),
      'ORDER_PRODUCT_TRIAL_PRICE_INVALID',
    ],
    ['a trial at less than nothing', item({ Trial: { Period: 30, Price: -1 } }), 'ORDER_PRODUCT_TRIAL_PRICE_INVALID'],
    ['no product code', item({ Code: '' }), 'ORDER_PRODUCT_CODE_INVALID'],
    ['an unknown product', item({ Code: 'NONE' }), 'ORDER_PRODUCT_CODE_INVALID'],
    ['a product code in other letter case', item({ Code: 'editor' }), 'ORDER_PRODUCT_CODE_INVALID'],
    ['a disabled product', item({ Code: 'OFF' }), 'ORDER_PRODUCT_INVALID'],
    ['a quantity of zero', item({ Quantity: 0 }), 'ORDER_ITEMS_QUANTITY_INVALID'],
    ['a quantity of 100000', item({ Quantity: 100_000 }), 'ORDER_ITEMS_QUANTITY_INVALID'],
    ['half a unit', item({ Quantity: '1.5' }), 'ORDER_ITEMS_QUANTITY_INVALID'],
    ['two of what is sold singly', item({ Code: 'ONE', Quantity: 2 }), 'ORDER_ITEMS_QUANTITY_INVALID'],
    ['no payer', { BillingDetails: null }, 'ORDER_BILLING_DETAILS_EMPTY'],
    ['no name', billing({ FirstName: '' }), 'ORDER_BILLING_FIRSTNAME_EMPTY'],
    ['no city', billing({ City: null }), 'ORDER_BILLING_CITY_EMPTY'],
    ['a country that is none', billing({ CountryCode: 'XX' }), 'ORDER_BILLING_COUNTRYCODE_INVALID'],
    ['an address that is no mail address', billing({ Email: 'ada' }), 'ORDER_BILLING_EMAIL_INVALID'],
    ['no state in the United States', billing({ CountryCode: 'US' }), 'ORDER_BILLING_STATE_EMPTY'],
    ['no phone in Brazil', billing({ CountryCode: 'BR', State: 'DF' }), 'ORDER_BILLING_PHONE_EMPTY'],
    [
      'a VAT number that is none',
      billing({ Company: 'Ada GmbH', FiscalCode: 'DE1' }),
      'ORDER_BILLING_FISCALCODE_INVALID',
    ],
    ['no payment', { PaymentDetails: null }, 'ORDER_PAYMENT_DETAILS_EMPTY'],
    ['an unknown payment type', payment({ Type: 'SHELLS' }), 'ORDER_PAYMENT_TYPE_INVALID'],
    ['no card', payment({ PaymentMethod: null }), 'ORDER_PAYMENT_METHOD_EMPTY'],
    ['a free order that renews', payment({ Type: 'FREE' }), 'ORDER_PAYMENT_FREE_RECURRING_INVALID'],
    ['a country of the order that is none', { Country: 'XX' }, 'ORDER_COUNTRY_INVALID'],
    ['a currency that is none', { Currency: 'XXQ' }, 'ORDER_CURRENCY_INVALID'],
    ['a currency without a price', { Currency: 'CHF' }, 'ORDER_PRODUCT_NO_PRICE'],
    ['a quantity without a price', item({ Code: 'TIERS', Quantity: 100 }), 'ORDER_PRODUCT_NO_PRICE'],
    ['a free order that costs something', payment({ Type: 'FREE', PaymentMethod: null }), 'ORDER_PAYMENT_NOT_FREE'],
  ])('%s', async (_, changes, refused) => {
    expect(await place(changes)).toMatchObject({ refused });
  });

  test('no order at all', async () => {
    expect(await client('placeOrder', {})).toMatchObject({ refused: 'ORDER_PRODUCTS_EMPTY' });
  });

  test('a test order where the account takes none', async () => {
    const strict = await rpcClient(api, await api.newMerchant({ settings: { testSystemEnabled: false } }), '6.0');
    await strict('addProduct', { Product: product });
    expect(await strict('placeOrder', { Order: order })).toMatchObject({ refused: 'ORDER_TEST_DISABLED' });
  });

  test('a paid order is not paid again', async () => {
    const { value } = (await place({})) as { value: { RefNo: string } };
    expect(await place({ RefNo: value.RefNo })).toMatchObject({ refused: 'ORDER_STATUS_INVALID' });
  });
});

describe('older versions', () => {
  test('3.0 asks for less of the address and answers its own members', async () => {
    const old = await rpcClient(api, merchant, '3.0');
    const answer = await old('placeOrder', {
      Order: { ...order, AffiliateId: 'A1', ...billing({ City: null, Zip: null, Address1: null }) },
    });
    expect(answer).toMatchObject({ value: { Status: 'AUTHRECEIVED', AffiliateId: 'A1', RecurringEnabled: true } });
    expect(answer).not.toHaveProperty('value.Affiliate');
    expect(answer).not.toHaveProperty('value.MerchantCode');
    expect(answer).not.toHaveProperty('value.Items.0.LineItemReference');
  });
});

test('nothing is written when an order is refused', async () => {
  const count = async () =>
    (
      await api.database.row<{ count: bigint }>({
        name: 'count-orders',
        text: 'SELECT count(*) AS count FROM orders WHERE merchant_id = $1',
        values: [merchant.id],
      })
    )?.count;
  const before = await count();
  await place(item({ Code: 'NONE' }));
  await place({ Currency: 'CHF' });
  expect(await count()).toBe(before);
});
