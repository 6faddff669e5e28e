import { type Refusal, refusal } from '../../api/errors.ts';

const invalid = (code: string, number: number, sentence: string): Refusal => refusal(code, number, 'invalid', sentence);

export const ORDER_REF_MISSING = invalid('ORDER_REF_MISSING', 30001, 'The order reference is missing or malformed.');
export const ORDER_AMOUNT_MISSING = invalid('ORDER_AMOUNT_MISSING', 30002, 'The amount is missing or malformed.');
export const ORDER_ALREADY_CANCELED = invalid('ORDER_ALREADY_CANCELED', 30003, 'The order is canceled.');
export const ORDER_REF_INVALID = refusal('ORDER_REF_INVALID', 30004, 'not-found', 'No order has this reference.');
export const ORDER_AMOUNT_INVALID = invalid(
  'ORDER_AMOUNT_INVALID',
  30005,
  'The amount must be more than zero, with the decimals of the order currency.',
);
export const PRODUCTS_CODES_MISSING = invalid(
  'PRODUCTS_CODES_MISSING',
  30006,
  'An item names no line of the order by its LineItemReference or ProductCode.',
);
export const PRODUCTS_QTY_MISSING = invalid('PRODUCTS_QTY_MISSING', 30007, 'A quantity is missing or malformed.');
export const PRODUCTS_QTY_INVALID = invalid(
  'PRODUCTS_QTY_INVALID',
  30008,
  'A quantity must be from 1 to the quantity of the line.',
);
export const REFUND_TOTAL_EXISTS = invalid('REFUND_TOTAL_EXISTS', 30009, 'All money of the order was refunded before.');
export const REFUND_PENDING = refusal(
  'REFUND_PENDING',
  30010,
  'conflict',
  'A refund of this order is under way; try again in a moment.',
);
export const REFUND_MAXIMUM_EXCEEDED = invalid(
  'REFUND_MAXIMUM_EXCEEDED',
  30011,
  'The amount is more than what can still be refunded.',
);
export const REFUND_ORDER_STATUS = invalid('REFUND_ORDER_STATUS', 30012, 'Only finished orders can be refunded.');
export const REFUND_PAYMENT_DETAILS = invalid(
  'REFUND_PAYMENT_DETAILS',
  30013,
  'The payment of the order cannot be refunded.',
);
export const REFUND_PERIOD_EXPIRED = invalid('REFUND_PERIOD_EXPIRED', 30014, 'The time for refunds is over.');
export const REFUND_REASON_INVALID = invalid('REFUND_REASON_INVALID', 30015, 'The reason is not one of the account.');
export const REFUND_REFUSED = invalid('REFUND_REFUSED', 30016, 'The payment provider refused the refund.');
export const REFUND_NOT_FOUND = invalid('REFUND_NOT_FOUND', 30017, 'There is no such refund.');
export const REFUND_NOT_CANCELABLE = invalid(
  'REFUND_NOT_CANCELABLE',
  30018,
  'Only refunds that wait for their approval, or are approved and not made yet, can be canceled.',
);
export const REFUND_CANCEL_PERIOD_EXPIRED = invalid(
  'REFUND_CANCEL_PERIOD_EXPIRED',
  30019,
  'Refunds can be canceled within two hours after they were asked for.',
);
export const REFUND_ACTION_NOT_POSSIBLE = refusal(
  'REFUND_ACTION_NOT_POSSIBLE',
  30020,
  'conflict',
  'This is not possible as the refund stands.',
);
