import type { Merchant } from '../../api/call.ts';
import { refuse } from '../../api/errors.ts';
import type { CallClaim } from '../../api/idempotency/store.ts';
import { TransactionRolledBack } from '../../db/database.ts';
import { newId, randomHex } from '../../kit/ids.ts';
import { settingsOf } from '../accounts/index.ts';
import type { Call } from '../method.ts';
import type { PaymentRow } from '../payments/index.ts';
import { type Means, takeFor } from './means.ts';
import { PAYMENT_METHOD_INVALID } from './payment-errors.ts';
import type { Draft, SentOrder } from './placement.ts';
import { placedPurchaseOrder } from './purchase-orders.ts';
import type { OrderDetails, OrderRow } from './rows.ts';
import type { PaymentPlan } from './rules/payment/plan.ts';
import { daysAfter } from './rules/purchase-order.ts';
import { type Insertion, insertOrder } from './store.ts';

/** The parts of a new order that follow from how it is paid. */
export type PaidBy = Pick<
  OrderRow,
  'status' | 'is_test' | 'payment_type' | 'recurring_enabled' | 'customer_ip' | 'expires_at'
> & { readonly details: Pick<OrderDetails, 'purchaseOrder' | 'linkKey'> };

/** `ip`: the shopper's, or where the call came from. Refuses a purchase order that may not approve itself. */
export const paidBy = (
  call: Call,
  sent: SentOrder,
  { plan, means, ip }: { readonly plan: PaymentPlan; readonly means: Means | null; readonly ip: string },
): PaidBy => {
  const onAccount = purchaseOrderOf(call.merchant, plan, call.now);
  return {
    // Nothing is to be authorised where nothing is to be paid.
    status: plan.kind === 'FREE' ? 'AUTHRECEIVED' : 'PENDING',
    is_test: means?.isTest ?? false,
    payment_type: plan.type,
    recurring_enabled: plan.recurring,
    customer_ip: ipOf(plan, sent, ip),
    expires_at: onAccount === null ? expiryOf(call.merchant, plan, call.now) : onAccount.expiresAt,
    details: {
      linkKey: randomHex(16),
      ...(onAccount === null ? {} : { purchaseOrder: onAccount.purchaseOrder }),
    },
  };
};

const purchaseOrderOf = (merchant: Merchant, plan: PaymentPlan, at: Date) => {
  if (plan.kind !== 'PURCHASE_ORDER') return null;
  if (plan.autoApprove && !settingsOf(merchant).purchaseOrderAutoApprove) {
    refuse(PAYMENT_METHOD_INVALID.AutoApprove, 'Purchase orders of this account are approved by hand.');
  }
  return placedPurchaseOrder(merchant, plan, at);
};

/** When an order that nobody pays is given up. Checks travel for weeks, so nobody knows when one comes no more. */
export const expiryOf = (merchant: Merchant, plan: PaymentPlan, at: Date): Date | null =>
  plan.kind === 'FREE' || plan.type === 'CHECK' ? null : daysAfter(at, settingsOf(merchant).unpaidOrderDays);

/** Where the shopper is sent to a page, the shop's own address says nothing of him. */
export const ipOf = (plan: PaymentPlan, sent: SentOrder, ip: string): string | null => {
  const isSent = sent.PaymentDetails?.CustomerIP || sent.CustomerIP;
  return !isSent && (plan.kind === 'REDIRECT' || plan.kind === 'EXPRESS') ? null : ip;
};

/** The intent to ask the gateway: written before it is asked. */
export const paymentRow = (order: OrderRow, attempt: number, means: Means, at: Date): PaymentRow => ({
  merchant_id: order.merchant_id,
  payment_id: means.begun?.paymentId ?? newId(),
  ref_no: order.ref_no,
  attempt,
  gateway: means.gateway,
  state: 'REQUESTED',
  payment_type: order.payment_type,
  is_test: order.is_test,
  recurring_enabled: order.recurring_enabled,
  customer_ip: order.customer_ip,
  amount_minor: order.gross_discounted_minor,
  currency: order.currency,
  gateway_reference: null,
  token: null,
  card: means.card,
  challenge: null,
  instructions: null,
  decline_reason: null,
  requested_at: at,
  updated_at: at,
});

/** Writes a new order, and takes in the same moment what it is paid by and can be used once. */
export const writeDraft = async (call: Call, draft: Draft, keys: readonly CallClaim[]): Promise<Insertion> => {
  const { order, items, payment, claims, means } = draft;
  const takes = means?.takes ?? null;
  if (takes === null || payment === null) return insertOrder(call.db, order, items, payment, claims, keys);
  let outcome: Insertion = 'PROMOTION';
  try {
    await call.transaction(async (tx) => {
      outcome = await insertOrder(tx, order, items, payment, claims, keys);
      if (outcome === 'PLACED') await takeFor(tx, call, takes, payment.payment_id);
    });
  } catch (error) {
    // A promotion that is used up undoes the transaction, and that is no fault.
    if (!(error instanceof TransactionRolledBack) || outcome !== 'PROMOTION') throw error;
  }
  return outcome;
};
