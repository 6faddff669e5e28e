/** What a dynamic line is. Only products and taxes can recur. */
export const PURCHASE_TYPES = ['PRODUCT', 'SHIPPING', 'COUPON', 'TAX'] as const;

export type PurchaseType = (typeof PURCHASE_TYPES)[number];
