import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { VERSIONS } from '../server/api/versions.ts';
import { finishOrders } from '../server/domains/orders/index.ts';
import { startTestApi, type TestApi } from '../server/testing/api.ts';
import { restClient, rpcClient, soapClient, type WireClient } from '../server/testing/clients.ts';
import { ask, at, orderIn, rowsOf, textAt } from './asking.ts';
import { attemptsOf, chargesOf, expectBooksToAgree } from './books.ts';
import { order, product, type Sent } from './shop.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

const FREE: Sent = { Type: 'FREE' };

const giveAway = async (client: WireClient, code: string): Promise<string> => {
  await ask(client, 'addProduct', { Product: product(code, 0) });
  const placed = await ask(client, 'placeOrder', { Order: order(code, FREE) });
  expect(placed).toMatchObject({ Status: 'AUTHRECEIVED', Errors: null, GrossPrice: 0, NetPrice: 0, VAT: 0 });
  expect(at(placed, 'PaymentDetails.Type')).toBe('FREE');
  return textAt(placed, 'RefNo');
};

describe.each(VERSIONS)('at version %s', (version) => {
  test('nothing is charged, and the subscription is there all the same', async () => {
    const merchant = await api.newMerchant();
    const clients = {
      rpc: await rpcClient(api, merchant, version),
      soap: await soapClient(api, merchant, version),
      rest: restClient(api, merchant, version),
    };
    for (const [wire, client] of Object.entries(clients)) {
      const refNo = await giveAway(client, `gift-${wire}`);
      const finished = await orderIn(client, refNo, 'COMPLETE');
      expect(finished).toMatchObject({ ApproveStatus: 'OK', TestOrder: false });
      const reference = textAt(finished, 'Items.0.ProductDetails.Subscriptions.0.SubscriptionReference');
      expect(await ask(client, 'getSubscription', { subscriptionReference: reference })).toMatchObject({
        SubscriptionEnabled: true,
        RecurringEnabled: false,
        Product: { ProductCode: `gift-${wire}` },
      });
      expect(await attemptsOf(api.database, merchant.id, refNo)).toEqual([]);
    }
    expect(await chargesOf(api.database, merchant.id)).toEqual([]);
    expect(await expectBooksToAgree(api.database, merchant.id)).toBe(0n);
  });
});

test('what costs something is not free, and what is free needs no renewal', async () => {
  const client = await rpcClient(api, await api.newMerchant(), '6.0');
  await ask(client, 'addProduct', { Product: product('editor', '0.01') });
  await ask(client, 'addProduct', { Product: product('gift', 0) });
  expect(await client('placeOrder', { Order: order('editor', FREE) })).toMatchObject({
    refused: 'ORDER_PAYMENT_NOT_FREE',
  });
  const renewing = { Type: 'FREE', PaymentMethod: { RecurringEnabled: true } };
  expect(await client('placeOrder', { Order: order('gift', renewing) })).toMatchObject({
    refused: 'ORDER_PAYMENT_FREE_RECURRING_INVALID',
  });
  expect(rowsOf(await ask(client, 'searchOrders', { orderSearchOptions: { IncludeTestOrders: 'YES' } }))).toEqual([]);
});

test('a free order is finished once, by whoever comes first', async () => {
  const merchant = await api.newMerchant();
  const client = await rpcClient(api, merchant, '6.0');
  const refNo = await giveAway(client, 'gift');
  api.advance(60_000);
  await Promise.all(Array.from({ length: 5 }, () => finishOrders(api.works, [merchant])));
  await orderIn(client, refNo, 'COMPLETE');
  expect(rowsOf(await ask(client, 'searchSubscriptions', { searchBy: {} }))).toHaveLength(1);
});
