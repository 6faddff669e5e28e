import { sql } from 'kysely';
import { compose } from '../../db/database.ts';
import type { Call } from '../method.ts';
import { type Delivered, deliveriesOf } from './deliveries.ts';
import { filterOf, type SearchOptions } from './rules/search.ts';
import type { SubscriptionStatus } from './rules/status.ts';
import { matching, type ReadyFilter, withCustomers } from './search-store.ts';
import { withStatus } from './searching.ts';
import type { SubscriptionState } from './state-store.ts';

/** A subscription with all that a file tells of it. */
export type ExportedSubscription = SubscriptionState & {
  readonly external_customer_reference: string | null;
  /** What it had earned before its import, minor units; null for one that was sold here. */
  readonly value_minor: bigint | null;
  readonly value_currency: string | null;
  readonly additional_info: string | null;
  readonly delivered: Delivered | null;
};

type ExportedRow = Omit<ExportedSubscription, 'delivered'> & {
  readonly has_deliveries: boolean;
  /** The moment of the purchase in full, which a Date cannot hold. */
  readonly purchased: string;
};

type Cursor = Pick<ExportedRow, 'purchased' | 'reference'>;

/** Rows that are held at a time. */
const PAGE = 500;

const listPage = (
  { db, merchant }: Pick<Call, 'db' | 'merchant'>,
  filter: ReadyFilter,
  after: Cursor | null,
): Promise<ExportedRow[]> => {
  const rest =
    after === null
      ? sql``
      : sql`AND (s.purchased_at, s.reference) > (${after.purchased}::timestamptz, ${after.reference}::text)`;
  return db.rows(
    compose(sql`
      SELECT s.*, s.purchased_at::text AS purchased, c.external_reference AS external_customer_reference, i.value_minor,
        i.value_currency, i.additional_info,
        delivering.has_deliveries IS TRUE AS has_deliveries
      FROM (
        SELECT * FROM subscriptions s WHERE ${matching(merchant.id, filter)} ${rest}
        ORDER BY s.purchased_at, s.reference LIMIT ${PAGE}
      ) s
      JOIN customers c ON c.merchant_id = s.merchant_id AND c.customer_id = s.customer_id
      LEFT JOIN subscription_imports i ON i.merchant_id = s.merchant_id AND i.reference = s.reference
      -- Not an EXISTS, which might be answered for all subscriptions at once by reading all of their orders.
      LEFT JOIN LATERAL (
        SELECT true AS has_deliveries FROM subscription_orders so
        JOIN deliveries d ON d.merchant_id = so.merchant_id AND d.ref_no = so.ref_no AND d.line_no = so.line_no
        WHERE so.merchant_id = s.merchant_id AND so.reference = s.reference
        LIMIT 1
      ) delivering ON true
      ORDER BY s.purchased_at, s.reference`),
  );
};

/** The subscriptions that a search finds, all of them, a page at a time in the order of their purchase. */
export async function* exportPages(
  call: Pick<Call, 'db' | 'merchant' | 'now'>,
  options: SearchOptions,
  status: SubscriptionStatus | null,
): AsyncGenerator<readonly ExportedSubscription[]> {
  const { db, merchant } = call;
  const asked = filterOf(options, merchant);
  if (asked === null) return;
  const filter = await withCustomers(db, merchant.id, status === null ? asked : await withStatus(call, asked, status));
  let after: Cursor | null = null;
  for (;;) {
    const rows: ExportedRow[] = await listPage(call, filter, after);
    const delivered = await deliveriesOf(db, merchant.id, rows);
    yield rows.map((row) => ({ ...row, delivered: delivered.get(row.reference) ?? null }));
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    after = last;
  }
}
