import { sql } from 'kysely';
import { compose, type Db, json, statement } from '../../db/database.ts';
import type { Price } from '../pricing/index.ts';
import type { SubscriptionTerms } from './objects/subscription.ts';
import type { PriceList, ProductDetails, ProductRecord } from './product.ts';
import { billingCycle } from './rules/subscription-terms.ts';
import { FIELD_LABELS } from './store-fields.ts';

/** Amounts travel as text inside JSON, where numbers lose digits. */
type StoredPrice = Omit<Price, 'amountMinor'> & { readonly amountMinor: string };
type StoredList = Omit<PriceList, 'prices'> & { readonly prices: readonly StoredPrice[] };
type StoredDetails = ProductDetails & { readonly SubscriptionInformation: SubscriptionTerms | null };

type ProductRow = Omit<ProductRecord, 'subscription' | 'details' | 'priceLists'> & {
  readonly details: StoredDetails;
  readonly priceLists: readonly StoredList[];
};

/** The price lists of the product `p` with their prices, as one JSON value; both are reached by primary key. */
export const PRICE_LISTS = `
  coalesce((
    SELECT json_agg(json_build_object(
      'code', c.code, 'name', c.name, 'isDefault', c.is_default, 'billingCountries', c.billing_countries,
      'schema', c.pricing_schema, 'priceType', c.price_type, 'defaultCurrency', c.default_currency,
      'useOriginalPrices', c.use_original_prices, 'optionGroups', c.option_groups,
      'prices', coalesce((
        SELECT json_agg(json_build_object(
          'kind', r.kind, 'currency', r.currency, 'minQuantity', r.min_quantity, 'maxQuantity', r.max_quantity,
          'amountMinor', r.amount_minor::text, 'optionCodes', r.option_codes
        ) ORDER BY r.position)
        FROM prices r
        WHERE r.merchant_id = c.merchant_id AND r.product_id = c.product_id AND r.configuration_code = c.code
      ), '[]'::json)
    ) ORDER BY c.position)
    FROM pricing_configurations c
    WHERE c.merchant_id = p.merchant_id AND c.product_id = p.product_id
  ), '[]'::json)`;

const COLUMNS = `
  p.product_id AS "productId", p.code, p.type, p.name, p.version, p.enabled, p.group_code AS "groupCode",
  p.tax_category AS "taxCategory", p.multiple_units AS "multipleUnits", p.tangible, p.fulfillment,
  p.generates_subscription AS "generatesSubscription", coalesce(p.external_reference, '') AS "externalReference",
  p.details,
  (
    SELECT json_build_object(
      'code', g.code, 'name', g.name, 'templateName', g.template_name, 'description', g.description)
    FROM product_groups g
    WHERE g.merchant_id = p.merchant_id AND g.code = p.group_code
  ) AS "group",
  ${FIELD_LABELS} AS "fieldLabels",
  ${PRICE_LISTS} AS "priceLists"`;

const BY_CODE = `SELECT ${COLUMNS} FROM products p WHERE p.merchant_id = $1 AND p.code = $2`;
const BY_ID = `SELECT ${COLUMNS} FROM products p WHERE p.merchant_id = $1 AND p.product_id = $2`;

const recordOf = ({
  details: { SubscriptionInformation, ...details },
  priceLists,
  ...row
}: ProductRow): ProductRecord => ({
  ...row,
  subscription: SubscriptionInformation,
  details,
  priceLists: priceLists.map(priceListOf),
});

export const priceListOf = (list: StoredList): PriceList => ({
  ...list,
  prices: list.prices.map((price) => ({ ...price, amountMinor: BigInt(price.amountMinor) })),
});

export type { StoredList };

export const findProductByCode = async (
  db: Db,
  merchantId: bigint,
  code: string,
): Promise<ProductRecord | undefined> => {
  const row = await db.row<ProductRow>(statement(BY_CODE, [merchantId, code]));
  return row && recordOf(row);
};

export const findProductById = async (
  db: Db,
  merchantId: bigint,
  productId: bigint,
): Promise<ProductRecord | undefined> => {
  const row = await db.row<ProductRow>(statement(BY_ID, [merchantId, productId]));
  return row && recordOf(row);
};

const LOCK = 'SELECT FROM products WHERE merchant_id = $1 AND code = $2 FOR NO KEY UPDATE';

/** The product, held until the transaction ends. */
export const lockProduct = async (tx: Db, merchantId: bigint, code: string): Promise<ProductRecord | undefined> => {
  // Read by a second statement: one that waited for the lock would see the price lists as they were before.
  const lock = tx.rows(statement(LOCK, [merchantId, code]));
  const [product] = await Promise.all([findProductByCode(tx, merchantId, code), lock]);
  return product;
};

// ---- searches ----

export type ProductFilter = {
  /** Part of the name, in any letter case. */
  readonly name?: string | undefined;
  readonly codes?: readonly string[] | undefined;
  readonly types?: readonly string[] | undefined;
  readonly enabled?: boolean | undefined;
  readonly groupName?: string | undefined;
};

