import type { Db } from '../../db/database.ts';
import { newId } from '../../kit/ids.ts';
import type { RetryHours } from './rules/charges.ts';
import { type RenewalTerms, type Renewed, renewed } from './rules/renewal.ts';
import { type EventRow, findStateWithMeans, type StateWithMeans } from './state-store.ts';

/** A paid order line that renews a subscription, as the orders domain tells of it. */
export type RenewingLine = Omit<RenewalTerms, 'cardId'> & {
  readonly merchantId: bigint;
  readonly refNo: bigint;
  readonly lineNo: number;
  readonly sku: string;
  /** The means that paid, where its buyer agreed to be charged by it from now on; null otherwise. */
  readonly cardId: bigint | null;
  /** The merchant's now. */
  readonly at: Date;
  readonly timeZone: string;
  readonly retryHours: RetryHours;
};

/** What finish_order passes on to renew_subscriptions for a line. */
export type RenewalRow = {
  readonly reference: string;
  readonly expected_cycle_number: number;
  readonly expected_updated_at: Date;
  readonly set: Renewed;
  readonly order: object;
  readonly events: readonly EventRow[];
};

/** A subscription that is to be renewed. */
export type RenewingSubscription = StateWithMeans;

/** A subscription as it is now; undefined when there is none. */
export const findRenewing = (
  db: Db,
  merchantId: bigint,
  reference: string,
): Promise<RenewingSubscription | undefined> => findStateWithMeans(db, merchantId, reference);

/** What becomes of a subscription by a paid line; counts as long as the subscription is as it was read. */
export const renewalOfLine = (state: RenewingSubscription, line: RenewingLine): RenewalRow => {
  const { timeZone, retryHours } = line;
  const { set, startsAt, expiresAt } = renewed(state, line, line.at, { timeZone, retryHours });
  const event = (kind: string, details: EventRow['details']): EventRow => ({
    merchant_id: line.merchantId,
    event_id: newId(),
    reference: state.reference,
    kind,
    changed_by: line.automatic ? 'SYSTEM' : 'CUSTOMER',
    details,
    happened_at: line.at,
  });
  const details = {
    refNo: String(line.refNo),
    cycleNumber: set.cycle_number,
    startsAt: startsAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
  };
  return {
    reference: state.reference,
    expected_cycle_number: state.cycle_number,
    expected_updated_at: state.updated_at,
    set,
    order: {
      merchant_id: line.merchantId,
      reference: state.reference,
      ref_no: line.refNo,
      line_no: line.lineNo,
      type: 'RENEWAL',
      starts_at: startsAt,
      expires_at: expiresAt,
      is_lifetime: false,
      sku: line.sku,
      booked_at: line.at,
    },
    events: [
      event(state.is_trial ? 'TRIAL_CONVERTED' : 'RENEWED', details),
      ...(state.recurring_enabled && !set.recurring_enabled
        ? [event('RECURRING_STOPPED', { reason: 'CYCLES_OVER', refNo: String(line.refNo) })]
        : []),
      ...(state.contract?.sinceCycle !== set.contract?.sinceCycle
        ? [event('CONTRACT_RESTARTED', { cycleNumber: set.cycle_number })]
        : []),
    ],
  };
};
