import { refusal } from '../../api/errors.ts';

/** Refusals of what is done to orders after they were placed. */

export const INVALID_REFERENCE = refusal('INVALID_REFERENCE', 24300, 'not-found', 'No order has this reference.');
export const ORDER_ACTION_NOT_POSSIBLE = refusal(
  'ORDER_ACTION_NOT_POSSIBLE',
  24301,
  'conflict',
  'The order does not stand where this can be done.',
);
export const ORDER_PAYMENT_NOT_AWAITED = refusal(
  'ORDER_PAYMENT_NOT_AWAITED',
  24302,
  'conflict',
  'No money is awaited that could come without the payment provider.',
);
export const PURCHASE_ORDER_INVALID = refusal(
  'PURCHASE_ORDER_INVALID',
  24303,
  'invalid',
  'The order is not paid by purchase order.',
);
export const PURCHASE_ORDER_DOCUMENT_INVALID = refusal(
  'PURCHASE_ORDER_DOCUMENT_INVALID',
  24304,
  'invalid',
  'The document must be a PDF, PNG or JPEG file of at most 5 MB, base64 encoded.',
);
export const PURCHASE_ORDER_DOCUMENT_MISSING = refusal(
  'PURCHASE_ORDER_DOCUMENT_MISSING',
  24305,
  'conflict',
  'The document of the purchase order is not there yet.',
);
export const PURCHASE_ORDER_DOCUMENTS_EXCEEDED = refusal(
  'PURCHASE_ORDER_DOCUMENTS_EXCEEDED',
  24306,
  'conflict',
  'The purchase order has as many documents as one may have.',
);
