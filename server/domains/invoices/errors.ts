import { type Refusal, refusal } from '../../api/errors.ts';

// The documented answer to all of them is HTTP 400, so an order that does not exist is an invalid reference here.
const invalid = (code: string, number: number, sentence: string): Refusal => refusal(code, number, 'invalid', sentence);

export const INVOICE_ORDER_INVALID = invalid('INVOICE_ORDER_INVALID', 36001, 'No order has this reference.');
export const INVOICE_NOT_ISSUED = invalid(
  'INVOICE_NOT_ISSUED',
  36002,
  'The order has no invoice: invoices are issued when an order is finished.',
);
export const INVOICE_TYPE_INVALID = invalid('INVOICE_TYPE_INVALID', 36003, 'The type must be sale or refunds.');
export const INVOICE_COUNT_INVALID = invalid('INVOICE_COUNT_INVALID', 36004, 'The count must be a number from 0.');
export const INVOICE_NOT_FOUND = invalid('INVOICE_NOT_FOUND', 36005, 'The order has no such document.');
export const SALE_ID_INVALID = invalid('SALE_ID_INVALID', 36006, 'No order has this sale id.');
export const INVOICE_ID_INVALID = invalid('INVOICE_ID_INVALID', 36007, 'No invoice has this id.');
