import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Merchant } from '../server/api/call.ts';
import { expireOrders, settlePaymentEvent, sweepPayments } from '../server/domains/orders/index.ts';
import { createSimulatorDesk } from '../server/gateways/simulator/desk.ts';
import { startTestApi, type TestApi } from '../server/testing/api.ts';
import { rpcClient, type WireClient } from '../server/testing/clients.ts';
import { ask, at, textAt } from './asking.ts';
import { attemptsOf, expectBooksToAgree } from './books.ts';
import { decide, historyOf, lookAt } from './order-desk.ts';
import { order, product, type Sent, testCard } from './shop.ts';

const DAY_MS = 86_400_000;
const WIRE: Sent = { Type: 'WIRE' };
const DECLINED: Sent = { Type: 'TEST', PaymentMethod: testCard('Red Doe') };

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

type Shop = { readonly merchant: Merchant; readonly client: WireClient };

/** Sells an editor, the first order for a quarter less. */
const openShop = async (settings: Sent = {}): Promise<Shop> => {
  const merchant = await api.newMerchant({ settings });
  const client = await rpcClient(api, merchant, '6.0', api.now());
  await ask(client, 'addProduct', { Product: product('editor', 40) });
  await ask(client, 'addPromotion', {
    Promotion: {
      Name: 'The first one',
      Type: 'REGULAR',
      Enabled: true,
      MaximumOrdersNumber: 1,
      ChannelType: 'ECOMMERCE',
      Coupon: { Type: 'SINGLE', Code: 'FIRST' },
      Discount: { Type: 'PERCENT', Value: '25' },
      Products: [{ Code: 'editor' }],
    },
  });
  return { merchant, client };
};

const place = ({ client }: Shop, payment: Sent): Promise<unknown> =>
  ask(client, 'placeOrder', { Order: order('editor', payment, { Promotions: ['FIRST'] }) });

/** What an order with the coupon costs now. */
const priceNow = async ({ client }: Shop): Promise<unknown> =>
  at(
    await ask(client, 'getContents', { Order: order('editor', WIRE, { Promotions: ['FIRST'] }) }),
    'GrossDiscountedPrice',
  );

test.each([
  ['an order waiting for a transfer', WIRE, ['VOIDED']],
  ['an order whose card was declined', DECLINED, ['DECLINED']],
])('%s is given up after its time, and what it took is free again', async (_, payment, attempts) => {
  const shop = await openShop({ unpaidOrderDays: 14 });
  const { merchant } = shop;
  const placed = await place(shop, payment);
  const refNo = textAt(placed, 'RefNo');
  expect(placed).toMatchObject({ Status: 'PENDING', GrossDiscountedPrice: 30 });
  expect(await priceNow(shop)).toBe(40);

  api.advance(14 * DAY_MS - 60_000);
  expect(await expireOrders(api.works, [merchant])).toBe(0);
  api.advance(2 * 60_000);
  // Any number of nodes may do it at once.
  const moved = await Promise.all([1, 2, 3].map(() => expireOrders(api.works, [merchant])));
  expect(moved.reduce((sum, one) => sum + one, 0)).toBe(1);

  expect(at(await lookAt(api, merchant, refNo), 'Order')).toMatchObject({ Status: 'CANCELED', FinishDate: null });
  expect(await historyOf(api, merchant, refNo)).toEqual(['expire']);
  await sweepPayments(api.works, [merchant], -60_000);
  expect(await attemptsOf(api.database, merchant.id, refNo)).toEqual(attempts);
  const client = await rpcClient(api, merchant, '6.0', api.now());
  expect(await priceNow({ merchant, client })).toBe(30);
  // It cannot be paid any more.
  const PaymentDetails = { Currency: 'EUR', Type: 'TEST', PaymentMethod: testCard() };
  expect(await client('placeOrder', { Order: { RefNo: refNo, PaymentDetails } })).toMatchObject({
    refused: 'ORDER_STATUS_INVALID',
  });
});

