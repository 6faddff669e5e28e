import type { Merchant } from '../../api/call.ts';
import type { MovementOutcome, RefusalReason } from '../../gateways/port.ts';
import { markVoided, type PaymentRow, touchPayment } from '../payments/index.ts';
import { voidKey, type Works } from './charging.ts';
import { merchantNow } from './finishing.ts';

const giveBackKey = ({ payment_id }: Pick<PaymentRow, 'payment_id'>): string => `give-back:${payment_id}`;

/** Refusals of a void that say that nothing is reserved: it was released, or the shopper never gave it. */
const NOTHING_HELD: ReadonlySet<RefusalReason> = new Set(['ALREADY_VOIDED', 'NOT_AUTHORISED']);

/**
 * Lets the money of an attempt go that is VOIDING. A capture may have been under way when that was decided: money that
 * was collected all the same is given back. False when nothing came of it and somebody has to look.
 */
export const releasePayment = async (works: Works, merchant: Merchant, payment: PaymentRow): Promise<boolean> => {
  const { gateway_reference: gatewayReference } = payment;
  if (gatewayReference === null) return false;
  const at = merchantNow(works, merchant);
  const gateway = works.parts.gateways.named(payment.gateway);
  const call = { merchantId: merchant.id, at, gatewayReference };
  let outcome: MovementOutcome = await gateway.voidAuthorisation({ ...call, idempotencyKey: voidKey(payment) });
  if (outcome.outcome === 'REFUSED' && outcome.reason === 'ALREADY_CAPTURED') {
    outcome = await gateway.refund({
      ...call,
      idempotencyKey: giveBackKey(payment),
      amountMinor: payment.amount_minor,
      currency: payment.currency,
    });
  }
  if (outcome.outcome === 'REFUSED' && !NOTHING_HELD.has(outcome.reason)) {
    works.log.error({ refNo: String(payment.ref_no), reason: outcome.reason }, 'void refused');
    // Others come first in the next sweep.
    await touchPayment(works.database, payment, at);
    return false;
  }
  await markVoided(works.database, payment, at);
  return true;
};
