import { type Db, statement } from '../../db/database.ts';
import { LIST_OF_PRODUCT, type PageOf } from './store.ts';

/** The SQL of code lists and their keys. */

export type CodeListFacts = {
  readonly name: string;
  /** The one key that everybody gets; null: each order gets keys of its own. */
  readonly sharedKey: string | null;
  /** Whether each unit of an order line gets a key, or the line as a whole. */
  readonly keyPer: 'UNIT' | 'LINE';
  /** What the buyer is told about the keys. */
  readonly description: string;
  /** Fewer free keys than this are few; null: nobody wants to know. */
  readonly lowStockBelow: number | null;
};

export type CodeList = CodeListFacts & {
  readonly listId: bigint;
  readonly code: string;
  /** STATIC: its keys were uploaded. */
  readonly kind: 'STATIC';
  /** Since when there are few keys; null while there are enough. */
  readonly lowStockAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

const COLUMNS = `
  l.list_id AS "listId", l.code, l.name, l.kind, l.shared_key AS "sharedKey", l.key_per AS "keyPer", l.description,
  l.low_stock_below AS "lowStockBelow", l.low_stock_at AS "lowStockAt", l.created_at AS "createdAt",
  l.updated_at AS "updatedAt"`;

export const findCodeList = (db: Db, merchantId: bigint, code: string): Promise<CodeList | undefined> =>
  db.row(statement(`SELECT ${COLUMNS} FROM code_lists l WHERE l.merchant_id = $1 AND l.code = $2`, [merchantId, code]));

/** As findCodeList; nobody else changes the list or adds keys until the transaction ends. */
export const lockCodeList = (db: Db, merchantId: bigint, code: string): Promise<CodeList | undefined> =>
  db.row(
    statement(`SELECT ${COLUMNS} FROM code_lists l WHERE l.merchant_id = $1 AND l.code = $2 FOR UPDATE`, [
      merchantId,
      code,
    ]),
  );

export type Stock = {
  /** Keys that can still be handed out, and those that were. Both 0 for a shared list. */
  readonly free: number;
  readonly used: number;
};

export type StockedList = CodeList & Stock;

const LIST_LISTS = `
  SELECT ${COLUMNS}, k.free::integer, k.used::integer
  FROM (SELECT * FROM code_lists WHERE merchant_id = $1 ORDER BY code LIMIT $2 OFFSET $3) l
  CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE k.is_free) AS free, count(*) FILTER (WHERE NOT k.is_free) AS used
    FROM activation_keys k WHERE k.merchant_id = $1 AND k.list_id = l.list_id
  ) k
  ORDER BY l.code`;

/** The lists of a merchant in the order of their codes, each with its stock. */
export const listCodeLists = (db: Db, merchantId: bigint, { limit, offset }: PageOf): Promise<StockedList[]> =>
  db.rows(statement(LIST_LISTS, [merchantId, limit, offset]));

const FIND_STOCK = `
  SELECT count(*) FILTER (WHERE is_free)::integer AS free, count(*) FILTER (WHERE NOT is_free)::integer AS used
  FROM activation_keys WHERE merchant_id = $1 AND list_id = $2`;

export const findStock = async (db: Db, merchantId: bigint, listId: bigint): Promise<Stock> =>
  (await db.row<Stock>(statement(FIND_STOCK, [merchantId, listId]))) ?? { free: 0, used: 0 };

const INSERT_LIST = `
  INSERT INTO code_lists (merchant_id, list_id, code, kind, name, shared_key, key_per, description, low_stock_below,
    low_stock_at, last_key_no, created_at, updated_at)
  VALUES ($1, $2, $3, 'STATIC', $4, $5, $6, $7, $8, NULL, 0, $9, $9)`;

export const insertCodeList = async (
  db: Db,
  merchantId: bigint,
  listId: bigint,
  code: string,
  facts: CodeListFacts,
  at: Date,
): Promise<void> => {
  await db.rows(statement(INSERT_LIST, [merchantId, listId, code, ...valuesOf(facts), at]));
};

const UPDATE_LIST = `
  UPDATE code_lists SET name = $3, shared_key = $4, key_per = $5, description = $6, low_stock_below = $7, updated_at = $8
  WHERE merchant_id = $1 AND list_id = $2`;

export const updateCodeListRow = async (
  db: Db,
  merchantId: bigint,
  listId: bigint,
  facts: CodeListFacts,
  at: Date,
): Promise<void> => {
  await db.rows(statement(UPDATE_LIST, [merchantId, listId, ...valuesOf(facts), at]));
};

const valuesOf = ({ name, sharedKey, keyPer, description, lowStockBelow }: CodeListFacts): readonly unknown[] => [
  name,
  sharedKey,
  keyPer,
  description,
  lowStockBelow,
];

/** Notes whether the list has few keys. */
export const noteStock = async (db: Db, merchantId: bigint, listId: bigint, at: Date): Promise<void> => {
  await db.rows(statement('SELECT note_stock($1, $2, $3)', [merchantId, listId, at]));
};

/** Deletes a list with its keys; what was delivered keeps its codes. */
export const deleteCodeListRow = async (db: Db, merchantId: bigint, listId: bigint): Promise<void> => {
  await db.rows(statement('DELETE FROM activation_keys WHERE merchant_id = $1 AND list_id = $2', [merchantId, listId]));
  await db.rows(statement('DELETE FROM code_lists WHERE merchant_id = $1 AND list_id = $2', [merchantId, listId]));
};

const LIST_PRODUCTS = `
  SELECT p.code FROM products p WHERE p.merchant_id = $1 AND ${LIST_OF_PRODUCT} = $2 ORDER BY p.code LIMIT $3`;

/** Codes of the products that hand out keys of a list. */
export const listProductsOfCodeList = async (
  db: Db,
  merchantId: bigint,
  code: string,
  limit: number,
): Promise<readonly string[]> => {
  const rows = await db.rows<{ code: string }>(statement(LIST_PRODUCTS, [merchantId, code, limit]));
  return rows.map((row) => row.code);
};

/** Adds keys in this order, without those that the list has. Answers how many were added. */
export const addKeys = async (
  db: Db,
  merchantId: bigint,
  listId: bigint,
  codes: readonly string[],
  at: Date,
): Promise<number> => {
  const row = await db.row<{ added: bigint }>(
    statement('SELECT add_keys($1, $2, $3, $4) AS added', [merchantId, listId, codes, at]),
  );
  return Number(row?.added ?? 0n);
};

export type DeliveredCode = {
  readonly code: string;
  readonly refNo: bigint;
  readonly lineNo: number;
  readonly productCode: string;
  /** As the product named it when this was delivered. */
  readonly listCode: string | null;
  readonly deliveredAt: Date;
  /** When the key went back into its list; null while the order has it. */
  readonly takenBackAt: Date | null;
};

const DELIVERED_COLUMNS = `
  SELECT c.code, c.ref_no AS "refNo", c.line_no AS "lineNo", d.product_code AS "productCode", d.list_code AS "listCode",
    d.delivered_at AS "deliveredAt", c.taken_back_at AS "takenBackAt"
  FROM delivered_codes c
  JOIN deliveries d ON d.merchant_id = c.merchant_id AND d.ref_no = c.ref_no AND d.line_no = c.line_no`;

/** Who got a key: the orders that have or had it, latest first. */
export const listOrdersOfCode = (
  db: Db,
  merchantId: bigint,
  code: string,
  { limit, offset }: PageOf,
): Promise<readonly DeliveredCode[]> =>
  db.rows(
    statement(
      `${DELIVERED_COLUMNS} WHERE c.merchant_id = $1 AND c.code = $2
       ORDER BY c.ref_no DESC, c.line_no, c.code_no LIMIT $3 OFFSET $4`,
      [merchantId, code, limit, offset],
    ),
  );

/** The keys that an order has or had, in the order of its lines. */
export const listCodesOfOrder = (
  db: Db,
  merchantId: bigint,
  refNo: bigint,
  { limit, offset }: PageOf,
): Promise<readonly DeliveredCode[]> =>
  db.rows(
    statement(
      `${DELIVERED_COLUMNS} WHERE c.merchant_id = $1 AND c.ref_no = $2 ORDER BY c.line_no, c.code_no LIMIT $3 OFFSET $4`,
      [merchantId, refNo, limit, offset],
    ),
  );
