import type { Merchant } from '../../api/call.ts';
import { GatewayUnreachable } from '../../gateways/port.ts';
import { merchantNow, type Works } from '../orders/index.ts';
import type { DisputeRow } from '../payments/index.ts';
import { tellGateway } from './accepting.ts';
import { listAccepting } from './store.ts';

/** Disputes taken up in one run for a merchant, so that one with many does not hold up the others. */
const BATCH = 100;
/** One that was accepted later than this may still be waiting for its answer. */
const OPEN_MS = 2 * 60_000;

/** Tells gateways of accepted disputes whose answer was lost. Answers how many were ended. */
export const sweepDisputes = async (works: Works, merchants: readonly Merchant[], ageMs = OPEN_MS): Promise<number> => {
  let ended = 0;
  for (const merchant of merchants) {
    const before = new Date(merchantNow(works, merchant).getTime() - ageMs);
    for (const dispute of await listAccepting(works.database, merchant.id, before, BATCH)) {
      if (await attempted(works, merchant, dispute)) ended += 1;
    }
  }
  return ended;
};

/** One that fails must not keep the others waiting; it is tried again in the next run. */
const attempted = async (works: Works, merchant: Merchant, dispute: DisputeRow): Promise<boolean> => {
  try {
    await tellGateway(works, merchant, dispute);
    return true;
  } catch (error) {
    const about = { merchant: merchant.code, dispute: String(dispute.dispute_id) };
    if (error instanceof GatewayUnreachable) works.log.warn(about, 'gateway unreachable');
    else works.log.error({ ...about, err: error }, 'accepting a dispute failed');
    return false;
  }
};
