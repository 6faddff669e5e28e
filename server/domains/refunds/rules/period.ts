import { addCycles, calendarDate } from '../../../kit/dates.ts';

/** Months after an order was finished in which it can be refunded by the API. */
const MONTHS = 3;

/** Whether an order may still be refunded: to the end of the day three months later, on the merchant's clocks. */
export const isInPeriod = (finishedAt: Date, now: Date, timeZone: string): boolean =>
  calendarDate(now, timeZone) <= addCycles(calendarDate(finishedAt, timeZone), MONTHS, 'MONTH');
