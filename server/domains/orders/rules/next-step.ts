import type { PaymentState } from '../../payments/index.ts';
import { type ApproveStatus, type Awaits, type OrderStatus, standingOf } from '../states.ts';
import type { FraudVerdict } from './fraud.ts';

/** What the next step of an order depends on. */
export type Paid = {
  readonly status: OrderStatus;
  readonly awaits: Awaits | null;
  readonly approveStatus: ApproveStatus;
  /** The decisive attempt; null when there is none. */
  readonly payment: PaymentState | null;
  /** Nothing was to be paid. */
  readonly isFree: boolean;
  /** The merchant delivers some of it himself and did not confirm yet. */
  readonly needsConfirmation: boolean;
};

/** RESUME: nothing holds it back any more, so its money may be collected. */
export type NextStep = 'NOTHING' | 'HOLD' | 'REJECT' | 'RESUME' | 'AWAIT_CONFIRMATION' | 'FINISH';

/** Whether an order is at a point where it can be carried on. */
export const isPaid = ({ status, awaits, payment, isFree }: Paid): boolean => {
  switch (standingOf({ status, awaits })) {
    case 'AUTHRECEIVED':
      return isFree || payment === 'CAPTURING' || payment === 'AUTHORISED';
    case 'PURCHASE_PENDING':
      return payment === 'CAPTURING';
    default:
      return false;
  }
};

/**
 * How an order goes on whose money is reserved. The verdict counts until somebody decided; what is delivered already is
 * not held back.
 */
export const nextStep = (paid: Paid, verdict: FraudVerdict): NextStep => {
  if (!isPaid(paid)) return 'NOTHING';
  if (paid.status === 'PURCHASE_PENDING') return 'FINISH';
  if (paid.approveStatus !== 'OK' && verdict !== 'APPROVE') return verdict;
  if (paid.needsConfirmation) return 'AWAIT_CONFIRMATION';
  return paid.payment === 'AUTHORISED' ? 'RESUME' : 'FINISH';
};
