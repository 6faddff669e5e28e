import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signature } from '../server/api/authentication.ts';
import { type Database, openDatabase, statement } from '../server/db/database.ts';
import { startEmbedded } from '../server/db/embedded/start-embedded.ts';
import { findMerchantByCode } from '../server/domains/accounts/index.ts';
import { at, until } from './asking.ts';
import { expectBooksToAgree } from './books.ts';
import { buildServer, newServer, type RunningServer } from './running-server.ts';
import { order, product, type Sent, testCard } from './shop.ts';

/**
 * Everything goes wrong at once: the payment provider loses requests and answers, is late and hears things twice, while
 * server and database are killed again and again. Clients do what good clients do: they ask again under the same key.
 */
const ORDERS = 2_000;
const REFUNDS = 500;
const CALLERS = 8;
const LIMIT_MS = 360_000;
const SHOP = { code: 'CHAOS', secretKey: 'a key of this story' };
const FAULTS = 'lostRequest=0.02,lostAnswer=0.04,twice=0.04,late=0.05,delayMs=200';

let server: RunningServer;

beforeAll(async () => {
  buildServer();
  const products = [product('editor', 10), product('gift', 5, { GeneratesSubscription: false })];
  const seed = { merchants: [{ ...SHOP, name: 'A shop', currency: 'EUR', country: 'RO', products }] };
  server = await newServer(seed, {
    SUTLER_SWEEP_AGE_MS: '1500',
    SUTLER_SIMULATOR_FAULTS: FAULTS,
    LOG_LEVEL: 'fatal',
  });
}, 60_000);
afterAll(() => server?.remove());

const post = async (body: object, key?: string): Promise<unknown> => {
  const response = await fetch(`${server.url}/rpc/6.0/`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: key === undefined ? {} : { 'idempotency-key': key },
    signal: AbortSignal.timeout(10_000),
  });
  return response.json();
};

const logIn = async (): Promise<string> => {
  const date = new Date().toISOString().slice(0, 19).replace('T', ' ');
  const params = [SHOP.code, date, signature(SHOP.code, date, SHOP.secretKey)];
  const session = at(await post({ id: 1, method: 'login', params }), 'result');
  if (typeof session !== 'string') throw new Error('no session');
  return session;
};

/** What a server says whose database is gone: worth another try. */
const LATER: ReadonlySet<string> = new Set(['UNAVAILABLE', 'TIMED_OUT', 'INTERNAL_ERROR']);

type Caller = { session?: string | undefined };

/** Calls until there is an answer, whatever happens to the server meanwhile; the key makes many askings one. */
const persistently = async (
  caller: Caller,
  method: string,
  params: readonly unknown[],
  key: string,
): Promise<unknown> => {
  for (;;) {
    try {
      caller.session ??= await logIn();
      const answer = await post({ id: 1, method, params: [caller.session, ...params] }, key);
      if (at(answer, 'result') !== undefined) return at(answer, 'result');
      const refused = at(answer, 'error.data.error_code');
      if (refused === 'FORBIDDEN') caller.session = undefined;
      else if (typeof refused === 'string' && !LATER.has(refused)) return answer;
    } catch {
      // No server just now.
    }
    await sleep(40);
  }
};

type Placed = { readonly reference: string; readonly refNo: string; readonly status: string };

const orderOf = (count: number): Sent => ({
  ...order('editor', { Type: 'TEST', PaymentMethod: testCard(count % 9 === 0 ? 'Red Doe' : 'John Doe') }),
  ExternalReference: `order-${count}`,
  ...(count % 5 === 0 ? { ExternalCustomerReference: `crm-${count % 50}` } : {}),
  ...(count % 3 === 0 ? { Items: [{ Code: 'editor' }, { Code: 'gift', Quantity: 2 }] } : {}),
});

/** Orders are taken from one counter by all callers. */
const placeAll = async (placed: Placed[]): Promise<void> => {
  let next = 0;
  const work = async (): Promise<void> => {
    const caller: Caller = {};
    while (next < ORDERS) {
      next += 1;
      const count = next;
      const answer = await persistently(caller, 'placeOrder', [orderOf(count)], `order-${count}`);
      placed.push({
        reference: `order-${count}`,
        refNo: String(at(answer, 'RefNo')),
        status: String(at(answer, 'Status')),
      });
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, work));
};

type Refunded = { readonly refNo: string; readonly amount: number; readonly answer: unknown };

/** Gives back orders while others are still placed: all of some, a part of others. */
const refundSome = async (placed: readonly Placed[], refunded: Refunded[]): Promise<void> => {
  let next = 0;
  let asked = 0;
  const work = async (): Promise<void> => {
    const caller: Caller = {};
    while (asked < REFUNDS) {
      const one = placed[next];
      if (one === undefined) {
        await sleep(50);
        continue;
      }
      next += 1;
      if (one.status !== 'AUTHRECEIVED') continue;
      asked += 1;
      const count = asked;
      const amount = count % 2 === 0 ? (Number(one.reference.slice(6)) % 3 === 0 ? 20 : 10) : 3;
      const answer = await refundOnceFinished(caller, one.refNo, amount, count);
      refunded.push({ refNo: one.refNo, amount, answer });
    }
  };
  await Promise.all([work(), work()]);
};

