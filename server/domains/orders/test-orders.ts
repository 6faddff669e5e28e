import type { Merchant } from '../../api/call.ts';
import { addCycles, calendarDate, parseWallClock } from '../../kit/dates.ts';
import type { Works } from './charging.ts';
import { merchantNow } from './finishing.ts';
import { deleteTestOrdersBefore, deleteTestSubscriptionsBefore } from './test-orders-store.ts';

/** Test orders and test subscriptions live so long, in months of the account's calendar. */
const MONTHS = 3;
/** Deleted in one statement; a run makes several. */
const BATCH = 200;

/**
 * Deletes test orders and test subscriptions three months after they were made, with all that belongs to them. Answers how
 * many. Two nodes that do it at once do no harm to each other.
 */
export const deleteTestOrders = async (works: Works, merchants: readonly Merchant[]): Promise<number> => {
  let deleted = 0;
  for (const merchant of merchants) {
    const at = merchantNow(works, merchant);
    const before = beginningOfLife(merchant, at);
    try {
      deleted += await deleteTestSubscriptionsBefore(works.database, merchant.id, before, BATCH);
      deleted += await deleteTestOrdersBefore(works.database, merchant.id, before, BATCH, at);
    } catch (error) {
      works.log.error({ merchant: merchant.code, err: error }, 'deleting test orders failed');
    }
  }
  return deleted;
};

/** What was made before this midnight is over. */
const beginningOfLife = (merchant: Merchant, at: Date): Date => {
  const day = addCycles(calendarDate(at, merchant.timeZone), -MONTHS, 'MONTH');
  return parseWallClock(day, merchant.timeZone) ?? new Date(0);
};
