import { addCycles, calendarDate, parseWallClock, wallClock } from '../../../kit/dates.ts';
import type { SubscriptionState } from '../state-store.ts';

/** The state of a subscription as far as its end goes. */
type Ending = Pick<SubscriptionState, 'cycle_number' | 'starts_at'> & { readonly expires_at: Date };

/**
 * A subscription whose end was moved by hand: cycles are counted from the new end, and charges that failed at the old one
 * do not count at the new one. Undefined when it would end before it
 * began, or beyond all calendars.
 */
export const extended = (state: Ending, days: number, timeZone: string) => {
  const date = movedDate(calendarDate(state.expires_at, timeZone), days);
  return date === undefined ? undefined : endingOn(state, date, timeZone);
};

/** A subscription that ends on a day, at the time of day at which it ended before. */
export const endingOn = ({ cycle_number, starts_at, expires_at }: Ending, date: string, timeZone: string) => {
  const at = parseWallClock(`${date} ${wallClock(expires_at, timeZone).slice(11)}`, timeZone);
  if (at === undefined || at <= starts_at) return undefined;
  return { expires_at: at, anchor_date: date, anchor_cycle: cycle_number, failed_charges: 0 } as const;
};

const movedDate = (date: string, days: number): string | undefined => {
  try {
    return addCycles(date, days, 'DAY');
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
};

/** The longest pause: three years after the end of the cycle. */
export const latestResume = (expiresAt: Date, timeZone: string): Date => {
  const date = addCycles(calendarDate(expiresAt, timeZone), 3, 'YEAR');
  return parseWallClock(`${date} 23:59:59`, timeZone) ?? expiresAt;
};
