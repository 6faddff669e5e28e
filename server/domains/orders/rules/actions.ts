import type { PaymentState } from '../../payments/index.ts';
import { type Awaits, mayHappen, type OrderStatus, type Standing, standingOf } from '../states.ts';
import type { PurchaseOrder } from './purchase-order.ts';

/** What people may do to an order. */
export const ORDER_ACTIONS = ['approve', 'reject', 'hold', 'cancel', 'confirm', 'markPaid', 'resend', 'note'] as const;

export type OrderAction = (typeof ORDER_ACTIONS)[number];

/** What it depends on whether something may be done. */
export type Acted = {
  readonly status: OrderStatus;
  readonly awaits: Awaits | null;
  readonly purchaseOrder: PurchaseOrder | undefined;
  /** The decisive attempt to pay. */
  readonly payment: PaymentState | null;
};

/** Whether an action is possible as the order stands; by the table of states wherever it moves the order. */
export const mayDo = (action: OrderAction, acted: Acted): boolean => {
  const standing = standingOf(acted);
  const isOpenPurchaseOrder = standing === 'PENDING' && acted.purchaseOrder !== undefined;
  switch (action) {
    case 'approve':
      return mayHappen(standing, 'approve') || (isOpenPurchaseOrder && isToApprove(acted.purchaseOrder));
    case 'reject':
      return mayHappen(standing, 'reject') || isOpenPurchaseOrder;
    case 'hold':
    case 'cancel':
    case 'confirm':
      return mayHappen(standing, action);
    case 'markPaid':
      return mayHappen(standing, 'authorise') && (acted.payment === 'AWAITING' || standing === 'PURCHASE_PENDING');
    case 'resend':
      return standing !== 'CANCELED' && standing !== 'REVERSED';
    case 'note':
      return true;
  }
};

const isToApprove = (purchaseOrder: PurchaseOrder | undefined): boolean =>
  purchaseOrder?.state === 'UPLOADED' || purchaseOrder?.autoApprove === true;

export const possibleActions = (acted: Acted): readonly OrderAction[] =>
  ORDER_ACTIONS.filter((action) => mayDo(action, acted));

/** A standing in words that fit behind "the order is". */
export const standingText = (standing: Standing): string => {
  const [status, awaits] = standing.split('/');
  return awaits === undefined ? standing : `${status} and waits for its ${awaits.toLowerCase()}`;
};
