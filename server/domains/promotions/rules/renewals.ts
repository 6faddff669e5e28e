import type { CartPromotion, PromotionFacts } from '../promotion.ts';

/**
 * Whether a promotion of the first purchase goes on to a renewal: `renewalNumber` counts the renewals of the
 * subscription from 1. Where it does, it goes before configured renewal prices.
 */
export const goesOnToRenewal = (
  { applyRecurring, recurringCharges }: Pick<PromotionFacts, 'applyRecurring' | 'recurringCharges'>,
  renewalNumber: number,
): boolean => applyRecurring === 'ALL' || (applyRecurring === 'CUSTOM' && renewalNumber <= (recurringCharges ?? 0));

/**
 * A promotion of the first purchase as it counts for a renewal: what was asked of that order, and until when, was asked
 * then, and the promise made with it is kept.
 */
export const keptPromise = (promotion: CartPromotion): CartPromotion => ({
  ...promotion,
  startsOn: null,
  endsOn: null,
  channelType: 'ALL',
  sources: [],
  priceThreshold: null,
  instantDiscount: true,
  usedUp: false,
});
