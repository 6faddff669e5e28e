import type { ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { projectFolder } from '../server/configuration.ts';
import { end, hasEnded, startNode } from './children.ts';

/** The program as operators run it: a process of its own with the embedded database. */
export type Program = {
  readonly port: number;
  /** From the start of the process until /readyz said so. */
  readonly readyMs: number;
  /** Bytes. */
  memory(): Promise<Memory>;
  /** Seconds of the processor that the process took so far. */
  cpuSeconds(): Promise<number>;
  /** Ends it as an operator would, and waits. */
  stop(): Promise<void>;
};

export type Memory = { readonly rss: number; readonly heapUsed: number };

const READY_LIMIT_MS = 60_000;

/**
 * Starts `sutler serve` on a free port of this machine and waits until it is ready. Throws with the end of its log when it
 * does not come up.
 * @param folder for its log and whatever Node leaves behind
 * @param nodeOptions options for Node, for a profile
 */
export const startProgram = async (
  folder: string,
  dataDir: string,
  nodeOptions: readonly string[] = [],
): Promise<Program> => {
  const port = await freePort();
  const log = join(folder, 'sutler.log');
  const output = openSync(log, 'a');
  const started = performance.now();
  const child = startNode([...nodeOptions, join(projectFolder(), 'dist', 'sutler.mjs'), 'serve'], {
    cwd: folder,
    env: { ...plainEnvironment(), PORT: String(port), HOST: '127.0.0.1', SUTLER_DATA_DIR: dataDir },
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  try {
    await untilReady(child, port);
  } catch (error) {
    await end(child);
    throw new Error(`${String(error)}\n${readFileSync(log, 'utf8').slice(-3_000)}`);
  }
  return {
    port,
    readyMs: performance.now() - started,
    memory: async () => {
      const metrics = await metricsOf(port);
      return { rss: metrics('process_resident_memory_bytes'), heapUsed: metrics('nodejs_heap_size_used_bytes') };
    },
    cpuSeconds: async () => (await metricsOf(port))('process_cpu_seconds_total'),
    stop: () => end(child),
  };
};

/** Without the settings of whoever starts the benchmark, so that runs can be compared. */
const plainEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(SUTLER_|DATABASE_URL|LOG_LEVEL|PUBLIC_URL|TRUST_PROXY|NODE_)/.test(name),
    ),
  );

const untilReady = async (child: ChildProcess, port: number): Promise<void> => {
  const until = performance.now() + READY_LIMIT_MS;
  while (performance.now() < until) {
    if (hasEnded(child)) throw new Error('the program ended before it was ready');
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
    await answer?.text();
    if (answer?.status === 200) return;
    await sleep(5);
  }
  throw new Error(`the program was not ready within ${READY_LIMIT_MS} ms`);
};

const metricsOf = async (port: number): Promise<(name: string) => number> => {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  return (name) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
};

const freePort = (): Promise<number> =>
  new Promise((answer, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address ? answer(address.port) : fail(new Error('no free port')),
      );
    });
  });
