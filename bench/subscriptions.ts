import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { projectFolder } from '../server/configuration.ts';
import type { Statement } from '../server/db/database.ts';
import { withClient } from '../server/db/migrate.ts';
import {
  SUBSCRIPTION_STATUSES,
  type SubscriptionStatus,
  searchByStatus,
} from '../server/domains/subscriptions/index.ts';
import { keepCalling } from './callers.ts';
import type { LargeCatalog } from './catalog.ts';
import { hasEnded, startNode } from './children.ts';
import { type Copy, copyRows } from './copied-rows.ts';
import { explain, untilDrained } from './orders.ts';
import { rawStatements } from './raw-statements.ts';
import { repeatedReads } from './reads.ts';
import { recorded } from './recording.ts';
import { beside, type Line, megabytes, times, within } from './report.ts';
import { type Contender, type Effort, inRounds } from './rounds.ts';
import { ORDER, openShop, SECRET_KEY, type Shop, shopOf } from './shop.ts';
import { openWires } from './wires.ts';
import { withoutIndexes } from './without-indexes.ts';

/** A merchant with many subscriptions in the database of the program. */
export type GrownSubscriptions = Omit<LargeCatalog, 'shop'> & {
  readonly shop: Shop;
  readonly count: number;
  /** Where the program has its database. */
  readonly data: string;
};

const SEARCH_MARK = 3;
/** Does not grow with the file; what is there beside the program is garbage that Node has not collected yet. */
const EXPORT_MEMORY_LIMIT = 256_000_000;

export const openGrownSubscriptions = async (
  facts: Omit<GrownSubscriptions, 'shop' | 'count'>,
  count: number,
): Promise<GrownSubscriptions> => {
  facts.progress(`${count.toLocaleString('en')} subscriptions`);
  const shop = await openShop(facts.database, facts.masterKeys, 'SUBSCRIPTIONS');
  await shop.call('placeOrder', { Order: ORDER });
  await untilDrained(facts.database, shop.merchant);
  await withClient(facts.connection, async (client) => {
    await client.query(`SET session_replication_role TO 'replica'`);
    await client.query('SET synchronous_commit TO off');
    await withoutIndexes(client, ['customers', 'subscriptions'], async () => {
      for (const copy of copiesOf(shop)) await copyRows(client, copy, count);
    });
    await client.query('VACUUM (ANALYZE) customers, subscriptions');
    await client.query('CHECKPOINT');
  });
  return { ...facts, shop, count };
};

const NAMES = `(ARRAY['anna', 'bernd', 'carla', 'dieter', 'emil', 'frida', 'gustav', 'hanna'])[n % 8 + 1]`;
const HOSTS = `(ARRAY['gmail', 'yahoo', 'firm', 'mail'])[n % 4 + 1]`;

/** Each its own customer. Nothing is due: what was over before the benchmark renews by hand. */
const copiesOf = ({ merchant }: Shop): readonly Copy[] => {
  const where = `merchant_id = ${merchant.id}`;
  const email = `${NAMES} || '.' || n || '@' || ${HOSTS} || '.example'`;
  const reference = `lpad(n::text, 10, '0')`;
  const end = `r.purchased_at + (n % 800 - 400) * interval '1 day' + n % 86399 * interval '1 second'`;
  const start = `r.purchased_at - (401 + n % 330) * interval '1 day' - n % 86399 * interval '1 second'`;
  const renews = 'n % 800 > 402 AND n % 3 <> 0 AND n % 10 <> 3';
  return [
    { table: 'customers', where, columns: { customer_id: 'n', email, external_reference: 'NULL' } },
    {
      table: 'subscriptions',
      where,
      columns: {
        reference,
        customer_id: 'n',
        email,
        product_code: `'P-' || CASE WHEN n % 1000 = 7 THEN 99 ELSE n % 20 END`,
        enabled: 'n % 10 <> 3',
        recurring_enabled: renews,
        is_trial: 'n % 100 = 1',
        // Tests are deleted by themselves after some months.
        is_test: 'false',
        purchased_at: start,
        starts_at: `CASE WHEN n % 1000 = 9 THEN r.purchased_at + interval '30 days' ELSE ${start} END`,
        expires_at: end,
        charge_at: `CASE WHEN ${renews} THEN ${end} - interval '1 hour' END`,
        resumes_at: `CASE WHEN n % 500 = 11 THEN r.purchased_at + interval '60 days' END`,
        grace_days: '5',
        updated_at: start,
        card_id: 'NULL',
      },
    },
  ];
};

const DAY_MS = 86_400_000;
const dayAfter = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

/** Searches that people make, each with something to find. */
const searches = (): Readonly<Record<string, Readonly<Record<string, unknown>>>> => ({
  'by a part of an address': { CustomerEmail: 'emil.4204@' },
  'by a part that a quarter has': { CustomerEmail: '@GMAIL.' },
  'by an address': { CustomerEmail: 'emil.4204@gmail.example', ExactMatchEmail: true },
  'of a product': { ProductCodes: ['P-3'] },
  'of a rare product': { ProductCodes: ['P-99'] },
  'cancelled ones of a product': { ProductCodes: ['P-3'], SubscriptionEnabled: false },
  'that end on a day': { ExpireAfter: dayAfter(30), ExpireBefore: dayAfter(30) },
  'of a product that end in a month': { ProductCodes: ['P-4'], ExpireAfter: dayAfter(30), ExpireBefore: dayAfter(60) },
  'that were bought on a day': { PurchasedAfter: dayAfter(-600), PurchasedBefore: dayAfter(-600) },
  'that are charged on a day': { NextBillingDateAfter: dayAfter(30), NextBillingDateBefore: dayAfter(30) },
  trials: { Type: 'TRIAL' },
});

