import { setTimeout as sleep } from 'node:timers/promises';
import { faultOf, isFault } from './fault.ts';

/**
 * Waits between tries while another request is at work on the same payment or under the same key, in milliseconds. In
 * sum about as long as a bank takes to answer.
 */
const BUSY_WAITS_MS = [80, 160, 320, 640, 1_280, 2_560, 4_000];

/**
 * Sends a request to Stripe, again while Stripe says that nothing was done because something else is under way. Rejects
 * with StripeFault; errors of the library, which carry secrets, do not leave this function.
 */
export const ask = async <Answer>(send: () => Promise<Answer>): Promise<Answer> => {
  for (const waitMs of BUSY_WAITS_MS) {
    try {
      return await send();
    } catch (error) {
      const fault = faultOf(error);
      if (!isFault(fault, 'BUSY')) throw fault;
      await sleep(waitMs * (0.75 + Math.random() / 2));
    }
  }
  return send().catch((error) => {
    throw faultOf(error);
  });
};
