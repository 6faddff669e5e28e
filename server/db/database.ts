import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { type ConnectionFacts, driverConfig } from './connection.ts';
import { isConnectionFailure, isRetriable, isStalePlan } from './failures.ts';
import type { Statement } from './statement.ts';
import { type Db, runTransaction, type Send } from './transaction.ts';
import { encodeValue, valueTypes } from './value-types.ts';

export type { ConnectionFacts } from './connection.ts';
export { CommitUnknown, hasSqlState, isUniqueViolation, TransactionRolledBack } from './failures.ts';
export { compose, type Statement, statement } from './statement.ts';
export type { Db } from './transaction.ts';
export { json } from './value-types.ts';

export type DatabaseOptions = ConnectionFacts & {
  /** Connections kept at most; default 10. */
  readonly maxConnections?: number;
  /** A statement that runs longer is cancelled by the server; default 30 000. */
  readonly statementTimeoutMs?: number;
  /** Told of connections that broke; the process goes on and the pool connects anew. */
  readonly onError?: (error: Error) => void;
};

export interface Database extends Db {
  /**
   * One transaction, stored when the promise resolves. `work` is run again (five times at most) after a serialization
   * failure or a deadlock, so it must have no effect outside the transaction. Statements need not be awaited one by
   * one: what is issued together travels together. Throws what `work` threw, TransactionRolledBack, or CommitUnknown.
   */
  transaction<T>(work: (tx: Db) => Promise<T>): Promise<T>;
  /** Waits for the work under way and closes all connections. */
  close(): Promise<void>;
}

const attempts = 5;

/** The bounds that keep a lost peer or a forgotten transaction from holding a connection for ever. */
const connectionTimeoutMs = 10_000;
const idleInTransactionTimeoutMs = 30_000;

function openPool(options: DatabaseOptions): pg.Pool {
  return new pg.Pool({
    ...driverConfig(options),
    max: options.maxConnections ?? 10,
    statement_timeout: options.statementTimeoutMs ?? 30_000,
    idle_in_transaction_session_timeout: idleInTransactionTimeoutMs,
    connectionTimeoutMillis: connectionTimeoutMs,
    application_name: 'sutler',
    keepAlive: true,
    pipeline: true,
    types: valueTypes,
  });
}

/**
 * Sends statements under their names. When a migration has changed a table under a prepared statement, all names of
 * the pool change, so that every connection plans afresh and none is left to fail once more.
 */
function sender(): Send {
  let generation = 0;
  return async (client, s) => {
    const sentIn = generation;
    const name = sentIn === 0 ? s.name : `${s.name}_${sentIn}`;
    try {
      const result = await client.query({ name, text: s.text, values: s.values.map(encodeValue) });
      return result.rows;
    } catch (error) {
      if (isStalePlan(error) && generation === sentIn) generation += 1;
      throw error;
    }
  };
}

/** Opens a pool on a PostgreSQL database. Connections are made when they are first needed, so this does not fail. */
export function openDatabase(options: DatabaseOptions): Database {
  const pool = openPool(options);
  const broken = new WeakSet<pg.ClientBase>();
  const report = options.onError ?? (() => undefined);

  pool.on('connect', (client) => {
    // A listener for the whole life of the connection: an error without a listener would end the process.
    client.on('error', (error) => {
      broken.add(client);
      report(error);
    });
    // Travels ahead of the first statement on the same pipeline, so it costs no round trip.
    client.query("SET timezone TO 'UTC'").catch(report);
  });
  // The pool repeats what the connection's own listener has reported.
  pool.on('error', () => undefined);

  async function withClient<T>(use: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    const client = await pool.connect();
    try {
      const result = await use(client);
      client.release(broken.has(client));
      return result;
    } catch (error) {
      client.release(broken.has(client) || leavesConnectionUnfit(error));
      throw error;
    }
  }

  const send = sender();

  async function rows<Row>(s: Statement): Promise<Row[]> {
    const run = () => withClient((client) => send<Row>(client, s));
    try {
      return await run();
    } catch (error) {
      if (isStalePlan(error)) return run();
      throw error;
    }
  }

  async function transaction<T>(work: (tx: Db) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await withClient((client) => runTransaction(client, send, () => broken.has(client), work));
      } catch (error) {
        if (attempt >= attempts || !isRetriable(error)) throw error;
        await sleep(Math.random() * 10 * 2 ** attempt);
      }
    }
  }

  let closing: Promise<void> | undefined;
  return {
    rows,
    row: async <Row>(s: Statement) => (await rows<Row>(s))[0],
    transaction,
    close: () => {
      closing ??= pool.end();
      return closing;
    },
  };
}

function leavesConnectionUnfit(error: unknown): boolean {
  return error instanceof pg.DatabaseError && isConnectionFailure(error);
}
