import type { Method } from '../method.ts';
import { decideRefund as decideRefundMethod } from './internal/decide-refund.ts';
import { listRefunds } from './internal/list-refunds.ts';
import { requestRefund as requestRefundMethod } from './internal/request-refund.ts';
import { cancelRefund } from './methods/cancel-refund.ts';
import { issueRefund } from './methods/issue-refund.ts';

export { decideRefund } from './deciding.ts';
export { makeDueRefunds, sweepRefunds } from './jobs.ts';
export { refundPage } from './listing.ts';
export { refundDetail } from './present.ts';
export { requestRefund } from './requesting.ts';
export { REFUND_ACTIONS, type RefundAction } from './rules/actions.ts';
export { insertOrderEvent, type LockedOrder, lockOrder, nextRefundMoment, releaseWaitingRefunds } from './store.ts';
export type { SentRefund } from './wish.ts';

/** What only people need, through the panel; no part of the public API. */
export const internalMethods: readonly Method[] = [decideRefundMethod, listRefunds, requestRefundMethod];

export const methods: readonly Method[] = [cancelRefund, issueRefund];
