import type { RefusalReason } from '../port.ts';
import type { Intent } from './intent.ts';

/** What a movement is judged by; the amount in Stripe's count, null when Stripe cannot move it. */
export type Wanted = {
  readonly idempotencyKey: string;
  readonly amount: number | null;
  readonly currency: string;
};

/** DO: Stripe is to be asked. DONE: this very call did it before. */
export type Verdict = 'DO' | 'DONE' | RefusalReason;

/** Under this name a payment remembers which call collected it. */
export const CAPTURE_KEY = 'capture_key';

/** Given up while it was reserved, or while its shopper was waited for; not one that failed. */
const isVoided = ({ status, wasAuthorised, error }: Intent): boolean =>
  status === 'canceled' && (wasAuthorised || error === null);

export const judgeCapture = (intent: Intent, { idempotencyKey, amount, currency }: Wanted): Verdict => {
  if (isVoided(intent)) return 'ALREADY_VOIDED';
  if (!intent.wasAuthorised) return 'NOT_AUTHORISED';
  if (intent.currency !== currency) return 'OTHER_CURRENCY';
  if (intent.metadata[CAPTURE_KEY] === idempotencyKey) return 'DONE';
  if (intent.status !== 'requires_capture') return 'ALREADY_CAPTURED';
  return amount === null || amount > intent.amountCapturable ? 'ABOVE_AUTHORISED' : 'DO';
};

/** `isRepeated`: the call was made before, and nothing is known of what became of it. */
export const judgeVoid = (intent: Intent, isRepeated: boolean): Verdict => {
  switch (intent.status) {
    case 'succeeded':
      return 'ALREADY_CAPTURED';
    case 'canceled':
      if (isRepeated) return 'DONE';
      return isVoided(intent) ? 'ALREADY_VOIDED' : 'NOT_AUTHORISED';
    case 'requires_payment_method':
    case 'requires_confirmation':
      return 'NOT_AUTHORISED';
    default:
      return 'DO';
  }
};

/**
 * Whether a refund can be asked for. What earlier refunds left is for Stripe to judge: it adds to the refunded amount of
 * a payment what was reserved and not collected.
 */
export const judgeRefund = (intent: Intent, { amount, currency }: Wanted): Verdict => {
  if (isVoided(intent)) return 'ALREADY_VOIDED';
  if (!intent.wasAuthorised) return 'NOT_AUTHORISED';
  if (intent.currency !== currency) return 'OTHER_CURRENCY';
  if (intent.status !== 'succeeded') return 'NOT_CAPTURED';
  if (amount === null) return 'NOT_REFUNDABLE';
  return amount > intent.amountReceived ? 'ABOVE_CAPTURED' : 'DO';
};
