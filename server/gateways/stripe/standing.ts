import { type Declined, type DeclineReason, declined, isDeclineReason } from '../declines.ts';
import type { Approved, AuthoriseOutcome } from '../port.ts';
import { type Account, type StripeParts, stripeKey } from './account.ts';
import { type CallRow, settleCall } from './calls.ts';
import { declineReasonOf } from './decline-codes.ts';
import { isFault, StripeFault } from './fault.ts';
import { type Intent, isPageReference } from './intent.ts';
import { abandonIntent, readIntent } from './intents.ts';
import { challengePage, pageWord } from './page-links.ts';
import { waitingPage } from './paying-page.ts';

/** How long a shopper may take to confirm at the bank, by the merchant's clock. */
const CHALLENGE_MS = 15 * 60_000;

/**
 * What became of a payment, which settles it where that is final. Null: it is not confirmed, so no money has moved yet.
 * Rejects with StripeFault when Stripe itself does not know yet.
 */
export const standingOf = async (
  parts: StripeParts,
  account: Account,
  call: CallRow,
  intent: Intent,
  at: Date,
): Promise<AuthoriseOutcome | null> => {
  switch (intent.status) {
    case 'succeeded':
    case 'requires_capture':
      return approved(intent);
    case 'open':
      return waitingPage(call, intent, at) ?? close(parts, account, call, 'PAGE_EXPIRED', at);
    case 'requires_action':
      return challenge(parts, account, call, intent, at);
    case 'requires_payment_method':
      return intent.error && settledDecline(parts, call, declineReasonOf(intent.error));
    case 'requires_confirmation':
      return null;
    case 'canceled':
      // What was let go after it was approved stays approved; its capture is refused.
      return intent.wasAuthorised && !intent.isAbandoned
        ? approved(intent)
        : settledDecline(parts, call, endOf(intent));
    default:
      throw new StripeFault('UNREACHABLE', `The payment is ${intent.status}`);
  }
};

const endOf = ({ id, error, isAbandoned }: Intent): DeclineReason => {
  if (isPageReference(id)) return 'PAGE_EXPIRED';
  if (isAbandoned) return 'AUTHENTICATION_FAILED';
  return error === null ? 'VOIDED' : declineReasonOf(error);
};

const approved = (intent: Intent): Approved => ({
  outcome: 'APPROVED',
  gatewayReference: intent.id,
  card: intent.card,
  token: intent.customerId === null ? null : intent.paymentMethodId,
  review: intent.isHeld ? 'HOLD' : 'NONE',
});

const challenge = async (
  parts: StripeParts,
  account: Account,
  call: CallRow,
  intent: Intent,
  at: Date,
): Promise<AuthoriseOutcome | null> => {
  if (at.getTime() >= call.asked_at.getTime() + CHALLENGE_MS) {
    return close(parts, account, call, 'AUTHENTICATION_FAILED', at);
  }
  const [href, word] = [challengePage(call), pageWord(call)];
  if (href === null || word === null || intent.redirectUrl === null || intent.card === null) {
    return close(parts, account, call, 'AUTHENTICATION_REQUIRED', at);
  }
  return { outcome: 'CHALLENGE', href, params: { avng8apitoken: word }, card: intent.card };
};

/** Cancels a payment that nobody will finish, so that it cannot pay any more, and declines it. */
export const close = async (
  parts: StripeParts,
  account: Account,
  call: CallRow,
  reason: DeclineReason,
  at: Date,
): Promise<AuthoriseOutcome> => {
  const reference = call.provider_reference ?? '';
  try {
    await abandonIntent(account, reference, stripeKey(call, 'close'));
    return settledDecline(parts, call, reason);
  } catch (error) {
    if (!isFault(error, 'STATE')) throw error;
  }
  // It was paid, or ended by somebody else, at the last moment.
  const intent = await readIntent(account, reference);
  const over = ['succeeded', 'requires_capture', 'canceled'].includes(intent.status) || intent.error !== null;
  const outcome = over ? await standingOf(parts, account, call, intent, at) : null;
  if (outcome === null) throw new StripeFault('UNREACHABLE', 'Stripe did not end the payment');
  return outcome;
};

/** Declines a call for good, unless another run of it has gone further. */
export const settledDecline = async (parts: StripeParts, call: CallRow, reason: DeclineReason): Promise<Declined> => {
  const stands = await settleCall(parts.db, call, { outcome: 'DECLINED', reason });
  if (stands === undefined) throw new StripeFault('BUSY', 'Another run of the call has gone further');
  return declinedAs(stands.reason);
};

/** A decline as it was written down. */
export const declinedAs = (reason: string | null): Declined => declined(reasonOf(reason));

const reasonOf = (reason: string | null): DeclineReason =>
  reason !== null && isDeclineReason(reason) ? reason : 'CARD_DECLINED';
