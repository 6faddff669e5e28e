import type { MovementOutcome, MovementRequest, RefusalReason, VoidRequest } from '../port.ts';
import { IdempotencyKeyReused } from '../port.ts';
import { type Account, accountOf, labels, type StripeParts, stripeKey } from './account.ts';
import { fromStripe, toStripe } from './amounts.ts';
import { ask } from './asking.ts';
import { type CallRow, claimCall, findCall, fingerprintOf, type Operation, type Settled, settleCall } from './calls.ts';
import { isFault, StripeFault } from './fault.ts';
import { type Intent, isCheckReference, isPageReference, isPaymentReference } from './intent.ts';
import { readIntent, releaseIntent } from './intents.ts';
import { CAPTURE_KEY, judgeCapture, judgeRefund, judgeVoid, type Verdict, type Wanted } from './movement-rules.ts';

/** Collects, releases and gives back; see Gateway. All reject with StripeFault when the outcome is not known. */

export const capture = async (parts: StripeParts, request: MovementRequest): Promise<MovementOutcome> => {
  const { amountMinor, gatewayReference } = request;
  if (amountMinor < 0n) throw new RangeError('A capture cannot be negative');
  if (amountMinor === 0n && (isPaymentReference(gatewayReference) || isPageReference(gatewayReference))) {
    throw new RangeError('Nothing can only be collected where nothing was asked for');
  }
  return move(parts, request, 'CAPTURE', async (account, call, intent) => {
    if (isCheckReference(intent.id)) return amountMinor === 0n ? 'DONE' : 'ABOVE_AUTHORISED';
    const wanted = wantedOf(request);
    return untilJudged(
      account,
      intent,
      (now) => judgeCapture(now, wanted),
      async () => {
        const params = { amount_to_capture: wanted.amount ?? 0, metadata: { [CAPTURE_KEY]: request.idempotencyKey } };
        await ask(() =>
          account.api.paymentIntents.capture(intent.paymentId ?? '', params, { idempotencyKey: stripeKey(call, 'do') }),
        );
      },
    );
  });
};

export const voidAuthorisation = (parts: StripeParts, request: VoidRequest): Promise<MovementOutcome> =>
  move(parts, { ...request, amountMinor: null, currency: null }, 'VOID', async (account, call, intent) => {
    // Nothing is reserved by a check.
    if (isCheckReference(intent.id)) return 'DONE';
    const judge = (now: Intent): Verdict => judgeVoid(now, call.sends > 1);
    const verdict = await untilJudged(account, intent, judge, async () => {
      await releaseIntent(account, intent, stripeKey(call, 'do'));
    });
    if (verdict === 'DONE' && !intent.wasAuthorised) await declineWaiting(parts, call.merchant_id, intent);
    return verdict;
  });

/** The key of a payment that was given up while its shopper was waited for answers that from now on. */
const declineWaiting = async ({ db }: StripeParts, merchantId: bigint, intent: Intent): Promise<void> => {
  const call = await findCall(db, merchantId, intent.metadata['idempotency_key'] ?? '');
  if (call?.provider_reference === intent.id) await settleCall(db, call, { outcome: 'DECLINED', reason: 'VOIDED' });
};

export const refund = async (parts: StripeParts, request: MovementRequest): Promise<MovementOutcome> => {
  if (request.amountMinor <= 0n) throw new RangeError('A refund has to be more than zero');
  return move(parts, request, 'REFUND', async (account, call, intent) => {
    if (isCheckReference(intent.id)) return 'NOT_CAPTURED';
    // Stripe forgets keys after a day or more; what was made is labelled for good.
    if (call.sends > 1 && (await isRefunded(account, call, intent))) return 'DONE';
    const wanted = wantedOf(request);
    const verdict = judgeRefund(intent, wanted);
    return verdict === 'DO' ? giveBack(parts, account, call, intent, wanted) : verdict;
  });
};

