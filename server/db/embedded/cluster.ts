import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Account } from './account.ts';
import { privateFolder } from './places.ts';

/** English messages and byte-wise formats, whatever the operator's own environment says. */
export const serverEnvironment = { LC_ALL: 'C', TZ: 'UTC', PATH: process.env['PATH'] ?? '/usr/bin:/bin' };

export function identity(account: Account | undefined): { uid?: number; gid?: number } {
  return account === undefined ? {} : { uid: account.uid, gid: account.gid };
}

/** Runs initdb to its end; its output is part of the error. */
function runInitdb(initdb: string, args: readonly string[], account: Account | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(initdb, args, {
      ...identity(account),
      cwd: '/',
      env: serverEnvironment,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: 120_000,
    });
    const output: string[] = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => output.push(String(part)));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`initdb failed with ${code}:\n${output.join('').slice(-2_000)}`));
    });
  });
}

/**
 * Makes a cluster under another name and renames it, so that a start that was cut off leaves no half-made cluster, and
 * of two starters at once the slower one finds that of the faster.
 */
export async function createCluster(
  cluster: string,
  user: string,
  initdb: string,
  account: Account | undefined,
  testMode: boolean,
): Promise<void> {
  const draft = privateFolder(mkdtempSync(`${cluster}-`), account);
  const args = ['-D', draft, '-U', user, '--auth=trust', '--encoding=UTF8', '--data-checksums', '--locale=C'];
  // Case and ordering follow Unicode code points on every machine, not the libraries of this one.
  args.push('--locale-provider=builtin', '--builtin-locale=C.UTF-8');
  if (testMode) args.push('--no-sync');
  try {
    await runInitdb(initdb, args, account);
    renameSync(draft, cluster);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(join(cluster, 'PG_VERSION'))) throw error;
  }
}
