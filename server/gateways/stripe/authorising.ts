import type { Declined, DeclineReason } from '../declines.ts';
import type { AuthoriseOutcome, AuthoriseRequest } from '../port.ts';
import { IdempotencyKeyReused } from '../port.ts';
import { type Account, accountOf, type StripeParts } from './account.ts';
import { toStripe } from './amounts.ts';
import { type CallRow, claimCall, findCall, fingerprintOfAuthorisation, noteReference } from './calls.ts';
import { declineReasonOf } from './decline-codes.ts';
import { isFault, StripeFault } from './fault.ts';
import { confirmIntent, createCustomer, createIntent, readIntent } from './intents.ts';
import { findMeans, type Means } from './means.ts';
import { createPage, isForPage } from './paying-page.ts';
import { close, declinedAs, settledDecline, standingOf } from './standing.ts';

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
  if (call.provider_reference === null) {
    return isForPage(request) ? beginOnPage(parts, call, request) : begin(parts, call, request);
  }
  const account = await accountOf(parts, merchantId);
  const intent = await readIntent(account, call.provider_reference);
  return (await standingOf(parts, account, call, intent, at)) ?? goOn(parts, account, call, request);
};

/** A payment that came into being, without a card yet. */
type Begun = { readonly account: Account; readonly begun: CallRow; readonly means: Means };

const begin = async (parts: StripeParts, call: CallRow, request: AuthoriseRequest): Promise<AuthoriseOutcome> => {
  const prepared = await declining(parts, call, () => prepare(parts, call, request));
  if ('outcome' in prepared) return prepared;
  return confirm(parts, prepared.account, prepared.begun, request, prepared.means);
};

/** As long as no money can move, whatever Stripe refuses is a decline. */
const declining = async <T>(parts: StripeParts, call: CallRow, steps: () => Promise<T>): Promise<T | Declined> => {
  try {
    return await steps();
  } catch (error) {
    if (!isFault(error, 'CARD', 'INVALID', 'MISSING', 'KEYS')) throw error;
    return settledDecline(parts, call, refusalOf(parts, call, error));
  }
};

const prepare = async (parts: StripeParts, call: CallRow, request: AuthoriseRequest): Promise<Begun | Declined> => {
  const account = await accountOf(parts, request.merchantId);
  const reason = unasked(account, request);
  if (reason !== null) return settledDecline(parts, call, reason);
  const [means, customer] = await meansAndCustomer(account, call, request);
  if (typeof means === 'string') return settledDecline(parts, call, means);
  const reference = await createIntent(account, call, request, means, customer);
  if (!(await noteReference(parts.db, call, reference))) return endedElsewhere(parts, call);
  return { account, begun: { ...call, provider_reference: reference }, means };
};

/** The way to pay on Stripe's page: all that is to be done here is to make the page. */
const beginOnPage = async (parts: StripeParts, call: CallRow, request: AuthoriseRequest): Promise<AuthoriseOutcome> => {
  if (request.offSession || request.browser === null) return settledDecline(parts, call, 'SHOPPER_REQUIRED');
  if (request.amountMinor === 0n) return settledDecline(parts, call, 'METHOD_NOT_OFFERED');
  return declining(parts, call, async () => {
    const account = await accountOf(parts, request.merchantId);
    const reason = unasked(account, request);
    if (reason !== null) return settledDecline(parts, call, reason);
    const customer = request.keepCard ? await createCustomer(account, call) : null;
    const page = await createPage(account, call, request, customer);
    if (page === null) return settledDecline(parts, call, 'SHOPPER_REQUIRED');
    if (!(await noteReference(parts.db, call, page.id))) return endedElsewhere(parts, call);
    const outcome = await standingOf(parts, account, { ...call, provider_reference: page.id }, page, request.at);
    if (outcome === null) throw new StripeFault('UNREACHABLE', 'Stripe made no page');
    return outcome;
  });
};

/** What Stripe is not asked at all. */
const unasked = ({ isTestMode }: Account, request: AuthoriseRequest): DeclineReason | null => {
  // Orders of payment type TEST must not reach a bank.
  if (request.testOrder && !isTestMode) return 'METHOD_NOT_OFFERED';
  return toStripe(request.amountMinor, request.currency) === null ? 'CURRENCY_NOT_OFFERED' : null;
};

/** How another run of the same call ended. Rejects when it did not, but was given up. */
const endedElsewhere = async (parts: StripeParts, call: CallRow): Promise<Declined> => {
  const stands = await findCall(parts.db, call.merchant_id, call.idempotency_key);
  if (stands?.outcome !== 'DECLINED') throw new StripeFault('BUSY', 'The call was given up');
  return declinedAs(stands.reason);
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
  let means: Means | DeclineReason;
  try {
    means = await findMeans(account, call, request);
  } catch (error) {
    if (!isFault(error, 'CARD', 'INVALID', 'MISSING')) throw error;
    means = refusalOf(parts, call, error);
  }
  if (typeof means === 'string') return close(parts, account, call, means, request.at);
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
