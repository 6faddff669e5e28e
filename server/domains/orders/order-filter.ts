import type { Read } from '../../api/schema.ts';
import { addCycles, parseWallClock } from '../../kit/dates.ts';
import type { Call } from '../method.ts';
import type { OrderSearchOptions } from './objects.ts';
import type { OrderFilter } from './store.ts';

const WEEK_MS = 7 * 24 * 3_600_000;

type Options = Pick<
  Read<typeof OrderSearchOptions>,
  'ApproveStatus' | 'Newer' | 'Status' | 'StartDate' | 'EndDate' | 'ExternalRefNo' | 'IncludeTestOrders'
>;

/**
 * What a search asks for. StartDate goes before Newer; without a beginning and without an end the last seven days are
 * meant. Days are those of the account's zone, and the last one belongs to the span.
 */
export const orderFilter = (call: Pick<Call, 'merchant' | 'now'>, options: Options): OrderFilter => {
  const midnight = (date: string): Date | null => parseWallClock(date, call.merchant.timeZone) ?? null;
  const { StartDate, EndDate, Newer, IncludeTestOrders: tests } = options;
  return {
    status: options.Status ?? null,
    approveStatus: options.ApproveStatus ?? null,
    awaits: null,
    externalReference: options.ExternalRefNo || null,
    tests: tests === 'YES' || tests === 'ONLY' ? tests : 'NO',
    from: beginning(),
    until: EndDate ? midnight(addCycles(EndDate, 1, 'DAY')) : null,
  };

  function beginning(): Date | null {
    if (StartDate) return midnight(StartDate);
    if (Newer) return new Date(Newer * 1000);
    return EndDate ? null : new Date(call.now.getTime() - WEEK_MS);
  }
};
