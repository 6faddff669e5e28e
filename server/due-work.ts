import type { Merchant } from './api/call.ts';
import { makeDeliveries } from './domains/delivery/index.ts';
import { sweepDisputes } from './domains/disputes/index.ts';
import { numberInvoices } from './domains/invoices/index.ts';
import {
  carryOnPurchaseOrders,
  deleteTestOrders,
  expireOrders,
  finishOrders,
  nextOrderMoment,
  sweepAwaiting,
  sweepPayments,
  type Works,
} from './domains/orders/index.ts';
import { makeDueRefunds, nextRefundMoment, sweepRefunds } from './domains/refunds/index.ts';
import { endSubscriptions, nextRenewalMoment, renewDue } from './domains/renewals/index.ts';
import { settleCardChanges } from './domains/subscription-changes/index.ts';

/** A bounded piece of work for merchants; answers how much it did. */
export type Work = (works: Works, merchants: readonly Merchant[]) => Promise<number>;

/** What is due by the clock of a merchant, in the order in which it is done when several things are due at once. */
const DUE_WORK: readonly Work[] = [
  (works, merchants) => sweepPayments(works, merchants),
  finishOrders,
  (works, merchants) => sweepAwaiting(works, merchants),
  carryOnPurchaseOrders,
  (works, merchants) => renewDue(works, merchants),
  finishOrders,
  endSubscriptions,
  expireOrders,
  makeDueRefunds,
  (works, merchants) => sweepRefunds(works, merchants),
  (works, merchants) => sweepDisputes(works, merchants),
  (works, merchants) => settleCardChanges(works, merchants),
  makeDeliveries,
  numberInvoices,
  deleteTestOrders,
];

/** More rounds than any heap of work takes; what cannot be done now does not get done by asking again. */
const MOST_ROUNDS = 200;

/** Does all that is due for a merchant now by his clock. */
export const doDueWork = async (works: Works, merchant: Merchant): Promise<void> => {
  for (const work of DUE_WORK) {
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      if ((await work(works, [merchant])) === 0) break;
    }
  }
};

/** The next moment after an instant at which something of a merchant is due; null when nothing is in sight. */
export const nextDueMoment = async (works: Works, merchantId: bigint, after: Date): Promise<Date | null> => {
  const moments = await Promise.all([
    nextOrderMoment(works.database, merchantId, after),
    nextRenewalMoment(works.database, merchantId, after),
    nextRefundMoment(works.database, merchantId, after),
  ]);
  const times = moments.flatMap((moment) => (moment === null ? [] : [moment.getTime()]));
  return times.length === 0 ? null : new Date(Math.min(...times));
};
