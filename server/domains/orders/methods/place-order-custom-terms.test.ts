import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Merchant } from '../../../api/call.ts';
import { addCycles, calendarDate } from '../../../kit/dates.ts';
import { startTestApi, type TestApi } from '../../../testing/api.ts';
import { rpcClient, type WireClient } from '../../../testing/clients.ts';
import { exampleOrder, exampleProduct } from '../../examples.ts';

/* Products of the catalogue at prices and on terms of their own. The buyer lives in Germany and pays 19 percent. */

type Sent = Record<string, unknown>;

const ZONE = 'GMT+02:00';

let api: TestApi;
let merchant: Merchant;
let client: WireClient;
let today: string;
const campaigns: Record<string, string> = {};

const priced = (amount: number, PriceType: string, more: Sent = {}): Sent[] => [
  {
    ...exampleProduct.PricingConfigurations[0],
    PriceType,
    Prices: { Regular: [{ Amount: amount, Currency: 'EUR' }], Renewal: [] },
    ...more,
  },
];

const support = {
  Code: 'SUPPORT',
  Name: 'Support',
  Type: 'RADIO',
  Options: [
    { Code: 'email', Name: 'E-mail', Default: true },
    {
      Code: 'phone',
      Name: 'Telephone',
      PriceImpact: { ImpactOn: 'BASE', Impact: 'ADD', Method: 'PERCENT', Percent: 25 },
      SubscriptionImpact: { Months: '3', Impact: 'ADD' },
    },
  ],
};

const upSell = (changes: Sent): Sent => ({
  Name: 'Upwards',
  Enabled: true,
  Discount: { Type: 'PERCENT', Value: 20 },
  PrimaryProduct: { Code: 'EDITOR', Quantity: 0 },
  RecommendedProduct: { Code: 'GROSS', Quantity: 0 },
  ...changes,
});

beforeAll(async () => {
  api = await startTestApi();
  merchant = await api.newMerchant({ timeZone: ZONE });
  client = await rpcClient(api, merchant, '6.0');
  today = calendarDate(api.now(), ZONE);
  expect(await client('addPriceOptionGroup', { PriceOptionGroup: support })).toEqual({ value: true });
  for (const Product of [
    exampleProduct,
    { ...exampleProduct, ProductCode: 'GROSS', PricingConfigurations: priced(11.9, 'GROSS') },
    {
      ...exampleProduct,
      ProductCode: 'OPTIONS',
      PricingConfigurations: priced(10, 'NET', { PriceOptions: [{ Code: 'SUPPORT', Required: false }] }),
    },
    { ...exampleProduct, ProductCode: 'ONCE', GeneratesSubscription: false, SubscriptionInformation: null },
    { ...exampleProduct, ProductCode: 'FOREVER', SubscriptionInformation: { IsOneTimeFee: true } },
  ]) {
    expect(await client('addProduct', { Product })).toEqual({ value: true });
  }
  const promotion = {
    Name: 'Half',
    Type: 'REGULAR',
    Enabled: true,
    ChannelType: 'ECOMMERCE',
    Coupon: { Type: 'SINGLE', Code: 'HALF' },
    Discount: { Type: 'PERCENT', Value: 50 },
    Products: [{ Code: 'EDITOR' }, { Code: 'GROSS' }],
  };
  expect(await client('addPromotion', { Promotion: promotion })).toHaveProperty('value');
  for (const [name, changes] of Object.entries({
    PERCENT: {},
    OFF: { Enabled: false },
    FIXED: { Discount: { Type: 'FIXED', Values: [{ Currency: 'EUR', Amount: 3 }], DefaultCurrency: 'EUR' } },
    TWO: { RecommendedProduct: { Code: 'GROSS', Quantity: 2 } },
  })) {
    const created = (await client('createUpSellCampaign', { UpSellCampaign: upSell(changes) })) as { value: Sent };
    campaigns[name] = String(created.value['Code']);
  }
});
afterAll(() => api.close());