/** Searches over JSON-RPC, and those by status in this process, beside their bare statements. */
export const measureSubscriptionSearches = async (
  subscriptions: GrownSubscriptions,
  effort: Effort,
  plans: boolean,
): Promise<readonly Line[]> => {
  const lines: Line[] = [];
  for (const [name, options] of Object.entries(searches())) {
    subscriptions.progress(`searchSubscriptions, ${name}`);
    lines.push(await searchOf(subscriptions, name, options, effort, plans));
  }
  for (const status of SUBSCRIPTION_STATUSES) {
    subscriptions.progress(`search by status, ${status}`);
    lines.push(await searchOfStatus(subscriptions, status, effort, plans));
  }
  return lines;
};

const searchOf = async (
  subscriptions: GrownSubscriptions,
  name: string,
  options: Readonly<Record<string, unknown>>,
  effort: Effort,
  plans: boolean,
): Promise<Line> => {
  const { port, shop, database } = subscriptions;
  const params = { searchBy: options };
  const statements: Statement[] = [];
  const watched = recorded(database, (s) => statements.push(s));
  const { value } = await shopOf(watched, shop.merchant, new Date()).call('searchSubscriptions', params);
  if ((value as { Items: readonly unknown[] }).Items.length === 0) throw new Error(`${name}: the page is empty`);
  const wires = await openWires(port, { code: shop.merchant.code, secretKey: SECRET_KEY });
  const rest = { verb: 'GET', path: '/subscriptions/' } as const;
  const request = wires.rpc({ method: 'searchSubscriptions', params, rest });
  const calls = await repeatedReads('searchSubscriptions', port, 1, request);
  try {
    return await besideRaw(subscriptions, `searchSubscriptions of`, name, calls, statements, effort, plans);
  } finally {
    calls.close();
  }
};

const searchOfStatus = async (
  subscriptions: GrownSubscriptions,
  status: SubscriptionStatus,
  effort: Effort,
  plans: boolean,
): Promise<Line> => {
  const { database, shop } = subscriptions;
  const statements: Statement[] = [];
  const watched = recorded(database, (s) => statements.push(s));
  const call = { db: database, merchant: shop.merchant, now: new Date() };
  const { items } = await searchByStatus({ ...call, db: watched }, status);
  if (items.length === 0) throw new Error(`${status}: the page is empty`);
  const contender: Contender = {
    name: 'search by status',
    measure: async (forMs) => {
      const started = performance.now();
      const done = await keepCalling(1, forMs, async () => {
        await searchByStatus(call, status);
      });
      return (done / (performance.now() - started)) * 1000;
    },
  };
  return besideRaw(subscriptions, 'search by status of', status, contender, statements, effort, plans);
};

const besideRaw = async (
  { connection, count }: GrownSubscriptions,
  what: string,
  name: string,
  contender: Contender,
  statements: readonly Statement[],
  effort: Effort,
  plans: boolean,
): Promise<Line> => {
  if (plans) console.log(await explain(connection, statements));
  const raw = await rawStatements(connection, statements);
  try {
    const [measured, yardstick] = await inRounds([contender, raw], effort);
    if (measured === undefined || yardstick === undefined) throw new Error('nothing was measured');
    return times(
      `${what} ${count.toLocaleString('en')}, ${name}`,
      measured,
      ['raw statements', yardstick],
      SEARCH_MARK,
    );
  } finally {
    await raw.close();
  }
};

// ---- export ----

/** Peak memory of the command that exports all subscriptions, and beside it of one that exports a thousandth of them. */
export const measureExport = async (subscriptions: GrownSubscriptions): Promise<readonly Line[]> => {
  subscriptions.progress('export of all subscriptions');
  const all = await exportOnce(subscriptions, []);
  if (all.rows < subscriptions.count) throw new Error(`only ${all.rows} subscriptions were exported`);
  const few = await exportOnce(subscriptions, ['--product', 'P-99']);
  const what = `of ${subscriptions.count.toLocaleString('en')} subscriptions as CSV`;
  return [
    within(`memory of an export ${what}`, all.peakBytes, EXPORT_MEMORY_LIMIT, megabytes),
    beside(`memory of an export ${what}`, all.peakBytes, [`of ${few.rows}`, few.peakBytes], megabytes),
    beside(`export ${what}`, all.ms, [`of ${few.rows}`, few.ms], (ms) => `${(ms / 1000).toFixed(1)} s`),
  ];
};

type Export = { readonly rows: number; readonly peakBytes: number; readonly ms: number };

const exportOnce = async ({ data, shop }: GrownSubscriptions, filters: readonly string[]): Promise<Export> => {
  const file = `${data}-export.csv`;
  const started = performance.now();
  const child = startNode(
    [
      join(projectFolder(), 'dist', 'sutler.mjs'),
      'subscriptions',
      'export',
      shop.merchant.code,
      '--output',
      file,
      ...filters,
    ],
    { env: { PATH: process.env['PATH'], SUTLER_DATA_DIR: data }, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  let peakBytes = 0;
  while (!hasEnded(child)) {
    peakBytes = Math.max(peakBytes, peakOf(child.pid));
    await sleep(20);
  }
  const ms = performance.now() - started;
  if (child.exitCode !== 0) throw new Error('the export failed');
  const rows = countLines(readFileSync(file)) - 1;
  rmSync(file);
  return { rows, peakBytes, ms };
};

/** The most that a process has had so far; 0 where the system does not tell. */
const peakOf = (pid: number | undefined): number => {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
};

const countLines = (text: Buffer): number => {
  let lines = 0;
  for (const byte of text) if (byte === 10) lines += 1;
  return lines;
};
