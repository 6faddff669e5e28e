import { type RawBuilder, sql } from 'kysely';
import { type CallClaim, type EarlierCall, type EarlierCallRow, earlierCallOf } from '../../api/idempotency/store.ts';
import { compose, type Db, hasSqlState, json, statement } from '../../db/database.ts';
import type { PaymentRow } from '../payments/index.ts';
import type { Claim } from '../promotions/index.ts';
import type { ItemRow, OrderRow } from './rows.ts';
import type { Awaits } from './states.ts';

/** What became of an order that was to be written: PROMOTION when one was used up, disabled or changed meanwhile. */
export type Insertion = 'PLACED' | 'PROMOTION' | EarlierCall;

/**
 * Writes an order, its lines, the intent to ask the gateway, the uses of its promotions and its keys, all or nothing. A
 * key that stands for an earlier call answers that call.
 */
export const insertOrder = async (
  db: Db,
  order: OrderRow,
  items: readonly ItemRow[],
  payment: PaymentRow | null,
  claims: readonly Claim[],
  keys: readonly CallClaim[],
): Promise<Insertion> => {
  const placed = db.row<EarlierCallRow>(
    statement('SELECT kind, request_hash, made_id, answer FROM place_order($1, $2, $3, $4, $5, $6)', [
      order.merchant_id,
      json(order),
      json(items),
      payment && json(payment),
      claims.length === 0 ? null : json(claims),
      keys.length === 0 ? null : json(keys),
    ]),
  );
  try {
    return earlierCallOf(await placed) ?? 'PLACED';
  } catch (error) {
    if (hasSqlState(error, PROMOTION_REFUSED)) return 'PROMOTION';
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

/** Notes until when an order waits for its money. */
export const setExpiry = (db: Db, { merchant_id, ref_no, expires_at }: OrderRow): Promise<unknown> =>
  db.rows(
    statement('UPDATE orders SET expires_at = $3 WHERE merchant_id = $1 AND ref_no = $2', [
      merchant_id,
      ref_no,
      expires_at,
    ]),
  );

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

/** Automatic orders of a subscription whose cycle was paid for otherwise, and that still can be paid. */
export const listSupersededOrders = (db: Db, merchantId: bigint, reference: string): Promise<OrderRow[]> =>
  db.rows(
    statement(
      `SELECT o.* FROM renewals r JOIN orders o ON o.merchant_id = r.merchant_id AND o.ref_no = r.ref_no
       WHERE r.merchant_id = $1 AND r.reference = $2 AND r.state = 'CANCELED' AND o.status = 'PENDING'`,
      [merchantId, reference],
    ),
  );

/** The order line that a subscription comes from; `renewals` counts what followed it. */
export type SaleRecord = {
  readonly reference: string;
  readonly ref_no: bigint;
  readonly language: string;
  readonly billing: OrderRow['billing'];
  readonly product_name: string;
  readonly details: ItemRow['details'];
  readonly renewals: number;
};

/** The first orders of subscriptions, in no particular order. */
export const listSales = (db: Db, merchantId: bigint, references: readonly string[]): Promise<SaleRecord[]> =>
  db.rows(
    statement(
      `SELECT s.reference, s.ref_no, o.language, o.billing, i.product_name, i.details,
         (SELECT count(*)::integer FROM subscription_orders r
          WHERE r.merchant_id = $1 AND r.reference = s.reference AND r.type = 'RENEWAL') AS renewals
       FROM (
         SELECT DISTINCT ON (reference) reference, ref_no, line_no FROM subscription_orders
         WHERE merchant_id = $1 AND reference = ANY ($2::text[]) ORDER BY reference, booked_at, ref_no
       ) s
       JOIN orders o ON o.merchant_id = $1 AND o.ref_no = s.ref_no
       JOIN order_items i ON i.merchant_id = $1 AND i.ref_no = s.ref_no AND i.line_no = s.line_no`,
      [merchantId, references],
    ),
  );

export type OrderFilter = {
  readonly status: string | null;
  readonly approveStatus: string | null;
  /** Of orders that wait for somebody. */
  readonly awaits: Awaits | null;
  readonly externalReference: string | null;
  readonly tests: 'YES' | 'NO' | 'ONLY';
  /** Both ends optional; `until` is not part of the span. */
  readonly from: Date | null;
  readonly until: Date | null;
};

/**
 * The conditions of a filter. Some indexes hold few orders only (tests, doubtful and waiting ones): what they are about
 * is written out, because a plan that knows no values could not use them otherwise.
 */
const conditionsOf = (merchantId: bigint, filter: OrderFilter): readonly RawBuilder<unknown>[] => {
  const { status, approveStatus, awaits, externalReference, tests, from, until } = filter;
  return [
    sql`merchant_id = ${merchantId}`,
    ...(status === null ? [] : [sql`status = ${status}`]),
    ...(approveStatus === null ? [] : [sql`approve_status = ${approveStatus}`]),
    ...(approveStatus === null || approveStatus === 'OK' ? [] : [sql`approve_status <> 'OK'`]),
    ...(awaits === null ? [] : [sql`awaits = ${awaits}`]),
    ...(externalReference === null ? [] : [sql`external_reference = ${externalReference}`]),
    ...(tests === 'YES' ? [] : [tests === 'ONLY' ? sql`is_test` : sql`NOT is_test`]),
    ...(from === null ? [] : [sql`placed_at >= ${from}`]),
    ...(until === null ? [] : [sql`placed_at < ${until}`]),
  ];
};

/** References of the orders of a page, newest first, and how many there are in all. */
export const searchOrderRefs = async (
  db: Db,
  merchantId: bigint,
  filter: OrderFilter,
  page: { readonly limit: number; readonly offset: number },
): Promise<{ readonly refNos: readonly bigint[]; readonly count: number }> => {
  const where = sql.join([...conditionsOf(merchantId, filter)], sql` AND `);
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
