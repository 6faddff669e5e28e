import { DECLINES, type DeclineReason } from '../declines.ts';

/** What Stripe tells of a failed payment. */
export type ErrorFacts = {
  /** What went wrong, in Stripe's words. */
  readonly code: string | null;
  /** The bank's reason, when it gave one. */
  readonly declineCode: string | null;
  /** What the bank says about trying again. */
  readonly adviceCode: string | null;
};

/** Reasons of banks, and codes of errors that come without one. What a bank will never grant is not tried again. */
const REASONS: Readonly<Record<string, DeclineReason>> = {
  account_closed: 'ACCOUNT_CLOSED',
  approve_with_id: 'CARD_DECLINED',
  authentication_not_handled: 'AUTHENTICATION_REQUIRED',
  authentication_required: 'AUTHENTICATION_REQUIRED',
  call_issuer: 'DO_NOT_HONOR',
  card_declined: 'CARD_DECLINED',
  card_decline_rate_limit_exceeded: 'REFUSED_BY_PROVIDER',
  card_not_supported: 'UNSUPPORTED_CARD',
  card_velocity_exceeded: 'LIMIT_EXCEEDED',
  currency_not_supported: 'UNSUPPORTED_CARD',
  do_not_honor: 'DO_NOT_HONOR',
  do_not_try_again: 'REFUSED_BY_PROVIDER',
  duplicate_transaction: 'PROCESSING_ERROR',
  expired_card: 'EXPIRED_CARD',
  expired_payment_method: 'EXPIRED_CARD',
  fraudulent: 'REFUSED_BY_PROVIDER',
  generic_decline: 'CARD_DECLINED',
  incorrect_cvc: 'INVALID_CVV',
  incorrect_number: 'INVALID_CARD_NUMBER',
  insufficient_funds: 'INSUFFICIENT_FUNDS',
  invalid_account: 'REFUSED_BY_PROVIDER',
  invalid_amount: 'LIMIT_EXCEEDED',
  invalid_card_type: 'UNSUPPORTED_CARD',
  invalid_cvc: 'INVALID_CVV',
  invalid_expiry_month: 'INVALID_EXPIRATION_DATE',
  invalid_expiry_year: 'INVALID_EXPIRATION_DATE',
  invalid_number: 'INVALID_CARD_NUMBER',
  issuer_not_available: 'PROCESSING_ERROR',
  live_mode_test_card: 'REFUSED_BY_PROVIDER',
  lost_card: 'LOST_CARD',
  merchant_blacklist: 'REFUSED_BY_PROVIDER',
  new_account_information_available: 'REFUSED_BY_PROVIDER',
  no_action_taken: 'REFUSED_BY_PROVIDER',
  not_permitted: 'REFUSED_BY_PROVIDER',
  payment_intent_authentication_failure: 'AUTHENTICATION_FAILED',
  payment_intent_payment_attempt_expired: 'AUTHENTICATION_FAILED',
  pickup_card: 'REFUSED_BY_PROVIDER',
  processing_error: 'PROCESSING_ERROR',
  reenter_transaction: 'PROCESSING_ERROR',
  restricted_card: 'REFUSED_BY_PROVIDER',
  revocation_of_all_authorizations: 'REFUSED_BY_PROVIDER',
  revocation_of_authorization: 'REFUSED_BY_PROVIDER',
  security_violation: 'REFUSED_BY_PROVIDER',
  service_not_allowed: 'REFUSED_BY_PROVIDER',
  setup_intent_authentication_failure: 'AUTHENTICATION_FAILED',
  setup_intent_setup_attempt_expired: 'AUTHENTICATION_FAILED',
  stolen_card: 'STOLEN_CARD',
  stop_payment_order: 'REFUSED_BY_PROVIDER',
  test_mode_live_card: 'REFUSED_BY_PROVIDER',
  three_d_secure_authentication_not_supported: 'AUTHENTICATION_FAILED',
  three_d_secure_authentication_upstream_error: 'PROCESSING_ERROR',
  transaction_not_allowed: 'REFUSED_BY_PROVIDER',
  try_again_later: 'PROCESSING_ERROR',
  withdrawal_count_limit_exceeded: 'LIMIT_EXCEEDED',
};

/** The port's reason of a failed payment. A bank that asks not to be asked again is not asked again. */
export const declineReasonOf = ({ code, declineCode, adviceCode }: ErrorFacts): DeclineReason => {
  const reason = REASONS[declineCode ?? ''] ?? REASONS[code ?? ''] ?? 'CARD_DECLINED';
  return adviceCode === 'do_not_try_again' && DECLINES[reason].retryable ? 'REFUSED_BY_PROVIDER' : reason;
};
