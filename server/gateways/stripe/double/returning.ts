import { type Desk, newName } from './desk.ts';
import { type Form, metadataAfter, textIn } from './form.ts';
import { intentNamed } from './paying.ts';
import { invalid, missing, Problem } from './problem.ts';
import { chargeShape, disputeShape, refundShape } from './shapes.ts';
import type { DisputeState, RefundState } from './state.ts';

/** Money that goes back: refunds, and what shoppers dispute. */

export const createRefund = (desk: Desk, form: Form): RefundState => {
  const intent = intentNamed(desk, textIn(form, 'payment_intent') ?? '', 'payment');
  const { charge } = intent;
  if (charge === null || !charge.isCaptured) {
    throw invalid('payment_intent_unexpected_state', 'This payment has no charge that can be refunded.');
  }
  const left = charge.captured - charge.refunded;
  const amount = Number(textIn(form, 'amount') ?? left);
  if (charge.isDisputed) throw invalid('charge_disputed', 'The charge is disputed.');
  if (left === 0) throw invalid('charge_already_refunded', 'The charge has already been refunded.');
  if (!Number.isInteger(amount) || amount < 1) throw invalid('parameter_invalid_integer', 'Invalid integer');
  // Stripe answers this one without a code.
  if (amount > left)
    throw new Problem(400, { type: 'invalid_request_error', message: 'More than is left', param: 'amount' });
  charge.refunded += amount;
  const refund: RefundState = {
    id: newName('re'),
    intent: intent.id,
    charge: charge.id,
    amount,
    currency: charge.currency,
    created: desk.now(),
    metadata: metadataAfter({}, form),
    status: 'succeeded',
  };
  desk.state.refunds.set(refund.id, refund);
  desk.emit('refund.created', refundShape(refund));
  desk.emit('charge.refunded', chargeShape(charge, intent, { ...desk, expand: [] }));
  return refund;
};

/** A bank sends a refund back. */
export const failRefund = (desk: Desk, id: string): void => {
  const refund = desk.state.refunds.get(id);
  if (refund === undefined) throw missing('refund', id);
  const { charge } = intentNamed(desk, refund.intent, 'payment');
  if (charge !== null) charge.refunded -= refund.amount;
  refund.status = 'failed';
  desk.emit('refund.failed', refundShape(refund));
};

export const openDispute = (desk: Desk, paymentId: string, reason: string, status = 'needs_response'): DisputeState => {
  const intent = intentNamed(desk, paymentId, 'payment');
  if (intent.charge === null) throw missing('charge', paymentId);
  intent.charge.isDisputed = true;
  const dispute: DisputeState = {
    id: newName('du'),
    intent: intent.id,
    charge: intent.charge.id,
    amount: intent.charge.captured,
    currency: intent.currency,
    reason,
    created: desk.now(),
    status,
  };
  desk.state.disputes.set(dispute.id, dispute);
  desk.emit('charge.dispute.created', disputeShape(dispute, { ...desk, expand: [] }));
  return dispute;
};

export const changeDispute = (desk: Desk, id: string, status: string): void => {
  const dispute = disputeNamed(desk, id);
  dispute.status = status;
  const isOver = ['won', 'lost', 'warning_closed', 'prevented'].includes(status);
  const { charge } = intentNamed(desk, dispute.intent, 'payment');
  if (charge !== null && isOver && status !== 'lost') charge.isDisputed = false;
  desk.emit(`charge.dispute.${isOver ? 'closed' : 'updated'}`, disputeShape(dispute, { ...desk, expand: [] }));
};

/** The merchant gives a dispute up. */
export const closeDispute = (desk: Desk, id: string): DisputeState => {
  const dispute = disputeNamed(desk, id);
  if (!['needs_response', 'under_review'].includes(dispute.status)) {
    throw new Problem(400, { type: 'invalid_request_error', message: 'This dispute is already closed.' });
  }
  changeDispute(desk, id, 'lost');
  return dispute;
};

export const disputeNamed = ({ state }: Desk, id: string): DisputeState => {
  const dispute = state.disputes.get(id);
  if (dispute === undefined) throw missing('dispute', id);
  return dispute;
};
