import { refuse } from '../../api/errors.ts';
import type { Db } from '../../db/database.ts';
import { newId } from '../../kit/ids.ts';
import type { Call } from '../method.ts';
import { SUBSCRIPTION_NOT_FOUND } from './errors.ts';
import { nextChargeAt } from './rules/charges.ts';
import { insertEvent, lockSubscription, type SubscriptionState, updateState } from './state-store.ts';

/** What becomes different; a column that is not named stays. */
export type Change = Partial<Omit<SubscriptionState, 'merchant_id' | 'reference' | 'charge_at' | 'updated_at'>>;

/** What is told of a change in the history of a subscription. */
export type ChangeEvent = {
  readonly kind: string;
  readonly changedBy: 'CUSTOMER' | 'VENDOR' | 'SYSTEM';
  readonly details?: Readonly<Record<string, unknown>>;
};

/**
 * Changes a subscription under a lock: `decide` sees it as it is and answers what becomes different, or refuses. The next
 * automatic charge follows from the outcome. Must run in a transaction. Refuses SUBSCRIPTION_NOT_FOUND.
 */
export const changeSubscription = async (
  call: Pick<Call, 'db' | 'merchant' | 'now'>,
  reference: string,
  event: ChangeEvent,
  decide: (state: SubscriptionState) => Change | Promise<Change>,
): Promise<SubscriptionState> => {
  const state = (await lockSubscription(call.db, call.merchant.id, reference)) ?? refuse(SUBSCRIPTION_NOT_FOUND);
  return applyChange(call.db, state, await decide(state), event, call.now);
};

/** Writes a change of a subscription that is locked, with the charge that follows from it, and tells of it. */
export const applyChange = async (
  db: Db,
  state: SubscriptionState,
  change: Change,
  { kind, changedBy, details = {} }: ChangeEvent,
  at: Date,
): Promise<SubscriptionState> => {
  const changed = { ...state, ...change, updated_at: at };
  const after = { ...changed, charge_at: nextChargeAt(chargeFactsOf(changed)) };
  await updateState(db, state, { ...change, charge_at: after.charge_at, updated_at: at });
  await insertEvent(db, {
    merchant_id: state.merchant_id,
    event_id: newId(),
    reference: state.reference,
    kind,
    changed_by: changedBy,
    details,
    happened_at: at,
  });
  return after;
};

const chargeFactsOf = (state: SubscriptionState) => ({
  enabled: state.enabled,
  recurringEnabled: state.recurring_enabled,
  expiresAt: state.expires_at,
  // A trial is short, whatever the cycles that follow it.
  cycle:
    state.is_trial || state.cycle_length === null || state.cycle_unit === null
      ? null
      : { length: state.cycle_length, unit: state.cycle_unit },
  graceDays: state.grace_days,
  failedCharges: state.failed_charges,
  resumesAt: state.resumes_at,
});
