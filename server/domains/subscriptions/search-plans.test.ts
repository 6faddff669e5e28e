import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Db, Statement } from '../../db/database.ts';
import { withClient } from '../../db/migrate.ts';
import { encodeValue } from '../../db/value-types.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { addMerchant } from '../accounts/index.ts';
import { filterOf, pageOf, type SearchOptions } from './rules/search.ts';
import type { SubscriptionStatus } from './rules/status.ts';
import { countSubscriptions, listSubscriptions, withCustomers } from './search-store.ts';
import { withStatus } from './searching.ts';
import { findSubscription } from './store.ts';

/**
 * How the database goes about searches among many subscriptions: by an index that has what is asked, in the order in which
 * it is wanted. The plans are those of a server that does not look at the values.
 */

const COUNT = 40_000;
const NOW = new Date('2027-03-01T08:00:00Z');

let store: TestDatabase;
let client: pg.Client;
let merchantId: bigint;
let knowsParts: boolean;

const CUSTOMERS = `
  INSERT INTO customers (merchant_id, customer_id, first_name, last_name, address1, city, zip, country_code, email,
    created_at, updated_at)
  SELECT $1, n, 'Ana', 'Test', '', '', '', 'no', 'buyer' || n || '@firm' || n % 40 || '.example', $3, $3
  FROM generate_series(1, $2::integer / 2) n`;

// Over two years; one in ten cancelled, one in fifty a trial, one in a hundred paused, one in two hundred to begin.
const SUBSCRIPTIONS = `
  INSERT INTO subscriptions (merchant_id, reference, customer_id, product_id, product_code, product_name, product_version,
    quantity, price_option_codes, sku, currency, is_test, is_trial, enabled, recurring_enabled, receive_notifications,
    is_lifetime, partner_code, anchor_date, cycle_length, cycle_unit, cycle_number, starts_at, expires_at, grace_days,
    purchased_at, email, country_code, end_user, updated_at, charge_at, resumes_at)
  SELECT $1, lpad(n::text, 10, '0'), n / 2 + 1 - n / $2::integer, 1, 'P-' || n % 20, 'Plan', '1', 1, '{}', '', 'EUR',
    false, n % 50 = 1, n % 10 <> 3, n % 3 <> 0, true, n % 400 = 5, '', '2027-01-01', 1, 'MONTH', 1,
    CASE WHEN n % 200 = 9 THEN $3::timestamptz + interval '9 days' ELSE b.at END,
    CASE WHEN n % 400 <> 5 THEN b.at + interval '1 day' * (30 + n % 601) END, 5, b.at,
    'user' || n || '@firm' || n % 40 || '.example', 'no', '{}', b.at,
    CASE WHEN n % 3 <> 0 AND n % 10 <> 3 THEN b.at + interval '1 day' * (30 + n % 601) - interval '1 hour' END,
    CASE WHEN n % 100 = 11 THEN $3::timestamptz + interval '20 days' END
  FROM generate_series(1, $2::integer) n, LATERAL (SELECT $3::timestamptz - n * interval '26 minutes' AS at) b`;

beforeAll(async () => {
  store = await createTestDatabase();
  const facts = { name: 'Plans', currency: 'EUR', countryCode: 'HK', isTest: true };
  merchantId = await addMerchant(store.database, { ...facts, code: 'PLANS' }, NOW);
  // Others use the same tables.
  const another = await addMerchant(store.database, { ...facts, code: 'OTHERS' }, NOW);
  await withClient(store, async (filler) => {
    for (const id of [merchantId, another]) {
      await filler.query(CUSTOMERS, [String(id), COUNT, NOW]);
      await filler.query(SUBSCRIPTIONS, [String(id), COUNT, NOW]);
    }
    await filler.query('CHECKPOINT');
    await filler.query('VACUUM (ANALYZE) customers, subscriptions');
    const { rows } = await filler.query(`SELECT FROM pg_extension WHERE extname = 'pg_trgm'`);
    knowsParts = rows.length > 0;
  });
  client = new pg.Client({ connectionString: store.connectionString });
  await client.connect();
  await client.query('SET plan_cache_mode TO force_generic_plan');
}, 60_000);
afterAll(async () => {
  await client.end();
  await store.drop();
});

type Looked = { readonly plans: readonly string[]; readonly rowsRead: number };

/** Does what is asked and answers how: the scans of each statement, and how many rows were read for them. */
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
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly Node[];
};

