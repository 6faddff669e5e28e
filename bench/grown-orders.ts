import { type Database, openDatabase, type Statement } from '../server/db/database.ts';
import { migrate, withClient } from '../server/db/migrate.ts';
import { keepCalling } from './callers.ts';
import type { LargeCatalog } from './catalog.ts';
import { type Copy, copyRows } from './copied-rows.ts';
import { createDatabase } from './fill.ts';
import { explain, untilDrained } from './orders.ts';
import { rawStatements } from './raw-statements.ts';
import { repeatedReads } from './reads.ts';
import { recorded } from './recording.ts';
import { type Line, times } from './report.ts';
import { type Contender, type Effort, inRounds } from './rounds.ts';
import { FULL_ORDER, openShop, SECRET_KEY, type Shop, shopOf } from './shop.ts';
import { openWires } from './wires.ts';

/** A merchant with many orders in the database of the program. */
export type GrownOrders = Omit<LargeCatalog, 'shop'> & { readonly shop: Shop; readonly count: number };

const FEW = 10_000;
const SEARCH_MARK = 3;
const PLACING_MARK = 1.2;

export const openGrownOrders = async (facts: Omit<LargeCatalog, 'shop'>, count: number): Promise<GrownOrders> => {
  facts.progress(`${count.toLocaleString('en')} orders`);
  const shop = await openShop(facts.database, facts.masterKeys, 'ORDERS');
  await fillOrders(facts, shop, count);
  return { ...facts, shop, count };
};

/** Copies of a finished order, over two years, most of them finished, some of them tests, pending or cancelled. */
const fillOrders = async (
  { database, connection }: Pick<LargeCatalog, 'database' | 'connection'>,
  shop: Shop,
  count: number,
): Promise<void> => {
  await shop.call('placeOrder', { Order: { ...FULL_ORDER, Promotions: [] } });
  await untilDrained(database, shop.merchant);
  await withClient(connection, async (client) => {
    await client.query(`SET session_replication_role TO 'replica'`);
    await client.query('SET synchronous_commit TO off');
    for (const copy of copiesOf(shop)) await copyRows(client, copy, count);
    await client.query(`VACUUM (ANALYZE) ${TABLES.join(', ')}`);
    await client.query('CHECKPOINT');
  });
};

const TABLES = ['orders', 'order_items', 'payments', 'subscriptions', 'subscription_orders', 'ledger_entries'] as const;

const copiesOf = ({ merchant }: Shop): readonly Copy[] => {
  const where = `merchant_id = ${merchant.id}`;
  // Numbers of copies are far away from those that the account gives out.
  const ids = { ref_no: 'n', payment_id: 'n', order_no: 'n', transaction_id: 'n' };
  const reference = `upper(left(md5('s' || n), 10))`;
  const at = `r.placed_at - n % 730 * interval '1 day' - n % 86399 * interval '1 second'`;
  return [
    {
      table: 'orders',
      where,
      columns: {
        ...ids,
        placed_at: at,
        finished_at: at,
        is_test: 'n % 10 = 0',
        status: `CASE n % 50 WHEN 1 THEN 'PENDING' WHEN 2 THEN 'CANCELED' WHEN 3 THEN 'REFUND' ELSE 'COMPLETE' END`,
        approve_status: `CASE n % 50 WHEN 1 THEN 'WAITING' WHEN 4 THEN 'FRAUD' ELSE 'OK' END`,
        external_reference: `'shop-' || n`,
        expires_at: 'NULL',
      },
    },
    {
      table: 'order_items',
      where,
      columns: { ...ids, line_item_reference: `md5('l' || n) || left(md5('m' || n), 8)` },
    },
    { table: 'payments', where, columns: ids },
    { table: 'subscriptions', where, columns: { reference } },
    { table: 'subscription_orders', where, columns: { ...ids, reference } },
    { table: 'ledger_entries', where, columns: ids },
  ];
};

// ---- searches ----

const DAY_MS = 86_400_000;
const dayBefore = (days: number): string => new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);

