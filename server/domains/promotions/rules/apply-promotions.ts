import type { CartPromotion } from '../promotion.ts';
import type { PromotedLine, PromotionContext } from './cart.ts';
import { couponKey } from './coupons.ts';
import {
  discountedUnits,
  furtherDiscount,
  isForWholeOrder,
  type LineDiscounts,
  lineDiscounts,
  reachesThreshold,
} from './line-discounts.ts';
import { type Reason, standing, type Unlocked } from './standing.ts';

/** A promotion that counts: what unlocked it, and what it takes off in all, net minor units. */
export type AppliedPromotion = {
  readonly promotion: CartPromotion;
  /** The code as the promotion writes it; null when none was needed. */
  readonly coupon: string | null;
  readonly discountMinor: bigint;
};

export type DiscountedLine = {
  /** Net, for the whole line, at most its net price: what priceCart takes as discountMinor. */
  readonly discountMinor: bigint;
  /** The promotion that takes most off this line, with its part of the discount; null when none does. */
  readonly promotion: AppliedPromotion | null;
};

export type PromotedCart = {
  /** In the order of the lines given. */
  readonly lines: readonly DiscountedLine[];
  /** Each promotion that takes something off, by code: these are to be claimed. */
  readonly promotions: readonly AppliedPromotion[];
  /** Coupons that were entered and do nothing, in the order in which they were entered. */
  readonly ignoredCoupons: readonly { readonly code: string; readonly reason: Reason }[];
};

type Offer = Unlocked & { readonly promotion: CartPromotion };
/** What one promotion takes off the lines. */
type Part = Offer & { readonly discounts: LineDiscounts };

/**
 * Which promotions count for a cart. Kinds exclude each other: either promotions of products, of which each line takes
 * the one that gives it most, or one GLOBAL promotion, or one promotion with a threshold; the cheapest cart wins.
 * CUMULATIVE ones add to it, one after the other by code, each from what is left. So one more promotion never makes a cart
 * dearer, and the order of the lines does not matter.
 */
export const applyPromotions = (
  lines: readonly PromotedLine[],
  promotions: readonly CartPromotion[],
  context: PromotionContext,
): PromotedCart => {
  const entered = new Set(context.coupons.map(couponKey));
  const offers: Offer[] = [];
  for (const promotion of [...promotions].sort(byCode)) {
    const found = standing(promotion, context, entered);
    if (typeof found === 'object') offers.push({ promotion, coupon: found.coupon });
  }
  const added = offers.filter(isCumulative);
  const candidates = alternatives(
    lines,
    offers.filter((offer) => !isCumulative(offer)),
    context,
  );
  const [best = []] = candidates
    .map((before) => {
      const parts = [...before, ...furtherParts(lines, before, added, context)];
      return { parts, total: totalOf(parts) };
    })
    .sort((a, b) => compare(b.total, a.total))
    .map(({ parts }) => parts);
  const parts = best.filter((part) => totalOf([part]) > 0n);
  return {
    lines: lines.map((_, index) => discountedLine(parts, index)),
    promotions: parts.map(appliedBy(totalOfPart)).sort((a, b) => byCode(a.promotion, b.promotion)),
    ignoredCoupons: ignored(lines, promotions, parts, context),
  };
};

const isCumulative = ({ promotion }: Offer): boolean => promotion.type === 'CUMULATIVE';

/** The ways to discount a cart before cumulative promotions; the first of equal ones wins. */
const alternatives = (
  lines: readonly PromotedLine[],
  offers: readonly Offer[],
  context: PromotionContext,
): readonly (readonly Part[])[] => {
  const parts = offers.map(({ promotion, coupon }) => ({
    promotion,
    coupon,
    discounts: lineDiscounts(promotion, lines, context),
  }));
  const ofProducts = parts.filter(({ promotion }) => !isForWholeOrder(promotion));
  const ofOrders = parts.filter(({ promotion }) => isForWholeOrder(promotion));
  return [bestByLine(lines, ofProducts), ...ofOrders.map((part) => [part])];
};

