import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Merchant } from '../../../api/call.ts';
import { startTestApi, type TestApi } from '../../../testing/api.ts';
import { rpcClient, type WireClient } from '../../../testing/clients.ts';
import { exampleOrder, exampleProduct } from '../../examples.ts';

/* Orders of items that the catalogue does not know. The buyer lives in Germany and pays 19 percent, which prices contain. */

type Sent = Record<string, unknown>;

let api: TestApi;
let merchant: Merchant;
let client: WireClient;

beforeAll(async () => {
  api = await startTestApi();
  merchant = await api.newMerchant();
  client = await rpcClient(api, merchant, '6.0');
  expect(await client('addProduct', { Product: exampleProduct })).toEqual({ value: true });
});
afterAll(() => api.close());

const work = (changes: Sent = {}): Sent => ({
  Code: null,
  IsDynamic: true,
  Tangible: false,
  PurchaseType: 'PRODUCT',
  Name: 'Consulting hour',
  Description: 'on site',
  Quantity: 1,
  Price: { Amount: 119, Type: 'CUSTOM' },
  ...changes,
});
const line = (PurchaseType: string, Amount: unknown, changes: Sent = {}): Sent =>
  work({ PurchaseType, Name: PurchaseType, Price: { Amount, Type: 'CUSTOM' }, ...changes });
const monthly = {
  CycleLength: 1,
  CycleUnit: 'MONTH',
  CycleAmount: 12.2,
  ContractLength: 1,
  ContractUnit: 'Year',
};
const forever = { ...monthly, ContractLength: 0, ContractUnit: 'FOREVER' };
const free = { Type: 'FREE', Currency: 'EUR', PaymentMethod: null };

const place = (Items: Sent[], changes: Sent = {}) =>
  client('placeOrder', { Order: { ...exampleOrder, Items, ...changes } });
const totals = (NetPrice: number, VAT: number, GrossPrice: number): Sent => ({
  NetPrice,
  VAT,
  GrossPrice,
  NetDiscountedPrice: NetPrice,
  GrossDiscountedPrice: GrossPrice,
  Discount: 0,
});

describe('what is charged', () => {
  test.each<[string, Sent[], Sent]>([
    ['a price with tax in it', [work()], totals(100, 19, 119)],
    ['a price of one unit', [work({ Quantity: '3', Price: { Amount: '6.00' } })], totals(15.12, 2.88, 18)],
    ['a price to which tax is added', [work({ PriceType: 'net', Price: { Amount: 100 } })], totals(100, 19, 119)],
    ['nothing', [work({ Price: { Amount: 0 } })], totals(0, 0, 0)],
    [
      'a surcharge, in a group',
      [work({ PriceOptions: [{ Name: 'Speed', Options: [{ Name: 'Fast', Value: 'fast', Surcharge: 11.9 }] }] })],
      totals(110, 20.9, 130.9),
    ],
    [
      'surcharges by themselves, for each unit',
      [
        work({
          Quantity: 2,
          PriceOptions: [
            { Name: 'Speed', Value: 'fast', Surcharge: '11.90' },
            { Name: 'Place', Value: 'home', Surcharge: 23.8 },
            { Name: 'Colour', Value: 'red' },
          ],
        }),
      ],
      totals(260, 49.4, 309.4),
    ],
    [
      'an option that is cheaper',
      [work({ PriceOptions: { Name: 'Speed', Value: 'slow', Surcharge: -11.9 } })],
      totals(90, 17.1, 107.1),
    ],
    ['shipping is taxed', [work(), line('SHIPPING', 11.9)], totals(110, 20.9, 130.9)],
    ['tax is not taxed', [work(), line('TAX', 5)], totals(105, 19, 124)],
    ['a coupon', [work(), line('COUPON', 11.9)], totals(90, 17.1, 107.1)],
    ['a coupon of three', [work(), line('COUPON', 11.9, { Quantity: 3 })], totals(70, 13.3, 83.3)],
    ['a coupon without tax', [work(), line('COUPON', 10, { PriceType: 'NET' })], totals(90, 17.1, 107.1)],
    ['a coupon beyond the order', [work(), line('SHIPPING', 11.9), line('COUPON', 500)], totals(0, 0, 0)],
    ['what a client leaves out', [{ IsDynamic: true, Name: 'Hour', Price: { Amount: 119 } }], totals(100, 19, 119)],
    [
      'references to campaigns and promotions mean nothing',
      [
        work({
          CrossSell: { ParentCode: 'MASTER', CampaignCode: 'CAMPAIGN' },
          UpSell: { ParentCode: 'MASTER', CampaignCode: 'CAMPAIGN' },
          Promotion: null,
          SKU: null,
        }),
      ],
      totals(100, 19, 119),
    ],
    [
      'a trial at its own price',
      [work({ RecurringOptions: monthly, Trial: { Period: 14, Price: 11.9 } })],
      totals(10, 1.9, 11.9),
    ],
  ])('%s', async (_, items, expected) => {
    expect(await place(items)).toMatchObject({ value: { ...expected, Status: 'AUTHRECEIVED', Errors: null } });
    const Order = { Currency: 'EUR', BillingDetails: { CountryCode: 'DE' }, Items: items };
    expect(await client('getContents', { Order })).toMatchObject({ value: { ...expected, Errors: null } });
    expect(await client('getCartPrice', { ...Order })).toMatchObject({ value: expected });
  });

  test('one item has its price, too', async () => {
    const BillingDetails = { CountryCode: 'DE' };
    expect(await client('getPrice', { Item: work(), BillingDetails, Currency: 'EUR' })).toMatchObject({
      value: { NetPrice: 100, FinalPrice: 119 },
    });
  });

  test('without tax where the buyer pays none', async () => {
    const BillingDetails = { ...exampleOrder.BillingDetails, CountryCode: 'HK' };
    expect(await place([work(), line('COUPON', 19)], { BillingDetails })).toMatchObject({ value: totals(100, 0, 100) });
  });
});

