import { addCycles, parseWallClock } from '../../../kit/dates.ts';
import { type Anchor, type Cycle, expiryAfter } from './cycle.ts';

/** The service that the first order pays for, and the day from which the cycles after it are counted. */
export type FirstPeriod = {
  /** Null: it never ends. */
  readonly expiresAt: Date | null;
  readonly anchorDate: string;
  /** Paid cycles that lie between the anchor and the expiry. */
  readonly cycleNumber: number;
};

export type FirstPeriodTerms = {
  /** Null: a one-time fee. */
  readonly cycle: Cycle | null;
  /** Days of a trial; null when it is none. */
  readonly trialDays: number | null;
  /** Months by which chosen options make the first period longer; shorter when negative. */
  readonly optionMonths: number;
};

/**
 * The first period of a subscription: a trial, the months of the options with the cycle, or just a cycle. Whatever is no
 * plain cycle moves the anchor to its end, since the first plain cycle begins there. Options cannot take away more than
 * the cycle has: then they do not count.
 */
export const firstPeriod = (anchor: Anchor, { cycle, trialDays, optionMonths }: FirstPeriodTerms): FirstPeriod => {
  if (trialDays !== null) return until(anchor, addCycles(anchor.date, trialDays, 'DAY'));
  if (cycle === null) return { expiresAt: null, anchorDate: anchor.date, cycleNumber: 0 };
  const end = optionMonths === 0 ? anchor.date : changedEnd(anchor.date, cycle, optionMonths);
  if (end > anchor.date) return until(anchor, end);
  return { expiresAt: expiryAfter(anchor, cycle, 1), anchorDate: anchor.date, cycleNumber: 1 };
};

const until = (anchor: Anchor, date: string): FirstPeriod => {
  const expiresAt = parseWallClock(`${date} ${anchor.time}`, anchor.timeZone);
  if (expiresAt === undefined) throw new RangeError('the first period leads to no time');
  return { expiresAt, anchorDate: date, cycleNumber: 0 };
};

/** Months are added in one step, so that a day which only a short month in between lacks is not lost. */
const changedEnd = (date: string, { length, unit }: Cycle, months: number): string => {
  switch (unit) {
    case 'MONTH':
      return addCycles(date, length + months, 'MONTH');
    case 'YEAR':
      return addCycles(date, length * 12 + months, 'MONTH');
    default:
      return addCycles(addCycles(date, length, unit), months, 'MONTH');
  }
};
