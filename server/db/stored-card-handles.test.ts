import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { statement } from './database.ts';
import { migrate } from './migrate.ts';
import { migrationsFolder } from './migrations-folder.ts';

/* Migration 0019 gives the cards that are stored already a name each. */

let store: TestDatabase;
let before: string;

beforeAll(async () => {
  store = await createTestDatabase({ content: 'empty' });
  before = mkdtempSync(join(tmpdir(), 'sutler-before-0019-'));
  for (const name of readdirSync(migrationsFolder())) {
    if (/^\d{4}-.*\.sql$/.test(name) && name < '0019') cpSync(join(migrationsFolder(), name), join(before, name));
  }
});
afterAll(async () => {
  await store.drop();
  rmSync(before, { recursive: true });
});

test('each stored card gets a name of its own that nobody can guess', async () => {
  await migrate(store, { folder: before });
  const { database } = store;
  const at = new Date('2026-03-01T10:00:00Z');
  await database.rows(
    statement(
      `INSERT INTO merchants VALUES (7, 'SHOP', 'Shop', 'RO', 'EUR', 'GMT+02:00', true, true, 0, 1, '{}', '{}', $1, $1)`,
      [at],
    ),
  );
  await database.rows(
    statement(
      `INSERT INTO customers (merchant_id, customer_id, first_name, last_name, address1, city, zip, country_code, email,
         created_at, updated_at)
       VALUES (7, 1, 'Ana', 'Test', 'Street 1', 'Oslo', '0101', 'no', 'ana@example.test', $1, $1)`,
      [at],
    ),
  );
  for (const card of [1n, 2n]) {
    await database.rows(
      statement(
        `INSERT INTO stored_cards VALUES
           (7, $1, 1, 'simulator', 'token', 'visa', '4111', '1111', '12', '31', 'Ana Test', $2)`,
        [card, at],
      ),
    );
  }
  await migrate(store);
  const rows = await database.rows<{ transient_token: string; is_test: boolean }>(
    statement('SELECT transient_token, is_test FROM stored_cards WHERE merchant_id = 7'),
  );
  expect(rows).toHaveLength(2);
  expect(new Set(rows.map(({ transient_token }) => transient_token)).size).toBe(2);
  for (const row of rows)
    expect(row).toEqual({ transient_token: expect.stringMatching(/^[0-9a-f]{64}$/), is_test: false });
});
