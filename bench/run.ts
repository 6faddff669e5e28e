import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { masterKeysOf, readConfiguration } from '../server/configuration.ts';
import { type ConnectionFacts, type Database, openDatabase } from '../server/db/database.ts';
import { startEmbedded } from '../server/db/embedded/start-embedded.ts';
import type { MasterKey } from '../server/kit/seal.ts';
import { BARE_SERVER, serveBare } from './bare-server.ts';
import { type LargeCatalog, measureAdding, measureSearches, openLargeCatalog } from './catalog.ts';
import { giveUp } from './children.ts';
import { measureGrownPlacing, measureOrderSearches, openGrownOrders } from './grown-orders.ts';
import { type Load, measureOrders, measureReads } from './load.ts';
import { explain, recordOrder, untilDrained } from './orders.ts';
import { measurePrices } from './prices.ts';
import { type Memory, type Program, startProgram } from './program.ts';
import { RENEWAL_WORKER, serveRenewals } from './renewal-worker.ts';
import { measureRenewals } from './renewals.ts';
import { beside, type Line, megabytes, seconds, table, within } from './report.ts';
import { type Effort, median } from './rounds.ts';
import { FULL_ORDER, ORDER, openShop, SECRET_KEY } from './shop.ts';
import { measureExport, measureSubscriptionSearches, openGrownSubscriptions } from './subscriptions.ts';
import { openWires } from './wires.ts';

const EFFORTS = {
  full: {
    rounds: 3,
    warmUpMs: 1_500,
    roundMs: 2_000,
    warmStarts: 3,
    settleMs: 2_000,
    prices: { rounds: 3, warmUpMs: 1_500, roundMs: 2_000 },
    // Commits wait for the disk, whose moods are short: many short rounds.
    adding: { rounds: 9, warmUpMs: 500, roundMs: 500 },
    renewals: { rounds: 3, count: 800 },
    manyOrders: 1_000_000,
    manySubscriptions: 1_000_000,
    searches: { rounds: 3, warmUpMs: 500, roundMs: 1_000 },
    placing: { rounds: 7, warmUpMs: 2_000, roundMs: 1_500 },
  },
  quick: {
    rounds: 1,
    warmUpMs: 400,
    roundMs: 700,
    warmStarts: 1,
    settleMs: 500,
    prices: { rounds: 1, warmUpMs: 1_000, roundMs: 700 },
    adding: { rounds: 3, warmUpMs: 200, roundMs: 300 },
    renewals: { rounds: 1, count: 400 },
    manyOrders: 100_000,
    manySubscriptions: 100_000,
    searches: { rounds: 1, warmUpMs: 200, roundMs: 300 },
    placing: { rounds: 3, warmUpMs: 1_000, roundMs: 500 },
  },
} as const;

const PARTS = ['prices', 'orders', 'reads', 'starts', 'renewals', 'search', 'add', 'million', 'subscriptions'] as const;
type Part = (typeof PARTS)[number];

/** The whole run ends by then, whatever hangs. */
const RUN_LIMIT_MS = 15 * 60_000;
const CLEAR_UP_LIMIT_MS = 30_000;

const WARM_START_LIMIT_MS = 2_000;
const IDLE_MEMORY_LIMIT = 200_000_000;

type Options = {
  readonly effort: Effort & (typeof EFFORTS)['full' | 'quick'];
  /** What is measured; all parts unless one is named. */
  readonly parts: ReadonlySet<Part>;
  /** Print how the database goes about the statements of an order and of a search. */
  readonly plans: boolean;
  /** Folder for a profile of the program under load. */
  readonly profile: string | undefined;
};

const optionsOf = (args: readonly string[]): Options => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean' },
      only: { type: 'string' },
      plans: { type: 'boolean' },
      profile: { type: 'string' },
    },
  });
  return {
    effort: values.quick === true ? EFFORTS.quick : EFFORTS.full,
    parts: partsOf(values.only),
    plans: values.plans === true,
    profile: values.profile,
  };
};

