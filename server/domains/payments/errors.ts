import { type Refusal, refusal } from '../../api/errors.ts';

const invalid = (code: string, number: number, sentence: string): Refusal => refusal(code, number, 'invalid', sentence);

export const TOKEN_CREDITCARD_EMPTY = invalid('TOKEN_CREDITCARD_EMPTY', 25001, 'CreditCard is required.');
export const TOKEN_CVV_EMPTY = invalid('TOKEN_CVV_EMPTY', 25002, 'Cvv is required.');
export const TOKEN_EXPIRATIONDATE_EMPTY = invalid('TOKEN_EXPIRATIONDATE_EMPTY', 25003, 'ExpirationDate is required.');
export const TOKEN_EXPIRATIONDATE_INVALID = invalid(
  'TOKEN_EXPIRATIONDATE_INVALID',
  25004,
  'ExpirationDate must have the form MM/YY.',
);
export const TOKEN_SCOPE_INVALID = invalid('TOKEN_SCOPE_INVALID', 25005, 'Scope must be ordering or subscription.');
export const TOKEN_CARD_REFUSED = invalid('TOKEN_CARD_REFUSED', 25006, 'The card cannot be used.');
export const PAYMENT_GATEWAY_UNAVAILABLE = refusal(
  'PAYMENT_GATEWAY_UNAVAILABLE',
  25007,
  'unavailable',
  'The payment provider gives no answer; try again in a moment.',
);
