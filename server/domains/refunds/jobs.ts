import type { Merchant } from '../../api/call.ts';
import { GatewayUnreachable } from '../../gateways/port.ts';
import { merchantNow, type Works } from '../orders/index.ts';
import type { RefundRow } from '../payments/index.ts';
import { makeRefund } from './making.ts';
import { listOpenRefunds } from './store.ts';

/** Refunds taken up in one run for a merchant, so that one with many does not hold up the others. */
const BATCH = 100;
/** A refund younger than this may still be waiting for its answer; longer than any time limit of a gateway call. */
const OPEN_MS = 2 * 60_000;

/** Makes refunds whose answer was lost, or which nobody came to ask for. Answers how many were ended. */
export const sweepRefunds = async (works: Works, merchants: readonly Merchant[], ageMs = OPEN_MS): Promise<number> => {
  let ended = 0;
  for (const merchant of merchants) {
    const before = new Date(merchantNow(works, merchant).getTime() - ageMs);
    for (const refund of await listOpenRefunds(works.database, merchant.id, before, BATCH)) {
      if (await attempted(works, merchant, refund)) ended += 1;
    }
  }
  return ended;
};

/** One refund that fails must not keep the others waiting; it is tried again in the next run. */
const attempted = async (works: Works, merchant: Merchant, refund: RefundRow): Promise<boolean> => {
  try {
    await makeRefund(works, merchant, refund);
    return true;
  } catch (error) {
    const about = { merchant: merchant.code, refund: String(refund.refund_id) };
    if (error instanceof GatewayUnreachable) works.log.warn(about, 'gateway unreachable');
    else works.log.error({ ...about, err: error }, 'sweeping a refund failed');
    return false;
  }
};
