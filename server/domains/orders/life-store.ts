import { type Db, json, statement } from '../../db/database.ts';
import type { PaymentRow, PaymentState } from '../payments/index.ts';
import type { OrderRow } from './rows.ts';
import type { PurchaseOrder } from './rules/purchase-order.ts';
import { type ApproveStatus, columnsOf, LIFE, type OrderEvent, type Standing, standingOf } from './states.ts';

/** The statements that move orders from one standing to another, and what they tell of it. */

/** Who does something to an order. */
export type Actor = { readonly kind: 'SYSTEM' | 'API' | 'CLI' | 'PANEL' | 'SHOPPER'; readonly name: string };

/** The program itself. */
export const SYSTEM: Actor = { kind: 'SYSTEM', name: '' };

/** What is written of an event; `event` is one of the table of states or a word for something that moves nothing. */
export type EventNote = {
  readonly eventId: bigint;
  readonly event: string;
  readonly actor: Actor;
  readonly comment: string;
};

export const noteColumns = ({ eventId, event, actor, comment }: EventNote): string =>
  json({ event_id: eventId, event, actor_kind: actor.kind, actor_name: actor.name, comment });

/** States of attempts to pay that an event turns into others. */
export type PaymentChange = Readonly<Partial<Record<PaymentState, PaymentState>>>;

/** An event with all that follows from it. */
export type Happening = {
  readonly event: OrderEvent;
  /** What the history calls it; the event itself when nothing is said. */
  readonly word?: string;
  readonly note: Omit<EventNote, 'event'>;
  /** A decision in place of the one that the table has. */
  readonly approve?: ApproveStatus;
  readonly payments?: PaymentChange;
  /** An attempt that comes with it. */
  readonly payment?: PaymentRow;
  readonly expiresAt?: Date | null;
  readonly confirmedAt?: Date;
  readonly purchaseOrder?: PurchaseOrder;
  /** Only when the time of the order is over. */
  readonly whenDue?: boolean;
  readonly releasesPromotions?: boolean;
  /** Subscriptions and deliveries of the order end; rows of `subscription_events` that tell of it. */
  readonly endsGoods?: readonly object[];
  readonly ledger?: readonly object[];
};

/** Whether it happened, and where the order stood then. */
export type Moved = { readonly moved: boolean; readonly standing: Standing };

/**
 * Lets an event happen to an order where the table of states allows it, and only as long as the order stands where the
 * caller saw it: what is to follow was decided by what he saw.
 */
export const moveOrder = async (
  db: Db,
  order: Pick<OrderRow, 'merchant_id' | 'ref_no' | 'status' | 'awaits'>,
  happening: Happening,
  at: Date,
): Promise<Moved> => {
  const { event, note, ledger } = happening;
  const standing = standingOf(order);
  const move = LIFE[standing][event];
  if (move === undefined) return { moved: false, standing };
  const row = await db.row<{ moved: boolean; standing: Standing | null }>(
    statement('SELECT moved, standing FROM move_order($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)', [
      order.merchant_id,
      order.ref_no,
      standing,
      json({
        ...columnsOf(move.to),
        approve: happening.approve ?? move.approve ?? null,
        vendor: move.vendor ?? null,
      }),
      json(changesOf(happening)),
      json(happening.payments ?? {}),
      happening.payment === undefined ? null : json(happening.payment),
      happening.whenDue ?? false,
      happening.releasesPromotions ?? false,
      happening.endsGoods === undefined ? null : json(happening.endsGoods),
      ledger === undefined || ledger.length === 0 ? null : json(ledger),
      noteColumns({ ...note, event: happening.word ?? event }),
      at,
    ]),
  );
  if (row?.standing == null) throw new Error(`there is no order ${order.ref_no} to move`);
  return { moved: row.moved, standing: row.standing };
};

/** The columns that change; one that is not named stays. */
const changesOf = ({
  expiresAt,
  confirmedAt,
  purchaseOrder,
}: Pick<Happening, 'expiresAt' | 'confirmedAt' | 'purchaseOrder'>): object => ({
  ...(expiresAt === undefined ? {} : { expires_at: expiresAt }),
  ...(confirmedAt === undefined ? {} : { confirmed_at: confirmedAt }),
  ...(purchaseOrder === undefined ? {} : { purchaseOrder }),
});

