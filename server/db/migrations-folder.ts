import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export type Migration = {
  readonly number: number;
  /** The file's name without `.sql`. */
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
};

/** `server/db` of the project: above this file in the sources, beside `dist/` when this is a bundle. */
export function sqlFolder(from: string = import.meta.url): string {
  for (let folder = dirname(fileURLToPath(from)); ; folder = dirname(folder)) {
    const candidate = join(folder, 'server', 'db');
    if (existsSync(join(candidate, 'migrations'))) return candidate;
    if (folder === dirname(folder)) throw new Error(`No folder server/db/migrations found above ${from}`);
  }
}

export function migrationsFolder(): string {
  return join(sqlFolder(), 'migrations');
}

function readMigration(folder: string, file: string): Migration {
  const number = /^(\d{4})-[a-z0-9-]+\.sql$/.exec(file)?.[1];
  if (number === undefined) throw new Error(`${file} is not named like a migration (0001-what-it-does.sql)`);
  // A checkout with other line endings is still the same migration.
  const sql = readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n');
  return {
    number: Number(number),
    name: file.replace(/\.sql$/, ''),
    sql,
    checksum: createHash('sha256').update(sql).digest('hex'),
  };
}

/** The migrations of a folder in their order. Throws when the numbers do not run 1, 2, 3 … without gap or double. */
export function readMigrations(folder: string): Migration[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.sql'));
  const migrations = files.sort().map((file) => readMigration(folder, file));
  for (const [index, migration] of migrations.entries()) {
    if (migration.number !== index + 1) throw new Error(`Migration ${migration.name} should have number ${index + 1}`);
  }
  return migrations;
}
