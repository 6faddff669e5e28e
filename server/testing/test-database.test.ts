import { afterAll, beforeAll, expect, test } from 'vitest';
import { statement } from '../db/database.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

let first: TestDatabase;
let second: TestDatabase;

beforeAll(async () => {
  [first, second] = await Promise.all([createTestDatabase(), createTestDatabase()]);
});

afterAll(() => Promise.all([first.drop(), second.drop()]));

test('a copy has the migrated tables', async () => {
  const found = await first.database.row(statement('SELECT count(*) > 0 AS found FROM schema_migrations WHERE false'));
  expect(found).toEqual({ found: false });
});

test('what one copy stores, another does not see', async () => {
  await first.database.rows(statement('CREATE TABLE only_here (id bigint PRIMARY KEY)'));
  const seen = statement(`SELECT to_regclass('only_here') IS NOT NULL AS seen`);
  expect(await first.database.row(seen)).toEqual({ seen: true });
  expect(await second.database.row(seen)).toEqual({ seen: false });
});

test('a copy is made within a second', async () => {
  const before = performance.now();
  const third = await createTestDatabase();
  const tookMs = performance.now() - before;
  await third.drop();
  expect(tookMs).toBeLessThan(1_000);
});
