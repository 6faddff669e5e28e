import { type RawBuilder, sql } from 'kysely';
import { compose, type Db, statement } from '../../db/database.ts';
import { DAY_MS, type SubscriptionStatus } from './rules/status.ts';
import { hasStatus, orderOfStatus } from './rules/status-conditions.ts';
import { RECORD_COLUMNS, RECORD_JOINS, type SubscriptionRecord } from './store.ts';

/** From an instant (included) up to another (not included); an absent end is open. */
export type Between = { readonly from: Date | null; readonly before: Date | null };

/** A part of an e-mail address, or a whole one. */
export type SoughtEmail = { readonly text: string; readonly whole: boolean };

/** What a search asks of the rows; null does not restrict. */
export type SubscriptionFilter = {
  readonly email: SoughtEmail | null;
  readonly customerId: bigint | null;
  readonly externalCustomerReference: string | null;
  readonly enabled: boolean | null;
  readonly recurringEnabled: boolean | null;
  readonly isLifetime: boolean | null;
  /** CONVERTED: a trial once. */
  readonly type: 'TRIAL' | 'REGULAR' | 'CONVERTED' | null;
  readonly status: StatusFilter | null;
  /** An activation key that was delivered for it. */
  readonly deliveredCode: string | null;
  readonly productCodes: readonly string[] | null;
  /** Lower case. */
  readonly countryCodes: readonly string[] | null;
  readonly partnerCode: string | null;
  readonly purchased: Between;
  readonly expires: Between;
  readonly renewed: Between;
  readonly modified: Between;
  readonly nextBilling: Between;
};

/** A filter of which it is known how to go about its address. */
export type ReadyFilter = Omit<SubscriptionFilter, 'email'> & {
  readonly email: (SoughtEmail & { readonly customers: EmailCustomers }) | null;
};

/** The customers who have it; LOOKED_UP: an index finds them on the way; MANY: too many to be named. */
type EmailCustomers = readonly bigint[] | 'LOOKED_UP' | 'MANY';

export type StatusFilter = {
  readonly is: SubscriptionStatus;
  readonly at: Date;
  /** What has the status ended then or later; null: not known. */
  readonly endedAfter: Date | null;
};

export type PageOf = { readonly limit: number; readonly offset: number };

type Condition = RawBuilder<unknown>;

/**
 * A page of the matching subscriptions: in the order of their purchase, oldest first, so that new ones move no page; in
 * the order of their end, their next charge or their start when the search is about that, because the index then gives
 * the page without looking further.
 */
export const listSubscriptions = (
  db: Db,
  merchantId: bigint,
  filter: ReadyFilter,
  { limit, offset }: PageOf,
): Promise<SubscriptionRecord[]> => {
  const column = sql.ref(`s.${orderColumn(filter)}`);
  // What only a few fit is found first and put in order then, which an expression brings about: looking for it in the
  // order of the page may lead through all.
  const isRare = (filter.email !== null && filter.email.customers !== 'MANY') || filter.status?.endedAfter;
  const order = isRare ? sql`${column} AT TIME ZONE 'UTC'` : column;
  return db.rows(
    compose(sql`
      SELECT ${sql.raw(RECORD_COLUMNS)}
      FROM (
        SELECT * FROM subscriptions s
        WHERE ${matching(merchantId, filter)}
        ORDER BY ${order}, s.reference
        LIMIT ${limit} OFFSET ${offset}
      ) s ${sql.raw(RECORD_JOINS)}
      ORDER BY ${column}, s.reference`),
  );
};

const orderColumn = ({ expires, nextBilling, status }: ReadyFilter): string => {
  if (isBounded(nextBilling)) return 'charge_at';
  if (isBounded(expires)) return 'expires_at';
  return status === null ? 'purchased_at' : orderOfStatus(status.is);
};

const isBounded = ({ from, before }: Between): boolean => from !== null || before !== null;

export const countSubscriptions = async (db: Db, merchantId: bigint, filter: ReadyFilter): Promise<number> => {
  const found = await db.row<{ total: bigint }>(
    compose(sql`SELECT count(*) AS total FROM subscriptions s WHERE ${matching(merchantId, filter)}`),
  );
  return Number(found?.total ?? 0n);
};

/** What a filter asks of the rows, for a statement in which the subscription is s. */
export const matching = (merchantId: bigint, filter: ReadyFilter): Condition => {
  const conditions = [
    sql`s.merchant_id = ${merchantId}`,
    filter.status && hasStatus(filter.status.is, filter.status.at),
    filter.status?.endedAfter && endedSince(filter.status.endedAfter),
    filter.email && byEmail(merchantId, filter.email),
    equal('customer_id', filter.customerId),
    filter.externalCustomerReference && byExternalReference(merchantId, filter.externalCustomerReference),
    filter.deliveredCode && byDeliveredCode(merchantId, filter.deliveredCode),
    equal('enabled', filter.enabled),
    equal('recurring_enabled', filter.recurringEnabled),
    equal('is_lifetime', filter.isLifetime),
    // True of all that are; said for the index of ends.
    filter.isLifetime ? sql`s.expires_at IS NULL` : null,
    filter.type && ofType(merchantId, filter.type),
    equal('partner_code', filter.partnerCode),
    filter.productCodes && oneOf('product_code', filter.productCodes),
    filter.countryCodes && oneOf('country_code', filter.countryCodes),
    ...between('purchased_at', filter.purchased),
    ...between('expires_at', filter.expires),
    ...between('renewed_at', filter.renewed),
    ...between('updated_at', filter.modified),
    ...between('charge_at', filter.nextBilling),
    // True of all that have a next charge; said for the index, which has no others.
    isBounded(filter.nextBilling) ? sql`s.enabled AND s.recurring_enabled` : null,
  ];
  return sql.join(
    conditions.filter((condition): condition is Condition => typeof condition === 'object' && condition !== null),
    sql` AND `,
  );
};

