import { type SubscriptionStatus, statusOf } from './rules/status.ts';
import type { SubscriptionState } from './state-store.ts';

type Facts = Pick<SubscriptionState, 'enabled' | 'starts_at' | 'expires_at' | 'grace_days' | 'resumes_at'>;

/** The status of a row at an instant. */
export const statusOfState = (state: Facts, now: Date): SubscriptionStatus =>
  statusOf(
    {
      enabled: state.enabled,
      startsAt: state.starts_at,
      expiresAt: state.expires_at,
      graceDays: state.grace_days,
      resumesAt: state.resumes_at,
    },
    now,
  );
