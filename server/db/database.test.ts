import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import {
  CommitUnknown,
  compose,
  type Db,
  isUniqueViolation,
  json,
  openDatabase,
  statement,
  TransactionRolledBack,
} from './database.ts';

let testDatabase: TestDatabase;
const reported: Error[] = [];

beforeAll(async () => {
  testDatabase = await createTestDatabase({ content: 'empty', onError: (error) => reported.push(error) });
  const client = new pg.Client({ connectionString: testDatabase.connectionString });
  await client.connect();
  await client.query(`
    CREATE TABLE counter (id bigint PRIMARY KEY, amount_minor bigint NOT NULL CONSTRAINT not_negative CHECK (amount_minor >= 0));
    CREATE TABLE parent (id bigint PRIMARY KEY);
    CREATE TABLE child (id bigint PRIMARY KEY, parent_id bigint NOT NULL
      CONSTRAINT child_parent REFERENCES parent DEFERRABLE INITIALLY DEFERRED);
  `);
  await client.end();
});

afterAll(() => testDatabase.drop());

const insert = (id: bigint, amountMinor = 0n) =>
  statement('INSERT INTO counter (id, amount_minor) VALUES ($1, $2)', [id, amountMinor]);
const add = (id: bigint, amountMinor: bigint) =>
  statement('UPDATE counter SET amount_minor = amount_minor + $2 WHERE id = $1 RETURNING amount_minor', [
    id,
    amountMinor,
  ]);
const exists = async (db: Db, id: bigint) =>
  (await db.row(statement('SELECT 1 FROM counter WHERE id = $1', [id]))) !== undefined;

describe('values', () => {
  const big = 9_223_372_036_854_775_807n;
  const instant = new Date('2026-02-28T23:59:59.123Z');
  const cases: [type: string, given: unknown, read: unknown][] = [
    ['bigint', big, big],
    ['bigint', -1n, -1n],
    ['bigint', null, null],
    ['bigint', '12', 12n],
    ['bigint[]', [1n, big, null], [1n, big, null]],
    ['bigint[]', [], []],
    ['integer', 7, 7],
    ['numeric', '12345678901234567890.000000000001', '12345678901234567890.000000000001'],
    ['numeric[]', ['0.10', null], ['0.10', null]],
    ['boolean', false, false],
    ['date', '2024-02-29', '2024-02-29'],
    ['date[]', ['2024-02-29', null], ['2024-02-29', null]],
    ['timestamptz', instant, instant],
    ['timestamptz[]', [instant, null], [instant, null]],
    ['text', undefined, null],
    ['text', 'öäü "quoted" \\ \u{1F6D2}', 'öäü "quoted" \\ \u{1F6D2}'],
    ['text[]', ['a,b', '"', '\\', '', 'NULL', null], ['a,b', '"', '\\', '', 'NULL', null]],
    ['bytea', Buffer.from([0, 1, 255]), Buffer.from([0, 1, 255])],
    ['bytea[]', [Buffer.from([0, 92, 255])], [Buffer.from([0, 92, 255])]],
    ['jsonb', { total: 12n, lines: [1, null] }, { total: '12', lines: [1, null] }],
    ['jsonb', json([1, 'two']), [1, 'two']],
  ];

  test.each(cases)('%s (case %#) comes back as it went in', async (type, given, read) => {
    expect(await testDatabase.database.row(statement(`SELECT $1::${type} AS value`, [given]))).toEqual({ value: read });
  });

  test('a session works in UTC, under our name, with bounds', async () => {
    const settings = statement(`SELECT current_setting('timezone') AS zone, current_setting('application_name') AS name,
      current_setting('statement_timeout') AS statement, current_setting('idle_in_transaction_session_timeout') AS idle`);
    expect(await testDatabase.database.row(settings)).toEqual({
      zone: 'UTC',
      name: 'sutler',
      statement: '30s',
      idle: '30s',
    });
  });

  test('the driver of others is left alone', () => {
    expect(pg.types.getTypeParser(pg.types.builtins.INT8)('12')).toBe('12');
  });

  test.each([
    ['an invalid date', new Date(Number.NaN)],
    ['a function', () => 1],
  ])('%s is refused before anything is sent, and the connection stays good', async (_name, value) => {
    await expect(testDatabase.database.rows(statement('SELECT $1::text AS refused', [value]))).rejects.toThrow();
    expect(await testDatabase.database.row(statement('SELECT $1::text AS refused', ['ok']))).toEqual({ refused: 'ok' });
  });
});

