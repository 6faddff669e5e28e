import { refuse } from '../../../api/errors.ts';
import {
  SUBSCRIPTION_CANCELED,
  SUBSCRIPTION_EXPIRED,
  SUBSCRIPTION_LIFETIME,
  SUBSCRIPTION_NO_PAYMENT_METHOD,
  SUBSCRIPTION_UPGRADED,
} from '../errors.ts';
import { statusOfState } from '../state.ts';
import type { SubscriptionState } from '../state-store.ts';

/** In the order in which switchedToRenew finds them. */
export const RENEW_REFUSALS = [
  SUBSCRIPTION_LIFETIME,
  SUBSCRIPTION_CANCELED,
  SUBSCRIPTION_EXPIRED,
  SUBSCRIPTION_NO_PAYMENT_METHOD,
];

/** What makes a subscription renew by automatic charges; refuses one that cannot. */
export const switchedToRenew = (state: SubscriptionState, now: Date) => {
  if (state.is_lifetime) refuse(SUBSCRIPTION_LIFETIME);
  const status = statusOfState(state, now);
  if (status === 'CANCELED') refuse(SUBSCRIPTION_CANCELED);
  if (status === 'EXPIRED') refuse(SUBSCRIPTION_EXPIRED);
  if (state.card_id === null) refuse(SUBSCRIPTION_NO_PAYMENT_METHOD);
  // What failed before was said of the automatic renewal that ended with it.
  return { recurring_enabled: true, failed_charges: 0, stop_after_cycles: null, cancel_when_stopped: false } as const;
};

/** What takes back a cancellation; refuses a subscription that an upgrade replaced. */
export const enabledAgain = (state: Pick<SubscriptionState, 'replaced_by'>) => {
  if (state.replaced_by !== null) refuse(SUBSCRIPTION_UPGRADED);
  return { enabled: true, churn_reasons: [], churn_reason_other: null } as const;
};
