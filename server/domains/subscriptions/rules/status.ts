export const DAY_MS = 86_400_000;

export const SUBSCRIPTION_STATUSES = [
  'CANCELED',
  'PENDING_ACTIVATION',
  'ACTIVE',
  'PAUSED',
  'PASTDUE',
  'EXPIRED',
] as const;

/** What is answered as Status. */
export type SubscriptionStatus = (typeof SUBSCRIPTION_STATUSES)[number];

export type StatusFacts = {
  /** False: cancelled, whatever the dates say. */
  readonly enabled: boolean;
  readonly startsAt: Date;
  /** Null: lifetime. */
  readonly expiresAt: Date | null;
  /** Days of 24 hours after expiry; null: without end. */
  readonly graceDays: number | null;
  /** A pause begins at expiry and ends then; null: none was asked for. */
  readonly resumesAt: Date | null;
};

/** The status at an instant. It is never stored, so it cannot be wrong about the time. */
export const statusOf = (facts: StatusFacts, now: Date): SubscriptionStatus => {
  if (!facts.enabled) return 'CANCELED';
  if (now < facts.startsAt) return 'PENDING_ACTIVATION';
  if (facts.expiresAt === null || now < facts.expiresAt) return 'ACTIVE';
  const { resumesAt } = facts;
  if (resumesAt !== null && now < resumesAt) return 'PAUSED';
  if (facts.graceDays === null) return 'PASTDUE';
  // Grace follows the time that is to be paid for, which a pause puts off.
  const end = resumesAt !== null && resumesAt > facts.expiresAt ? resumesAt : facts.expiresAt;
  return now.getTime() < end.getTime() + facts.graceDays * DAY_MS ? 'PASTDUE' : 'EXPIRED';
};

/** Whether the customer still has the service: active, or past due with grace left. */
export const isInForce = (status: SubscriptionStatus): boolean => status === 'ACTIVE' || status === 'PASTDUE';
