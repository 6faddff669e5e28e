import { type RawBuilder, sql } from 'kysely';
import { compose, type Db } from '../../db/database.ts';
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
  readonly isTrial: boolean | null;
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

export type PageOf = { readonly limit: number; readonly offset: number };

type Condition = RawBuilder<unknown>;

/**
 * A page of the matching subscriptions: in the order of their purchase, oldest first, so that new ones move no page; in
 * the order of their end or their next charge when the search is about that, because the index then gives the page
 * without looking further.
 */
export const listSubscriptions = (
  db: Db,
  merchantId: bigint,
  filter: SubscriptionFilter,
  { limit, offset }: PageOf,
): Promise<SubscriptionRecord[]> => {
  const order = sql.raw(`s.${orderColumn(filter)}, s.reference`);
  return db.rows(
    compose(sql`
      SELECT ${sql.raw(RECORD_COLUMNS)}
      FROM (
        SELECT * FROM subscriptions s
        WHERE ${matching(merchantId, filter)}
        ORDER BY ${order}
        LIMIT ${limit} OFFSET ${offset}
      ) s ${sql.raw(RECORD_JOINS)}
      ORDER BY ${order}`),
  );
};

const orderColumn = ({ expires, nextBilling }: SubscriptionFilter): string => {
  if (isBounded(nextBilling)) return 'charge_at';
  return isBounded(expires) ? 'expires_at' : 'purchased_at';
};

const isBounded = ({ from, before }: Between): boolean => from !== null || before !== null;

export const countSubscriptions = async (db: Db, merchantId: bigint, filter: SubscriptionFilter): Promise<number> => {
  const found = await db.row<{ total: bigint }>(
    compose(sql`SELECT count(*) AS total FROM subscriptions s WHERE ${matching(merchantId, filter)}`),
  );
  return Number(found?.total ?? 0n);
};

const matching = (merchantId: bigint, filter: SubscriptionFilter): Condition => {
  const conditions = [
    sql`s.merchant_id = ${merchantId}`,
    filter.email && byEmail(merchantId, filter.email),
    equal('customer_id', filter.customerId),
    filter.externalCustomerReference && byExternalReference(merchantId, filter.externalCustomerReference),
    equal('enabled', filter.enabled),
    equal('recurring_enabled', filter.recurringEnabled),
    equal('is_lifetime', filter.isLifetime),
    equal('is_trial', filter.isTrial),
    equal('partner_code', filter.partnerCode),
    filter.productCodes && sql`s.product_code = ANY (${filter.productCodes}::text[])`,
    filter.countryCodes && sql`s.country_code = ANY (${filter.countryCodes}::text[])`,
    ...between('purchased_at', filter.purchased),
    ...between('expires_at', filter.expires),
    ...between('renewed_at', filter.renewed),
    ...between('updated_at', filter.modified),
    ...between('charge_at', filter.nextBilling),
  ];
  return sql.join(
    conditions.filter((condition): condition is Condition => condition !== null && condition !== ''),
    sql` AND `,
  );
};

const equal = (column: string, value: string | bigint | boolean | null): Condition | null =>
  value === null ? null : sql`s.${sql.ref(column)} = ${value}`;

const between = (column: string, { from, before }: Between): (Condition | null)[] => [
  from && sql`s.${sql.ref(column)} >= ${from}`,
  before && sql`s.${sql.ref(column)} < ${before}`,
];

/** The customers are gathered into an array first: only so can both arms of the OR use an index. */
const byEmail = (merchantId: bigint, { text, whole }: { text: string; whole: boolean }): Condition => {
  const fits = (column: string) =>
    whole
      ? sql`lower(${sql.ref(column)}) = lower(${text}::text)`
      : sql`strpos(lower(${sql.ref(column)}), lower(${text}::text)) > 0`;
  return sql`(${fits('s.email')} OR s.customer_id = ANY (ARRAY(
    SELECT c.customer_id FROM customers c WHERE c.merchant_id = ${merchantId} AND ${fits('c.email')})))`;
};

const byExternalReference = (merchantId: bigint, reference: string): Condition => sql`s.customer_id = (
  SELECT c.customer_id FROM customers c WHERE c.merchant_id = ${merchantId} AND c.external_reference = ${reference})`;
