import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ConnectionFacts, driverConfig } from './connection.ts';
import { openDatabase } from './database.ts';
import { withClient } from './migrate.ts';
import { sqlFolder } from './migrations-folder.ts';
import { renderSchema } from './render-schema.ts';

const preamble = `-- The whole schema of today. Written from the migrations; do not edit by hand.

-- Bodies may name tables that come further down.
SET check_function_bodies = off;
`;

/** The checked-in `server/db/schema.sql`. */
export function schemaFile(): string {
  return join(sqlFolder(), 'schema.sql');
}

export function readSchemaFile(file: string = schemaFile()): string {
  return readFileSync(file, 'utf8').replaceAll('\r\n', '\n');
}

/** What `schema.sql` should say, drawn from a database with all migrations applied. */
export async function schemaText(migrated: ConnectionFacts): Promise<string> {
  const database = openDatabase({ ...driverConfig(migrated), maxConnections: 1 });
  try {
    return `${preamble}\n${await renderSchema(database)}`;
  } finally {
    await database.close();
  }
}

/** Writes `schema.sql` anew from a database with all migrations applied; answers whether it changed. */
export async function writeSchema(migrated: ConnectionFacts, file: string = schemaFile()): Promise<boolean> {
  const text = await schemaText(migrated);
  if (currentText(file) === text) return false;
  writeFileSync(file, text);
  return true;
}

function currentText(file: string): string | undefined {
  try {
    return readSchemaFile(file);
  } catch {
    return undefined;
  }
}

/** Loads `schema.sql` into an empty database. */
export async function loadSchema(empty: ConnectionFacts, text: string = readSchemaFile()): Promise<void> {
  await withClient(empty, (client) => client.query(text));
}
