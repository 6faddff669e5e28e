import { addCycles, calendarDate } from '../../../kit/dates.ts';

/** Months after an order was finished in which it can be refunded by the API, and by people who look at it. */
export const REFUND_MONTHS = { api: 3, panel: 12 } as const;

/** Whether an order may still be refunded: to the end of the day some months later, on the merchant's clocks. */
export const isInPeriod = (finishedAt: Date, now: Date, timeZone: string, months: number): boolean =>
  calendarDate(now, timeZone) <= addCycles(calendarDate(finishedAt, timeZone), months, 'MONTH');

/** Milliseconds after it was asked for in which a refund can be canceled by the API. */
const CANCELABLE_MS = 2 * 3_600_000;

export const isCancelable = (requestedAt: Date, now: Date): boolean =>
  now.getTime() - requestedAt.getTime() <= CANCELABLE_MS;
