import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { masterKeysOf, readConfiguration } from '../server/configuration.ts';
import { openDatabase } from '../server/db/database.ts';
import { startEmbedded } from '../server/db/embedded/start-embedded.ts';
import { BARE_SERVER, serveBare } from './bare-server.ts';
import { giveUp } from './children.ts';
import { type Load, measureOrders, measureReads } from './load.ts';
import { explain, recordOrder } from './orders.ts';
import { type Memory, type Program, startProgram } from './program.ts';
import { beside, type Line, megabytes, seconds, table, within } from './report.ts';
import { type Effort, median } from './rounds.ts';
import { openShop, SECRET_KEY } from './shop.ts';
import { openWires } from './wires.ts';

const EFFORTS = {
  full: { rounds: 3, warmUpMs: 1_500, roundMs: 2_000, warmStarts: 3, settleMs: 2_000 },
  quick: { rounds: 1, warmUpMs: 400, roundMs: 700, warmStarts: 1, settleMs: 500 },
} as const;

/** The whole run ends by then, whatever hangs. */
const RUN_LIMIT_MS = 4 * 60_000;
const CLEAR_UP_LIMIT_MS = 30_000;

const WARM_START_LIMIT_MS = 2_000;
const IDLE_MEMORY_LIMIT = 200_000_000;

type Options = {
  readonly effort: Effort & (typeof EFFORTS)['full' | 'quick'];
  /** Print how the database goes about the statements of an order. */
  readonly plans: boolean;
  /** Folder for a profile of the program under load. */
  readonly profile: string | undefined;
};

const optionsOf = (args: readonly string[]): Options => {
  const { values } = parseArgs({
    args: [...args],
    options: { quick: { type: 'boolean' }, plans: { type: 'boolean' }, profile: { type: 'string' } },
  });
  return {
    effort: values.quick === true ? EFFORTS.quick : EFFORTS.full,
    plans: values.plans === true,
    profile: values.profile,
  };
};

const progress = (line: string): void => console.error(`  ${line} …`);

/** One run: a first start, load on the program that it started, then starts with the data that there are by then. */
const run = async (options: Options): Promise<readonly Line[]> => {
  // The database may run as another user than this process.
  const folder = mkdtempSync(join(tmpdir(), 'sutler-bench-'));
  chmodSync(folder, 0o755);
  const data = join(folder, 'data');
  try {
    progress('first start');
    const nodeOptions =
      options.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${resolve(options.profile)}`];
    const program = await startProgram(folder, data, nodeOptions);
    const loaded = await underLoad(program, data, options).finally(program.stop);
    const warmMs: number[] = [];
    for (let count = 0; count < options.effort.warmStarts; count += 1) {
      progress('start with data');
      const again = await startProgram(folder, data);
      await again.stop();
      warmMs.push(again.readyMs);
    }
    return [...loaded.lines, ...startLines(program.readyMs, median(warmMs)), ...memoryLines(loaded)];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

type Loaded = { readonly lines: readonly Line[]; readonly idle: Memory; readonly after: Memory };

const underLoad = async (program: Program, data: string, options: Options): Promise<Loaded> => {
  await sleep(options.effort.settleMs);
  const idle = await program.memory();
  const embedded = await startEmbedded({ dataDir: data });
  try {
    const database = openDatabase({ ...embedded.connection, maxConnections: 2 });
    try {
      const masterKeys = masterKeysOf(readConfiguration({ SUTLER_DATA_DIR: data }));
      const shop = await openShop(database, masterKeys, 'BENCH');
      const raw = await openShop(database, masterKeys, 'YARDSTICK');
      const load: Load = {
        program,
        database,
        connection: embedded.connection,
        connectionString: embedded.connectionString,
        wires: await openWires(program.port, { code: shop.merchant.code, secretKey: SECRET_KEY }),
        merchant: shop.merchant,
        rawMerchant: raw.merchant,
        replay: await recordOrder(database, raw.merchant),
        effort: options.effort,
        progress,
      };
      if (options.plans) console.log(await explain(load.connection, load.replay));
      const lines = [...(await measureOrders(load)), ...(await measureReads(load))];
      await sleep(options.effort.settleMs);
      return { lines, idle, after: await program.memory() };
    } finally {
      await database.close();
    }
  } finally {
    await embedded.stop();
  }
};

const startLines = (coldMs: number, warmMs: number): readonly Line[] => [
  within('start until ready, with data', warmMs, WARM_START_LIMIT_MS, seconds),
  beside('start until ready, empty folder', coldMs, ['with data', warmMs], seconds),
];

const memoryLines = ({ idle, after }: Loaded): readonly Line[] => [
  within('memory of the process, idle', idle.rss, IDLE_MEMORY_LIMIT, megabytes),
  beside('memory of the process, after the load', after.rss, ['idle', idle.rss], megabytes),
  beside('heap in use, after the load', after.heapUsed, ['idle', idle.heapUsed], megabytes),
];

/** Ends what runs, so that the run fails and clears up; by force when that takes too long. */
const stopRun = (reason: string): void => {
  console.error(reason);
  setTimeout(() => process.exit(1), CLEAR_UP_LIMIT_MS).unref();
  void giveUp();
};

const main = async (): Promise<void> => {
  const options = optionsOf(process.argv.slice(2));
  const started = performance.now();
  const timer = setTimeout(() => stopRun('The benchmark takes too long.'), RUN_LIMIT_MS);
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => stopRun('Stopping.'));
  try {
    const lines = await run(options);
    console.log(table(lines));
    console.log(
      `\n${cpus().length} processors, Node ${process.versions.node}, ${seconds(performance.now() - started)}`,
    );
  } finally {
    clearTimeout(timer);
  }
};

const [role, connectionString = '', merchantId = ''] = process.argv.slice(2);
await (role === BARE_SERVER ? serveBare(connectionString, merchantId) : main());
