import { type Declined, type DeclineReason, declined, isDeclineReason } from '../declines.ts';
import type { Approved, AuthoriseOutcome, AuthoriseRequest } from '../port.ts';
import { IdempotencyKeyReused } from '../port.ts';
import { type Account, accountOf, type StripeParts, stripeKey } from './account.ts';
import { toStripe } from './amounts.ts';
import { type CallRow, claimCall, findCall, fingerprintOfAuthorisation, noteReference, settleCall } from './calls.ts';
import { declineReasonOf } from './decline-codes.ts';
import { type FaultKind, isFault, StripeFault } from './fault.ts';
import type { Intent } from './intent.ts';
import { abandonIntent, confirmIntent, createCustomer, createIntent, readIntent } from './intents.ts';
import { findMeans, type Means } from './means.ts';
import { challengePage, pageWord } from './page-links.ts';

/** How long a shopper may take to confirm at the bank, by the merchant's clock. */
const CHALLENGE_MS = 15 * 60_000;

/** Reserves money; see Gateway. Rejects with StripeFault when the outcome is not known. */
export const authorise = async (parts: StripeParts, request: AuthoriseRequest): Promise<AuthoriseOutcome> => {
  if (request.amountMinor < 0n) throw new RangeError('An authorisation cannot be negative');
  const fingerprint = fingerprintOfAuthorisation(request);
  const { merchantId, idempotencyKey, at, amountMinor, orderReference } = request;
  const browser = request.offSession ? null : request.browser;
  const asked = { merchantId, idempotencyKey, at, amountMinor, orderReference, browser, fingerprint };
  const call = await claimCall(parts.db, { ...asked, operation: 'AUTHORISE' }, parts.now());
  if (call.fingerprint !== fingerprint) throw new IdempotencyKeyReused(idempotencyKey);
  if (call.outcome !== null) return declinedAs(call.reason);
  if (call.provider_reference === null) return begin(parts, call, request);
  const account = await accountOf(parts, merchantId);
  const intent = await readIntent(account, call.provider_reference);
  return (await standingOf(parts, account, call, intent, at)) ?? goOn(parts, account, call, request);
};

/** What Stripe is not asked at all. */
const unasked = ({ isTestMode }: Account, request: AuthoriseRequest): DeclineReason | null => {
  // Orders of payment type TEST must not reach a bank.
  if (request.testOrder && !isTestMode) return 'METHOD_NOT_OFFERED';
  return toStripe(request.amountMinor, request.currency) === null ? 'CURRENCY_NOT_OFFERED' : null;
};

type Begun = { readonly call: CallRow; readonly means: Means };

const begin = async (parts: StripeParts, call: CallRow, request: AuthoriseRequest): Promise<AuthoriseOutcome> => {
  const account = await accountOf(parts, request.merchantId).catch(onlyFaults('KEYS'));
  const begun = account instanceof StripeFault ? account : await prepare(parts, account, call, request);
  if (typeof begun === 'string') return settledDecline(parts, call, begun);
  if (begun instanceof StripeFault) return settledDecline(parts, call, refusalOf(parts, call, begun));
  if (account instanceof StripeFault) throw account;
  return confirm(parts, account, begun.call, request, begun.means);
};

/** The first steps, in which no money moves: whatever Stripe refuses here is a decline. */
const prepare = async (
  parts: StripeParts,
  account: Account,
  call: CallRow,
  request: AuthoriseRequest,
): Promise<Begun | DeclineReason | StripeFault> => {
  const reason = unasked(account, request);
  if (reason !== null) return reason;
  try {
    const [means, customer] = await meansAndCustomer(account, call, request);
    if (typeof means === 'string') return means;
    const reference = await createIntent(account, call, request, means, customer);
    if (await noteReference(parts.db, call, reference))
      return { call: { ...call, provider_reference: reference }, means };
  } catch (error) {
    return onlyFaults('CARD', 'INVALID', 'MISSING', 'KEYS')(error);
  }
  // Another run of the same call has ended, or it was given up.
  const stands = await findCall(parts.db, call.merchant_id, call.idempotency_key);
  if (stands?.outcome !== 'DECLINED') throw new StripeFault('BUSY', 'The call was given up');
  return reasonOf(stands.reason);
};

