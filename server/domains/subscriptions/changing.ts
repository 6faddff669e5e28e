import { refuse } from '../../api/errors.ts';
import type { Db } from '../../db/database.ts';
import { newId } from '../../kit/ids.ts';
import { settingsOf } from '../accounts/index.ts';
import type { Call } from '../method.ts';
import { SUBSCRIPTION_NOT_FOUND } from './errors.ts';
import { chargeFactsOf } from './rules/charge-facts.ts';
import { nextChargeAt, type RetryHours } from './rules/charges.ts';
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
  return applyChange(call.db, state, await decide(state), event, call.now, settingsOf(call.merchant).retryHours);
};

/**
 * Writes a change of a subscription that is locked, with the charge that follows from it, and tells of it. `retryHours`
 * are the account's, where it has any of its own.
 */
export const applyChange = async (
  db: Db,
  state: SubscriptionState,
  change: Change,
  { kind, changedBy, details = {} }: ChangeEvent,
  at: Date,
  retryHours?: RetryHours,
): Promise<SubscriptionState> => {
  const changed = { ...state, ...change, updated_at: at };
  const after = { ...changed, charge_at: nextChargeAt(chargeFactsOf(changed), retryHours) };
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
