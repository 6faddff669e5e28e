import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Db, type Statement, statement } from '../../db/database.ts';
import type { Fault } from '../../testing/api.ts';
import { startTestApi, type TestApi } from '../../testing/api.ts';
import {
  CARDS,
  cardPayment,
  expectBooksToAgree,
  openShop,
  planWithGrace,
  type Sent,
  type Shop,
} from '../../testing/renewals.ts';
import { finishOrders, sweepPayments, type Works } from '../orders/index.ts';
import { endSubscriptions, renewDue } from './index.ts';

/*
 * Whatever happens to subscriptions, in whatever order, while nodes die and the way to the gateway is lost: no cycle is
 * charged twice and none is skipped, the end of the service only moves forward by what was paid for, and the books agree.
 */

const SOLD_AT = '2028-01-31T10:00:00Z';
const HOUR_MS = 3_600_000;

let api: TestApi;
/** What goes wrong with the next calls of the gateway. */
let faults: (Fault | null)[] = [];

beforeAll(async () => {
  api = await startTestApi({ faults: () => faults.shift() ?? null });
});
afterAll(() => api.close());

class Died extends Error {}

/** The database as a node has it that dies after some statements: the last one may still take effect. */
const dying = (works: Works, after: number, isHeard: boolean): Works => {
  let left = after;
  const guarded = async <T>(send: () => Promise<T>): Promise<T> => {
    left -= 1;
    if (left > 0) return send();
    if (left === 0 && isHeard) await send();
    throw new Died('the node is gone');
  };
  const on = (db: Db): Db => ({
    rows: <Row>(s: Statement) => guarded(() => db.rows<Row>(s)),
    row: <Row>(s: Statement) => guarded(() => db.row<Row>(s)),
  });
  const { database } = works;
  return {
    ...works,
    database: { ...on(database), transaction: (work) => guarded(() => database.transaction((tx) => work(on(tx)))) },
    now: works.now,
  };
};

type Action =
  | { readonly kind: 'PASS'; readonly hours: number; readonly nodes: number }
  | { readonly kind: 'DIE'; readonly hours: number; readonly after: number; readonly isHeard: boolean }
  | { readonly kind: 'FAULTS'; readonly faults: readonly (Fault | null)[] }
  | { readonly kind: 'CALL'; readonly name: string; readonly params: Sent }
  | { readonly kind: 'RENEW' };

const call = (name: string, params: Sent = {}): Action => ({ kind: 'CALL', name, params });

const actions: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('PASS' as const),
      hours: fc.constantFrom(1, 5, 23, 30, 24 * 7, 24 * 30),
      nodes: fc.constantFrom(1, 1, 3),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('DIE' as const),
      hours: fc.constantFrom(24, 24 * 30),
      after: fc.integer({ min: 1, max: 25 }),
      isHeard: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('FAULTS' as const),
      faults: fc.array(
        fc.constantFrom<Fault | null>({ kind: 'LOST_REQUEST' }, { kind: 'LOST_ANSWER' }, { kind: 'TWICE' }, null),
        { minLength: 1, maxLength: 4 },
      ),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.constantFrom(
      call('cancelSubscription'),
      call('enableSubscription'),
      call('disableRecurringBilling'),
      call('enableRecurringBilling'),
      call('extendSubscription', { days: 3 }),
      call('setCustomRenewalPrice', { price: 4, currency: 'EUR', cycles: 2 }),
      call('renewSubscription', { days: 9, price: 3, currency: 'EUR' }),
      call('convertTrial'),
      call('cancelRenewalPause'),
      call('setRenewalPause', { resumeDate: '2028-06-15' }),
    ),
  },
  { weight: 2, arbitrary: fc.constant<Action>({ kind: 'RENEW' }) },
);

const cards = fc.constantFrom(CARDS.good, CARDS.good, CARDS.failsOnce, CARDS.failsTwice, CARDS.neverAlone);

type State = {
  readonly cycle: number;
  readonly expiresAt: Date;
  readonly renewals: number;
  readonly paid: number;
  readonly twice: number;
};

const STATE = `
  SELECT s.cycle_number AS cycle, s.expires_at AS "expiresAt",
    (SELECT count(*)::integer FROM subscription_orders o
     WHERE o.merchant_id = s.merchant_id AND o.reference = s.reference AND o.type = 'RENEWAL') AS renewals,
    (SELECT count(*)::integer FROM order_items i JOIN orders o USING (merchant_id, ref_no)
     WHERE i.merchant_id = s.merchant_id AND i.details #>> '{renewal,reference}' = s.reference AND o.status = 'COMPLETE')
      AS paid,
    (SELECT count(*)::integer FROM (
       SELECT FROM renewals r JOIN payments p ON p.merchant_id = r.merchant_id AND p.ref_no = r.ref_no
       WHERE r.merchant_id = s.merchant_id AND r.reference = s.reference AND p.state = 'CAPTURED'
       GROUP BY r.cycle_number HAVING count(*) > 1) twice) AS twice
  FROM subscriptions s WHERE s.merchant_id = $1 AND s.reference = $2`;

const stateOf = async (shop: Shop, reference: string): Promise<State> => {
  const state = await api.database.row<State>(statement(STATE, [shop.merchant.id, reference]));
  return state ?? expect.fail('the subscription is gone');
};

