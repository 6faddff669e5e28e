import type { ConnectionFacts, Database } from '../server/db/database.ts';
import { startBareServer } from './bare-server.ts';
import { requestBytes } from './connection.ts';
import { placedOrders, replayedOrders } from './orders.ts';
import type { Program } from './program.ts';
import { repeatedReads } from './reads.ts';
import type { Replay } from './replay.ts';
import { type Line, share } from './report.ts';
import { type Contender, type Effort, inRounds, type Measured } from './rounds.ts';
import { anySubscription, FULL_ORDER, ORDER, type Shop } from './shop.ts';
import type { Question, Wires } from './wires.ts';

/** What the measurements under load work with. */
export type Load = {
  readonly program: Program;
  readonly database: Database;
  readonly connection: ConnectionFacts;
  readonly connectionString: string;
  readonly wires: Wires;
  readonly merchant: Shop['merchant'];
  /** Whose rows the yardstick writes. */
  readonly rawMerchant: Shop['merchant'];
  /** What ORDER and FULL_ORDER ask of the database. */
  readonly replay: Replay;
  readonly fullReplay: Replay;
  readonly effort: Effort;
  readonly progress: (line: string) => void;
};

/** An order that is placed again and again, with what it asks of the database. */
type Sample = {
  readonly name: string;
  readonly order: typeof ORDER | typeof FULL_ORDER;
  readonly replay: Replay;
  readonly mark: number | undefined;
};

const placing = (order: Sample['order']): Question => ({
  method: 'placeOrder',
  params: { Order: order },
  rest: { verb: 'POST', path: '/orders/', body: order },
});

/** Orders at 1, 8 and 32 callers; at 8 over all wires. Full ones at 8 and 32 callers. */
export const measureOrders = async (load: Load): Promise<readonly Line[]> => {
  const small = { name: 'placeOrder', order: ORDER, replay: load.replay };
  const full = {
    name: 'placeOrder of a full cart',
    order: FULL_ORDER,
    replay: load.fullReplay,
    mark: PLACE_ORDER_MARK,
  };
  return [
    ...(await ordersOf(load, { ...small, mark: undefined }, 1, ['rpc'])),
    ...(await ordersOf(load, { ...small, mark: PLACE_ORDER_MARK }, 8, ['rpc', 'rest', 'soap'])),
    ...(await ordersOf(load, { ...small, mark: undefined }, 32, ['rpc'])),
    ...(await ordersOf(load, full, 8, ['rpc'])),
    ...(await ordersOf(load, full, 32, ['rpc'])),
  ];
};

type Wire = keyof Wires;

const NAMES = { rpc: 'JSON-RPC', rest: 'REST', soap: 'SOAP' } as const;
const PLACE_ORDER_MARK = 0.5;
const READ_MARK = 0.5;
const SOAP_MARK = 0.6;

const ordersOf = async (
  load: Load,
  { name, order, replay, mark }: Sample,
  callers: number,
  names: readonly Wire[],
): Promise<readonly Line[]> => {
  const what = `${name}, ${callers} caller${callers === 1 ? '' : 's'}`;
  load.progress(what);
  const { database, merchant, program, wires, rawMerchant, connection } = load;
  const question = placing(order);
  const raw = await replayedOrders({ database, merchant: rawMerchant }, connection, callers, replay);
  const placed = await Promise.all(
    names.map((wire) =>
      placedOrders(NAMES[wire], { database, merchant }, program.port, callers, wires[wire](question)),
    ),
  );
  const [yardstick, ...measured] = await measuredAndClosed([raw, ...placed], load.effort);
  return linesOf(what, names, measured, ['raw statements', yardstick], mark);
};

const READERS = 32;

/** One subscription, read over all wires by 32 callers. */
export const measureReads = async (load: Load): Promise<readonly Line[]> => {
  load.progress(`getSubscription, ${READERS} callers`);
  const reference = await anySubscription(load.database, load.merchant);
  const question: Question = {
    method: 'getSubscription',
    params: { subscriptionReference: reference },
    rest: { verb: 'GET', path: `/subscriptions/${reference}/` },
  };
  const bare = await startBareServer(load.connectionString, load.merchant.id);
  try {
    const route = await repeatedReads('bare Fastify', bare.port, READERS, {
      bytes: requestBytes('GET', `/subscriptions/${reference}`),
      isGood: ({ status, body }) => status === 200 && body.includes(reference),
    });
    const names: readonly Wire[] = ['rpc', 'rest', 'soap'];
    const readers = await Promise.all(
      names.map((wire) => repeatedReads(NAMES[wire], load.program.port, READERS, load.wires[wire](question))),
    );
    const [yardstick, ...measured] = await measuredAndClosed([route, ...readers], load.effort);
    return linesOf(`getSubscription, ${READERS} callers`, names, measured, ['bare Fastify', yardstick], READ_MARK);
  } finally {
    await bare.stop();
  }
};

type Closable = Contender & { close(): void | Promise<void> };

const measuredAndClosed = async (contenders: readonly Closable[], effort: Effort): Promise<readonly Measured[]> => {
  try {
    return await inRounds(contenders, effort);
  } finally {
    await Promise.all(contenders.map((contender) => contender.close()));
  }
};

/** The first wire and REST against the yardstick; REST and SOAP against the first wire, which is JSON-RPC. */
const linesOf = (
  what: string,
  names: readonly Wire[],
  measured: readonly Measured[],
  [name, yardstick]: readonly [string, Measured | undefined],
  mark: number | undefined,
): readonly Line[] => {
  const [rpc] = measured;
  if (rpc === undefined || yardstick === undefined) throw new Error('nothing was measured');
  return names.flatMap((wire, at) => {
    const own = measured[at] ?? rpc;
    const title = `${what}, ${NAMES[wire]}`;
    if (wire === 'rpc') return [share(title, own, [name, yardstick], mark)];
    const besideRpc = share(title, own, [NAMES.rpc, rpc], wire === 'soap' ? SOAP_MARK : undefined);
    return wire === 'rest' ? [share(title, own, [name, yardstick], mark), besideRpc] : [besideRpc];
  });
};
