import type { SubscriptionState } from '../state-store.ts';
import type { ChargeFacts } from './charges.ts';
import { isLastOfContract } from './contract.ts';

/** The columns that decide when a subscription is charged. */
export type ChargeColumns = Pick<
  SubscriptionState,
  | 'enabled'
  | 'recurring_enabled'
  | 'expires_at'
  | 'is_trial'
  | 'cycle_length'
  | 'cycle_unit'
  | 'cycle_number'
  | 'grace_days'
  | 'failed_charges'
  | 'resumes_at'
  | 'contract'
>;

/** What the moments of charges follow from. */
export const chargeFactsOf = (state: ChargeColumns): ChargeFacts => ({
  enabled: state.enabled,
  // Nothing follows the last cycle of a contract.
  recurringEnabled: state.recurring_enabled && !isLastOfContract(state),
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
