import { type Db, json, statement } from '../../db/database.ts';
import type { CartPromotion } from './promotion.ts';
import type { AppliedPromotion } from './rules/apply-promotions.ts';
import { couponKey } from './rules/coupons.ts';
import { FACTS, factsOf, PRODUCT, SPECIAL_PRICE, type Stored } from './store.ts';

/** More automatic promotions at a time than a shop can explain to anybody; the oldest count. */
const MOST_AUTOMATIC = 200;
const MOST_COUPONS = 50;

// Both branches go by an index: one by the coupon codes, one by the promotions that need none. What they ask of products
// are values and not EXISTS, and what was found is an array and not a join, because both could be planned as one scan of
// the products or promotions of the whole shop.
const FOR_CART = `
  WITH found AS (
    SELECT k.promotion_code AS code FROM promotion_coupons k
    WHERE k.merchant_id = $1 AND k.active AND k.coupon_key = ANY ($2::text[])
    UNION
    (
      SELECT p.promotion_code FROM promotions p
      WHERE p.merchant_id = $1 AND p.enabled
        AND (p.instant_discount OR (p.auto_apply AND p.coupon_type = 'SINGLE'))
        AND (p.starts_on IS NULL OR p.starts_on <= $4::date) AND (p.ends_on IS NULL OR p.ends_on >= $4::date)
        AND p.channel_type IN ($5, 'ALL')
        AND (
          coalesce((
            SELECT bool_or(r.product_code = ANY ($3::text[])) FROM promotion_products r
            WHERE r.merchant_id = $1 AND r.promotion_code = p.promotion_code), p.type IN ('GLOBAL', 'CUMULATIVE'))
          OR (
            SELECT true FROM promotion_prices s
            WHERE s.merchant_id = $1 AND s.promotion_code = p.promotion_code AND s.product_code = ANY ($3::text[])
            LIMIT 1))
      ORDER BY p.created_at, p.promotion_code LIMIT $6
    )
  )
  SELECT
    ${FACTS},
    coalesce((
      SELECT true FROM promotion_products r
      WHERE r.merchant_id = $1 AND r.promotion_code = p.promotion_code LIMIT 1), false) AS "namesProducts",
    coalesce((
      SELECT l.orders_counted >= l.maximum_orders FROM promotion_limits l
      WHERE l.merchant_id = $1 AND l.promotion_code = p.promotion_code), false) AS "usedUp",
    CASE p.coupon_type
      WHEN 'SINGLE' THEN (
        SELECT json_agg(json_build_object('key', k.coupon_key, 'code', k.code, 'usedUp', false))
        FROM promotion_coupons k WHERE k.merchant_id = $1 AND k.promotion_code = p.promotion_code)
      ELSE coalesce((
        SELECT json_agg(
          json_build_object('key', k.coupon_key, 'code', k.code, 'usedUp', k.used_by IS NOT NULL) ORDER BY k.position)
        FROM promotion_coupons k
        WHERE k.merchant_id = $1 AND k.promotion_code = p.promotion_code AND k.coupon_key = ANY ($2::text[])),
        '[]'::json)
    END AS coupons,
    coalesce((
      SELECT json_agg(${PRODUCT} ORDER BY r.position) FROM promotion_products r
      WHERE r.merchant_id = $1 AND r.promotion_code = p.promotion_code AND r.product_code = ANY ($3::text[])),
      '[]'::json) AS products,
    coalesce((
      SELECT json_agg(${SPECIAL_PRICE} ORDER BY s.position) FROM promotion_prices s
      WHERE s.merchant_id = $1 AND s.promotion_code = p.promotion_code AND s.product_code = ANY ($3::text[])),
      '[]'::json) AS "specialPrices"
  FROM promotions p
  WHERE p.merchant_id = $1 AND p.promotion_code = ANY (ARRAY(SELECT f.code FROM found f))
  ORDER BY p.promotion_code`;

export type CartQuestion = {
  readonly productCodes: readonly string[];
  /** As the shopper entered them; beyond fifty they are not looked up. */
  readonly coupons: readonly string[];
  readonly channel: 'ECOMMERCE' | 'CHANNEL_MANAGER';
  /** The day of the order in the account's time zone, YYYY-MM-DD. */
  readonly on: string;
};

