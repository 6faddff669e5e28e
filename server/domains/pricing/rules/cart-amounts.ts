import { type Amounts, type LineAmounts, type LineInput, priceLine } from './line-amounts.ts';

/** Lines with all amounts, in the order given, and the totals of the order. */
export type CartAmounts = { readonly lines: readonly LineAmounts[]; readonly totals: Amounts };

/** A line whose tax rate may be left out when it is that of the cart. */
export type CartLine = Omit<LineInput, 'ratePpm'> & { readonly ratePpm?: bigint };

const NOTHING: Amounts = {
  netMinor: 0n,
  vatMinor: 0n,
  grossMinor: 0n,
  discountMinor: 0n,
  netDiscountedMinor: 0n,
  vatDiscountedMinor: 0n,
  grossDiscountedMinor: 0n,
  affiliateCommissionMinor: 0n,
};

/**
 * Prices all lines of one order, in one currency. The totals are sums of the lines and never computed on their own, so
 * they agree with what the buyer sees line by line. `ratePpm` is the tax rate in parts per million.
 */
export function priceCart(lines: readonly CartLine[], ratePpm: bigint): CartAmounts {
  const priced = lines.map((line) => priceLine({ ratePpm, ...line }));
  return { lines: priced, totals: totalsOf(priced) };
}

/** The totals of lines. */
export function totalsOf(lines: readonly Amounts[]): Amounts {
  return lines.reduce<Amounts>(sum, NOTHING);
}

function sum(a: Amounts, b: Amounts): Amounts {
  return {
    netMinor: a.netMinor + b.netMinor,
    vatMinor: a.vatMinor + b.vatMinor,
    grossMinor: a.grossMinor + b.grossMinor,
    discountMinor: a.discountMinor + b.discountMinor,
    netDiscountedMinor: a.netDiscountedMinor + b.netDiscountedMinor,
    vatDiscountedMinor: a.vatDiscountedMinor + b.vatDiscountedMinor,
    grossDiscountedMinor: a.grossDiscountedMinor + b.grossDiscountedMinor,
    affiliateCommissionMinor: a.affiliateCommissionMinor + b.affiliateCommissionMinor,
  };
}
