import { DEFAULT_RETRY_HOURS } from '../../accounts/index.ts';
import type { Cycle } from './cycle.ts';
import { DAY_MS } from './status.ts';

const HOUR_MS = 3_600_000;

/** The longest cycle by unit that still counts as at most six months, which have at most 184 days. */
const LONGEST_SHORT: Readonly<Record<Cycle['unit'], number>> = { DAY: 184, WEEK: 26, MONTH: 6, YEAR: 0 };

/** How long before expiry the first charge of a cycle above six months is made. */
const EARLY_CHARGE_MS = 2 * DAY_MS;

/** Charges of cycles of at most six months are made so long before expiry: the platform says at most three hours. */
const SHORT_LEAD_MS = HOUR_MS;

/** The second charge of a long cycle comes the day before expiry, when the first was declined. */
const SECOND_EARLY_CHARGE_MS = DAY_MS;

/** Hours after expiry at which a declined charge is tried again, as far as there is grace. */
export type RetryHours = readonly number[];

export type ChargeFacts = {
  readonly enabled: boolean;
  readonly recurringEnabled: boolean;
  /** Null: lifetime. */
  readonly expiresAt: Date | null;
  readonly cycle: Cycle | null;
  /** Null: without end. */
  readonly graceDays: number | null;
  /** Attempts that failed since the last cycle was paid. */
  readonly failedCharges: number;
  /** Paused from expiry until then. */
  readonly resumesAt: Date | null;
};

/** All moments at which the end of a cycle is charged while attempts fail, in their order. */
export const chargeMoments = (
  { expiresAt, cycle, graceDays, resumesAt }: ChargeFacts,
  retryHours: RetryHours = DEFAULT_RETRY_HOURS,
): readonly Date[] => {
  if (expiresAt === null) return [];
  const endMs = expiresAt.getTime();
  // The service that is charged for begins when a pause ends, and nothing is charged during it.
  const paused = resumesAt !== null && resumesAt > expiresAt;
  const dueMs = paused ? resumesAt.getTime() : endMs;
  const early = paused ? [0] : earlyLeads(cycle);
  const graceMs = graceDays === null ? Number.POSITIVE_INFINITY : graceDays * DAY_MS;
  const late = retryHours.map((hours) => hours * HOUR_MS).filter((ms) => ms < graceMs);
  return [...early.map((ms) => dueMs - ms), ...late.map((ms) => dueMs + ms)].map((ms) => new Date(ms));
};

const earlyLeads = (cycle: Cycle | null): readonly number[] =>
  cycle !== null && cycle.length > LONGEST_SHORT[cycle.unit]
    ? [EARLY_CHARGE_MS, SECOND_EARLY_CHARGE_MS]
    : [SHORT_LEAD_MS];

/** The next automatic charge; null when none will come: not wanted, or all attempts were made. */
export const nextChargeAt = (facts: ChargeFacts, retryHours?: RetryHours): Date | null =>
  facts.enabled && facts.recurringEnabled ? (chargeMoments(facts, retryHours)[facts.failedCharges] ?? null) : null;

/** As close to each other as two charges may come. */
const LEAST_GAP_MS = 20 * HOUR_MS;

/**
 * What follows from a charge that failed at `at`: how many have failed by then, and the moment of the next one. Moments
 * that come too soon, because this charge was late, are passed over as if they had failed, too.
 */
export const afterFailure = (
  facts: ChargeFacts,
  at: Date,
  retryHours?: RetryHours,
): { readonly failedCharges: number; readonly chargeAt: Date | null } => {
  const moments = chargeMoments(facts, retryHours);
  let failedCharges = facts.failedCharges + 1;
  while (isTooSoon(moments[failedCharges], at)) failedCharges += 1;
  return { failedCharges, chargeAt: nextChargeAt({ ...facts, failedCharges }, retryHours) };
};

const isTooSoon = (moment: Date | undefined, at: Date): boolean =>
  moment !== undefined && moment.getTime() < at.getTime() + LEAST_GAP_MS;
