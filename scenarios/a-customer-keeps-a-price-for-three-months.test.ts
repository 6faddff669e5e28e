import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Merchant } from '../server/api/call.ts';
import { startTestApi, type TestApi } from '../server/testing/api.ts';
import { rpcClient, type WireClient } from '../server/testing/clients.ts';
import { ask, at } from './asking.ts';
import { expectBooksToAgree } from './books.ts';
import { germanBuyer, product } from './shop.ts';
import { cardPayment, ordersOf, subscribe, subscriptionOf, untilIs } from './time.ts';

let api: TestApi;
let merchant: Merchant;
let client: WireClient;

beforeAll(async () => {
  api = await startTestApi();
  merchant = await api.newMerchant({ timeZone: 'GMT+02:00' });
  await untilIs(api, merchant, '2028-01-10T10:00:00Z');
  client = await rpcClient(api, merchant, '6.0');
  await ask(client, 'addProduct', { Product: product('plan', 10) });
});
afterAll(() => api.close());

test('three renewals at the price that was promised, then the price of the product again', async () => {
  // Three seats, 30.00 a month and 19 % of tax.
  const reference = await subscribe(client, 'plan', cardPayment(), {
    BillingDetails: germanBuyer,
    Items: [{ Code: 'plan', Quantity: 3 }],
  });
  const subscriptionReference = reference;
  const price = async (): Promise<unknown> =>
    ask(client, 'getNextRenewalPrice', { subscriptionReference, currency: 'EUR' });
  expect(await price()).toEqual({ NetPrice: 30, NetCurrency: 'EUR', FinalPrice: 35.7, FinalCurrency: 'EUR' });

  const promise = { price: '20.01', currency: 'EUR', cycles: 3, reasonText: 'A loyal customer' };
  expect(await ask(client, 'setCustomRenewalPrice', { subscriptionReference, ...promise })).toBe(true);
  expect(await price()).toMatchObject({ NetPrice: 20.01, FinalPrice: 23.81 });
  expect(await subscriptionOf(client, reference)).toMatchObject({ ReasonText: 'A loyal customer' });

  await untilIs(api, merchant, '2028-06-01T00:00:00Z');
  const orders = await ordersOf(client, reference);
  expect(orders.map((order) => at(order, 'GrossPrice'))).toEqual([35.7, 23.81, 23.81, 23.81, 35.7]);
  // It is the price of all three seats together.
  expect(orders[1]).toMatchObject({
    NetPrice: 20.01,
    VAT: 3.8,
    Items: [{ Quantity: 3, Price: { UnitNetPrice: 6.67, NetPrice: 20.01, GrossPrice: 23.81 } }],
  });
  expect(await subscriptionOf(client, reference)).toMatchObject({ ReasonText: null, ExpirationDate: '2028-06-10' });
  // 2 × 35.70 + 3 × 23.81
  expect(await expectBooksToAgree(api.database, merchant.id)).toBe(14_283n);
});