describe('statements', () => {
  test('equal texts share a name, other texts do not', () => {
    expect(statement('SELECT 1').name).toBe(statement('SELECT 1').name);
    expect(statement('SELECT 1').name).not.toBe(statement('SELECT 2').name);
  });

  test('the server keeps a statement prepared', async () => {
    const only = openDatabase({ connectionString: testDatabase.connectionString, maxConnections: 1 });
    const twice = statement('SELECT $1::bigint AS twice', [1n]);
    await only.rows(twice);
    await only.rows(twice);
    const kept = statement('SELECT statement FROM pg_prepared_statements WHERE name = $1', [twice.name]);
    expect(await only.row(kept)).toEqual({ statement: twice.text });
    await only.close();
  });

  test('a composed statement carries its values as parameters', async () => {
    const filter = sql`id = ${5n} AND ${sql.ref('amount_minor')} > ${0n}`;
    const composed = compose(sql`SELECT id FROM counter WHERE ${filter}`);
    expect(composed.text).toBe('SELECT id FROM counter WHERE id = $1 AND "amount_minor" > $2');
    expect(composed.values).toEqual([5n, 0n]);
    expect(await testDatabase.database.rows(composed)).toEqual([]);
  });

  test('a prepared statement survives a change of its table', async () => {
    const star = statement('SELECT * FROM widening');
    await testDatabase.database.rows(statement('CREATE TABLE widening (id bigint PRIMARY KEY)'));
    await Promise.all([1, 2, 3, 4, 5].map(() => testDatabase.database.rows(star)));
    await testDatabase.database.rows(statement('ALTER TABLE widening ADD COLUMN name text'));
    await testDatabase.database.rows(statement(`INSERT INTO widening VALUES (1, 'one')`));
    expect(await testDatabase.database.rows(star)).toEqual([{ id: 1n, name: 'one' }]);
    expect(await testDatabase.database.transaction((tx) => tx.rows(star))).toEqual([{ id: 1n, name: 'one' }]);
  });
});

