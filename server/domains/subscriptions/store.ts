import { type Db, statement } from '../../db/database.ts';
import type { CycleUnit } from '../../kit/dates.ts';
import type { EndUser, EndUserColumns } from './rules/end-user.ts';

/** All SQL of the subscriptions but the search, which stands in search-store.ts. */

/** A subscription with what its answer tells of its customer and its latest order. */
export type SubscriptionRecord = {
  readonly reference: string;
  readonly customer_id: bigint;
  readonly external_customer_reference: string | null;
  readonly product_id: bigint;
  readonly product_code: string;
  readonly product_name: string;
  readonly product_version: string;
  readonly quantity: number;
  readonly price_option_codes: readonly string[];
  readonly sku: string;
  readonly is_test: boolean;
  readonly is_trial: boolean;
  readonly enabled: boolean;
  readonly recurring_enabled: boolean;
  readonly receive_notifications: boolean;
  readonly is_lifetime: boolean;
  readonly partner_code: string;
  readonly cycle_length: number | null;
  readonly cycle_unit: CycleUnit | null;
  readonly starts_at: Date;
  readonly expires_at: Date | null;
  readonly grace_days: number | null;
  readonly resumes_at: Date | null;
  readonly charge_at: Date | null;
  readonly failed_charges: number;
  readonly next_price_reason: string | null;
  readonly is_imported: boolean;
  /** Whether an order of it was, or is to be, delivered by this program. */
  readonly has_deliveries: boolean;
  readonly email: string;
  readonly country_code: string;
  readonly end_user: EndUser;
  readonly latest_ref_no: bigint | null;
  readonly latest_order_status: string | null;
};

/** For a statement in which the subscription is s, its customer c and its latest order latest (see RECORD_JOINS). */
export const RECORD_COLUMNS = `
  s.reference, s.customer_id, c.external_reference AS external_customer_reference, s.product_id, s.product_code,
  s.product_name, s.product_version, s.quantity, s.price_option_codes, s.sku, s.is_test, s.is_trial, s.enabled,
  s.recurring_enabled, s.receive_notifications, s.is_lifetime, s.partner_code, s.cycle_length, s.cycle_unit, s.starts_at,
  s.expires_at, s.grace_days, s.resumes_at, s.charge_at, s.failed_charges, s.next_price_reason,
  s.is_imported, s.email, s.country_code, s.end_user, latest.ref_no AS latest_ref_no,
  latest.status AS latest_order_status,
  EXISTS (
    SELECT FROM subscription_orders so
    JOIN deliveries d ON d.merchant_id = so.merchant_id AND d.ref_no = so.ref_no AND d.line_no = so.line_no
    WHERE so.merchant_id = s.merchant_id AND so.reference = s.reference
  ) AS has_deliveries`;

export const RECORD_JOINS = `
  JOIN customers c ON c.merchant_id = s.merchant_id AND c.customer_id = s.customer_id
  LEFT JOIN LATERAL (
    SELECT so.ref_no, o.status
    FROM subscription_orders so
    JOIN orders o ON o.merchant_id = so.merchant_id AND o.ref_no = so.ref_no
    WHERE so.merchant_id = s.merchant_id AND so.reference = s.reference
    ORDER BY so.booked_at DESC, so.ref_no DESC
    LIMIT 1
  ) latest ON true`;

const FIND_SUBSCRIPTION = `
  SELECT ${RECORD_COLUMNS}
  FROM subscriptions s ${RECORD_JOINS}
  WHERE s.merchant_id = $1 AND s.reference = $2`;

export const findSubscription = (
  db: Db,
  merchantId: bigint,
  reference: string,
): Promise<SubscriptionRecord | undefined> => db.row(statement(FIND_SUBSCRIPTION, [merchantId, reference]));

/** As many subscriptions of one customer as are answered at once. */
const MOST_OF_CUSTOMER = 2000;

const LIST_OF_CUSTOMER = `
  SELECT ${RECORD_COLUMNS}
  FROM (
    SELECT * FROM subscriptions WHERE merchant_id = $1 AND customer_id = $2
    ORDER BY purchased_at, reference LIMIT ${MOST_OF_CUSTOMER}
  ) s ${RECORD_JOINS}
  ORDER BY s.purchased_at, s.reference`;

/** The subscriptions of a customer in the order of their purchase. */
export const listOfCustomer = (db: Db, merchantId: bigint, customerId: bigint): Promise<SubscriptionRecord[]> =>
  db.rows(statement(LIST_OF_CUSTOMER, [merchantId, customerId]));

