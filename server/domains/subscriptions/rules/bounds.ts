import { addCycles, parseWallClock } from '../../../kit/dates.ts';

const SECOND_MS = 1000;

/** Nothing comes after it, so it bounds nothing. */
const LAST_DAY = '9999-12-31';

type Given = string | null | undefined;

/**
 * The instants that two bounds of a search mean, each a day or a day with a time on the clocks of the zone. Both bounds
 * belong to the result: a day as the upper one counts whole, a time up to the end of its second.
 */
export const between = (
  after: Given,
  before: Given,
  timeZone: string,
): { readonly from: Date | null; readonly before: Date | null } => ({
  from: after ? instant(after, timeZone) : null,
  before: before ? endOf(before, timeZone) : null,
});

const endOf = (text: string, timeZone: string): Date | null => {
  if (text === LAST_DAY) return null;
  if (text.length === 10) return instant(addCycles(text, 1, 'DAY'), timeZone);
  const at = instant(text, timeZone);
  return at && new Date(at.getTime() + SECOND_MS);
};

const instant = (text: string, timeZone: string): Date | null => parseWallClock(text, timeZone) ?? null;
