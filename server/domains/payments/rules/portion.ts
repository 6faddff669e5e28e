import { mulDiv } from '../../../kit/money.ts';

/** Money of a sale in minor units, in its parts: the whole is net plus tax. */
export type Portion = { readonly netMinor: bigint; readonly vatMinor: bigint };

/**
 * How money that goes back divides into net and tax, after `gone` went back before, at most what is left of it. The parts
 * follow those of the sale, rounded over the running total, so that what returns everything returns exactly the net and
 * the tax that were booked, in however many steps and in whatever order they end. All amounts are minor units of one
 * currency; something must have been collected.
 */
export const portionOf = (collected: Portion, gone: Portion, amountMinor: bigint): Portion => {
  const total = collected.netMinor + collected.vatMinor;
  const running = gone.netMinor + gone.vatMinor + amountMinor;
  const wanted = mulDiv(collected.netMinor, running, total) - gone.netMinor;
  // What went back before may not have been rounded in this order: neither part is ever more than what is left of it.
  const least = larger(0n, amountMinor - (collected.vatMinor - gone.vatMinor));
  const most = smaller(amountMinor, collected.netMinor - gone.netMinor);
  const netMinor = larger(least, smaller(most, wanted));
  return { netMinor, vatMinor: amountMinor - netMinor };
};

/** What the operator gives back of its fee when a part of what was collected goes back, after `gone` of it went before. */
export const feePortionOf = (
  feeMinor: bigint,
  collectedMinor: bigint,
  gone: { readonly amountMinor: bigint; readonly feeMinor: bigint },
  amountMinor: bigint,
): bigint => {
  const feeOf = (returned: bigint): bigint => mulDiv(feeMinor, returned, collectedMinor);
  const portion = feeOf(gone.amountMinor + amountMinor) - feeOf(gone.amountMinor);
  return smaller(portion, feeMinor - gone.feeMinor);
};

const larger = (a: bigint, b: bigint): bigint => (a > b ? a : b);
const smaller = (a: bigint, b: bigint): bigint => (a < b ? a : b);
