import type Stripe from 'stripe';
import type { Dispute, DisputeReason, GatewayEvent } from '../port.ts';
import { type Account, accountOf, type StripeParts } from './account.ts';
import { fromStripe } from './amounts.ts';
import { ask } from './asking.ts';
import { findCall } from './calls.ts';
import { isFault } from './fault.ts';
import { idOf } from './intent.ts';

type Labels = Readonly<Record<string, string>> | null;

/**
 * What an event of Stripe means. Nothing for those that are not of this merchant's payments, nor of any interest. Events
 * come twice, late and in any order, so what they carry is not believed: of a payment only its name is taken, and
 * a dispute is asked for as it is now.
 */
export const gatewayEventOf = async (
  parts: StripeParts,
  merchantId: bigint,
  event: Stripe.Event,
): Promise<GatewayEvent | null> => {
  switch (event.type) {
    case 'payment_intent.succeeded':
    case 'payment_intent.amount_capturable_updated':
    case 'payment_intent.payment_failed':
    case 'payment_intent.canceled':
    case 'charge.refunded':
    case 'checkout.session.completed':
    case 'checkout.session.expired':
      return paymentOf(merchantId, event.data.object.metadata);
    case 'refund.created':
    case 'refund.updated':
    case 'refund.failed':
      return refundOf(parts, merchantId, event.data.object);
    case 'charge.dispute.created':
    case 'charge.dispute.updated':
    case 'charge.dispute.closed':
      return disputeNow(parts, merchantId, event.data.object.id);
    default:
      return null;
  }
};

const isOf = (merchantId: bigint, labels: Labels): boolean => labels?.['merchant_id'] === String(merchantId);

const paymentOf = (merchantId: bigint, labels: Labels): GatewayEvent | null => {
  const idempotencyKey = labels?.['idempotency_key'];
  if (!isOf(merchantId, labels) || idempotencyKey === undefined) return null;
  return { kind: 'PAYMENT', merchantId, idempotencyKey };
};

/** Refunds that this server did not ask for, or that failed after they were made, are for people to look at. */
const refundOf = (parts: StripeParts, merchantId: bigint, refund: Stripe.Refund): GatewayEvent | null => {
  const own = paymentOf(merchantId, refund.metadata);
  const facts = { merchantId, refund: refund.id, payment: idOf(refund.payment_intent), amount: refund.amount };
  if (own === null) parts.log.warn(facts, 'a refund that was not made through this server; it is not in the books');
  else if (refund.status === 'failed')
    parts.log.error(facts, 'a refund came back from the bank; the books have it as made');
  return own;
};

const disputeNow = async (parts: StripeParts, merchantId: bigint, id: string): Promise<GatewayEvent | null> => {
  const dispute = await findDispute(await accountOf(parts, merchantId), id);
  const payment = dispute?.payment_intent;
  if (dispute === null || typeof payment !== 'object' || payment === null) return null;
  if (!isOf(merchantId, payment.metadata)) return null;
  // A payment that was made on a page is known by the name of the page.
  const call = await findCall(parts.db, merchantId, payment.metadata['idempotency_key'] ?? '');
  return { kind: 'DISPUTE', merchantId, ...disputeOf(dispute, call?.provider_reference ?? payment.id) };
};

const findDispute = async ({ api }: Account, id: string): Promise<Stripe.Dispute | null> => {
  try {
    return await ask(() => api.disputes.retrieve(id, { expand: ['payment_intent'] }));
  } catch (error) {
    if (isFault(error, 'MISSING')) return null;
    throw error;
  }
};

const disputeOf = (dispute: Stripe.Dispute, gatewayReference: string): Dispute => {
  const currency = dispute.currency.toUpperCase();
  return {
    gatewayReference,
    disputeReference: dispute.id,
    status: disputeStatusOf(dispute.status),
    // A bank may only ask at first; no money moves until it disputes.
    reason: dispute.status.startsWith('warning') ? 'INFO_REQUEST' : (REASONS[dispute.reason] ?? 'UNKNOWN'),
    amountMinor: fromStripe(dispute.amount, currency),
    currency,
  };
};

/** Stripe does not tell whether a dispute was lost or accepted. */
export const disputeStatusOf = (status: string): Dispute['status'] => {
  if (status === 'lost') return 'LOST';
  return status === 'won' || status === 'warning_closed' || status === 'prevented' ? 'WON' : 'OPEN';
};

const REASONS: Readonly<Record<string, DisputeReason>> = {
  bank_cannot_process: 'AUTHORIZATION_PROBLEM',
  credit_not_processed: 'CREDIT_NOT_PROCESSED',
  debit_not_authorized: 'AUTHORIZATION_PROBLEM',
  duplicate: 'DUPLICATE_TRANSACTION',
  fraudulent: 'FRAUD',
  incorrect_account_details: 'AUTHORIZATION_PROBLEM',
  insufficient_funds: 'AUTHORIZATION_PROBLEM',
  noncompliant: 'AUTHORIZATION_PROBLEM',
  product_not_received: 'MERCHANDISE_NOT_RECEIVED',
  product_unacceptable: 'NOT_AS_DESCRIBED',
  subscription_canceled: 'CREDIT_NOT_PROCESSED',
  unrecognized: 'NOT_RECOGNIZED',
};
