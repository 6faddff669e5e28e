import type { Logger } from 'pino';
import type { Db } from '../../db/database.ts';
import {
  type AuthoriseOutcome,
  DECLINES,
  GatewayUnreachable,
  isDeclineReason,
  type StatusOutcome,
} from '../../gateways/port.ts';
import type { Call, Parts } from '../method.ts';
import { type PaymentRow, type Settlement, settlementOf, settlePayment } from '../payments/index.ts';
import { CARD_PAYMENT_ERROR, PAYMENT_ERROR } from './errors.ts';
import type { OrderRecord } from './records.ts';
import type { OrderRow } from './rows.ts';
import type { PaymentPlan } from './rules/payment-method.ts';

/** What the domain needs beside a merchant when no call is under way. */
export type Works = {
  readonly database: Db;
  readonly parts: Parts;
  readonly log: Logger;
  /** The real time; a merchant's own is `merchantNow`. */
  readonly now: () => Date;
};

export const authoriseKey = ({ payment_id }: Pick<PaymentRow, 'payment_id'>): string => `authorise:${payment_id}`;
export const captureKey = ({ payment_id }: Pick<PaymentRow, 'payment_id'>): string => `capture:${payment_id}`;
export const voidKey = ({ payment_id }: Pick<PaymentRow, 'payment_id'>): string => `void:${payment_id}`;

/** The payment that a key of `authoriseKey` belongs to. */
export const paymentIdOf = (key: string): bigint | undefined => {
  const id = /^authorise:(\d{1,19})$/.exec(key)?.[1];
  return id === undefined ? undefined : BigInt(id);
};

export type Charged = { readonly record: OrderRecord; readonly errors: Readonly<Record<string, string>> | null };

/**
 * Asks the gateway to reserve the money of an order whose attempt is written, and writes what it answered. An answer
 * that does not come leaves the order PENDING with the attempt open; the sweep asks for it later.
 */
export const charge = async (call: Call, record: OrderRecord, plan: PaymentPlan): Promise<Charged> => {
  const { payment } = record;
  if (payment === null || plan.type === 'FREE') return { record, errors: null };
  let outcome: AuthoriseOutcome;
  try {
    outcome = await call.parts.gateway.authorise({
      merchantId: payment.merchant_id,
      idempotencyKey: authoriseKey(payment),
      at: call.now,
      amountMinor: payment.amount_minor,
      currency: payment.currency,
      orderReference: String(payment.ref_no),
      testOrder: plan.type === 'TEST',
      offSession: false,
      keepCard: plan.recurring,
      paymentMethod: { kind: 'CARD', ...plan.card },
      shopper: { countryCode: record.order.billing.CountryCode, ip: record.order.customer_ip },
      threeDSecure:
        plan.returnUrl === null || plan.cancelUrl === null
          ? null
          : { returnUrl: plan.returnUrl, cancelUrl: plan.cancelUrl, challengeBaseUrl: call.parts.publicUrl },
    });
  } catch (error) {
    if (!(error instanceof GatewayUnreachable)) throw error;
    call.log.warn({ refNo: String(payment.ref_no) }, 'payment outcome not known yet');
    return {
      record,
      errors: { [PAYMENT_ERROR]: 'The payment is still being processed; its outcome is not known yet.' },
    };
  }
  return settled(call.db, record, payment, outcome, call.now, plan.card.holderName);
};

/** Writes a gateway's answer, and answers the order as it is then. */
export const settled = async (
  db: Db,
  record: OrderRecord,
  payment: PaymentRow,
  outcome: StatusOutcome,
  at: Date,
  holderName?: string,
): Promise<Charged> => {
  const settlement = settlementOf(outcome, holderName);
  const what = await settlePayment(db, payment, settlement, at);
  const after = what === 'SETTLED' ? withSettlement(record, payment, settlement, at) : record;
  return { record: after, errors: what === 'SETTLED' ? errorsOf(settlement) : null };
};

const withSettlement = (record: OrderRecord, payment: PaymentRow, settlement: Settlement, at: Date): OrderRecord => ({
  ...record,
  order: settlement.orderStatus === null ? record.order : paidBy(record.order, payment, settlement.orderStatus),
  payment: {
    ...payment,
    state: settlement.state,
    gateway_reference: settlement.gatewayReference,
    token: settlement.token,
    card: settlement.card ?? payment.card,
    challenge: settlement.challenge,
    decline_reason: settlement.declineReason,
    updated_at: at,
  },
});

/** The attempt that pays says how the order was paid. */
const paidBy = (order: OrderRow, payment: PaymentRow, status: OrderRow['status']): OrderRow => ({
  ...order,
  status,
  payment_type: payment.payment_type,
  is_test: payment.is_test,
  recurring_enabled: payment.recurring_enabled,
  customer_ip: payment.customer_ip,
});

const errorsOf = ({ declineReason }: Settlement): Readonly<Record<string, string>> | null => {
  if (declineReason === null) return null;
  const known = isDeclineReason(declineReason) ? DECLINES[declineReason].message : 'The payment was not made.';
  return { [CARD_PAYMENT_ERROR]: known };
};
