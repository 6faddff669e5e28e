import { refuse } from '../../../api/errors.ts';
import { addCycles, calendarDate, parseWallClock, wallClock } from '../../../kit/dates.ts';
import {
  type Cycle,
  endingOn,
  NEVER,
  SUBSCRIPTION_LIFETIME,
  type SubscriptionState,
  statusOfState,
} from '../../subscriptions/index.ts';
import { SUBSCRIPTION_ACTIVATION_DATE_INVALID, SUBSCRIPTION_EXPIRATION_DATE_INVALID } from '../errors.ts';

/** Calendar days on the clocks of the account; null and undefined: as it was. */
export type SentDates = {
  readonly activation: string | null | undefined;
  readonly expiration: string | null | undefined;
};

/** From then on no cycle could be added any more. */
const TOO_LATE = '9900-01-01';

/**
 * What becomes different of the dates of a subscription. A day that it has already is no change, however long ago it was.
 * Refuses SUBSCRIPTION_ACTIVATION_DATE_INVALID, SUBSCRIPTION_LIFETIME, SUBSCRIPTION_EXPIRATION_DATE_INVALID.
 */
export const changedDates = (state: SubscriptionState, sent: SentDates, now: Date, timeZone: string) => {
  const begun = activatedOn(state, sent.activation, now, timeZone);
  const ended = endedOn({ ...state, ...begun }, sent.expiration, calendarDate(now, timeZone), timeZone);
  const { starts_at, expires_at } = { ...state, ...begun, ...ended };
  if ('starts_at' in begun && expires_at !== null && expires_at <= starts_at) {
    refuse(SUBSCRIPTION_ACTIVATION_DATE_INVALID, 'The service must begin before it ends.');
  }
  return { ...begun, ...ended };
};

const activatedOn = (state: SubscriptionState, date: SentDates['activation'], now: Date, timeZone: string) => {
  if (!date || date === calendarDate(state.starts_at, timeZone)) return {};
  if (statusOfState(state, now) !== 'PENDING_ACTIVATION') {
    refuse(SUBSCRIPTION_ACTIVATION_DATE_INVALID, 'ActivationDate changes only while the subscription waits for it.');
  }
  if (date < calendarDate(state.purchased_at, timeZone)) {
    refuse(SUBSCRIPTION_ACTIVATION_DATE_INVALID, 'ActivationDate cannot be before the purchase.');
  }
  const at = instantOn(date, state.starts_at, timeZone) ?? refuse(SUBSCRIPTION_ACTIVATION_DATE_INVALID);
  return { starts_at: at < state.purchased_at ? state.purchased_at : at };
};

/** A subscription that ends on a day, not before `earliest`; null: whenever. Refuses as changedDates does. */
export const endedOn = (
  state: SubscriptionState,
  date: SentDates['expiration'],
  earliest: string | null,
  timeZone: string,
) => {
  const { expires_at } = state;
  const known = expires_at === null ? NEVER : calendarDate(expires_at, timeZone);
  if (!date || date === known) return {};
  if (expires_at === null) return refuse(SUBSCRIPTION_LIFETIME);
  if (earliest !== null && date < earliest) {
    refuse(SUBSCRIPTION_EXPIRATION_DATE_INVALID, 'ExpirationDate cannot be in the past.');
  }
  if (date >= TOO_LATE) refuse(SUBSCRIPTION_EXPIRATION_DATE_INVALID);
  const change = endingOn({ ...state, expires_at }, date, timeZone);
  return change ?? refuse(SUBSCRIPTION_EXPIRATION_DATE_INVALID, 'ExpirationDate must come after the start.');
};

/** A day at the time of day of an instant. */
const instantOn = (date: string, at: Date, timeZone: string): Date | undefined =>
  parseWallClock(`${date} ${wallClock(at, timeZone).slice(11)}`, timeZone);

/** The period that an import tells. */
export type ImportedPeriod = Pick<
  SubscriptionState,
  'starts_at' | 'expires_at' | 'anchor_date' | 'anchor_cycle' | 'anchor_time' | 'cycle_number'
>;

/**
 * The service from one day to another, each at its beginning on the clocks of the account. Where whole cycles lie between
 * the two the cycles go on from the start, so that a 31st comes back after a short month; else from the end. Undefined when
 * the days are not in order, or when no cycle could follow.
 */
export const importedPeriod = (
  start: string,
  end: string,
  cycle: Cycle,
  timeZone: string,
): ImportedPeriod | undefined => {
  const [startsAt, expiresAt] = [parseWallClock(start, timeZone), parseWallClock(end, timeZone)];
  if (startsAt === undefined || expiresAt === undefined || end <= start || end >= TOO_LATE) return undefined;
  const cycles = cyclesBetween(start, end, cycle);
  const anchor =
    cycles === null
      ? { anchor_date: end, anchor_cycle: 0, cycle_number: 0 }
      : { anchor_date: start, anchor_cycle: 0, cycle_number: cycles };
  return { starts_at: startsAt, expires_at: expiresAt, ...anchor, anchor_time: null };
};

/** How many whole cycles lie between two days; null when it is no whole number. */
const cyclesBetween = (start: string, end: string, { length, unit }: Cycle): number | null => {
  const days = (Date.parse(end) - Date.parse(start)) / 86_400_000;
  const guess = Math.round(days / (length * DAYS[unit]));
  for (const count of [guess, guess - 1, guess + 1]) {
    if (count > 0 && addCycles(start, count * length, unit) === end) return count;
  }
  return null;
};

const DAYS: Readonly<Record<Cycle['unit'], number>> = { DAY: 1, WEEK: 7, MONTH: 30.436875, YEAR: 365.2425 };
