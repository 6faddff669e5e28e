import type { CartPromotion } from '../promotion.ts';
import type { PromotionContext } from './cart.ts';
import { couponKey } from './coupons.ts';

/** Why a promotion, and so its coupon, does not count. */
export type Reason =
  /** No promotion that is enabled has the code. */
  | 'UNKNOWN'
  | 'NOT_YET'
  | 'ENDED'
  | 'USED_UP'
  /** It is for another channel, for other sources, or for renewals. */
  | 'NOT_FOR_THIS_ORDER'
  /** It takes nothing off these products, or the order is too small. */
  | 'NO_DISCOUNT'
  /** Another promotion gives more. */
  | 'OUTBID';

/** The coupon that unlocks it; null when none is needed. */
export type Unlocked = { readonly coupon: string | null };

/**
 * Whether a promotion may count before its discount is looked at: what unlocks it, why it does not count, or
 * undefined when it needs a coupon that was not entered. A coupon that was entered goes before the promotion's own
 * readiness to count without, so that the code of the shopper is the one that is used.
 */
export const standing = (
  promotion: CartPromotion,
  context: PromotionContext,
  entered: ReadonlySet<string> = new Set(context.coupons.map(couponKey)),
): Unlocked | Reason | undefined => {
  const unlocked = unlockedBy(promotion, entered);
  if (unlocked === undefined) return undefined;
  const { startsOn, endsOn } = promotion;
  if (!promotion.enabled) return 'UNKNOWN';
  if (startsOn !== null && context.on < startsOn) return 'NOT_YET';
  if (endsOn !== null && context.on > endsOn) return 'ENDED';
  if (!isForOrder(promotion, context)) return 'NOT_FOR_THIS_ORDER';
  return promotion.usedUp ? 'USED_UP' : unlocked;
};

const unlockedBy = (promotion: CartPromotion, entered: ReadonlySet<string>): Unlocked | 'USED_UP' | undefined => {
  const own = promotion.coupons.filter(({ key }) => entered.has(key));
  const usable = own.find(({ usedUp }) => !usedUp);
  if (usable !== undefined) return { coupon: usable.code };
  if (promotion.instantDiscount) return { coupon: null };
  const [single] = promotion.coupons;
  if (promotion.autoApply && promotion.couponType === 'SINGLE' && single !== undefined) return { coupon: single.code };
  return own.length > 0 ? 'USED_UP' : undefined;
};

const isForOrder = (promotion: CartPromotion, context: PromotionContext): boolean =>
  (promotion.channelType === 'ALL' || promotion.channelType === context.channel) &&
  (promotion.sources.length === 0 || promotion.sources.includes(context.source?.trim() ?? '')) &&
  (promotion.type === 'RENEWAL') === (context.kind === 'RENEWAL');
