import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Merchant } from '../server/api/call.ts';
import { expireOrders, finishOrders, sweepPayments } from '../server/domains/orders/index.ts';
import { startTestApi, type TestApi } from '../server/testing/api.ts';
import { rpcClient, type WireClient } from '../server/testing/clients.ts';
import { ask, at, textAt, until } from './asking.ts';
import { attemptsOf, chargesOf, expectBooksToAgree } from './books.ts';
import { atDesk, decide, historyOf, lookAt } from './order-desk.ts';
import { order, product, type Sent, testCard } from './shop.ts';

const DAY_MS = 86_400_000;

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

type Shop = { readonly merchant: Merchant; readonly client: WireClient };

/** Sells a box that the merchant sends himself, with a month of service. */
const openShop = async (IsStartAfterFulfillment = false): Promise<Shop> => {
  const merchant = await api.newMerchant();
  const client = await rpcClient(api, merchant, '6.0', api.now());
  const fulfillment = { Fulfillment: 'BY_VENDOR', FulfillmentInformation: { IsStartAfterFulfillment } };
  await ask(client, 'addProduct', { Product: product('box', 40, fulfillment) });
  await ask(client, 'addProduct', { Product: product('gift', 0, { ...fulfillment, GeneratesSubscription: false }) });
  return { merchant, client };
};

const waitingOrder = async ({ merchant, client }: Shop, code = 'box', payment?: Sent): Promise<string> => {
  const refNo = textAt(await ask(client, 'placeOrder', { Order: order(code, payment) }), 'RefNo');
  await until(
    () => lookAt(api, merchant, refNo),
    (detail) => at(detail, 'Awaits') === 'CONFIRMATION',
  );
  return refNo;
};

test('the money is reserved until the merchant says that he delivers', async () => {
  const shop = await openShop();
  const { merchant } = shop;
  const refNo = await waitingOrder(shop);
  for (let times = 0; times < 3; times += 1) {
    api.advance(10 * 60_000);
    await finishOrders(api.works, [merchant]);
    await sweepPayments(api.works, [merchant]);
  }
  const waiting = await lookAt(api, merchant, refNo);
  expect(at(waiting, 'Order')).toMatchObject({
    Status: 'AUTHRECEIVED',
    ApproveStatus: 'OK',
    VendorApproveStatus: 'OK',
    DeliveryFinalized: false,
  });
  expect(at(waiting, 'Actions')).toEqual(['reject', 'hold', 'cancel', 'confirm', 'resend', 'note']);
  expect(await attemptsOf(api.database, merchant.id, refNo)).toEqual(['AUTHORISED']);
  expect(await expectBooksToAgree(api.database, merchant.id)).toBe(0n);

  const found = await atDesk(api, merchant, 'GET', '/orders/?Awaits=CONFIRMATION&IncludeTestOrders=YES');
  expect(at(found.body, 'Items')).toMatchObject([{ RefNo: refNo, Awaits: 'CONFIRMATION' }]);

  const done = await decide(api, merchant, refNo, 'finish', { Comment: 'Parcel 77' });
  expect(at(done, 'Order')).toMatchObject({ Status: 'COMPLETE', DeliveryFinalized: true });
  expect(await historyOf(api, merchant, refNo)).toEqual(['awaitConfirmation', 'confirm', 'finish']);
  expect(await expectBooksToAgree(api.database, merchant.id)).toBe(4_000n);
});

describe.each([
  [true, 'with the delivery', 20],
  [false, 'with the purchase', 0],
])('where the service begins after the delivery: %s', (isAfter, words, days) => {
  test(`it begins ${words}`, async () => {
    const shop = await openShop(isAfter);
    const placed = api.now().getTime();
    const refNo = await waitingOrder(shop);
    api.advance(20 * DAY_MS);
    const done = await decide(api, shop.merchant, refNo, 'confirm');
    const subscription = at(done, 'Order.Items.0.ProductDetails.Subscriptions.0');
    const began = Date.parse(`${textAt(subscription, 'SubscriptionStartDate').replace(' ', 'T')}+02:00`);
    expect(Math.abs(began - placed - days * DAY_MS)).toBeLessThan(60_000);
    const purchased = Date.parse(`${textAt(subscription, 'PurchaseDate').replace(' ', 'T')}+02:00`);
    expect(Math.abs(purchased - placed - 20 * DAY_MS)).toBeLessThan(60_000);
  });
});

test('the merchant cannot deliver: the money is let go', async () => {
  const shop = await openShop();
  const refNo = await waitingOrder(shop);
  const done = await decide(api, shop.merchant, refNo, 'cancel', { Comment: 'Out of stock' });
  expect(at(done, 'Order')).toMatchObject({ Status: 'REVERSED', ApproveStatus: 'OK', VendorApproveStatus: 'REJECTED' });
  await sweepPayments(api.works, [shop.merchant], -60_000);
  expect(await chargesOf(api.database, shop.merchant.id)).toMatchObject([{ isVoided: true, capturedMinor: 0n }]);
});

test('the merchant forgets it: after thirty days the money is let go', async () => {
  const shop = await openShop();
  const refNo = await waitingOrder(shop);
  api.advance(30 * DAY_MS + 60_000);
  expect(await expireOrders(api.works, [shop.merchant])).toBe(1);
  expect(at(await lookAt(api, shop.merchant, refNo), 'Order.Status')).toBe('REVERSED');
});

test('under suspicion, too: a person looks first, the merchant confirms afterwards', async () => {
  const shop = await openShop();
  const { merchant, client } = shop;
  const payment = { Type: 'TEST', PaymentMethod: testCard('Fraud Doe') };
  const refNo = textAt(await ask(client, 'placeOrder', { Order: order('box', payment) }), 'RefNo');
  const awaits = (whom: string) =>
    until(
      () => lookAt(api, merchant, refNo),
      (detail) => at(detail, 'Awaits') === whom,
    );
  await awaits('REVIEW');
  expect(await atDesk(api, merchant, 'POST', `/orders/${refNo}/confirm/`, {})).toMatchObject({
    status: 400,
    body: {
      error_code: 'ORDER_ACTION_NOT_POSSIBLE',
      message: 'The order is AUTHRECEIVED and waits for its review: it cannot be confirmed.',
    },
  });
  await decide(api, merchant, refNo, 'approve');
  await awaits('CONFIRMATION');
  const done = await decide(api, merchant, refNo, 'confirm');
  expect(at(done, 'Order.Status')).toBe('COMPLETE');
  expect(await expectBooksToAgree(api.database, merchant.id)).toBe(4_000n);
});

test('what costs nothing waits for its delivery as well', async () => {
  const shop = await openShop();
  const refNo = await waitingOrder(shop, 'gift', { Type: 'FREE', PaymentMethod: null });
  expect(at(await decide(api, shop.merchant, refNo, 'confirm'), 'Order.Status')).toBe('COMPLETE');
});