const partsOf = (only: string | undefined): ReadonlySet<Part> => {
  if (only === undefined) return new Set(PARTS);
  const part = PARTS.find((one) => one === only);
  if (part === undefined) throw new Error(`--only takes one of ${PARTS.join(', ')}`);
  return new Set([part]);
};

const progress = (line: string): void => console.error(`  ${line} …`);

const run = async (options: Options): Promise<readonly Line[]> => {
  // The database may run as another user than this process.
  const folder = mkdtempSync(join(tmpdir(), 'sutler-bench-'));
  chmodSync(folder, 0o755);
  const place = { folder, data: join(folder, 'data') };
  const wants = (...parts: readonly Part[]): boolean => parts.some((part) => options.parts.has(part));
  try {
    if (wants('prices')) progress('prices of carts');
    return [
      ...(wants('prices') ? await measurePrices(options.effort.prices) : []),
      ...(wants('orders', 'reads', 'starts') ? await youngShop(place, options) : []),
      ...(wants('renewals') ? await renewals(place, options) : []),
      ...(wants('search', 'add') ? await grownShop(place, options) : []),
      ...(wants('million') ? await shopOfYears(place, options) : []),
      ...(wants('subscriptions') ? await manySubscriptions(place, options) : []),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

type Place = { readonly folder: string; readonly data: string };

const nodeOptionsOf = ({ profile }: Options): readonly string[] =>
  profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${resolve(profile)}`];

/** A first start, load on the program that it started, then starts with the data that there are by then. */
const youngShop = async ({ folder, data }: Place, options: Options): Promise<readonly Line[]> => {
  progress('first start');
  const program = await startProgram(folder, data, nodeOptionsOf(options));
  const loaded = await underLoad(program, data, options).finally(program.stop);
  if (!options.parts.has('starts')) return loaded.lines;
  const warmMs: number[] = [];
  for (let count = 0; count < options.effort.warmStarts; count += 1) {
    progress('start with data');
    const again = await startProgram(folder, data);
    await again.stop();
    warmMs.push(again.readyMs);
  }
  return [...loaded.lines, ...startLines(program.readyMs, median(warmMs)), ...memoryLines(loaded)];
};

/** Renewals in databases of their own, beside that of the program, which sleeps. */
const renewals = ({ data }: Place, { effort }: Options): Promise<readonly Line[]> =>
  withDatabase(data, ({ connection, masterKeys }) =>
    measureRenewals({ connection, masterKeys, progress }, effort.renewals),
  );

/** The program with a catalog that has grown; last, so that nothing else is measured with it. */
const grownShop = async ({ folder, data }: Place, options: Options): Promise<readonly Line[]> => {
  const { effort, parts, plans } = options;
  const program = await startProgram(folder, data, nodeOptionsOf(options));
  try {
    return await withDatabase(data, async ({ database, connection, masterKeys }) => {
      const facts = { port: program.port, database, connection, masterKeys, progress };
      const catalog: LargeCatalog = await openLargeCatalog(facts);
      return [
        ...(parts.has('search') ? await measureSearches(catalog, effort, plans) : []),
        ...(parts.has('add') ? [await measureAdding(catalog, effort.adding)] : []),
      ];
    });
  } finally {
    await program.stop();
  }
};

/** The program with the orders of years. */
const shopOfYears = async (
  { folder, data }: Place,
  { effort, plans, ...options }: Options,
): Promise<readonly Line[]> => {
  const program = await startProgram(folder, data, nodeOptionsOf({ effort, plans, ...options }));
  try {
    return await withDatabase(data, async ({ database, connection, masterKeys }) => {
      const facts = { port: program.port, database, connection, masterKeys, progress };
      const orders = await openGrownOrders(facts, effort.manyOrders);
      return [
        await measureGrownPlacing(orders, effort.placing),
        ...(await measureOrderSearches(orders, effort.searches, plans)),
      ];
    });
  } finally {
    await program.stop();
  }
};

/** The program with very many subscriptions. */
const manySubscriptions = async (
  { folder, data }: Place,
  { effort, plans, ...options }: Options,
): Promise<readonly Line[]> => {
  const program = await startProgram(folder, data, nodeOptionsOf({ effort, plans, ...options }));
  try {
    return await withDatabase(data, async ({ database, connection, masterKeys }) => {
      const facts = { port: program.port, database, connection, masterKeys, progress, data };
      const subscriptions = await openGrownSubscriptions(facts, effort.manySubscriptions);
      return [
        ...(await measureSubscriptionSearches(subscriptions, effort.searches, plans)),
        ...(await measureExport(subscriptions)),
      ];
    });
  } finally {
    await program.stop();
  }
};

type Opened = {
  readonly database: Database;
  readonly connection: ConnectionFacts;
  readonly connectionString: string;
  readonly masterKeys: readonly MasterKey[];
};

/** The database of the program, for the benchmark's own work on it. */
const withDatabase = async <T>(data: string, use: (opened: Opened) => Promise<T>): Promise<T> => {
  const embedded = await startEmbedded({ dataDir: data });
  try {
    const { connection, connectionString } = embedded;
    const database = openDatabase({ ...connection, maxConnections: 2 });
    try {
      const masterKeys = masterKeysOf(readConfiguration({ SUTLER_DATA_DIR: data }));
      return await use({ database, connection, connectionString, masterKeys });
    } finally {
      await database.close();
    }
  } finally {
    await embedded.stop();
  }
};

type Loaded = { readonly lines: readonly Line[]; readonly idle: Memory; readonly after: Memory };

const underLoad = async (program: Program, data: string, options: Options): Promise<Loaded> => {
  await sleep(options.effort.settleMs);
  const idle = await program.memory();
  return withDatabase(data, async ({ masterKeys, ...opened }) => {
    const lines = await loadLines(await openLoad(program, opened, masterKeys, options), options);
    await sleep(options.effort.settleMs);
    return { lines, idle, after: await program.memory() };
  });
};

const openLoad = async (
  program: Program,
  opened: Omit<Opened, 'masterKeys'>,
  masterKeys: readonly MasterKey[],
  { effort }: Options,
): Promise<Load> => {
  const { database } = opened;
  const shop = await openShop(database, masterKeys, 'BENCH');
  const raw = await openShop(database, masterKeys, 'YARDSTICK');
  // Reads need an order, also when none are measured.
  await shop.call('placeOrder', { Order: ORDER });
  await untilDrained(database, shop.merchant);
  return {
    ...opened,
    program,
    wires: await openWires(program.port, { code: shop.merchant.code, secretKey: SECRET_KEY }),
    merchant: shop.merchant,
    rawMerchant: raw.merchant,
    replay: await recordOrder(database, raw.merchant, ORDER),
    fullReplay: await recordOrder(database, raw.merchant, FULL_ORDER),
    effort,
    progress,
  };
};

const loadLines = async (load: Load, { parts, plans }: Options): Promise<readonly Line[]> => {
  if (plans) {
    const { texts } = load.replay;
    const values = load.replay.next();
    const statements = texts.map((text, at) => ({ text, values: values[at] ?? [] }));
    console.log(await explain(load.connection, statements));
  }
  return [
    ...(parts.has('orders') ? await measureOrders(load) : []),
    ...(parts.has('reads') ? await measureReads(load) : []),
  ];
};

const startLines = (coldMs: number, warmMs: number): readonly Line[] => [
  within('start until ready, with data', warmMs, WARM_START_LIMIT_MS, seconds),
  beside('start until ready, empty folder', coldMs, ['with data', warmMs], seconds),
];

const memoryLines = ({ lines, idle, after }: Loaded): readonly Line[] => [
  within('memory of the process, idle', idle.rss, IDLE_MEMORY_LIMIT, megabytes),
  ...(lines.length === 0 ? [] : memoryAfterLoad(idle, after)),
];

const memoryAfterLoad = (idle: Memory, after: Memory): readonly Line[] => [
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

const [role, place = '', merchant = ''] = process.argv.slice(2);
if (role === BARE_SERVER) await serveBare(place, merchant);
else if (role === RENEWAL_WORKER) serveRenewals(place, merchant);
else await main();