/**
 * What applyPromotions needs for a cart, by one statement: the promotions of the coupons that were entered, whatever
 * keeps them from counting, and those that count without a coupon.
 */
export const findPromotionsForCart = async (
  db: Db,
  merchantId: bigint,
  { productCodes, coupons, channel, on }: CartQuestion,
): Promise<readonly CartPromotion[]> => {
  const keys = [...new Set(coupons.map(couponKey))].slice(0, MOST_COUPONS);
  const values = [merchantId, keys, productCodes, on, channel, MOST_AUTOMATIC];
  return (await db.rows<Stored<CartPromotion>>(statement(FOR_CART, values))).map(factsOf);
};

// As in FOR_CART, values and not joins where a join could be planned as a scan.
const OF_ORDERS = `
  SELECT
    u.ref_no AS "refNo", ${FACTS}, false AS "usedUp", '[]'::json AS coupons,
    coalesce((
      SELECT true FROM promotion_products r
      WHERE r.merchant_id = $1 AND r.promotion_code = p.promotion_code LIMIT 1), false) AS "namesProducts",
    coalesce((
      SELECT json_agg(${PRODUCT} ORDER BY r.position) FROM promotion_products r
      WHERE r.merchant_id = $1 AND r.promotion_code = p.promotion_code AND r.product_code = ANY ($3::text[])),
      '[]'::json) AS products,
    coalesce((
      SELECT json_agg(${SPECIAL_PRICE} ORDER BY s.position) FROM promotion_prices s
      WHERE s.merchant_id = $1 AND s.promotion_code = p.promotion_code AND s.product_code = ANY ($3::text[])),
      '[]'::json) AS "specialPrices"
  FROM promotion_uses u
  JOIN promotions p ON p.merchant_id = u.merchant_id AND p.promotion_code = u.promotion_code
  WHERE u.merchant_id = $1 AND u.ref_no = ANY ($2::bigint[]) AND p.enabled AND p.apply_recurring <> 'NONE'
  ORDER BY p.promotion_code`;

/** A promotion that counted for an order, as far as it concerns some products. */
export type UsedPromotion = CartPromotion & { readonly refNo: bigint };

/** The promotions that counted for orders and go on to the renewals of what they sold; one statement for all of them. */
export const listRecurringPromotions = async (
  db: Db,
  merchantId: bigint,
  refNos: readonly bigint[],
  productCodes: readonly string[],
): Promise<readonly UsedPromotion[]> => {
  const rows = await db.rows<Stored<CartPromotion> & { readonly refNo: bigint }>(
    statement(OF_ORDERS, [merchantId, refNos, productCodes]),
  );
  return rows.map(factsOf);
};

/** What the SQL function claim_promotions takes: which promotions an order uses, and by which coupons. */
export type Claim = { readonly promotionCode: string; readonly couponKey: string | null };

export const claimsOf = (applied: readonly AppliedPromotion[]): readonly Claim[] =>
  applied.map(({ promotion, coupon }) => ({
    promotionCode: promotion.code,
    couponKey: coupon === null ? null : couponKey(coupon),
  }));

/**
 * Counts an order as a use of promotions, all or none. Answers the code of a promotion that can no longer be used, or
 * null when all were claimed. An order that claims again keeps what it has.
 */
export const claimPromotions = async (
  db: Db,
  merchantId: bigint,
  refNo: bigint,
  claims: readonly Claim[],
): Promise<string | null> => {
  if (claims.length === 0) return null;
  const row = await db.row<{ refused: string | null }>(
    statement('SELECT claim_promotions($1, $2, $3) AS refused', [merchantId, refNo, json(claims)]),
  );
  return row?.refused ?? null;
};

/** Takes back what an order claimed, when it ends unpaid; harmless when it claimed nothing. */
export const releasePromotions = async (db: Db, merchantId: bigint, refNo: bigint): Promise<void> => {
  await db.rows(statement('SELECT release_promotions($1, $2)', [merchantId, refNo]));
};
