import type { Merchant } from './api/call.ts';
import { type ClockMove, moveClock } from './domains/accounts/index.ts';
import type { Works } from './domains/orders/index.ts';
import { doDueWork, nextDueMoment } from './due-work.ts';

/** Beyond this a clock stands still rather than to hold up whoever moves it for hours. */
const MOST_STEPS = 50_000;

export type Advanced = {
  /** What the clock shows now. */
  readonly now: Date;
  /** Moments at which something was due. */
  readonly steps: number;
};

/**
 * Moves the clock of a test merchant as if the time had passed: it stops at every moment at which something is due, does
 * it, and goes on, so that what happens in a year happens in its order and at its time. Refuses INVALID_PARAMETER as
 * moveClock does. The real time stands still meanwhile, and so does the merchant's between two moments.
 */
export const advanceClock = async (works: Works, merchant: Merchant, move: ClockMove): Promise<Advanced> => {
  const at = works.now();
  const still: Works = { ...works, now: () => at };
  let clockOffsetMs = merchant.clockOffsetMs;
  const to = 'setTo' in move ? move.setTo : new Date(at.getTime() + clockOffsetMs + Math.trunc(move.advanceMs));
  const set = async (moment: Date): Promise<Date> => {
    const now = await moveClock(works.database, merchant.id, { setTo: moment }, at);
    clockOffsetMs = now.getTime() - at.getTime();
    return now;
  };
  // Refused at once when it is no test merchant, or an earlier time.
  let now = await set(new Date(Math.min(to.getTime(), at.getTime() + clockOffsetMs)));
  let steps = 0;
  for (; steps < MOST_STEPS; steps += 1) {
    await doDueWork(still, { ...merchant, clockOffsetMs });
    const next = await nextDueMoment(still, merchant.id, now);
    if (next === null || next >= to) break;
    now = await set(next);
  }
  if (steps === MOST_STEPS)
    throw new Error(`the clock of ${merchant.code} has more than ${MOST_STEPS} moments to stop at`);
  now = await set(to);
  await doDueWork(still, { ...merchant, clockOffsetMs });
  return { now, steps };
};