/** Searches by each filter, with as many orders in the page as it takes. */
const searches = (): Readonly<Record<string, Readonly<Record<string, unknown>>>> => ({
  'the last week': {},
  'two days': { StartDate: dayBefore(401), EndDate: dayBefore(400) },
  'two years': { StartDate: dayBefore(730) },
  'newer than an instant': { Newer: Math.floor(Date.now() / 1000) - 3 * 86_400 },
  'pending, in two years': { Status: 'PENDING', StartDate: dayBefore(730) },
  'finished, in two years': { Status: 'COMPLETE', StartDate: dayBefore(730) },
  'fraud, in two years': { ApproveStatus: 'FRAUD', StartDate: dayBefore(730) },
  'by the reference of the shop': { ExternalRefNo: 'shop-4711', StartDate: dayBefore(730) },
  'tests of a month': { IncludeTestOrders: 'ONLY', StartDate: dayBefore(30) },
});

/** Searches over JSON-RPC beside their bare statements. */
export const measureOrderSearches = async (
  orders: GrownOrders,
  effort: Effort,
  plans: boolean,
): Promise<readonly Line[]> => {
  const lines: Line[] = [];
  for (const [name, options] of Object.entries(searches())) {
    orders.progress(`searchOrders, ${name}`);
    lines.push(await searchOf(orders, name, options, effort, plans));
  }
  return lines;
};

const searchOf = async (
  orders: GrownOrders,
  name: string,
  options: Readonly<Record<string, unknown>>,
  effort: Effort,
  plans: boolean,
): Promise<Line> => {
  const params = { orderSearchOptions: options };
  const statements = await recordSearch(orders, params);
  if (plans) console.log(await explain(orders.connection, statements));
  const wires = await openWires(orders.port, { code: orders.shop.merchant.code, secretKey: SECRET_KEY });
  const request = wires.rpc({ method: 'searchOrders', params, rest: { verb: 'GET', path: '/orders/' } });
  const calls = await repeatedReads('searchOrders', orders.port, 1, request);
  const raw = await rawStatements(orders.connection, statements);
  try {
    const [measured, yardstick] = await inRounds([calls, raw], effort);
    if (measured === undefined || yardstick === undefined) throw new Error('nothing was measured');
    const what = `searchOrders of ${orders.count.toLocaleString('en')}, ${name}`;
    return times(what, measured, ['raw statements', yardstick], SEARCH_MARK);
  } finally {
    calls.close();
    await raw.close();
  }
};

const recordSearch = async (
  { database, shop }: GrownOrders,
  params: Readonly<Record<string, unknown>>,
): Promise<readonly Statement[]> => {
  const statements: Statement[] = [];
  const watched = recorded(database, (s) => statements.push(s));
  const { value } = await shopOf(watched, shop.merchant, new Date()).call('searchOrders', params);
  if ((value as { Items: readonly unknown[] }).Items.length === 0) throw new Error('the page is empty');
  return statements;
};

// ---- placing ----

const PLACERS = 8;

/** Orders placed and finished in this process where there are many, and where there are few in a database of its own. */
export const measureGrownPlacing = async (orders: GrownOrders, effort: Effort): Promise<Line> => {
  orders.progress(`placeOrder, at ${FEW.toLocaleString('en')} and ${orders.count.toLocaleString('en')} orders`);
  const connection = await createDatabase(orders.connection, 'few_orders');
  await migrate(connection);
  const database = openDatabase({ ...connection, maxConnections: PLACERS });
  const large = openDatabase({ ...orders.connection, maxConnections: PLACERS });
  try {
    const small = await openShop(database, orders.masterKeys, 'ORDERS');
    await fillOrders({ database, connection }, small, FEW);
    const contenders = [
      placedInProcess(large, shopOf(large, orders.shop.merchant, new Date())),
      placedInProcess(database, small),
    ];
    const [many, few] = await inRounds(contenders, effort);
    if (many === undefined || few === undefined) throw new Error('nothing was measured');
    const what = `placeOrder at ${orders.count.toLocaleString('en')} orders, ${PLACERS} callers`;
    return times(what, many, [`at ${FEW.toLocaleString('en')}`, few], PLACING_MARK);
  } finally {
    await Promise.all([database.close(), large.close()]);
  }
};

const placedInProcess = (database: Database, shop: Shop): Contender => ({
  name: 'placeOrder',
  measure: async (forMs) => {
    const started = performance.now();
    const placed = await keepCalling(PLACERS, forMs, async () => {
      await shop.call('placeOrder', { Order: FULL_ORDER });
    });
    await untilDrained(database, shop.merchant);
    return (placed / (performance.now() - started)) * 1000;
  },
});
