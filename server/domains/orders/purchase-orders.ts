import type { Merchant } from '../../api/call.ts';
import { refuse } from '../../api/errors.ts';
import type { Db } from '../../db/database.ts';
import { type AuthoriseOutcome, GatewayUnreachable } from '../../gateways/port.ts';
import { newId } from '../../kit/ids.ts';
import { gatewayNameOf, settingsOf } from '../accounts/index.ts';
import type { PaymentRow } from '../payments/index.ts';
import { authoriseKey, settled, type Works } from './charging.ts';
import { deliveryOnAccount } from './consequences.ts';
import { deliver, finishRecord, finishWith, merchantNow } from './finishing.ts';
import { type Cause, noted } from './holding.ts';
import {
  ORDER_ACTION_NOT_POSSIBLE,
  PURCHASE_ORDER_DOCUMENT_INVALID,
  PURCHASE_ORDER_DOCUMENT_MISSING,
  PURCHASE_ORDER_DOCUMENTS_EXCEEDED,
  PURCHASE_ORDER_INVALID,
} from './life-errors.ts';
import { moveOrder, SYSTEM } from './life-store.ts';
import { insertDocument, listDocuments, listPurchaseOrdersToCarryOn } from './purchase-order-store.ts';
import { loadOrder, type OrderRecord } from './records.ts';
import type { OrderRow } from './rows.ts';
import { documentContent, documentName, mediaTypeOf } from './rules/document.ts';
import {
  newPurchaseOrder,
  type PurchaseOrder,
  type PurchaseOrderDays,
  type Step,
  withDocument,
} from './rules/purchase-order.ts';
import { insertRetry } from './store.ts';
import { endSuperseded } from './superseding.ts';

const daysOf = (merchant: Merchant): PurchaseOrderDays => {
  const settings = settingsOf(merchant);
  return {
    document: settings.purchaseOrderDocumentDays,
    confirmation: settings.purchaseOrderConfirmationDays,
    payment: settings.purchaseOrderDays,
  };
};

/**
 * What a new order paid by purchase order keeps of it (in `details.purchaseOrder`) and when it is given up without a
 * document (`expires_at`). With `autoApprove`, the caller lets approvePurchaseOrder follow once the order is written; when
 * that does not come to pass, carryOnPurchaseOrders does it.
 */
export const placedPurchaseOrder = (
  merchant: Merchant,
  { number, autoApprove }: { readonly number: string | null; readonly autoApprove: boolean },
  at: Date,
): Step => newPurchaseOrder(number, autoApprove, daysOf(merchant), at);

/** Refuses what is no purchase order, or none that waits to be approved. */
const openPurchaseOrder = ({ status, details: { purchaseOrder } }: OrderRow): PurchaseOrder => {
  if (purchaseOrder === undefined) return refuse(PURCHASE_ORDER_INVALID);
  if (status !== 'PENDING') return refuse(ORDER_ACTION_NOT_POSSIBLE, `The order is ${status}, not PENDING.`);
  return purchaseOrder;
};

/** A document that was wrong may be sent again, but not for ever. */
const MOST_DOCUMENTS = 10;

export type SentDocument = { readonly name: string | null | undefined; readonly content: string };

/** Takes the document of a purchase order. `db` is a transaction. */
export const uploadPurchaseOrder = async (
  db: Db,
  merchant: Merchant,
  order: OrderRow,
  sent: SentDocument,
  cause: Cause,
  at: Date,
): Promise<void> => {
  const purchaseOrder = openPurchaseOrder(order);
  const content = documentContent(sent.content) ?? refuse(PURCHASE_ORDER_DOCUMENT_INVALID);
  const mediaType = mediaTypeOf(content) ?? refuse(PURCHASE_ORDER_DOCUMENT_INVALID);
  const step = withDocument(purchaseOrder, daysOf(merchant), at);
  const { moved, standing } = await moveOrder(
    db,
    order,
    { event: 'uploadPurchaseOrder', note: noted(cause), ...step },
    at,
  );
  if (!moved) refuse(ORDER_ACTION_NOT_POSSIBLE, `The order is ${standing}, not PENDING.`);
  // The order is locked by now: nobody else counts at the same time.
  const earlier = await listDocuments(db, merchant.id, order.ref_no);
  if (earlier.length >= MOST_DOCUMENTS) refuse(PURCHASE_ORDER_DOCUMENTS_EXCEEDED);
  const fileName = documentName(sent.name, mediaType);
  await insertDocument(db, order, { documentId: newId(), fileName, mediaType, content }, at);
};

/**
 * Approves a purchase order: what was bought is delivered and invoiced now, and the buyer is told how to pay. Answers the
 * order as it is then. Refuses PURCHASE_ORDER_INVALID, ORDER_ACTION_NOT_POSSIBLE, and PURCHASE_ORDER_DOCUMENT_MISSING
 * where the document is to come first.
 */
