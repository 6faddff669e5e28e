import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Merchant } from '../../api/call.ts';
import { type Db, type Statement, statement } from '../../db/database.ts';
import {
  countShortDeliveries,
  importKeys,
  listCodesOfOrder,
  listDeliveriesOfOrders,
  listDeliveriesOfSubscriptions,
  listOrdersOfCode,
  listProductsOfCodeList,
  listShortDeliveries,
} from './index.ts';
import { listFillableOrders, listOpenDeliveries, listWaitingOrders } from './store.ts';
import { createStage, type Stage } from './testing/stage.ts';

let stage: Stage;
let shop: Merchant;
let refNo: bigint;

const COPIES = 20_000;

/** So many orders that looking through them all would cost more than an index. */
beforeAll(async () => {
  stage = await createStage();
  shop = await stage.newMerchant();
  await stage.putList(shop, 'LIST', []);
  await stage.putList(shop, 'EMPTY', []);
  const keys = Array.from({ length: COPIES }, (_, index) => `KEY-${index}`);
  await importKeys(stage.database, shop.id, 'LIST', keys, stage.time.now);
  refNo = await stage.sell(shop, [{ product: 'LIST' }]);
  await stage.deliver(shop, refNo);
  for (const [table, changes] of Object.entries(COPY)) {
    await stage.database.rows(
      statement(
        `INSERT INTO ${table} SELECT copy.* FROM ${table} t, generate_series(1, ${COPIES}) n,
           LATERAL jsonb_populate_record(t, jsonb_build_object(${changes})) copy
         WHERE t.merchant_id = $1`,
        [shop.id],
      ),
    );
  }
  await stage.sell(shop, [{ product: 'LIST' }]);
  await stage.deliver(shop, await stage.sell(shop, [{ product: 'EMPTY', quantity: 3 }]));
  await stage.database.rows(statement('ANALYZE'));
}, 60_000);
afterAll(() => stage.drop());

const COPY: Readonly<Record<string, string>> = {
  orders: `'ref_no', t.ref_no + n`,
  order_items: `'ref_no', t.ref_no + n`,
  deliveries: `'ref_no', t.ref_no + n`,
  delivered_codes: `'ref_no', t.ref_no + n, 'key_no', t.key_no + n, 'code', 'KEY-' || n`,
  products: `'product_id', t.product_id + n, 'code', t.code || n, 'details', '{}'::jsonb`,
};

/** The plan of whatever `ask` asks of the database. */
const planOf = async (ask: (db: Db) => Promise<unknown>): Promise<string> => {
  let plan = '';
  const rows = async (s: Statement): Promise<never[]> => {
    const lines = await stage.database.rows<object>(statement(`EXPLAIN ${s.text}`, s.values));
    plan = lines.flatMap((line) => Object.values(line)).join('\n');
    return [];
  };
  await ask({ rows, row: async (s) => (await rows(s))[0] });
  return plan;
};

const PAGE = { limit: 10, offset: 0 };

test.each<[string, (db: Db) => Promise<unknown>]>([
  ['what of an order waits', (db) => listOpenDeliveries(db, shop.id, refNo)],
  ['orders that wait', (db) => listWaitingOrders(db, shop.id, stage.time.now, 100)],
  ['orders whose keys have come', (db) => listFillableOrders(db, shop.id, 100)],
  ['deliveries of orders', (db) => listDeliveriesOfOrders(db, shop.id, [refNo, refNo + 5n])],
  ['deliveries of subscriptions', (db) => listDeliveriesOfSubscriptions(db, shop.id, ['AAAAAAAAAA'])],
  ['who waits for keys', (db) => listShortDeliveries(db, shop.id, PAGE)],
  ['how many wait for keys', (db) => countShortDeliveries(db, shop.id)],
  ['who has a key', (db) => listOrdersOfCode(db, shop.id, 'KEY-7', PAGE)],
  ['the keys of an order', (db) => listCodesOfOrder(db, shop.id, refNo, PAGE)],
  ['the products of a list', (db) => listProductsOfCodeList(db, shop.id, 'LIST', 10)],
])('found by an index: %s', async (_, ask) => {
  const plan = await planOf(ask);
  expect(plan).toMatch(/Index (Only )?Scan|Bitmap Index Scan/);
  expect(plan).not.toMatch(/Seq Scan on (deliveries|delivered_codes|activation_keys|orders|order_items|products)/);
});

test('a free key is found by the index of free keys', async () => {
  const list = await stage.database.row<{ list_id: bigint }>(
    statement('SELECT list_id FROM code_lists WHERE merchant_id = $1', [shop.id]),
  );
  const plan = await planOf((db) =>
    db.rows(
      statement(
        `SELECT key_no, code FROM activation_keys WHERE merchant_id = $1 AND list_id = $2 AND is_free
         ORDER BY key_no LIMIT 1 FOR UPDATE SKIP LOCKED`,
        [shop.id, list?.list_id],
      ),
    ),
  );
  expect(plan).toContain('Index Scan using activation_keys_free');
});