const equal = (column: string, value: string | bigint | boolean | null): Condition | null =>
  value === null ? null : sql`s.${sql.ref(column)} = ${value}`;

/** A lone value is compared as such: only so does an index give the rows in its own order. */
const oneOf = (column: string, values: readonly string[]): Condition =>
  values.length === 1 ? sql`s.${sql.ref(column)} = ${values[0]}` : sql`s.${sql.ref(column)} = ANY (${values}::text[])`;

const between = (column: string, { from, before }: Between): (Condition | null)[] => [
  from && sql`s.${sql.ref(column)} >= ${from}`,
  before && sql`s.${sql.ref(column)} < ${before}`,
];

const ofType = (merchantId: bigint, type: NonNullable<SubscriptionFilter['type']>): Condition => {
  if (type === 'TRIAL') return sql`s.is_trial`;
  if (type === 'REGULAR') return sql`NOT s.is_trial`;
  return sql`NOT s.is_trial AND s.reference IN (
    SELECT e.reference FROM subscription_events e WHERE e.merchant_id = ${merchantId} AND e.kind = 'TRIAL_CONVERTED')`;
};

const MOST_NAMED = 1000;

/** Looks for a part of an address among the customers, of whom as many are named as an index is quick for. */
export const withCustomers = async (db: Db, merchantId: bigint, filter: SubscriptionFilter): Promise<ReadyFilter> => {
  const { email } = filter;
  if (email === null) return { ...filter, email };
  if (email.whole) return { ...filter, email: { ...email, customers: 'LOOKED_UP' } };
  const rows = await db.rows<{ customer_id: bigint }>(
    compose(sql`
      SELECT c.customer_id FROM customers c WHERE c.merchant_id = ${merchantId} AND ${fitsByIndex('c.email', email)}
      LIMIT ${MOST_NAMED + 1}`),
  );
  const customers = rows.length > MOST_NAMED ? 'MANY' : rows.map(({ customer_id }) => customer_id);
  return { ...filter, email: { ...email, customers } };
};

/**
 * Both arms of an OR can be looked up when the customers are an array, named or gathered first; where very many fit it is
 * quicker to look at the rows one by one.
 */
const byEmail = (merchantId: bigint, email: NonNullable<ReadyFilter['email']>): Condition => {
  const { customers } = email;
  if (customers === 'MANY') {
    return sql`(${fits('s.email', email)} OR EXISTS (
      SELECT FROM customers c
      WHERE c.merchant_id = ${merchantId} AND c.customer_id = s.customer_id AND ${fits('c.email', email)}))`;
  }
  const array =
    customers === 'LOOKED_UP'
      ? sql`ARRAY(SELECT c.customer_id FROM customers c WHERE c.merchant_id = ${merchantId} AND ${fits('c.email', email)})`
      : sql`${customers}::bigint[]`;
  return sql`(${fitsByIndex('s.email', email)} OR s.customer_id = ANY (${array}))`;
};

const fits = (column: string, { text, whole }: SoughtEmail): Condition =>
  whole
    ? sql`lower(${sql.ref(column)}) = lower(${text}::text)`
    : sql`strpos(lower(${sql.ref(column)}), lower(${text}::text)) > 0`;

/** The index of parts knows runs of three letters or digits; without one it would be read as a whole. */
const fitsByIndex = (column: string, email: SoughtEmail): Condition =>
  email.whole || !/[\p{L}\p{N}]{3}/u.test(email.text)
    ? fits(column, email)
    : sql`lower(${sql.ref(column)}) LIKE lower(${`%${email.text.replace(/[\\%_]/g, '\\$&')}%`}::text)`;

const byExternalReference = (merchantId: bigint, reference: string): Condition => sql`s.customer_id = (
  SELECT c.customer_id FROM customers c WHERE c.merchant_id = ${merchantId} AND c.external_reference = ${reference})`;

/** Keys that its orders got and still have, and those that came with an import. */
const byDeliveredCode = (merchantId: bigint, code: string): Condition => sql`s.reference IN (
  SELECT so.reference FROM delivered_codes d
  JOIN subscription_orders so ON so.merchant_id = d.merchant_id AND so.ref_no = d.ref_no AND so.line_no = d.line_no
  WHERE d.merchant_id = ${merchantId} AND d.code = ${code} AND d.taken_back_at IS NULL
  UNION ALL
  SELECT i.reference FROM imported_codes i WHERE i.merchant_id = ${merchantId} AND i.code = ${code})`;

/** Grace runs from the end of a cycle, or of the pause after it. */
const endedSince = (at: Date): Condition => sql`(s.expires_at >= ${at} OR s.resumes_at >= ${at})`;

const FIND_LONGEST_GRACE = `
  SELECT max(grace_days) AS longest,
    EXISTS (SELECT FROM subscriptions WHERE merchant_id = $1 AND grace_days IS NULL) AS endless
  FROM subscriptions WHERE merchant_id = $1`;

/**
 * The instant before which nothing can have ended, neither its cycle nor its pause, that is past due now: the longest grace
 * ago. Null where some grace has no end.
 */
export const findLongestPastDue = async (db: Db, merchantId: bigint, at: Date): Promise<Date | null> => {
  const grace = await db.row<{ longest: number | null; endless: boolean }>(statement(FIND_LONGEST_GRACE, [merchantId]));
  return grace === undefined || grace.endless ? null : new Date(at.getTime() - (grace.longest ?? 0) * DAY_MS);
};
