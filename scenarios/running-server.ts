import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { readPostmaster } from '../server/db/embedded/postmaster.ts';

/** The program as people run it, in a process of its own with its own data; for stories in which it dies. */

const project = fileURLToPath(new URL('..', import.meta.url));
const bundle = join(project, 'dist', 'sutler.mjs');

/** Builds what runs. */
export const buildServer = (): void => {
  execFileSync(process.execPath, [join(project, 'tools', 'build.mjs')], { stdio: 'pipe', timeout: 60_000 });
};

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });

export type RunningServer = {
  readonly url: string;
  readonly dataDir: string;
  /** Starts the program; does not wait until it is ready. */
  start(): void;
  /** Starts one more process on the same data, which only does the work that comes back. */
  startWorker(): Worker;
  /** Waits until it answers as ready; false when it ended instead. */
  ready(): Promise<boolean>;
  /** Ends the program at once, as a crash or an impatient operator does. */
  kill(): Promise<void>;
  /** Ends all processes of its database at once. */
  killDatabase(): void;
  /** Asks the program to stop and answers its exit code; null when it had to be killed. */
  stop(): Promise<number | null>;
  /** What it wrote. */
  output(): string;
  /** Ends whatever is left of it and removes its data. */
  remove(): Promise<void>;
};

/** A process that does nothing but work. */
export type Worker = {
  /** Ends it at once, as a crash does. */
  kill(): Promise<void>;
  /** Asks it to stop, and answers its exit code; null when it had to be killed. */
  stop(): Promise<number | null>;
};

export const newServer = async (seed: object, settings: NodeJS.ProcessEnv = {}): Promise<RunningServer> => {
  const folder = mkdtempSync(join(tmpdir(), 'sutler-story-'));
  // As root the database runs as another user, who must pass through.
  chmodSync(folder, 0o711);
  const dataDir = join(folder, 'data');
  const seedFile = join(folder, 'seed.json');
  const log = join(folder, 'output.log');
  writeFileSync(seedFile, JSON.stringify(seed));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = {
    PATH: process.env['PATH'],
    HOST: '127.0.0.1',
    PORT: String(port),
    SUTLER_DATA_DIR: dataDir,
    SUTLER_SEED: seedFile,
    LOG_LEVEL: 'warn',
    ...settings,
  };
  let child: ChildProcess | undefined;

  const workers: ChildProcess[] = [];

  const run = (command: string): ChildProcess => {
    const output = openSync(log, 'a');
    const started = spawn(process.execPath, [bundle, command], {
      cwd: project,
      env,
      stdio: ['ignore', output, output],
    });
    closeSync(output);
    return started;
  };
  const hasEnded = (one = child): boolean => one === undefined || one.exitCode !== null || one.signalCode !== null;
  const ended = async (limitMs: number, one = child): Promise<boolean> => {
    for (const deadline = Date.now() + limitMs; Date.now() < deadline; await sleep(10)) if (hasEnded(one)) return true;
    return hasEnded(one);
  };
  const killed = async (one: ChildProcess | undefined): Promise<void> => {
    if (one?.pid !== undefined && !hasEnded(one)) one.kill('SIGKILL');
    await ended(5_000, one);
  };
  const killDatabase = (): void => {
    const postmaster = postmasterOf(dataDir);
    if (postmaster === undefined) return;
    for (const pid of [postmaster, ...childrenOf(postmaster)]) killHard(pid);
  };

  const server: RunningServer = {
    url,
    dataDir,
    start() {
      child = run('serve');
    },
    startWorker() {
      const worker = run('work');
      workers.push(worker);
      return {
        kill: () => killed(worker),
        stop: async () => {
          worker.kill('SIGTERM');
          if (await ended(20_000, worker)) return worker.exitCode;
          await killed(worker);
          return null;
        },
      };
    },
    async ready() {
      for (const deadline = Date.now() + 30_000; Date.now() < deadline; await sleep(20)) {
        if (hasEnded()) return false;
        const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined);
        if (answer?.status === 200) return true;
      }
      throw new Error(`The server did not become ready:\n${server.output()}`);
    },
    kill: () => killed(child),
    killDatabase,
    async stop() {
      if (!hasEnded()) child?.kill('SIGTERM');
      if (await ended(20_000)) return child?.exitCode ?? null;
      await server.kill();
      return null;
    },
    output: () => (existsSync(log) ? readFileSync(log, 'utf8').slice(-6_000) : ''),
    async remove() {
      await Promise.all([child, ...workers].map(killed));
      killDatabase();
      rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
  return server;
};

/** The database's first process: the one that the lock file in this very folder names and that works on it. */
const postmasterOf = (dataDir: string): number | undefined => {
  const note = join(dataDir, 'location');
  const cluster = join(existsSync(note) ? readFileSync(note, 'utf8').trim() : dataDir, 'cluster');
  const pid = readPostmaster(cluster)?.pid;
  if (pid === undefined) return undefined;
  return processes().some((one) => one.pid === pid && one.command.includes(cluster)) ? pid : undefined;
};

const childrenOf = (parent: number): readonly number[] =>
  processes()
    .filter((one) => one.parent === parent)
    .map(({ pid }) => pid);

const processes = (): readonly { readonly pid: number; readonly parent: number; readonly command: string }[] =>
  execFileSync('ps', ['-A', '-ww', '-o', 'pid=,ppid=,args='], { encoding: 'utf8', maxBuffer: 20_000_000 })
    .split('\n')
    .flatMap((line) => {
      const [, pid, parent, command = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
      return pid === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), command }];
    });

const killHard = (pid: number): void => {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself in between.
  }
};
