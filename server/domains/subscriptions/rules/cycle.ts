import { addCycles, type CycleUnit, calendarDate, parseWallClock, wallClock } from '../../../kit/dates.ts';

/** A billing cycle, for example 12 months. The longest has 36 months. */
export type Cycle = { readonly length: number; readonly unit: CycleUnit };

/** From which day and time of day the service is counted, and on whose clocks. */
export type Anchor = {
  /** Day of the first start in the account's zone, YYYY-MM-DD. */
  readonly date: string;
  /** Time of day in the account's zone, HH:MM:SS. */
  readonly time: string;
  readonly timeZone: string;
};

export const anchorAt = (at: Date, timeZone: string): Anchor => ({
  date: calendarDate(at, timeZone),
  time: wallClock(at, timeZone).slice(11),
  timeZone,
});

/**
 * The end of the service after `cycles` paid cycles: the anchor's day moved by all of them at once, so that a day which
 * a short month lacks comes back in the next long one, at the anchor's time of day.
 */
export const expiryAfter = (anchor: Anchor, cycle: Cycle, cycles: number): Date => {
  const date = addCycles(anchor.date, cycle.length * cycles, cycle.unit);
  const at = parseWallClock(`${date} ${anchor.time}`, anchor.timeZone);
  if (at === undefined) throw new RangeError('the cycle leads to no time');
  return at;
};
