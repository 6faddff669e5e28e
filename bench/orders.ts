import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { ConnectionFacts, Database, Statement } from '../server/db/database.ts';
import { encodeValue } from '../server/db/value-types.ts';
import { keepCalling } from './callers.ts';
import { openConnections } from './connection.ts';
import { recorded } from './recording.ts';
import { type Replay, replayOf } from './replay.ts';
import type { Contender } from './rounds.ts';
import { countFinished, isDrained, type Shop, shopOf } from './shop.ts';
import type { Request } from './wires.ts';

/** Longest wait for orders that the program has still to finish when nobody places any more. */
const DRAIN_LIMIT_MS = 20_000;

/**
 * Orders placed over a wire. An order counts when it is finished, and the time until the last one is finished counts too.
 */
export const placedOrders = async (
  name: string,
  { database, merchant }: { readonly database: Database; readonly merchant: Shop['merchant'] },
  port: number,
  callers: number,
  { bytes, isGood }: Request,
): Promise<Contender & { close(): void }> => {
  const connections = await openConnections(port, callers);
  return {
    name,
    measure: async (forMs) => {
      const before = await countFinished(database, merchant);
      const started = performance.now();
      const placed = await keepCalling(callers, forMs, async (caller) => {
        const response = await connections[caller]?.request(bytes);
        if (response === undefined || !isGood(response)) throw new Error(`${name} answered ${response?.body}`);
      });
      await untilDrained(database, merchant);
      const seconds = (performance.now() - started) / 1000;
      await mustBe(database, merchant, before + placed);
      return placed / seconds;
    },
    close: () => {
      for (const connection of connections) connection.close();
    },
  };
};

/** Waits until the program has finished all paid orders of a merchant. */
export const untilDrained = async (database: Database, merchant: Shop['merchant']): Promise<void> => {
  const until = performance.now() + DRAIN_LIMIT_MS;
  while (!(await isDrained(database, merchant))) {
    if (performance.now() > until) throw new Error('orders were not finished in time');
    await sleep(2);
  }
};

const mustBe = async (database: Database, merchant: Shop['merchant'], expected: number): Promise<void> => {
  const finished = await countFinished(database, merchant);
  if (finished !== expected) throw new Error(`${finished} orders are finished where ${expected} should be`);
};

/** The statements of an order, sent to the database by nobody but the driver; one connection a caller. */
export const replayedOrders = async (
  { database, merchant }: { readonly database: Database; readonly merchant: Shop['merchant'] },
  connection: ConnectionFacts,
  callers: number,
  replay: Replay,
): Promise<Contender & { close(): Promise<void> }> => {
  const clients = await Promise.all(Array.from({ length: callers }, () => connected(connection)));
  return {
    name: 'raw statements',
    measure: async (forMs) => {
      const before = await countFinished(database, merchant);
      const started = performance.now();
      const placed = await keepCalling(callers, forMs, async (caller) => {
        const values = replay.next();
        for (const [at, text] of replay.texts.entries()) {
          await clients[caller]?.query({ name: `raw_${at}`, text, values: [...(values[at] ?? [])] });
        }
      });
      const seconds = (performance.now() - started) / 1000;
      await mustBe(database, merchant, before + placed);
      return placed / seconds;
    },
    close: async () => {
      await Promise.all(clients.map((client) => client.end()));
    },
  };
};

/** A connection of the driver alone. */
export const connected = async (connection: ConnectionFacts): Promise<pg.Client> => {
  const client = new pg.Client(connection);
  client.on('error', () => undefined);
  await client.connect();
  return client;
};

const MAX_RECORDINGS = 20;

/**
 * Records orders until two in a row went the same way, and makes a replay of them. The time of both is the same, so that
 * they differ in their ids only.
 */
export const recordOrder = async (
  database: Database,
  merchant: Shop['merchant'],
  order: Readonly<Record<string, unknown>>,
): Promise<Replay> => {
  let statements: Statement[] = [];
  const shop = shopOf(
    recorded(database, (s) => statements.push(s)),
    merchant,
    new Date(),
  );
  const record = async (): Promise<readonly Statement[]> => {
    statements = [];
    await shop.call('placeOrder', { Order: order });
    await untilDrained(database, merchant);
    return statements;
  };
  let last = await record();
  for (let count = 0; count < MAX_RECORDINGS; count += 1) {
    const next = await record();
    const replay = replayOf(last, next);
    if (replay !== undefined) return replay;
    last = next;
  }
  throw new Error('no two orders went the same way');
};

/** The plans of statements as a server chooses them that does not look at the values. */
export const explain = async (
  connection: ConnectionFacts,
  statements: readonly Pick<Statement, 'text' | 'values'>[],
): Promise<string> => {
  const client = await connected(connection);
  try {
    await client.query('SET plan_cache_mode TO force_generic_plan');
    const lines: string[] = [];
    for (const { text, values } of statements) {
      await client.query('BEGIN');
      const plan = await client.query({ text: `EXPLAIN (ANALYZE, BUFFERS) ${text}`, values: values.map(encodeValue) });
      await client.query('COMMIT');
      lines.push(text.trim(), ...plan.rows.map((row) => `    ${row['QUERY PLAN']}`), '');
    }
    return lines.join('\n');
  } finally {
    await client.end();
  }
};
