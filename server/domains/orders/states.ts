/**
 * PENDING: not paid. PURCHASE_PENDING: delivered against an approved purchase order, not paid. AUTHRECEIVED: money
 * reserved. COMPLETE: collected and delivered. CANCELED: given up before it was paid. REVERSED: the reserved money was
 * released again. REFUND: all money went back.
 */
export type OrderStatus =
  | 'PENDING'
  | 'PURCHASE_PENDING'
  | 'AUTHRECEIVED'
  | 'COMPLETE'
  | 'CANCELED'
  | 'REVERSED'
  | 'REFUND';

/** The fraud check: WAITING until it is decided. */
export type ApproveStatus = 'WAITING' | 'OK' | 'FRAUD' | 'INVALIDDATA';

/** What the merchant says of it: OK unless he was asked and refused. */
export type VendorApproveStatus = 'OK' | 'WAITING' | 'REJECTED';

/** Whom an authorised order waits for: a person who looks for fraud, or the merchant who delivers. */
export type Awaits = 'REVIEW' | 'CONFIRMATION';

/** Where an order stands: its status and, while it waits for somebody, for whom. */
export type Standing = OrderStatus | `AUTHRECEIVED/${Awaits}`;

/** What happens to orders. */
export type OrderEvent =
  // The gateway's answers to an attempt to pay.
  | 'authorise'
  | 'decline'
  // Before the money is collected.
  | 'hold'
  | 'approve'
  | 'reject'
  | 'awaitConfirmation'
  | 'confirm'
  | 'reverse'
  | 'finish'
  // Orders that nobody pays.
  | 'cancel'
  | 'expire'
  // Purchase orders.
  | 'uploadPurchaseOrder'
  | 'approvePurchaseOrder'
  | 'rejectPurchaseOrder'
  | 'expirePurchaseOrder'
  | 'payPurchaseOrder'
  // After the money was collected.
  | 'refund'
  | 'chargeBack';

/** Where an event leads, and what it decides; a decision that is not named stays as it was. */
export type Move = {
  readonly to: Standing;
  readonly approve?: ApproveStatus;
  readonly vendor?: VendorApproveStatus;
};

const held: Move = { to: 'AUTHRECEIVED/REVIEW', approve: 'WAITING' };
const approved: Move = { to: 'AUTHRECEIVED', approve: 'OK' };
const rejected: Move = { to: 'REVERSED', approve: 'FRAUD' };
const canceled: Move = { to: 'CANCELED' };
const reversed: Move = { to: 'REVERSED' };

/** All that may happen to an order. What is not here does not happen: the functions of the database go by this table. */
export const LIFE: Readonly<Record<Standing, Readonly<Partial<Record<OrderEvent, Move>>>>> = {
  PENDING: {
    authorise: { to: 'AUTHRECEIVED' },
    decline: { to: 'PENDING' },
    cancel: canceled,
    expire: canceled,
    uploadPurchaseOrder: { to: 'PENDING' },
    approvePurchaseOrder: { to: 'PURCHASE_PENDING', approve: 'OK' },
    rejectPurchaseOrder: { to: 'CANCELED', vendor: 'REJECTED' },
  },
  PURCHASE_PENDING: {
    // Its goods are delivered: the money does not make it another order, only a paid one.
    authorise: { to: 'PURCHASE_PENDING' },
    decline: { to: 'PURCHASE_PENDING' },
    payPurchaseOrder: { to: 'COMPLETE', approve: 'OK' },
    expirePurchaseOrder: { to: 'PURCHASE_PENDING' },
    expire: canceled,
    cancel: canceled,
  },
  AUTHRECEIVED: {
    hold: held,
    approve: approved,
    reject: rejected,
    awaitConfirmation: { to: 'AUTHRECEIVED/CONFIRMATION', approve: 'OK' },
    finish: { to: 'COMPLETE', approve: 'OK' },
    reverse: reversed,
  },
  'AUTHRECEIVED/REVIEW': {
    approve: approved,
    reject: rejected,
    cancel: reversed,
    expire: reversed,
  },
  'AUTHRECEIVED/CONFIRMATION': {
    hold: held,
    confirm: { to: 'AUTHRECEIVED' },
    reject: rejected,
    cancel: { to: 'REVERSED', vendor: 'REJECTED' },
    expire: reversed,
  },
  COMPLETE: {
    refund: { to: 'REFUND' },
    chargeBack: { to: 'COMPLETE' },
  },
  CANCELED: {},
  REVERSED: {},
  REFUND: {},
};

export const STANDINGS = Object.keys(LIFE).filter(isStanding);

function isStanding(text: string): text is Standing {
  return Object.hasOwn(LIFE, text);
}

export const standingOf = (order: { readonly status: OrderStatus; readonly awaits: Awaits | null }): Standing =>
  order.status === 'AUTHRECEIVED' && order.awaits !== null ? `AUTHRECEIVED/${order.awaits}` : order.status;

/** Status and wait of a standing, as the columns have them. */
export const columnsOf = (standing: Standing): { readonly status: OrderStatus; readonly awaits: Awaits | null } => {
  switch (standing) {
    case 'AUTHRECEIVED/REVIEW':
      return { status: 'AUTHRECEIVED', awaits: 'REVIEW' };
    case 'AUTHRECEIVED/CONFIRMATION':
      return { status: 'AUTHRECEIVED', awaits: 'CONFIRMATION' };
    default:
      return { status: standing, awaits: null };
  }
};

export const mayHappen = (standing: Standing, event: OrderEvent): boolean => LIFE[standing][event] !== undefined;

/** Whether the buyer may try to pay again. */
export const mayPay = (status: OrderStatus): boolean => status === 'PENDING';
