import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** What a running (or crashed) server says of itself in its lock file. */
export type Postmaster = { readonly pid: number; readonly port: number; readonly socketFolder: string };

/** Reads `postmaster.pid`; undefined when there is none or it is being written. */
export function readPostmaster(cluster: string): Postmaster | undefined {
  try {
    const lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
    const [pid, , , port, socketFolder] = lines;
    if (!pid || !port || !socketFolder) return undefined;
    return { pid: Math.abs(Number(pid)), port: Number(port), socketFolder };
  } catch {
    return undefined;
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Sends a signal; false when the process is gone. */
export function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}

/** Ended, but not yet reaped by its parent; in a container whose first process reaps nobody it stays so. */
function isZombie(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z');
  } catch {
    return false;
  }
}

const hasEnded = (pid: number) => !isAlive(pid) || isZombie(pid);

async function waitForEnd(pid: number, boundMs: number): Promise<boolean> {
  for (let waited = 0; waited < boundMs; waited += 10) {
    if (hasEnded(pid)) return true;
    await sleep(10);
  }
  return hasEnded(pid);
}

/** Fast shutdown (open transactions are rolled back), then an immediate one when it takes too long. */
export async function stopPostmaster(pid: number, boundMs: number): Promise<void> {
  signal(pid, 'SIGINT');
  if (await waitForEnd(pid, boundMs)) return;
  signal(pid, 'SIGQUIT');
  if (await waitForEnd(pid, 5_000)) return;
  throw new Error(`The embedded PostgreSQL (process ${pid}) does not stop`);
}