describe('a transaction', () => {
  test('stores what it did and answers what the work answered', async () => {
    const answer = await testDatabase.database.transaction(async (tx) => {
      await tx.rows(insert(1n, 10n));
      return tx.row<{ amount_minor: bigint }>(add(1n, 5n));
    });
    expect(answer).toEqual({ amount_minor: 15n });
    expect(await exists(testDatabase.database, 1n)).toBe(true);
  });

  test('that throws stores nothing and throws the same', async () => {
    const refusal = new Error('no');
    const work = testDatabase.database.transaction(async (tx) => {
      await tx.rows(insert(2n));
      throw refusal;
    });
    await expect(work).rejects.toBe(refusal);
    expect(await exists(testDatabase.database, 2n)).toBe(false);
  });

  test('whose failed statement was caught is an error, though the server answers COMMIT with success', async () => {
    const work = testDatabase.database.transaction(async (tx) => {
      await tx.rows(insert(3n));
      await tx.rows(insert(3n)).catch(() => undefined);
    });
    await expect(work).rejects.toThrow(TransactionRolledBack);
    expect(await exists(testDatabase.database, 3n)).toBe(false);
  });

  test('whose failing statement nobody waited for is an error with its cause', async () => {
    const work = testDatabase.database.transaction(async (tx) => {
      tx.rows(insert(4n));
      tx.row(insert(4n, -1n));
      tx.rows(insert(5n));
    });
    const error = await work.catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(TransactionRolledBack);
    expect(error).toMatchObject({ cause: { code: '23514', constraint: 'not_negative' } });
    expect(await exists(testDatabase.database, 4n)).toBe(false);
    expect(await exists(testDatabase.database, 5n)).toBe(false);
  });

  test('that sends statements without waiting stores all of them', async () => {
    await testDatabase.database.transaction(async (tx) => {
      for (let id = 100n; id < 150n; id += 1n) tx.rows(insert(id));
    });
    const count = statement('SELECT count(*) AS count FROM counter WHERE id BETWEEN 100 AND 149');
    expect(await testDatabase.database.row(count)).toEqual({ count: 50n });
  });

  test('with a value that cannot be encoded stores nothing', async () => {
    const work = testDatabase.database.transaction(async (tx) => {
      await tx.rows(insert(6n));
      tx.rows(statement('SELECT $1::timestamptz', [new Date(Number.NaN)]));
    });
    await expect(work).rejects.toThrow(TransactionRolledBack);
    expect(await exists(testDatabase.database, 6n)).toBe(false);
  });

  test('that breaks a deferred constraint fails at COMMIT with the error of the constraint', async () => {
    const work = testDatabase.database.transaction((tx) =>
      tx.rows(statement('INSERT INTO child (id, parent_id) VALUES (1, 404)')),
    );
    await expect(work).rejects.toMatchObject({ code: '23503', constraint: 'child_parent' });
  });

  test('refuses a statement that comes after its end', async () => {
    const kept: Db[] = [];
    await testDatabase.database.transaction(async (tx) => {
      kept.push(tx);
    });
    await expect(kept[0]?.rows(insert(7n))).rejects.toThrow('too late');
    expect(await exists(testDatabase.database, 7n)).toBe(false);
  });

  test('names the first failure, not its echo', async () => {
    const work = testDatabase.database.transaction(async (tx) => {
      tx.rows(insert(8n, -1n));
      await tx.rows(insert(8n));
    });
    await expect(work).rejects.toMatchObject({ code: '23514' });
  });

  test('is run again after a deadlock, and both sides succeed', async () => {
    await testDatabase.database.rows(statement('INSERT INTO counter (id, amount_minor) VALUES (20, 0), (21, 0)'));
    let runs = 0;
    let waiting = 2;
    let bothHold: () => void = () => undefined;
    const meeting = new Promise<void>((resolve) => {
      bothHold = resolve;
    });
    const cross = (first: bigint, second: bigint) =>
      testDatabase.database.transaction(async (tx) => {
        runs += 1;
        await tx.rows(add(first, 1n));
        waiting -= 1;
        if (waiting === 0) bothHold();
        await meeting;
        await tx.rows(add(second, 1n));
      });
    await Promise.all([cross(20n, 21n), cross(21n, 20n)]);
    expect(runs).toBe(3);
    const sums = statement('SELECT amount_minor FROM counter WHERE id IN (20, 21)');
    expect(await testDatabase.database.rows(sums)).toEqual([{ amount_minor: 2n }, { amount_minor: 2n }]);
  });

  test('gives up when the failure stays', async () => {
    let runs = 0;
    const work = testDatabase.database.transaction(async (tx) => {
      runs += 1;
      await tx.rows(statement(`DO $$ BEGIN RAISE SQLSTATE '40001'; END $$`));
    });
    await expect(work).rejects.toMatchObject({ code: '40001' });
    expect(runs).toBe(5);
  });
});

describe('a unique violation', () => {
  test('is recognised by its constraint, also behind a rolled back transaction', async () => {
    await testDatabase.database.rows(insert(30n));
    const plain = await testDatabase.database.rows(insert(30n)).catch((error: unknown) => error);
    expect(isUniqueViolation(plain)).toBe(true);
    expect(isUniqueViolation(plain, 'counter_pkey')).toBe(true);
    expect(isUniqueViolation(plain, 'other_key')).toBe(false);
    const wrapped = await testDatabase.database
      .transaction(async (tx) => void tx.rows(insert(30n)))
      .catch((e: unknown) => e);
    expect(wrapped).toBeInstanceOf(TransactionRolledBack);
    expect(isUniqueViolation(wrapped, 'counter_pkey')).toBe(true);
  });

  test('is not any other error', async () => {
    const error = await testDatabase.database.rows(insert(31n, -1n)).catch((caught: unknown) => caught);
    expect(isUniqueViolation(error)).toBe(false);
    expect(isUniqueViolation(new Error('23505'))).toBe(false);
  });

  test('costs no connection', async () => {
    const only = openDatabase({ connectionString: testDatabase.connectionString, maxConnections: 1 });
    const backend = statement('SELECT pg_backend_pid() AS pid');
    const before = await only.row(backend);
    await expect(only.rows(insert(30n))).rejects.toThrow();
    expect(await only.row(backend)).toEqual(before);
    await only.close();
  });
});

