import { mulDiv } from '../../../kit/money.ts';

/** What was collected for an order, minor units: the money is net plus tax. */
export type Collected = { readonly netMinor: bigint; readonly vatMinor: bigint };

/**
 * How a refund divides into net and tax, after `refundedMinor` went back before. Each part is the difference of two
 * roundings of the running total, so that refunds which return everything return exactly the net and the tax that were
 * booked, in however many steps. All amounts are minor units of one currency; something must have been collected.
 */
export const portionOf = (
  { netMinor, vatMinor }: Collected,
  refundedMinor: bigint,
  amountMinor: bigint,
): { readonly netMinor: bigint; readonly vatMinor: bigint } => {
  const netOf = (returned: bigint): bigint => mulDiv(netMinor, returned, netMinor + vatMinor);
  const net = netOf(refundedMinor + amountMinor) - netOf(refundedMinor);
  return { netMinor: net, vatMinor: amountMinor - net };
};
