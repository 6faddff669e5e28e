import type { Merchant } from '../../api/call.ts';
import { newId } from '../../kit/ids.ts';
import { merchantNow, type Works } from '../orders/index.ts';
import { endAll, listEnded } from './store.ts';

/** Subscriptions ended in one run for a merchant. */
const BATCH = 200;

/**
 * Ends subscriptions with the cycle after which nothing follows: the last one of a contract that does not begin anew, or
 * the last one before billing was to stop for good. Answers how many.
 */
export const endSubscriptions = async (works: Works, merchants: readonly Merchant[]): Promise<number> => {
  let ended = 0;
  for (const merchant of merchants) {
    const at = merchantNow(works, merchant);
    const references = await listEnded(works.database, merchant.id, at, BATCH);
    if (references.length === 0) continue;
    const events = references.map((reference) => ({ reference, eventId: newId() }));
    ended += await endAll(works.database, merchant.id, events, at);
  }
  return ended;
};
