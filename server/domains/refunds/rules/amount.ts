/** What an order cost and gave, in minor units of its currency. */
export type Money = {
  /** GrossPrice of the order: before discounts. */
  readonly grossMinor: bigint;
  /** What was collected. */
  readonly paidMinor: bigint;
  /** What went back before, by refunds and by disputes that were lost. */
  readonly goneMinor: bigint;
};

export type AskedAmount = {
  /** Null: all that is left. */
  readonly amountMinor: bigint | null;
  readonly namesItems: boolean;
};

/**
 * The amount that goes back; undefined when it is more than what is left, or nothing is. Without items the gross price of
 * an untouched order asks for all of it: clients send GrossPrice, which a discount makes more than what was paid.
 */
export const amountToRefund = ({ grossMinor, paidMinor, goneMinor }: Money, asked: AskedAmount): bigint | undefined => {
  const leftMinor = paidMinor - goneMinor;
  const meansAll =
    asked.amountMinor === null || (!asked.namesItems && goneMinor === 0n && asked.amountMinor === grossMinor);
  const amountMinor = asked.amountMinor === null || meansAll ? leftMinor : asked.amountMinor;
  return amountMinor > leftMinor || amountMinor <= 0n ? undefined : amountMinor;
};
