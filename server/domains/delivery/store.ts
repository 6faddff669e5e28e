import type { Written } from '../../api/schema.ts';
import { type Db, json, statement } from '../../db/database.ts';
import type { FulfillmentInformation } from '../catalog/index.ts';
import type { DeliveryState, DownloadFile } from './rows.ts';
import type { Accompaniment } from './rules/accompaniment.ts';

/** The SQL of deliveries; that of the lists and their keys stands in store-lists.ts. */

/** The list that a product p hands out keys of, as the index of products has it; null: none. */
export const LIST_OF_PRODUCT = `p.details #>> '{FulfillmentInformation,CodeList,Code}'`;

export type OpenDelivery = {
  readonly lineNo: number;
  readonly state: 'WAITING' | 'SHORT';
  readonly productCode: string;
  readonly quantity: number;
  readonly listCode: string | null;
  /** As the product says it now; null when it says nothing. */
  readonly fulfillment: Written<typeof FulfillmentInformation> | null;
  /** Of the order. */
  readonly language: string;
};

const LIST_OPEN = `
  SELECT d.line_no AS "lineNo", d.state, d.product_code AS "productCode", d.quantity,
    nullif(${LIST_OF_PRODUCT}, '') AS "listCode", p.details -> 'FulfillmentInformation' AS fulfillment, o.language
  FROM deliveries d
  JOIN orders o ON o.merchant_id = d.merchant_id AND o.ref_no = d.ref_no
  LEFT JOIN products p ON p.merchant_id = d.merchant_id AND p.product_id = d.product_id
  WHERE d.merchant_id = $1 AND d.ref_no = $2 AND d.state IN ('WAITING', 'SHORT')
  ORDER BY d.line_no`;

/** What of an order waits to be delivered, with what its products say of delivery now. */
export const listOpenDeliveries = (db: Db, merchantId: bigint, refNo: bigint): Promise<OpenDelivery[]> =>
  db.rows(statement(LIST_OPEN, [merchantId, refNo]));

export type Made = {
  /** After the attempt; null when there is no such delivery. */
  readonly state: DeliveryState | null;
  /** The list has few keys now, and had enough before. */
  readonly isLow: boolean;
};

/** Hands out the keys of one line, all or none, unless that was done before. */
export const makeDelivery = async (
  db: Db,
  line: { readonly merchantId: bigint; readonly refNo: bigint; readonly lineNo: number },
  listCode: string | null,
  { description, downloadFile }: Accompaniment,
  at: Date,
): Promise<Made> => {
  const made = await db.row<{ state: DeliveryState | null; is_low: boolean }>(
    statement('SELECT state, is_low FROM make_delivery($1, $2, $3, $4, $5, $6, $7)', [
      line.merchantId,
      line.refNo,
      line.lineNo,
      listCode,
      description,
      downloadFile && json(downloadFile),
      at,
    ]),
  );
  return { state: made?.state ?? null, isLow: made?.is_low ?? false };
};

const LIST_WAITING = `
  SELECT ref_no FROM deliveries WHERE merchant_id = $1 AND state = 'WAITING' AND wanted_at < $2
  ORDER BY wanted_at LIMIT $3`;

/** Orders that wait for a first attempt to deliver since before an instant, longest first. */
export const listWaitingOrders = (db: Db, merchantId: bigint, before: Date, limit: number): Promise<bigint[]> =>
  refNosOf(db, LIST_WAITING, [merchantId, before, limit]);

/** The order of the keys that are counted keeps the planner from looking through a table of full lists for an empty one. */
const LIST_FILLABLE = `
  SELECT d.ref_no
  FROM (
    SELECT product_id, max(quantity) AS most FROM deliveries WHERE merchant_id = $1 AND state = 'SHORT' GROUP BY product_id
  ) s
  LEFT JOIN products p ON p.merchant_id = $1 AND p.product_id = s.product_id
  LEFT JOIN code_lists l ON l.merchant_id = $1 AND l.code = nullif(${LIST_OF_PRODUCT}, '')
  CROSS JOIN LATERAL (
    SELECT count(*) AS free FROM (
      SELECT FROM activation_keys k WHERE k.merchant_id = $1 AND k.list_id = l.list_id AND k.is_free
      ORDER BY k.key_no LIMIT s.most
    ) k
  ) stock
  CROSS JOIN LATERAL (
    SELECT d.ref_no, d.wanted_at FROM deliveries d
    WHERE d.merchant_id = $1 AND d.product_id = s.product_id AND d.state = 'SHORT' AND (
      nullif(${LIST_OF_PRODUCT}, '') IS NULL OR l.shared_key IS NOT NULL
      OR CASE l.key_per WHEN 'LINE' THEN 1 ELSE d.quantity END <= stock.free)
    ORDER BY d.wanted_at LIMIT $2
  ) d
  ORDER BY d.wanted_at LIMIT $2`;

/** Orders that had to wait for keys and for which there are enough now, longest first. */
export const listFillableOrders = (db: Db, merchantId: bigint, limit: number): Promise<bigint[]> =>
  refNosOf(db, LIST_FILLABLE, [merchantId, limit]);