export const approvePurchaseOrder = async (
  works: Works,
  merchant: Merchant,
  record: OrderRecord,
  cause: Cause,
): Promise<OrderRecord> => {
  const { state, autoApprove } = openPurchaseOrder(record.order);
  if (state === 'NEW' && !autoApprove) refuse(PURCHASE_ORDER_DOCUMENT_MISSING);
  const at = merchantNow(works, merchant);
  const terms = { days: daysOf(merchant), ...cause };
  const finish = await finishWith(
    works,
    record,
    (current) => deliveryOnAccount(works, merchant, current, terms, at),
    at,
  );
  const after = await reloaded(works, record);
  if (finish === null) {
    return refuse(ORDER_ACTION_NOT_POSSIBLE, `The order is ${after.order.status}, not PENDING.`);
  }
  await deliver(works, merchant, record, finish, at);
  await endSuperseded(works, record, at);
  await openPayment(works, merchant, after);
  return reloaded(works, record);
};

const reloaded = async (works: Works, { order }: OrderRecord): Promise<OrderRecord> => {
  const record = await loadOrder(works.database, order.merchant_id, order.ref_no);
  if (record === undefined) throw new Error(`order ${order.ref_no} is gone`);
  return record;
};

/** Attempts that may still bring money. */
const OPEN: readonly PaymentRow['state'][] = ['REQUESTED', 'CHALLENGED', 'AWAITING', 'AUTHORISED', 'CAPTURING'];

/**
 * Asks the gateway where the buyer has to send the money of an approved purchase order. When it does not answer, the
 * attempt is swept like any other, and a new one is opened by carryOnPurchaseOrders.
 */
const openPayment = async (works: Works, merchant: Merchant, record: OrderRecord): Promise<void> => {
  if (record.payment !== null && OPEN.includes(record.payment.state)) return;
  const at = merchantNow(works, merchant);
  const payment = transferRow(merchant, record, at);
  if ((await insertRetry(works.database, payment)) !== 'BEGUN') return;
  try {
    const outcome = await askForTransfer(works, record, payment, at);
    const after = await settled(works.database, { ...record, payment }, payment, outcome, at);
    await finishRecord(works, merchant, after.record);
  } catch (error) {
    // The order is delivered whatever the gateway says.
    const about = { refNo: String(payment.ref_no) };
    if (error instanceof GatewayUnreachable) works.log.warn(about, 'payment instructions are not known yet');
    else works.log.error({ ...about, err: error }, 'no payment instructions');
  }
};

const askForTransfer = (
  works: Works,
  { order }: OrderRecord,
  payment: PaymentRow,
  at: Date,
): Promise<AuthoriseOutcome> =>
  works.parts.gateways.named(payment.gateway).authorise({
    merchantId: payment.merchant_id,
    idempotencyKey: authoriseKey(payment),
    at,
    amountMinor: payment.amount_minor,
    currency: payment.currency,
    orderReference: String(payment.ref_no),
    testOrder: payment.is_test,
    offSession: true,
    keepCard: false,
    paymentMethod: { kind: 'OFFLINE', method: 'WIRE' },
    shopper: { countryCode: order.billing.CountryCode, ip: null },
    browser: null,
  });

const transferRow = (merchant: Merchant, { order, payment }: OrderRecord, at: Date): PaymentRow => ({
  merchant_id: order.merchant_id,
  payment_id: newId(),
  ref_no: order.ref_no,
  attempt: (payment?.attempt ?? 0) + 1,
  gateway: gatewayNameOf(merchant, order.is_test),
  state: 'REQUESTED',
  payment_type: order.payment_type,
  is_test: order.is_test,
  recurring_enabled: order.recurring_enabled,
  customer_ip: order.customer_ip,
  amount_minor: order.gross_discounted_minor,
  currency: order.currency,
  gateway_reference: null,
  token: null,
  card: null,
  challenge: null,
  instructions: null,
  decline_reason: null,
  requested_at: at,
  updated_at: at,
});

/** Orders taken up in one run for a merchant. */
const BATCH = 100;
/** The call that approved or placed an order does the rest itself; younger ones are left to it. */
const LEFT_TO_THE_CALL_MS = 60_000;

/**
 * Approves purchase orders that were to be approved at once, and opens the payment of approved ones that have none: what
 * a crash or an unreachable gateway left. Answers how many were carried on.
 */
export const carryOnPurchaseOrders = async (works: Works, merchants: readonly Merchant[]): Promise<number> => {
  let done = 0;
  for (const merchant of merchants) {
    const before = new Date(merchantNow(works, merchant).getTime() - LEFT_TO_THE_CALL_MS);
    for (const refNo of await listPurchaseOrdersToCarryOn(works.database, merchant.id, before, BATCH)) {
      if (await carriedOn(works, merchant, refNo)) done += 1;
    }
  }
  return done;
};

const AUTOMATIC: Cause = { by: SYSTEM, comment: 'approved without a document' };

const carriedOn = async (works: Works, merchant: Merchant, refNo: bigint): Promise<boolean> => {
  try {
    const record = await loadOrder(works.database, merchant.id, refNo);
    if (record === undefined) return false;
    if (record.order.status === 'PENDING') await approvePurchaseOrder(works, merchant, record, AUTOMATIC);
    else await openPayment(works, merchant, record);
    return true;
  } catch (error) {
    works.log.error({ merchant: merchant.code, refNo: String(refNo), err: error }, 'purchase order not carried on');
    return false;
  }
};