/** What Stripe says when there is not that much left to give back; it has no code for a part that is too large. */
const ABOVE: readonly (string | null)[] = [null, 'charge_already_refunded', 'amount_too_large'];

const giveBack = async (
  parts: StripeParts,
  account: Account,
  call: CallRow,
  intent: Intent,
  wanted: Wanted,
): Promise<Verdict> => {
  const params = { payment_intent: intent.paymentId ?? '', amount: wanted.amount ?? 0, metadata: labels(call) };
  const { merchant_id: merchantId } = call;
  try {
    const made = await ask(() => account.api.refunds.create(params, { idempotencyKey: stripeKey(call, 'do') }));
    if (made.status !== 'failed' && made.status !== 'canceled') return 'DONE';
    parts.log.error({ merchantId, refund: made.id, status: made.status }, 'a refund failed at Stripe');
    return 'NOT_REFUNDABLE';
  } catch (error) {
    if (!isFault(error, 'STATE', 'INVALID', 'CARD')) throw error;
    if (ABOVE.includes(error.code)) return 'ABOVE_CAPTURED';
    const { code, status, requestId } = error;
    parts.log.error({ merchantId, code, status, requestId }, 'Stripe refused a refund');
    return 'NOT_REFUNDABLE';
  }
};

const MOST_PAGES = 10;

/** Whether Stripe has made the refund of a call. */
const isRefunded = async ({ api }: Account, call: CallRow, { paymentId }: Intent): Promise<boolean> => {
  if (paymentId === null) return false;
  let after: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const params = { payment_intent: paymentId, limit: 100, ...(after !== undefined && { starting_after: after }) };
    const { data, has_more: hasMore } = await ask(async () => api.refunds.list(params));
    const own = data.find(({ metadata }) => metadata?.['idempotency_key'] === call.idempotency_key);
    if (own !== undefined) return own.status !== 'failed' && own.status !== 'canceled';
    after = data.at(-1)?.id;
    if (!hasMore || after === undefined) return false;
  }
  throw new StripeFault('UNREACHABLE', 'A payment has more refunds than are looked through');
};

const wantedOf = ({ idempotencyKey, amountMinor, currency }: MovementRequest): Wanted => ({
  idempotencyKey,
  amount: toStripe(amountMinor, currency),
  currency,
});

/** Judges, acts, and judges anew when somebody else was faster. */
const untilJudged = async (
  account: Account,
  intent: Intent,
  judge: (intent: Intent) => Verdict,
  act: () => Promise<void>,
): Promise<Verdict> => {
  const verdict = judge(intent);
  if (verdict !== 'DO') return verdict;
  try {
    await act();
    return 'DONE';
  } catch (error) {
    if (!isFault(error, 'STATE', 'REUSED')) throw error;
    const after = judge(await readIntent(account, intent.id));
    if (after === 'DO') throw error;
    return after;
  }
};

type Movement = {
  readonly merchantId: bigint;
  readonly idempotencyKey: string;
  readonly at: Date;
  readonly gatewayReference: string;
  /** Null: all that was reserved, in its currency. */
  readonly amountMinor: bigint | null;
  readonly currency: string | null;
};

type Mover = (account: Account, call: CallRow, intent: Intent) => Promise<Verdict>;

/** The frame of every movement: write down that it is wanted, look at the payment, move, write down what became of it. */
const move = async (parts: StripeParts, wanted: Movement, operation: Operation, mover: Mover) => {
  const { merchantId, idempotencyKey, at, gatewayReference, amountMinor, currency } = wanted;
  const fingerprint = fingerprintOf(operation, gatewayReference, amountMinor, currency);
  const asked = { merchantId, idempotencyKey, at, operation, fingerprint, providerReference: gatewayReference };
  const call = await claimCall(parts.db, { ...asked, ...(amountMinor !== null && { amountMinor }) }, parts.now());
  if (call.fingerprint !== fingerprint) throw new IdempotencyKeyReused(idempotencyKey);
  const known = movementAs(call);
  if (known !== null) return known;
  const account = await accountOf(parts, merchantId);
  const intent = await findIntent(account, merchantId, gatewayReference);
  if (intent === null) return settle(parts, call, 'UNKNOWN_REFERENCE');
  return settle(parts, call, await mover(account, call, intent), intent);
};