/** One order in the life of a subscription. */
export type HistoryRecord = {
  readonly ref_no: bigint;
  readonly line_no: number;
  readonly type: 'SALE' | 'RENEWAL' | 'UPGRADE';
  readonly starts_at: Date;
  readonly expires_at: Date | null;
  readonly is_lifetime: boolean;
  readonly sku: string;
  readonly partner_code: string;
  /** Whether this program delivered it, or is to. */
  readonly has_deliveries: boolean;
};

/** Longer than any life of 36 months with daily cycles. */
const MAX_HISTORY = 2000;

const LIST_HISTORY = `
  SELECT so.ref_no, so.line_no, so.type, so.starts_at, so.expires_at, so.is_lifetime, so.sku, s.partner_code,
    EXISTS (
      SELECT FROM deliveries d
      WHERE d.merchant_id = so.merchant_id AND d.ref_no = so.ref_no AND d.line_no = so.line_no
    ) AS has_deliveries
  FROM subscriptions s
  LEFT JOIN subscription_orders so ON so.merchant_id = s.merchant_id AND so.reference = s.reference
  WHERE s.merchant_id = $1 AND s.reference = $2
  ORDER BY so.booked_at, so.ref_no, so.line_no
  LIMIT ${MAX_HISTORY}`;

/** The orders of a subscription, oldest first; undefined when there is no such subscription. */
export const listHistory = async (
  db: Db,
  merchantId: bigint,
  reference: string,
): Promise<readonly HistoryRecord[] | undefined> => {
  const found = await db.rows<HistoryRecord | (HistoryRecord & { ref_no: null })>(
    statement(LIST_HISTORY, [merchantId, reference]),
  );
  // A subscription without orders (an imported one) comes as one row of nulls.
  return found.length === 0 ? undefined : found.filter((row) => row.ref_no !== null);
};

/** A subscription as the order that paid for it tells of it. */
export type OrderSubscriptionRecord = {
  readonly ref_no: bigint;
  readonly line_no: number;
  readonly reference: string;
  readonly booked_at: Date;
  readonly starts_at: Date;
  readonly expires_at: Date | null;
  readonly is_lifetime: boolean;
  readonly is_trial: boolean;
  readonly enabled: boolean;
  readonly recurring_enabled: boolean;
};

const LIST_OF_ORDERS = `
  SELECT so.ref_no, so.line_no, s.reference, so.booked_at, s.starts_at, s.expires_at, s.is_lifetime, s.is_trial, s.enabled,
    s.recurring_enabled
  FROM subscription_orders so
  JOIN subscriptions s ON s.merchant_id = so.merchant_id AND s.reference = so.reference
  WHERE so.merchant_id = $1 AND so.ref_no = ANY ($2::bigint[])
  ORDER BY so.ref_no, so.line_no, s.reference`;

export const listOfOrders = (
  db: Db,
  merchantId: bigint,
  refNos: readonly bigint[],
): Promise<OrderSubscriptionRecord[]> => db.rows(statement(LIST_OF_ORDERS, [merchantId, refNos]));

/** isInForce of rules/status.ts in SQL, counted where the rows are; both are held to the same table of cases. */
const FIND_STANDING = `
  SELECT count(*) > 0 AS in_force, coalesce(bool_and(is_trial), false) AS on_trial
  FROM subscriptions
  WHERE merchant_id = $1 AND customer_id = $2 AND enabled AND starts_at <= $3
    AND (expires_at IS NULL OR expires_at > $3 OR (
      (resumes_at IS NULL OR resumes_at <= $3)
      AND (grace_days IS NULL OR greatest(expires_at, resumes_at) + make_interval(hours => 24 * grace_days) > $3)))`;

export const findStanding = (
  db: Db,
  merchantId: bigint,
  customerId: bigint,
  now: Date,
): Promise<{ in_force: boolean; on_trial: boolean } | undefined> =>
  db.row(statement(FIND_STANDING, [merchantId, customerId, now]));

const UPDATE_END_USERS = `
  UPDATE subscriptions SET email = $3, country_code = $4, end_user = $5, updated_at = $6
  WHERE merchant_id = $1 AND customer_id = $2`;

export const updateEndUsers = async (
  db: Db,
  merchantId: bigint,
  customerId: bigint,
  { email, country_code, end_user }: EndUserColumns,
  at: Date,
): Promise<void> => {
  await db.rows(statement(UPDATE_END_USERS, [merchantId, customerId, email, country_code, end_user, at]));
};
