import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Db, json, type Statement } from '../../db/database.ts';
import { withClient } from '../../db/migrate.ts';
import { encodeValue } from '../../db/value-types.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { addMerchant } from '../accounts/index.ts';
import { listExpiredOrders, listOrdersToFinish } from './life-store.ts';
import { listPurchaseOrdersToCarryOn } from './purchase-order-store.ts';
import { type OrderFilter, searchOrderRefs } from './store.ts';
import { deleteTestOrdersBefore } from './test-orders-store.ts';
import { orderAt } from './testing-orders.ts';

/**
 * How the database goes about the statements that run over many orders: by an index that has what is asked, in the order
 * in which it is wanted. The plans are those of a server that does not look at the values.
 */

const COUNT = 40_000;
const at = new Date('2027-03-01T08:00:00Z');

let store: TestDatabase;
let client: pg.Client;
let merchantId: bigint;

// Over two years, one in fifty pending, canceled, refunded or a fraud, one in a hundred a test.
const COPIES = `
  INSERT INTO orders SELECT r.* FROM generate_series(1, $2::integer) n,
    jsonb_populate_record(NULL::orders, $1::jsonb || jsonb_build_object(
      'ref_no', n, 'external_reference', 'shop-' || n,
      'placed_at', ($1::jsonb ->> 'placed_at')::timestamptz - n * interval '26 minutes',
      'is_test', n % 100 = 0,
      'status', CASE n % 50 WHEN 1 THEN 'PENDING' WHEN 2 THEN 'CANCELED' WHEN 3 THEN 'REFUND' WHEN 5 THEN 'AUTHRECEIVED'
        WHEN 6 THEN 'PURCHASE_PENDING' ELSE 'COMPLETE' END,
      'awaits', CASE WHEN n % 400 = 5 THEN 'REVIEW' WHEN n % 50 = 5 AND n % 100 <> 5 THEN 'CONFIRMATION' END,
      'expires_at', CASE WHEN n % 50 IN (1, 5, 6) THEN $1::jsonb ->> 'placed_at' END,
      'payment_type', CASE WHEN n % 500 = 1 OR n % 50 = 6 THEN 'PURCHASEORDER' ELSE 'CC' END,
      'approve_status', CASE n % 50 WHEN 1 THEN 'WAITING' WHEN 4 THEN 'FRAUD' ELSE 'OK' END)) r`;

beforeAll(async () => {
  store = await createTestDatabase();
  const facts = { name: 'Plans', currency: 'EUR', countryCode: 'HK', isTest: true };
  merchantId = await addMerchant(store.database, { ...facts, code: 'PLANS' }, at);
  // Others use the same tables.
  const another = await addMerchant(store.database, { ...facts, code: 'OTHERS' }, at);
  await withClient(store, async (filler) => {
    for (const id of [merchantId, another]) {
      await filler.query(COPIES, [json(orderAt(id, 'COMPLETE', at)), COUNT]);
    }
    // Rows that are not on the disk yet are not marked as seen by all, and then nothing is counted by an index alone.
    await filler.query('CHECKPOINT');
    await filler.query('VACUUM (ANALYZE) orders');
  });
  client = new pg.Client({ connectionString: store.connectionString });
  await client.connect();
  await client.query('SET plan_cache_mode TO force_generic_plan');
});
afterAll(async () => {
  await client.end();
  await store.drop();
});

type Looked = { readonly plans: readonly string[]; readonly rowsRead: number };

/** Does what is asked and answers how: the plans, and how many rows were read for it. */
const explained = async (ask: (db: Db) => Promise<unknown>): Promise<Looked> => {
  const plans: string[] = [];
  let rowsRead = 0;
  const rows = async <Row>({ text, values }: Statement): Promise<Row[]> => {
    const encoded = values.map(encodeValue);
    const { rows: told } = await client.query(`EXPLAIN (ANALYZE, FORMAT JSON) ${text}`, encoded);
    const [{ Plan }] = told[0]['QUERY PLAN'];
    plans.push(...scansOf(Plan));
    rowsRead += readBy(Plan);
    const { rows: answer } = await client.query<never>(text, encoded);
    return answer;
  };
  await ask({ rows, row: async <Row>(s: Statement) => (await rows<Row>(s))[0] });
  return { plans, rowsRead };
};

