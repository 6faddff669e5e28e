import { type Db, statement } from '../../db/database.ts';

/**
 * Reading of refunds. It stands here because orders tell of their refunds, while the domain that makes refunds builds on
 * orders.
 */

/**
 * PENDING: waits for approval. APPROVED: will be made when it is due. WAITING_DISPUTE: will be made when no dispute of the
 * order is open. REQUESTED: the gateway is asked, its answer is not known yet. REFUSED: no money went back, by the word of
 * the gateway or of the merchant. CANCELED: given up before the gateway was asked.
 */
export type RefundState = 'PENDING' | 'APPROVED' | 'WAITING_DISPUTE' | 'REQUESTED' | 'DONE' | 'REFUSED' | 'CANCELED';

/** Of these states an order has one refund at most. */
export const OPEN_REFUND_STATES = ['PENDING', 'APPROVED', 'WAITING_DISPUTE', 'REQUESTED'] as const;

export const isOpenRefund = ({ state }: Pick<RefundRow, 'state'>): boolean =>
  OPEN_REFUND_STATES.some((open) => open === state);

export type RefundOrigin = 'API' | 'PANEL' | 'SHOPPER';

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
  /** Whether the subscriptions of the order end with it. */
  readonly cancels_subscriptions: boolean;
  /** What was said of the subscriptions; null: they end with a total refund where the account wants it. */
  readonly subscriptions_wish: boolean | null;
  /** Whether the keys of the order go to others once all its money went back. */
  readonly reuses_keys: boolean;
  /** What the operator gives back of its fee. */
  readonly commission_minor: bigint;
  /** Who asked for it. */
  readonly origin: RefundOrigin;
  /** When an approved one is made. */
  readonly due_at: Date | null;
  /** Why no money went back: the gateway's reason, or REJECTED by the merchant. */
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
