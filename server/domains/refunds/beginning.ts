import type { Merchant } from '../../api/call.ts';
import { refuse } from '../../api/errors.ts';
import type { Db } from '../../db/database.ts';
import { newId } from '../../kit/ids.ts';
import { amountText } from '../../kit/money.ts';
import type { Actor, OrderRecord } from '../orders/index.ts';
import { isOpenRefund, type RefundOrigin, type RefundRow } from '../payments/index.ts';
import { REFUND_ORDER_STATUS, REFUND_PENDING, REFUND_TOTAL_EXISTS } from './errors.ts';
import { type Account, accountOf, goneMinorOf, measured } from './measuring.ts';
import { insertOrderEvent, insertRefund, lockOrder } from './store.ts';
import { amountOf, type Wish } from './wish.ts';

/** Who asks for a refund, and when it is to be made. */
export type Asking = {
  readonly origin: RefundOrigin;
  readonly by: Actor;
  /** Minutes until it is made, 0: at once; null: it waits for an approval. */
  readonly holdMinutes: number | null;
};

/**
 * Writes that money is to go back, which decides whether it may: the order is locked, so that of refunds asked for at
 * once each is judged by what the others left. `tx` is a transaction. A refund that is REQUESTED is to be made now.
 */
export const beginRefund = async (
  tx: Db,
  merchant: Merchant,
  { order }: OrderRecord,
  wish: Wish,
  { origin, by, holdMinutes }: Asking,
  at: Date,
): Promise<RefundRow> => {
  const locked = await lockOrder(tx, merchant.id, order.ref_no);
  if (locked?.status === 'REFUND') refuse(REFUND_TOTAL_EXISTS);
  if (locked?.status !== 'COMPLETE') return refuse(REFUND_ORDER_STATUS);
  const account = await accountOf(tx, merchant.id, order.ref_no, locked);
  if (account.refunds.some(isOpenRefund)) refuse(REFUND_PENDING);
  const amountMinor = amountOf(wish, order.gross_minor, goneMinorOf(account));
  const refund: RefundRow = {
    merchant_id: merchant.id,
    refund_id: newId(),
    ref_no: order.ref_no,
    payment_id: wish.payment.payment_id,
    ...measured(merchant, account, wish.payment, amountMinor, wish.endsSubscriptions),
    ...firstState(account, holdMinutes, at),
    currency: order.currency,
    reason: wish.reason,
    comment: wish.comment,
    items: wish.items,
    subscriptions_wish: wish.endsSubscriptions,
    reuses_keys: wish.reusesKeys,
    origin,
    refusal: null,
    requested_at: at,
    updated_at: at,
  };
  await insertRefund(tx, refund);
  const comment = [moneyOf(refund), refund.reason, refund.comment].filter(Boolean).join('; ');
  await insertOrderEvent(tx, refund, 'COMPLETE', { eventId: newId(), event: 'requestRefund', actor: by, comment }, at);
  return refund;
};

const firstState = (
  { returned }: Account,
  holdMinutes: number | null,
  at: Date,
): Pick<RefundRow, 'state' | 'due_at'> => {
  if (holdMinutes === null) return { state: 'PENDING', due_at: null };
  if (holdMinutes > 0) return { state: 'APPROVED', due_at: new Date(at.getTime() + holdMinutes * 60_000) };
  return { state: returned.heldMinor > 0n ? 'WAITING_DISPUTE' : 'REQUESTED', due_at: null };
};

/** "12.50 EUR", for the history. */
export const moneyOf = ({ amount_minor, currency }: Pick<RefundRow, 'amount_minor' | 'currency'>): string =>
  `${amountText(amount_minor, currency)} ${currency}`;
