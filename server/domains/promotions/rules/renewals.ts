import type { PromotionFacts } from '../promotion.ts';

/**
 * Whether a promotion of the first purchase goes on to a renewal: `renewalNumber` counts the renewals of the
 * subscription from 1. Where it does, it goes before configured renewal prices.
 */
export const goesOnToRenewal = (
  { applyRecurring, recurringCharges }: Pick<PromotionFacts, 'applyRecurring' | 'recurringCharges'>,
  renewalNumber: number,
): boolean => applyRecurring === 'ALL' || (applyRecurring === 'CUSTOM' && renewalNumber <= (recurringCharges ?? 0));
