import type { Merchant } from '../../api/call.ts';
import { refuse } from '../../api/errors.ts';
import type { Read } from '../../api/schema.ts';
import type { Gateways } from '../../gateways/registry.ts';
import { parseAmount } from '../../kit/money.ts';
import { settingsOf } from '../accounts/index.ts';
import type { OrderRecord } from '../orders/index.ts';
import type { PaymentRow, RefundedItem } from '../payments/index.ts';
import * as errors from './errors.ts';
import type { RefundItem } from './objects.ts';
import { amountToRefund } from './rules/amount.ts';
import { refundedItems } from './rules/items.ts';
import { reasonOf } from './rules/reasons.ts';
import { canGoBack } from './rules/refundable.ts';

export type SentRefund = {
  /** Absent: all that is left. */
  readonly Amount?: string | null;
  readonly Items?: readonly Read<typeof RefundItem>[] | null;
  readonly Comment?: string | null;
  readonly Reason: string;
  /** Whether subscriptions end with it; absent: with a total refund, where the account wants it. */
  readonly EndSubscriptions?: boolean | null;
  /** Whether the keys of an order that is refunded in full go to others; absent: as the account wants it. */
  readonly ReuseKeys?: boolean | null;
};

/** A request for a refund, checked against its order as far as that is possible before the order is locked. */
export type Wish = {
  readonly payment: PaymentRow;
  /** Null: all that is left. */
  readonly amountMinor: bigint | null;
  readonly items: readonly RefundedItem[];
  readonly reason: string;
  readonly comment: string;
  readonly endsSubscriptions: boolean | null;
  readonly reusesKeys: boolean;
};

export const wishOf = (merchant: Merchant, record: OrderRecord, gateways: Gateways, sent: SentRefund): Wish => {
  const { order } = record;
  const { refundReasons, reuseKeysOnTotalRefund } = settingsOf(merchant);
  checkStatus(order.status);
  const amountMinor = sent.Amount == null ? null : moreThanNothing(sent.Amount, order.currency);
  const items = refundedItems(sent.Items ?? [], record.items, order.currency);
  const reason = reasonOf(sent.Reason, refundReasons) ?? refuse(errors.REFUND_REASON_INVALID);
  const payment = refundable(record.payment, gateways) ?? refuse(errors.REFUND_PAYMENT_DETAILS);
  const wish = {
    payment,
    amountMinor,
    items,
    reason,
    comment: sent.Comment ?? '',
    endsSubscriptions: sent.EndSubscriptions ?? null,
    reusesKeys: sent.ReuseKeys ?? reuseKeysOnTotalRefund,
  };
  amountOf(wish, order.gross_minor, 0n);
  return wish;
};

const moreThanNothing = (text: string, currency: string): bigint => {
  const amountMinor = parseAmount(text, currency);
  return amountMinor === undefined || amountMinor <= 0n ? refuse(errors.ORDER_AMOUNT_INVALID) : amountMinor;
};

/** What goes back, after `goneMinor` went back before. Refuses more than what is left. */
export const amountOf = ({ payment, amountMinor, items }: Wish, grossMinor: bigint, goneMinor: bigint): bigint =>
  amountToRefund(
    { grossMinor, paidMinor: payment.amount_minor, goneMinor },
    { amountMinor, namesItems: items.length > 0 },
  ) ?? refuse(errors.REFUND_MAXIMUM_EXCEEDED);

/** An authorised order may turn out to be one that only waits to be finished. */
const checkStatus = (status: OrderRecord['order']['status']): void => {
  if (status === 'CANCELED') refuse(errors.ORDER_ALREADY_CANCELED);
  if (status === 'REFUND') refuse(errors.REFUND_TOTAL_EXISTS);
  if (status !== 'COMPLETE' && status !== 'AUTHRECEIVED') refuse(errors.REFUND_ORDER_STATUS);
};

/** Money goes back only the way that it came: by the gateway that collected it. */
const refundable = (payment: PaymentRow | null, gateways: Gateways): PaymentRow | undefined =>
  payment !== null &&
  gateways.has(payment.gateway) &&
  payment.gateway_reference !== null &&
  canGoBack(payment.payment_type)
    ? payment
    : undefined;