describe('a connection that the server ends', () => {
  const backend = statement('SELECT pg_backend_pid() AS pid');
  const terminate = (pid: number) => testDatabase.database.rows(statement('SELECT pg_terminate_backend($1)', [pid]));
  const open = (errors: Error[]) =>
    openDatabase({
      connectionString: testDatabase.connectionString,
      maxConnections: 1,
      onError: (error) => errors.push(error),
    });

  test('while idle is reported and replaced', async () => {
    const errors: Error[] = [];
    const db = open(errors);
    const before = await db.row<{ pid: number }>(backend);
    await terminate(before?.pid ?? 0);
    await expect.poll(() => errors.length).toBeGreaterThan(0);
    const after = await db.row<{ pid: number }>(backend);
    expect(after?.pid).not.toBe(before?.pid);
    await db.close();
  });

  test('inside a transaction gives an error, stores nothing, and the pool goes on', async () => {
    const errors: Error[] = [];
    const db = open(errors);
    const work = db.transaction(async (tx) => {
      await tx.rows(insert(40n));
      const own = await tx.row<{ pid: number }>(backend);
      await terminate(own?.pid ?? 0);
      await expect.poll(() => errors.length).toBeGreaterThan(0);
      await tx.rows(insert(41n));
    });
    await expect(work).rejects.toThrow();
    expect(await exists(db, 40n)).toBe(false);
    await db.close();
  });

  test('before COMMIT was sent is known to have stored nothing', async () => {
    const errors: Error[] = [];
    const db = open(errors);
    const work = db.transaction(async (tx) => {
      const own = await tx.row<{ pid: number }>(backend);
      await terminate(own?.pid ?? 0);
      await expect.poll(() => errors.length).toBeGreaterThan(0);
    });
    await expect(work).rejects.toThrow(TransactionRolledBack);
    await db.close();
  });

  test('during COMMIT leaves the outcome unknown, and the work is not run again', async () => {
    // A deferred constraint makes COMMIT take long enough to be cut off.
    await testDatabase.database.rows(
      statement(`CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN PERFORM pg_sleep(20); RETURN NULL; END $$`),
    );
    await testDatabase.database.rows(statement('CREATE TABLE slow_to_commit (id bigint PRIMARY KEY)'));
    await testDatabase.database.rows(
      statement(`CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON slow_to_commit DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION slow()`),
    );
    const db = open([]);
    let runs = 0;
    let pid = 0;
    const work = db
      .transaction(async (tx) => {
        runs += 1;
        pid = (await tx.row<{ pid: number }>(backend))?.pid ?? 0;
        await tx.rows(statement('INSERT INTO slow_to_commit VALUES (1)'));
      })
      .catch((error: unknown) => error);
    const activity = statement(`SELECT pid FROM pg_stat_activity WHERE query = 'COMMIT' AND state = 'active'`);
    await expect.poll(() => testDatabase.database.row(activity)).toBeDefined();
    await terminate(pid);
    expect(await work).toBeInstanceOf(CommitUnknown);
    expect(runs).toBe(1);
    await db.close();
  });
});

test('a statement that takes too long is cancelled by the server', async () => {
  const db = openDatabase({ connectionString: testDatabase.connectionString, statementTimeoutMs: 100 });
  await expect(db.rows(statement('SELECT pg_sleep(20)'))).rejects.toMatchObject({ code: '57014' });
  await db.close();
});

test('a server that is not there is an error of the call', async () => {
  const db = openDatabase({ host: '127.0.0.1', port: 1, user: 'nobody', database: 'none' });
  await expect(db.rows(statement('SELECT 1'))).rejects.toThrow('ECONNREFUSED');
  await db.close();
  await db.close();
});
