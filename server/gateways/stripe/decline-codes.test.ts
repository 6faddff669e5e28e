import { describe, expect, test } from 'vitest';
import { DECLINES, type DeclineReason } from '../declines.ts';
import { declineReasonOf } from './decline-codes.ts';

const reasonOf = (code: string | null, declineCode: string | null = null, adviceCode: string | null = null) =>
  declineReasonOf({ code, declineCode, adviceCode });

describe('reasons of declines', () => {
  test.each<[string, DeclineReason]>([
    ['generic_decline', 'CARD_DECLINED'],
    ['insufficient_funds', 'INSUFFICIENT_FUNDS'],
    ['card_velocity_exceeded', 'LIMIT_EXCEEDED'],
    ['do_not_honor', 'DO_NOT_HONOR'],
    ['lost_card', 'LOST_CARD'],
    ['stolen_card', 'STOLEN_CARD'],
    ['expired_card', 'EXPIRED_CARD'],
    ['incorrect_cvc', 'INVALID_CVV'],
    ['authentication_required', 'AUTHENTICATION_REQUIRED'],
    ['issuer_not_available', 'PROCESSING_ERROR'],
    ['card_not_supported', 'UNSUPPORTED_CARD'],
    ['fraudulent', 'REFUSED_BY_PROVIDER'],
  ])('a bank that says %s means %s', (declineCode, reason) => {
    expect(reasonOf('card_declined', declineCode)).toBe(reason);
  });

  test.each([
    'pickup_card',
    'restricted_card',
    'stop_payment_order',
    'revocation_of_authorization',
    'do_not_try_again',
  ])('what a bank will not grant later is not tried again: %s', (declineCode) => {
    expect(DECLINES[reasonOf('card_declined', declineCode)].retryable).toBe(false);
  });

  test.each<[string, DeclineReason]>([
    ['incorrect_number', 'INVALID_CARD_NUMBER'],
    ['invalid_expiry_year', 'INVALID_EXPIRATION_DATE'],
    ['payment_intent_authentication_failure', 'AUTHENTICATION_FAILED'],
    ['processing_error', 'PROCESSING_ERROR'],
    ['authentication_required', 'AUTHENTICATION_REQUIRED'],
  ])('without a reason of the bank, %s means %s', (code, reason) => {
    expect(reasonOf(code)).toBe(reason);
  });

  test('advice not to ask again counts more than a reason for which one would', () => {
    expect(reasonOf('card_declined', 'generic_decline', 'do_not_try_again')).toBe('REFUSED_BY_PROVIDER');
    expect(reasonOf('card_declined', 'generic_decline', 'try_again_later')).toBe('CARD_DECLINED');
    expect(reasonOf('card_declined', 'stolen_card', 'do_not_try_again')).toBe('STOLEN_CARD');
  });

  test.each([[null], ['something_new']])('what is not known is a decline of the card: %s', (code) => {
    expect(reasonOf(code, code)).toBe('CARD_DECLINED');
  });
});
