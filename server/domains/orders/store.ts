import { sql } from 'kysely';
import { compose, type Db, hasSqlState, json, statement } from '../../db/database.ts';
import type { PaymentRow } from '../payments/index.ts';
import type { Claim } from '../promotions/index.ts';
import type { ItemRow, OrderRow } from './rows.ts';

/**
 * Writes an order, its lines, the intent to ask the gateway and the uses of its promotions, all or nothing. False when a
 * promotion was used up, disabled or changed since the order was priced.
 */
export const insertOrder = async (
  db: Db,
  order: OrderRow,
  items: readonly ItemRow[],
  payment: PaymentRow | null,
  claims: readonly Claim[],
): Promise<boolean> => {
  const placed = db.rows(
    statement('SELECT place_order($1, $2, $3, $4, $5)', [
      order.merchant_id,
      json(order),
      json(items),
      payment && json(payment),
      claims.length === 0 ? null : json(claims),
    ]),
  );
  try {
    await placed;
    return true;
  } catch (error) {
    if (hasSqlState(error, PROMOTION_REFUSED)) return false;
    throw error;
  }
};

/** What the function place_order raises when a promotion was used up since the order was priced. */
const PROMOTION_REFUSED = 'SU002';

/** Begins another attempt to pay; STATUS and BUSY say why that is not possible. */
export const insertRetry = async (db: Db, payment: PaymentRow): Promise<'BEGUN' | 'STATUS' | 'BUSY'> => {
  const row = await db.row<{ answer: 'BEGUN' | 'STATUS' | 'BUSY' }>(
    statement('SELECT retry_payment($1, $2, $3) AS answer', [payment.merchant_id, payment.ref_no, json(payment)]),
  );
  return row?.answer ?? 'STATUS';
};

export type Finish = {
  readonly paymentId: bigint | null;
  readonly orderNo: bigint;
  readonly customerId: bigint | null;
  readonly customer: object | null;
  readonly card: object | null;
  readonly subscriptions: readonly object[];
  readonly subscriptionOrders: readonly object[];
  readonly ledger: readonly object[];
};

/** Finishes a paid order with all that follows from it; false when it was not waiting for that any more. */
export const finishOrderRow = async (
  db: Db,
  order: Pick<OrderRow, 'merchant_id' | 'ref_no'>,
  finish: Finish,
  at: Date,
): Promise<boolean> => {
  const row = await db.row<{ finished: boolean }>(
    statement('SELECT finish_order($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) AS finished', [
      order.merchant_id,
      order.ref_no,
      finish.paymentId,
      finish.orderNo,
      finish.customerId,
      finish.customer && json(finish.customer),
      finish.card && json(finish.card),
      json(finish.subscriptions),
      json(finish.subscriptionOrders),
      json(finish.ledger),
      at,
    ]),
  );
  return row?.finished ?? false;
};

export const listOrders = (db: Db, merchantId: bigint, refNos: readonly bigint[]): Promise<OrderRow[]> =>
  db.rows(
    statement('SELECT * FROM orders WHERE merchant_id = $1 AND ref_no = ANY ($2::bigint[])', [merchantId, refNos]),
  );

export const listItems = (db: Db, merchantId: bigint, refNos: readonly bigint[]): Promise<ItemRow[]> =>
  db.rows(
    statement(
      'SELECT * FROM order_items WHERE merchant_id = $1 AND ref_no = ANY ($2::bigint[]) ORDER BY ref_no, line_no',
      [merchantId, refNos],
    ),
  );

/**
 * Orders placed before an instant that are paid for and wait to be finished, oldest first: those whose payment is to be
 * captured, and free ones.
 */
export const listOrdersToFinish = async (
  db: Db,
  merchantId: bigint,
  before: Date,
  limit: number,
): Promise<bigint[]> => {
  const rows = await db.rows<{ ref_no: bigint }>(
    statement(
      `SELECT o.ref_no FROM orders o
       WHERE o.merchant_id = $1 AND o.status = 'AUTHRECEIVED' AND o.placed_at < $2 AND (
         o.payment_type = 'FREE' OR EXISTS (
           SELECT FROM payments p WHERE p.merchant_id = $1 AND p.ref_no = o.ref_no AND p.state = 'CAPTURING'))
       ORDER BY o.placed_at LIMIT $3`,
      [merchantId, before, limit],
    ),
  );
  return rows.map(({ ref_no }) => ref_no);
};

export type OrderFilter = {
  readonly status: string | null;
  readonly approveStatus: string | null;
  readonly externalReference: string | null;
  readonly tests: 'YES' | 'NO' | 'ONLY';
  /** Both ends optional; `until` is not part of the span. */
  readonly from: Date | null;
  readonly until: Date | null;
};

/** References of the orders of a page, newest first, and how many there are in all. */
export const searchOrderRefs = async (
  db: Db,
  merchantId: bigint,
  filter: OrderFilter,
  page: { readonly limit: number; readonly offset: number },
): Promise<{ readonly refNos: readonly bigint[]; readonly count: number }> => {
  const conditions = [sql`merchant_id = ${merchantId}`];
  if (filter.status !== null) conditions.push(sql`status = ${filter.status}`);
  if (filter.approveStatus !== null) conditions.push(sql`approve_status = ${filter.approveStatus}`);
  if (filter.externalReference !== null) conditions.push(sql`external_reference = ${filter.externalReference}`);
  if (filter.tests !== 'YES') conditions.push(sql`is_test = ${filter.tests === 'ONLY'}`);
  if (filter.from !== null) conditions.push(sql`placed_at >= ${filter.from}`);
  if (filter.until !== null) conditions.push(sql`placed_at < ${filter.until}`);
  const where = sql.join(conditions, sql` AND `);
  const [rows, total] = await Promise.all([
    db.rows<{ ref_no: bigint }>(
      compose(
        sql`SELECT ref_no FROM orders WHERE ${where} ORDER BY placed_at DESC, ref_no DESC
            LIMIT ${page.limit} OFFSET ${page.offset}`,
      ),
    ),
    db.row<{ count: bigint }>(compose(sql`SELECT count(*) AS count FROM orders WHERE ${where}`)),
  ]);
  return { refNos: rows.map(({ ref_no }) => ref_no), count: Number(total?.count ?? 0n) };
};