describe('how lines are answered', () => {
  test('a product, shipping, tax and a coupon', async () => {
    const items = [
      work({
        Quantity: 2,
        ExternalReference: 'line-1',
        PriceOptions: [
          { Name: 'Speed', Options: [{ Name: 'Fast', Value: 'fast', Surcharge: 11.9 }] },
          { Name: 'Colour', Value: 'red' },
        ],
      }),
      line('SHIPPING', 11.9),
      line('TAX', 5),
      line('COUPON', 11.9, { Quantity: 2 }),
    ];
    const { value } = (await place(items)) as { value: Sent & { Items: Sent[] } };
    expect(value).toMatchObject({
      HasShipping: true,
      Items: [
        {
          ProductDetails: {
            Name: 'Consulting hour',
            ShortDescription: 'on site',
            IsDynamic: true,
            Tangible: false,
            Subscriptions: null,
          },
          PurchaseType: 'PRODUCT',
          Quantity: 2,
          SKU: null,
          ExternalReference: 'line-1',
          CrossSell: null,
          UpSell: null,
          RecurringOptions: null,
          SubscriptionCustomSettings: null,
          SubscriptionStartDate: null,
          PriceOptions: [
            { Code: 'Speed', Required: true, Options: ['fast'] },
            { Code: 'Colour', Required: true, Options: ['red'] },
          ],
          Price: { UnitNetPrice: 110, UnitVAT: 20.9, UnitGrossPrice: 130.9, NetPrice: 220, VATPercent: 19 },
        },
        { PurchaseType: 'SHIPPING', Price: { GrossPrice: 11.9, VATPercent: 19 } },
        { PurchaseType: 'TAX', Price: { NetPrice: 5, VAT: 0, GrossPrice: 5, VATPercent: 0 } },
        {
          PurchaseType: 'COUPON',
          Quantity: 2,
          Price: {
            UnitNetPrice: -10,
            UnitVAT: -1.9,
            UnitGrossPrice: -11.9,
            NetPrice: -20,
            VAT: -3.8,
            GrossPrice: -23.8,
          },
        },
      ],
    });
    for (const item of value.Items) expect(item).not.toHaveProperty('Code');
  });

  test('without shipping', async () => {
    expect(await place([work({ Tangible: true })])).toMatchObject({
      value: { HasShipping: false, Items: [{ ProductDetails: { Tangible: true } }] },
    });
  });

  test.each([
    ['a year', monthly, { ...monthly, ContractUnit: 'YEAR' }],
    ['without end', forever, forever],
    ['numbers as text', { ...forever, CycleLength: '1', CycleAmount: '12.20' }, forever],
  ])('terms of a subscription: %s', async (_, RecurringOptions, expected) => {
    expect(await place([work({ RecurringOptions })])).toMatchObject({
      value: { Items: [{ RecurringOptions: expected }] },
    });
  });
});

