import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Db, json, statement } from '../../db/database.ts';
import { newId } from '../../kit/ids.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { addMerchant } from '../accounts/index.ts';
import { type PaymentRow, type PaymentState, settlePayment } from '../payments/index.ts';
import { type Finish, finishOrderRow, moveOrder, noteColumns, SYSTEM } from './life-store.ts';
import type { OrderRow } from './rows.ts';
import {
  type ApproveStatus,
  columnsOf,
  LIFE,
  type OrderEvent,
  STANDINGS,
  type Standing,
  standingOf,
  type VendorApproveStatus,
} from './states.ts';
import { orderAt, paymentAt, writeOrder } from './testing-orders.ts';

const at = new Date('2027-03-01T08:00:00Z');

let store: TestDatabase;
let merchantId: bigint;

beforeAll(async () => {
  store = await createTestDatabase();
  const facts = { code: 'STATES', name: 'States', currency: 'EUR', countryCode: 'HK', isTest: true };
  merchantId = await addMerchant(store.database, facts, at);
});
afterAll(() => store.drop());

/** The attempt that an order at each standing has. */
const ATTEMPTS: Readonly<Record<Standing, PaymentState>> = {
  PENDING: 'REQUESTED',
  PURCHASE_PENDING: 'AWAITING',
  AUTHRECEIVED: 'CAPTURING',
  'AUTHRECEIVED/REVIEW': 'AUTHORISED',
  'AUTHRECEIVED/CONFIRMATION': 'AUTHORISED',
  COMPLETE: 'CAPTURED',
  CANCELED: 'DECLINED',
  REVERSED: 'VOIDED',
  REFUND: 'CAPTURED',
};

type Stage = { readonly db: Db; readonly order: OrderRow; readonly payment: PaymentRow };

const note = { eventId: newId(), actor: SYSTEM, comment: '' };

const move =
  (event: OrderEvent) =>
  async ({ db, order }: Stage): Promise<void> => {
    await moveOrder(db, order, { event, note: { ...note, eventId: newId() } }, at);
  };

/** The money came, or did not, by an attempt that was open until now. */
const settles =
  (orderStatus: 'AUTHRECEIVED' | null) =>
  async ({ db, order }: Stage): Promise<void> => {
    const payment = paymentAt(order, 'REQUESTED', { attempt: 2 });
    const insert = 'INSERT INTO payments SELECT * FROM jsonb_populate_record(NULL::payments, $1)';
    await db.rows(statement(insert, [json(payment)]));
    await settlePayment(
      db,
      payment,
      {
        state: orderStatus === null ? 'DECLINED' : 'CAPTURING',
        orderStatus,
        gatewayReference: orderStatus && 'ref',
        token: null,
        card: null,
        challenge: null,
        instructions: null,
        declineReason: orderStatus === null ? 'CARD_DECLINED' : null,
        from: ['REQUESTED'],
      },
      at,
    );
  };

const NOTHING_MORE = {
  paymentId: null,
  orderNo: null,
  customerId: null,
  customer: null,
  card: null,
  subscriptions: [],
  subscriptionOrders: [],
  renewals: [],
  deliveries: [],
  invoices: [],
  ledger: [],
  expiresAt: null,
} as const;

const finishes =
  (event: OrderEvent, from: Finish['from'], to: Finish['to']) =>
  async ({ db, order }: Stage): Promise<void> => {
    await finishOrderRow(db, order, { ...NOTHING_MORE, from, to, note: { ...note, eventId: newId(), event } }, at);
  };

const refunds = async ({ db, order, payment }: Stage): Promise<void> => {
  const refundId = newId();
  await db.rows(
    statement('INSERT INTO refunds SELECT * FROM jsonb_populate_record(NULL::refunds, $1)', [
      json({
        merchant_id: order.merchant_id,
        refund_id: refundId,
        ref_no: order.ref_no,
        payment_id: payment.payment_id,
        state: 'REQUESTED',
        is_total: true,
        amount_minor: 1000n,
        net_minor: 1000n,
        vat_minor: 0n,
        currency: 'EUR',
        reason: 'Other',
        comment: '',
        items: [],
        cancels_subscriptions: false,
        reuses_keys: false,
        commission_minor: 0n,
        origin: 'API',
        requested_at: at,
        updated_at: at,
      }),
    ]),
  );
  await db.rows(
    statement('SELECT finish_refund($1, $2, $3, $4, $5, $6, $7)', [
      order.merchant_id,
      order.ref_no,
      refundId,
      json([]),
      json([]),
      noteColumns({ ...note, eventId: newId(), event: 'refund' }),
      at,
    ]),
  );
};

/** How each event happens in the database. */
const HAPPENS: Readonly<Record<Exclude<OrderEvent, 'chargeBack'>, (stage: Stage) => Promise<void>>> = {
  authorise: settles('AUTHRECEIVED'),
  decline: settles(null),
  hold: move('hold'),
  approve: move('approve'),
  reject: move('reject'),
  awaitConfirmation: move('awaitConfirmation'),
  confirm: move('confirm'),
  reverse: move('reverse'),
  finish: finishes('finish', 'AUTHRECEIVED', 'COMPLETE'),
  cancel: move('cancel'),
  expire: move('expire'),
  uploadPurchaseOrder: move('uploadPurchaseOrder'),
  approvePurchaseOrder: finishes('approvePurchaseOrder', 'PENDING', 'PURCHASE_PENDING'),
  rejectPurchaseOrder: move('rejectPurchaseOrder'),
  expirePurchaseOrder: move('expirePurchaseOrder'),
  payPurchaseOrder: finishes('payPurchaseOrder', 'PURCHASE_PENDING', 'COMPLETE'),
  refund: refunds,
};

