import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { masterKeysOf, readConfiguration } from '../server/configuration.ts';
import { openDatabase } from '../server/db/database.ts';
import { startEmbedded } from '../server/db/embedded/start-embedded.ts';
import { BARE_SERVER, serveBare } from './bare-server.ts';
import { type Load, measureOrders, measureReads } from './load.ts';
import { explain, recordOrder } from './orders.ts';
import { type Memory, type Program, startProgram } from './program.ts';
import { beside, type Line, megabytes, seconds, table, within } from './report.ts';
import { type Effort, median } from './rounds.ts';
import { openShop, SECRET_KEY } from './shop.ts';
import { openWires } from './wires.ts';

const EFFORTS = {
  full: { rounds: 3, warmUpMs: 1_000, roundMs: 2_000, warmStarts: 3, settleMs: 2_000 },
  quick: { rounds: 1, warmUpMs: 400, roundMs: 700, warmStarts: 1, settleMs: 500 },
} as const;

/** The whole run ends by then, whatever hangs. */
const RUN_LIMIT_MS = 5 * 60_000;

const WARM_START_LIMIT_MS = 2_000;
const IDLE_MEMORY_LIMIT = 200_000_000;

type Options = {
  readonly effort: Effort & (typeof EFFORTS)['full' | 'quick'];
  readonly plans: boolean;
  readonly profile: string | undefined;
};

const optionsOf = (args: readonly string[]): Options => {
  const known = ['--quick', '--plans'];
  const profile = args.find((arg) => arg.startsWith('--profile='))?.slice('--profile='.length);
  const unknown = args.filter((arg) => !known.includes(arg) && !arg.startsWith('--profile='));
  if (unknown.length > 0)
    throw new Error(`unknown: ${unknown.join(' ')}; there are --quick, --plans, --profile=FOLDER`);
  return {
    effort: args.includes('--quick') ? EFFORTS.quick : EFFORTS.full,
    plans: args.includes('--plans'),
    profile,
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
    const nodeOptions = options.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${options.profile}`];
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

const main = async (): Promise<void> => {
  const started = performance.now();
  const timer = setTimeout(() => {
    console.error('The benchmark took too long and was ended.');
    process.exit(1);
  }, RUN_LIMIT_MS);
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => process.exit(1));
  const lines = await run(optionsOf(process.argv.slice(2)));
  clearTimeout(timer);
  console.log(table(lines));
  console.log(`\n${cpus().length} processors, Node ${process.versions.node}, ${seconds(performance.now() - started)}`);
};

const [role, connectionString = '', merchantId = ''] = process.argv.slice(2);
await (role === BARE_SERVER ? serveBare(connectionString, merchantId) : main());
