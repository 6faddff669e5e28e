import type { Merchant } from '../../api/call.ts';
import { GatewayUnreachable } from '../../gateways/port.ts';
import { newId } from '../../kit/ids.ts';
import { creditNoteForRefund, invoiceForOrder } from '../invoices/index.ts';
import { type EventNote, loadOrder, merchantNow, type OrderRecord, SYSTEM, type Works } from '../orders/index.ts';
import { findPayment, type PaymentRow, type RefundRow, refundEntries } from '../payments/index.ts';
import { endSubscriptionsOfOrder } from '../subscriptions/index.ts';
import { moneyOf } from './beginning.ts';
import { findRefund, finishRefundRow, insertOrderEvent, lockOrder, updateRefund } from './store.ts';

const refundKey = ({ refund_id }: RefundRow): string => `refund:${refund_id}`;

/**
 * Has a refund made that is REQUESTED, and writes what came of it. May be done again by anybody: the key lets the gateway
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
    await finish(works, merchant, refund, payment, at);
    return 'DONE';
  }
  works.log.error({ refNo: String(refund.ref_no), reason: outcome.reason }, 'refund refused');
  await markRefused(works, refund, outcome.reason, at);
  return 'REFUSED';
};

/** As makeRefund; a refund whose outcome is not known is left to the sweep. Null then. */
export const tryRefund = async (
  works: Works,
  merchant: Merchant,
  refund: RefundRow,
): Promise<'DONE' | 'REFUSED' | null> => {
  try {
    return await makeRefund(works, merchant, refund);
  } catch (error) {
    if (!(error instanceof GatewayUnreachable)) throw error;
    works.log.warn({ refNo: String(refund.ref_no) }, 'refund outcome not known yet');
    return null;
  }
};

/** Writes in one transaction what follows from money that went back. */
const finish = async (
  works: Works,
  merchant: Merchant,
  refund: RefundRow,
  payment: PaymentRow,
  at: Date,
): Promise<void> => {
  const record = await loadOrder(works.database, merchant.id, refund.ref_no);
  if (record === undefined) throw new Error(`refund ${refund.refund_id} has no order`);
  const made = {
    ledger: ledgerRows(refund, payment, at),
    invoices: documentsOf(merchant, record, refund, at),
    note: noted('refund', moneyOf(refund)),
  };
  await works.database.transaction(async (tx) => {
    await lockOrder(tx, merchant.id, refund.ref_no);
    const now = await findRefund(tx, merchant.id, refund.refund_id);
    if (now?.state !== 'REQUESTED') return;
    // Subscriptions are locked before keys, here as everywhere.
    if (refund.cancels_subscriptions) {
      await endSubscriptionsOfOrder(tx, { merchant, refNo: refund.ref_no, at }, linesOf(refund));
    }
    await finishRefundRow(tx, refund, made, at);
  });
};

/** A partial refund with which subscriptions end is about those of the lines that it names. */
const linesOf = ({ is_total, items }: RefundRow): readonly number[] | null =>
  is_total || items.length === 0 ? null : items.map(({ lineNo }) => lineNo);

/** The credit note, and the invoice that it corrects where the order is older than invoices. */
const documentsOf = (
  merchant: Merchant,
  { order, items, payment }: OrderRecord,
  refund: RefundRow,
  at: Date,
): readonly object[] => {
  const sale = { merchant, order, items, payment, suppliedAt: order.finished_at ?? at, at };
  return [invoiceForOrder({ ...sale, paidAt: order.finished_at }), creditNoteForRefund({ ...sale, refund })];
};

const noted = (event: string, comment: string): EventNote => ({ eventId: newId(), event, actor: SYSTEM, comment });

const ledgerRows = (refund: RefundRow, { gateway }: PaymentRow, at: Date): readonly object[] =>
  refundEntries({
    gateway,
    currency: refund.currency,
    netMinor: refund.net_minor,
    vatMinor: refund.vat_minor,
    commissionMinor: refund.commission_minor,
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

/** Notes that no money went back. */
const markRefused = (works: Works, { merchant_id, refund_id, ref_no }: RefundRow, refusal: string, at: Date) =>
  works.database.transaction(async (tx) => {
    const order = await lockOrder(tx, merchant_id, ref_no);
    const refund = await findRefund(tx, merchant_id, refund_id);
    if (order === undefined || refund?.state !== 'REQUESTED') return;
    await updateRefund(tx, { ...refund, state: 'REFUSED', refusal }, at);
    await insertOrderEvent(tx, refund, order.status, noted('refundRefused', `${moneyOf(refund)}; ${refusal}`), at);
  });
