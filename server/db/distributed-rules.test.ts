import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { distributedBreaches, type Exceptions } from './distributed-rules.ts';
import { withClient } from './migrate.ts';

/** The whole list of tables that are not spread by merchant. A new one here needs a reason beside it. */
const exceptions: Exceptions = {
  // Merchants are looked up by code on every node, before the merchant is known; rates are the same for all of them.
  reference: ['merchants', 'exchange_rates'],
  // The migrator's own notes.
  local: ['schema_migrations'],
};

const good = `
  CREATE TABLE merchants (merchant_id bigint PRIMARY KEY, code text UNIQUE);
  CREATE TABLE exchange_rates (currency text PRIMARY KEY, rate_e8 bigint);
  CREATE TABLE schema_migrations (number integer PRIMARY KEY);
  CREATE TABLE orders (merchant_id bigint REFERENCES merchants, id bigint, total_minor bigint, placed_at timestamptz,
    currency text DEFAULT 'EUR', PRIMARY KEY (merchant_id, id));
  CREATE TABLE lines (merchant_id bigint, id bigint, order_id bigint, PRIMARY KEY (merchant_id, id),
    FOREIGN KEY (merchant_id, order_id) REFERENCES orders);
  CREATE UNIQUE INDEX ON lines (merchant_id, lower(id::text));
  CREATE FUNCTION place(at timestamptz) RETURNS void LANGUAGE plpgsql AS '
    BEGIN
      -- the time is an argument: no now() here
      UPDATE orders SET placed_at = at;
    END';`;

const bad: [rule: string, sql: string, breach: string][] = [
  [
    'a primary key of its own',
    'CREATE TABLE t (id bigint PRIMARY KEY, merchant_id bigint NOT NULL)',
    't: the primary key does not start with merchant_id',
  ],
  [
    'merchant_id second in the key',
    'CREATE TABLE t (merchant_id bigint, id bigint, PRIMARY KEY (id, merchant_id))',
    't: the primary key does not start with merchant_id',
  ],
  ['no primary key', 'CREATE TABLE t (id bigint)', 't: the primary key does not start with merchant_id'],
  [
    'a unique key across merchants',
    'ALTER TABLE orders ADD CONSTRAINT one_total UNIQUE (total_minor)',
    'orders: the unique index one_total does not start with merchant_id',
  ],
  [
    'a unique index on an expression',
    'CREATE UNIQUE INDEX one_currency ON orders (lower(currency), merchant_id)',
    'orders: the unique index one_currency does not start with merchant_id',
  ],
  [
    'a foreign key that crosses merchants',
    `ALTER TABLE lines ADD COLUMN owner bigint, ADD CONSTRAINT crosses FOREIGN KEY (owner, order_id) REFERENCES orders`,
    'lines: the foreign key crosses does not carry merchant_id on both sides',
  ],
  [
    'a foreign key to a local table',
    'ALTER TABLE orders ADD number integer CONSTRAINT local REFERENCES schema_migrations',
    'orders: the foreign key local leads to a table that is not on every node',
  ],
  [
    'a foreign key from a reference table',
    'ALTER TABLE merchants ADD o bigint, ADD CONSTRAINT first FOREIGN KEY (merchant_id, o) REFERENCES orders',
    'merchants: the foreign key first leads from a table outside the shards into them',
  ],
  [
    'merchant_id as text',
    'CREATE TABLE t (merchant_id text, id bigint, PRIMARY KEY (merchant_id, id))',
    't: merchant_id is not bigint NOT NULL',
  ],
  [
    'a trigger',
    `CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
     CREATE TRIGGER tick AFTER INSERT ON orders EXECUTE FUNCTION f()`,
    'orders: trigger tick',
  ],
  ['a sequence', 'CREATE SEQUENCE s', 's: a sequence; ids come from the application'],
  [
    'an identity column',
    'ALTER TABLE orders ADD COLUMN n bigint GENERATED ALWAYS AS IDENTITY',
    'orders_n_seq: a sequence; ids come from the application',
  ],
  [
    'an exclusion constraint',
    'ALTER TABLE orders ADD CONSTRAINT alone EXCLUDE USING btree (total_minor WITH =)',
    'orders: exclusion constraint alone',
  ],
  [
    'a default of now()',
    'ALTER TABLE orders ALTER COLUMN placed_at SET DEFAULT now()',
    'orders.placed_at: the default now() is not the same on every node',
  ],
  [
    'a default of CURRENT_TIMESTAMP',
    'ALTER TABLE orders ALTER COLUMN placed_at SET DEFAULT CURRENT_TIMESTAMP',
    'orders.placed_at: the default CURRENT_TIMESTAMP is not the same on every node',
  ],
  [
    'a random default',
    'ALTER TABLE orders ALTER COLUMN currency SET DEFAULT gen_random_uuid()',
    'orders.currency: the default gen_random_uuid() is not the same on every node',
  ],
  [
    'a body with clock_timestamp()',
    `CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS 'BEGIN UPDATE orders SET placed_at = Clock_Timestamp (); END'`,
    'f(): the body asks for the time or for chance; both are arguments',
  ],
  [
    'money as numeric',
    'ALTER TABLE orders ADD COLUMN tax_minor numeric',
    'orders.tax_minor: money is bigint, not numeric',
  ],
  [
    'money as integer',
    'ALTER TABLE orders ADD COLUMN tax_minor integer',
    'orders.tax_minor: money is bigint, not integer',
  ],
  [
    'an instant without zone',
    'ALTER TABLE orders ADD COLUMN ended timestamp',
    'orders.ended: an instant is timestamptz, not timestamp without time zone',
  ],
  [
    'an instant as a date',
    'ALTER TABLE orders ADD COLUMN ended_at date',
    'orders.ended_at: an instant is timestamptz, not date',
  ],
  ['a float', 'ALTER TABLE orders ADD COLUMN rate double precision', 'orders.rate: a float loses digits'],
  [
    'a stale exception',
    'DROP TABLE schema_migrations',
    'schema_migrations: is excepted from the rules but does not exist',
  ],
];

let migrated: TestDatabase;

beforeAll(async () => {
  migrated = await createTestDatabase();
});

afterAll(() => migrated.drop());

async function breachesOf(sql: string): Promise<string[]> {
  const copy = await createTestDatabase({ content: 'empty' });
  try {
    await withClient(copy, (client) => client.query(sql));
    return await distributedBreaches(copy.database, exceptions);
  } finally {
    await copy.drop();
  }
}

test('the migrated schema can be spread over nodes by merchant', async () => {
  expect(await distributedBreaches(migrated.database, exceptions)).toEqual([]);
});

test('a schema that keeps the rules passes', async () => {
  expect(await breachesOf(good)).toEqual([]);
});

test.each(bad)('%s is a breach', async (_rule, sql, breach) => {
  expect(await breachesOf(`${good};${sql}`)).toContain(breach);
});
