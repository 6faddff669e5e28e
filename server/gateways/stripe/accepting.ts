import type { AcceptDisputeOutcome, AcceptDisputeRequest } from '../port.ts';
import { accountOf, type StripeParts } from './account.ts';
import { ask } from './asking.ts';
import { isFault } from './fault.ts';

/**
 * Gives a dispute up. Stripe tells of accepted and lost ones alike, so one that was lost counts as accepted: the shopper
 * keeps the money either way. Rejects with StripeFault when the outcome is not known.
 */
export const acceptDispute = async (
  parts: StripeParts,
  { merchantId, disputeReference }: AcceptDisputeRequest,
): Promise<AcceptDisputeOutcome> => {
  const { api } = await accountOf(parts, merchantId);
  try {
    const before = await ask(() => api.disputes.retrieve(disputeReference));
    const decided = decidedOf(before.status);
    if (decided !== undefined) return decided;
    await ask(() => api.disputes.close(disputeReference));
    return { outcome: 'ACCEPTED' };
  } catch (error) {
    if (isFault(error, 'MISSING')) return { outcome: 'REFUSED', reason: 'UNKNOWN_REFERENCE' };
    if (!isFault(error, 'STATE', 'INVALID')) throw error;
    // Somebody else closed it in between.
    const after = decidedOf((await ask(() => api.disputes.retrieve(disputeReference))).status);
    if (after === undefined) throw error;
    return after;
  }
};

const decidedOf = (status: string): AcceptDisputeOutcome | undefined => {
  if (status === 'lost') return { outcome: 'ACCEPTED' };
  if (status === 'won' || status === 'prevented') return { outcome: 'REFUSED', reason: 'ALREADY_CLOSED' };
  return status.startsWith('warning') ? { outcome: 'REFUSED', reason: 'ONLY_ASKED' } : undefined;
};
