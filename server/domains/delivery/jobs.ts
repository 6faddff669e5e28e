import type { Merchant } from '../../api/call.ts';
import { type DeliveryWorks, deliverOrder } from './delivering.ts';
import { listFillableOrders, listWaitingOrders } from './store.ts';

/** Orders taken up in one run for a merchant, so that one with many does not hold up the others. */
const BATCH = 100;

/** Whoever finishes an order delivers it; younger ones are left to that. */
const LEFT_TO_THE_FINISHER_MS = 3_000;

type JobWorks = DeliveryWorks & {
  /** The real time. */
  readonly now: () => Date;
};

/**
 * Delivers orders that nobody came to deliver, for example after a crash, and those for which keys have arrived.
 * Answers how many were delivered completely.
 */
export const makeDeliveries = async (works: JobWorks, merchants: readonly Merchant[]): Promise<number> => {
  let delivered = 0;
  for (const merchant of merchants) {
    const at = new Date(works.now().getTime() + merchant.clockOffsetMs);
    const before = new Date(at.getTime() - LEFT_TO_THE_FINISHER_MS);
    const refNos = [
      ...(await listWaitingOrders(works.database, merchant.id, before, BATCH)),
      ...(await listFillableOrders(works.database, merchant.id, BATCH)),
    ];
    for (const refNo of refNos) if (await attempted(works, merchant, refNo, at)) delivered += 1;
  }
  return delivered;
};

/** One order that fails must not keep the others waiting; it is tried again in the next run. */
const attempted = async (works: JobWorks, merchant: Merchant, refNo: bigint, at: Date): Promise<boolean> => {
  try {
    return await deliverOrder(works, merchant, refNo, at);
  } catch (error) {
    works.log.error({ merchant: merchant.code, refNo: String(refNo), err: error }, 'delivering an order failed');
    return false;
  }
};
