import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Merchant } from '../../../api/call.ts';
import { statement } from '../../../db/database.ts';
import { startTestApi, type TestApi } from '../../../testing/api.ts';
import { rpcClient, type WireClient } from '../../../testing/clients.ts';
import { exampleOptionGroup, exampleOrder, exampleProduct } from '../../examples.ts';

/*
 * Renewals that are ordered by hand. The buyer lives in Germany and pays 19 percent. The editor costs 10.00 a month and
 * 8.00 when it is renewed; support by phone adds a quarter.
 */

type Sent = Record<string, unknown>;

let api: TestApi;
let merchant: Merchant;
let client: WireClient;
let reference: string;

const price = (Amount: number) => [{ Amount, Currency: 'EUR', MinQuantity: '1', MaxQuantity: '99999' }];
const editor = (changes: Sent = {}): Sent => ({
  ...exampleProduct,
  PricingConfigurations: [
    { ...exampleProduct.PricingConfigurations[0], Prices: { Regular: price(10), Renewal: price(8) } },
  ],
  ...changes,
});

beforeAll(async () => {
  api = await startTestApi();
  merchant = await api.newMerchant();
  client = await rpcClient(api, merchant, '6.0');
  await answer('addPriceOptionGroup', { PriceOptionGroup: exampleOptionGroup });
  for (const Product of [
    editor(),
    editor({ ProductCode: 'OTHER' }),
    editor({ ProductCode: 'FOREVER', SubscriptionInformation: { BillingCycle: '-1', IsOneTimeFee: true } }),
    editor({ ProductCode: 'PHONE' }),
  ]) {
    await answer('addProduct', { Product });
  }
  const lists = await answer('getPricingConfigurations', { ProductCode: 'PHONE' });
  const PricingConfigurationCode = (lists as readonly { Code: string }[])[0]?.Code;
  await answer('assignPricingConfigurationOptionGroup', {
    PricingConfigurationCode,
    PriceOptionsGroupAssigned: { Code: 'SUPPORT' },
  });
});
afterAll(() => api.close());

const answer = async (name: string, params: Sent): Promise<unknown> => {
  const outcome = await client(name, params);
  return 'value' in outcome ? outcome.value : expect.fail(`${name}: ${outcome.refused} ${outcome.message}`);
};

const place = (Items: Sent[], changes: Sent = {}) =>
  client('placeOrder', { Order: { ...exampleOrder, ExternalReference: null, Items, ...changes } });

type Line = {
  readonly ProductDetails: { readonly Subscriptions: readonly { SubscriptionReference: string }[] | null };
};

/** Places an order, waits until it is finished, and answers it. */
const bought = async (Items: Sent[], changes: Sent = {}) => {
  const placed = await place(Items, changes);
  const { RefNo } = ('value' in placed ? placed.value : expect.fail(placed.message)) as { RefNo: string };
  return vi.waitUntil(async () => {
    const order = (await answer('getOrder', { orderReference: RefNo })) as { Status: string; Items: readonly Line[] };
    return order.Status === 'COMPLETE' ? order : undefined;
  });
};

const subscribed = async (item: Sent, changes: Sent = {}): Promise<string> => {
  const order = await bought([item], changes);
  return order.Items[0]?.ProductDetails.Subscriptions?.[0]?.SubscriptionReference ?? expect.fail('no subscription');
};

const renewal = (changes: Sent = {}, subscription: unknown = reference): Sent => ({
  Code: 'EDITOR',
  RenewalInformation: { SubscriptionReference: subscription },
  ...changes,
});

const alter = (assignment: string): Promise<unknown> =>
  api.database.rows(
    statement(`UPDATE subscriptions SET ${assignment} WHERE merchant_id = $1 AND reference = $2`, [
      merchant.id,
      reference,
    ]),
  );

const subscription = async (): Promise<unknown> => answer('getSubscription', { subscriptionReference: reference });

beforeEach(async () => {
  reference = await subscribed({ Code: 'EDITOR', Quantity: 2 });
});

const monthsAhead = async (): Promise<number> => {
  const { StartDate, ExpirationDate } = (await subscription()) as { StartDate: string; ExpirationDate: string };
  const [from, to] = [new Date(StartDate), new Date(ExpirationDate)];
  return (to.getUTCFullYear() - from.getUTCFullYear()) * 12 + to.getUTCMonth() - from.getUTCMonth();
};

