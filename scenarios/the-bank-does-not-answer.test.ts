import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Merchant } from '../server/api/call.ts';
import { sweepPayments } from '../server/domains/orders/index.ts';
import type { Fault } from '../server/gateways/faults.ts';
import { startTestApi, type TestApi } from '../server/testing/api.ts';
import { rpcClient, type WireClient } from '../server/testing/clients.ts';
import { ask, orderIn, textAt } from './asking.ts';
import { attemptsOf, chargesOf, expectBooksToAgree } from './books.ts';
import { order, product, testCard } from './shop.ts';

/** What happens to the next calls of each operation, first to last; nothing once they are used up. */
const ahead: Record<string, (Fault | null)[]> = {};

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ faults: ({ operation }) => ahead[operation]?.shift() ?? null });
});
afterAll(() => api.close());
beforeEach(() => {
  for (const operation of Object.keys(ahead)) delete ahead[operation];
});

const shop = async (): Promise<{ merchant: Merchant; client: WireClient }> => {
  const merchant = await api.newMerchant();
  const client = await rpcClient(api, merchant, '6.0');
  await ask(client, 'addProduct', { Product: product('editor', 30) });
  return { merchant, client };
};

const place = (client: WireClient): Promise<unknown> => ask(client, 'placeOrder', { Order: order('editor') });

const sweep = (merchant: Merchant): Promise<number> => sweepPayments(api.works, [merchant], -1);

const payAgain = (client: WireClient, refNo: string) =>
  client('placeOrder', {
    Order: { RefNo: refNo, PaymentDetails: { Currency: 'EUR', Type: 'TEST', PaymentMethod: testCard() } },
  });

test('the answer is lost though the money was reserved: the sweep asks again and finishes the order', async () => {
  const { merchant, client } = await shop();
  ahead['authorise'] = [{ kind: 'LOST_ANSWER' }];
  const placed = await place(client);
  const refNo = textAt(placed, 'RefNo');
  expect(placed).toMatchObject({ Status: 'PENDING', Errors: { PAYMENT_ERROR: expect.any(String) } });
  // Nobody knows yet whether it is paid, so it is not paid again.
  expect(await payAgain(client, refNo)).toMatchObject({ refused: 'ORDER_PAYMENT_IN_PROGRESS' });
  expect(await sweepPayments(api.works, [merchant])).toBe(0);
  expect(await sweep(merchant)).toBe(1);
  await orderIn(client, refNo, 'COMPLETE');
  expect(await chargesOf(api.database, merchant.id)).toHaveLength(1);
  expect(await expectBooksToAgree(api.database, merchant.id)).toBe(3_000n);
});

test('the request is lost: the sweep learns that nothing happened, and the shopper pays again', async () => {
  const { merchant, client } = await shop();
  ahead['authorise'] = [{ kind: 'LOST_REQUEST' }];
  const refNo = textAt(await place(client), 'RefNo');
  expect(await sweep(merchant)).toBe(1);
  expect(await ask(client, 'getOrder', { orderReference: refNo })).toMatchObject({ Status: 'PENDING' });
  expect(await payAgain(client, refNo)).toMatchObject({ value: { Status: 'AUTHRECEIVED' } });
  await orderIn(client, refNo, 'COMPLETE');
  expect(await attemptsOf(api.database, merchant.id, refNo)).toEqual(['DECLINED', 'CAPTURED']);
  expect(await expectBooksToAgree(api.database, merchant.id)).toBe(3_000n);
});

test('the request arrives twice: one charge', async () => {
  const { merchant, client } = await shop();
  ahead['authorise'] = [{ kind: 'TWICE' }];
  ahead['capture'] = [{ kind: 'TWICE' }];
  const refNo = textAt(await place(client), 'RefNo');
  await orderIn(client, refNo, 'COMPLETE');
  expect(await chargesOf(api.database, merchant.id)).toHaveLength(1);
  expect(await expectBooksToAgree(api.database, merchant.id)).toBe(3_000n);
});

test.each(['LOST_REQUEST', 'LOST_ANSWER'] as const)('collecting fails by %s: it is done later, once', async (kind) => {
  const { merchant, client } = await shop();
  ahead['capture'] = [{ kind }, { kind }];
  const refNo = textAt(await place(client), 'RefNo');
  await orderIn(client, refNo, 'AUTHRECEIVED');
  expect(await sweep(merchant)).toBe(0);
  expect(await sweep(merchant)).toBe(1);
  await orderIn(client, refNo, 'COMPLETE');
  expect(await expectBooksToAgree(api.database, merchant.id)).toBe(3_000n);
});

test('many sweeps at once, as on many nodes, settle each payment once', async () => {
  const { merchant, client } = await shop();
  ahead['authorise'] = Array.from({ length: 12 }, (_, n) => ({ kind: n % 2 === 0 ? 'LOST_ANSWER' : 'LOST_REQUEST' }));
  for (let n = 0; n < 12; n += 1) await place(client);
  await Promise.all(Array.from({ length: 4 }, () => sweep(merchant)));
  await sweep(merchant);
  expect(await expectBooksToAgree(api.database, merchant.id)).toBe(18_000n);
});
