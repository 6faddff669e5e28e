import { type RawBuilder, sql } from 'kysely';
import { compose, type Db, json, statement } from '../../db/database.ts';
import type { Discount, PromotionProduct, PromotionRecord, SpecialPrice } from './promotion.ts';
import { couponKey } from './rules/coupons.ts';

/** Amounts travel as text inside JSON, where numbers lose digits. */
export type Stored<T> = T extends bigint ? string : T extends object ? { readonly [K in keyof T]: Stored<T[K]> } : T;

type Row = Stored<PromotionRecord>;

/** The columns of a promotion `p` that rules and answers need. */
export const FACTS = `
  p.promotion_code AS code, p.type, p.name, p.description, p.enabled, p.channel_type AS "channelType",
  p.starts_on AS "startsOn", p.ends_on AS "endsOn", p.maximum_orders AS "maximumOrders",
  p.maximum_quantity AS "maximumQuantity", p.instant_discount AS "instantDiscount", p.auto_apply AS "autoApply",
  p.coupon_type AS "couponType", p.discount, p.default_currency AS "defaultCurrency",
  p.price_threshold AS "priceThreshold", p.apply_recurring AS "applyRecurring",
  p.recurring_charges AS "recurringCharges", p.publish_to_affiliates AS "publishToAffiliates",
  p.tax_category::text AS "taxCategory", p.sources`;

export const PRODUCT = `json_build_object(
  'productCode', r.product_code, 'configurationCode', r.configuration_code, 'optionCodes', r.option_codes)`;

export const SPECIAL_PRICE = `json_build_object(
  'productCode', s.product_code, 'configurationCode', s.configuration_code, 'optionHash', s.option_hash,
  'options', s.options, 'prices', s.prices)`;

const COLUMNS = `
  ${FACTS}, p.translations,
  ARRAY(
    SELECT k.code FROM promotion_coupons k
    WHERE k.merchant_id = p.merchant_id AND k.promotion_code = p.promotion_code ORDER BY k.position
  ) AS coupons,
  coalesce((
    SELECT json_agg(${PRODUCT} ORDER BY r.position) FROM promotion_products r
    WHERE r.merchant_id = p.merchant_id AND r.promotion_code = p.promotion_code), '[]'::json) AS products,
  coalesce((
    SELECT json_agg(${SPECIAL_PRICE} ORDER BY s.position) FROM promotion_prices s
    WHERE s.merchant_id = p.merchant_id AND s.promotion_code = p.promotion_code), '[]'::json) AS "specialPrices"`;

/** Turns amounts back into numbers of minor units. */
export const factsOf = <R extends Pick<Row, 'discount' | 'priceThreshold' | 'specialPrices'>>(row: R) => ({
  ...row,
  discount: discountOf(row.discount),
  priceThreshold: row.priceThreshold && amountOf(row.priceThreshold),
  specialPrices: row.specialPrices.map((price): SpecialPrice => ({ ...price, prices: price.prices.map(amountOf) })),
});

const amountOf = ({ currency, amountMinor }: { readonly currency: string; readonly amountMinor: string }) => ({
  currency,
  amountMinor: BigInt(amountMinor),
});

const discountOf = (stored: Row['discount']): Discount | null => {
  if (stored === null) return null;
  return stored.type === 'PERCENT'
    ? { type: 'PERCENT', ratePpm: BigInt(stored.ratePpm) }
    : { type: 'FIXED', defaultCurrency: stored.defaultCurrency, values: stored.values.map(amountOf) };
};

// ---- reading ----

const BY_CODE = `SELECT ${COLUMNS} FROM promotions p WHERE p.merchant_id = $1 AND p.promotion_code = $2`;

export const findPromotion = async (db: Db, merchantId: bigint, code: string): Promise<PromotionRecord | undefined> => {
  const row = await db.row<Row>(statement(BY_CODE, [merchantId, code]));
  return row && factsOf(row);
};