describe('what a paid order makes', () => {
  test('a subscription with the cycle that was agreed on', async () => {
    const RecurringOptions = { ...monthly, CycleLength: 2, CycleUnit: 'week' };
    const { value } = (await place([work({ RecurringOptions }), line('SHIPPING', 5)])) as { value: { RefNo: string } };
    const order = await vi.waitFor(async () => {
      const found = (await client('getOrder', { orderReference: value.RefNo })) as { value: Sent };
      expect(found.value).toMatchObject({ Status: 'COMPLETE' });
      return found.value as { Items: { ProductDetails: { Subscriptions: Sent[] } }[] };
    });
    const [subscribed, shipped] = order.Items;
    expect(shipped?.ProductDetails.Subscriptions).toBeNull();
    const [subscription] = subscribed?.ProductDetails.Subscriptions ?? [];
    const days =
      (Date.parse(String(subscription?.['ExpirationDate'])) - Date.parse(String(subscription?.['PurchaseDate']))) /
      86_400_000;
    expect(days).toBe(14);
    const subscriptionReference = subscription?.['SubscriptionReference'];
    expect(await client('getSubscription', { subscriptionReference })).toMatchObject({
      value: { Status: 'ACTIVE', RecurringEnabled: true, Product: { ProductCode: '', ProductName: 'Consulting hour' } },
    });
  });

  test('none without RecurringOptions', async () => {
    const { value } = (await place([work()])) as { value: { RefNo: string } };
    await vi.waitFor(async () => {
      expect(await client('getOrder', { orderReference: value.RefNo })).toMatchObject({
        value: { Status: 'COMPLETE', CustomerDetails: null, Items: [{ ProductDetails: { Subscriptions: null } }] },
      });
    });
  });
});

describe('what costs nothing', () => {
  const PaymentMethod = { ...exampleOrder.PaymentDetails.PaymentMethod, CardNumber: '4242424242424242' };

  test.each<[string, Sent[], Sent]>([
    ['paid as FREE', [work({ Price: { Amount: 0 } })], free],
    ['paid as FREE, thanks to a coupon', [work(), line('COUPON', 119)], free],
    ['paid as TEST', [work(), line('COUPON', 119)], exampleOrder.PaymentDetails],
    ['paid by card', [work(), line('COUPON', 119)], { Type: 'CC', Currency: 'EUR', PaymentMethod }],
  ])('%s', async (_, items, PaymentDetails) => {
    expect(await place(items, { PaymentDetails })).toMatchObject({
      value: { Status: 'AUTHRECEIVED', GrossPrice: 0, NetPrice: 0, VAT: 0, Errors: null },
    });
  });

  test.each<[string, Sent[], string]>([
    ['but not what costs something', [work()], 'ORDER_PAYMENT_NOT_FREE'],
    [
      'nor what recurs',
      [work({ Price: { Amount: 0 }, RecurringOptions: monthly })],
      'ORDER_PAYMENT_FREE_RECURRING_INVALID',
    ],
  ])('%s', async (_, items, refused) => {
    expect(await place(items, { PaymentDetails: free })).toMatchObject({ refused });
  });
});