describe('what a renewal is', () => {
  test('an order that adds a month to the subscription and makes no other one', async () => {
    const order = await bought([renewal()]);
    expect(order).toMatchObject({
      NetPrice: 16,
      GrossPrice: 19.04,
      Items: [
        {
          Quantity: 2,
          ProductDetails: { RenewalStatus: true, Subscriptions: [{ SubscriptionReference: reference }] },
        },
      ],
    });
    expect(await monthsAhead()).toBe(2);
    expect(await answer('getSubscriptionHistory', { subscriptionReference: reference })).toMatchObject([
      { Type: 'SALE' },
      { Type: 'RENEWAL' },
    ]);
  });

  test('it stays with its customer, whoever the order names', async () => {
    const before = (await subscription()) as { AvangateCustomerReference: string };
    const order = await bought([renewal()], { BillingDetails: { ...exampleOrder.BillingDetails, LastName: 'Other' } });
    const AvangateCustomerReference = before.AvangateCustomerReference;
    expect(order).toMatchObject({ CustomerDetails: { AvangateCustomerReference } });
    const other = await place([renewal()], { CustomerReference: 'somebody else' });
    expect(other).toMatchObject({ refused: 'ORDER_CUSTOMERREFERENCE_INVALID' });
  });

  test('several follow each other', async () => {
    for (const _ of [1, 2, 3]) await bought([renewal()]);
    expect(await monthsAhead()).toBe(4);
  });

  test('a free one by a custom price of nothing', async () => {
    await bought([renewal({ Price: { Type: 'CUSTOM', Amount: 0 } })], {
      PaymentDetails: { Type: 'FREE', Currency: 'EUR', PaymentMethod: null },
    });
    expect(await monthsAhead()).toBe(2);
  });
});

describe('what it costs', () => {
  test.each<[title: string, item: Sent, prepare: (() => Promise<unknown>) | null, NetPrice: number]>([
    ['the renewal price of all units', {}, null, 16],
    ['another quantity', { Quantity: 5 }, null, 40],
    ['a price that the request names, for one unit', { Price: { Type: 'CUSTOM', Amount: 3.5 } }, null, 7],
    ['terms of its own', {}, () => alter("own_price_minor = 550, own_price_type = 'NET'"), 11],
    [
      'a custom price of all units, which goes before them',
      {},
      () =>
        alter(
          "own_price_minor = 550, own_price_type = 'NET', next_price_minor = 701, next_price_currency = 'EUR', next_price_cycles = 1",
        ),
      7.01,
    ],
    ['after a trial the regular price', {}, () => alter('is_trial = true'), 20],
  ])('%s', async (_title, item, prepare, NetPrice) => {
    await prepare?.();
    expect(await answer('getContents', { Order: { Currency: 'EUR', Items: [renewal(item)] } })).toMatchObject({
      NetPrice,
    });
  });

  test('options go on unless others are named', async () => {
    reference = await subscribed({ Code: 'PHONE', PriceOptions: ['phone'] });
    const contents = (item: Sent) =>
      answer('getContents', { Order: { Currency: 'EUR', Items: [renewal({ Code: 'PHONE', ...item })] } });
    expect(await contents({})).toMatchObject({ NetPrice: 10 });
    expect(await contents({ PriceOptions: ['email'] })).toMatchObject({ NetPrice: 8 });
    await bought([renewal({ Code: 'PHONE', PriceOptions: ['email'] })]);
    expect(await subscription()).toMatchObject({ Product: { PriceOptionCodes: ['email'] } });
  });

  test('a discount that was promised with the sale is taken from the regular price', async () => {
    await answer('addPromotion', {
      Promotion: {
        Name: 'A year for half',
        Type: 'REGULAR',
        Enabled: true,
        ChannelType: 'ECOMMERCE',
        Coupon: { Type: 'SINGLE', Code: 'HALF' },
        Discount: { Type: 'PERCENT', Value: '50' },
        ApplyRecurring: 'CUSTOM',
        RecurringChargesNumber: 1,
        Products: [{ Code: 'OTHER' }],
      },
    });
    reference = await subscribed({ Code: 'OTHER' }, { Promotions: ['HALF'] });
    const contents = () => answer('getContents', { Order: { Currency: 'EUR', Items: [renewal({ Code: 'OTHER' })] } });
    expect(await contents()).toMatchObject({ NetPrice: 10, Discount: 5, NetDiscountedPrice: 5 });
    await bought([renewal({ Code: 'OTHER' })]);
    // The promise was for one renewal; then the renewal price counts.
    expect(await contents()).toMatchObject({ NetPrice: 8, Discount: 0 });
  });
});

