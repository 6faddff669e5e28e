import { afterAll, beforeAll, expect, test } from 'vitest';
import { finishOrders, sweepPayments } from '../server/domains/orders/index.ts';
import { startTestApi, type TestApi } from '../server/testing/api.ts';
import { rpcClient } from '../server/testing/clients.ts';
import { ask, at, rowsOf, textAt } from './asking.ts';
import { attemptsOf, chargesOf, expectBooksToAgree } from './books.ts';
import { order, product, type Sent, testCard } from './shop.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

const payments: readonly (readonly [string, Sent])[] = [
  ['a test card', { Type: 'TEST', PaymentMethod: testCard('Fraud Doe') }],
  ['a live card', { Type: 'CC', PaymentMethod: testCard('Ada Kern', { CardNumber: '4000000000009235' }) }],
];

test.each(payments)('%s under suspicion is reserved and stays so', async (_, payment) => {
  const merchant = await api.newMerchant();
  const client = await rpcClient(api, merchant, '6.0');
  await ask(client, 'addProduct', { Product: product('editor', 40) });
  const placed = await ask(client, 'placeOrder', { Order: order('editor', payment) });
  const refNo = textAt(placed, 'RefNo');
  expect(placed).toMatchObject({ Status: 'AUTHRECEIVED', ApproveStatus: 'WAITING', Errors: null });

  // Neither the work after the answer nor what comes back by itself may collect it, however often.
  for (let times = 0; times < 3; times += 1) {
    api.advance(10 * 60_000);
    await finishOrders(api.works, [merchant]);
    await sweepPayments(api.works, [merchant]);
  }
  const later = await rpcClient(api, merchant, '6.0', api.now());
  const held = await ask(later, 'getOrder', { orderReference: refNo });
  expect(held).toMatchObject({ Status: 'AUTHRECEIVED', ApproveStatus: 'WAITING', FinishDate: null });
  expect(at(held, 'Items.0.ProductDetails.Subscriptions')).toBeNull();
  expect(rowsOf(await ask(later, 'searchSubscriptions', { searchBy: {} }))).toEqual([]);
  expect(await attemptsOf(api.database, merchant.id, refNo)).toEqual(['AUTHORISED']);
  expect(await chargesOf(api.database, merchant.id)).toMatchObject([
    { state: 'APPROVED', amountMinor: 4_000n, capturedMinor: 0n, isVoided: false },
  ]);
  expect(await expectBooksToAgree(api.database, merchant.id)).toBe(0n);

  // The reservation is the payment of this order: there is no paying it twice.
  const again = { RefNo: refNo, PaymentDetails: { Currency: 'EUR', Type: 'TEST', PaymentMethod: testCard() } };
  expect(await later('placeOrder', { Order: again })).toMatchObject({ refused: 'ORDER_STATUS_INVALID' });
});