const place = (changes: Sent, order: Sent = {}) =>
  client('placeOrder', { Order: { ...exampleOrder, Items: [{ Code: 'EDITOR', ...changes }], ...order } });
const custom = (Amount: unknown, more: Sent = {}): Sent => ({ Price: { Type: 'CUSTOM', Amount, ...more } });

describe('a price of its own', () => {
  test.each<[string, Sent, Sent]>([
    ['net, as the product is', custom(7), { NetPrice: 7, VAT: 1.33, GrossPrice: 8.33 }],
    ['gross, as the product is', { Code: 'GROSS', ...custom('23.80') }, { NetPrice: 20, VAT: 3.8, GrossPrice: 23.8 }],
    ['of each unit', { Quantity: 3, ...custom(7) }, { NetPrice: 21, VAT: 3.99, GrossPrice: 24.99 }],
    ['nothing', custom(0), { NetPrice: 0, VAT: 0, GrossPrice: 0 }],
    ['without its type', { Price: { Amount: 7 } }, { NetPrice: 7 }],
    ['in the currency of the order', custom(7, { Currency: 'eur' }), { NetPrice: 7 }],
    ['dearer than the product', custom(70), { NetPrice: 70 }],
    ['the price of the catalogue: BASE', { Price: { Type: 'base' } }, { NetPrice: 10 }],
    ['the price of the catalogue: DEFAULT', { Price: { Type: 'DEFAULT', Amount: '' } }, { NetPrice: 10 }],
    ['the price of the catalogue: nothing in it', { Price: {} }, { NetPrice: 10 }],
    [
      'whatever the options',
      { Code: 'OPTIONS', PriceOptions: ['phone'], ...custom(7) },
      { NetPrice: 7, Items: [{ PriceOptions: [{ Code: 'SUPPORT', Options: ['phone'] }] }] },
    ],
  ])('%s', async (_, changes, expected) => {
    expect(await place(changes)).toMatchObject({ value: { Status: 'AUTHRECEIVED', Discount: 0, ...expected } });
  });

  test('in a currency in which the catalogue has no price', async () => {
    const order = { Currency: 'CHF', PaymentDetails: { ...exampleOrder.PaymentDetails, Currency: 'CHF' } };
    expect(await place(custom(7), order)).toMatchObject({ value: { NetPrice: 7, Currency: 'chf' } });
  });

  test('promotions do not touch it', async () => {
    const Promotions = ['HALF'];
    const Items = [{ Code: 'EDITOR', ...custom(7) }, { Code: 'EDITOR' }];
    expect(await client('placeOrder', { Order: { ...exampleOrder, Items, Promotions } })).toMatchObject({
      value: { NetPrice: 17, Discount: 5, Items: [{ Price: { Discount: 0 } }, { Price: { Discount: 5 } }] },
    });
  });

  test.each<[string, Sent, string]>([
    ['below zero', custom(-1), 'ORDER_PRODUCT_PRICE_AMOUNT_INVALID'],
    ['of a tenth of a cent', custom('0.001'), 'ORDER_PRODUCT_PRICE_AMOUNT_INVALID'],
    ['beyond all measure', { Quantity: 99_999, ...custom(999_999_999_999) }, 'ORDER_PRODUCT_PRICE_AMOUNT_INVALID'],
    ['without an amount', { Price: { Type: 'CUSTOM' } }, 'ORDER_PRODUCT_PRICE_TYPE_CUSTOM_INVALID'],
    ['in another currency', custom(7, { Currency: 'USD' }), 'ORDER_CURRENCY_INVALID'],
  ])('refused: %s', async (_, changes, refused) => {
    expect(await place(changes)).toMatchObject({ refused });
  });
});

