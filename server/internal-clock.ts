import { advanceClock } from './advance-clock.ts';
import { INVALID_PARAMETER, refuse } from './api/errors.ts';
import { POST } from './api/method.ts';
import { integer, object, text } from './api/schema.ts';
import { parseDuration, parseInstant } from './cli/durations.ts';
import type { ClockMove } from './domains/accounts/index.ts';
import { type Method, method } from './domains/method.ts';
import { worksOf } from './domains/orders/index.ts';

const Clock = object('Clock', {
  Now: text({ about: 'What the clock shows, ISO 8601 in UTC.' }),
  Steps: integer({ about: 'Moments on the way at which something was due.' }),
});

/** The method by which the panel moves the clock of a test merchant; `forget` drops what nodes keep of accounts. */
export const moveClockMethod = (forget: () => void): Method =>
  method({
    name: 'moveClock',
    summary: 'Moves the clock of a test merchant forwards; what is due on the way happens, in its order.',
    params: {
      advance: text({ about: 'By so much, for example 30d or 1d12h.' }),
      to: text({ about: 'Until this instant, for example 2027-01-31T10:00:00Z.' }),
    },
    result: Clock,
    rest: POST('/clock/', { body: ['advance', 'to'] }),
    refusals: [INVALID_PARAMETER],
    examples: [],
    effect: 'own',
    run: async (call, { advance, to }) => {
      const moved = await advanceClock(worksOf(call), call.merchant, moveOf(advance, to));
      forget();
      return { Now: moved.now.toISOString(), Steps: moved.steps };
    },
  });

const moveOf = (advance: string | null | undefined, to: string | null | undefined): ClockMove => {
  if (!advance === !to) return refuse(INVALID_PARAMETER, 'Either advance or to is needed.');
  return to
    ? { setTo: parsed('to', to, parseInstant) }
    : { advanceMs: parsed('advance', advance ?? '', parseDuration) };
};

/** The readers are those of the command line, whose sentences say what to write. */
const parsed = <T>(name: string, written: string, parse: (text: string) => T): T => {
  try {
    return parse(written);
  } catch (error) {
    return refuse(INVALID_PARAMETER, `${name}: ${error instanceof Error ? error.message : 'cannot be read'}`);
  }
};