const LOCK = 'SELECT FROM promotions WHERE merchant_id = $1 AND promotion_code = $2 FOR NO KEY UPDATE';

/** The promotion, held until the transaction ends: orders that claim it wait. */
export const lockPromotion = async (tx: Db, merchantId: bigint, code: string): Promise<PromotionRecord | undefined> => {
  // Read by a second statement: one that waited for the lock would see products and coupons as they were before.
  const lock = tx.rows(statement(LOCK, [merchantId, code]));
  const [promotion] = await Promise.all([findPromotion(tx, merchantId, code), lock]);
  return promotion;
};

export type PromotionFilter = {
  readonly types: readonly string[] | null;
  readonly channel: string | null;
  readonly productCode: string | null;
  readonly enabled: boolean | null;
  readonly couponKeys: readonly string[] | null;
  readonly taxCategory: string | null;
};

/** Whether a promotion `p` is for a product: it names it, or it names none and is for all. */
const isForProduct = (productCode: string) => sql`(
  EXISTS (
    SELECT FROM promotion_products r
    WHERE r.merchant_id = p.merchant_id AND r.promotion_code = p.promotion_code AND r.product_code = ${productCode})
  OR EXISTS (
    SELECT FROM promotion_prices s
    WHERE s.merchant_id = p.merchant_id AND s.promotion_code = p.promotion_code AND s.product_code = ${productCode})
  OR p.type IN ('GLOBAL', 'CUMULATIVE') AND NOT EXISTS (
    SELECT FROM promotion_products r WHERE r.merchant_id = p.merchant_id AND r.promotion_code = p.promotion_code))`;

const condition = (merchantId: bigint, filter: PromotionFilter): RawBuilder<unknown> => {
  const conditions = [sql`p.merchant_id = ${merchantId}`];
  if (filter.types !== null) conditions.push(sql`p.type = ANY (${filter.types}::text[])`);
  if (filter.channel !== null) conditions.push(sql`p.channel_type IN (${filter.channel}, 'ALL')`);
  if (filter.enabled !== null) conditions.push(sql`p.enabled = ${filter.enabled}`);
  if (filter.taxCategory !== null) conditions.push(sql`p.tax_category::text = ${filter.taxCategory}`);
  if (filter.productCode !== null) conditions.push(isForProduct(filter.productCode));
  if (filter.couponKeys !== null) {
    conditions.push(sql`EXISTS (
      SELECT FROM promotion_coupons k
      WHERE k.merchant_id = p.merchant_id AND k.promotion_code = p.promotion_code
        AND k.coupon_key = ANY (${filter.couponKeys}::text[]))`);
  }
  return sql.join(conditions, sql` AND `);
};

