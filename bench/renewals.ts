import { type ConnectionFacts, type Database, openDatabase, type Statement, statement } from '../server/db/database.ts';
import { migrate, withClient } from '../server/db/migrate.ts';
import { encodeValue } from '../server/db/value-types.ts';
import { findMerchantByCode, merchantOf, moveClock } from '../server/domains/accounts/index.ts';
import { renewDue } from '../server/domains/renewals/index.ts';
import { createLogger } from '../server/kit/log.ts';
import type { MasterKey } from '../server/kit/seal.ts';
import { type Copy, copyRows } from './copied-rows.ts';
import { createDatabase } from './fill.ts';
import { connected, untilDrained } from './orders.ts';
import { recorded } from './recording.ts';
import { startRenewalWorker } from './renewal-worker.ts';
import { type Line, share } from './report.ts';
import { type Contender, inRounds } from './rounds.ts';
import { ORDER, openShop, partsOf, type Shop } from './shop.ts';

export type RenewalEffort = {
  readonly rounds: number;
  /** Subscriptions that are due at a time; those of a batch for each of the callers, or more. */
  readonly count: number;
};

type Facts = {
  readonly connection: ConnectionFacts;
  readonly masterKeys: readonly MasterKey[];
  readonly progress: (line: string) => void;
};

/** Where a database of its own is. */
type Place = ConnectionFacts & { readonly database: string };

const CODE = 'RENEWALS';
/** As many as a worker has under way. */
const CALLERS = 8;
const RENEWALS_MARK = 0.5;
// One worker keeps the disk of a small machine busy; two must not get into each other's way.
const WORKERS_MARK = 0.9;

/**
 * Subscriptions that are all due at once, month after month, renewed by one worker and by two, and by their bare
 * statements. Each of them has a database of its own; all begin as copies of one.
 */
