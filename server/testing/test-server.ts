/** What test files know of the server that all of them share. */
export type TestServer = {
  /** A URL of the server with the right to create databases. */
  readonly url: string;
  /** The database with all migrations applied; the copies' names begin with its name. */
  readonly template: string;
};

/** The same server, another database. */
export function databaseUrl(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.toString();
}
