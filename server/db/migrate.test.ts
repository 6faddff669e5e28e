import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { statement } from './database.ts';
import { migrate, pendingMigrations, SchemaMismatch } from './migrate.ts';
import { readMigrations, sqlFolder } from './migrations-folder.ts';

let copy: TestDatabase;
let folder: string;

beforeEach(async () => {
  copy = await createTestDatabase({ content: 'empty' });
  folder = mkdtempSync(join(tmpdir(), 'sutler-migrations-'));
});

afterEach(async () => {
  await copy.drop();
  rmSync(folder, { recursive: true });
});

const write = (name: string, sql: string) => writeFileSync(join(folder, `${name}.sql`), sql);
const has = async (relation: string) => {
  const found = await copy.database.row<{ found: boolean }>(
    statement('SELECT to_regclass($1) IS NOT NULL AS found', [relation]),
  );
  return found?.found;
};

describe('migrate', () => {
  test('applies what is missing, in order, and notes it', async () => {
    const now = new Date('2026-03-01T00:00:00Z');
    write('0001-first', 'CREATE TABLE first (id bigint); CREATE TABLE also (id bigint);');
    expect(await migrate(copy, { folder, now })).toEqual(['0001-first']);
    write('0002-second', 'ALTER TABLE first ADD COLUMN name text;');
    expect(await pendingMigrations(copy, folder)).toEqual(['0002-second']);
    expect(await migrate(copy, { folder, now })).toEqual(['0002-second']);
    expect(await migrate(copy, { folder, now })).toEqual([]);
    const noted = statement('SELECT number, name, applied_at FROM schema_migrations ORDER BY number');
    expect(await copy.database.rows(noted)).toEqual([
      { number: 1, name: '0001-first', applied_at: now },
      { number: 2, name: '0002-second', applied_at: now },
    ]);
  });

  test('of two starters at once only one applies a migration', async () => {
    write('0001-first', 'CREATE TABLE first (id bigint); SELECT pg_sleep(0.2);');
    const both = await Promise.all([migrate(copy, { folder }), migrate(copy, { folder })]);
    expect(both.flat()).toEqual(['0001-first']);
  });

  test('leaves nothing of a migration that fails, keeps those before it, and names the line', async () => {
    write('0001-first', 'CREATE TABLE first (id bigint);');
    write('0002-second', 'CREATE TABLE second (id bigint);\n\nSELECT nonsense;');
    await expect(migrate(copy, { folder })).rejects.toThrow(
      '0002-second failed: column "nonsense" does not exist (line 3)',
    );
    expect(await has('first')).toBe(true);
    expect(await has('second')).toBe(false);
    write('0002-second', 'CREATE TABLE second (id bigint);');
    expect(await migrate(copy, { folder })).toEqual(['0002-second']);
  });

  test('refuses a database that a newer program has migrated', async () => {
    write('0001-first', 'CREATE TABLE first (id bigint);');
    write('0002-second', 'CREATE TABLE second (id bigint);');
    await migrate(copy, { folder });
    rmSync(join(folder, '0002-second.sql'));
    await expect(migrate(copy, { folder })).rejects.toThrow(SchemaMismatch);
    await expect(pendingMigrations(copy, folder)).rejects.toThrow('0002-second');
  });

  test('refuses an applied migration that was changed, but not other line endings', async () => {
    write('0001-first', 'CREATE TABLE first (\n id bigint);');
    await migrate(copy, { folder });
    write('0001-first', 'CREATE TABLE first (\r\n id bigint);');
    expect(await migrate(copy, { folder })).toEqual([]);
    write('0001-first', 'CREATE TABLE first (id text);');
    await expect(migrate(copy, { folder })).rejects.toThrow('must not be changed');
  });

  test('asking what is pending changes nothing', async () => {
    write('0001-first', 'CREATE TABLE first (id bigint);');
    expect(await pendingMigrations(copy, folder)).toEqual(['0001-first']);
    expect(await has('schema_migrations')).toBe(false);
  });
});

describe('the files', () => {
  test.each([
    ['a gap', ['0001-a', '0003-c'], '0003-c should have number 2'],
    ['a double', ['0001-a', '0001-b'], '0001-b should have number 2'],
    ['a name without number', ['first'], 'not named like a migration'],
  ])('with %s are refused', (_name, files, message) => {
    for (const file of files) write(file, '');
    expect(() => readMigrations(folder)).toThrow(message);
  });

  test('are found from the sources and from a bundle in dist/', () => {
    expect(sqlFolder()).toMatch(/server[/\\]db$/);
    mkdirSync(join(folder, 'server', 'db', 'migrations'), { recursive: true });
    const bundle = pathToFileURL(join(folder, 'dist', 'sutler.mjs')).href;
    expect(sqlFolder(bundle)).toBe(join(folder, 'server', 'db'));
  });
});
