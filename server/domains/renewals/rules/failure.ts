import { newId } from '../../../kit/ids.ts';
import { afterFailure, chargeFactsOf, type EventRow, type RenewingSubscription } from '../../subscriptions/index.ts';
import type { Failure } from '../store.ts';

/** What went wrong. */
export type Wrong = {
  /** Why, in a word: a decline reason, the code of a refusal, or a word of this domain. */
  readonly reason: string;
  /** The order that is not paid; null: there is none. */
  readonly refNo: bigint | null;
  /** The attempt; null: none was made. */
  readonly paymentId: bigint | null;
  /** The means will not pay however often it is asked. */
  readonly isFinal: boolean;
};

/**
 * What follows from an automatic charge that failed: when the next one comes, or that none comes any more and the
 * subscription is renewed by hand from now on.
 */
export const failureOf = (
  state: RenewingSubscription,
  { reason, refNo, paymentId, isFinal }: Wrong,
  at: Date,
  retryHours: readonly number[],
): Failure => {
  const isCharged = state.enabled && state.recurring_enabled;
  const { failedCharges, chargeAt } = afterFailure(chargeFactsOf(state), at, retryHours);
  const details = {
    reason,
    refNo: refNo === null ? null : String(refNo),
    nextChargeAt: chargeAt?.toISOString() ?? null,
  };
  const stops = isCharged && chargeAt === null;
  return {
    paymentId,
    state: chargeAt === null ? 'FAILED' : 'OPEN',
    refusedCardId: isFinal ? state.card_id : null,
    change: {
      failed_charges: failedCharges,
      charge_at: chargeAt,
      recurring_enabled: stops ? false : state.recurring_enabled,
    },
    events: [
      eventOf(state, 'RENEWAL_FAILED', details, at),
      ...(stops ? [eventOf(state, 'RECURRING_STOPPED', { reason: 'CHARGES_FAILED', refNo: details.refNo }, at)] : []),
    ],
  };
};

/** A charge that somebody asked for failed: it is noted, and the automatic ones come when they would have come. */
export const chargedInVain = (
  state: RenewingSubscription,
  { reason, refNo, paymentId }: Omit<Wrong, 'isFinal'>,
  at: Date,
): Failure => {
  const { failed_charges, charge_at, recurring_enabled } = state;
  const details = {
    reason,
    refNo: refNo === null ? null : String(refNo),
    nextChargeAt: charge_at?.toISOString() ?? null,
  };
  return {
    paymentId,
    state: 'OPEN',
    refusedCardId: null,
    change: { failed_charges, charge_at, recurring_enabled },
    events: [eventOf(state, 'RENEWAL_FAILED', details, at)],
  };
};

/** The moment of a charge that is left out. */
export const passedOver = (state: RenewingSubscription, at: Date, retryHours: readonly number[]): Failure => {
  const { failedCharges, chargeAt } = afterFailure(chargeFactsOf(state), at, retryHours);
  const stops = chargeAt === null;
  return {
    paymentId: null,
    state: stops ? 'FAILED' : 'OPEN',
    refusedCardId: null,
    change: {
      failed_charges: failedCharges,
      charge_at: chargeAt,
      recurring_enabled: !stops && state.recurring_enabled,
    },
    events: stops ? [eventOf(state, 'RECURRING_STOPPED', { reason: 'CHARGES_FAILED' }, at)] : [],
  };
};

/** No further automatic charge, for a reason that lies in no attempt. */
export const stopped = (state: RenewingSubscription, reason: string, at: Date): Failure => ({
  paymentId: null,
  state: 'FAILED',
  refusedCardId: null,
  change: { failed_charges: state.failed_charges, charge_at: null, recurring_enabled: false },
  events: [eventOf(state, 'RECURRING_STOPPED', { reason }, at)],
});

const eventOf = (
  { merchant_id, reference }: RenewingSubscription,
  kind: string,
  details: EventRow['details'],
  at: Date,
): EventRow => ({
  merchant_id,
  event_id: newId(),
  reference,
  kind,
  changed_by: 'SYSTEM',
  details,
  happened_at: at,
});
