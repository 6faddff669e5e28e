import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signature } from '../server/api/authentication.ts';
import { openDatabase, statement } from '../server/db/database.ts';
import { startEmbedded } from '../server/db/embedded/start-embedded.ts';
import { findMerchantByCode } from '../server/domains/accounts/index.ts';
import { at, until } from './asking.ts';
import { expectBooksToAgree } from './books.ts';
import { buildServer, newServer, type RunningServer } from './running-server.ts';
import { order, product } from './shop.ts';

/*
 * A shop that hears nothing asks again, with the same Idempotency-Key, until it is answered. Whatever the kills cut off,
 * each key makes exactly one order.
 */

const KILLS = 7;
const CALLERS = 5;
const SHOP = { code: 'REPEATS', secretKey: 'a key of this story' };

let server: RunningServer;

beforeAll(async () => {
  buildServer();
  const seed = {
    merchants: [{ ...SHOP, name: 'A shop', currency: 'EUR', country: 'RO', products: [product('editor', 10)] }],
  };
  server = await newServer(seed, { SUTLER_SWEEP_AGE_MS: '1500' });
}, 60_000);
afterAll(() => server?.remove());

/** REST signs each request by itself, so nothing has to be opened again after a kill. */
const place = async (key: string): Promise<unknown> => {
  const date = new Date().toISOString().slice(0, 19).replace('T', ' ');
  const response = await fetch(`${server.url}/rest/6.0/orders/`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'idempotency-key': key,
      'x-avangate-authentication': `code="${SHOP.code}" date="${date}" hash="${signature(SHOP.code, date, SHOP.secretKey)}"`,
    },
    body: JSON.stringify(order('editor')),
    signal: AbortSignal.timeout(8_000),
  });
  return response.json();
};

type Heard = { readonly key: string; readonly refNo: string; readonly tries: number };

/** Asks for one order until it is told of it; `tries` counts the requests that this took. */
const placed = async (key: string): Promise<Heard> => {
  for (let tries = 1; ; tries += 1) {
    try {
      const refNo = at(await place(key), 'RefNo');
      if (typeof refNo === 'string') return { key, refNo, tries };
    } catch {
      // The server is gone, or went while it worked; nobody knows what it did.
    }
    await sleep(60);
  }
};

const callUntil = async (caller: number, isOver: () => boolean, heard: Heard[]): Promise<void> => {
  for (let count = 0; !isOver(); count += 1) heard.push(await placed(`caller-${caller}-${count}`));
};

test('each key makes one order, and the books agree', { timeout: 150_000 }, async () => {
  const heard: Heard[] = [];
  let isOver = false;
  const callers = Array.from({ length: CALLERS }, (_, caller) => callUntil(caller, () => isOver, heard));
  for (let count = 0; count < KILLS; count += 1) {
    server.start();
    if (await server.ready()) await sleep(150 + Math.random() * 500);
    if (count % 2 === 1) server.killDatabase();
    await server.kill();
  }
  server.start();
  expect(await server.ready()).toBe(true);
  isOver = true;
  await Promise.all(callers);
  // Once more all of them: nothing new comes of it.
  for (const { key, refNo } of heard) expect(at(await place(key), 'RefNo'), key).toBe(refNo);
  // The story is only worth something when requests were repeated.
  expect(heard.length).toBeGreaterThan(20);
  expect(heard.filter(({ tries }) => tries > 1).length).toBeGreaterThan(KILLS / 2);
  expect(new Set(heard.map(({ refNo }) => refNo)).size).toBe(heard.length);

  const embedded = await startEmbedded({ dataDir: server.dataDir });
  const db = openDatabase({ ...embedded.connection, maxConnections: 2 });
  try {
    const merchant = await findMerchantByCode(db, SHOP.code);
    if (merchant === undefined) return expect.fail('the merchant is gone');
    const count = async (where: string): Promise<number> => {
      const text = `SELECT count(*) AS count FROM orders WHERE merchant_id = $1 AND ${where}`;
      return Number((await db.row<{ count: bigint }>(statement(text, [merchant.id])))?.count);
    };
    const open = `status = 'AUTHRECEIVED' OR EXISTS (SELECT FROM payments p
      WHERE p.merchant_id = orders.merchant_id AND p.ref_no = orders.ref_no AND p.state IN ('REQUESTED', 'CAPTURING'))`;
    await until(
      () => count(`(${open})`),
      (found) => found === 0,
      30_000,
    );
    // What was cut off after its order was written has its key, so it was found again and not placed anew.
    expect(await count('true')).toBe(heard.length);
    const complete = await count(`status = 'COMPLETE'`);
    expect(await expectBooksToAgree(db, merchant.id)).toBe(BigInt(complete) * 1_000n);
    console.log(
      `${heard.length} keys, ${heard.filter(({ tries }) => tries > 1).length} asked more than once, ${complete} paid`,
    );
  } finally {
    await db.close();
    await embedded.stop();
  }
  expect(await server.stop()).toBe(0);
});
