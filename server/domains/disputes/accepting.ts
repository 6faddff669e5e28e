import type { Merchant } from '../../api/call.ts';
import { refuse } from '../../api/errors.ts';
import type { Db } from '../../db/database.ts';
import { type AcceptDisputeOutcome, GatewayUnreachable } from '../../gateways/port.ts';
import { newId } from '../../kit/ids.ts';
import { type Actor, merchantNow, type Works } from '../orders/index.ts';
import { type DisputeRow, findPayment } from '../payments/index.ts';
import { insertOrderEvent, lockOrder } from '../refunds/index.ts';
import { DISPUTE_CLOSED, DISPUTE_NOT_FOUND, DISPUTE_ONLY_ASKED } from './errors.ts';
import { receiveDispute } from './receiving.ts';
import { findDispute, updateDispute } from './store.ts';

/** Who accepts a dispute, and why. */
export type Cause = { readonly by: Actor; readonly comment: string };

/**
 * Gives a dispute up on somebody's behalf: the shopper keeps the money. The wish is written first and the gateway told
 * then; where it gives no answer, the background work tells it again. Answers the dispute as it is then. Refuses
 * DISPUTE_NOT_FOUND, DISPUTE_CLOSED and DISPUTE_ONLY_ASKED.
 */
export const acceptDispute = async (
  works: Works,
  merchant: Merchant,
  disputeId: bigint,
  cause: Cause,
): Promise<DisputeRow> => {
  const at = merchantNow(works, merchant);
  const dispute = await works.database.transaction((tx) => wanted(tx, merchant, disputeId, cause, at));
  try {
    const outcome = await tellGateway(works, merchant, dispute);
    if (outcome.outcome === 'REFUSED') refuse(outcome.reason === 'ONLY_ASKED' ? DISPUTE_ONLY_ASKED : DISPUTE_CLOSED);
  } catch (error) {
    if (!(error instanceof GatewayUnreachable)) throw error;
    works.log.warn({ dispute: String(disputeId) }, 'gateway unreachable');
  }
  return (await findDispute(works.database, merchant.id, disputeId)) ?? refuse(DISPUTE_NOT_FOUND);
};

const wanted = async (
  tx: Db,
  merchant: Merchant,
  disputeId: bigint,
  { by: actor, comment }: Cause,
  at: Date,
): Promise<DisputeRow> => {
  const { dispute, status } = await lockDispute(tx, merchant.id, disputeId);
  if (dispute.state !== 'OPEN') refuse(DISPUTE_CLOSED, `The dispute is ${dispute.state}.`);
  if (dispute.held_minor === 0n) refuse(DISPUTE_ONLY_ASKED);
  if (dispute.accepting_since !== null) return dispute;
  const after = { ...dispute, accepting_since: at, updated_at: at };
  await updateDispute(tx, after);
  const note = { eventId: newId(), event: 'acceptChargeback', actor, comment };
  await insertOrderEvent(tx, dispute, status, note, at);
  return after;
};

const lockDispute = async (tx: Db, merchantId: bigint, disputeId: bigint) => {
  const found = (await findDispute(tx, merchantId, disputeId)) ?? refuse(DISPUTE_NOT_FOUND);
  const order = (await lockOrder(tx, merchantId, found.ref_no)) ?? refuse(DISPUTE_NOT_FOUND);
  const dispute = (await findDispute(tx, merchantId, disputeId)) ?? refuse(DISPUTE_NOT_FOUND);
  return { dispute, status: order.status };
};

/** Tells the gateway what the merchant wants, and takes in what follows from it. May be done again by anybody. */
export const tellGateway = async (
  works: Works,
  merchant: Merchant,
  dispute: DisputeRow,
): Promise<AcceptDisputeOutcome> => {
  const payment = await findPayment(works.database, merchant.id, dispute.payment_id);
  if (!payment?.gateway_reference) throw new Error(`dispute ${dispute.dispute_id} has no payment`);
  const at = merchantNow(works, merchant);
  const outcome = await works.parts.gateways.named(dispute.gateway).acceptDispute({
    merchantId: merchant.id,
    idempotencyKey: `dispute:${dispute.dispute_id}:accept`,
    at,
    disputeReference: dispute.gateway_reference,
  });
  if (outcome.outcome === 'ACCEPTED') {
    await receiveDispute(works, merchant, {
      gatewayReference: payment.gateway_reference,
      disputeReference: dispute.gateway_reference,
      status: 'ACCEPTED',
      reason: dispute.reason,
      amountMinor: dispute.amount_minor,
      currency: dispute.currency,
    });
  } else {
    works.log.error({ dispute: String(dispute.dispute_id), reason: outcome.reason }, 'a dispute cannot be accepted');
    await works.database.transaction((tx) => unwanted(tx, merchant.id, dispute.dispute_id, at));
  }
  return outcome;
};

/** The gateway tells by itself how the dispute stands; there is nothing to tell it any more. */
const unwanted = async (tx: Db, merchantId: bigint, disputeId: bigint, at: Date): Promise<void> => {
  const { dispute } = await lockDispute(tx, merchantId, disputeId);
  if (dispute.accepting_since !== null) await updateDispute(tx, { ...dispute, accepting_since: null, updated_at: at });
};
