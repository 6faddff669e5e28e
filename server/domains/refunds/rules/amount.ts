/** What an order cost and gave, in minor units of its currency. */
export type Money = {
  /** GrossPrice of the order: before discounts. */
  readonly grossMinor: bigint;
  /** What was collected. */
  readonly paidMinor: bigint;
  /** What went back before. */
  readonly refundedMinor: bigint;
};

/**
 * The amount that goes back; undefined when it is more than what is left. Without items the gross price of an untouched
 * order asks for all of it: clients send GrossPrice, which a discount makes more than what was paid.
 */
export const amountToRefund = (
  { grossMinor, paidMinor, refundedMinor }: Money,
  asked: { readonly amountMinor: bigint; readonly namesItems: boolean },
): bigint | undefined => {
  const meansAll = !asked.namesItems && refundedMinor === 0n && asked.amountMinor === grossMinor;
  const amountMinor = meansAll ? paidMinor : asked.amountMinor;
  return amountMinor > paidMinor - refundedMinor ? undefined : amountMinor;
};
