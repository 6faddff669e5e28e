import type { Logger } from 'pino';
import type { Database, Db } from '../../db/database.ts';
import { DECLINES, GatewayUnreachable, isDeclineReason, type StatusOutcome } from '../../gateways/port.ts';
import type { Parts } from '../method.ts';
import {
  isByCard,
  type Known,
  type PaymentRow,
  paymentTypeOf,
  type Settlement,
  settlementOf,
  settlePayment,
} from '../payments/index.ts';
import { CARD_PAYMENT_ERROR, PAYMENT_ERROR } from './errors.ts';
import { authoriseKey } from './keys.ts';
import type { Means } from './means.ts';
import { loadOrder, type OrderRecord } from './records.ts';
import type { OrderRow } from './rows.ts';

export { authoriseKey, captureKey, paymentIdOf, voidKey } from './keys.ts';

/** What the domain needs beside a merchant when no call is under way. */
export type Works = {
  readonly database: Db & Pick<Database, 'transaction'>;
  readonly parts: Parts;
  readonly log: Logger;
  /** The real time; a merchant's own is `merchantNow`. */
  readonly now: () => Date;
};

export type Charged = { readonly record: OrderRecord; readonly errors: Readonly<Record<string, string>> | null };

/**
 * Asks the gateway for the money of an order whose attempt is written, and writes what it answered. An answer that does
 * not come leaves the order PENDING with the attempt open; the sweep asks for it later.
 */
export const charge = async (
  works: Pick<Works, 'database' | 'parts' | 'log'>,
  record: OrderRecord,
  means: Means,
  at: Date,
): Promise<Charged> => {
  const { payment } = record;
  if (payment === null) return { record, errors: null };
  let outcome: StatusOutcome;
  try {
    outcome = await askFor(works.parts, record, payment, means, at);
  } catch (error) {
    if (!(error instanceof GatewayUnreachable)) throw error;
    works.log.warn({ refNo: String(payment.ref_no) }, 'payment outcome not known yet');
    return {
      record,
      errors: { [PAYMENT_ERROR]: 'The payment is still being processed; its outcome is not known yet.' },
    };
  }
  return settled(works.database, record, payment, outcome, at, means);
};

const askFor = (
  parts: Parts,
  { order }: OrderRecord,
  payment: PaymentRow,
  means: Means,
  at: Date,
): Promise<StatusOutcome> => {
  const gateway = parts.gateways.named(payment.gateway);
  const key = { merchantId: payment.merchant_id, idempotencyKey: authoriseKey(payment), at };
  if (means.begun !== null) return gateway.statusOf(key);
  return gateway.authorise({
    ...key,
    amountMinor: payment.amount_minor,
    currency: payment.currency,
    orderReference: String(payment.ref_no),
    testOrder: payment.is_test,
    offSession: means.offSession ?? false,
    keepCard: means.keep,
    paymentMethod: means.method,
    shopper: { countryCode: order.billing.CountryCode, ip: payment.customer_ip },
    browser: means.browser && { ...means.browser, challengeBaseUrl: parts.publicUrl },
  });
};

/** Writes a gateway's answer, and answers the order as it is then. */
export const settled = async (
  db: Db,
  record: OrderRecord,
  payment: PaymentRow,
  outcome: StatusOutcome,
  at: Date,
  known: Known = {},
): Promise<Charged> => {
  const settlement = settlementOf(outcome, known);
  const what = await settlePayment(db, payment, settlement, at);
  if (what === 'SETTLED') {
    const after = withSettlement(record, payment, settlement, at);
    return { record: after, errors: declineErrors(payment.payment_type, settlement.declineReason) };
  }
  // Somebody else was faster, for example an event of the gateway: what stands is what was written.
  const after = (await loadOrder(db, payment.merchant_id, payment.ref_no)) ?? record;
  return { record: after, errors: declineErrors(payment.payment_type, after.payment?.decline_reason ?? null) };
};

const withSettlement = (record: OrderRecord, payment: PaymentRow, settlement: Settlement, at: Date): OrderRecord => ({
  ...record,
  order: settlement.orderStatus === null ? record.order : paidBy(record.order, payment, settlement.orderStatus),
  payment: {
    ...payment,
    state: settlement.state,
    gateway_reference: settlement.gatewayReference ?? payment.gateway_reference,
    token: settlement.token ?? payment.token,
    card: settlement.card ?? payment.card,
    challenge: settlement.challenge,
    instructions: settlement.instructions ?? payment.instructions,
    decline_reason: settlement.declineReason,
    updated_at: at,
  },
});

/** The attempt that pays says how the order was paid. One that was delivered before keeps its status until then. */
const paidBy = (order: OrderRow, payment: PaymentRow, status: OrderRow['status']): OrderRow => ({
  ...order,
  status: order.status === 'PENDING' ? status : order.status,
  payment_type: payment.payment_type,
  is_test: payment.is_test,
  recurring_enabled: payment.recurring_enabled,
  customer_ip: payment.customer_ip,
});

/** Order.Errors of an attempt that was declined for a reason; null when it was not. */
export const declineErrors = (paymentType: string, reason: string | null): Readonly<Record<string, string>> | null => {
  if (reason === null) return null;
  const message = isDeclineReason(reason) ? DECLINES[reason].message : 'The payment was not made.';
  const type = paymentTypeOf(paymentType);
  return { [type === undefined || isByCard(type) ? CARD_PAYMENT_ERROR : PAYMENT_ERROR]: message };
};