/** An order that was just paid may still be on its way to be finished; then the refund is asked for again, anew. */
const refundOnceFinished = async (caller: Caller, refNo: string, amount: number, count: number): Promise<unknown> => {
  for (let attempt = 0; ; attempt += 1) {
    const params = [refNo, amount, [], 'Sorry.', 'Other'];
    const answer = await persistently(caller, 'issueRefund', params, `refund-${count}-${attempt}`);
    if (at(answer, 'error.data.error_code') !== 'REFUND_ORDER_STATUS' || attempt > 200) return answer;
    await sleep(100);
  }
};

/** Kills in turn until told to stop: the server, both at once, the database alone. Answers how often. */
const killUntil = async (isOver: () => boolean): Promise<number> => {
  let kills = 0;
  for (; !isOver(); kills += 1) {
    if (!(await server.ready())) {
      server.start();
      continue;
    }
    await sleep(3_000 + Math.random() * 4_000);
    if (isOver()) break;
    if (kills % 3 !== 0) server.killDatabase();
    if (kills % 3 === 2) await sleep(Math.random() * 200);
    await server.kill();
    server.start();
  }
  return kills;
};

const openOnes = async (db: Database, merchantId: bigint): Promise<number> => {
  const row = await db.row<{ open: bigint }>(
    statement(
      `SELECT (SELECT count(*) FROM orders WHERE merchant_id = $1 AND status = 'AUTHRECEIVED')
            + (SELECT count(*) FROM refunds WHERE merchant_id = $1 AND state = 'REQUESTED')
            + (SELECT count(*) FROM payments WHERE merchant_id = $1
                 AND state IN ('REQUESTED', 'CHALLENGED', 'CAPTURING', 'VOIDING')) AS open`,
      [merchantId],
    ),
  );
  return Number(row?.open ?? -1);
};

const withBooks = async (work: (db: Database, merchantId: bigint) => Promise<void>): Promise<void> => {
  const embedded = await startEmbedded({ dataDir: server.dataDir });
  const db = openDatabase({ ...embedded.connection, maxConnections: 2 });
  try {
    const merchant = await findMerchantByCode(db, SHOP.code);
    if (merchant === undefined) return expect.fail('the merchant is gone');
    await work(db, merchant.id);
  } finally {
    await db.close();
    await embedded.stop();
  }
};

type StoredOrder = { readonly refNo: string; readonly status: string; readonly reference: string };
type StoredRefund = { readonly refNo: string; readonly state: string; readonly amount: bigint };

test('2,000 orders and 500 refunds among faults and kills: all are there, once, and the books agree', {
  timeout: LIMIT_MS,
}, async () => {
  const placed: Placed[] = [];
  const refunded: Refunded[] = [];
  let isOver = false;
  server.start();
  const killing = killUntil(() => isOver);
  await Promise.all([placeAll(placed), refundSome(placed, refunded)]);
  isOver = true;
  const kills = await killing;
  expect(await server.ready()).toBe(true);

  await withBooks(async (db, merchantId) => {
    await until(
      () => openOnes(db, merchantId),
      (open) => open === 0,
      60_000,
    );
    const orders = await db.rows<StoredOrder>(
      statement(
        'SELECT ref_no::text AS "refNo", status, external_reference AS reference FROM orders WHERE merchant_id = $1',
        [merchantId],
      ),
    );
    // Each was made once, whatever was asked again, and whoever was told a number was told the right one.
    expect(orders).toHaveLength(ORDERS);
    const stored = new Map(orders.map((one) => [one.reference, one]));
    expect(stored.size).toBe(ORDERS);
    for (const { reference, refNo, status } of placed) {
      const now = stored.get(reference);
      expect(now?.refNo, reference).toBe(refNo);
      if (status === 'AUTHRECEIVED') expect(['COMPLETE', 'REFUND'], reference).toContain(now?.status);
    }
    const refunds = await db.rows<StoredRefund>(
      statement('SELECT ref_no::text AS "refNo", state, amount_minor AS amount FROM refunds WHERE merchant_id = $1', [
        merchantId,
      ]),
    );
    const made = new Map(refunds.filter(({ state }) => state === 'DONE').map((one) => [one.refNo, one.amount]));
    expect(made.size).toBe(refunds.filter(({ state }) => state === 'DONE').length);
    for (const { refNo, amount, answer } of refunded) {
      expect(answer, `refund of ${refNo}`).toBe(true);
      expect(made.get(refNo), `refund of ${refNo}`).toBe(BigInt(amount) * 100n);
    }
    expect(refunded).toHaveLength(REFUNDS);
    await expectBooksToAgree(db, merchantId);
    const reserved = await db.row<{ count: bigint }>(
      statement(
        `SELECT count(*) AS count FROM simulator_charges
         WHERE merchant_id = $1 AND state = 'APPROVED' AND captured_at IS NULL AND voided_at IS NULL`,
        [merchantId],
      ),
    );
    expect(reserved?.count).toBe(0n);
    console.log(`${ORDERS} orders and ${REFUNDS} refunds through ${kills} kills`);
    // The story is only worth something when there was life between the kills, and kills in the middle of life.
    expect(kills).toBeGreaterThan(5);
  });
  expect(await server.stop()).toBe(0);
});
