import { type Db, statement } from '../../db/database.ts';
import {
  effectOf,
  pricingOf,
  schemeOf,
  type UpgradeProduct,
  type UpgradeTerms,
  upgradeTypeOf,
} from './rules/upgrade-schema.ts';

/** A product to which a subscription can be upgraded, with the terms. */
export type UpgradeTarget = {
  readonly productId: bigint;
  readonly code: string;
  readonly name: string;
  readonly terms: UpgradeTerms;
};

/** The upgrade schema of a product. */
export type UpgradeSchemaRecord = {
  readonly terms: UpgradeTerms;
  /** Codes of the products from which an upgrade is allowed, in the merchant's order. */
  readonly fromCodes: readonly string[];
};

type TermsRow = Pick<
  UpgradeTerms,
  'optionPriceOperator' | 'optionPricePercentage' | 'useCatalogPricing' | 'ignoreGracePeriod'
> & { readonly pricingScheme: number; readonly subscriptionEffect: number };

const TERMS = `
  s.pricing_scheme AS "pricingScheme", s.option_price_operator AS "optionPriceOperator",
  s.option_price_percentage AS "optionPricePercentage", s.use_catalog_pricing AS "useCatalogPricing",
  s.ignore_grace_period AS "ignoreGracePeriod", s.subscription_effect AS "subscriptionEffect"`;

const termsOf = (row: TermsRow): UpgradeTerms => ({
  pricing: pricingOf(row.pricingScheme),
  optionPriceOperator: row.optionPriceOperator,
  optionPricePercentage: row.optionPricePercentage,
  useCatalogPricing: row.useCatalogPricing,
  ignoreGracePeriod: row.ignoreGracePeriod,
  effect: effectOf(row.subscriptionEffect),
});

const PRODUCTS = `
  SELECT product_id AS "productId", code, generates_subscription AND cycle_length IS NOT NULL AS renews
  FROM products WHERE merchant_id = $1 AND code = ANY ($2::text[])`;

/** What an upgrade schema has to know of products, in no particular order. */
export const listUpgradeProducts = (db: Db, merchantId: bigint, codes: readonly string[]): Promise<UpgradeProduct[]> =>
  db.rows<UpgradeProduct>(statement(PRODUCTS, [merchantId, codes]));

const PUT = `
  INSERT INTO product_upgrade_schemas (
    merchant_id, product_id, pricing_scheme, option_price_operator, option_price_percentage, use_catalog_pricing,
    ignore_grace_period, subscription_effect, updated_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
  ON CONFLICT (merchant_id, product_id) DO UPDATE SET
    pricing_scheme = excluded.pricing_scheme, option_price_operator = excluded.option_price_operator,
    option_price_percentage = excluded.option_price_percentage, use_catalog_pricing = excluded.use_catalog_pricing,
    ignore_grace_period = excluded.ignore_grace_period, subscription_effect = excluded.subscription_effect,
    updated_at = excluded.updated_at`;

const CLEAR_SOURCES = 'DELETE FROM product_upgrade_sources WHERE merchant_id = $1 AND product_id = $2';

const PUT_SOURCES = `
  INSERT INTO product_upgrade_sources (merchant_id, product_id, from_product_id, position)
  SELECT $1, $2, from_product_id, position
  FROM unnest($3::bigint[]) WITH ORDINALITY AS r (from_product_id, position)`;

/** Puts the upgrade schema of a product in the place of the one it had; `tx` must be a transaction. */
export const putUpgradeSchema = async (
  tx: Db,
  merchantId: bigint,
  productId: bigint,
  terms: UpgradeTerms,
  fromProductIds: readonly bigint[],
  at: Date,
): Promise<void> => {
  const values = [
    merchantId,
    productId,
    schemeOf(terms.pricing),
    terms.optionPriceOperator,
    terms.optionPricePercentage,
    terms.useCatalogPricing,
    terms.ignoreGracePeriod,
    upgradeTypeOf(terms.effect),
    at,
  ];
  // The first statement locks the schema, so that two clients do not mix their sources.
  await Promise.all([
    tx.rows(statement(PUT, values)),
    tx.rows(statement(CLEAR_SOURCES, [merchantId, productId])),
    tx.rows(statement(PUT_SOURCES, [merchantId, productId, fromProductIds])),
  ]);
};

const BY_PRODUCT = `
  SELECT s.product_id IS NOT NULL AS "hasSchema", ${TERMS},
    ARRAY(
      SELECT f.code FROM product_upgrade_sources u
      JOIN products f ON f.merchant_id = u.merchant_id AND f.product_id = u.from_product_id
      WHERE u.merchant_id = s.merchant_id AND u.product_id = s.product_id
      ORDER BY u.position) AS "fromCodes"
  FROM products p
  LEFT JOIN product_upgrade_schemas s ON s.merchant_id = p.merchant_id AND s.product_id = p.product_id
  WHERE p.merchant_id = $1 AND p.code = $2`;

/** The upgrade schema of a product: null when it has none, undefined when there is no such product. */
export const findUpgradeSchema = async (
  db: Db,
  merchantId: bigint,
  productCode: string,
): Promise<UpgradeSchemaRecord | null | undefined> => {
  type Row = TermsRow & { readonly hasSchema: boolean; readonly fromCodes: readonly string[] };
  const row = await db.row<Row>(statement(BY_PRODUCT, [merchantId, productCode]));
  return row && (row.hasSchema ? { terms: termsOf(row), fromCodes: row.fromCodes } : null);
};

const TARGETS = `
  SELECT p.product_id AS "productId", p.code, p.name, ${TERMS}
  FROM product_upgrade_sources u
  JOIN product_upgrade_schemas s ON s.merchant_id = u.merchant_id AND s.product_id = u.product_id
  JOIN products p ON p.merchant_id = u.merchant_id AND p.product_id = u.product_id
  WHERE u.merchant_id = $1 AND u.from_product_id = $2 AND p.enabled
  ORDER BY p.product_id
  LIMIT 200`;

/** The enabled products to which a subscription of a product can be upgraded, the first 200. */
export const listUpgradeTargets = async (
  db: Db,
  merchantId: bigint,
  fromProductId: bigint,
): Promise<UpgradeTarget[]> => {
  type Row = TermsRow & Omit<UpgradeTarget, 'terms'>;
  const rows = await db.rows<Row>(statement(TARGETS, [merchantId, fromProductId]));
  return rows.map((row) => ({ productId: row.productId, code: row.code, name: row.name, terms: termsOf(row) }));
};
