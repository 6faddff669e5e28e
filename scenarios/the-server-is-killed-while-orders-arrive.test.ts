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

const KILLS = 21;
const CALLERS = 6;
const SHOP = { code: 'KILLED', secretKey: 'a key of this story' };

let server: RunningServer;

beforeAll(async () => {
  buildServer();
  const seed = {
    merchants: [{ ...SHOP, name: 'A shop', currency: 'EUR', country: 'RO', products: [product('editor', 10)] }],
  };
  server = await newServer(seed, { SUTLER_SWEEP_AGE_MS: '1500' });
}, 60_000);
afterAll(() => server?.remove());

/** An order that a caller was told of. */
type Acknowledged = { readonly refNo: string; readonly reference: string; readonly status: string };

const post = async (body: object): Promise<unknown> => {
  const response = await fetch(`${server.url}/rpc/6.0/`, {
    method: 'POST',
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(8_000),
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

/** Places one order after the other until told to stop, whatever happens to the server; a caller never asks twice. */
const callUntil = async (caller: number, isOver: () => boolean, heard: Acknowledged[]): Promise<number> => {
  let session: string | undefined;
  let asked = 0;
  while (!isOver()) {
    const reference = `caller-${caller}-${asked}`;
    try {
      session ??= await logIn();
      asked += 1;
      const answer = await post({ id: asked, method: 'placeOrder', params: [session, orderOf(asked, reference)] });
      const refNo = at(answer, 'result.RefNo');
      if (typeof refNo === 'string') heard.push({ refNo, reference, status: String(at(answer, 'result.Status')) });
      else if (at(answer, 'error.data.error_code') === 'FORBIDDEN') session = undefined;
    } catch {
      await sleep(50);
    }
  }
  return asked;
};

/** Most are paid by a good card; some are declined; some belong to customers that others bring along, too. */
const orderOf = (count: number, reference: string): Sent =>
  order(
    'editor',
    { Type: 'TEST', PaymentMethod: testCard(count % 7 === 0 ? 'Red Doe' : 'John Doe') },
    { ExternalReference: reference, ...(count % 5 === 0 ? { ExternalCustomerReference: `crm-${count}` } : {}) },
  );

/** Kills in turn: the server, server and database at once, the database alone; when it is ready, or while it starts. */
const killAgainAndAgain = async (): Promise<number> => {
  let whileReady = 0;
  for (let count = 0; count < KILLS; count += 1) {
    server.start();
    if (count % 4 === 3) await sleep(100 + Math.random() * 900);
    else if (await server.ready()) {
      whileReady += 1;
      await sleep(50 + Math.random() * 500);
    }
    if (count % 3 !== 0) server.killDatabase();
    if (count % 3 === 2) await sleep(Math.random() * 200);
    await server.kill();
  }
  return whileReady;
};

const statusesOf = async (db: Database, merchantId: bigint): Promise<ReadonlyMap<string, string>> => {
  const rows = await db.rows<{ refNo: string; status: string; reference: string }>(
    statement(
      'SELECT ref_no::text AS "refNo", status, external_reference AS reference FROM orders WHERE merchant_id = $1',
      [merchantId],
    ),
  );
  return new Map(rows.map(({ refNo, reference, status }) => [`${refNo} ${reference}`, status]));
};

const openOnes = async (db: Database, merchantId: bigint): Promise<number> => {
  const row = await db.row<{ open: bigint }>(
    statement(
      `SELECT (SELECT count(*) FROM orders WHERE merchant_id = $1 AND status = 'AUTHRECEIVED')
            + (SELECT count(*) FROM payments WHERE merchant_id = $1
                 AND state IN ('REQUESTED', 'CHALLENGED', 'CAPTURING', 'VOIDING')) AS open`,
      [merchantId],
    ),
  );
  return Number(row?.open ?? -1);
};

const withBooks = async (work: (db: Database, merchantId: bigint) => Promise<void>): Promise<void> => {
  const embedded = await startEmbedded({ dataDir: server.dataDir });
  expect(embedded.adopted).toBe(true);
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

test('no acknowledged order is lost, none is charged twice, and the books agree', { timeout: 150_000 }, async () => {
  const heard: Acknowledged[] = [];
  let isOver = false;
  const callers = Array.from({ length: CALLERS }, (_, caller) => callUntil(caller, () => isOver, heard));
  const whileReady = await killAgainAndAgain();
  server.start();
  expect(await server.ready()).toBe(true);
  await sleep(500);
  isOver = true;
  const asked = (await Promise.all(callers)).reduce((sum, count) => sum + count, 0);
  // The story is only worth something when there was life between the kills.
  expect(whileReady).toBeGreaterThan(KILLS / 2);
  expect(heard.length).toBeGreaterThan(40);

  await withBooks(async (db, merchantId) => {
    await until(
      () => openOnes(db, merchantId),
      (open) => open === 0,
      30_000,
    );
    const stored = await statusesOf(db, merchantId);
    for (const { refNo, reference, status } of heard) {
      const now = stored.get(`${refNo} ${reference}`);
      if (status === 'AUTHRECEIVED') expect(now, `order ${refNo}, told to be paid`).toBe('COMPLETE');
      else expect(['PENDING', 'COMPLETE'], `order ${refNo}, told to be ${status}`).toContain(now);
    }
    // One call made one order at most; what nobody heard of is stored wholly or not at all.
    expect(new Set([...stored.keys()].map((key) => key.split(' ')[1])).size).toBe(stored.size);
    expect(stored.size).toBeLessThanOrEqual(asked);
    // And when kills cut off calls between their effect and their answer.
    expect(stored.size).toBeGreaterThan(heard.length);
    const complete = [...stored.values()].filter((status) => status === 'COMPLETE').length;
    expect(new Set(stored.values())).toEqual(new Set(['COMPLETE', 'PENDING']));
    expect(await expectBooksToAgree(db, merchantId)).toBe(BigInt(complete) * 1_000n);
    // Nothing stays reserved for an order that was given up.
    const reserved = await db.row<{ count: bigint }>(
      statement(
        `SELECT count(*) AS count FROM simulator_charges
         WHERE merchant_id = $1 AND state = 'APPROVED' AND captured_at IS NULL AND voided_at IS NULL`,
        [merchantId],
      ),
    );
    expect(reserved?.count).toBe(0n);
    console.log(`${asked} orders asked for, ${heard.length} acknowledged, ${complete} of ${stored.size} paid`);
  });
  expect(await server.stop()).toBe(0);
});