const scansOf = (node: Node): readonly string[] => [
  ...(node['Node Type'].includes('Scan')
    ? [`${node['Node Type']} ${node['Index Name'] ?? node['Relation Name'] ?? ''}`.trim()]
    : []),
  ...(node.Plans ?? []).flatMap(scansOf),
];

/** What a bitmap finds is read by the scan above it. */
const readBy = (node: Node): number =>
  (/^(?!Bitmap Index).*Scan/.test(node['Node Type'])
    ? node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)
    : 0) + (node.Plans ?? []).reduce((sum, each) => sum + readBy(each), 0);

const merchantNow = () => ({
  merchant: { id: merchantId, code: 'PLANS', timeZone: 'GMT+02:00', clockOffsetMs: 0, settings: {} },
  now: NOW,
});

const search = (options: SearchOptions, status: SubscriptionStatus | null) =>
  explained(async (db) => {
    const asked = filterOf(options, merchantNow().merchant);
    if (asked === null) return;
    const filter = status === null ? asked : await withStatus({ db, ...merchantNow() }, asked, status);
    const ready = await withCustomers(db, merchantId, filter);
    await listSubscriptions(db, merchantId, ready, pageOf(options));
    await countSubscriptions(db, merchantId, ready);
  });

test.each<[string, SearchOptions, SubscriptionStatus | null, string, number]>([
  ['a product', { ProductCodes: ['P-3'] }, null, 'subscriptions_product', 2_200],
  ['a product of those that are cancelled', { ProductCodes: ['P-3'], SubscriptionEnabled: false }, null, '', 4_200],
  ['cancelled ones', { SubscriptionEnabled: false }, null, 'subscriptions_canceled', 4_100],
  ['trials', { Type: 'TRIAL' }, null, 'subscriptions_trials', 900],
  ['converted trials', { Type: 'TRIALCONVERSION' }, null, 'subscription_events_conversions', 0],
  ['lifetime', { LifetimeSubscription: true }, null, 'subscriptions_expiry', 300],
  [
    'bought on a day',
    { PurchasedAfter: '2026-05-01', PurchasedBefore: '2026-05-01' },
    null,
    'subscriptions_purchased',
    200,
  ],
  ['that end on a day', { ExpireAfter: '2027-03-05', ExpireBefore: '2027-03-05' }, null, 'subscriptions_expiry', 300],
  [
    'that are charged on a day',
    { NextBillingDateAfter: '2027-03-05', NextBillingDateBefore: '2027-03-05' },
    null,
    'subscriptions_due',
    300,
  ],
  ['changed on a day', { ModifiedAfter: '2027-02-28' }, null, 'subscriptions_updated', 41_000],
  [
    'a whole address',
    { CustomerEmail: 'USER77@firm37.example', ExactMatchEmail: true },
    null,
    'subscriptions_email',
    60,
  ],
  ['a delivered key', { DeliveredCode: 'KEY' }, null, 'delivered_codes_code', 0],
  ['status: pending activation', {}, 'PENDING_ACTIVATION', 'subscriptions_pending', 500],
  ['status: active', {}, 'ACTIVE', 'subscriptions_purchased', 46_000],
  ['status: paused', {}, 'PAUSED', 'subscriptions_resuming', 1_500],
  ['status: past due', {}, 'PASTDUE', 'subscriptions_expiry', 3_500],
  ['status: expired', {}, 'EXPIRED', 'subscriptions_expiry', 42_000],
  ['status: cancelled', {}, 'CANCELED', 'subscriptions_canceled', 4_100],
])('a search: %s', async (_title, options, status, index, most) => {
  const { plans, rowsRead } = await search(options, status);
  expect(plans.join('; ')).toContain(index);
  expect(rowsRead).toBeLessThanOrEqual(most);
});

test('a part of an address that few have is found by its letters', async ({ skip }) => {
  if (!knowsParts) skip('this server has no pg_trgm');
  const { plans, rowsRead } = await search({ CustomerEmail: 'ser12345@' }, null);
  expect(plans.join('; ')).toContain('subscriptions_email_parts');
  expect(plans.join('; ')).toContain('customers_email_parts');
  expect(rowsRead).toBeLessThan(60);
});

test('a part that very many have is looked for row by row', async () => {
  const { plans } = await search({ CustomerEmail: 'example' }, null);
  expect(plans.join('; ')).toContain('subscriptions_purchased');
});

test('one subscription is read by keys', async () => {
  const { plans } = await explained((db) => findSubscription(db, merchantId, '0000004711'));
  expect(plans.filter((plan) => plan.startsWith('Seq Scan'))).toEqual([]);
  expect(plans[0]).toBe('Index Scan subscriptions_pkey');
});