test('a transfer that comes after the order was given up is sent back', async () => {
  const shop = await openShop();
  const { merchant } = shop;
  const placed = await place(shop, WIRE);
  const refNo = textAt(placed, 'RefNo');
  const paymentReference = textAt(placed, 'PaymentDetails.PaymentMethod.PaymentReference');
  await decide(api, merchant, refNo, 'cancel', { Comment: 'The customer called' });

  const desk = createSimulatorDesk({
    db: api.database,
    onEvent: async (event) => {
      if (event.kind === 'PAYMENT') await settlePaymentEvent(api.works, merchant, event.idempotencyKey);
    },
  });
  await desk.receivePayment({ merchantId: merchant.id, paymentReference, at: api.now() });
  for (let times = 0; times < 3; times += 1) await sweepPayments(api.works, [merchant], -60_000);
  expect(at(await lookAt(api, merchant, refNo), 'Order.Status')).toBe('CANCELED');
  expect(await attemptsOf(api.database, merchant.id, refNo)).toEqual(['VOIDED']);
  expect(await expectBooksToAgree(api.database, merchant.id)).toBe(0n);
});

test('money and cancellation at the same moment: the order is paid, or the money goes back', async () => {
  for (let round = 0; round < 6; round += 1) {
    const shop = await openShop();
    const { merchant } = shop;
    const placed = await place(shop, WIRE);
    const refNo = textAt(placed, 'RefNo');
    const paymentReference = textAt(placed, 'PaymentDetails.PaymentMethod.PaymentReference');
    const desk = createSimulatorDesk({
      db: api.database,
      onEvent: async (event) => {
        if (event.kind === 'PAYMENT') await settlePaymentEvent(api.works, merchant, event.idempotencyKey);
      },
    });
    await Promise.allSettled([
      desk.receivePayment({ merchantId: merchant.id, paymentReference, at: api.now() }),
      decide(api, merchant, refNo, 'cancel'),
    ]);
    for (let times = 0; times < 3; times += 1) await sweepPayments(api.works, [merchant], -60_000);
    const status = at(await lookAt(api, merchant, refNo), 'Order.Status');
    const attempts = await attemptsOf(api.database, merchant.id, refNo);
    expect([status, attempts]).toEqual(status === 'COMPLETE' ? ['COMPLETE', ['CAPTURED']] : ['CANCELED', ['VOIDED']]);
    expect(await expectBooksToAgree(api.database, merchant.id)).toBe(status === 'COMPLETE' ? 3_000n : 0n);
  }
});

test('the merchant says that the money came to him: the order is finished without the provider', async () => {
  const shop = await openShop();
  const { merchant } = shop;
  const refNo = textAt(await place(shop, WIRE), 'RefNo');
  const paid = await decide(api, merchant, refNo, 'markPaid', { Comment: 'on the account of the house bank' });
  expect(at(paid, 'Order')).toMatchObject({ Status: 'COMPLETE', PaymentDetails: { Type: 'WIRE' } });
  expect(at(paid, 'Payments')).toMatchObject([
    { Attempt: 1, Gateway: 'simulator', State: 'VOIDING' },
    { Attempt: 2, Gateway: 'bank', State: 'CAPTURED', Amount: 30 },
  ]);
  expect(await historyOf(api, merchant, refNo)).toEqual(['markPaid', 'finish']);
  // What the provider still waited for is not waited for any more, and money cannot go back a way that it did not come.
  await sweepPayments(api.works, [merchant], -60_000);
  expect(await attemptsOf(api.database, merchant.id, refNo)).toEqual(['VOIDED', 'CAPTURED']);
  expect(
    await shop.client('issueRefund', { RefNo: refNo, Amount: 30, Items: [], Comment: '', Reason: 'Other' }),
  ).toMatchObject({
    refused: 'REFUND_PAYMENT_DETAILS',
  });
});
