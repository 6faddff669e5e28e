import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { withClient } from './migrate.ts';
import { renderSchema } from './render-schema.ts';
import { loadSchema, readSchemaFile, schemaFile, schemaText, writeSchema } from './schema-file.ts';

const opened: TestDatabase[] = [];

async function open(content: 'migrated' | 'empty'): Promise<TestDatabase> {
  const one = await createTestDatabase({ content });
  opened.push(one);
  return one;
}

afterEach(() => Promise.all(opened.splice(0).map((one) => one.drop())));

async function rendered(sql: string): Promise<string> {
  const one = await open('empty');
  await withClient(one, (client) => client.query(sql));
  return renderSchema(one.database);
}

describe('schema.sql', () => {
  test('is what the migrations make (written anew with SUTLER_WRITE_SCHEMA=1)', async () => {
    const migrated = await open('migrated');
    if (process.env['SUTLER_WRITE_SCHEMA'] === '1') await writeSchema(migrated);
    expect(readSchemaFile()).toBe(await schemaText(migrated));
  });

  test('loads into an empty database and gives the catalogue of the replay', async () => {
    const migrated = await open('migrated');
    const empty = await open('empty');
    await loadSchema(empty, await schemaText(migrated));
    expect(await renderSchema(empty.database)).toBe(await renderSchema(migrated.database));
  });

  test('is written only when it changes', async () => {
    const migrated = await open('migrated');
    const folder = mkdtempSync(join(tmpdir(), 'sutler-schema-'));
    const file = join(folder, 'schema.sql');
    expect(await writeSchema(migrated, file)).toBe(true);
    expect(await writeSchema(migrated, file)).toBe(false);
    expect(readFileSync(file, 'utf8')).toBe(await schemaText(migrated));
    rmSync(folder, { recursive: true });
  });

  test('lies beside the migrations', () => {
    expect(schemaFile()).toMatch(/server[/\\]db[/\\]schema\.sql$/);
  });
});

describe('the rendering', () => {
  const rich = `
    CREATE TYPE colour AS ENUM ('red', 'Green');
    CREATE FUNCTION doubled(amount bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT amount * 2';
    CREATE TABLE b (merchant_id bigint, id bigint, a_id bigint, "Odd name" text COLLATE "C" DEFAULT 'x''y',
      amount_minor bigint NOT NULL CHECK (amount_minor >= 0), twice bigint GENERATED ALWAYS AS (doubled(amount_minor)) STORED,
      price numeric(12, 4), tags text[] NOT NULL DEFAULT '{}', colour colour, PRIMARY KEY (merchant_id, id)) WITH (fillfactor = 70);
    CREATE TABLE a (merchant_id bigint, id bigint, b_id bigint, PRIMARY KEY (merchant_id, id),
      FOREIGN KEY (merchant_id, b_id) REFERENCES b DEFERRABLE INITIALLY DEFERRED);
    ALTER TABLE b ADD FOREIGN KEY (merchant_id, a_id) REFERENCES a ON DELETE CASCADE;
    CREATE UNIQUE INDEX some_b ON b (merchant_id, lower("Odd name")) INCLUDE (price) WHERE price > 0;
    CREATE FUNCTION first_b(m bigint) RETURNS SETOF b LANGUAGE sql STABLE AS 'SELECT * FROM b WHERE merchant_id = m';
    CREATE VIEW rich AS SELECT merchant_id, sum(amount_minor) AS total FROM b GROUP BY merchant_id;
    CREATE TABLE events (merchant_id bigint NOT NULL, day date NOT NULL) PARTITION BY RANGE (day);
    COMMENT ON TABLE a IS 'it''s a'; COMMENT ON COLUMN b."Odd name" IS 'odd'; COMMENT ON INDEX some_b IS 'some';`;

  test('is SQL that makes the same again', async () => {
    const text = await rendered(rich);
    expect(text).toContain('COLLATE "C"');
    expect(await rendered(`SET check_function_bodies = off;\n${text}`)).toBe(text);
  });

  test.each([
    ['a column', 'ALTER TABLE a ADD COLUMN more text'],
    ['a type', 'ALTER TABLE b ALTER COLUMN price TYPE numeric(12, 5)'],
    ['a default', `ALTER TABLE b ALTER COLUMN tags SET DEFAULT '{x}'`],
    ['a check', 'ALTER TABLE b ADD CHECK (price > 0)'],
    ['an action', 'ALTER TABLE a DROP CONSTRAINT a_merchant_id_b_id_fkey'],
    ['an index', 'DROP INDEX some_b'],
    ['nullability', 'ALTER TABLE b ALTER COLUMN amount_minor DROP NOT NULL'],
    ['a body', `CREATE OR REPLACE FUNCTION first_b(m bigint) RETURNS SETOF b LANGUAGE sql STABLE AS 'SELECT * FROM b'`],
    ['a comment', `COMMENT ON TABLE a IS 'other'`],
  ])('shows a difference in %s', async (_name, change) => {
    expect(await rendered(`${rich}; ${change}`)).not.toBe(await rendered(rich));
  });

  test.each([
    ['a sequence', 'CREATE SEQUENCE s', 'sequence s'],
    ['an identity column', 'CREATE TABLE t (id bigint GENERATED ALWAYS AS IDENTITY)', 'identity column t.id'],
    ['another schema', 'CREATE SCHEMA other', 'schema other'],
    ['a domain', 'CREATE DOMAIN d AS text', 'type d'],
    ['row security', 'CREATE TABLE t (id bigint); ALTER TABLE t ENABLE ROW LEVEL SECURITY', 'relation t'],
  ])('refuses %s rather than losing it', async (_name, sql, what) => {
    await expect(rendered(sql)).rejects.toThrow(what);
  });
});
