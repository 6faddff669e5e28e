import { type RawBuilder, sql } from 'kysely';
import { compose, type Db, isUniqueViolation, json, statement } from '../../../db/database.ts';
import type { PurchaseType, Sku, SkuOptionGroup, SkuRecord } from './sku.ts';

const COLUMNS = `
  s.sku, p.code AS "productCode", s.configuration_code AS "configurationCode", s.currency,
  s.purchase_type AS "purchaseType", s.min_quantity AS "minQuantity", s.max_quantity AS "maxQuantity",
  s.option_groups AS groups`;

const FROM = 'FROM skus s JOIN products p ON p.merchant_id = s.merchant_id AND p.product_id = s.product_id';

const BY_SKU = `SELECT ${COLUMNS} ${FROM} WHERE s.merchant_id = $1 AND s.sku = $2`;

/** What a SKU stands for; letter case counts. */
export const findSku = (db: Db, merchantId: bigint, sku: string): Promise<SkuRecord | undefined> =>
  db.row<SkuRecord>(statement(BY_SKU, [merchantId, sku]));

const OF_CONFIGURATION = `
  SELECT ${COLUMNS} ${FROM} WHERE s.merchant_id = $1 AND s.configuration_code = $2 ORDER BY s.position`;

/** The SKUs of a price list in the order in which they were sent. */
export const listSkusOfConfiguration = (db: Db, merchantId: bigint, code: string): Promise<SkuRecord[]> =>
  db.rows<SkuRecord>(statement(OF_CONFIGURATION, [merchantId, code]));

const OF_PRODUCT = `
  SELECT ${COLUMNS} ${FROM}
  WHERE s.merchant_id = $1 AND s.product_id = (SELECT product_id FROM products WHERE merchant_id = $1 AND code = $2)
  ORDER BY s.configuration_code, s.position`;

/** The SKUs of all price lists of a product. */
export const listSkusOfProduct = (db: Db, merchantId: bigint, code: string): Promise<SkuRecord[]> =>
  db.rows<SkuRecord>(statement(OF_PRODUCT, [merchantId, code]));

// ---- searches ----

/** What a search asks of the SKUs of one price list; undefined does not restrict. */
export type SkuPart = {
  readonly configurationCode: string | undefined;
  readonly currencies: readonly string[] | undefined;
  readonly purchaseTypes: readonly string[] | undefined;
  /** The SKU's interval lies within one of these. */
  readonly intervals: readonly { readonly min: number; readonly max: number }[] | undefined;
  /** The SKU has all of these groups, each with any of the options. */
  readonly groups: readonly { readonly code: string; readonly options: readonly string[] }[];
};

export type SkuFilter = {
  readonly productCode: string | undefined;
  /** SKUs that fit any part; none does not restrict. */
  readonly parts: readonly SkuPart[];
};

type Condition = RawBuilder<unknown>;

const matching = (merchantId: bigint, { productCode, parts }: SkuFilter): Condition => {
  const conditions = [sql`s.merchant_id = ${merchantId}`];
  if (productCode !== undefined) {
    conditions.push(
      sql`s.product_id = (SELECT product_id FROM products WHERE merchant_id = ${merchantId} AND code = ${productCode})`,
    );
  }
  if (parts.length > 0) conditions.push(any(parts.map(fitting)));
  return all(conditions);
};

const fitting = (part: SkuPart): Condition => {
  const conditions: Condition[] = [sql`true`];
  const { configurationCode: code, currencies, purchaseTypes, intervals, groups } = part;
  if (code !== undefined) conditions.push(sql`s.configuration_code = ${code}`);
  if (currencies !== undefined) conditions.push(sql`s.currency = ANY (${currencies}::text[])`);
  if (purchaseTypes !== undefined) conditions.push(sql`s.purchase_type = ANY (${purchaseTypes}::text[])`);
  if (intervals !== undefined) {
    conditions.push(any(intervals.map(({ min, max }) => sql`s.min_quantity >= ${min} AND s.max_quantity <= ${max}`)));
  }
  for (const group of groups) conditions.push(any(choicesOf(group).map(has)));
  return all(conditions);
};

const choicesOf = ({ code, options }: SkuPart['groups'][number]): readonly unknown[] =>
  options.length === 0 ? [[{ code }]] : options.map((option) => [{ code, options: [{ code: option }] }]);

const has = (choice: unknown): Condition => sql`s.option_groups @> ${json(choice)}::jsonb`;

const all = (conditions: readonly Condition[]): Condition => sql`(${sql.join(conditions, sql` AND `)})`;
const any = (conditions: readonly Condition[]): Condition => sql`(${sql.join(conditions, sql` OR `)})`;

