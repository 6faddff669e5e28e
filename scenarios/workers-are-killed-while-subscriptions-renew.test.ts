import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, onTestFailed, test } from 'vitest';
import { signature } from '../server/api/authentication.ts';
import { type Database, openDatabase, statement } from '../server/db/database.ts';
import { startEmbedded } from '../server/db/embedded/start-embedded.ts';
import { findMerchantByCode } from '../server/domains/accounts/index.ts';
import { at, until } from './asking.ts';
import { expectBooksToAgree } from './books.ts';
import { buildServer, newServer, type RunningServer } from './running-server.ts';
import { order, product } from './shop.ts';
import { cardPayment } from './time.ts';

/** Subscriptions that are due at once; SUTLER_STORY_RENEWALS asks for more than fit into the time of all tests. */
const DUE = Number(process.env['SUTLER_STORY_RENEWALS'] ?? 1_000);
const LIMIT_MS = 60_000 + DUE * 40;
const SHOP = { code: 'KILLED', secretKey: 'a key of this story' };

let server: RunningServer;

beforeAll(async () => {
  buildServer();
  const seed = {
    merchants: [{ ...SHOP, name: 'A shop', currency: 'EUR', country: 'RO', products: [product('plan', 10)] }],
  };
  server = await newServer(seed, { SUTLER_SWEEP_AGE_MS: '1500', LOG_LEVEL: 'error' });
}, 60_000);
afterAll(() => server?.remove());

const post = async (method: string, params: readonly unknown[]): Promise<unknown> => {
  const response = await fetch(`${server.url}/rpc/6.0/`, {
    method: 'POST',
    body: JSON.stringify({ id: 1, method, params }),
    signal: AbortSignal.timeout(10_000),
  });
  return at(await response.json(), 'result');
};

/** Sells one subscription, over the API. */
const sellOne = async (): Promise<void> => {
  const date = new Date().toISOString().slice(0, 19).replace('T', ' ');
  const session = await post('login', [SHOP.code, date, signature(SHOP.code, date, SHOP.secretKey)]);
  const placed = await post('placeOrder', [session, order('plan', cardPayment())]);
  await until(
    () => post('getOrder', [session, at(placed, 'RefNo')]),
    (found) => at(found, 'Status') === 'COMPLETE',
    20_000,
  );
};

/** Copies it so many times, all with a charge that is due for an hour. */
const COPY = `
  INSERT INTO subscriptions
  SELECT r.* FROM subscriptions s, generate_series(1, $2::integer) n, jsonb_populate_record(s, jsonb_build_object(
    'reference', 'DUE' || lpad(n::text, 7, '0'), 'expires_at', $3::timestamptz, 'charge_at', $4::timestamptz)) r
  WHERE s.merchant_id = $1`;

const makeDue = async (db: Database, merchantId: bigint): Promise<void> => {
  const now = Date.now();
  const [inAnHour, anHourAgo] = [new Date(now + 3_600_000), new Date(now - 3_600_000)];
  await db.rows(statement(COPY, [merchantId, DUE, inAnHour, anHourAgo]));
};

const renewed = async (db: Database, merchantId: bigint): Promise<number> => {
  const row = await db.row<{ count: bigint }>(
    statement(`SELECT count(*) AS count FROM renewals WHERE merchant_id = $1 AND state = 'DONE'`, [merchantId]),
  );
  return Number(row?.count ?? -1n);
};

/** Two workers, killed at once when a part of the work is done. */
const killInTheMiddle = async (db: Database, merchantId: bigint, part: number): Promise<number> => {
  const workers = [server.startWorker(), server.startWorker()];
  await until(
    () => renewed(db, merchantId),
    (count) => count >= DUE * part,
    LIMIT_MS,
  );
  await Promise.all(workers.map((worker) => worker.kill()));
  return renewed(db, merchantId);
};

test('each subscription is charged once, and the books agree', { timeout: 2 * LIMIT_MS }, async () => {
  onTestFailed(() => console.error(server.output().slice(-3_000)));
  server.start();
  expect(await server.ready()).toBe(true);
  await sellOne();
  expect(await server.stop()).toBe(0);

  const embedded = await startEmbedded({ dataDir: server.dataDir });
  const db = openDatabase({ ...embedded.connection, maxConnections: 2 });
  try {
    const merchant = await findMerchantByCode(db, SHOP.code);
    if (merchant === undefined) return expect.fail('the merchant is gone');
    const merchantId = merchant.id;
    await makeDue(db, merchantId);
    const atKills = [await killInTheMiddle(db, merchantId, 0.15), await killInTheMiddle(db, merchantId, 0.5)];
    // The story is only worth something when work was under way.
    expect(atKills.every((count) => count > 0 && count < DUE)).toBe(true);

    const started = performance.now();
    const last = [server.startWorker(), server.startWorker()];
    await until(
      () => renewed(db, merchantId),
      (count) => count === DUE,
      LIMIT_MS,
    );
    const seconds = (performance.now() - started) / 1000;
    await sleep(500);
    for (const worker of last) expect(await worker.stop()).toBe(0);

    const counts = await db.row(
      statement(
        `SELECT count(*)::integer AS subscriptions, count(*) FILTER (WHERE cycle_number = 2)::integer AS renewed,
           count(*) FILTER (WHERE charge_at > $2)::integer AS waiting,
           (SELECT count(*)::integer FROM subscription_orders WHERE merchant_id = $1 AND type = 'RENEWAL') AS history,
           (SELECT count(*)::integer FROM orders WHERE merchant_id = $1) AS orders,
           (SELECT count(*)::integer FROM simulator_charges WHERE merchant_id = $1 AND state = 'APPROVED'
              AND captured_at IS NULL AND voided_at IS NULL) AS reserved
         FROM subscriptions WHERE merchant_id = $1 AND reference LIKE 'DUE%'`,
        [merchantId, new Date()],
      ),
    );
    expect(counts).toEqual({
      subscriptions: DUE,
      renewed: DUE,
      waiting: DUE,
      history: DUE,
      orders: DUE + 1,
      reserved: 0,
    });
    // One sale, and a renewal of 10.00 for each.
    expect(await expectBooksToAgree(db, merchantId)).toBe(BigInt(DUE + 1) * 1_000n);
    console.log(`killed after ${atKills.join(' and ')} of ${DUE}; the rest took ${seconds.toFixed(1)} s`);
  } finally {
    await db.close();
    await embedded.stop();
  }
});
