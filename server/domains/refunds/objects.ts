import { amount, integer, object, text } from '../../api/schema.ts';
import { ORDER_AMOUNT_INVALID, PRODUCTS_CODES_MISSING, PRODUCTS_QTY_MISSING } from './errors.ts';

export const RefundItem = object('RefundItem', {
  LineItemReference: text({ refusal: PRODUCTS_CODES_MISSING }),
  ProductCode: text({ refusal: PRODUCTS_CODES_MISSING }),
  Quantity: integer({ required: true, refusal: PRODUCTS_QTY_MISSING }),
  Amount: amount({ refusal: ORDER_AMOUNT_INVALID, about: 'Total of the line, not of a unit' }),
});
