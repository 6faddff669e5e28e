import type { Merchant } from '../../api/call.ts';
import { GatewayUnreachable } from '../../gateways/port.ts';
import { merchantNow, type Works } from '../orders/index.ts';
import { advanceRefund } from './advancing.ts';
import { makeRefund } from './making.ts';
import { listDueRefunds, listOpenRefunds } from './store.ts';

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
      const sweep = async (): Promise<boolean> => (await makeRefund(works, merchant, refund)) !== null;
      if (await attempted(works, merchant, refund.refund_id, sweep)) ended += 1;
    }
  }
  return ended;
};

/** Makes approved refunds whose hold, or whose dispute, is over. Answers how many went on. */
export const makeDueRefunds = async (works: Works, merchants: readonly Merchant[]): Promise<number> => {
  let made = 0;
  for (const merchant of merchants) {
    const at = merchantNow(works, merchant);
    for (const refundId of await listDueRefunds(works.database, merchant.id, at, BATCH)) {
      if (await attempted(works, merchant, refundId, () => advanceRefund(works, merchant, refundId))) made += 1;
    }
  }
  return made;
};

/** One refund that fails must not keep the others waiting; it is tried again in the next run. */
const attempted = async (
  works: Works,
  merchant: Merchant,
  refundId: bigint,
  work: () => Promise<boolean>,
): Promise<boolean> => {
  try {
    return await work();
  } catch (error) {
    const about = { merchant: merchant.code, refund: String(refundId) };
    if (error instanceof GatewayUnreachable) works.log.warn(about, 'gateway unreachable');
    else works.log.error({ ...about, err: error }, 'carrying a refund on failed');
    return false;
  }
};