describe('a coupon that stands on an item', () => {
  test('is one of the order', async () => {
    expect(await place({ Promotion: 'half' })).toMatchObject({
      value: { NetPrice: 10, Discount: 5, Items: [{ Promotion: { Name: 'Half', Coupon: 'HALF' } }] },
    });
  });
  test('is refused when nobody made it', async () => {
    expect(await place({ Promotion: 'SPRING' })).toMatchObject({ refused: 'ORDER_PROMOTION_INVALID' });
  });
});

describe('what an upsell campaign put in the place of another product', () => {
  const from = (name: string, more: Sent = {}): Sent => ({
    Code: 'GROSS',
    UpSell: { ParentCode: 'EDITOR', CampaignCode: campaigns[name] ?? name },
    ...more,
  });

  test.each<[string, () => Sent, Sent]>([
    ['a fifth less', () => from('PERCENT'), { NetPrice: 10, Discount: 2, NetDiscountedPrice: 8 }],
    ['for each unit', () => from('PERCENT', { Quantity: 3 }), { NetPrice: 30, Discount: 6 }],
    ['an amount for each unit', () => from('FIXED', { Quantity: 3 }), { NetPrice: 30, Discount: 9 }],
    ['the quantity that is recommended', () => from('TWO', { Quantity: 2 }), { NetPrice: 20, Discount: 4 }],
    ['in place of promotions', () => from('PERCENT', { Promotion: 'HALF' }), { Discount: 2 }],
    ['not from a price of its own', () => from('PERCENT', custom(7)), { GrossPrice: 7, Discount: 0 }],
    [
      'answered as it was sent',
      () => from('PERCENT'),
      { Items: [{ UpSell: { ParentCode: 'EDITOR' }, CrossSell: null, Promotion: null }] },
    ],
  ])('%s', async (_, changes, expected) => {
    expect(await place(changes())).toMatchObject({ value: expected });
  });

  test.each<[string, () => Sent]>([
    ['a campaign that there is not', () => from('NONE')],
    ['one that is disabled', () => from('OFF')],
    ['another quantity', () => from('TWO', { Quantity: 3 })],
    ['another product', () => from('PERCENT', { Code: 'ONCE' })],
    ['another parent', () => ({ Code: 'GROSS', UpSell: { ParentCode: 'ONCE', CampaignCode: campaigns['PERCENT'] } })],
    ['two campaigns at once', () => from('PERCENT', { CrossSell: { ParentCode: 'EDITOR', CampaignCode: 'x' } })],
  ])('refused: %s', async (_, changes) => {
    expect(await place(changes())).toMatchObject({ refused: 'ORDER_PRODUCT_UP_SELL_INVALID' });
  });
});

const settings = (changes: Sent = {}): Sent => ({
  SubscriptionCustomSettings: {
    CycleAmountType: 'NET',
    CycleUnit: 'MONTH',
    CycleAmount: 8.5,
    CycleLength: 3,
    ContractLength: 12,
    MerchantDealAutoRenewal: true,
    ClientDealAutoRenewal: false,
    ...changes,
  },
});
const assisted = { ExtraInformation: { AssistedSale: true } };

