import type { RenewingSubscription } from '../../subscriptions/index.ts';
import type { RenewalRecord } from '../store.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Reason of an attempt that never reached the gateway: it says nothing of the card. */
const NOT_ATTEMPTED = 'NOT_ATTEMPTED';

/** How long a trial is left alone after a failed charge. */
export const TRIAL_REST_MS = DAY_MS;

/** An automatic charge that is so late, because nothing ran for so long, would surprise its customer. */
const TOO_LATE_MS = 7 * DAY_MS;

/** Money that takes its time, or a person who looks, is looked after so often. */
const SLOW_MS = HOUR_MS;

/** What is to be done about a subscription whose charge is due. */
export type Move =
  /** Place the order of the next cycle; `replaces` is one that ended unpaid. */
  | { readonly kind: 'PLACE'; readonly replaces: bigint | null }
  /** Charge the order that there is once more. */
  | { readonly kind: 'RETRY'; readonly refNo: bigint }
  /** Collect the money that is reserved. */
  | { readonly kind: 'FINISH'; readonly refNo: bigint }
  /** An attempt failed, and nobody took note of it. */
  | { readonly kind: 'COUNT'; readonly refNo: bigint; readonly paymentId: bigint; readonly reason: string }
  /** Let this moment pass: the trial was charged in vain a short while ago. */
  | { readonly kind: 'PASS' }
  /** Somebody else is at it, or the outcome is open; it is looked at again after so long, null: as usual. */
  | { readonly kind: 'WAIT'; readonly forMs: number | null }
  /** No further automatic charge. */
  | { readonly kind: 'STOP'; readonly reason: 'ORDER_ENDED' | 'TOO_LATE' }
  /** What was read is over. */
  | { readonly kind: 'NOTHING' };

type Known = Pick<RenewingSubscription, 'is_trial' | 'expires_at' | 'resumes_at' | 'grace_days'>;

/** `renewal` is the automatic order that there is for the next cycle. */
export const nextMove = (state: Known, renewal: RenewalRecord | undefined, at: Date): Move => {
  if (renewal === undefined) return lateOr(state, at, { kind: 'PLACE', replaces: null });
  if (renewal.state === 'DONE') return { kind: 'NOTHING' };
  switch (renewal.order_status) {
    case 'PENDING':
      return ofPending(state, renewal, at);
    case 'AUTHRECEIVED':
      return { kind: 'FINISH', refNo: renewal.ref_no };
    case 'CANCELED':
    case 'REVERSED':
      // Somebody ended it while it was to be charged; after that somebody else may want charges again.
      return renewal.state === 'OPEN'
        ? { kind: 'STOP', reason: 'ORDER_ENDED' }
        : lateOr(state, at, { kind: 'PLACE', replaces: renewal.ref_no });
    default:
      return { kind: 'NOTHING' };
  }
};

const ofPending = (state: Known, renewal: RenewalRecord, at: Date): Move => {
  const { ref_no: refNo, payment_id: paymentId } = renewal;
  const retry = lateOr(state, at, { kind: 'RETRY', refNo });
  if (paymentId === null) return isResting(state, renewal, at) ? { kind: 'PASS' } : retry;
  switch (renewal.payment_state) {
    case 'DECLINED':
    case 'VOIDED': {
      const reason = renewal.decline_reason ?? 'VOIDED';
      return reason === NOT_ATTEMPTED ? retry : { kind: 'COUNT', refNo, paymentId, reason };
    }
    case 'AWAITING':
    case 'AUTHORISED':
      return { kind: 'WAIT', forMs: SLOW_MS };
    case null:
      return retry;
    default:
      return { kind: 'WAIT', forMs: null };
  }
};

/** Retries after expiry have a rhythm of their own. */
const isResting = ({ is_trial, expires_at }: Known, { failed_at }: RenewalRecord, at: Date): boolean =>
  is_trial &&
  failed_at !== null &&
  at.getTime() < failed_at.getTime() + TRIAL_REST_MS &&
  (expires_at === null || at < expires_at);

const lateOr = (state: Known, at: Date, move: Move): Move => {
  const end = endOfGrace(state);
  const isLate = end !== null && at.getTime() > end.getTime() + TOO_LATE_MS;
  return isLate ? { kind: 'STOP', reason: 'TOO_LATE' } : move;
};

/** Until when the next cycle can be paid without a gap: the end of grace after expiry or pause; null: for ever. */
export const endOfGrace = ({ expires_at, resumes_at, grace_days }: Omit<Known, 'is_trial'>): Date | null => {
  if (expires_at === null || grace_days === null) return null;
  const due = resumes_at !== null && resumes_at > expires_at ? resumes_at : expires_at;
  return new Date(due.getTime() + grace_days * DAY_MS);
};
