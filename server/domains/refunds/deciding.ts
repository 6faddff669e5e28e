import type { Merchant } from '../../api/call.ts';
import { refuse } from '../../api/errors.ts';
import type { Db } from '../../db/database.ts';
import { newId } from '../../kit/ids.ts';
import { settingsOf } from '../accounts/index.ts';
import { type Actor, merchantNow, type Works } from '../orders/index.ts';
import type { RefundRow } from '../payments/index.ts';
import { advanceRefund } from './advancing.ts';
import { moneyOf } from './beginning.ts';
import { REFUND_ACTION_NOT_POSSIBLE, REFUND_NOT_FOUND } from './errors.ts';
import { OUTCOMES, type RefundAction } from './rules/actions.ts';
import { findRefund, insertOrderEvent, lockOrder, updateRefund } from './store.ts';

/** Who decides about a refund, and why. */
export type Cause = { readonly by: Actor; readonly comment: string };

/** Why a refund was not made that the merchant rejected. */
const REJECTED = 'REJECTED';

/**
 * Approves, rejects or cancels a refund on somebody's behalf, writes who it was, and answers the refund as it is then. An
 * approved one is made when its hold is over, at once where there is none. Refuses REFUND_NOT_FOUND and
 * REFUND_ACTION_NOT_POSSIBLE.
 */
export const decideRefund = async (
  works: Works,
  merchant: Merchant,
  refundId: bigint,
  action: RefundAction,
  cause: Cause,
): Promise<RefundRow> => {
  const at = merchantNow(works, merchant);
  const decided = await works.database.transaction((tx) => decide(tx, merchant, refundId, action, cause, at));
  if (decided.state !== 'APPROVED' || decided.due_at === null || decided.due_at > at) return decided;
  await advanceRefund(works, merchant, refundId);
  return (await findRefund(works.database, merchant.id, refundId)) ?? refuse(REFUND_NOT_FOUND);
};

const decide = async (
  tx: Db,
  merchant: Merchant,
  refundId: bigint,
  action: RefundAction,
  cause: Cause,
  at: Date,
): Promise<RefundRow> => {
  const { from, to } = OUTCOMES[action];
  const { refund, status } = await lockRefund(tx, merchant, refundId);
  if (!from.includes(refund.state)) {
    refuse(REFUND_ACTION_NOT_POSSIBLE, `The refund is ${refund.state}: ${action} is not possible.`);
  }
  const holdMs = settingsOf(merchant).refundHoldMinutes.panel * 60_000;
  return writeDecision(
    tx,
    {
      ...refund,
      state: to,
      due_at: action === 'approve' ? new Date(at.getTime() + holdMs) : null,
      refusal: action === 'reject' ? REJECTED : null,
      updated_at: at,
    },
    { action, status, cause },
    at,
  );
};

/** A refund whose order is locked, as it is now. Refuses REFUND_NOT_FOUND. */
export const lockRefund = async (
  tx: Db,
  merchant: Merchant,
  refundId: bigint,
): Promise<{ readonly refund: RefundRow; readonly status: string }> => {
  const found = (await findRefund(tx, merchant.id, refundId)) ?? refuse(REFUND_NOT_FOUND);
  const order = (await lockOrder(tx, merchant.id, found.ref_no)) ?? refuse(REFUND_NOT_FOUND);
  const refund = (await findRefund(tx, merchant.id, refundId)) ?? refuse(REFUND_NOT_FOUND);
  return { refund, status: order.status };
};

export const writeDecision = async (
  tx: Db,
  refund: RefundRow,
  { action, status, cause }: { readonly action: RefundAction; readonly status: string; readonly cause: Cause },
  at: Date,
): Promise<RefundRow> => {
  await updateRefund(tx, refund, at);
  const { by: actor, comment } = cause;
  const note = { eventId: newId(), event: OUTCOMES[action].event, actor };
  const told = [moneyOf(refund), comment].filter(Boolean).join('; ');
  await insertOrderEvent(tx, refund, status, { ...note, comment: told }, at);
  return refund;
};