describe('terms that were agreed on', () => {
  test.each<[string, Sent, Sent]>([
    ['all of them', settings(), settings()],
    [
      'in small letters and as text',
      settings({ CycleUnit: 'month', CycleAmountType: 'net', CycleLength: '3' }),
      settings(),
    ],
    [
      'the cycle of the product',
      settings({ CycleUnit: null, CycleLength: null }),
      settings({ CycleUnit: 'MONTH', CycleLength: 1 }),
    ],
    [
      'no contract, and nothing said of it',
      settings({ ContractLength: null, MerchantDealAutoRenewal: null, ClientDealAutoRenewal: null }),
      settings({ ContractLength: null, MerchantDealAutoRenewal: null, ClientDealAutoRenewal: null }),
    ],
    [
      'for a one-time fee',
      { Code: 'FOREVER', ...settings({ CycleUnit: 'DAY', CycleLength: 30, ContractLength: 60 }) },
      settings({ CycleUnit: 'DAY', CycleLength: 30, ContractLength: 60 }),
    ],
  ])('%s', async (_, changes, expected) => {
    expect(await place(changes, assisted)).toMatchObject({ value: { NetPrice: 10, Items: [expected] } });
    const Order = { Items: [{ Code: 'EDITOR', ...changes }], Currency: 'EUR', ...assisted };
    expect(await client('getContents', { Order })).toMatchObject({ value: { Items: [expected] } });
  });

  test.each<[string, Sent, string]>([
    ['an unknown kind of amount', settings({ CycleAmountType: 'BOTH' }), 'CycleAmountType'],
    ['no amount', settings({ CycleAmount: null }), 'CycleAmount'],
    ['an amount below zero', settings({ CycleAmount: -1 }), 'CycleAmount'],
    ['a tenth of a cent', settings({ CycleAmount: '0.001' }), 'CycleAmount'],
    ['weeks', settings({ CycleUnit: 'WEEK' }), 'CycleUnit'],
    ['a unit without a length', settings({ CycleLength: null }), 'CycleLength'],
    ['a length without a unit', settings({ CycleUnit: null }), 'CycleUnit'],
    ['a cycle of nothing', settings({ CycleLength: 0 }), 'CycleLength'],
    ['a contract that ends within a cycle', settings({ ContractLength: 10 }), 'ContractLength'],
    ['a contract of nothing', settings({ ContractLength: 0 }), 'ContractLength'],
    ['no cycle at all', { Code: 'FOREVER', ...settings({ CycleUnit: null, CycleLength: null }) }, 'cycle'],
    ['what makes no subscription', { Code: 'ONCE', ...settings() }, 'subscription'],
    ['text', { SubscriptionCustomSettings: 'monthly' }, 'object'],
  ])('refused: %s', async (_, changes, message) => {
    expect(await place(changes, assisted)).toMatchObject({
      refused: 'ORDER_PRODUCT_SUBSCRIPTION_SETTINGS_INVALID',
      message: expect.stringContaining(message),
    });
  });

  test.each([{}, { ExtraInformation: null }, { ExtraInformation: { AssistedSale: false } }])(
    'refused in a sale that nobody assisted: %j',
    async (order) => {
      expect(await place(settings(), order)).toMatchObject({ refused: 'ORDER_PRODUCT_SUBSCRIPTION_SETTINGS_INVALID' });
    },
  );

  test('a price without an order may have them', async () => {
    expect(await client('getPrice', { Item: { Code: 'EDITOR', ...settings() }, Currency: 'EUR' })).toMatchObject({
      value: { NetPrice: 10 },
    });
  });
});

type Subscription = { SubscriptionReference: string; SubscriptionStartDate: string; ExpirationDate: string };

/** The subscription of a new order, once it is paid. */
const subscriptionOf = async (changes: Sent, order: Sent = {}): Promise<Subscription> => {
  const { value } = (await place(changes, order)) as { value: { RefNo: string } };
  return vi.waitFor(async () => {
    const found = (await client('getOrder', { orderReference: value.RefNo })) as {
      value: { Items: [{ ProductDetails: { Subscriptions: [Subscription] | null } }] };
    };
    const [subscription] = found.value.Items[0].ProductDetails.Subscriptions ?? [];
    if (subscription === undefined) throw new Error('not yet');
    return subscription;
  });
};

const monthsAfter = (date: string, months: number): string => addCycles(date.slice(0, 10), months, 'MONTH');

