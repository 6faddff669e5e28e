import { refuse } from '../../../api/errors.ts';
import { PROMOTION_COUPON_INVALID } from '../errors.ts';
import type { SentCoupon } from '../objects.ts';
import type { CouponType } from '../promotion.ts';

/** The coupon or coupons of a promotion, each code once, as they were written. */
export type Coupons = { readonly type: CouponType; readonly codes: readonly string[] };

/** A code as it is compared: without regard to letter case, to spaces around it and to how accents are composed. */
export const couponKey = (code: string): string => code.trim().normalize('NFC').toLowerCase();

/**
 * Reads a coupon as clients send it. A type that is missing follows from whether Code or Codes was sent. Refuses
 * PROMOTION_COUPON_INVALID when there is no code, or a code is not of 1 to 255 characters.
 */
export const couponsOf = (sent: SentCoupon): Coupons => {
  const type: CouponType =
    (sent.Type ?? (sent.Codes?.length ? 'MULTIPLE' : 'SINGLE')) === 'SINGLE' ? 'SINGLE' : 'MULTIPLE';
  const given = type === 'SINGLE' ? [sent.Code ?? sent.Codes?.[0] ?? ''] : codesOf(sent);
  const codes = distinct(given.map((code) => code.trim()));
  if (codes.length === 0) refuse(PROMOTION_COUPON_INVALID, 'Coupon has no codes.');
  if (codes.some((code) => code === '')) refuse(PROMOTION_COUPON_INVALID, 'A coupon code is of 1 to 255 characters.');
  return { type, codes };
};

const codesOf = ({ Code, Codes }: SentCoupon): readonly string[] => Codes ?? (Code ? [Code] : []);

/** The codes without repetitions, the first spelling of each. */
export const distinct = (codes: readonly string[]): readonly string[] => {
  const byKey = new Map<string, string>();
  for (const code of codes) if (!byKey.has(couponKey(code))) byKey.set(couponKey(code), code);
  return [...byKey.values()];
};
