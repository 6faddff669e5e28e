import type { Works } from './charging.ts';
import { cancelOrder } from './ending.ts';
import { SYSTEM } from './life-store.ts';
import type { OrderRecord } from './records.ts';
import { isRenewing } from './renewing.ts';
import { listSupersededOrders } from './store.ts';

const CAUSE = { by: SYSTEM, comment: 'its cycle was paid for by another order' };

/** Ends the automatic order of a cycle that was paid for otherwise; it would be given up in time all the same. */
export const endSuperseded = async (works: Works, { order, items }: OrderRecord, at: Date): Promise<void> => {
  const item = items.find(isRenewing);
  if (item === undefined) return;
  const { reference, automatic, days } = item.details.renewal;
  // It is the automatic order itself.
  if (automatic === true && days === undefined) return;
  for (const other of await listSupersededOrders(works.database, order.merchant_id, reference)) {
    await cancelOrder(works, other, CAUSE, at);
  }
};