/** A payment of this merchant; null when there is none of this name. */
const findIntent = async (account: Account, merchantId: bigint, reference: string): Promise<Intent | null> => {
  const isKnown = [isPaymentReference, isCheckReference, isPageReference].some((fits) => fits(reference));
  if (!isKnown) return null;
  try {
    const intent = await readIntent(account, reference);
    return intent.metadata['merchant_id'] === String(merchantId) ? intent : null;
  } catch (error) {
    if (isFault(error, 'MISSING')) return null;
    throw error;
  }
};

const settle = async (
  parts: StripeParts,
  call: CallRow,
  verdict: Verdict,
  intent?: Intent,
): Promise<MovementOutcome> => {
  if (verdict === 'DO') throw new StripeFault('UNREACHABLE', 'Stripe did not make the movement, nor refuse it');
  const amountMinor = call.amount_minor ?? (intent === undefined ? 0n : authorisedMinor(intent));
  const stands = await settleCall(
    parts.db,
    call,
    verdict === 'DONE' ? { outcome: 'DONE', amountMinor } : { outcome: 'REFUSED', reason: verdict },
  );
  const outcome = stands && movementAs(stands);
  if (!outcome) throw new StripeFault('BUSY', 'Another run of the call has gone further');
  return outcome;
};

const authorisedMinor = ({ amount, currency }: Intent): bigint =>
  currency === null ? 0n : fromStripe(amount, currency);

/** The answer of a movement as it was written down; null while there is none. */
export const movementAs = (call: Pick<CallRow, keyof Settled>): MovementOutcome | null => {
  switch (call.outcome) {
    case 'DONE':
      return {
        outcome: 'DONE',
        gatewayReference: call.provider_reference ?? '',
        amountMinor: call.amount_minor ?? 0n,
      };
    case 'REFUSED':
      return { outcome: 'REFUSED', reason: refusalReasonOf(call.reason) };
    default:
      return null;
  }
};

const REFUSALS: Readonly<Record<RefusalReason, true>> = {
  UNKNOWN_REFERENCE: true,
  NOT_AUTHORISED: true,
  ALREADY_CAPTURED: true,
  ALREADY_VOIDED: true,
  NOT_CAPTURED: true,
  ABOVE_AUTHORISED: true,
  ABOVE_CAPTURED: true,
  OTHER_CURRENCY: true,
  NOT_REFUNDABLE: true,
};

const refusalReasonOf = (text: string | null): RefusalReason => {
  const reason = text ?? '';
  if (!Object.hasOwn(REFUSALS, reason)) throw new Error(`${reason} is no reason to refuse a movement`);
  return reason as RefusalReason;
};

/** What became of a movement whose answer was lost, by what Stripe has; null: nothing came of it. */
export const standingMovement = async (parts: StripeParts, call: CallRow): Promise<MovementOutcome | null> => {
  const account = await accountOf(parts, call.merchant_id);
  const intent = await findIntent(account, call.merchant_id, call.provider_reference ?? '');
  if (intent === null) return settle(parts, call, 'UNKNOWN_REFERENCE');
  return (await isMade(account, call, intent)) ? settle(parts, call, 'DONE', intent) : null;
};

const isMade = async (account: Account, call: CallRow, intent: Intent): Promise<boolean> => {
  if (call.operation === 'REFUND') return isRefunded(account, call, intent);
  if (call.operation === 'VOID') return intent.status === 'canceled';
  return intent.metadata[CAPTURE_KEY] === call.idempotency_key;
};