/** Lets faults of these kinds through as values; anything else is thrown on. */
const onlyFaults =
  (...kinds: readonly FaultKind[]) =>
  (error: unknown): StripeFault => {
    if (isFault(error, ...kinds)) return error;
    throw error;
  };

/** What pays, and the customer at Stripe who owns it or is to own it. */
const meansAndCustomer = async (
  account: Account,
  call: CallRow,
  { paymentMethod, keepCard, offSession, ...request }: AuthoriseRequest,
): Promise<readonly [Means | DeclineReason, string | null]> => {
  const finding = findMeans(account, call, { ...request, paymentMethod, offSession });
  // Without the shopper nobody agrees to a card being kept.
  const isKept = keepCard && !offSession;
  if (isKept && paymentMethod.kind === 'CARD') return Promise.all([finding, createCustomer(account, call)]);
  const means = await finding;
  if (typeof means === 'string' || means.customerId !== null || !isKept) {
    return [means, typeof means === 'string' ? null : means.customerId];
  }
  return [means, await createCustomer(account, call)];
};

/** Confirms a payment that came into being before, and of which nothing further is known. */
const goOn = async (
  parts: StripeParts,
  account: Account,
  call: CallRow,
  request: AuthoriseRequest,
): Promise<AuthoriseOutcome> => {
  const means = await findMeans(account, call, request).catch(onlyFaults('CARD', 'INVALID', 'MISSING'));
  if (typeof means === 'string') return close(parts, account, call, means, request.at);
  if (means instanceof StripeFault) return close(parts, account, call, refusalOf(parts, call, means), request.at);
  return confirm(parts, account, call, request, means);
};

const confirm = async (
  parts: StripeParts,
  account: Account,
  call: CallRow,
  request: AuthoriseRequest,
  means: Means,
): Promise<AuthoriseOutcome> => {
  const reference = call.provider_reference ?? '';
  try {
    const intent = await confirmIntent(account, call, reference, means, request);
    const outcome = await standingOf(parts, account, call, intent, request.at);
    if (outcome !== null) return outcome;
  } catch (error) {
    if (isFault(error, 'CARD')) return settledDecline(parts, call, declineReasonOf(error));
    if (isFault(error, 'INVALID', 'MISSING')) {
      const reason = refusalOf(parts, call, error);
      // A card of Stripe.js that belongs to nobody pays once.
      return close(parts, account, call, request.paymentMethod.kind === 'TOKEN' ? 'INVALID_TOKEN' : reason, request.at);
    }
    if (!isFault(error, 'STATE', 'REUSED')) throw error;
    // Somebody else was faster: what stands is what Stripe has now.
    const outcome = await standingOf(parts, account, call, await readIntent(account, reference), request.at);
    if (outcome !== null) return outcome;
  }
  throw new StripeFault('UNREACHABLE', 'Stripe did not confirm the payment, nor refuse it');
};

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

const endOf = ({ error, isAbandoned }: Intent): DeclineReason => {
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
const close = async (
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

const settledDecline = async (parts: StripeParts, call: CallRow, reason: DeclineReason): Promise<Declined> => {
  const stands = await settleCall(parts.db, call, { outcome: 'DECLINED', reason });
  if (stands === undefined) throw new StripeFault('BUSY', 'Another run of the call has gone further');
  return declinedAs(stands.reason);
};

/** A decline as it was written down. */
export const declinedAs = (reason: string | null): Declined => declined(reasonOf(reason));

const reasonOf = (reason: string | null): DeclineReason =>
  reason !== null && isDeclineReason(reason) ? reason : 'CARD_DECLINED';

/** The decline for what Stripe refuses to do at all; the reasons of banks are told as such. */
const refusalOf = (parts: StripeParts, call: CallRow, fault: StripeFault): DeclineReason => {
  if (fault.kind === 'CARD') return declineReasonOf(fault);
  const { kind, code, param, status, requestId } = fault;
  const facts = { merchantId: call.merchant_id, kind, code, param, status, requestId };
  if (kind === 'KEYS') parts.log.error(facts, 'no payments by Stripe: its keys are missing or refused');
  else parts.log.warn(facts, 'Stripe refused to begin a payment');
  if (kind === 'MISSING') return 'INVALID_TOKEN';
  return param === 'currency' ? 'CURRENCY_NOT_OFFERED' : 'METHOD_NOT_OFFERED';
};
