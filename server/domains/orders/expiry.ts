import type { Merchant } from '../../api/call.ts';
import type { Works } from './charging.ts';
import { expireOrder } from './ending.ts';
import { merchantNow } from './finishing.ts';
import { listExpiredOrders, SYSTEM } from './life-store.ts';
import { listOrders } from './store.ts';

/** Orders taken up in one run for a merchant, so that one with many does not hold up the others. */
const BATCH = 200;

const CAUSE = { by: SYSTEM, comment: 'its time was over' };

/**
 * Gives up what waited too long: orders that nobody paid, orders that nobody looked at, deliveries that nobody
 * confirmed, purchase orders without document, approval or payment. Answers how many orders moved.
 */
export const expireOrders = async (works: Works, merchants: readonly Merchant[]): Promise<number> => {
  let moved = 0;
  for (const merchant of merchants) moved += await expireOrdersOf(works, merchant);
  return moved;
};

const expireOrdersOf = async (works: Works, merchant: Merchant): Promise<number> => {
  const at = merchantNow(works, merchant);
  const refNos = await listExpiredOrders(works.database, merchant.id, at, BATCH);
  let moved = 0;
  for (const order of await listOrders(works.database, merchant.id, refNos)) {
    try {
      // Somebody may have paid it, or done the same, in between: then it stands elsewhere and is left alone.
      if ((await expireOrder(works, order, CAUSE, at)).moved) moved += 1;
    } catch (error) {
      works.log.error({ merchant: merchant.code, refNo: String(order.ref_no), err: error }, 'expiry failed');
    }
  }
  return moved;
};
