/** What a refund that is due depends on; minor units of the order's currency. */
export type Due = {
  /** Whether the order is COMPLETE still. */
  readonly isComplete: boolean;
  /** What is to go back. */
  readonly amountMinor: bigint;
  /** What was collected and did not go back since. */
  readonly leftMinor: bigint;
  /** What open disputes hold back of it. */
  readonly heldMinor: bigint;
};

export type Next =
  | { readonly state: 'REQUESTED'; readonly amountMinor: bigint }
  | { readonly state: 'WAITING_DISPUTE' }
  | { readonly state: 'CANCELED'; readonly because: string };

/**
 * What becomes of a refund that is due. While a dispute is open nobody knows to whom the money belongs. What a lost one
 * took the buyer has already, so only what is left goes back.
 */
export const nextStep = ({ isComplete, amountMinor, leftMinor, heldMinor }: Due): Next => {
  if (!isComplete) return { state: 'CANCELED', because: 'the order is not COMPLETE any more' };
  if (heldMinor > 0n) return { state: 'WAITING_DISPUTE' };
  if (leftMinor <= 0n) return { state: 'CANCELED', because: 'nothing of its money is left' };
  return { state: 'REQUESTED', amountMinor: amountMinor < leftMinor ? amountMinor : leftMinor };
};
