import { type Refusal, refusal } from '../../api/errors.ts';
import { PAYMENT_GATEWAY_UNAVAILABLE } from '../payments/index.ts';
import { refusalsOf } from './errors-by-field.ts';

/*
 * Refusals around how an order is paid. What a bank says of a payment is none of these: it ends in Order.Errors.
 */

const invalid = (code: string, number: number, sentence: string): Refusal => refusal(code, number, 'invalid', sentence);

export const PAYMENT_METHOD_EMPTY = refusalsOf('PAYMENT_', 'PaymentDetails.PaymentMethod.', 'EMPTY', {
  CardNumber: 25010,
  ReturnURL: 25011,
  BankCode: 25012,
  RefNo: 25013,
  TransientToken: 25014,
  EncryptedPaymentData: 25015,
  PaymentToken: 25016,
  ApplePayToken: 25017,
  HolderName: 25018,
  IBAN: 25019,
  RoutingNumber: 25020,
  AccountNumber: 25021,
  AccountType: 25022,
});

export const PAYMENT_METHOD_INVALID = refusalsOf('PAYMENT_', 'PaymentDetails.PaymentMethod.', 'INVALID', {
  BankCode: 25032,
  RefNo: 25033,
  TransientToken: 25034,
  EncryptedPaymentData: 25035,
  Token: 25038,
  IBAN: 25039,
  RoutingNumber: 25040,
  AccountNumber: 25041,
  AccountType: 25042,
  AutoApprove: 25043,
});

/** The platform's own code for a 2Pay.js token that is unknown, too old or used. */
export const INVALID_EES_TOKEN = invalid(
  'INVALID_EES_TOKEN',
  25050,
  'The token is not known, is older than ten minutes, or was used before.',
);
export const ORDER_PAYMENT_CURRENCY_NOT_ALLOWED = invalid(
  'ORDER_PAYMENT_CURRENCY_NOT_ALLOWED',
  25051,
  'Orders in this currency cannot be paid this way.',
);
export const ORDER_PAYMENT_COUNTRY_NOT_ALLOWED = invalid(
  'ORDER_PAYMENT_COUNTRY_NOT_ALLOWED',
  25052,
  'Buyers in this country cannot pay this way.',
);
export const ORDER_PAYMENT_TYPE_NOT_ALLOWED = invalid(
  'ORDER_PAYMENT_TYPE_NOT_ALLOWED',
  25053,
  'What is ordered cannot be paid this way.',
);
export const ORDER_PAYMENT_EXPRESS_AMOUNT_INVALID = invalid(
  'ORDER_PAYMENT_EXPRESS_AMOUNT_INVALID',
  25054,
  'The shopper approved another amount than this order costs.',
);
export const APPLE_PAY_VALIDATIONURL_INVALID = invalid(
  'APPLE_PAY_VALIDATIONURL_INVALID',
  25056,
  "validationURL must be the address that Apple's library gave.",
);
export const APPLE_PAY_NOT_AVAILABLE = invalid(
  'APPLE_PAY_NOT_AVAILABLE',
  25057,
  'The payment provider of this account opens no Apple Pay sessions here.',
);

/** In the order in which they are checked: what is sent, then what is ordered by it, then what it stands for. */
export const PAYMENT_REFUSALS: readonly Refusal[] = [
  ...Object.values(PAYMENT_METHOD_EMPTY),
  ...Object.values(PAYMENT_METHOD_INVALID),
  ORDER_PAYMENT_TYPE_NOT_ALLOWED,
  ORDER_PAYMENT_CURRENCY_NOT_ALLOWED,
  ORDER_PAYMENT_COUNTRY_NOT_ALLOWED,
  INVALID_EES_TOKEN,
  ORDER_PAYMENT_EXPRESS_AMOUNT_INVALID,
  PAYMENT_GATEWAY_UNAVAILABLE,
];
