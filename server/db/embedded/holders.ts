import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from './postmaster.ts';

/**
 * The processes that use one server, a file each. A command run beside the service adopts its server, and must not
 * stop it on leaving: the last one to leave does.
 */
export type Holder = {
  /** Leaves; true when nobody else that lives holds the server. Safe to call in an exit handler. */
  leave(): boolean;
};

/** The names this process has made; in a restarted container an earlier process may have had the same number. */
const made = new Set<string>();

function holds(name: string): boolean {
  const pid = Number.parseInt(name, 10);
  return pid === process.pid ? made.has(name) : isAlive(pid);
}

export function joinHolders(home: string): Holder {
  const folder = join(home, 'holders');
  mkdirSync(folder, { recursive: true });
  const own = `${process.pid}-${randomBytes(4).toString('hex')}`;
  made.add(own);
  writeFileSync(join(folder, own), '');
  return {
    leave: () => {
      made.delete(own);
      rmSync(join(folder, own), { force: true });
      for (const name of readdirSync(folder)) {
        if (holds(name)) return false;
        rmSync(join(folder, name), { force: true });
      }
      return true;
    },
  };
}
