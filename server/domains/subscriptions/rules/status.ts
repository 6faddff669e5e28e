export const DAY_MS = 86_400_000;

/** What is answered as Status. PAUSED joins them once renewals can be paused. */
export type SubscriptionStatus = 'CANCELED' | 'PENDING_ACTIVATION' | 'ACTIVE' | 'PASTDUE' | 'EXPIRED';

export type StatusFacts = {
  /** False: cancelled, whatever the dates say. */
  readonly enabled: boolean;
  readonly startsAt: Date;
  /** Null: lifetime. */
  readonly expiresAt: Date | null;
  /** Days of 24 hours after expiry; null: without end. */
  readonly graceDays: number | null;
};

/** The status at an instant. It is never stored, so it cannot be wrong about the time. */
export const statusOf = (facts: StatusFacts, now: Date): SubscriptionStatus => {
  if (!facts.enabled) return 'CANCELED';
  if (now < facts.startsAt) return 'PENDING_ACTIVATION';
  if (facts.expiresAt === null || now < facts.expiresAt) return 'ACTIVE';
  if (facts.graceDays === null) return 'PASTDUE';
  return now.getTime() < facts.expiresAt.getTime() + facts.graceDays * DAY_MS ? 'PASTDUE' : 'EXPIRED';
};

/** Whether the customer still has the service: active, or past due with grace left. */
export const isInForce = (status: SubscriptionStatus): boolean => status === 'ACTIVE' || status === 'PASTDUE';