describe('refusals, in the order of the checks', () => {
  const recurring = (changes: Sent): Sent[] => [work({ RecurringOptions: { ...monthly, ...changes } })];
  const option = (PriceOptions: unknown): Sent[] => [work({ PriceOptions })];

  test.each<[string, Sent[], string]>([
    ['a product code', [work({ Code: 'EDITOR' })], 'ORDER_PRODUCT_CODE_INVALID'],
    ['a SKU', [work({ SKU: 'S1' })], 'ORDER_PRODUCT_CODE_INVALID'],
    ['a price below zero', [work({ Price: { Amount: -1 } })], 'ORDER_PRODUCT_PRICE_AMOUNT_INVALID'],
    ['an unknown type of price', [work({ Price: { Type: 'LOW', Amount: 1 } })], 'ORDER_PRODUCT_PRICE_TYPE_INVALID'],
    [
      'the base price of nothing',
      [work({ Price: { Type: 'BASE', Amount: 1 } })],
      'ORDER_PRODUCT_PRICE_TYPE_BASE_INVALID',
    ],
    ['CUSTOM without an amount', [work({ Price: { Type: 'CUSTOM' } })], 'ORDER_PRODUCT_PRICE_TYPE_CUSTOM_INVALID'],
    ['no name', [work({ Name: ' ' })], 'ORDER_PRODUCT_NAME_INVALID'],
    ['a long name', [work({ Name: 'x'.repeat(257) })], 'ORDER_PRODUCT_NAME_INVALID'],
    ['neither dynamic nor not', [work({ IsDynamic: 'perhaps' })], 'ORDER_PRODUCT_IS_DYNAMIC_INVALID'],
    ['a purchase of another kind', [work({ PurchaseType: 'GIFT' })], 'ORDER_PRODUCT_PURCHASE_TYPE_INVALID'],
    [
      'a catalogue item that is a coupon',
      [{ Code: 'EDITOR', PurchaseType: 'COUPON' }],
      'ORDER_PRODUCT_PURCHASE_TYPE_INVALID',
    ],
    ['neither tangible nor not', [work({ Tangible: 'a bit' })], 'ORDER_PRODUCT_TANGIBLE_INVALID'],
    ['beside an item of the catalogue', [work(), { Code: 'EDITOR' }], 'ORDER_ITEMS_INVALID'],
    ['no price', [work({ Price: null })], 'ORDER_PRODUCT_PRICE_AMOUNT_INVALID'],
    [
      'a coupon without a price',
      [work(), work({ PurchaseType: 'COUPON', Price: {} })],
      'ORDER_PRODUCT_PRICE_AMOUNT_INVALID',
    ],
    ['a quantity of nothing', [work({ Quantity: 0 })], 'ORDER_ITEMS_QUANTITY_INVALID'],
    ['a price neither net nor gross', [work({ PriceType: 'BOTH' })], 'ORDER_PRODUCT_PRICE_TYPE_INVALID'],
    ['an option without a name', option([{ Value: 'x', Surcharge: 1 }]), 'ORDER_PRODUCT_OPTIONS_INVALID'],
    ['a surcharge of words', option([{ Name: 'A', Surcharge: 'much' }]), 'ORDER_PRODUCT_OPTIONS_INVALID'],
    ['a surcharge of a tenth of a cent', option([{ Name: 'A', Surcharge: '0.001' }]), 'ORDER_PRODUCT_OPTIONS_INVALID'],
    ['options that make it less than free', option([{ Name: 'A', Surcharge: -120 }]), 'ORDER_PRODUCT_OPTIONS_INVALID'],
    [
      'shipping that recurs',
      [line('SHIPPING', 1, { RecurringOptions: monthly })],
      'ORDER_PRODUCT_RECURRING_OPTIONS_INVALID',
    ],
    [
      'a coupon that recurs',
      [line('COUPON', 1, { RecurringOptions: monthly })],
      'ORDER_PRODUCT_RECURRING_OPTIONS_INVALID',
    ],
    ['terms that are text', [work({ RecurringOptions: 'monthly' })], 'ORDER_PRODUCT_RECURRING_OPTIONS_INVALID'],
    ['a cycle of nothing', recurring({ CycleLength: 0 }), 'ORDER_PRODUCT_RECURRING_OPTIONS_INVALID'],
    [
      'a cycle of a century and more',
      recurring({ CycleLength: 101, CycleUnit: 'YEAR' }),
      'ORDER_PRODUCT_RECURRING_OPTIONS_INVALID',
    ],
    ['a cycle of hours', recurring({ CycleUnit: 'HOUR' }), 'ORDER_PRODUCT_RECURRING_OPTIONS_INVALID'],
    [
      'a cycle of a unit that only JavaScript knows',
      recurring({ CycleUnit: 'toString' }),
      'ORDER_PRODUCT_RECURRING_OPTIONS_INVALID',
    ],
    ['no amount of the cycle', recurring({ CycleAmount: null }), 'ORDER_PRODUCT_RECURRING_OPTIONS_INVALID'],
    ['one below zero', recurring({ CycleAmount: -1 }), 'ORDER_PRODUCT_RECURRING_OPTIONS_INVALID'],
    ['one of a tenth of a cent', recurring({ CycleAmount: '0.001' }), 'ORDER_PRODUCT_RECURRING_OPTIONS_INVALID'],
    ['no unit of the contract', recurring({ ContractUnit: null }), 'ORDER_PRODUCT_RECURRING_OPTIONS_INVALID'],
    ['a contract of nothing', recurring({ ContractLength: 0 }), 'ORDER_PRODUCT_RECURRING_OPTIONS_INVALID'],
    [
      'a catalogue item with terms',
      [{ Code: 'EDITOR', RecurringOptions: monthly }],
      'ORDER_PRODUCT_RECURRING_OPTIONS_INVALID',
    ],
    ['a trial of what does not recur', [work({ Trial: { Period: 30 } })], 'INVALID_PRODUCT'],
    [
      'two units on trial',
      [work({ Quantity: 2, RecurringOptions: monthly, Trial: { Period: 30 } })],
      'ORDER_ITEMS_QUANTITY_INVALID',
    ],
    [
      'a start of what does not recur',
      [work({ SubscriptionStartDate: '2030-01-01' })],
      'ORDER_PRODUCT_START_DATE_INVALID',
    ],
    [
      'custom settings',
      [work({ RecurringOptions: monthly, SubscriptionCustomSettings: { CycleAmountType: 'NET' } })],
      'ORDER_PRODUCT_SUBSCRIPTION_SETTINGS_INVALID',
    ],
    ['a tenth of a cent', [work({ Price: { Amount: '0.001' } })], 'ORDER_PRODUCT_PRICE_AMOUNT_INVALID'],
    [
      'more than there is money',
      [work({ Quantity: 99_999, Price: { Amount: 999_999_999 } })],
      'ORDER_PRODUCT_PRICE_AMOUNT_INVALID',
    ],
    ['a price in another currency', [work({ Price: { Amount: 1, Currency: 'USD' } })], 'ORDER_CURRENCY_INVALID'],
  ])('%s', async (_, Items, refused) => {
    const ExtraInformation = { AssistedSale: true };
    expect(await place(Items, { ExtraInformation })).toMatchObject({ refused });
  });

  test('an order in one currency that is paid in another', async () => {
    const PaymentDetails = { ...exampleOrder.PaymentDetails, Currency: 'USD' };
    expect(await place([work()], { PaymentDetails })).toMatchObject({ refused: 'ORDER_CURRENCY_INVALID' });
    const Order = { Currency: 'EUR', Items: [work()], PaymentDetails: { Currency: 'USD' } };
    expect(await client('getContents', { Order })).toMatchObject({ refused: 'ORDER_CURRENCY_INVALID' });
  });

  test('a coupon code, because dynamic items have coupons of their own', async () => {
    expect(await place([work()], { Promotions: ['SPRING'] })).toMatchObject({ refused: 'ORDER_PROMOTION_INVALID' });
    expect(await place([work({ Promotion: 'SPRING' })])).toMatchObject({ refused: 'ORDER_PROMOTION_INVALID' });
    expect(await client('getContents', { Order: { Items: [work()], Promotions: ['SPRING'] } })).toMatchObject({
      value: { Errors: ['The coupon SPRING cannot be used.'] },
    });
  });
});

