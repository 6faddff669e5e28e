import type { Method } from '../method.ts';
import { addPromotion } from './methods/add-promotion.ts';
import { addPromotionCoupon } from './methods/add-promotion-coupon.ts';
import { addPromotionProducts } from './methods/add-promotion-products.ts';
import { addPromotionSources } from './methods/add-promotion-sources.ts';
import { addPromotionTranslations } from './methods/add-promotion-translations.ts';
import { deletePromotionCoupon } from './methods/delete-promotion-coupon.ts';
import { deletePromotionProducts } from './methods/delete-promotion-products.ts';
import { deletePromotionSources } from './methods/delete-promotion-sources.ts';
import { deletePromotionTranslations } from './methods/delete-promotion-translations.ts';
import { getPriceMatrix } from './methods/get-price-matrix.ts';
import { getPromotion } from './methods/get-promotion.ts';
import { searchPromotions } from './methods/search-promotions.ts';
import { setPromotionDiscount } from './methods/set-promotion-discount.ts';
import { updatePromotion } from './methods/update-promotion.ts';
import { updatePromotionCoupon } from './methods/update-promotion-coupon.ts';

export { type ItemPromotionAnswer, promotionOfLine, promotionsOfOrder } from './answer.ts';
export {
  type CartQuestion,
  type Claim,
  claimPromotions,
  claimsOf,
  findPromotionsForCart,
  listRecurringPromotions,
  releasePromotions,
  type UsedPromotion,
} from './cart-store.ts';
export { ItemPromotion } from './objects.ts';
export type { CartPromotion, PromotionType } from './promotion.ts';
export {
  type AppliedPromotion,
  applyPromotions,
  type DiscountedLine,
  type PromotedCart,
} from './rules/apply-promotions.ts';
export type { PromotedLine, PromotionContext } from './rules/cart.ts';
export { goesOnToRenewal, keptPromise } from './rules/renewals.ts';
export type { Reason } from './rules/standing.ts';

export const methods: readonly Method[] = [
  addPromotion,
  addPromotionCoupon,
  addPromotionProducts,
  addPromotionSources,
  addPromotionTranslations,
  deletePromotionCoupon,
  deletePromotionProducts,
  deletePromotionSources,
  deletePromotionTranslations,
  getPriceMatrix,
  getPromotion,
  searchPromotions,
  setPromotionDiscount,
  updatePromotion,
  updatePromotionCoupon,
];