type Node = {
  readonly 'Node Type': string;
  readonly 'Index Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly Node[];
};

const scansOf = (node: Node): readonly string[] => [
  ...(node['Node Type'].includes('Scan') ? [`${node['Node Type']} ${node['Index Name'] ?? ''}`.trim()] : []),
  ...(node['Node Type'].includes('Sort') ? [node['Node Type']] : []),
  ...(node.Plans ?? []).flatMap(scansOf),
];

const readBy = (node: Node): number =>
  (node['Node Type'].includes('Scan') ? node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0) : 0) +
  (node.Plans ?? []).reduce((sum, each) => sum + readBy(each), 0);

const days = (count: number): Date => new Date(at.getTime() - count * 86_400_000);
const anything: OrderFilter = {
  status: null,
  approveStatus: null,
  awaits: null,
  externalReference: null,
  tests: 'NO',
  from: null,
  until: null,
};

test.each<[string, Partial<OrderFilter>, string, string, number]>([
  ['the last week', { from: days(7) }, 'orders_placed', 'orders_placed', 400],
  ['two days of last year', { from: days(402), until: days(400) }, 'orders_placed', 'orders_placed', 130],
  ['pending, for ever', { status: 'PENDING' }, 'orders_status', 'orders_status', 900],
  ['frauds, for ever', { approveStatus: 'FRAUD' }, 'orders_doubtful', 'orders_doubtful', 900],
  ['frauds of a month', { approveStatus: 'FRAUD', from: days(30) }, 'orders_doubtful', 'orders_doubtful', 60],
  ['tests, for ever', { tests: 'ONLY' }, 'orders_tests', 'orders_tests', 450],
  ['waiting for a review', { awaits: 'REVIEW', tests: 'YES' }, 'orders_waiting', 'orders_waiting', 1_000],
  [
    'by the reference of the shop',
    { externalReference: 'shop-4711' },
    'orders_external_reference',
    'orders_external_reference',
    4,
  ],
])('a search: %s', async (_, filter, page, count, most) => {
  const { plans, rowsRead } = await explained((db) =>
    searchOrderRefs(db, merchantId, { ...anything, ...filter }, { limit: 10, offset: 0 }),
  );
  expect(plans.filter((plan) => plan.includes('Scan')).map((plan) => plan.replace(/^.* /, ''))).toEqual([page, count]);
  expect(rowsRead).toBeLessThanOrEqual(most);
});

test('a search over everything counts without a look at the table', async () => {
  const { plans } = await explained((db) => searchOrderRefs(db, merchantId, anything, { limit: 10, offset: 0 }));
  expect(plans.join('; ')).toMatch(/^Index Only Scan orders_placed; Index Only Scan orders_placed$/);
});

test.each<[string, (db: Db) => Promise<unknown>, readonly string[]]>([
  ['orders to finish', (db) => listOrdersToFinish(db, merchantId, at, 100), ['Index Scan orders_to_finish']],
  [
    'orders whose time is over',
    (db) => listExpiredOrders(db, merchantId, at, 100),
    ['Index Scan orders_expiring', 'Index Scan orders_waiting'],
  ],
  [
    'purchase orders to carry on',
    (db) => listPurchaseOrdersToCarryOn(db, merchantId, at, 100),
    ['Index Scan orders_purchase_orders', 'Index Scan orders_expiring'],
  ],
  [
    'test orders to delete',
    (db) => deleteTestOrdersBefore(db, merchantId, days(3650), 100, at),
    ['Index Only Scan Backward orders_tests'],
  ],
])('%s', async (_, ask, indexes) => {
  const { plans, rowsRead } = await explained(ask);
  for (const index of indexes)
    expect(plans.join('; ').replaceAll(' Backward', '')).toContain(index.replace(' Backward', ''));
  expect(plans.filter((plan) => plan.startsWith('Seq Scan'))).toEqual([]);
  expect(rowsRead).toBeLessThan(2_000);
});
