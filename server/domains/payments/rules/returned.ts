import type { DisputeRow } from '../disputes.ts';
import type { RefundRow } from '../refunds.ts';

/** What became of the money of an order, in minor units of its currency. */
export type Returned = {
  /** Went back by refunds, or is on its way. */
  readonly refundedMinor: bigint;
  /** Was taken by disputes that are lost, as far as it was money of the order. */
  readonly lostMinor: bigint;
  /** Is held back by disputes that are open. */
  readonly heldMinor: bigint;
  /** The parts of what was refunded and lost. */
  readonly netMinor: bigint;
  readonly vatMinor: bigint;
  /** What the operator gave back of its fee. */
  readonly commissionMinor: bigint;
};

/**
 * Sums the refunds and disputes of an order. A refund counts from the moment in which the gateway is asked, since nobody
 * knows then whether it will be made.
 */
export const returnedOf = (refunds: readonly RefundRow[], disputes: readonly DisputeRow[]): Returned => {
  const made = refunds.filter(({ state }) => state === 'DONE' || state === 'REQUESTED');

  return {
    refundedMinor: sum(made, ({ amount_minor }) => amount_minor),
    lostMinor: sum(disputes, ({ net_minor, vat_minor }) => net_minor + vat_minor),
    heldMinor: sum(disputes, ({ held_minor }) => held_minor),
    netMinor: sum([...made, ...disputes], ({ net_minor }) => net_minor),
    vatMinor: sum([...made, ...disputes], ({ vat_minor }) => vat_minor),
    commissionMinor: sum(made, ({ commission_minor }) => commission_minor),
  };
};

const sum = <Row>(rows: readonly Row[], amountOf: (row: Row) => bigint): bigint =>
  rows.reduce((total, row) => total + amountOf(row), 0n);
