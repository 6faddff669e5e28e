import { type Db, statement } from '../../db/database.ts';

/**
 * What belongs to an order, in an order in which it can be deleted; tables of other domains stand here too, because an
 * order goes as a whole or not at all. Ledger entries of tests tell of no money, and whole transactions go, so that the
 * rest of the books stays balanced.
 */
export const TABLES_OF_ORDERS = [
  'renewals',
  'subscription_orders',
  'delivered_codes',
  'deliveries',
  'invoices',
  'purchase_order_documents',
  'order_events',
  'refunds',
  'disputes',
  'payments',
  'order_items',
  'ledger_entries',
  'promotion_uses',
  'orders',
] as const;

/** What belongs to a subscription, in the same way. */
export const TABLES_OF_SUBSCRIPTIONS = [
  'card_changes',
  'imported_codes',
  'subscription_imports',
  'subscription_events',
  'subscription_fields',
  'renewals',
  'subscription_orders',
  'subscriptions',
] as const;

const deletion = (tables: readonly string[], key: string, type: string): string => {
  const parts = tables.map(
    (table) =>
      `${table}_gone AS (DELETE FROM ${table} WHERE merchant_id = $1 AND ${key} = ANY ($2::${type}[]) RETURNING 1)`,
  );
  return `WITH ${parts.join(', ')} SELECT count(*) AS count FROM ${tables.at(-1)}_gone`;
};

// One statement, so that it is done wholly or not at all: references are looked at when it ends.
const DELETE_ORDERS = deletion(TABLES_OF_ORDERS, 'ref_no', 'bigint');
const DELETE_SUBSCRIPTIONS = deletion(TABLES_OF_SUBSCRIPTIONS, 'reference', 'text');

/** External references that are unique can be used again; keys of clients are free long before. */
const FREE_REFERENCES = `
  DELETE FROM idempotent_calls c USING orders o
  WHERE o.merchant_id = $1 AND o.ref_no = ANY ($2::bigint[])
    AND c.merchant_id = $1 AND c.kind = 'EXTERNAL_REFERENCE' AND c.key = o.external_reference AND c.made_id = o.ref_no`;

const countOf = async (db: Db, text: string, values: readonly unknown[]): Promise<number> =>
  Number((await db.row<{ count: bigint }>(statement(text, values)))?.count ?? 0n);

/** Deletes test orders placed before an instant, oldest first. Answers how many. */
export const deleteTestOrdersBefore = async (
  db: Db,
  merchantId: bigint,
  before: Date,
  limit: number,
  at: Date,
): Promise<number> => {
  const rows = await db.rows<{ ref_no: bigint }>(
    statement(
      `SELECT ref_no FROM orders WHERE merchant_id = $1 AND is_test AND placed_at < $2
       ORDER BY placed_at, ref_no LIMIT $3`,
      [merchantId, before, limit],
    ),
  );
  if (rows.length === 0) return 0;
  const values = [merchantId, rows.map(({ ref_no }) => ref_no)];
  // Keys that a test was given were never sold.
  await db.rows(
    statement('SELECT take_back_keys($1, ref_no, true, $3) FROM unnest($2::bigint[]) AS ref_no', [...values, at]),
  );
  await db.rows(statement(FREE_REFERENCES, values));
  return countOf(db, DELETE_ORDERS, values);
};

/** Deletes test subscriptions purchased before an instant, oldest first. Answers how many. */
export const deleteTestSubscriptionsBefore = async (
  db: Db,
  merchantId: bigint,
  before: Date,
  limit: number,
): Promise<number> => {
  const rows = await db.rows<{ reference: string }>(
    statement(
      `SELECT reference FROM subscriptions WHERE merchant_id = $1 AND is_test AND purchased_at < $2
       ORDER BY purchased_at LIMIT $3`,
      [merchantId, before, limit],
    ),
  );
  if (rows.length === 0) return 0;
  return countOf(db, DELETE_SUBSCRIPTIONS, [merchantId, rows.map(({ reference }) => reference)]);
};
