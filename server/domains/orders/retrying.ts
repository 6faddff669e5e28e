import { refuse } from '../../api/errors.ts';
import { type CallClaim, claimCall, type EarlierCall } from '../../api/idempotency/store.ts';
import { type Db, isUniqueViolation } from '../../db/database.ts';
import type { Call } from '../method.ts';
import type { PaymentRow } from '../payments/index.ts';
import { ORDER_NOT_FOUND, ORDER_PAYMENT_IN_PROGRESS, ORDER_PAYMENT_NOT_FREE, ORDER_STATUS_INVALID } from './errors.ts';
import { type Means, meansOf, takeFor } from './means.ts';
import { expiryOf, ipOf, paymentRow } from './paying.ts';
import { ORDER_PAYMENT_TYPE_NOT_ALLOWED } from './payment-errors.ts';
import { checkTestSystem, type SentOrder } from './placement.ts';
import { loadOrder, type OrderRecord } from './records.ts';
import { checkInstallmentsStay } from './rules/installments.ts';
import { checkLimits } from './rules/payment/limits.ts';
import { paymentPlanOf } from './rules/payment/plan.ts';
import { mayPay } from './states.ts';
import { insertRetry, setExpiry } from './store.ts';
import { shopperIp } from './surroundings.ts';

/** Another attempt to pay an order whose payment failed, or is not what its buyer wants any more: written, not yet made. */
export type Retry = { readonly record: OrderRecord; readonly means: Means };

/** Answers the earlier call instead when one of the keys stands for it. */
export const payAgain = async (
  call: Call,
  sent: SentOrder,
  refNo: bigint,
  claims: readonly CallClaim[],
): Promise<Retry | { readonly earlier: EarlierCall }> => {
  const record = (await loadOrder(call.db, call.merchant.id, refNo)) ?? refuse(ORDER_NOT_FOUND);
  if (!mayPay(record.order.status)) refuse(ORDER_STATUS_INVALID);
  const plan = paymentPlanOf(sent.PaymentDetails);
  checkTestSystem(call, plan);
  if (plan.kind === 'FREE') refuse(ORDER_PAYMENT_NOT_FREE);
  // Who is trusted to pay later is decided when an order is placed.
  if (plan.kind === 'PURCHASE_ORDER') refuse(ORDER_PAYMENT_TYPE_NOT_ALLOWED);
  const ip = ipOf(plan, sent, shopperIp(call, sent, { customerIp: null }));
  checkLimits(plan, toBePaid(record));
  checkInstallmentsStay(sent, record.order.details.installments);
  const means = await meansOf(call, plan, payable(record));
  if (means === null) return refuse(ORDER_PAYMENT_TYPE_NOT_ALLOWED);
  const order = {
    ...record.order,
    payment_type: plan.type,
    is_test: means.isTest,
    recurring_enabled: plan.recurring,
    customer_ip: ip,
    expires_at: expiryOf(call.merchant, plan, call.now),
  };
  const payment = paymentRow(order, (record.payment?.attempt ?? 0) + 1, means, call.now);
  const earlier = await write(call, { ...record, order, payment }, payment, means, claims);
  return earlier === undefined ? { record: { ...record, order, payment }, means } : { earlier };
};

const toBePaid = ({ order, items }: OrderRecord) => ({
  payer: order.billing,
  currency: order.currency,
  totalMinor: order.gross_discounted_minor,
  hasDynamicItems: items.some(({ details }) => details.dynamic !== undefined),
  // Renewals have been let in with the order.
  isRenewal: false,
});

const payable = ({ order }: OrderRecord) => ({
  amountMinor: order.gross_discounted_minor,
  currency: order.currency,
  customerId: order.customer_id,
  email: order.billing.Email,
});

/** Two retries at once both count the same next attempt; one of them finds it taken. */
const write = async (
  call: Call,
  { order }: OrderRecord,
  payment: PaymentRow,
  { takes }: Means,
  [claim]: readonly CallClaim[],
): Promise<EarlierCall | undefined> => {
  try {
    return await call.transaction(async (tx) => {
      const earlier = claim && (await claimCall(tx, claim));
      if (earlier !== undefined) return earlier;
      await begin(tx, payment);
      await setExpiry(tx, order);
      if (takes !== null) await takeFor(tx, call, takes, payment.payment_id);
      return undefined;
    });
  } catch (error) {
    if (isUniqueViolation(error, 'payments_order')) return refuse(ORDER_PAYMENT_IN_PROGRESS);
    throw error;
  }
};

const begin = async (db: Db, payment: PaymentRow): Promise<void> => {
  const begun = await insertRetry(db, payment);
  if (begun === 'STATUS') refuse(ORDER_STATUS_INVALID);
  if (begun === 'BUSY') refuse(ORDER_PAYMENT_IN_PROGRESS);
};
