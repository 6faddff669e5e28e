import type { Refusal } from '../../api/errors.ts';
import * as errors from './errors.ts';
import { ORDER_INVALID, PAYMENT_INVALID } from './errors-by-field.ts';
import { PAYMENT_METHOD_EMPTY, PAYMENT_METHOD_INVALID, PAYMENT_REFUSALS } from './payment-errors.ts';
import { ADDITIONAL_FIELD_REFUSALS } from './rules/additional-fields.ts';
import { LIMIT_REFUSALS } from './rules/payment/limits.ts';
import { SURROUNDING_REFUSALS } from './surroundings.ts';

const IN_STEPS: readonly (readonly Refusal[])[] = [
  // An order that is there already is paid once more.
  [errors.ORDER_NOT_FOUND, errors.ORDER_STATUS_INVALID],
  // What is bought, as far as it can be told without prices.
  errors.ITEM_REFUSALS,
  // Payer, recipient, and what else stands around it.
  SURROUNDING_REFUSALS,
  // How it is to be paid, as far as the request says.
  [errors.ORDER_PAYMENT_DETAILS_EMPTY, errors.ORDER_PAYMENT_TYPE_INVALID, errors.ORDER_PAYMENT_METHOD_EMPTY],
  [...Object.values(PAYMENT_METHOD_EMPTY), ...Object.values(PAYMENT_METHOD_INVALID)],
  [errors.ORDER_PAYMENT_FREE_RECURRING_INVALID, errors.ORDER_TEST_DISABLED],
  // Its currency, and where the shopper is.
  [errors.ORDER_CURRENCY_INVALID, PAYMENT_INVALID.Currency, errors.ORDER_CURRENCY_NOT_OFFERED],
  [PAYMENT_INVALID.CustomerIP],
  // What the database knows of it: questions in the cart, the customer, prices, coupons, parcels.
  ADDITIONAL_FIELD_REFUSALS,
  [ORDER_INVALID.CustomerReference],
  errors.PRICE_REFUSALS,
  [errors.ORDER_PROMOTION_INVALID, errors.ORDER_SHIPPING_METHOD_INVALID],
  // Whether so much, in this currency and country, can be paid like this, and what pays it.
  LIMIT_REFUSALS,
  PAYMENT_REFUSALS,
  [errors.ORDER_INSTALLMENTS_INVALID],
  // What others did in the meantime.
  [errors.ORDER_EXTERNAL_REFERENCE_TAKEN, errors.ORDER_PAYMENT_IN_PROGRESS],
];

/**
 * All that placeOrder refuses, in the order of the checks; a refusal of several steps stands at its first. Before any of
 * it comes what cannot be read at all, such as texts that are too long, and an idempotency key that is none.
 */
export const PLACE_ORDER_REFUSALS: readonly Refusal[] = [...new Set(IN_STEPS.flat())];
