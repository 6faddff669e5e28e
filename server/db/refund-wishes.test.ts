import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { json, statement } from './database.ts';
import { migrate } from './migrate.ts';
import { migrationsFolder } from './migrations-folder.ts';

/* Before migration 0024 a partial refund ended no subscriptions, whatever its row said; since then the row counts. */

let store: TestDatabase;
let before: string;

beforeAll(async () => {
  store = await createTestDatabase({ content: 'empty' });
  before = mkdtempSync(join(tmpdir(), 'sutler-before-0024-'));
  for (const name of readdirSync(migrationsFolder())) {
    if (/^\d{4}-.*\.sql$/.test(name) && name < '0024') cpSync(join(migrationsFolder(), name), join(before, name));
  }
});
afterAll(async () => {
  await store.drop();
  rmSync(before, { recursive: true });
});

const AT = new Date('2026-03-01T10:00:00Z');

/** Rows of columns that are named. */
const insert = (table: string, row: Readonly<Record<string, unknown>>) => {
  const columns = Object.keys(row).join(', ');
  return store.database.rows(
    statement(`INSERT INTO ${table} (${columns}) SELECT ${columns} FROM jsonb_populate_record(NULL::${table}, $1)`, [
      json(row),
    ]),
  );
};

const ORDER = {
  merchant_id: 7n,
  ref_no: 1n,
  status: 'COMPLETE',
  approve_status: 'OK',
  vendor_approve_status: 'OK',
  is_test: false,
  currency: 'EUR',
  language: 'en',
  country_code: 'hk',
  payment_type: 'CC',
  payment_currency: 'EUR',
  recurring_enabled: false,
  net_minor: 1000n,
  gross_minor: 1000n,
  net_discounted_minor: 1000n,
  gross_discounted_minor: 1000n,
  discount_minor: 0n,
  vat_minor: 0n,
  vat_discounted_minor: 0n,
  commission_minor: 0n,
  affiliate_commission_minor: 0n,
  billing: {},
  delivery: {},
  details: {},
  placed_at: AT,
};

const PAYMENT = {
  merchant_id: 7n,
  payment_id: 1n,
  ref_no: 1n,
  attempt: 1,
  gateway: 'simulator',
  state: 'CAPTURED',
  payment_type: 'CC',
  is_test: false,
  recurring_enabled: false,
  amount_minor: 1000n,
  currency: 'EUR',
  requested_at: AT,
  updated_at: AT,
};

const refund = (id: bigint, amount: bigint, isTotal: boolean, state: string, cancels: boolean) => ({
  merchant_id: 7n,
  refund_id: id,
  ref_no: 1n,
  payment_id: 1n,
  state,
  is_total: isTotal,
  amount_minor: amount,
  net_minor: amount,
  vat_minor: 0n,
  currency: 'EUR',
  reason: 'Other',
  comment: '',
  items: [],
  cancels_subscriptions: cancels,
  requested_at: AT,
  updated_at: AT,
});

test('partial refunds from before leave subscriptions alone, as they would have; total ones end them', async () => {
  await migrate(store, { folder: before });
  await store.database.rows(
    statement(
      `INSERT INTO merchants VALUES (7, 'SHOP', 'Shop', 'RO', 'EUR', 'GMT+02:00', true, true, 0, 1, '{}', '{}', $1, $1)`,
      [AT],
    ),
  );
  await insert('orders', ORDER);
  await insert('payments', PAYMENT);
  await insert('refunds', refund(1n, 400n, false, 'DONE', true));
  await insert('refunds', refund(2n, 100n, false, 'REQUESTED', true));
  await insert('refunds', refund(3n, 500n, true, 'DONE', true));
  await migrate(store);
  const rows = await store.database.rows(
    statement(
      `SELECT refund_id, state, cancels_subscriptions, subscriptions_wish, origin, reuses_keys, commission_minor, due_at
       FROM refunds WHERE merchant_id = 7 ORDER BY refund_id`,
    ),
  );
  const unsaid = { subscriptions_wish: null, origin: 'API', reuses_keys: false, commission_minor: 0n, due_at: null };
  expect(rows).toEqual([
    { refund_id: 1n, state: 'DONE', cancels_subscriptions: false, ...unsaid },
    { refund_id: 2n, state: 'REQUESTED', cancels_subscriptions: false, ...unsaid },
    { refund_id: 3n, state: 'DONE', cancels_subscriptions: true, ...unsaid },
  ]);
});
