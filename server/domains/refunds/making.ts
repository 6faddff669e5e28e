import type { Merchant } from '../../api/call.ts';
import { refuse } from '../../api/errors.ts';
import type { Db } from '../../db/database.ts';
import { newId } from '../../kit/ids.ts';
import { settingsOf } from '../accounts/index.ts';
import { merchantNow, type OrderRecord, type Works } from '../orders/index.ts';
import { findPayment, listRefunds, type PaymentRow, type RefundRow, refundEntries } from '../payments/index.ts';
import { REFUND_ORDER_STATUS, REFUND_PENDING, REFUND_TOTAL_EXISTS } from './errors.ts';
import { portionOf } from './rules/portion.ts';
import { finishRefundRow, insertRefund, lockOrder, markRefused } from './store.ts';
import { amountOf, type Wish } from './wish.ts';

/**
 * Writes the intent to refund, which decides whether there may be one: the order is locked, so that of refunds asked for
 * at once each is judged by what the others left. `db` is a transaction.
 */
export const beginRefund = async (
  db: Db,
  merchant: Merchant,
  { order }: OrderRecord,
  wish: Wish,
  at: Date,
): Promise<RefundRow> => {
  const status = await lockOrder(db, merchant.id, order.ref_no);
  if (status === 'REFUND') refuse(REFUND_TOTAL_EXISTS);
  if (status !== 'COMPLETE') refuse(REFUND_ORDER_STATUS);
  const earlier = await listRefunds(db, merchant.id, [order.ref_no]);
  if (earlier.some(({ state }) => state === 'REQUESTED')) refuse(REFUND_PENDING);
  const refundedMinor = earlier.reduce((sum, each) => (each.state === 'DONE' ? sum + each.amount_minor : sum), 0n);
  const amountMinor = amountOf(wish, order.gross_minor, refundedMinor);
  const collected = { netMinor: order.net_discounted_minor, vatMinor: order.vat_discounted_minor };
  const portion = portionOf(collected, refundedMinor, amountMinor);
  const refund: RefundRow = {
    merchant_id: merchant.id,
    refund_id: newId(),
    ref_no: order.ref_no,
    payment_id: wish.payment.payment_id,
    state: 'REQUESTED',
    is_total: refundedMinor + amountMinor === wish.payment.amount_minor,
    amount_minor: amountMinor,
    net_minor: portion.netMinor,
    vat_minor: portion.vatMinor,
    currency: order.currency,
    reason: wish.reason,
    comment: wish.comment,
    items: wish.items,
    cancels_subscriptions: settingsOf(merchant).cancelSubscriptionsOnTotalRefund,
    refusal: null,
    requested_at: at,
    updated_at: at,
  };
  await insertRefund(db, refund);
  return refund;
};

const refundKey = ({ refund_id }: RefundRow): string => `refund:${refund_id}`;

/**
 * Has a refund made that is written, and writes what came of it. May be done again by anybody: the key lets the gateway
 * give the money back once. Rejects with GatewayUnreachable while the outcome is not known.
 */
export const makeRefund = async (works: Works, merchant: Merchant, refund: RefundRow): Promise<'DONE' | 'REFUSED'> => {
  const payment = await findPayment(works.database, merchant.id, refund.payment_id);
  if (!payment?.gateway_reference) throw new Error(`refund ${refund.refund_id} has no payment`);
  const at = merchantNow(works, merchant);
  const outcome = await works.parts.gateways.named(payment.gateway).refund({
    merchantId: merchant.id,
    idempotencyKey: refundKey(refund),
    at,
    gatewayReference: payment.gateway_reference,
    amountMinor: refund.amount_minor,
    currency: refund.currency,
  });
  if (outcome.outcome === 'DONE') {
    await finishRefundRow(works.database, refund, ledgerRows(refund, payment, at), at);
    return 'DONE';
  }
  works.log.error({ refNo: String(refund.ref_no), reason: outcome.reason }, 'refund refused');
  await markRefused(works.database, refund, outcome.reason, at);
  return 'REFUSED';
};

const ledgerRows = (refund: RefundRow, { gateway }: PaymentRow, at: Date): readonly object[] =>
  refundEntries({
    gateway,
    currency: refund.currency,
    netMinor: refund.net_minor,
    vatMinor: refund.vat_minor,
  }).map(({ account, currency, amountMinor }, index) => ({
    merchant_id: refund.merchant_id,
    transaction_id: refund.refund_id,
    entry_no: index + 1,
    kind: 'REFUND',
    account,
    currency,
    amount_minor: amountMinor,
    ref_no: refund.ref_no,
    booked_at: at,
  }));