export const measureRenewals = async (facts: Facts, effort: RenewalEffort): Promise<readonly Line[]> => {
  const what = `renewals, ${effort.count.toLocaleString('en')} due at once`;
  facts.progress(what);
  const first = await filled(facts, effort.count);
  const copy = async (name: string): Promise<Place> => {
    await withClient(facts.connection, (client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${first.database}`));
    return { ...facts.connection, database: name };
  };
  const places = { raw: await copy('renewals_raw'), one: await copy('renewals_one'), two: await copy('renewals_two') };
  facts.progress('renewals, recording');
  const months = await record(first, effort.rounds + 1);
  facts.progress('renewals, measuring');
  const contenders = [
    await replayedRenewals(places.raw, months),
    renewedBy(places.one, 1, effort.count),
    renewedBy(places.two, 2, effort.count),
  ];
  try {
    const measured = await inRounds(contenders, { rounds: effort.rounds, warmUpMs: 0, roundMs: 0 });
    const [raw, one, two] = measured;
    if (raw === undefined || one === undefined || two === undefined) throw new Error('nothing was measured');
    return [
      share(`${what}, one worker`, one, ['raw statements', raw], RENEWALS_MARK),
      share(`${what}, two workers`, two, ['raw statements', raw]),
      share(`${what}, two workers`, two, ['one worker', one], WORKERS_MARK),
    ];
  } finally {
    await Promise.all(contenders.map((contender) => contender.close()));
  }
};

// ---- the subscriptions ----

/** A subscription that is paid by a card on file. */
const SOLD = {
  ...ORDER,
  PaymentDetails: {
    ...ORDER.PaymentDetails,
    Type: 'CC',
    PaymentMethod: { ...ORDER.PaymentDetails.PaymentMethod, CardNumber: '4242424242424242', ExpirationYear: '2049' },
  },
};

const filled = async ({ connection, masterKeys }: Facts, count: number): Promise<Place> => {
  const facts = await createDatabase(connection, 'renewals_first');
  await migrate(facts);
  const database = openDatabase(facts);
  try {
    const shop = await openShop(database, masterKeys, CODE);
    await shop.call('placeOrder', { Order: SOLD });
    await untilDrained(database, shop.merchant);
    await withClient(facts, async (client) => {
      await client.query(`SET session_replication_role TO 'replica'`);
      for (const copy of copiesOf(shop)) await copyRows(client, copy, count - 1);
      await client.query('VACUUM (ANALYZE)');
      await client.query('CHECKPOINT');
    });
    await mustBeDue(database, count);
  } finally {
    await database.close();
  }
  return facts;
};

/** Each subscription has a customer, a card and an order of its own. */
const copiesOf = ({ merchant }: Shop): readonly Copy[] => {
  const where = `merchant_id = ${merchant.id}`;
  // Numbers of copies are far away from those that the account gives out.
  const ids = { customer_id: 'n', card_id: 'n', ref_no: 'n', payment_id: 'n', order_no: 'n', transaction_id: 'n' };
  const reference = `upper(left(md5('s' || n), 10))`;
  return [
    { table: 'customers', where, columns: { ...ids, external_reference: 'NULL' } },
    { table: 'stored_cards', where, columns: { ...ids, transient_token: `md5('c' || n) || md5('d' || n)` } },
    { table: 'orders', where, columns: { ...ids, external_reference: `'shop-' || n` } },
    {
      table: 'order_items',
      where,
      columns: { ...ids, line_item_reference: `md5('l' || n) || left(md5('m' || n), 8)` },
    },
    { table: 'payments', where, columns: ids },
    { table: 'subscriptions', where, columns: { ...ids, reference } },
    { table: 'subscription_orders', where, columns: { ...ids, reference } },
    { table: 'ledger_entries', where, columns: ids },
  ];
};

// ---- one month after the other ----

/** Moves the clock to where all subscriptions are due. */
const toTheNextMonth = async (database: Database): Promise<void> => {
  const record = await findMerchantByCode(database, CODE);
  const row = await database.row<{ at: Date | null }>(statement('SELECT max(charge_at) AS at FROM subscriptions'));
  if (record === undefined || !row?.at) throw new Error('nothing is going to be due');
  await moveClock(database, record.id, { setTo: new Date(row.at.getTime() + 1_000) }, new Date());
};

const countDone = async (database: Database): Promise<number> => {
  const row = await database.row<{ count: bigint }>(
    statement(`SELECT count(*) FROM renewals r JOIN orders o USING (merchant_id, ref_no)
               WHERE r.state = 'DONE' AND o.status = 'COMPLETE'`),
  );
  return Number(row?.count ?? 0n);
};

const mustBeDue = async (database: Database, expected: number): Promise<void> => {
  const row = await database.row<{ count: bigint }>(
    statement('SELECT count(*) FROM subscriptions WHERE enabled AND recurring_enabled AND charge_at IS NOT NULL'),
  );
  if (Number(row?.count) !== expected) throw new Error(`${row?.count} subscriptions are there instead of ${expected}`);
};

const mustBeDone = async (database: Database, expected: number): Promise<void> => {
  const done = await countDone(database);
  if (done !== expected) throw new Error(`${done} renewals are done where ${expected} should be`);
};

// ---- the program ----

type Closable = Contender & { close(): Promise<void> };

const renewedBy = (connection: Place, workers: number, count: number): Closable => {
  const database = openDatabase({ ...connection, maxConnections: 1 });
  const started = Array.from({ length: workers }, () => startRenewalWorker(connection, CODE));
  return {
    name: `${workers} workers`,
    measure: async () => {
      await toTheNextMonth(database);
      const before = await countDone(database);
      const began = performance.now();
      await Promise.all(started.map((worker) => worker.renew()));
      const seconds = (performance.now() - began) / 1000;
      await mustBeDone(database, before + count);
      return count / seconds;
    },
    close: async () => {
      await Promise.all([database.close(), ...started.map((worker) => worker.stop())]);
    },
  };
};

// ---- the yardstick ----

/** The statements of a month, by the batches in which subscriptions are taken in hand. */
type Month = readonly (readonly Statement[])[];

/** Renews month after month in this process and notes each statement. */
const record = async (connection: Place, count: number): Promise<readonly Month[]> => {
  const database = openDatabase(connection);
  try {
    let noted: Statement[] = [];
    const watched = recorded(database, (one) => noted.push(one));
    const now = (): Date => new Date();
    const works = { database: watched, parts: partsOf(watched, now), log: createLogger({ level: 'silent' }), now };
    const months: Month[] = [];
    while (months.length < count) {
      await toTheNextMonth(database);
      const merchant = await findMerchantByCode(database, CODE);
      if (merchant === undefined) throw new Error('the merchant is gone');
      const batches: Statement[][] = [];
      for (let taken = -1; taken !== 0; ) {
        noted = [];
        taken = await renewDue(works, [merchantOf(merchant)]);
        if (taken > 0) batches.push(noted);
      }
      months.push(batches);
    }
    // A transaction of one renewal would hold those of another on the same connection.
    if (months.flat(2).some(({ text }) => text === 'BEGIN'))
      throw new Error('a renewal is more than single statements');
    return months;
  } finally {
    await database.close();
  }
};

/**
 * The same statements with the same values, sent to a database in the same state by nobody but the driver: batches side
 * by side, one connection each, the statements of a batch one after the other.
 */
const replayedRenewals = async (connection: Place, months: readonly Month[]): Promise<Closable> => {
  const database = openDatabase({ ...connection, maxConnections: 1 });
  const clients = await Promise.all(Array.from({ length: CALLERS }, () => connected(connection)));
  const names = new Map<string, string>();
  const nameOf = (text: string): string => {
    const name = names.get(text) ?? `raw_${names.size}`;
    names.set(text, name);
    return name;
  };
  let month = 0;
  return {
    name: 'raw statements',
    measure: async () => {
      const batches = (months[month] ?? []).map((batch) =>
        batch.map(({ text, values }) => ({ name: nameOf(text), text, values: values.map(encodeValue) })),
      );
      month += 1;
      const before = await countDone(database);
      const began = performance.now();
      const left = [...batches];
      await Promise.all(
        clients.map(async (client) => {
          for (let batch = left.shift(); batch !== undefined; batch = left.shift()) {
            for (const query of batch) await client.query(query);
          }
        }),
      );
      const seconds = (performance.now() - began) / 1000;
      const done = (await countDone(database)) - before;
      return done / seconds;
    },
    close: async () => {
      await Promise.all([database.close(), ...clients.map((client) => client.end())]);
    },
  };
};
