import { refuse } from '../../../api/errors.ts';
import { addCycles } from '../../../kit/dates.ts';
import { ORDER_PRODUCT_START_DATE_INVALID } from '../errors.ts';
import type { RequestedItem } from './requested-items.ts';

/** The latest start lies as far ahead as three years; further ones are slips of the pen. */
const LATEST_MONTHS = 36;

/**
 * When the subscription of an item shall start, YYYY-MM-DD HH:MM:SS on the account's clocks; null: at once. A date alone
 * means its first second. Refuses a start of what makes no subscription.
 */
export const startDateOf = (
  { SubscriptionStartDate: sent }: RequestedItem,
  makesSubscription: boolean,
): string | null => {
  if (!sent) return null;
  if (!makesSubscription) refuse(ORDER_PRODUCT_START_DATE_INVALID, 'The item makes no subscription that could start.');
  return sent.length === 10 ? `${sent} 00:00:01` : sent;
};

/**
 * Refuses starts before today, and beyond three years; `today` is the day of the account. An hour of today that is over
 * is fine: the subscription starts when it is paid for.
 */
export const checkStartDates = (items: readonly { readonly startDate: string | null }[], today: string): void => {
  for (const { startDate } of items) {
    if (startDate === null) continue;
    const day = startDate.slice(0, 10);
    if (day < today)
      refuse(ORDER_PRODUCT_START_DATE_INVALID, `A subscription cannot start in the past (${startDate}).`);
    if (day > addCycles(today, LATEST_MONTHS, 'MONTH')) {
      refuse(ORDER_PRODUCT_START_DATE_INVALID, `A subscription cannot start later than in ${LATEST_MONTHS} months.`);
    }
  }
};
