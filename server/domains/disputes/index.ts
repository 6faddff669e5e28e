import type { Method } from '../method.ts';
import { acceptDispute as acceptDisputeMethod } from './internal/accept-dispute.ts';
import { listDisputes } from './internal/list-disputes.ts';

export { acceptDispute } from './accepting.ts';
export { sweepDisputes } from './jobs.ts';
export { disputePage } from './listing.ts';
export { disputeDetail } from './present.ts';
export { receiveDispute } from './receiving.ts';

/** What only people need, through the panel; no part of the public API. */
export const internalMethods: readonly Method[] = [acceptDisputeMethod, listDisputes];
