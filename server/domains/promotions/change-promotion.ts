import { refuse } from '../../api/errors.ts';
import { type Db, isUniqueViolation } from '../../db/database.ts';
import { findProductsForSale } from '../catalog/index.ts';
import type { Call } from '../method.ts';
import {
  PROMOTION_COUPON_INVALID,
  PROMOTION_COUPON_TAKEN,
  PROMOTION_NOT_FOUND,
  PROMOTION_PRODUCT_INVALID,
} from './errors.ts';
import { MAX_COUPONS } from './objects.ts';
import type { PromotionRecord } from './promotion.ts';
import { insertPromotion, lockPromotion, replacePromotion } from './store.ts';

type Wanted = { readonly productCode: string; readonly configurationCode: string | null };

/** Adds a promotion; refuses products that there are not, and coupon codes of other enabled promotions. */
export const addNewPromotion = async ({ db, merchant, now }: Call, record: PromotionRecord): Promise<void> => {
  await checkProducts(db, merchant.id, wantedBy(record));
  await orTaken(insertPromotion(db, merchant.id, record, now));
};

/** Changes a promotion while nobody else can; answers what it has become. Refuses PROMOTION_NOT_FOUND first. */
export const changePromotion = async (
  { db, merchant, now }: Call,
  code: string,
  change: (known: PromotionRecord) => PromotionRecord,
): Promise<PromotionRecord> => {
  const known = (await lockPromotion(db, merchant.id, codeOf(code))) ?? refuse(PROMOTION_NOT_FOUND);
  const changed = change(known);
  if (changed.coupons.length > MAX_COUPONS) {
    refuse(PROMOTION_COUPON_INVALID, `A promotion has at most ${MAX_COUPONS} coupon codes.`);
  }
  const before = new Set(wantedBy(known).map((one) => JSON.stringify(one)));
  await checkProducts(
    db,
    merchant.id,
    wantedBy(changed).filter((one) => !before.has(JSON.stringify(one))),
  );
  await orTaken(replacePromotion(db, merchant.id, known, changed, now));
  return changed;
};

/** Codes are hex digits in upper case; people also type them in lower case. */
export const codeOf = (sent: string): string => sent.trim().toUpperCase();

const wantedBy = ({ products, specialPrices }: PromotionRecord): readonly Wanted[] =>
  [...products, ...specialPrices].map(({ productCode, configurationCode }) => ({ productCode, configurationCode }));

const checkProducts = async (db: Db, merchantId: bigint, wanted: readonly Wanted[]): Promise<void> => {
  if (wanted.length === 0) return;
  const found = await findProductsForSale(db, merchantId, [...new Set(wanted.map(({ productCode }) => productCode))]);
  const byCode = new Map(found.map((product) => [product.code, product]));
  for (const { productCode, configurationCode } of wanted) {
    const product = byCode.get(productCode);
    if (product === undefined) refuse(PROMOTION_PRODUCT_INVALID, `There is no product with the code ${productCode}.`);
    const known = product?.configurations.some(({ code }) => code === configurationCode);
    if (configurationCode !== null && known !== true) {
      refuse(PROMOTION_PRODUCT_INVALID, `The product ${productCode} has no price list ${configurationCode}.`);
    }
  }
};

const orTaken = async (work: Promise<void>): Promise<void> => {
  try {
    await work;
  } catch (error) {
    if (isUniqueViolation(error, 'promotion_coupons_active')) refuse(PROMOTION_COUPON_TAKEN);
    throw error;
  }
};
