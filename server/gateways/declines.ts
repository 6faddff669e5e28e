/**
 * Why money was not given. `retryable`: the same means may succeed later without the shopper doing anything, so a
 * renewal may be tried again. The sentences are for logs and the merchant; the orders domain has its own for shoppers.
 */
export const DECLINES = {
  CARD_DECLINED: { retryable: true, message: 'The issuing bank declined the card.' },
  INSUFFICIENT_FUNDS: { retryable: true, message: 'The account has not enough money.' },
  LIMIT_EXCEEDED: { retryable: true, message: 'The amount is above a limit of the card.' },
  DO_NOT_HONOR: { retryable: true, message: 'The issuing bank declined without a reason.' },
  PROCESSING_ERROR: { retryable: true, message: 'The payment could not be processed at this moment.' },
  EXPIRED_CARD: { retryable: false, message: 'The card has expired.' },
  INVALID_CARD_NUMBER: { retryable: false, message: 'The card number is wrong.' },
  INVALID_EXPIRATION_DATE: { retryable: false, message: 'The expiry date of the card is wrong.' },
  INVALID_CVV: { retryable: false, message: 'The security code is wrong.' },
  UNSUPPORTED_CARD: { retryable: false, message: 'Cards of this kind are not taken.' },
  LOST_CARD: { retryable: false, message: 'The card was reported lost.' },
  STOLEN_CARD: { retryable: false, message: 'The card was reported stolen.' },
  AUTHENTICATION_REQUIRED: { retryable: false, message: 'The bank asks the shopper to confirm this payment.' },
  AUTHENTICATION_FAILED: { retryable: false, message: 'The shopper was not authenticated.' },
  INVALID_TOKEN: { retryable: false, message: 'The stored payment method is not known, or may not be used any more.' },
  METHOD_NOT_OFFERED: { retryable: false, message: 'This way to pay is not offered.' },
  CURRENCY_NOT_OFFERED: { retryable: false, message: 'This way to pay does not take the currency of the order.' },
  SHOPPER_REQUIRED: { retryable: false, message: 'This way to pay needs the shopper in front of a browser.' },
  PAGE_EXPIRED: { retryable: false, message: 'The shopper did not decide in time.' },
  CANCELLED_BY_SHOPPER: { retryable: false, message: 'The shopper cancelled the payment.' },
  REFUSED_BY_PROVIDER: { retryable: false, message: 'The bank or wallet of the shopper refused the payment.' },
  VOIDED: { retryable: false, message: 'The payment was given up before its money came.' },
  INVALID_WALLET_PAYLOAD: { retryable: false, message: 'What the wallet sent cannot be read.' },
  INVALID_IBAN: { retryable: false, message: 'The IBAN is wrong.' },
  INVALID_ROUTING_NUMBER: { retryable: false, message: 'The routing number is wrong.' },
  INVALID_ACCOUNT_NUMBER: { retryable: false, message: 'The account number is wrong.' },
  ACCOUNT_CLOSED: { retryable: false, message: 'The bank account is closed.' },
  DEBIT_NOT_AUTHORISED: { retryable: false, message: 'The holder of the bank account did not allow the debit.' },
} as const satisfies Record<string, { retryable: boolean; message: string }>;

export type DeclineReason = keyof typeof DECLINES;

/** A refused authorisation or tokenisation. No money moved and none is reserved. */
export type Declined = { outcome: 'DECLINED'; reason: DeclineReason; retryable: boolean; message: string };

export function declined(reason: DeclineReason): Declined {
  const { retryable, message } = DECLINES[reason];
  return { outcome: 'DECLINED', reason, retryable, message };
}

/** Narrows a stored text to a reason. */
export function isDeclineReason(text: string): text is DeclineReason {
  return Object.hasOwn(DECLINES, text);
}
