import type { Merchant } from '../../api/call.ts';
import { refuse } from '../../api/errors.ts';
import { isUniqueViolation } from '../../db/database.ts';
import { GatewayUnreachable } from '../../gateways/port.ts';
import { newId } from '../../kit/ids.ts';
import type { PaymentRow } from '../payments/index.ts';
import type { Works } from './charging.ts';
import { cancelOrder, rejectPurchaseOrder } from './ending.ts';
import { ORDER_NOT_FOUND, ORDER_PAYMENT_IN_PROGRESS } from './errors.ts';
import { finishOrder, merchantNow } from './finishing.ts';
import { approveOrder, type Cause, COLLECT, hold, noted, rejectOrder } from './holding.ts';
import {
  ORDER_ACTION_NOT_POSSIBLE,
  ORDER_PAYMENT_NOT_AWAITED,
  PURCHASE_ORDER_DOCUMENT_MISSING,
} from './life-errors.ts';
import { insertNote, type Moved, moveOrder } from './life-store.ts';
import { approvePurchaseOrder } from './purchase-orders.ts';
import { loadOrder, type OrderRecord } from './records.ts';
import { type Acted, mayDo, type OrderAction, possibleActions, standingText } from './rules/actions.ts';
import { standingOf } from './states.ts';

/** What somebody wants done to an order. */
export type Act = Cause & {
  readonly action: OrderAction;
  /** Of a rejection; FRAUD when nothing is said. */
  readonly reason?: 'FRAUD' | 'INVALIDDATA';
};

export const actedOf = ({ order, payment }: OrderRecord): Acted => ({
  status: order.status,
  awaits: order.awaits,
  purchaseOrder: order.details.purchaseOrder,
  payment: payment?.state ?? null,
});

/** What may be done to an order as it stands. */
export const actionsOf = (record: OrderRecord): readonly OrderAction[] => possibleActions(actedOf(record));

/**
 * Does something to an order on somebody's behalf, writes who it was, and answers the order as it is then. What follows
 * from it at the gateway is begun at once and finished in the background when that is not possible. Refuses
 * ORDER_NOT_FOUND and, naming where the order stands, ORDER_ACTION_NOT_POSSIBLE.
 */
export const actOnOrder = async (works: Works, merchant: Merchant, refNo: bigint, act: Act): Promise<OrderRecord> => {
  const record = (await loadOrder(works.database, merchant.id, refNo)) ?? refuse(ORDER_NOT_FOUND);
  if (!mayDo(act.action, actedOf(record))) refuseImpossible(act.action, record);
  const at = merchantNow(works, merchant);
  const { moved, standing } = await done(works, merchant, record, act, at);
  if (!moved) refuse(ORDER_ACTION_NOT_POSSIBLE, `The order is ${standingText(standing)} by now.`);
  await carriedOn(works, merchant, record);
  return (await loadOrder(works.database, merchant.id, refNo)) ?? refuse(ORDER_NOT_FOUND);
};

const VERBS: Readonly<Record<OrderAction, string>> = {
  approve: 'be approved',
  reject: 'be rejected',
  hold: 'be held',
  cancel: 'be canceled',
  confirm: 'be confirmed',
  markPaid: 'be marked as paid',
  resend: 'have its messages sent again',
  note: 'be noted on',
};

const refuseImpossible = (action: OrderAction, record: OrderRecord): never => {
  const { order } = record;
  const standing = standingText(standingOf(order));
  if (action === 'approve' && order.status === 'PENDING' && order.details.purchaseOrder !== undefined) {
    return refuse(PURCHASE_ORDER_DOCUMENT_MISSING);
  }
  if (action === 'markPaid' && order.status === 'PENDING') return refuse(ORDER_PAYMENT_NOT_AWAITED);
  return refuse(ORDER_ACTION_NOT_POSSIBLE, `The order is ${standing}: it cannot ${VERBS[action]}.`);
};

const done = async (works: Works, merchant: Merchant, record: OrderRecord, act: Act, at: Date): Promise<Moved> => {
  const { order } = record;
  const isPurchaseOrder = order.status === 'PENDING' && order.details.purchaseOrder !== undefined;
  switch (act.action) {
    case 'approve':
      if (!isPurchaseOrder) return approveOrder(works, order, act, at);
      await approvePurchaseOrder(works, merchant, record, act);
      return { moved: true, standing: 'PURCHASE_PENDING' };
    case 'reject':
      return isPurchaseOrder
        ? rejectPurchaseOrder(works, order, act, at)
        : rejectOrder(works, order, act.reason ?? 'FRAUD', act, at);
    case 'hold':
      return hold(works, merchant, order, act, at);
    case 'cancel':
      return cancelOrder(works, order, act, at);
    case 'confirm':
      return confirmDelivery(works, record, act, at);
    case 'markPaid':
      return markPaid(works, record, act, at);
    case 'resend':
    case 'note': {
      const note = { ...noted(act), event: act.action };
      return { moved: await insertNote(works.database, order, note, at), standing: standingOf(order) };
    }
  }
};

/** The merchant delivers: the money may be collected. */
const confirmDelivery = (works: Works, { order }: OrderRecord, cause: Cause, at: Date): Promise<Moved> =>
  moveOrder(
    works.database,
    order,
    { event: 'confirm', note: noted(cause), payments: COLLECT, confirmedAt: at, expiresAt: null },
    at,
  );

/** Where money is that came without a gateway. */
const BANK = 'bank';

/**
 * The money came to the merchant himself, past the gateway: an attempt of its own, which needs no collecting. What the
 * gateway still waits for is let go, so that the buyer is not asked twice.
 */
const markPaid = async (works: Works, record: OrderRecord, cause: Cause, at: Date): Promise<Moved> => {
  try {
    return await moveOrder(
      works.database,
      record.order,
      {
        event: 'authorise',
        word: 'markPaid',
        note: noted(cause),
        approve: 'OK',
        payments: { CHALLENGED: 'VOIDING', AWAITING: 'VOIDING' },
        payment: bankPayment(record, at),
      },
      at,
    );
  } catch (error) {
    if (isUniqueViolation(error, 'payments_order')) return refuse(ORDER_PAYMENT_IN_PROGRESS);
    throw error;
  }
};

const bankPayment = ({ order, payment }: OrderRecord, at: Date): PaymentRow => ({
  merchant_id: order.merchant_id,
  payment_id: newId(),
  ref_no: order.ref_no,
  attempt: (payment?.attempt ?? 0) + 1,
  gateway: BANK,
  state: 'CAPTURING',
  payment_type: order.payment_type,
  is_test: order.is_test,
  recurring_enabled: false,
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

/** What is written is carried on by the background work in any case; here it only is not waited for. */
const carriedOn = async (works: Works, merchant: Merchant, { order }: OrderRecord): Promise<void> => {
  try {
    await finishOrder(works, merchant, order.ref_no);
  } catch (error) {
    if (error instanceof GatewayUnreachable) works.log.warn({ refNo: String(order.ref_no) }, 'gateway unreachable');
    else works.log.error({ refNo: String(order.ref_no), err: error }, 'an order was not carried on');
  }
};
