import { type Db, json, statement } from '../../db/database.ts';
import type { RefundRow } from '../payments/index.ts';

/** Locks an order, so that its refunds are decided one after the other, and answers its status. */
export const lockOrder = async (db: Db, merchantId: bigint, refNo: bigint): Promise<string | undefined> => {
  const row = await db.row<{ status: string }>(
    statement('SELECT status FROM orders WHERE merchant_id = $1 AND ref_no = $2 FOR UPDATE', [merchantId, refNo]),
  );
  return row?.status;
};

export const insertRefund = async (db: Db, refund: RefundRow): Promise<void> => {
  await db.rows(
    statement('INSERT INTO refunds SELECT * FROM jsonb_populate_record(NULL::refunds, $1)', [json(refund)]),
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

/**
 * Ends a refund that was made: ledger, and after a total one the order and its subscriptions. False when somebody else
 * ended it first.
 */
export const finishRefundRow = async (
  db: Db,
  refund: RefundRow,
  ledger: readonly object[],
  at: Date,
): Promise<boolean> => {
  const row = await db.row<{ finished: boolean }>(
    statement('SELECT finish_refund($1, $2, $3, $4, $5) AS finished', [
      refund.merchant_id,
      refund.ref_no,
      refund.refund_id,
      json(ledger),
      at,
    ]),
  );
  return row?.finished ?? false;
};

/** Notes that no money went back. */
export const markRefused = async (db: Db, refund: RefundRow, refusal: string, at: Date): Promise<void> => {
  await db.rows(
    statement(
      `UPDATE refunds SET state = 'REFUSED', refusal = $3, updated_at = $4
       WHERE merchant_id = $1 AND refund_id = $2 AND state = 'REQUESTED'`,
      [refund.merchant_id, refund.refund_id, refusal, at],
    ),
  );
};
