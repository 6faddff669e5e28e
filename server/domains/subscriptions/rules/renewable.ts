import type { SubscriptionState } from '../state-store.ts';
import { isLastOfContract } from './contract.ts';

/** Why nothing follows the running cycle of a subscription. */
export type NotRenewable = 'CANCELED' | 'LIFETIME' | 'CONTRACT_OVER' | 'STOPPED';

type Known = Pick<
  SubscriptionState,
  'enabled' | 'expires_at' | 'cycle_length' | 'contract' | 'cycle_number' | 'stop_after_cycles' | 'cancel_when_stopped'
>;

/** Null: it can be renewed, whatever its dates. */
export const whyNotRenewable = (state: Known): NotRenewable | null => {
  if (!state.enabled) return 'CANCELED';
  if (state.expires_at === null || state.cycle_length === null) return 'LIFETIME';
  return endsWithCycle(state);
};

/** Why a subscription ends with its running cycle; null: it does not. */
export const endsWithCycle = (
  state: Pick<Known, 'contract' | 'cycle_number' | 'stop_after_cycles' | 'cancel_when_stopped'>,
): 'CONTRACT_OVER' | 'STOPPED' | null => {
  if (isLastOfContract(state)) return 'CONTRACT_OVER';
  return state.cancel_when_stopped && state.stop_after_cycles === 0 ? 'STOPPED' : null;
};
