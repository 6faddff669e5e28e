import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Merchant } from '../server/api/call.ts';
import { VERSIONS } from '../server/api/versions.ts';
import { startTestApi, type TestApi } from '../server/testing/api.ts';
import { restClient, rpcClient, soapClient, type WireClient } from '../server/testing/clients.ts';
import { ask, at, orderIn, rowsOf, textAt } from './asking.ts';
import { germanBuyer, largeProduct, order, testCard } from './shop.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

/** Reads that need the name of one thing; each wire asks for what the others sold. */
const readsOf = ({ refNo, subscription }: Sale) => [
  ['getOrder', { orderReference: refNo }] as const,
  ['getSubscription', { subscriptionReference: subscription }] as const,
  ['getSubscriptionHistory', { subscriptionReference: subscription }] as const,
];

type Sale = { readonly wire: string; readonly refNo: string; readonly subscription: string; readonly customer: number };

/** Sells two units of a product of its own over one wire, from the catalogue to the subscription. */
const sell = async (wire: string, client: WireClient): Promise<Sale> => {
  const code = `large-${wire}`;
  expect(await ask(client, 'addProduct', { Product: largeProduct(code) })).toBe(true);
  const stored = await ask(client, 'getProductByCode', { ProductCode: code });
  expect(stored).toMatchObject({
    ProductCode: code,
    ProductName: 'Éditeur Pro – 編集者 <& "quoted">',
    LongDescription: 'A long text with\nseveral lines,\ttabs and ünïcödé.',
    Enabled: true,
    GeneratesSubscription: true,
    ExternalReference: 'sku-0042',
    PricingConfigurations: [
      { Name: 'EU list', Default: true, DefaultCurrency: 'EUR' },
      { Name: 'US list', Default: false, BillingCountries: ['US', 'CA'], PricingSchema: 'FLAT', PriceType: 'GROSS' },
    ],
    Translations: [{ Language: 'DE' }, { Language: 'FR', Name: 'Éditeur Pro' }],
    SubscriptionInformation: {
      BillingCycle: '1',
      BillingCycleUnits: 'M',
      GracePeriod: { Type: 'CUSTOM', Period: '5' },
    },
  });

  const placed = await ask(client, 'placeOrder', {
    Order: order(
      code,
      { Type: 'TEST', PaymentMethod: testCard() },
      {
        Country: 'DE',
        Items: [{ Code: code, Quantity: '2' }],
        BillingDetails: { ...germanBuyer, Email: `${wire}@example.test` },
        ExternalReference: `basket-${wire}`,
      },
    ),
  });
  // 2 × 49.90 = 99.80; 19 % of it is 18.962, rounded to the cent.
  const sums = { NetPrice: 99.8, VAT: 18.96, GrossPrice: 118.76, Currency: 'eur' };
  expect(placed).toMatchObject({ Status: 'AUTHRECEIVED', ApproveStatus: 'WAITING', Errors: null, ...sums });
  const refNo = textAt(placed, 'RefNo');

  const finished = await orderIn(client, refNo, 'COMPLETE');
  expect(finished).toMatchObject({
    RefNo: refNo,
    ApproveStatus: 'OK',
    ExternalReference: `basket-${wire}`,
    TestOrder: true,
    PaymentDetails: { Type: 'TEST', PaymentMethod: { FirstDigits: '4111', LastDigits: '1111', CardType: 'visa' } },
    Items: [
      { Code: code, Quantity: 2, ProductDetails: { Subscriptions: [{ Enabled: true, RecurringEnabled: true }] } },
    ],
    ...sums,
  });
  expect(at(finished, 'OrderNo')).toBeGreaterThan(0);
  expect(at(finished, 'FinishDate')).toMatch(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/);
  return {
    wire,
    refNo,
    subscription: textAt(finished, 'Items.0.ProductDetails.Subscriptions.0.SubscriptionReference'),
    customer: Number(textAt(finished, 'CustomerDetails.AvangateCustomerReference')),
  };
};

const lookAtSubscription = async (client: WireClient, { wire, refNo, subscription, customer }: Sale): Promise<void> => {
  const bought = await ask(client, 'getSubscription', { subscriptionReference: subscription });
  expect(bought).toMatchObject({
    SubscriptionReference: subscription,
    SubscriptionEnabled: true,
    RecurringEnabled: true,
    TestSubscription: true,
    Product: { ProductCode: `large-${wire}`, ProductQuantity: 2 },
    EndUser: { Email: `${wire}@example.test`, CountryCode: 'de' },
    AvangateCustomerReference: String(customer),
  });
  expect(textAt(bought, 'ExpirationDate') > textAt(bought, 'StartDate')).toBe(true);
  const found = await ask(client, 'searchSubscriptions', {
    searchBy: { CustomerEmail: `${wire}@example.test`, Limit: 5 },
  });
  expect(rowsOf(found)).toMatchObject([{ SubscriptionReference: subscription }]);
  const history = await ask(client, 'getSubscriptionHistory', { subscriptionReference: subscription });
  expect(history).toMatchObject([{ ReferenceNo: refNo, Type: 'SALE', SubscriptionReference: subscription }]);
};

const lookAtCustomer = async (client: WireClient, { wire, customer }: Sale): Promise<void> => {
  expect(await ask(client, 'getCustomerInformation', { customerReference: String(customer) })).toMatchObject({
    FirstName: 'Ada',
    LastName: 'Kern',
    Email: `${wire}@example.test`,
    CountryCode: 'de',
  });
};

const openAll = async (merchant: Merchant, version: (typeof VERSIONS)[number]) => ({
  rpc: await rpcClient(api, merchant, version),
  soap: await soapClient(api, merchant, version),
  rest: restClient(api, merchant, version),
});

describe.each(VERSIONS)('at version %s', (version) => {
  test('each wire sells a subscription, and all of them tell the same of it', async () => {
    const merchant = await api.newMerchant();
    const clients = Object.entries(await openAll(merchant, version));
    const sales: Sale[] = [];
    for (const [wire, client] of clients) {
      const sale = await sell(wire, client);
      await lookAtSubscription(client, sale);
      await lookAtCustomer(client, sale);
      sales.push(sale);
    }
    for (const sale of sales) {
      for (const [method, params] of readsOf(sale)) {
        const [first, ...others] = await Promise.all(clients.map(([, client]) => ask(client, method, params)));
        for (const other of others) expect(other, `${method} of what ${sale.wire} sold`).toEqual(first);
      }
    }
    for (const [wire, client] of clients) {
      const found = await ask(client, 'searchOrders', { orderSearchOptions: { IncludeTestOrders: 'ONLY' } });
      expect(
        rowsOf(found).map((row) => at(row, 'RefNo')),
        wire,
      ).toEqual(sales.map(({ refNo }) => refNo).reverse());
    }
  });
});
