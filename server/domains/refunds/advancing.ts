import type { Merchant } from '../../api/call.ts';
import type { Db } from '../../db/database.ts';
import { newId } from '../../kit/ids.ts';
import { merchantNow, SYSTEM, type Works } from '../orders/index.ts';
import { findPayment, type RefundRow } from '../payments/index.ts';
import { moneyOf } from './beginning.ts';
import { tryRefund } from './making.ts';
import { accountOf, goneMinorOf, measured } from './measuring.ts';
import { nextStep } from './rules/next-step.ts';
import { findRefund, insertOrderEvent, lockOrder, updateRefund } from './store.ts';

/**
 * Carries on a refund that is approved and due: it is made, or waits for a dispute, or is given up where there is nothing
 * left to give back. Does nothing when somebody else was quicker. True when something became of it.
 */
export const advanceRefund = async (works: Works, merchant: Merchant, refundId: bigint): Promise<boolean> => {
  const at = merchantNow(works, merchant);
  const after = await works.database.transaction((tx) => advanced(tx, merchant, refundId, at));
  if (after?.state === 'REQUESTED') await tryRefund(works, merchant, after);
  return after !== undefined;
};

const advanced = async (tx: Db, merchant: Merchant, refundId: bigint, at: Date): Promise<RefundRow | undefined> => {
  const found = await findRefund(tx, merchant.id, refundId);
  if (found === undefined) return undefined;
  const order = await lockOrder(tx, merchant.id, found.ref_no);
  if (order === undefined) return undefined;
  const [account, payment] = await Promise.all([
    accountOf(tx, merchant.id, found.ref_no, order),
    findPayment(tx, merchant.id, found.payment_id),
  ]);
  const refund = account.refunds.find(({ refund_id }) => refund_id === refundId);
  if (payment === undefined || refund?.state !== 'APPROVED' || !isDue(refund, at)) return undefined;
  const next = nextStep({
    isComplete: order.status === 'COMPLETE',
    amountMinor: refund.amount_minor,
    leftMinor: payment.amount_minor - goneMinorOf(account),
    heldMinor: account.returned.heldMinor,
  });
  const after: RefundRow = {
    ...refund,
    ...(next.state === 'REQUESTED'
      ? measured(merchant, account, payment, next.amountMinor, refund.subscriptions_wish)
      : {}),
    state: next.state,
    due_at: null,
    updated_at: at,
  };
  await updateRefund(tx, after, at);
  const told = { WAITING_DISPUTE: 'refundWaits', CANCELED: 'cancelRefund', REQUESTED: null }[next.state];
  if (told !== null) {
    const comment = next.state === 'CANCELED' ? `${moneyOf(refund)}; ${next.because}` : moneyOf(refund);
    await insertOrderEvent(tx, refund, order.status, { eventId: newId(), event: told, actor: SYSTEM, comment }, at);
  }
  return after;
};

const isDue = ({ due_at }: RefundRow, at: Date): boolean => due_at !== null && due_at <= at;
