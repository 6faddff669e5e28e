import pg from 'pg';

/** A way to a server on this machine. */
export type SocketConnection = {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
};

export type Answer = 'ready' | 'starting' | 'silent';

function codeOf(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.code : undefined;
}

async function ask(connection: SocketConnection, question: string): Promise<void> {
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: 2_000, statement_timeout: 30_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query(question);
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function createDatabase(connection: SocketConnection): Promise<void> {
  try {
    await ask({ ...connection, database: 'postgres' }, `CREATE DATABASE ${pg.escapeIdentifier(connection.database)}`);
  } catch (error) {
    // 42P04, 23505: another starter of the same folder created it in this moment.
    if (!['42P04', '23505'].includes(codeOf(error) ?? '')) throw error;
  }
}

/** Whether a server answers there. The database of a cluster that has just been made is created on the way. */
export async function probe(connection: SocketConnection): Promise<Answer> {
  try {
    await ask(connection, 'SELECT 1');
    return 'ready';
  } catch (error) {
    const code = codeOf(error);
    if (code === '3D000') {
      await createDatabase(connection);
      return 'ready';
    }
    // 57P03: starting up, recovering or shutting down.
    if (code === '57P03') return 'starting';
    if (code !== undefined && !code.startsWith('57')) throw error;
    return 'silent';
  }
}
