import type { Merchant } from '../../../api/call.ts';
import type { Written } from '../../../api/schema.ts';
import type { Db } from '../../../db/database.ts';
import { wallClock } from '../../../kit/dates.ts';
import { amountNumber } from '../../../kit/money.ts';
import { type Attempt, listAttempts } from '../../payments/index.ts';
import { actionsOf } from '../actions.ts';
import { orderAnswer } from '../answer.ts';
import { listEvents, type OrderEventRow } from '../life-store.ts';
import { type DocumentFacts, listDocuments } from '../purchase-order-store.ts';
import type { OrderRecord } from '../records.ts';
import type { OrderRow } from '../rows.ts';
import { remindersOf } from '../rules/purchase-order.ts';
import type { OrderDetail, OrderList } from './objects.ts';

type Detail = Written<typeof OrderDetail>;
type Summary = NonNullable<Written<typeof OrderList>['Items']>[number];
type Clock = (at: Date | null) => string | null;

const clockOf =
  (merchant: Merchant): Clock =>
  (at) =>
    at && wallClock(at, merchant.timeZone);

/** An order with its history and what may be done to it. */
export const orderDetail = async (db: Db, merchant: Merchant, record: OrderRecord): Promise<Detail> => {
  const { order } = record;
  const clock = clockOf(merchant);
  const { purchaseOrder } = order.details;
  const [events, attempts, documents] = await Promise.all([
    listEvents(db, merchant.id, order.ref_no),
    listAttempts(db, merchant.id, order.ref_no),
    purchaseOrder === undefined ? [] : listDocuments(db, merchant.id, order.ref_no),
  ]);
  return {
    Order: orderAnswer(merchant, record),
    Awaits: order.awaits,
    WaitsUntil: clock(order.expires_at),
    Actions: actionsOf(record),
    History: events.map((event) => historyEntry(event, clock)),
    Payments: attempts.map((attempt) => attemptAnswer(attempt, clock)),
    Documents: documents.map((document) => documentAnswer(document, clock)),
    Reminders:
      purchaseOrder === undefined ? [] : remindersOf(purchaseOrder).map((at) => wallClock(at, merchant.timeZone)),
  };
};

const historyEntry = (row: OrderEventRow, clock: Clock) => ({
  Event: row.event,
  ActorKind: row.actor_kind,
  ActorName: row.actor_name,
  From: row.from_standing,
  To: row.to_standing,
  Comment: row.comment,
  Date: clock(row.happened_at),
});

const attemptAnswer = (attempt: Attempt, clock: Clock) => ({
  Attempt: attempt.attempt,
  Type: attempt.payment_type,
  Gateway: attempt.gateway,
  State: attempt.state,
  Amount: amountNumber(attempt.amount_minor, attempt.currency),
  Currency: attempt.currency,
  GatewayReference: attempt.gateway_reference,
  Card: attempt.card && `${attempt.card.brand} ${attempt.card.lastDigits}`,
  DeclineReason: attempt.decline_reason,
  RequestDate: clock(attempt.requested_at),
  ChangeDate: clock(attempt.updated_at),
});

const documentAnswer = (document: DocumentFacts, clock: Clock) => ({
  Name: document.file_name,
  MediaType: document.media_type,
  Size: document.size_bytes,
  UploadDate: clock(document.uploaded_at),
});

/** A line of a list of orders. */
export const orderSummary = (merchant: Merchant, order: OrderRow): Summary => {
  const clock = clockOf(merchant);
  const { billing } = order;
  const name = [billing.FirstName, billing.LastName].filter(Boolean).join(' ');
  return {
    RefNo: String(order.ref_no),
    OrderNo: Number(order.order_no ?? 0n),
    Status: order.status,
    ApproveStatus: order.approve_status,
    Awaits: order.awaits,
    WaitsUntil: clock(order.expires_at),
    OrderDate: clock(order.placed_at),
    FinishDate: clock(order.finished_at),
    ExternalReference: order.external_reference,
    Customer: billing.Company || name,
    Email: billing.Email,
    CountryCode: billing.CountryCode,
    PaymentType: order.payment_type,
    Currency: order.currency,
    GrossPrice: amountNumber(order.gross_discounted_minor, order.currency),
    TestOrder: order.is_test,
  };
};
