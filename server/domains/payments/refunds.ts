import { type Db, statement } from '../../db/database.ts';

/**
 * Reading of refunds. It stands here because orders tell of their refunds, while the domain that makes refunds builds on
 * orders.
 */

/** REQUESTED: written, the gateway's answer is not known yet. REFUSED: no money went back. */
export type RefundState = 'REQUESTED' | 'DONE' | 'REFUSED';

/** A line that the request for a refund named. */
export type RefundedItem = {
  readonly lineNo: number;
  readonly quantity: number;
  /** Minor units as text, since this is kept as JSON; null when the request named none. */
  readonly amountMinor: string | null;
};

/** A row of `refunds`. */
export type RefundRow = {
  readonly merchant_id: bigint;
  readonly refund_id: bigint;
  readonly ref_no: bigint;
  readonly payment_id: bigint;
  readonly state: RefundState;
  readonly is_total: boolean;
  readonly amount_minor: bigint;
  readonly net_minor: bigint;
  readonly vat_minor: bigint;
  readonly currency: string;
  readonly reason: string;
  readonly comment: string;
  readonly items: readonly RefundedItem[];
  readonly cancels_subscriptions: boolean;
  /** Why the gateway did not give the money back. */
  readonly refusal: string | null;
  readonly requested_at: Date;
  readonly updated_at: Date;
};

/** The refunds of orders, oldest first, with those that were refused. */
export const listRefunds = (db: Db, merchantId: bigint, refNos: readonly bigint[]): Promise<RefundRow[]> =>
  db.rows(
    statement(
      'SELECT * FROM refunds WHERE merchant_id = $1 AND ref_no = ANY ($2::bigint[]) ORDER BY ref_no, refund_id',
      [merchantId, refNos],
    ),
  );
