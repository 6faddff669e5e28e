import type { RefundState } from '../../payments/index.ts';

/** What people may do to a refund. */
export const REFUND_ACTIONS = ['approve', 'reject', 'cancel'] as const;

export type RefundAction = (typeof REFUND_ACTIONS)[number];

type Outcome = { readonly from: readonly RefundState[]; readonly to: RefundState; readonly event: string };

/** Where each of them is possible, and where it leads. */
export const OUTCOMES: Readonly<Record<RefundAction, Outcome>> = {
  approve: { from: ['PENDING'], to: 'APPROVED', event: 'approveRefund' },
  reject: { from: ['PENDING'], to: 'REFUSED', event: 'rejectRefund' },
  cancel: { from: ['PENDING', 'APPROVED', 'WAITING_DISPUTE'], to: 'CANCELED', event: 'cancelRefund' },
};

export const possibleActions = (state: RefundState): readonly RefundAction[] =>
  REFUND_ACTIONS.filter((action) => OUTCOMES[action].from.includes(state));