describe('shipping of dynamic items', () => {
  let shop: WireClient;
  const Order = (changes: Sent): Sent => ({ ...exampleOrder, Items: [work({ Tangible: true })], ...changes });

  beforeAll(async () => {
    const { openShippingShop } = await import('../testing-shipping.ts');
    shop = (await openShippingShop(api)).client;
  });

  test('no method is added to what a shop has reckoned itself', async () => {
    expect(await shop('placeOrder', { Order: Order({}) })).toMatchObject({
      value: { GrossPrice: 119, HasShipping: false },
    });
  });

  test('a method that is chosen is', async () => {
    const chosen = { DeliveryInformation: { ShippingMethod: { Code: 'EXPRESS' } } };
    const { value } = (await shop('placeOrder', { Order: Order(chosen) })) as { value: Sent & { Items: Sent[] } };
    expect(value).toMatchObject({ HasShipping: true, DeliveryInformation: chosen.DeliveryInformation });
    expect(value.Items.at(-1)).toMatchObject({ Code: 'SHIPPING_GENERIC_PRODUCT', PurchaseType: 'SHIPPING' });
  });

  test('methods are listed for what is tangible', async () => {
    const sent = { BillingDetails: { CountryCode: 'DE' }, DeliveryDetails: { CountryCode: 'DE' }, Currency: 'EUR' };
    const { value } = (await shop('getShippingPrice', { ...sent, Items: [work({ Tangible: true })] })) as {
      value: Sent[];
    };
    expect(value.map(({ Code }) => Code)).toContain('EXPRESS');
    expect(await shop('getShippingPrice', { ...sent, Items: [work(), line('SHIPPING', 5)] })).toMatchObject({
      refused: 'ORDER_PRODUCTS_NOT_TANGIBLE',
    });
  });
});

test('version 3.0 answers no members that came later', async () => {
  const old = await rpcClient(api, merchant, '3.0');
  const { value } = (await old('placeOrder', { Order: { ...exampleOrder, Items: [work()] } })) as {
    value: { Items: Sent[] };
  };
  expect(value.Items[0]).toMatchObject({ ProductDetails: { Name: 'Consulting hour' }, Price: { GrossPrice: 119 } });
  expect(value.Items[0]).not.toHaveProperty('PurchaseType');
  expect(value.Items[0]).not.toHaveProperty('RecurringOptions');
});