describe('the subscription', () => {
  test.each<[string, Sent, number]>([
    ['the cycle of the product', {}, 1],
    ['the cycle that was agreed on', settings(), 3],
    ['an option that makes the first period longer', { Code: 'OPTIONS', PriceOptions: ['phone'] }, 4],
    ['and one that does not', { Code: 'OPTIONS', PriceOptions: ['email'] }, 1],
  ])('runs for %s', async (_, changes, months) => {
    const found = await subscriptionOf(changes, assisted);
    expect(found.ExpirationDate.slice(0, 10)).toBe(monthsAfter(found.SubscriptionStartDate, months));
  });

  test('starts on the day that was agreed on, and waits for it', async () => {
    const day = addCycles(today, 2, 'MONTH');
    const found = await subscriptionOf({ SubscriptionStartDate: day });
    expect(found).toMatchObject({
      SubscriptionStartDate: `${day} 00:00:01`,
      ExpirationDate: `${monthsAfter(day, 1)} 00:00:01`,
    });
    expect(await client('getSubscription', { subscriptionReference: found.SubscriptionReference })).toMatchObject({
      value: { Status: 'PENDING_ACTIVATION', StartDate: day },
    });
  });

  test('starts when it is paid, if an hour of today that is over was agreed on', async () => {
    const before = api.now().getTime() - 60_000;
    const found = await subscriptionOf({ SubscriptionStartDate: today });
    expect(Date.parse(`${found.SubscriptionStartDate}+02:00`)).toBeGreaterThan(before);
  });
});

describe('a start date', () => {
  test.each<[string, unknown, string | null]>([
    ['a day', '2999-01-01', null],
    ['a moment', `${'DAY'} 14:30:00`, 'DAY 14:30:00'],
    ['a moment without seconds', 'DAY 14:30', 'DAY 14:30:00'],
    ['none', '', null],
    ['none, as PHP writes it', '0000-00-00 00:00:00', null],
  ])('%s', async (_, sent, expected) => {
    const day = addCycles(today, 1, 'MONTH');
    const of = (text: unknown) =>
      typeof text === 'string' ? text.replace('DAY', day).replace('2999-01-01', day) : text;
    const wanted = sent === '2999-01-01' ? `${day} 00:00:01` : of(expected);
    expect(await place({ SubscriptionStartDate: of(sent) })).toMatchObject({
      value: { Items: [{ SubscriptionStartDate: wanted }] },
    });
  });

  test.each<[string, () => Sent]>([
    ['yesterday', () => ({ SubscriptionStartDate: addCycles(today, -1, 'DAY') })],
    ['in more than three years', () => ({ SubscriptionStartDate: addCycles(today, 37, 'MONTH') })],
    ['of what makes no subscription', () => ({ Code: 'ONCE', SubscriptionStartDate: addCycles(today, 1, 'MONTH') })],
    ['no date', () => ({ SubscriptionStartDate: 'soon' })],
  ])('refused: %s', async (_, changes) => {
    expect(await place(changes())).toMatchObject({ refused: 'ORDER_PRODUCT_START_DATE_INVALID' });
  });
});

describe('renewals', () => {
  const renewal = (SubscriptionReference: unknown): Sent => ({ RenewalInformation: { SubscriptionReference } });

  test.each<[string, Sent[], string]>([
    ['of nothing', [renewal('')], 'ORDER_PRODUCT_RENEWAL_SUBSCRIPTION_REFERENCE_EMPTY'],
    ['of null', [renewal(null)], 'ORDER_PRODUCT_RENEWAL_SUBSCRIPTION_REFERENCE_EMPTY'],
    ['of what is no reference', [renewal('ABC-1')], 'ORDER_PRODUCT_RENEWAL_SUBSCRIPTION_REFERENCE_INVALID'],
    ['of something long', [renewal('A'.repeat(33))], 'ORDER_PRODUCT_RENEWAL_SUBSCRIPTION_REFERENCE_INVALID'],
    ['beside something else', [renewal('ABCDE12345'), {}], 'ORDER_PRODUCTS_RENEWAL_NOT_ALLOWED'],
  ])('%s', async (_, items, refused) => {
    const Items = items.map((item) => ({ Code: 'EDITOR', ...item }));
    expect(await client('placeOrder', { Order: { ...exampleOrder, Items } })).toMatchObject({ refused });
  });
});
