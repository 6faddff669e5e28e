import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Configuration } from './configuration.ts';
import { type ConnectionFacts, type Database, openDatabase, statement } from './db/database.ts';
import { type EmbeddedServer, startEmbedded } from './db/embedded/start-embedded.ts';
import { migrate, pendingMigrations } from './db/migrate.ts';

/** The database that the configuration names, reached. */
export type Storage = {
  readonly connection: ConnectionFacts;
  readonly database: Database;
  /** The PostgreSQL server that came with the program; undefined with DATABASE_URL. */
  readonly embedded: EmbeddedServer | undefined;
  /** Waits for the work under way, closes all connections and leaves the embedded server. */
  close(): Promise<void>;
};

export type StorageOptions = {
  /** Told of slow steps, one line each. */
  readonly onProgress?: (line: string) => void;
  /** Told of connections that broke; the pool makes new ones. */
  readonly onError?: (error: Error) => void;
  /** Told when the embedded server ends though nobody stopped it. */
  readonly onLost?: (reason: string) => void;
  /** How long a server that is not up yet is waited for; default 0. */
  readonly patienceMs?: number;
};

/** The database cannot be used; the message says why. */
export class DatabaseUnreachable extends Error {
  override readonly name = 'DatabaseUnreachable';
}

/** Longest wait for connections that are still at work when all else has ended. */
const CLOSE_LIMIT_MS = 5_000;

/** Opens the database; starts or adopts the embedded server when there is no DATABASE_URL. Throws DatabaseUnreachable. */
export const openStorage = async (configuration: Configuration, options: StorageOptions = {}): Promise<Storage> => {
  const { databaseUrl, dataDir, poolSize } = configuration;
  const embedded = databaseUrl === undefined ? await embeddedServer(dataDir, options) : undefined;
  const connection = embedded?.connection ?? { connectionString: databaseUrl ?? '' };
  const database = openDatabase({
    ...connection,
    maxConnections: poolSize,
    ...(options.onError === undefined ? {} : { onError: options.onError }),
  });
  const close = async (): Promise<void> => {
    await withinLimit(database.close(), CLOSE_LIMIT_MS);
    await embedded?.stop();
  };
  try {
    await reach(database, options);
  } catch (error) {
    await close();
    throw error;
  }
  return { connection, database, embedded, close };
};

const embeddedServer = async (dataDir: string, { onProgress, onLost }: StorageOptions): Promise<EmbeddedServer> => {
  try {
    return await startEmbedded({
      dataDir,
      ...(onProgress === undefined ? {} : { onProgress }),
      ...(onLost === undefined ? {} : { onExit: onLost }),
    });
  } catch (cause) {
    throw new DatabaseUnreachable(`The embedded database cannot be started: ${messageOf(cause)}`, { cause });
  }
};

/** A server that is being started together with this one may need its time. */
const NOT_YET = /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|57P03)$/;
const PAUSE_MS = 500;

const reach = async (database: Database, { patienceMs = 0, onProgress }: StorageOptions): Promise<void> => {
  const deadline = performance.now() + patienceMs;
  for (let tries = 1; ; tries += 1) {
    try {
      await database.row(statement('SELECT 1'));
      return;
    } catch (cause) {
      if (!NOT_YET.test(codeOf(cause)) || performance.now() > deadline) {
        throw new DatabaseUnreachable(`The database cannot be reached: ${messageOf(cause)} (see DATABASE_URL).`, {
          cause,
        });
      }
      if (tries === 1) onProgress?.(`Waiting for the database (${messageOf(cause)})`);
      await sleep(PAUSE_MS);
    }
  }
};

/** A name with several addresses fails with one error for each, and none of its own. */
const firstOf = (error: unknown): unknown => (error instanceof AggregateError ? error.errors[0] : error);

const codeOf = (error: unknown): string => {
  const first = firstOf(error);
  return first instanceof Error && 'code' in first ? String(first.code) : '';
};

const messageOf = (error: unknown): string => {
  const first = firstOf(error);
  return first instanceof Error ? first.message : String(first);
};

/** Whether there is an embedded database to open; the first start makes it. */
export const hasEmbeddedDatabase = (dataDir: string): boolean =>
  ['cluster', 'location'].some((name) => existsSync(join(dataDir, name)));

/** Brings the tables to this program's state. Safe on several nodes at once. */
export const migrateStorage = ({ connection }: Storage, onProgress?: (line: string) => void): Promise<string[]> =>
  migrate(connection, onProgress === undefined ? {} : { onProgress });

/** The database is not at this program's state, and it is not ours to change it unasked. */
export class NotMigrated extends Error {
  override readonly name = 'NotMigrated';
}

/** An embedded database is brought up to date on the way; of others the operator decides. Throws NotMigrated. */
export const requireMigrated = async (storage: Storage, onProgress?: (line: string) => void): Promise<void> => {
  if (storage.embedded !== undefined) {
    await migrateStorage(storage, onProgress);
    return;
  }
  const pending = await pendingMigrations(storage.connection);
  if (pending.length === 0) return;
  throw new NotMigrated(
    `${pending.length} migrations are not applied to the database yet: run "sutler migrate" first.`,
  );
};

/** Waits for work at most so long; answers whether it came to its end. */
export const withinLimit = async (work: Promise<unknown>, limitMs: number): Promise<boolean> => {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), limitMs);
  });
  try {
    return await Promise.race([work.then(() => true), limit]);
  } finally {
    clearTimeout(timer);
  }
};