describe('dynamic items', () => {
  const hours: Sent = {
    Code: null,
    IsDynamic: true,
    PurchaseType: 'PRODUCT',
    Name: 'Consulting',
    Quantity: 1,
    Price: { Amount: 11.9, Type: 'CUSTOM' },
    RecurringOptions: {
      CycleLength: 1,
      CycleUnit: 'MONTH',
      CycleAmount: 5.95,
      ContractLength: 0,
      ContractUnit: 'FOREVER',
    },
  };
  const item = (changes: Sent = {}): Sent => ({
    ...hours,
    RenewalInformation: { SubscriptionReference: reference },
    ...changes,
  });

  test('are renewed at the price that the request names', async () => {
    reference = await subscribed(hours);
    expect(await bought([item({ RecurringOptions: null })])).toMatchObject({ GrossPrice: 11.9 });
    expect(await monthsAhead()).toBe(2);
    expect(await answer('getNextRenewalPrice', { subscriptionReference: reference, currency: 'EUR' })).toMatchObject({
      FinalPrice: 5.95,
    });
  });

  test('may be given another price for the renewals that follow', async () => {
    reference = await subscribed(hours);
    await bought([item({ RecurringOptions: { ...(hours['RecurringOptions'] as Sent), CycleAmount: 7.14 } })]);
    expect(await answer('getNextRenewalPrice', { subscriptionReference: reference, currency: 'EUR' })).toMatchObject({
      FinalPrice: 7.14,
    });
  });

  test('are not of the catalogue, and the other way round', async () => {
    const ofCatalogue = reference;
    expect(await place([item()])).toMatchObject({ refused: 'ORDER_PRODUCT_CODE_INVALID' });
    reference = await subscribed(hours);
    expect(await place([renewal()])).toMatchObject({ refused: 'ORDER_PRODUCT_CODE_INVALID' });
    reference = ofCatalogue;
  });

  test('keep their cycle', async () => {
    reference = await subscribed(hours);
    const RecurringOptions = { ...(hours['RecurringOptions'] as Sent), CycleLength: 3 };
    expect(await place([item({ RecurringOptions })])).toMatchObject({
      refused: 'ORDER_PRODUCT_RENEWAL_PERIOD_INVALID',
    });
  });
});

describe('refusals', () => {
  test.each<[title: string, items: () => Sent[], prepare: string | null, refused: string]>([
    ['no reference', () => [renewal({}, null)], null, 'ORDER_PRODUCT_RENEWAL_SUBSCRIPTION_REFERENCE_EMPTY'],
    [
      'a reference that is none',
      () => [renewal({}, 'ABC')],
      null,
      'ORDER_PRODUCT_RENEWAL_SUBSCRIPTION_REFERENCE_INVALID',
    ],
    [
      'a reference that nobody has',
      () => [renewal({}, 'AAAAAAAAAA')],
      null,
      'ORDER_PRODUCT_RENEWAL_SUBSCRIPTION_REFERENCE_NOT_FOUND',
    ],
    [
      'a reference in other letters',
      () => [renewal({}, `a${reference.slice(1).toLowerCase()}`)],
      null,
      'ORDER_PRODUCT_RENEWAL_SUBSCRIPTION_REFERENCE_NOT_FOUND',
    ],
    ['beside another product', () => [renewal(), { Code: 'OTHER' }], null, 'ORDER_PRODUCTS_RENEWAL_NOT_ALLOWED'],
    ['another product', () => [renewal({ Code: 'OTHER' })], null, 'ORDER_PRODUCT_CODE_INVALID'],
    ['a cancelled one', () => [renewal()], 'enabled = false', 'ORDER_PRODUCTS_RENEWAL_NOT_ALLOWED'],
    [
      'the end of a contract',
      () => [renewal()],
      `contract = '{"cycles": 1, "sinceCycle": 0, "merchantRenews": false, "clientRenews": true}'`,
      'ORDER_PRODUCTS_RENEWAL_NOT_ALLOWED',
    ],
    [
      'billing that stopped for good',
      () => [renewal()],
      'stop_after_cycles = 0, cancel_when_stopped = true',
      'ORDER_PRODUCTS_RENEWAL_NOT_ALLOWED',
    ],
    ['one on trial', () => [renewal({ Trial: { Period: 7 } })], null, 'ORDER_PRODUCT_RENEWAL_PERIOD_INVALID'],
    [
      'one that starts later',
      () => [renewal({ SubscriptionStartDate: '2090-01-01 00:00:00' })],
      null,
      'ORDER_PRODUCT_START_DATE_INVALID',
    ],
    ['too many units', () => [renewal({ Quantity: 0 })], null, 'ORDER_ITEMS_QUANTITY_INVALID'],
  ])('%s', async (_title, items, prepare, refused) => {
    if (prepare !== null) await alter(prepare);
    expect(await place(items())).toMatchObject({ refused });
  });

  test('what never ends', async () => {
    reference = await subscribed({ Code: 'FOREVER' });
    expect(await place([renewal({ Code: 'FOREVER' })])).toMatchObject({
      refused: 'ORDER_PRODUCT_RENEWAL_PERIOD_INVALID',
    });
  });
});

test('a product that is sold no more is renewed', async () => {
  reference = await subscribed({ Code: 'OTHER' });
  await answer('setProductStatus', { productCode: 'OTHER', Status: false });
  await bought([renewal({ Code: 'OTHER' })]);
  expect(await monthsAhead()).toBe(2);
});

test('a change that was put off comes with it', async () => {
  await alter(`scheduled = '{"productCode": "PHONE", "priceOptionCodes": ["phone"], "quantity": 3}'`);
  expect(await place([renewal()])).toMatchObject({ refused: 'ORDER_PRODUCT_CODE_INVALID' });
  expect(await bought([renewal({ Code: 'PHONE' })])).toMatchObject({ NetPrice: 30 });
  expect(await subscription()).toMatchObject({
    Product: { ProductCode: 'PHONE', ProductQuantity: 3, PriceOptionCodes: ['phone'] },
  });
});
