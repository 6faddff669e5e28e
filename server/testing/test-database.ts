import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { inject } from 'vitest';
import { type Database, openDatabase } from '../db/database.ts';
import { databaseUrl } from './test-server.ts';

export type TestDatabase = {
  readonly database: Database;
  readonly connectionString: string;
  /** Closes `database` and drops the copy, whoever is still connected. Call it in `afterAll`. */
  drop(): Promise<void>;
};

export type TestDatabaseOptions = {
  /** `migrated` (default): all tables, no rows. `empty`: nothing at all. */
  readonly content?: 'migrated' | 'empty';
  readonly maxConnections?: number;
  readonly onError?: (error: Error) => void;
};

async function onServer(command: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('testServer').url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(command);
  } finally {
    await client.end();
  }
}

async function copy(template: string, name: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await onServer(`CREATE DATABASE ${name} TEMPLATE ${template}`);
    } catch (error) {
      // 55006: somebody (autovacuum, say) is connected to the template for a moment.
      if (attempt >= 50 || !(error instanceof pg.DatabaseError) || error.code !== '55006') throw error;
      await sleep(20 + Math.random() * 80);
    }
  }
}

/** A database of its own for a test file: real PostgreSQL, a copy of the migrated template, made in some 50 ms. */
export async function createTestDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const { url, template } = inject('testServer');
  const name = `${template}_${process.pid}_${randomBytes(4).toString('hex')}`;
  await copy(options.content === 'empty' ? 'template0' : template, name);
  const connectionString = databaseUrl(url, name);
  const { maxConnections = 5, onError } = options;
  const database = openDatabase({ connectionString, maxConnections, ...(onError === undefined ? {} : { onError }) });
  return {
    database,
    connectionString,
    drop: async () => {
      await database.close();
      await onServer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
  };
}
