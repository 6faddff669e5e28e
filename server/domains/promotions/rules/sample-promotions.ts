import type { CartPromotion } from '../promotion.ts';
import type { PromotedLine, PromotionContext } from './cart.ts';
import { couponKey } from './coupons.ts';

/** A regular promotion that counts without a coupon: ten percent off PLAN, unless told otherwise. */
export const promotion = (more: Partial<CartPromotion> = {}): CartPromotion => ({
  code: 'AAAAAAAAAA',
  type: 'REGULAR',
  name: 'Ten percent',
  description: '',
  enabled: true,
  channelType: 'ALL',
  startsOn: null,
  endsOn: null,
  maximumOrders: null,
  maximumQuantity: null,
  instantDiscount: true,
  autoApply: false,
  couponType: 'SINGLE',
  discount: percent(10),
  defaultCurrency: null,
  priceThreshold: null,
  applyRecurring: 'NONE',
  recurringCharges: null,
  publishToAffiliates: false,
  taxCategory: null,
  sources: [],
  namesProducts: true,
  products: [product('PLAN')],
  specialPrices: [],
  coupons: [coupon('ten')],
  usedUp: false,
  ...more,
});

export const product = (productCode: string, configurationCode: string | null = null, optionCodes: string[] = []) => ({
  productCode,
  configurationCode,
  optionCodes,
});

export const coupon = (code: string, usedUp = false) => ({ key: couponKey(code), code, usedUp });

export const percent = (percentage: number) => ({ type: 'PERCENT', ratePpm: BigInt(percentage) * 10_000n }) as const;

export const fixed = (amountMinor: bigint, currency = 'EUR') =>
  ({ type: 'FIXED', defaultCurrency: currency, values: [{ currency, amountMinor }] }) as const;

export const line = (quantity: number, unitNetMinor: bigint, more: Partial<PromotedLine> = {}): PromotedLine => ({
  productCode: 'PLAN',
  configurationCode: 'LIST',
  optionCodes: [],
  quantity,
  unitNetMinor,
  netMinor: unitNetMinor * BigInt(quantity),
  ...more,
});

export const context = (more: Partial<PromotionContext> = {}): PromotionContext => ({
  currency: 'EUR',
  on: '2026-03-01',
  channel: 'ECOMMERCE',
  coupons: [],
  ...more,
});
