import pg from 'pg';
import { type ConnectionFacts, driverConfig } from './connection.ts';
import { type Migration, migrationsFolder, readMigrations } from './migrations-folder.ts';

export type MigrateOptions = {
  /** Where the numbered SQL files are; default `server/db/migrations` of this project. */
  readonly folder?: string;
  /** The time noted beside each migration; default the machine's. */
  readonly now?: Date;
  readonly onProgress?: (line: string) => void;
};

/** The database was migrated by a newer program, or by files that have changed since. Nothing was touched. */
export class SchemaMismatch extends Error {
  override readonly name = 'SchemaMismatch';
}

type Applied = { readonly number: number; readonly name: string; readonly checksum: string };

/** "sutler" in ASCII: one number all starters agree on, and unlikely to be taken by another program. */
const lockKey = '127013742798194';

const bookkeeping = `
  CREATE TABLE IF NOT EXISTS schema_migrations (
    number integer PRIMARY KEY,
    name text NOT NULL,
    checksum text NOT NULL,
    applied_at timestamptz NOT NULL
  )`;

async function readApplied(client: pg.Client): Promise<Applied[]> {
  const exists = await client.query(`SELECT to_regclass('schema_migrations') IS NOT NULL AS found`);
  if (exists.rows[0]?.found !== true) return [];
  const answer = await client.query<Applied>('SELECT number, name, checksum FROM schema_migrations ORDER BY number');
  return answer.rows;
}

/** Those still to be applied. Throws SchemaMismatch when what was applied is not the beginning of what is known. */
function pendingOf(known: readonly Migration[], applied: readonly Applied[]): Migration[] {
  for (const [index, done] of applied.entries()) {
    const migration = known[index];
    if (migration === undefined) {
      throw new SchemaMismatch(
        `The database has migration ${done.name}, which this program does not know: it is too old`,
      );
    }
    if (migration.number !== done.number || migration.checksum !== done.checksum) {
      throw new SchemaMismatch(
        `Migration ${done.name} is not what was applied to the database: ` +
          'an applied migration must not be changed; write a new one',
      );
    }
  }
  return known.slice(applied.length);
}

async function apply(client: pg.Client, migration: Migration, now: Date): Promise<void> {
  await client.query('BEGIN');
  try {
    // First the row: a second starter, should it get past the lock, stops here and not in the middle of the changes.
    await client.query('INSERT INTO schema_migrations (number, name, checksum, applied_at) VALUES ($1, $2, $3, $4)', [
      migration.number,
      migration.name,
      migration.checksum,
      now.toISOString(),
    ]);
    await client.query(migration.sql);
    const end = await client.query('COMMIT');
    if (end.command !== 'COMMIT') throw new Error('the transaction was rolled back');
  } catch (cause) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw new Error(`Migration ${migration.name} failed: ${describe(cause, migration.sql)}`, { cause });
  }
}

function describe(cause: unknown, sql: string): string {
  if (!(cause instanceof pg.DatabaseError)) return String(cause);
  const line = cause.position === undefined ? '' : ` (line ${sql.slice(0, Number(cause.position)).split('\n').length})`;
  return `${cause.message}${line}`;
}

/** Runs `use` on a connection of its own without time limits, and closes it. */
export async function withClient<T>(connection: ConnectionFacts, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({
    ...driverConfig(connection),
    application_name: 'sutler migrate',
    connectionTimeoutMillis: 10_000,
    options: '-c timezone=UTC -c client_min_messages=warning',
  });
  // An answer outstanding when the connection breaks is rejected; the event itself needs a listener all the same.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/**
 * Brings a database to the newest schema; answers the names of what was applied. Each file runs in a transaction of its
 * own. Several starters may call this at once. Throws SchemaMismatch, or an Error naming the migration that failed.
 */
export async function migrate(connection: ConnectionFacts, options: MigrateOptions = {}): Promise<string[]> {
  const known = readMigrations(options.folder ?? migrationsFolder());
  return withClient(connection, async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [lockKey]);
    // A query that must wait for readers of a table should not hold up everybody behind it for long.
    await client.query(`SET lock_timeout = '60s'`);
    const pending = pendingOf(known, await readApplied(client));
    await client.query(bookkeeping);
    for (const migration of pending) {
      options.onProgress?.(`Applying migration ${migration.name}`);
      await apply(client, migration, options.now ?? new Date());
    }
    return pending.map((migration) => migration.name);
  });
}

/** The names of migrations that are not applied yet; changes nothing. Throws SchemaMismatch as `migrate` does. */
export async function pendingMigrations(connection: ConnectionFacts, folder = migrationsFolder()): Promise<string[]> {
  const known = readMigrations(folder);
  const pending = await withClient(connection, async (client) => pendingOf(known, await readApplied(client)));
  return pending.map((migration) => migration.name);
}
