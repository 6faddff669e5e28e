import { type Loss, portionOf, type Returned } from '../../payments/index.ts';

/** What was collected for an order, minor units: the money is net plus tax. */
export type Collected = { readonly netMinor: bigint; readonly vatMinor: bigint };

/**
 * Where the money of a lost dispute comes from: what is left of the sale, divided into net and tax as the sale was, and
 * what the bank took beyond it. A bank may take money that went back already, or another currency, of which nothing is
 * left then.
 */
export const lossOf = (
  collected: Collected,
  returned: Returned,
  amountMinor: bigint,
  isSameCurrency: boolean,
): Loss => {
  const leftMinor = collected.netMinor + collected.vatMinor - returned.netMinor - returned.vatMinor;
  const available = isSameCurrency && leftMinor > 0n ? leftMinor : 0n;
  const ofSale = amountMinor < available ? amountMinor : available;
  if (ofSale === 0n) return { netMinor: 0n, vatMinor: 0n, beyondMinor: amountMinor };
  return { ...portionOf(collected, returned, ofSale), beyondMinor: amountMinor - ofSale };
};
