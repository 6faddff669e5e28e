import { combinationKey } from './option-combination.ts';
import type { Price } from './types.ts';

type Interval = Pick<Price, 'kind' | 'currency' | 'minQuantity' | 'maxQuantity' | 'optionCodes'>;

export type IntervalProblem =
  | { readonly problem: 'BAD_LIMITS'; readonly price: Interval }
  | { readonly problem: 'OVERLAP'; readonly price: Interval; readonly with: Interval };

/**
 * Faults in the quantity intervals of a price list: limits that are not whole numbers of 1 <= min <= max, and intervals of
 * the same kind, currency and combination of options that share a quantity. Gaps are no fault: quantities in them
 * cannot be bought.
 */
export function checkIntervals(prices: readonly Interval[]): IntervalProblem[] {
  const bad = prices.filter((price) => !hasGoodLimits(price));
  const overlaps = groupedByUse(prices.filter(hasGoodLimits)).flatMap(overlapsIn);
  return [...bad.map((price) => ({ problem: 'BAD_LIMITS' as const, price })), ...overlaps];
}

function hasGoodLimits({ minQuantity, maxQuantity }: Interval): boolean {
  return (
    Number.isSafeInteger(minQuantity) &&
    Number.isSafeInteger(maxQuantity) &&
    minQuantity >= 1 &&
    minQuantity <= maxQuantity
  );
}

function groupedByUse(prices: readonly Interval[]): Interval[][] {
  const groups = new Map<string, Interval[]>();
  for (const price of prices) {
    const key = JSON.stringify([price.kind, price.currency, combinationKey(price.optionCodes)]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [price]);
    else group.push(price);
  }
  return [...groups.values()];
}

/** Each interval that begins inside an earlier one, paired with the one that reaches furthest. */
function overlapsIn(group: readonly Interval[]): IntervalProblem[] {
  const problems: IntervalProblem[] = [];
  let furthest: Interval | undefined;
  for (const price of [...group].sort((a, b) => a.minQuantity - b.minQuantity)) {
    if (furthest && price.minQuantity <= furthest.maxQuantity) {
      problems.push({ problem: 'OVERLAP', price, with: furthest });
    }
    if (!furthest || price.maxQuantity > furthest.maxQuantity) furthest = price;
  }
  return problems;
}
