import type { Cycle } from './cycle.ts';
import { DAY_MS } from './status.ts';

/** The longest cycle by unit that still counts as at most six months, which have at most 184 days. */
export const LONGEST_SHORT: Readonly<Record<Cycle['unit'], number>> = { DAY: 184, WEEK: 26, MONTH: 6, YEAR: 0 };

/** How long before expiry the first charge of a cycle above six months is made. */
export const EARLY_CHARGE_MS = 2 * DAY_MS;

/** Cycles above six months are charged two days before expiry, the others at expiry. */
export const isLongCycle = (cycle: Cycle): boolean => cycle.length > LONGEST_SHORT[cycle.unit];

export type BillingFacts = {
  readonly enabled: boolean;
  readonly recurringEnabled: boolean;
  /** Null: lifetime. */
  readonly expiresAt: Date | null;
  readonly cycle: Cycle | null;
};

/** When the next automatic charge is due; null when none will come. */
export const nextBillingAt = ({ enabled, recurringEnabled, expiresAt, cycle }: BillingFacts): Date | null => {
  if (!enabled || !recurringEnabled || expiresAt === null) return null;
  const early = cycle !== null && isLongCycle(cycle) ? EARLY_CHARGE_MS : 0;
  return new Date(expiresAt.getTime() - early);
};