export type ProductOrder = { readonly by: 'id' | 'enabled' | 'name' | 'code' | 'type'; readonly descending: boolean };

const ORDERS = {
  id: sql`p.product_id`,
  enabled: sql`p.enabled`,
  name: sql`p.name`,
  code: sql`p.code`,
  type: sql`p.type`,
} as const;

const condition = (merchantId: bigint, filter: ProductFilter) => {
  const conditions = [sql`p.merchant_id = ${merchantId}`];
  if (filter.name !== undefined) {
    conditions.push(sql`p.name ILIKE ${`%${filter.name.replace(/[\\%_]/g, '\\$&')}%`}`);
  }
  if (filter.codes !== undefined) conditions.push(sql`p.code = ANY (${filter.codes}::text[])`);
  if (filter.types !== undefined) conditions.push(sql`p.type = ANY (${filter.types}::text[])`);
  if (filter.enabled !== undefined) conditions.push(sql`p.enabled = ${filter.enabled}`);
  if (filter.groupName !== undefined) {
    conditions.push(sql`p.group_code = (
      SELECT g.code FROM product_groups g
      WHERE g.merchant_id = ${merchantId} AND lower(g.name) = lower(${filter.groupName}))`);
  }
  return sql.join(conditions, sql` AND `);
};

/**
 * One page of products with groups, price lists and prices, by one statement. The page is cut before prices are looked
 * up, since rows that OFFSET leaves out would have theirs looked up, too.
 */
