import { type Db, json, statement } from '../../db/database.ts';
import { type EventNote, noteColumns } from '../orders/index.ts';
import type { DisputeState, RefundRow, RefundState } from '../payments/index.ts';

/** What of an order decides about its refunds. */
export type LockedOrder = {
  readonly status: string;
  readonly chargeback_resolution: DisputeState | null;
  readonly net_discounted_minor: bigint;
  readonly vat_discounted_minor: bigint;
  readonly commission_minor: bigint;
};

/** Locks an order, so that all that becomes of its money is decided one after the other. */
export const lockOrder = (tx: Db, merchantId: bigint, refNo: bigint): Promise<LockedOrder | undefined> =>
  tx.row(
    statement(
      `SELECT status, chargeback_resolution, net_discounted_minor, vat_discounted_minor, commission_minor
       FROM orders WHERE merchant_id = $1 AND ref_no = $2 FOR UPDATE`,
      [merchantId, refNo],
    ),
  );

export const insertRefund = async (tx: Db, refund: RefundRow): Promise<void> => {
  await tx.rows(
    statement('INSERT INTO refunds SELECT * FROM jsonb_populate_record(NULL::refunds, $1)', [json(refund)]),
  );
};

export const findRefund = (db: Db, merchantId: bigint, refundId: bigint): Promise<RefundRow | undefined> =>
  db.row(statement('SELECT * FROM refunds WHERE merchant_id = $1 AND refund_id = $2', [merchantId, refundId]));

/** What changes of a refund on its way to the gateway. */
export type RefundChange = Pick<
  RefundRow,
  | 'state'
  | 'is_total'
  | 'amount_minor'
  | 'net_minor'
  | 'vat_minor'
  | 'commission_minor'
  | 'cancels_subscriptions'
  | 'due_at'
  | 'refusal'
>;

/** Writes what became of a refund whose order is locked. */
export const updateRefund = async (tx: Db, refund: RefundRow & RefundChange, at: Date): Promise<void> => {
  await tx.rows(
    statement(
      `UPDATE refunds SET state = $3, is_total = $4, amount_minor = $5, net_minor = $6, vat_minor = $7,
         commission_minor = $8, cancels_subscriptions = $9, due_at = $10, refusal = $11, updated_at = $12
       WHERE merchant_id = $1 AND refund_id = $2`,
      [
        ...[refund.merchant_id, refund.refund_id, refund.state, refund.is_total, refund.amount_minor],
        ...[refund.net_minor, refund.vat_minor, refund.commission_minor, refund.cancels_subscriptions],
        ...[refund.due_at, refund.refusal, at],
      ],
    ),
  );
};

/** Writes into the history of an order what does not move it. */
export const insertOrderEvent = async (
  tx: Db,
  { merchant_id, ref_no }: Pick<RefundRow, 'merchant_id' | 'ref_no'>,
  standing: string,
  note: EventNote,
  at: Date,
): Promise<void> => {
  await tx.rows(
    statement('SELECT add_order_event($1, $2, $3, $3, $4, $5)', [merchant_id, ref_no, standing, noteColumns(note), at]),
  );
};

/** Refunds whose outcome is not known and which nobody touched since `before`, oldest first. */
export const listOpenRefunds = (db: Db, merchantId: bigint, before: Date, limit: number): Promise<RefundRow[]> =>
  db.rows(
    statement(
      `SELECT * FROM refunds WHERE merchant_id = $1 AND state = 'REQUESTED' AND updated_at < $2
       ORDER BY updated_at LIMIT $3`,
      [merchantId, before, limit],
    ),
  );

/** The next moment after an instant at which an approved refund is due; null when there is none. */
export const nextRefundMoment = async (db: Db, merchantId: bigint, after: Date): Promise<Date | null> => {
  const row = await db.row<{ at: Date | null }>(
    statement(`SELECT min(due_at) AS at FROM refunds WHERE merchant_id = $1 AND state = 'APPROVED' AND due_at > $2`, [
      merchantId,
      after,
    ]),
  );
  return row?.at ?? null;
};

/** Approved refunds whose time has come, oldest first. */
export const listDueRefunds = async (db: Db, merchantId: bigint, at: Date, limit: number): Promise<bigint[]> => {
  const rows = await db.rows<{ refund_id: bigint }>(
    statement(
      `SELECT refund_id FROM refunds WHERE merchant_id = $1 AND state = 'APPROVED' AND due_at <= $2
       ORDER BY due_at LIMIT $3`,
      [merchantId, at, limit],
    ),
  );
  return rows.map(({ refund_id }) => refund_id);
};

/** A page of refunds in the given states, newest first; `before` is the last one of the page before. */
export const listRefundsIn = (
  db: Db,
  merchantId: bigint,
  states: readonly RefundState[],
  { limit, before }: { readonly limit: number; readonly before: bigint | null },
): Promise<RefundRow[]> =>
  db.rows(
    statement(
      `SELECT r.* FROM unnest($2::text[]) AS wanted (state)
       CROSS JOIN LATERAL (
         SELECT * FROM refunds WHERE merchant_id = $1 AND state = wanted.state AND refund_id < $3
         ORDER BY refund_id DESC LIMIT $4) r
       ORDER BY r.refund_id DESC LIMIT $4`,
      [merchantId, states, before ?? LARGEST_ID, limit],
    ),
  );

const LARGEST_ID = 2n ** 63n - 1n;

/** Lets the refunds go on that waited for the disputes of an order, which is locked. */
export const releaseWaitingRefunds = async (tx: Db, merchantId: bigint, refNo: bigint, at: Date): Promise<void> => {
  await tx.rows(
    statement(
      `UPDATE refunds SET state = 'APPROVED', due_at = $3, updated_at = $3
       WHERE merchant_id = $1 AND ref_no = $2 AND state = 'WAITING_DISPUTE'`,
      [merchantId, refNo, at],
    ),
  );
};

/** What is written with a refund that was made. */
export type MadeRefund = {
  readonly ledger: readonly object[];
  readonly invoices: readonly object[];
  readonly note: EventNote;
};

/**
 * Ends a refund that was made: ledger, credit note and history, and after a total one the order with its deliveries.
 * False when somebody else ended it first.
 */
export const finishRefundRow = async (
  tx: Db,
  refund: RefundRow,
  { ledger, invoices, note }: MadeRefund,
  at: Date,
): Promise<boolean> => {
  const row = await tx.row<{ finished: boolean }>(
    statement('SELECT finish_refund($1, $2, $3, $4, $5, $6, $7) AS finished', [
      refund.merchant_id,
      refund.ref_no,
      refund.refund_id,
      json(ledger),
      json(invoices),
      noteColumns(note),
      at,
    ]),
  );
  return row?.finished ?? false;
};

export const orderExists = async (db: Db, merchantId: bigint, refNo: bigint): Promise<boolean> => {
  const found = await db.row(
    statement('SELECT 1 FROM orders WHERE merchant_id = $1 AND ref_no = $2', [merchantId, refNo]),
  );
  return found !== undefined;
};