/** Moves the clock and works on what is due, on some nodes, without stopping on the way. */
const work = async (shop: Shop, hours: number, nodes: number, works: Works = api.works): Promise<void> => {
  await api.database.rows(
    statement('UPDATE merchants SET clock_offset_ms = clock_offset_ms + $2 WHERE merchant_id = $1', [
      shop.merchant.id,
      hours * HOUR_MS,
    ]),
  );
  api.accounts.forget();
  const merchants = [await shop.now()];
  const jobs = [
    () => renewDue(works, merchants),
    () => sweepPayments(works, merchants),
    () => finishOrders(works, merchants),
    () => endSubscriptions(works, merchants),
  ];
  const node = async (): Promise<void> => {
    for (const job of jobs) await job().catch((error) => (error instanceof Died ? 0 : Promise.reject(error)));
  };
  await Promise.all(Array.from({ length: nodes }, node));
};

const act = async (shop: Shop, reference: string, action: Action): Promise<void> => {
  switch (action.kind) {
    case 'PASS':
      return work(shop, action.hours, action.nodes);
    case 'DIE':
      return work(shop, action.hours, 1, dying(api.works, action.after, action.isHeard));
    case 'FAULTS':
      faults = [...action.faults];
      return;
    case 'RENEW':
      await renewByHand(shop, reference);
      return;
    case 'CALL':
      await shop.client(action.name, { subscriptionReference: reference, ...action.params });
  }
};

const renewByHand = async (shop: Shop, SubscriptionReference: string): Promise<void> => {
  const Order = {
    ...shop.orderOf({ Code: 'EDITOR', RenewalInformation: { SubscriptionReference } }),
    PaymentDetails: cardPayment(),
  };
  await shop.client('placeOrder', { Order });
};

/** What always holds, however much is still under way. */
const expectSense = (before: State, after: State, action: Action): void => {
  const told = JSON.stringify(action);
  expect(after.twice, `a cycle was charged twice by ${told}`).toBe(0);
  expect(after.renewals, told).toBe(after.paid);
  // Each renewal that was paid for is a cycle, and nothing else is one.
  expect(after.cycle - before.cycle, told).toBe(after.renewals - before.renewals);
  const moves = after.expiresAt.getTime() - before.expiresAt.getTime();
  if (after.renewals > before.renewals) expect(moves, told).toBeGreaterThan(0);
  else if (action.kind === 'CALL' && action.name === 'extendSubscription') expect(moves).toBeGreaterThanOrEqual(0);
  else expect(moves, told).toBe(0);
};

/** Lets everything that was begun come to its end. */
const settle = async (shop: Shop): Promise<void> => {
  faults = [];
  for (let round = 0; round < 4; round += 1) await work(shop, 1, 1);
};

test('no cycle is charged twice or skipped, whatever happens', { timeout: 300_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(
      cards,
      fc.boolean(),
      fc.array(actions, { minLength: 4, maxLength: 14 }),
      async (card, isTrial, steps) => {
        faults = [];
        const shop = await openShop(api, SOLD_AT);
        await shop.answer('addProduct', { Product: planWithGrace(5) });
        const item = { Code: 'EDITOR', ...(isTrial ? { Trial: { Period: 14, Price: 1 } } : {}) };
        const reference = await shop.subscribe(item, cardPayment(card));
        let state = await stateOf(shop, reference);
        for (const action of steps) {
          await act(shop, reference, action);
          // What a call left to be done afterwards is done.
          await new Promise((resolve) => setTimeout(resolve, 20));
          const after = await stateOf(shop, reference);
          expectSense(state, after, action);
          state = after;
        }
        await settle(shop);
        expectSense(state, await stateOf(shop, reference), { kind: 'PASS', hours: 4, nodes: 1 });
        await expectMoneyToBalance(shop);
      },
    ),
    { numRuns: Number(process.env['SUTLER_PROPERTY_RUNS'] ?? 25) },
  );
});

const expectMoneyToBalance = async (shop: Shop): Promise<void> => {
  // Money that was collected for a subscription that was cancelled meanwhile goes back, past the books of orders.
  const row = await api.database.row<{ count: number }>(
    statement(
      `SELECT count(*)::integer AS count FROM orders WHERE merchant_id = $1 AND status IN ('REVERSED', 'CANCELED')`,
      [shop.merchant.id],
    ),
  );
  if (row?.count === 0) await expectBooksToAgree(api.database, shop.merchant.id);
  const sums = await api.database.row(
    statement(
      `SELECT
         (SELECT coalesce(sum(captured_minor - refunded_minor), 0)::bigint FROM simulator_charges WHERE merchant_id = $1)
           - (SELECT coalesce(sum(gross_discounted_minor), 0)::bigint FROM orders
              WHERE merchant_id = $1 AND status = 'COMPLETE') AS difference,
         (SELECT coalesce(sum(amount_minor), 0)::bigint FROM ledger_entries WHERE merchant_id = $1) AS ledger,
         (SELECT count(*)::integer FROM simulator_charges WHERE merchant_id = $1 AND state = 'APPROVED'
            AND captured_at IS NULL AND voided_at IS NULL) AS reserved`,
      [shop.merchant.id],
    ),
  );
  expect(sums).toEqual({ difference: 0n, ledger: 0n, reserved: 0 });
};