export const listProducts = async (
  db: Db,
  merchantId: bigint,
  filter: ProductFilter,
  order: ProductOrder,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<ProductRecord[]> => {
  const direction = order.descending ? sql`DESC` : sql`ASC`;
  const inOrder = sql`ORDER BY ${ORDERS[order.by]} ${direction}, p.product_id`;
  const rows = await db.rows<ProductRow>(
    compose(sql`
      SELECT ${sql.raw(COLUMNS)} FROM (
        SELECT p.* FROM products p WHERE ${condition(merchantId, filter)}
        ${inOrder} LIMIT ${limit} OFFSET ${offset}
      ) p ${inOrder}`),
  );
  return rows.map(recordOf);
};

export const countProducts = async (db: Db, merchantId: bigint, filter: ProductFilter): Promise<number> => {
  const found = await db.row<{ count: number }>(
    compose(sql`SELECT count(*)::integer AS count FROM products p WHERE ${condition(merchantId, filter)}`),
  );
  return found?.count ?? 0;
};

// ---- what a product refers to ----

export type Wanted = {
  readonly groupCode: string | undefined;
  readonly taxCategory: string | undefined;
  readonly memberCodes: readonly string[];
  readonly memberIds: readonly number[];
  readonly platformIds: readonly string[];
};

export type References = {
  readonly groupCode: string | null;
  readonly taxCategory: string | null;
  readonly members: readonly { readonly id: string; readonly code: string; readonly type: string }[];
  readonly platforms: readonly { readonly id: string; readonly name: string; readonly category: string }[];
};

const REFERENCES = `
  SELECT
    (SELECT code FROM product_groups
     WHERE merchant_id = $1 AND CASE WHEN $2::text IS NULL THEN is_default ELSE code = $2 END
     LIMIT 1) AS "groupCode",
    (SELECT uuid::text FROM tax_categories
     WHERE merchant_id = $1 AND CASE WHEN $3::text IS NULL THEN is_default ELSE uuid::text = lower($3) END
     LIMIT 1) AS "taxCategory",
    (SELECT coalesce(json_agg(json_build_object('id', product_id::text, 'code', code, 'type', type)), '[]'::json)
     FROM products
     WHERE merchant_id = $1 AND (code = ANY ($4::text[]) OR product_id = ANY ($5::bigint[]))) AS members,
    (SELECT coalesce(json_agg(json_build_object('id', platform_id::text, 'name', name, 'category', category)), '[]'::json)
     FROM platforms
     WHERE merchant_id = $1 AND platform_id::text = ANY ($6::text[])) AS platforms`;

/** What there is of the things that a product names; the account's defaults for what it does not name. */
export const findReferences = async (db: Db, merchantId: bigint, wanted: Wanted): Promise<References> => {
  const { groupCode, taxCategory, memberCodes, memberIds, platformIds } = wanted;
  const values = [merchantId, groupCode, taxCategory, memberCodes, memberIds, platformIds];
  const found = await db.row<References>(statement(REFERENCES, values));
  if (found === undefined) throw new Error('a statement without a table answered no row');
  return found;
};

// ---- writing ----

const INSERT = `
  WITH product AS (
    INSERT INTO products SELECT * FROM jsonb_populate_record(NULL::products, $1::jsonb)
  ), lists AS (
    INSERT INTO pricing_configurations
    SELECT * FROM jsonb_populate_recordset(NULL::pricing_configurations, $2::jsonb)
  )
  INSERT INTO prices SELECT * FROM jsonb_populate_recordset(NULL::prices, $3::jsonb)`;

/** Adds a product with its price lists and prices, by one statement. A code in use violates `products_code`. */
export const insertProduct = async (db: Db, merchantId: bigint, product: ProductRecord, at: Date): Promise<void> => {
  const row = { ...rowOf(merchantId, product), created_at: at, updated_at: at };
  const lists = product.priceLists;
  const values = [json(row), json(listRows(merchantId, product, lists)), json(priceRows(merchantId, product, lists))];
  await db.rows(statement(INSERT, values));
};

const UPDATE = `
  UPDATE products p SET
    name = n.name, version = n.version, enabled = n.enabled, group_code = n.group_code, tax_category = n.tax_category,
    multiple_units = n.multiple_units, tangible = n.tangible, fulfillment = n.fulfillment,
    generates_subscription = n.generates_subscription, cycle_length = n.cycle_length, cycle_unit = n.cycle_unit,
    external_reference = n.external_reference, details = n.details, updated_at = $4
  FROM jsonb_populate_record(NULL::products, $3::jsonb) n
  WHERE p.merchant_id = $1 AND p.product_id = $2`;

export const updateProductRow = async (tx: Db, merchantId: bigint, product: ProductRecord, at: Date): Promise<void> => {
  await tx.rows(statement(UPDATE, [merchantId, product.productId, json(rowOf(merchantId, product)), at]));
};

const PUT_LISTS = `
  INSERT INTO pricing_configurations
  SELECT * FROM jsonb_populate_recordset(NULL::pricing_configurations, $1::jsonb)
  ON CONFLICT (merchant_id, product_id, code) DO UPDATE SET
    position = excluded.position, name = excluded.name, is_default = excluded.is_default,
    billing_countries = excluded.billing_countries, price_type = excluded.price_type,
    default_currency = excluded.default_currency, use_original_prices = excluded.use_original_prices,
    option_groups = excluded.option_groups`;
const DELETE_PRICES = 'DELETE FROM prices WHERE merchant_id = $1 AND product_id = $2';
const INSERT_PRICES = 'INSERT INTO prices SELECT * FROM jsonb_populate_recordset(NULL::prices, $1::jsonb)';

/** Writes all price lists of a product in place of those that there are; lists are changed or added, never removed. */
export const replacePriceLists = async (tx: Db, merchantId: bigint, product: ProductRecord): Promise<void> => {
  const lists = product.priceLists;
  await Promise.all([
    tx.rows(statement(PUT_LISTS, [json(listRows(merchantId, product, lists))])),
    tx.rows(statement(DELETE_PRICES, [merchantId, product.productId])),
    tx.rows(statement(INSERT_PRICES, [json(priceRows(merchantId, product, lists))])),
  ]);
};

const SET_ENABLED = `
  UPDATE products SET enabled = $3, updated_at = $4 WHERE merchant_id = $1 AND code = $2 RETURNING product_id`;

/** Switches a product on or off; false when there is none of the code. */
export const updateEnabled = async (
  db: Db,
  merchantId: bigint,
  code: string,
  enabled: boolean,
  at: Date,
): Promise<boolean> => (await db.row(statement(SET_ENABLED, [merchantId, code, enabled, at]))) !== undefined;

const rowOf = (merchantId: bigint, product: ProductRecord) => {
  const cycle = billingCycle(product.generatesSubscription, product.subscription);
  return {
    merchant_id: merchantId,
    product_id: product.productId,
    code: product.code,
    type: product.type,
    name: product.name,
    version: product.version,
    enabled: product.enabled,
    group_code: product.groupCode,
    tax_category: product.taxCategory,
    multiple_units: product.multipleUnits,
    tangible: product.tangible,
    fulfillment: product.fulfillment,
    generates_subscription: product.generatesSubscription,
    cycle_length: cycle?.length ?? null,
    cycle_unit: cycle?.unit ?? null,
    external_reference: product.externalReference,
    details: { ...product.details, SubscriptionInformation: product.subscription },
  };
};

const listRows = (merchantId: bigint, { productId }: ProductRecord, lists: readonly PriceList[]) =>
  lists.map((list, position) => ({
    merchant_id: merchantId,
    product_id: productId,
    code: list.code,
    position,
    name: list.name,
    is_default: list.isDefault,
    billing_countries: list.billingCountries,
    pricing_schema: list.schema,
    price_type: list.priceType,
    default_currency: list.defaultCurrency,
    use_original_prices: list.useOriginalPrices,
    option_groups: list.optionGroups,
  }));

const priceRows = (merchantId: bigint, { productId }: ProductRecord, lists: readonly PriceList[]) =>
  lists.flatMap((list) =>
    list.prices.map((price, position) => ({
      merchant_id: merchantId,
      product_id: productId,
      configuration_code: list.code,
      position,
      kind: price.kind,
      currency: price.currency,
      min_quantity: price.minQuantity,
      max_quantity: price.maxQuantity,
      option_codes: price.optionCodes,
      amount_minor: price.amountMinor,
    })),
  );
