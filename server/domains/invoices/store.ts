import { sql } from 'kysely';
import { compose, type Db, json, statement } from '../../db/database.ts';
import type { InvoiceKind, InvoiceRow } from './document.ts';
import type { SoldItem, SoldOrder } from './sold.ts';

/** Writes an intent; one that is there already is left as it is. */
export const insertInvoice = (db: Db, row: InvoiceRow): Promise<void> => insertInvoices(db, row.merchant_id, [row]);

export const insertInvoices = async (db: Db, merchantId: bigint, rows: readonly InvoiceRow[]): Promise<void> => {
  await db.rows(statement('SELECT add_invoices($1, $2)', [merchantId, json(rows)]));
};

/**
 * Numbers what waits for a number, at most `limit` documents a series; answers how many got one. Safe to be called by
 * many at once.
 */
export const assignNumbers = async (
  db: Db,
  merchantId: bigint,
  digits: number,
  limit: number,
  at: Date,
): Promise<number> => {
  const row = await db.row<{ count: number }>(
    statement('SELECT number_invoices($1, $2, $3, $4) AS count', [merchantId, digits, limit, at]),
  );
  return row?.count ?? 0;
};

/** Those of the merchants that have documents without a number. */
export const listMerchantsToNumber = async (db: Db, merchantIds: readonly bigint[]): Promise<readonly bigint[]> => {
  const rows = await db.rows<{ merchant_id: bigint }>(
    statement(
      `SELECT merchant_id FROM unnest($1::bigint[]) AS m (merchant_id)
       WHERE EXISTS (SELECT FROM invoices i WHERE i.merchant_id = m.merchant_id AND i.number IS NULL)`,
      [merchantIds],
    ),
  );
  return rows.map(({ merchant_id }) => merchant_id);
};

/** The documents of an order: the invoice, then the credit notes as they were issued. */
export const listOrderInvoices = (db: Db, merchantId: bigint, refNo: bigint): Promise<InvoiceRow[]> =>
  db.rows(
    statement(
      `SELECT * FROM invoices WHERE merchant_id = $1 AND ref_no = $2
       ORDER BY refund_id IS NOT NULL, issued_at, refund_id`,
      [merchantId, refNo],
    ),
  );

/** The documents with these ids, in the same order. */
export const listInvoicesByIds = (db: Db, merchantId: bigint, invoiceIds: readonly bigint[]): Promise<InvoiceRow[]> =>
  db.rows(
    statement(
      `SELECT * FROM invoices WHERE merchant_id = $1 AND invoice_id = ANY ($2::bigint[])
       ORDER BY refund_id IS NOT NULL, issued_at, refund_id`,
      [merchantId, invoiceIds],
    ),
  );

/** The order of a document by its number, taken apart into what it begins with and the rest. */
export const findOrderOfNumber = async (
  db: Db,
  merchantId: bigint,
  series: string,
  seriesNo: bigint,
): Promise<bigint | undefined> => {
  const row = await db.row<{ ref_no: bigint }>(
    statement('SELECT ref_no FROM invoices WHERE merchant_id = $1 AND series = $2 AND series_no = $3', [
      merchantId,
      series,
      seriesNo,
    ]),
  );
  return row?.ref_no;
};

/** The order with an OrderNo. */
export const findOrderOfSale = async (db: Db, merchantId: bigint, orderNo: bigint): Promise<bigint | undefined> => {
  const row = await db.row<{ ref_no: bigint }>(
    statement('SELECT ref_no FROM orders WHERE merchant_id = $1 AND order_no = $2 ORDER BY ref_no LIMIT 1', [
      merchantId,
      orderNo,
    ]),
  );
  return row?.ref_no;
};

export type StoredOrder = SoldOrder & { readonly status: string; readonly finished_at: Date | null };

export const findSoldOrder = (db: Db, merchantId: bigint, refNo: bigint): Promise<StoredOrder | undefined> =>
  db.row(statement('SELECT * FROM orders WHERE merchant_id = $1 AND ref_no = $2', [merchantId, refNo]));

export const listSoldItems = (db: Db, merchantId: bigint, refNo: bigint): Promise<SoldItem[]> =>
  db.rows(
    statement('SELECT * FROM order_items WHERE merchant_id = $1 AND ref_no = $2 ORDER BY line_no', [merchantId, refNo]),
  );

/** What the panel shows of a document in a list. */
export type InvoiceSummary = Pick<
  InvoiceRow,
  | 'invoice_id'
  | 'ref_no'
  | 'kind'
  | 'refund_id'
  | 'is_test'
  | 'number'
  | 'corrects_number'
  | 'currency'
  | 'net_minor'
  | 'vat_minor'
  | 'gross_minor'
  | 'buyer_name'
  | 'issued_on'
>;

export type InvoiceFilter = {
  readonly kind: InvoiceKind | null;
  readonly refNo: bigint | null;
  readonly tests: 'YES' | 'NO' | 'ONLY';
  /** Days of issue, both part of the span. */
  readonly from: string | null;
  readonly until: string | null;
};

const MAX_LISTED = 200;

/** The documents of a page, newest first, and how many there are in all. At most 200 a page. */
export const listInvoices = async (
  db: Db,
  merchantId: bigint,
  filter: InvoiceFilter,
  page: { readonly limit: number; readonly offset: number },
): Promise<{ readonly invoices: readonly InvoiceSummary[]; readonly count: number }> => {
  const conditions = [sql`merchant_id = ${merchantId}`];
  if (filter.kind !== null) conditions.push(sql`kind = ${filter.kind}`);
  if (filter.refNo !== null) conditions.push(sql`ref_no = ${filter.refNo}`);
  if (filter.tests !== 'YES') conditions.push(sql`is_test = ${filter.tests === 'ONLY'}`);
  if (filter.from !== null) conditions.push(sql`issued_on >= ${filter.from}`);
  if (filter.until !== null) conditions.push(sql`issued_on <= ${filter.until}`);
  const where = sql.join(conditions, sql` AND `);
  const [invoices, total] = await Promise.all([
    db.rows<InvoiceSummary>(
      compose(
        sql`SELECT invoice_id, ref_no, kind, refund_id, is_test, number, corrects_number, currency, net_minor,
              vat_minor, gross_minor, buyer_name, issued_on
            FROM invoices WHERE ${where} ORDER BY issued_on DESC, invoice_id DESC
            LIMIT ${Math.min(page.limit, MAX_LISTED)} OFFSET ${page.offset}`,
      ),
    ),
    db.row<{ count: bigint }>(compose(sql`SELECT count(*) AS count FROM invoices WHERE ${where}`)),
  ]);
  return { invoices, count: Number(total?.count ?? 0n) };
};