type Columns = {
  readonly status: OrderRow['status'];
  readonly awaits: OrderRow['awaits'];
  readonly approve_status: ApproveStatus;
  readonly vendor_approve_status: VendorApproveStatus;
};

const read = async (db: Db, { merchant_id, ref_no }: OrderRow): Promise<Columns | undefined> =>
  db.row<Columns>(
    statement(
      `SELECT status, awaits, approve_status, vendor_approve_status FROM orders
       WHERE merchant_id = $1 AND ref_no = $2`,
      [merchant_id, ref_no],
    ),
  );

const EVENTS = Object.keys(HAPPENS) as (keyof typeof HAPPENS)[];

describe.each(STANDINGS)('%s', (standing) => {
  test.each(EVENTS)('%s', async (event) => {
    const order = orderAt(merchantId, standing, at);
    const payment = paymentAt(order, ATTEMPTS[standing]);
    await writeOrder(store.database, order, [payment]);
    await HAPPENS[event]({ db: store.database, order, payment });
    const there = LIFE[standing][event];
    expect(await read(store.database, order)).toEqual({
      ...columnsOf(there?.to ?? standing),
      approve_status: there?.approve ?? 'WAITING',
      vendor_approve_status: there?.vendor ?? 'OK',
    });
  });
});

describe('whoever decides at once', () => {
  const decisions = fc.constantFrom<OrderEvent>(
    'hold',
    'approve',
    'reject',
    'awaitConfirmation',
    'confirm',
    'reverse',
    'cancel',
    'expire',
    'expirePurchaseOrder',
  );
  const beginnings = fc.constantFrom<Standing>('PENDING', 'PURCHASE_PENDING', 'AUTHRECEIVED', 'AUTHRECEIVED/REVIEW');

  test('the events that happened are one way through the table', async () => {
    await fc.assert(
      fc.asyncProperty(
        beginnings,
        fc.array(fc.array(decisions, { maxLength: 3 }), { maxLength: 5 }),
        async (begin, all) => {
          const order = orderAt(merchantId, begin, at);
          await writeOrder(store.database, order, [paymentAt(order, ATTEMPTS[begin])]);
          await Promise.all(all.map((events) => decideInTurn(order, events)));
          const steps = await store.database.rows<{
            event: OrderEvent;
            from_standing: Standing;
            to_standing: Standing;
          }>(
            statement(
              'SELECT event, from_standing, to_standing FROM order_events WHERE merchant_id = $1 AND ref_no = $2',
              [merchantId, order.ref_no],
            ),
          );
          const now = (await read(store.database, order)) ?? expect.fail('no order');
          const left = new Map<Standing, number>();
          const count = (standing: Standing, by: number) => left.set(standing, (left.get(standing) ?? 0) + by);
          count(begin, 1);
          for (const { event, from_standing: from, to_standing: to } of steps) {
            expect(LIFE[from][event]?.to).toBe(to);
            count(from, -1);
            count(to, 1);
          }
          // Entered as often as left, but for where it stands in the end.
          expect([...left].filter(([, times]) => times !== 0)).toEqual([[standingOf(now), 1]]);
        },
      ),
      { numRuns: 40 },
    );
  });

  /** Each decides by what he sees at that moment. */
  const decideInTurn = async (order: OrderRow, events: readonly OrderEvent[]): Promise<void> => {
    for (const event of events) {
      const seen = (await read(store.database, order)) ?? expect.fail('no order');
      await moveOrder(store.database, { ...order, ...seen }, { event, note: { ...note, eventId: newId() } }, at);
    }
  };
});

test('an event is refused when the order went on since it was looked at', async () => {
  const order = orderAt(merchantId, 'PENDING', at);
  await writeOrder(store.database, order);
  await settles('AUTHRECEIVED')({ db: store.database, order, payment: paymentAt(order, 'REQUESTED') });
  const moved = await moveOrder(store.database, order, { event: 'cancel', note: { ...note, eventId: newId() } }, at);
  expect(moved).toEqual({ moved: false, standing: 'AUTHRECEIVED' });
  expect(await read(store.database, order)).toMatchObject({ status: 'AUTHRECEIVED' });
});

test('what waits for its time does not move before it', async () => {
  const expiresAt = new Date('2027-03-01T08:00:01Z');
  const order = orderAt(merchantId, 'PENDING', at, { expires_at: expiresAt });
  await writeOrder(store.database, order);
  const expire = (now: Date) =>
    moveOrder(store.database, order, { event: 'expire', whenDue: true, note: { ...note, eventId: newId() } }, now);
  expect(await expire(at)).toEqual({ moved: false, standing: 'PENDING' });
  expect(await expire(expiresAt)).toEqual({ moved: true, standing: 'PENDING' });
  expect(await read(store.database, order)).toMatchObject({ status: 'CANCELED' });
});

test('the columns of a standing lead back to it', () => {
  for (const standing of STANDINGS) expect(standingOf(columnsOf(standing))).toBe(standing);
});

test('an order that has ended is left alone for ever', () => {
  for (const standing of ['CANCELED', 'REVERSED', 'REFUND'] as const) expect(LIFE[standing]).toEqual({});
});