/** One page of the matching SKUs by product and price list, in the order in which they were sent. */
export const listSkus = (
  db: Db,
  merchantId: bigint,
  filter: SkuFilter,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<SkuRecord[]> =>
  db.rows<SkuRecord>(
    compose(sql`
      SELECT ${sql.raw(COLUMNS)} ${sql.raw(FROM)} WHERE ${matching(merchantId, filter)}
      ORDER BY s.product_id, s.configuration_code, s.position LIMIT ${limit} OFFSET ${offset}`),
  );

export const countSkus = async (db: Db, merchantId: bigint, filter: SkuFilter): Promise<number> => {
  const row = await db.row<{ count: bigint }>(
    compose(sql`SELECT count(*) FROM skus s WHERE ${matching(merchantId, filter)}`),
  );
  return Number(row?.count ?? 0n);
};

// ---- writes ----

const DELETE_OF_CONFIGURATION = `
  DELETE FROM skus WHERE merchant_id = $1 AND product_id = $2 AND configuration_code = $3`;
const INSERT = `
  INSERT INTO skus (merchant_id, product_id, configuration_code, position, sku, currency, purchase_type, min_quantity,
    max_quantity, option_groups)
  SELECT $1, $2, $3, position, sku, currency, "purchaseType", "minQuantity", "maxQuantity", groups
  FROM jsonb_to_recordset($4::jsonb) AS r (
    position integer, sku text, currency text, "purchaseType" text, "minQuantity" integer, "maxQuantity" integer,
    groups jsonb)`;

/** Writes the SKUs of price lists in place of those that they had; false when another combination has one of them. */
export const replaceSkus = async (
  tx: Db,
  merchantId: bigint,
  productId: bigint,
  lists: readonly { readonly configurationCode: string; readonly skus: readonly Sku[] }[],
): Promise<boolean> => {
  const deletions = lists.map(({ configurationCode }) =>
    tx.rows(statement(DELETE_OF_CONFIGURATION, [merchantId, productId, configurationCode])),
  );
  const insertions = lists.map(({ configurationCode, skus }) => {
    const rows = skus.map((sku, index) => ({ ...sku, position: index + 1 }));
    return tx.rows(statement(INSERT, [merchantId, productId, configurationCode, json(rows)]));
  });
  try {
    await Promise.all([...deletions, ...insertions]);
    return true;
  } catch (error) {
    if (isUniqueViolation(error, 'skus_sku')) return false;
    throw error;
  }
};

const DELETE_ONE = `
  DELETE FROM skus s USING products p
  WHERE s.merchant_id = $1 AND s.sku = $2 AND p.merchant_id = $1 AND p.product_id = s.product_id AND p.code = $3
    AND ($4::text IS NULL OR s.configuration_code = $4)
  RETURNING s.sku`;

/** Removes a SKU of a product, and of a price list unless it is null; false when it is none of theirs. */
export const deleteSku = async (
  tx: Db,
  merchantId: bigint,
  sku: string,
  productCode: string,
  configurationCode: string | null,
): Promise<boolean> =>
  (await tx.row(statement(DELETE_ONE, [merchantId, sku, productCode, configurationCode]))) !== undefined;

const DELETE_MANY = 'DELETE FROM skus WHERE merchant_id = $1 AND sku = ANY ($2::text[])';

export const deleteSkus = async (tx: Db, merchantId: bigint, skus: readonly string[]): Promise<void> => {
  await tx.rows(statement(DELETE_MANY, [merchantId, skus]));
};

// ---- for orders ----

/** What an order takes from a SKU; null means that the order says it. */
export type ResolvedSku = {
  readonly productCode: string;
  readonly configurationCode: string;
  /** An option of an INTERVAL group is named without its value, which the order has to say. */
  readonly options: readonly { readonly group: string; readonly code: string }[];
  /** Upper-case ISO 4217 code. */
  readonly currency: string | null;
  readonly purchaseType: PurchaseType | null;
  readonly minQuantity: number | null;
  readonly maxQuantity: number | null;
};

/** What a SKU of the account stands for; undefined when there is none. Letter case counts. */
export const resolveSku = async (db: Db, merchantId: bigint, sku: string): Promise<ResolvedSku | undefined> => {
  const found = await findSku(db, merchantId, sku);
  if (found === undefined) return undefined;
  const { productCode, configurationCode, currency, purchaseType, minQuantity, maxQuantity, groups } = found;
  const options = groups.flatMap(inGroup);
  return { productCode, configurationCode, options, currency, purchaseType, minQuantity, maxQuantity };
};

const inGroup = ({ code: group, options }: SkuOptionGroup) => options.map(({ code }) => ({ group, code }));