const refNosOf = async (db: Db, text: string, values: readonly unknown[]): Promise<bigint[]> => {
  const rows = await db.rows<{ ref_no: bigint }>(statement(text, values));
  return [...new Set(rows.map(({ ref_no }) => ref_no))];
};

/** Ends what waits of an order; with `reuse` its keys go back into their lists. Answers how many did. */
export const takeBackKeys = async (
  db: Db,
  merchantId: bigint,
  refNo: bigint,
  reuse: boolean,
  at: Date,
): Promise<number> => {
  const row = await db.row<{ count: bigint }>(
    statement('SELECT take_back_keys($1, $2, $3, $4) AS count', [merchantId, refNo, reuse, at]),
  );
  return Number(row?.count ?? 0n);
};

/** What an order line was delivered, or still waits for. */
export type LineDelivery = {
  readonly refNo: bigint;
  readonly lineNo: number;
  readonly state: DeliveryState;
  readonly description: string;
  readonly codesDescription: string;
  readonly downloadFile: DownloadFile | null;
  /** The keys that the order has, in the order of the units; those that were taken back are not among them. */
  readonly codes: readonly string[];
};

const LINE_COLUMNS = `
  d.ref_no AS "refNo", d.line_no AS "lineNo", d.state, d.description, d.codes_description AS "codesDescription",
  d.download_file AS "downloadFile", c.codes`;

const LINE_CODES = `
  CROSS JOIN LATERAL (
    SELECT coalesce(array_agg(c.code ORDER BY c.code_no), '{}') AS codes FROM delivered_codes c
    WHERE c.merchant_id = d.merchant_id AND c.ref_no = d.ref_no AND c.line_no = d.line_no AND c.taken_back_at IS NULL
  ) c`;

const LIST_OF_ORDERS = `
  SELECT ${LINE_COLUMNS} FROM deliveries d ${LINE_CODES}
  WHERE d.merchant_id = $1 AND d.ref_no = ANY ($2::bigint[])
  ORDER BY d.ref_no, d.line_no`;

/** The deliveries of orders, by ref no and line; one statement for all of the orders. */
export const listDeliveriesOfOrders = async (
  db: Db,
  merchantId: bigint,
  refNos: readonly bigint[],
): Promise<readonly LineDelivery[]> =>
  refNos.length === 0 ? [] : db.rows(statement(LIST_OF_ORDERS, [merchantId, refNos]));

export type SubscriptionDelivery = LineDelivery & { readonly reference: string };

const LIST_OF_SUBSCRIPTIONS = `
  SELECT DISTINCT ON (so.reference) so.reference, ${LINE_COLUMNS}
  FROM subscription_orders so
  JOIN deliveries d ON d.merchant_id = so.merchant_id AND d.ref_no = so.ref_no AND d.line_no = so.line_no
  ${LINE_CODES}
  WHERE so.merchant_id = $1 AND so.reference = ANY ($2::text[]) AND c.codes <> '{}'
  ORDER BY so.reference, so.booked_at DESC, so.ref_no DESC`;

/** Of each subscription the delivery of the latest of its orders that has keys; none for one whose orders have none. */
export const listDeliveriesOfSubscriptions = async (
  db: Db,
  merchantId: bigint,
  references: readonly string[],
): Promise<readonly SubscriptionDelivery[]> =>
  references.length === 0 ? [] : db.rows(statement(LIST_OF_SUBSCRIPTIONS, [merchantId, references]));

export type PageOf = { readonly limit: number; readonly offset: number };

export type ShortDelivery = {
  readonly refNo: bigint;
  readonly lineNo: number;
  readonly productCode: string;
  readonly quantity: number;
  /** The list that had not enough keys when this was last tried. */
  readonly listCode: string | null;
  readonly wantedAt: Date;
};

const LIST_SHORT = `
  SELECT ref_no AS "refNo", line_no AS "lineNo", product_code AS "productCode", quantity, list_code AS "listCode",
    wanted_at AS "wantedAt"
  FROM deliveries WHERE merchant_id = $1 AND state = 'SHORT'
  ORDER BY wanted_at, ref_no, line_no LIMIT $2 OFFSET $3`;

/** What waits for keys, longest first. */
export const listShortDeliveries = (
  db: Db,
  merchantId: bigint,
  { limit, offset }: PageOf,
): Promise<readonly ShortDelivery[]> => db.rows(statement(LIST_SHORT, [merchantId, limit, offset]));

const COUNT_SHORT = `
  SELECT count(*) AS count FROM deliveries
  WHERE merchant_id = $1 AND state = 'SHORT' AND ($2::text IS NULL OR list_code = $2)`;

/** How many order lines wait for keys, of all lists or of one. */
export const countShortDeliveries = async (
  db: Db,
  merchantId: bigint,
  listCode: string | null = null,
): Promise<number> => {
  const row = await db.row<{ count: bigint }>(statement(COUNT_SHORT, [merchantId, listCode]));
  return Number(row?.count ?? 0n);
};