/** The parts with nothing but the lines on which they give most. */
const bestByLine = (lines: readonly PromotedLine[], parts: readonly Part[]): readonly Part[] => {
  const winners = lines.map((_, index) =>
    parts.reduce<Part | undefined>(
      (best, part) => (at(part, index) > (best ? at(best, index) : 0n) ? part : best),
      undefined,
    ),
  );
  return parts.map((part) => ({
    promotion: part.promotion,
    coupon: part.coupon,
    discounts: winners.map((winner, index) => (winner === part ? at(part, index) : 0n)),
  }));
};

const furtherParts = (
  lines: readonly PromotedLine[],
  before: readonly Part[],
  added: readonly Offer[],
  context: PromotionContext,
): readonly Part[] => {
  const remaining = lines.map(({ netMinor }, index) => netMinor - totalAt(before, index));
  return added
    .filter(({ promotion }) => reachesThreshold(promotion, lines, context))
    .map((offer) => {
      const units = discountedUnits(offer.promotion, lines);
      const discounts = lines.map((line, index) => {
        const left = remaining[index] ?? 0n;
        const discount = furtherDiscount(offer.promotion, line, units[index] ?? 0n, left, context);
        remaining[index] = left - discount;
        return discount;
      });
      return { promotion: offer.promotion, coupon: offer.coupon, discounts };
    });
};

const discountedLine = (parts: readonly Part[], index: number): DiscountedLine => {
  const most = parts.reduce<Part | undefined>(
    (best, part) => (at(part, index) > (best ? at(best, index) : 0n) ? part : best),
    undefined,
  );
  return {
    discountMinor: totalAt(parts, index),
    promotion: most === undefined ? null : appliedBy((part) => at(part, index))(most),
  };
};

const appliedBy =
  (discountOf: (part: Part) => bigint) =>
  (part: Part): AppliedPromotion => ({
    promotion: part.promotion,
    coupon: part.coupon,
    discountMinor: discountOf(part),
  });

const ignored = (
  lines: readonly PromotedLine[],
  promotions: readonly CartPromotion[],
  parts: readonly Part[],
  context: PromotionContext,
): PromotedCart['ignoredCoupons'] => {
  const used = new Set(parts.flatMap(({ coupon }) => (coupon === null ? [] : [couponKey(coupon)])));
  const entered = new Map([...context.coupons].reverse().map((code) => [couponKey(code), code]));
  return [...entered]
    .reverse()
    .filter(([key]) => key !== '' && !used.has(key))
    .map(([key, code]) => ({ code, reason: reasonOf(key, lines, promotions, context) }));
};

const reasonOf = (
  key: string,
  lines: readonly PromotedLine[],
  promotions: readonly CartPromotion[],
  context: PromotionContext,
): Reason => {
  const promotion = promotions.find(({ coupons }) => coupons.some((coupon) => coupon.key === key));
  if (promotion === undefined) return 'UNKNOWN';
  const alone = standing(promotion, { ...context, coupons: [key] });
  if (alone === undefined || typeof alone === 'string') return alone ?? 'UNKNOWN';
  if (promotion.coupons.some((coupon) => coupon.key === key && coupon.usedUp)) return 'USED_UP';
  const gives = isCumulative({ promotion, ...alone })
    ? reachesThreshold(promotion, lines, context) && discountedUnits(promotion, lines).some((units) => units > 0n)
    : lineDiscounts(promotion, lines, context).some((discount) => discount > 0n);
  return gives ? 'OUTBID' : 'NO_DISCOUNT';
};

const at = ({ discounts }: Part, index: number): bigint => discounts[index] ?? 0n;
const totalAt = (parts: readonly Part[], index: number): bigint =>
  parts.reduce((sum, part) => sum + at(part, index), 0n);
const totalOfPart = ({ discounts }: Part): bigint => discounts.reduce((sum, discount) => sum + discount, 0n);
const totalOf = (parts: readonly Part[]): bigint => parts.reduce((sum, part) => sum + totalOfPart(part), 0n);

const byCode = (a: CartPromotion, b: CartPromotion): number => {
  if (a.code === b.code) return 0;
  return a.code < b.code ? -1 : 1;
};

const compare = (a: bigint, b: bigint): number => {
  if (a === b) return 0;
  return a < b ? -1 : 1;
};
