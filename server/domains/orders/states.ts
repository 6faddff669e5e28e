/** PENDING: not paid. AUTHRECEIVED: money reserved. COMPLETE: collected and delivered. REFUND: all money went back. */
export type OrderStatus = 'PENDING' | 'AUTHRECEIVED' | 'COMPLETE' | 'CANCELED' | 'REVERSED' | 'REFUND';

/** The fraud check: WAITING until it is decided. */
export type ApproveStatus = 'WAITING' | 'OK' | 'FRAUD' | 'INVALIDDATA';

/** What may happen to an order in a status, and where it leads. */
export const TRANSITIONS: Readonly<Record<OrderStatus, Readonly<Partial<Record<OrderEvent, OrderStatus>>>>> = {
  PENDING: { authorise: 'AUTHRECEIVED', decline: 'PENDING' },
  AUTHRECEIVED: { finish: 'COMPLETE' },
  COMPLETE: { refund: 'REFUND' },
  CANCELED: {},
  REVERSED: {},
  REFUND: {},
};

export type OrderEvent = 'authorise' | 'decline' | 'finish' | 'refund';

/** Whether the buyer may try to pay again. */
export const mayPay = (status: OrderStatus): boolean => 'authorise' in TRANSITIONS[status];
