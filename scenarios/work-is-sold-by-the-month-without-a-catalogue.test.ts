import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { VERSIONS } from '../server/api/versions.ts';
import { startTestApi, type TestApi } from '../server/testing/api.ts';
import { restClient, rpcClient, soapClient } from '../server/testing/clients.ts';
import { ask, at, orderIn, textAt } from './asking.ts';
import { expectBooksToAgree } from './books.ts';
import { germanBuyer, order, type Sent, testCard } from './shop.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

/** Two hours at 119.00 with 19 percent in it, five euros more each for the evening; every month again for 59.50. */
const work: Sent = {
  Code: null,
  IsDynamic: true,
  Tangible: false,
  PurchaseType: 'PRODUCT',
  Name: 'Care for a website',
  Description: 'two hours a month',
  Quantity: '2',
  Price: { Amount: '119.00', Type: 'CUSTOM' },
  PriceOptions: [{ Name: 'When', Options: [{ Name: 'Evening', Value: 'evening', Surcharge: 5.95 }] }],
  RecurringOptions: {
    CycleLength: 1,
    CycleUnit: 'MONTH',
    CycleAmount: 59.5,
    ContractLength: 0,
    ContractUnit: 'FOREVER',
  },
};
const travel: Sent = {
  IsDynamic: true,
  PurchaseType: 'SHIPPING',
  Name: 'Travel',
  Price: { Amount: 23.8, Type: 'CUSTOM' },
};
const coupon: Sent = {
  IsDynamic: true,
  PurchaseType: 'COUPON',
  Name: 'Old friends',
  Price: { Amount: 35.7, Type: 'CUSTOM' },
};

const placed: Sent = {
  ...order('', { Type: 'TEST', PaymentMethod: testCard() }),
  Country: 'DE',
  Items: [work, travel, coupon],
  BillingDetails: germanBuyer,
};

// 2 × (119.00 + 5.95) + 23.80 − 35.70 = 238.00, of which 38.00 are tax
const TOTALS: Sent = { NetPrice: 200, VAT: 38, GrossPrice: 238 };

describe.each(VERSIONS)('at version %s', (version) => {
  test('a shop sells what it describes itself, and it becomes a subscription', async () => {
    const merchant = await api.newMerchant();
    const clients = {
      rpc: await rpcClient(api, merchant, version),
      soap: await soapClient(api, merchant, version),
      rest: restClient(api, merchant, version),
    };
    for (const [wire, client] of Object.entries(clients)) {
      expect(await ask(client, 'getContents', { Order: placed }), wire).toMatchObject({ ...TOTALS, Errors: null });

      const paid = await ask(client, 'placeOrder', { Order: placed });
      expect(paid, wire).toMatchObject({
        ...TOTALS,
        Status: 'AUTHRECEIVED',
        HasShipping: true,
        Items: [
          // 249.90 for both hours, by unit 105.00 and 19.95
          {
            ProductDetails: { Name: 'Care for a website' },
            Price: { UnitNetPrice: 105, UnitVAT: 19.95, GrossPrice: 249.9 },
          },
          { Price: { NetPrice: 20, GrossPrice: 23.8 } },
          { Price: { NetPrice: -30, VAT: -5.7, GrossPrice: -35.7 } },
        ],
      });
      expect(at(paid, 'Items.0.Code'), wire).toBeUndefined();

      const finished = await orderIn(client, textAt(paid, 'RefNo'), 'COMPLETE');
      const subscriptionReference = textAt(finished, 'Items.0.ProductDetails.Subscriptions.0.SubscriptionReference');
      expect(at(finished, 'Items.1.ProductDetails.Subscriptions'), wire).toBeNull();
      expect(await ask(client, 'getSubscription', { subscriptionReference }), wire).toMatchObject({
        RecurringEnabled: true,
        Product: { ProductName: 'Care for a website', ProductQuantity: 2 },
      });
      const [start, end] = ['SubscriptionStartDate', 'ExpirationDate'].map((name) =>
        textAt(finished, `Items.0.ProductDetails.Subscriptions.0.${name}`),
      );
      const days = (Date.parse(String(end)) - Date.parse(String(start))) / 86_400_000;
      expect(days, wire).toBeGreaterThanOrEqual(28);
      expect(days, wire).toBeLessThanOrEqual(31);
    }
    // three orders of 238.00
    expect(await expectBooksToAgree(api.database, merchant.id)).toBe(71_400n);
  });
});

test('a friend of friends gets it for nothing, once', async () => {
  const merchant = await api.newMerchant();
  const client = await rpcClient(api, merchant, '6.0');
  const { RecurringOptions: _, ...once } = work;
  const Items = [once, { ...coupon, Price: { Amount: 1000, Type: 'CUSTOM' } }];
  const free = { ...placed, Items, PaymentDetails: { Type: 'FREE', Currency: 'EUR', PaymentMethod: null } };
  const paid = await ask(client, 'placeOrder', { Order: free });
  expect(paid).toMatchObject({ Status: 'AUTHRECEIVED', NetPrice: 0, VAT: 0, GrossPrice: 0 });
  await orderIn(client, textAt(paid, 'RefNo'), 'COMPLETE');
  expect(await expectBooksToAgree(api.database, merchant.id)).toBe(0n);

  const every = { ...free, Items: [work, Items[1]] };
  expect(await client('placeOrder', { Order: every })).toMatchObject({
    refused: 'ORDER_PAYMENT_FREE_RECURRING_INVALID',
  });
});
