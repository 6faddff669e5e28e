import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { Account } from './account.ts';

/** Whether `account` may pass through `folder` and all folders above it. */
export function reachable(folder: string, account: Account | undefined): boolean {
  if (account === undefined) return true;
  for (let current = resolve(folder); ; current = dirname(current)) {
    const stats = statSync(current, { throwIfNoEntry: false });
    if (stats === undefined || !passable(stats, account)) return false;
    if (current === dirname(current)) return true;
  }
}

function passable(stats: { mode: number; uid: number; gid: number }, account: Account): boolean {
  if (stats.uid === account.uid) return (stats.mode & 0o100) !== 0;
  if (stats.gid === account.gid) return (stats.mode & 0o010) !== 0;
  return (stats.mode & 0o001) !== 0;
}

/** A folder that belongs to the server's account and to nobody else. */
export function privateFolder(folder: string, account: Account | undefined): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  if (account !== undefined) chownSync(folder, account.uid, account.gid);
  return folder;
}

/**
 * The folder that holds the cluster and all that belongs to it: `dataDir` itself, or, when the server's account cannot
 * reach that (a checkout below root's home), a folder of its own in /var/lib, noted in `dataDir/location`. The note
 * makes a second checkout at the same path start empty.
 */
export function homeFolder(dataDir: string, account: (cluster: string) => Account | undefined): string {
  const firstMade = mkdirSync(dataDir, { recursive: true });
  const note = join(dataDir, 'location');
  if (existsSync(note)) return readFileSync(note, 'utf8').trim();
  const user = account(join(dataDir, 'cluster'));
  if (user === undefined) return resolve(dataDir);
  openWay(resolve(dataDir), firstMade ?? dataDir);
  if (reachable(dataDir, user)) return resolve(dataDir);
  const elsewhere = join(durableRoot(user), randomBytes(6).toString('hex'));
  mkdirSync(elsewhere, { mode: 0o711 });
  writeFileSync(note, `${elsewhere}\n`);
  return elsewhere;
}

/** Lets others pass through the folders just made, whatever the umask; what lies inside has modes of its own. */
function openWay(folder: string, firstMade: string): void {
  chmodSync(folder, statSync(folder).mode | 0o011);
  if (folder !== resolve(firstMade) && folder !== dirname(folder)) openWay(dirname(folder), firstMade);
}

function durableRoot(user: Account): string {
  for (const root of ['/var/lib/sutler', join(tmpdir(), 'sutler-data'), '/tmp/sutler-data']) {
    try {
      mkdirSync(root, { recursive: true, mode: 0o711 });
      if (statSync(root).uid === process.getuid?.() && reachable(root, user)) return root;
    } catch {
      // A read-only or missing parent: the next place is tried.
    }
  }
  throw new Error(
    `No folder found that the user ${user.name} can reach; set SUTLER_DATA_DIR to one, such as /srv/sutler`,
  );
}

/** The system's limit for a socket's path is 108 bytes on Linux, 104 on macOS, the closing zero included. */
const longestSocketPath = 103;

/** The folder for the UNIX socket: in the home folder, or a short one below the temporary folder when that is too long. */
export function socketFolder(home: string, account: Account | undefined): string {
  const near = join(home, 'socket');
  if (Buffer.byteLength(join(near, '.s.PGSQL.5432')) <= longestSocketPath) return privateFolder(near, account);
  const root = [tmpdir(), '/tmp'].find((folder) => folder.length <= 60 && reachable(folder, account));
  if (root === undefined) throw new Error(`The path of ${home} is too long for a UNIX socket; choose a shorter folder`);
  return privateFolder(mkdtempSync(join(root, 'sutler-')), account);
}

/** Whether `account` can really run this program: modes, mounts and libraries included. */
export function canRun(program: string, account: Account | undefined): boolean {
  const ids = account === undefined ? {} : { uid: account.uid, gid: account.gid };
  return spawnSync(program, ['--version'], { ...ids, cwd: '/', stdio: 'ignore', timeout: 10_000 }).status === 0;
}
