import type { Call } from '../method.ts';
import { isByCard, type PaymentRow, type PaymentType, paymentTypeOf } from '../payments/index.ts';
import { loadOrder, parseRefNo } from './records.ts';

/** An attempt that paid an order, and can pay another. */
export type ReusablePayment = PaymentRow & { readonly token: string };

/**
 * What paid an earlier order, if it may pay a new one: a card or a wallet that the gateway kept, of an order that is paid
 * and not under suspicion.
 */
export const reusablePayment = async (
  { db, merchant, parts }: Pick<Call, 'db' | 'merchant' | 'parts'>,
  reference: string,
): Promise<ReusablePayment | undefined> => {
  const refNo = parseRefNo(reference);
  const record = refNo === undefined ? undefined : await loadOrder(db, merchant.id, refNo);
  if (record === undefined || record.payment === null) return undefined;
  const { order, payment } = record;
  const isPaid = order.status === 'AUTHRECEIVED' || order.status === 'COMPLETE';
  const isSuspect =
    order.approve_status === 'FRAUD' || order.approve_status === 'INVALIDDATA' || order.awaits === 'REVIEW';
  const isHere = RESERVED.has(payment.state) || (payment.state === 'AUTHORISED' && order.awaits === 'CONFIRMATION');
  if (!isPaid || isSuspect || !isHere || payment.token === null) return undefined;
  const type = paymentTypeOf(payment.payment_type);
  if (type === undefined || !keepsFor(type) || !parts.gateways.has(payment.gateway)) return undefined;
  return { ...payment, token: payment.token };
};

const RESERVED: ReadonlySet<PaymentRow['state']> = new Set(['CAPTURING', 'CAPTURED']);

/** The platform lets cards and PayPal pay again. */
const keepsFor = (type: PaymentType): boolean => isByCard(type) || type === 'PAYPAL' || type === 'PAYPAL_EXPRESS';