/** What comes into being with a finished order, or with the delivery of a purchase order. */
export type Finish = {
  readonly from: 'AUTHRECEIVED' | 'PURCHASE_PENDING' | 'PENDING';
  readonly to: 'COMPLETE' | 'PURCHASE_PENDING';
  readonly note: EventNote;
  /** The attempt that is collected; null: none is. */
  readonly paymentId: bigint | null;
  readonly orderNo: bigint | null;
  readonly customerId: bigint | null;
  readonly customer: object | null;
  readonly card: object | null;
  readonly subscriptions: readonly object[];
  readonly subscriptionOrders: readonly object[];
  /** What renewed subscriptions become: {reference, expected_cycle_number, set}. */
  readonly renewals: readonly object[];
  readonly deliveries: readonly object[];
  readonly invoices: readonly object[];
  readonly ledger: readonly object[];
  readonly expiresAt: Date | null;
  readonly purchaseOrder?: PurchaseOrder;
};

const rowsOrNull = (rows: readonly object[]): string | null => (rows.length === 0 ? null : json(rows));

/** Finishes an order with all that follows from it, in one statement; false when it stood elsewhere by then. */
export const finishOrderRow = async (
  db: Db,
  order: Pick<OrderRow, 'merchant_id' | 'ref_no'>,
  finish: Finish,
  at: Date,
): Promise<boolean> => {
  const row = await db.row<{ finished: boolean }>(
    statement(
      `SELECT finish_order($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
       AS finished`,
      [
        order.merchant_id,
        order.ref_no,
        finish.from,
        finish.to,
        finish.paymentId,
        finish.orderNo,
        finish.customerId,
        finish.customer && json(finish.customer),
        finish.card && json(finish.card),
        rowsOrNull(finish.subscriptions),
        rowsOrNull(finish.subscriptionOrders),
        rowsOrNull(finish.deliveries),
        rowsOrNull(finish.invoices),
        rowsOrNull(finish.ledger),
        json(changesOf(finish)),
        noteColumns(finish.note),
        at,
        rowsOrNull(finish.renewals),
      ],
    ),
  );
  return row?.finished ?? false;
};

/** Writes something of an order that moves it nowhere. False when there is no such order. */
export const insertNote = async (
  db: Db,
  order: Pick<OrderRow, 'merchant_id' | 'ref_no'>,
  note: EventNote,
  at: Date,
): Promise<boolean> => {
  const row = await db.row<{ noted: boolean }>(
    statement('SELECT note_on_order($1, $2, $3, $4) AS noted', [
      order.merchant_id,
      order.ref_no,
      noteColumns(note),
      at,
    ]),
  );
  return row?.noted ?? false;
};

/** A row of `order_events`. */
export type OrderEventRow = {
  readonly event_id: bigint;
  readonly event: string;
  readonly actor_kind: Actor['kind'];
  readonly actor_name: string;
  readonly from_standing: Standing;
  readonly to_standing: Standing;
  readonly comment: string;
  readonly happened_at: Date;
};

/** More than anybody reads; the newest count. */
const MOST_EVENTS = 500;

/** What happened to an order, oldest first. */
export const listEvents = (db: Db, merchantId: bigint, refNo: bigint): Promise<OrderEventRow[]> =>
  db.rows(
    statement(
      `SELECT * FROM (
         SELECT event_id, event, actor_kind, actor_name, from_standing, to_standing, comment, happened_at
         FROM order_events WHERE merchant_id = $1 AND ref_no = $2 ORDER BY event_id DESC LIMIT ${MOST_EVENTS}
       ) newest ORDER BY event_id`,
      [merchantId, refNo],
    ),
  );

const refNosOf = (rows: readonly { readonly ref_no: bigint }[]): bigint[] => rows.map(({ ref_no }) => ref_no);

/** Orders placed before an instant whose money is reserved and that wait for nobody, oldest first. */
export const listOrdersToFinish = async (db: Db, merchantId: bigint, before: Date, limit: number): Promise<bigint[]> =>
  refNosOf(
    await db.rows(
      statement(
        `SELECT ref_no FROM orders
         WHERE merchant_id = $1 AND status = 'AUTHRECEIVED' AND awaits IS NULL AND placed_at < $2
         ORDER BY placed_at LIMIT $3`,
        [merchantId, before, limit],
      ),
    ),
  );

/** Orders that are not paid, or wait for somebody, and whose time is over; those that have been late longest first. */
export const listExpiredOrders = async (db: Db, merchantId: bigint, at: Date, limit: number): Promise<bigint[]> =>
  refNosOf(
    await db.rows(
      statement(
        // Two indexes, one for each half.
        `(SELECT ref_no, expires_at FROM orders
          WHERE merchant_id = $1 AND status IN ('PENDING', 'PURCHASE_PENDING') AND expires_at <= $2
          ORDER BY expires_at LIMIT $3)
         UNION ALL
         (SELECT ref_no, expires_at FROM orders
          WHERE merchant_id = $1 AND awaits IS NOT NULL AND expires_at <= $2
          ORDER BY expires_at LIMIT $3)
         ORDER BY expires_at LIMIT $3`,
        [merchantId, at, limit],
      ),
    ),
  );