/** One page of promotions, oldest first, and how many there are in all. */
export const searchPromotionRecords = async (
  db: Db,
  merchantId: bigint,
  filter: PromotionFilter,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<{ readonly promotions: readonly PromotionRecord[]; readonly count: number }> => {
  const where = condition(merchantId, filter);
  const [rows, total] = await Promise.all([
    db.rows<Row>(
      compose(sql`
        SELECT ${sql.raw(COLUMNS)} FROM promotions p WHERE ${where}
        ORDER BY p.created_at, p.promotion_code LIMIT ${limit} OFFSET ${offset}`),
    ),
    db.row<{ count: number }>(compose(sql`SELECT count(*)::integer AS count FROM promotions p WHERE ${where}`)),
  ]);
  return { promotions: rows.map(factsOf), count: total?.count ?? 0 };
};

// ---- writing ----

const INSERT = 'INSERT INTO promotions SELECT * FROM jsonb_populate_record(NULL::promotions, $1::jsonb)';

/** Adds a promotion with all its parts. A code of an enabled promotion violates `promotion_coupons_active`. */
export const insertPromotion = async (tx: Db, merchantId: bigint, record: PromotionRecord, at: Date): Promise<void> => {
  const row = { ...rowOf(merchantId, record), created_at: at, updated_at: at };
  await Promise.all([
    tx.rows(statement(INSERT, [json(row)])),
    insertProducts(tx, merchantId, record),
    insertSpecialPrices(tx, merchantId, record),
    putLimit(tx, merchantId, record),
    putCoupons(tx, merchantId, record),
  ]);
};

const UPDATE = `
  UPDATE promotions p SET
    name = n.name, description = n.description, enabled = n.enabled, channel_type = n.channel_type,
    starts_on = n.starts_on, ends_on = n.ends_on, maximum_orders = n.maximum_orders,
    maximum_quantity = n.maximum_quantity, instant_discount = n.instant_discount, auto_apply = n.auto_apply,
    coupon_type = n.coupon_type, discount = n.discount, default_currency = n.default_currency,
    price_threshold = n.price_threshold, apply_recurring = n.apply_recurring,
    recurring_charges = n.recurring_charges, publish_to_affiliates = n.publish_to_affiliates,
    tax_category = n.tax_category, sources = n.sources, translations = n.translations, updated_at = $3
  FROM jsonb_populate_record(NULL::promotions, $2::jsonb) n
  WHERE p.merchant_id = $1 AND p.promotion_code = n.promotion_code`;

/** Writes a promotion that is locked in place of what it was; parts that did not change are left alone. */
export const replacePromotion = async (
  tx: Db,
  merchantId: bigint,
  before: PromotionRecord,
  record: PromotionRecord,
  at: Date,
): Promise<void> => {
  const work = [tx.rows(statement(UPDATE, [merchantId, json(rowOf(merchantId, record)), at]))];
  if (record.products !== before.products) work.push(replaceProducts(tx, merchantId, record));
  if (record.specialPrices !== before.specialPrices) work.push(replaceSpecialPrices(tx, merchantId, record));
  if (limitOf(record) !== limitOf(before)) work.push(putLimit(tx, merchantId, record));
  if (record.coupons !== before.coupons || record.enabled !== before.enabled) {
    work.push(putCoupons(tx, merchantId, record));
  }
  await Promise.all(work);
};

const DELETE_PRODUCTS = 'DELETE FROM promotion_products WHERE merchant_id = $1 AND promotion_code = $2';
const INSERT_PRODUCTS = `
  INSERT INTO promotion_products SELECT * FROM jsonb_populate_recordset(NULL::promotion_products, $1::jsonb)`;

const replaceProducts = async (tx: Db, merchantId: bigint, record: PromotionRecord): Promise<never[]> => {
  const gone = tx.rows(statement(DELETE_PRODUCTS, [merchantId, record.code]));
  await Promise.all([gone, insertProducts(tx, merchantId, record)]);
  return [];
};

const insertProducts = (tx: Db, merchantId: bigint, { code, products }: PromotionRecord) =>
  products.length === 0
    ? []
    : tx.rows(
        statement(INSERT_PRODUCTS, [json(products.map((product, at) => productRow(merchantId, code, product, at)))]),
      );

const productRow = (merchantId: bigint, code: string, product: PromotionProduct, position: number) => ({
  merchant_id: merchantId,
  promotion_code: code,
  position,
  product_code: product.productCode,
  configuration_code: product.configurationCode,
  option_codes: product.optionCodes,
});

const DELETE_PRICES = 'DELETE FROM promotion_prices WHERE merchant_id = $1 AND promotion_code = $2';
const INSERT_PRICES = `
  INSERT INTO promotion_prices SELECT * FROM jsonb_populate_recordset(NULL::promotion_prices, $1::jsonb)`;

const replaceSpecialPrices = async (tx: Db, merchantId: bigint, record: PromotionRecord): Promise<never[]> => {
  const gone = tx.rows(statement(DELETE_PRICES, [merchantId, record.code]));
  await Promise.all([gone, insertSpecialPrices(tx, merchantId, record)]);
  return [];
};

const insertSpecialPrices = (tx: Db, merchantId: bigint, { code, specialPrices }: PromotionRecord) =>
  specialPrices.length === 0
    ? []
    : tx.rows(
        statement(INSERT_PRICES, [json(specialPrices.map((price, at) => priceRow(merchantId, code, price, at)))]),
      );

const priceRow = (merchantId: bigint, code: string, price: SpecialPrice, position: number) => ({
  merchant_id: merchantId,
  promotion_code: code,
  position,
  product_code: price.productCode,
  configuration_code: price.configurationCode,
  option_hash: price.optionHash,
  options: price.options,
  prices: price.prices,
});

// Coupons go last: a code that is taken fails here, and no later statement hides that error by its echo. A code that
// stays keeps the order that used it.
const DELETE_COUPONS = `
  DELETE FROM promotion_coupons
  WHERE merchant_id = $1 AND promotion_code = $2 AND NOT coupon_key = ANY ($3::text[])`;
const PUT_COUPONS = `
  INSERT INTO promotion_coupons (merchant_id, promotion_code, coupon_key, code, position, active)
  SELECT $1, $2, c.key, c.code, c.position, $5
  FROM unnest($3::text[], $4::text[]) WITH ORDINALITY AS c (key, code, position)
  ON CONFLICT (merchant_id, promotion_code, coupon_key) DO UPDATE
  SET code = excluded.code, position = excluded.position, active = excluded.active`;

const putCoupons = async (tx: Db, merchantId: bigint, record: PromotionRecord): Promise<never[]> => {
  const keys = record.coupons.map(couponKey);
  await Promise.all([
    tx.rows(statement(DELETE_COUPONS, [merchantId, record.code, keys])),
    tx.rows(statement(PUT_COUPONS, [merchantId, record.code, keys, record.coupons, record.enabled])),
  ]);
  return [];
};

const DELETE_LIMIT = 'DELETE FROM promotion_limits WHERE merchant_id = $1 AND promotion_code = $2';
// A promotion that gets a limit later has counted for orders before.
const PUT_LIMIT = `
  INSERT INTO promotion_limits (merchant_id, promotion_code, maximum_orders, orders_counted)
  SELECT $1, $2, $3, count(*) FROM promotion_uses WHERE merchant_id = $1 AND promotion_code = $2
  ON CONFLICT (merchant_id, promotion_code) DO UPDATE SET maximum_orders = excluded.maximum_orders`;

const putLimit = (tx: Db, merchantId: bigint, record: PromotionRecord): Promise<never[]> => {
  const limit = limitOf(record);
  return tx.rows(
    limit === null
      ? statement(DELETE_LIMIT, [merchantId, record.code])
      : statement(PUT_LIMIT, [merchantId, record.code, limit]),
  );
};

/** With many codes each code is its own limit. */
const limitOf = ({ couponType, maximumOrders }: PromotionRecord): number | null =>
  couponType === 'SINGLE' ? maximumOrders : null;

const rowOf = (merchantId: bigint, record: PromotionRecord) => ({
  merchant_id: merchantId,
  promotion_code: record.code,
  type: record.type,
  name: record.name,
  description: record.description,
  enabled: record.enabled,
  channel_type: record.channelType,
  starts_on: record.startsOn,
  ends_on: record.endsOn,
  maximum_orders: record.maximumOrders,
  maximum_quantity: record.maximumQuantity,
  instant_discount: record.instantDiscount,
  auto_apply: record.autoApply,
  coupon_type: record.couponType,
  discount: record.discount,
  default_currency: record.defaultCurrency,
  price_threshold: record.priceThreshold,
  apply_recurring: record.applyRecurring,
  recurring_charges: record.recurringCharges,
  publish_to_affiliates: record.publishToAffiliates,
  tax_category: record.taxCategory,
  sources: record.sources,
  translations: record.translations,
});
