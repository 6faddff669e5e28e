import { afterAll, beforeAll, expect, test } from 'vitest';
import { exampleOrder, exampleProduct } from '../server/domains/examples.ts';
import { startTestApi, type TestApi } from '../server/testing/api.ts';
import { rpcClient } from '../server/testing/clients.ts';
import { at, until } from './asking.ts';
import { expectBooksToAgree } from './books.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

test('thirty days for 9.99, of a plan that costs 10.00 a month', async () => {
  const merchant = await api.newMerchant({ timeZone: 'GMT+02:00' });
  const shop = await rpcClient(api, merchant, '6.0');
  await shop('addProduct', { Product: exampleProduct });

  const Items = [{ Code: 'EDITOR', Trial: { Period: 30, Price: '9.99' } }];
  const placed = await shop('placeOrder', { Order: { ...exampleOrder, Items } });
  // 9.99 with 19 % in it: 8.39 net and 1.60 tax; the line itself shows the plan at 10.00 and 1.90
  expect(placed).toMatchObject({
    value: {
      NetPrice: 8.39,
      VAT: 1.6,
      GrossPrice: 9.99,
      Items: [{ Price: { NetPrice: 10, VAT: 1.9 }, Trial: { Period: 30, GrossPrice: 9.99, VAT: 1.6, NetPrice: 8.39 } }],
    },
  });

  const orderReference = at(placed, 'value.RefNo');
  const finished = await until(
    () => shop('getOrder', { orderReference }),
    (order) => at(order, 'value.Status') === 'COMPLETE',
  );
  expect(finished).toMatchObject({ value: { GrossPrice: 9.99, Items: [{ Trial: { NetPrice: 8.39 } }] } });

  const subscriptionReference = at(finished, 'value.Items.0.ProductDetails.Subscriptions.0.SubscriptionReference');
  const subscription = await shop('getSubscription', { subscriptionReference });
  expect(subscription).toMatchObject({ value: { IsTrial: true, Status: 'ACTIVE' } });
  const days =
    (Date.parse(String(at(subscription, 'value.ExpirationDate'))) -
      Date.parse(String(at(subscription, 'value.StartDate')))) /
    86_400_000;
  expect(days).toBe(30);
  await expectBooksToAgree(api.database, merchant.id);
});
