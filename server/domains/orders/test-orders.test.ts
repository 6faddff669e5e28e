import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Merchant } from '../../api/call.ts';
import { statement } from '../../db/database.ts';
import { startTestApi, type TestApi } from '../../testing/api.ts';
import { rpcClient, type WireClient } from '../../testing/clients.ts';
import { exampleOrder, exampleProduct } from '../examples.ts';
import { finishOrder } from './finishing.ts';
import { deleteTestOrders } from './test-orders.ts';
import { TABLES_OF_ORDERS, TABLES_OF_SUBSCRIPTIONS } from './test-orders-store.ts';

const DAY_MS = 86_400_000;

let api: TestApi;
let merchant: Merchant;
let client: WireClient;

beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

const openShop = async (): Promise<void> => {
  merchant = await api.newMerchant();
  client = await rpcClient(api, merchant, '6.0', api.now());
  await ask('addProduct', { Product: exampleProduct });
};

const ask = async (name: string, params: Readonly<Record<string, unknown>>): Promise<unknown> => {
  const outcome = await client(name, params);
  return 'value' in outcome ? outcome.value : expect.fail(`${name}: ${outcome.refused} ${outcome.message}`);
};

/** An order that is finished, a test unless told otherwise. */
const sell = async (isLive = false): Promise<string> => {
  const { PaymentDetails } = exampleOrder;
  const live = {
    ...PaymentDetails,
    Type: 'CC',
    PaymentMethod: { ...PaymentDetails.PaymentMethod, CardNumber: '4242424242424242' },
  };
  const placed = await ask('placeOrder', { Order: isLive ? { ...exampleOrder, PaymentDetails: live } : exampleOrder });
  const { RefNo } = placed as { RefNo: string };
  await finishOrder(api.works, merchant, BigInt(RefNo));
  return RefNo;
};

/** Rows that are left of the merchant's orders and subscriptions, by table. */
const left = async (): Promise<Readonly<Record<string, number>>> => {
  const tables = [...new Set([...TABLES_OF_ORDERS, ...TABLES_OF_SUBSCRIPTIONS])];
  const counts = await Promise.all(
    tables.map((table) =>
      api.database.row<{ count: bigint }>(
        statement(`SELECT count(*) AS count FROM ${table} WHERE merchant_id = $1`, [merchant.id]),
      ),
    ),
  );
  return Object.fromEntries(
    tables.flatMap((table, at) => (counts[at]?.count ? [[table, Number(counts[at]?.count)]] : [])),
  );
};

/** Runs until nothing is left to do. */
const deleteAll = async (): Promise<number> => {
  let deleted = 0;
  for (let some = -1; some !== 0; deleted += some) some = await deleteTestOrders(api.works, [merchant]);
  return deleted;
};

test('tests go three months after they were made, with all that belongs to them; what is real stays', async () => {
  await openShop();
  const refNo = await sell();
  await ask('issueRefund', { RefNo: refNo, Amount: 23.8, Items: [], Comment: '', Reason: 'Other' });
  await sell();
  const real = await sell(true);
  const before = await left();
  expect(before).toMatchObject({ orders: 3, subscriptions: 3, refunds: 1 });

  api.advance(88 * DAY_MS);
  expect(await deleteAll()).toBe(0);
  expect(await left()).toEqual(before);

  api.advance(6 * DAY_MS);
  expect(await deleteAll()).toBe(4);
  expect(await left()).toMatchObject({
    orders: 1,
    subscriptions: 1,
    subscription_orders: 1,
    payments: 1,
    order_items: 1,
  });
  client = await rpcClient(api, merchant, '6.0', api.now());
  expect(await ask('getOrder', { orderReference: real })).toMatchObject({ Status: 'COMPLETE', TestOrder: false });
  expect(await client('getOrder', { orderReference: refNo })).toMatchObject({ refused: 'ORDER_NOT_FOUND' });
  const crooked = await api.database.rows(
    statement(
      `SELECT transaction_id FROM ledger_entries WHERE merchant_id = $1
       GROUP BY transaction_id, currency HAVING sum(amount_minor) <> 0`,
      [merchant.id],
    ),
  );
  expect(crooked).toEqual([]);
});

test('two nodes that do it at once delete each order once', async () => {
  await openShop();
  for (let count = 0; count < 3; count += 1) await sell();
  api.advance(100 * DAY_MS);
  const deleted = await Promise.all([1, 2, 3].map(() => deleteTestOrders(api.works, [merchant])));
  expect(deleted.reduce((sum, each) => sum + each, 0)).toBe(6);
  expect(await left()).toEqual({});
});

test('every table that refers to an order or a subscription is thought of', async () => {
  const referring = await api.database.rows<{ table: string; target: string }>(
    statement(
      `WITH RECURSIVE referring AS (
         SELECT c.conrelid, c.confrelid AS target FROM pg_constraint c
         WHERE c.contype = 'f' AND c.confrelid IN ('orders'::regclass, 'subscriptions'::regclass)
         UNION
         SELECT c.conrelid, r.target FROM pg_constraint c JOIN referring r ON c.confrelid = r.conrelid
         WHERE c.contype = 'f'
       )
       SELECT conrelid::regclass::text AS "table", target::regclass::text AS target FROM referring ORDER BY 1, 2`,
    ),
  );
  const of = (target: string) => referring.filter((one) => one.target === target).map(({ table }) => table);
  const missing = (target: string, known: readonly string[]) => of(target).filter((table) => !known.includes(table));
  expect(missing('orders', TABLES_OF_ORDERS)).toEqual([]);
  expect(missing('subscriptions', TABLES_OF_SUBSCRIPTIONS)).toEqual([]);
});
