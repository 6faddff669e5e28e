import { type RawBuilder, sql } from 'kysely';
import { compose, type Db, statement } from '../../db/database.ts';
import { DAY_MS, type SubscriptionStatus } from './rules/status.ts';
import { hasStatus, orderOfStatus } from './rules/status-conditions.ts';
import { RECORD_COLUMNS, RECORD_JOINS, type SubscriptionRecord } from './store.ts';

/** From an instant (included) up to another (not included); an absent end is open. */
export type Between = { readonly from: Date | null; readonly before: Date | null };

/** What a search asks of the rows; null does not restrict. */
export type SubscriptionFilter = {
  readonly email: { readonly text: string; readonly whole: boolean } | null;
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

export type StatusFilter = {
  readonly is: SubscriptionStatus;
  readonly at: Date;
  /** Nothing that ended before can have the status; null: not known. */
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
  filter: SubscriptionFilter,
  { limit, offset }: PageOf,
): Promise<SubscriptionRecord[]> => {
  const column = sql.ref(`s.${orderColumn(filter)}`);
  // Few subscriptions fit a part of an address, and looking for them in the order of the page may lead through all. As
  // they are counted anyway they are found first and put in order then, which an expression brings about.
  const order = isPartOfEmail(filter.email) ? sql`${column} AT TIME ZONE 'UTC'` : column;
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

const orderColumn = ({ expires, nextBilling, status }: SubscriptionFilter): string => {
  if (isBounded(nextBilling)) return 'charge_at';
  if (isBounded(expires)) return 'expires_at';
  return status === null ? 'purchased_at' : orderOfStatus(status.is);
};

const isBounded = ({ from, before }: Between): boolean => from !== null || before !== null;

const isPartOfEmail = (email: SubscriptionFilter['email']): boolean => email !== null && !email.whole;

export const countSubscriptions = async (db: Db, merchantId: bigint, filter: SubscriptionFilter): Promise<number> => {
  const found = await db.row<{ total: bigint }>(
    compose(sql`SELECT count(*) AS total FROM subscriptions s WHERE ${matching(merchantId, filter)}`),
  );
  return Number(found?.total ?? 0n);
};

/** What a filter asks of the rows, for a statement in which the subscription is s. */
export const matching = (merchantId: bigint, filter: SubscriptionFilter): Condition => {
  const conditions = [
    sql`s.merchant_id = ${merchantId}`,
    filter.status && hasStatus(filter.status.is, filter.status.at),
    filter.status?.endedAfter && sql`s.expires_at >= ${filter.status.endedAfter}`,
    filter.email && byEmail(merchantId, filter.email),
    equal('customer_id', filter.customerId),
    filter.externalCustomerReference && byExternalReference(merchantId, filter.externalCustomerReference),
    filter.deliveredCode && byDeliveredCode(merchantId, filter.deliveredCode),
    equal('enabled', filter.enabled),
    equal('recurring_enabled', filter.recurringEnabled),
    equal('is_lifetime', filter.isLifetime),
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

/** The customers are gathered into an array first: only so can both arms of the OR use an index. */
const byEmail = (merchantId: bigint, { text, whole }: { text: string; whole: boolean }): Condition => {
  const fits = (column: string) =>
    whole ? sql`lower(${sql.ref(column)}) = lower(${text}::text)` : hasPart(sql.ref(column), text);
  return sql`(${fits('s.email')} OR s.customer_id = ANY (ARRAY(
    SELECT c.customer_id FROM customers c WHERE c.merchant_id = ${merchantId} AND ${fits('c.email')})))`;
};

/** The index of parts knows runs of three letters or digits; where there is none it would be read as a whole. */
const hasPart = (column: Condition, text: string): Condition =>
  /[\p{L}\p{N}]{3}/u.test(text)
    ? sql`lower(${column}) LIKE lower(${`%${text.replace(/[\\%_]/g, '\\$&')}%`}::text)`
    : sql`strpos(lower(${column}), lower(${text}::text)) > 0`;

const byExternalReference = (merchantId: bigint, reference: string): Condition => sql`s.customer_id = (
  SELECT c.customer_id FROM customers c WHERE c.merchant_id = ${merchantId} AND c.external_reference = ${reference})`;

/** Keys that its orders got and still have, and those that came with an import. */
const byDeliveredCode = (merchantId: bigint, code: string): Condition => sql`s.reference IN (
  SELECT so.reference FROM delivered_codes d
  JOIN subscription_orders so ON so.merchant_id = d.merchant_id AND so.ref_no = d.ref_no AND so.line_no = d.line_no
  WHERE d.merchant_id = ${merchantId} AND d.code = ${code} AND d.taken_back_at IS NULL
  UNION ALL
  SELECT i.reference FROM imported_codes i WHERE i.merchant_id = ${merchantId} AND i.code = ${code})`;

const FIND_LONGEST_GRACE = `
  SELECT max(grace_days) AS longest,
    EXISTS (SELECT FROM subscriptions WHERE merchant_id = $1 AND grace_days IS NULL) AS endless
  FROM subscriptions WHERE merchant_id = $1`;

const FIND_FIRST_END_OF_PAUSED = `
  SELECT min(expires_at) AS first FROM subscriptions WHERE merchant_id = $1 AND resumes_at >= $2`;

/**
 * Before which instant nothing can have ended that is past due now: the longest grace ago, or the end of the first cycle
 * that a pause followed until then. Null where some grace has no end.
 */
export const findFirstPastDue = async (db: Db, merchantId: bigint, at: Date): Promise<Date | null> => {
  const grace = await db.row<{ longest: number | null; endless: boolean }>(statement(FIND_LONGEST_GRACE, [merchantId]));
  if (grace === undefined || grace.endless) return null;
  const since = new Date(at.getTime() - (grace.longest ?? 0) * DAY_MS);
  const paused = await db.row<{ first: Date | null }>(statement(FIND_FIRST_END_OF_PAUSED, [merchantId, since]));
  const first = paused?.first ?? null;
  return first !== null && first < since ? first : since;
};
