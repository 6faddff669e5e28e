import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Configuration } from './configuration.ts';
import { type ConnectionFacts, type Database, openDatabase } from './db/database.ts';
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
};

/** Longest wait for connections that are still at work when all else has ended. */
const CLOSE_LIMIT_MS = 5_000;

/** Opens the database; starts or adopts the embedded server when there is no DATABASE_URL. */
export const openStorage = async (configuration: Configuration, options: StorageOptions = {}): Promise<Storage> => {
  const { databaseUrl, dataDir, poolSize } = configuration;
  const embedded =
    databaseUrl === undefined
      ? await startEmbedded({
          dataDir,
          ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }),
          ...(options.onLost === undefined ? {} : { onExit: options.onLost }),
        })
      : undefined;
  const connection = embedded?.connection ?? { connectionString: databaseUrl ?? '' };
  const database = openDatabase({
    ...connection,
    maxConnections: poolSize,
    ...(options.onError === undefined ? {} : { onError: options.onError }),
  });
  return {
    connection,
    database,
    embedded,
    close: async () => {
      await withinLimit(database.close(), CLOSE_LIMIT_MS);
      await embedded?.stop();
    },
  };
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
