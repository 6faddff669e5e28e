import { refuse } from '../../../api/errors.ts';
import { POST } from '../../../api/method.ts';
import { dateTime, flag, text } from '../../../api/schema.ts';
import { parseWallClock } from '../../../kit/dates.ts';
import { withOrder } from '../../examples.ts';
import { method } from '../../method.ts';
import { changeSubscription } from '../changing.ts';
import {
  PAUSE_DATE_INVALID,
  PAUSE_REASON_INVALID,
  SUBSCRIPTION_LIFETIME,
  SUBSCRIPTION_NOT_FOUND,
  SUBSCRIPTION_STATUS_INVALID,
} from '../errors.ts';
import { latestResume } from '../rules/ends.ts';
import { statusOfState } from '../state.ts';
import { withTimeToPause } from './examples.ts';

export const setRenewalPause = method({
  name: 'setRenewalPause',
  aliases: ['pauseSubscription'],
  summary: 'Pauses a subscription from the end of its running cycle until a date, on which it renews.',
  versions: { since: '3.0' },
  params: {
    subscriptionReference: text({ required: true, about: 'Case-sensitive.' }),
    resumeDate: dateTime({ required: true, refusal: PAUSE_DATE_INVALID }),
    pauseReason: text({ max: 100, refusal: PAUSE_REASON_INVALID }),
  },
  result: flag(),
  rest: POST('/subscriptions/{subscriptionReference}/renewal/pause/', { body: ['resumeDate', 'pauseReason'] }),
  refusals: [
    PAUSE_DATE_INVALID,
    PAUSE_REASON_INVALID,
    SUBSCRIPTION_NOT_FOUND,
    SUBSCRIPTION_LIFETIME,
    SUBSCRIPTION_STATUS_INVALID,
  ],
  examples: [
    {
      title: 'until a day after the cycle',
      before: withTimeToPause,
      params: { subscriptionReference: '$subscription', resumeDate: '$later', pauseReason: 'On leave' },
      answers: true,
    },
    {
      title: 'a date of long ago',
      before: withOrder,
      params: { subscriptionReference: '$subscription', resumeDate: '2020-01-01' },
      refused: 'PAUSE_DATE_INVALID',
    },
    {
      title: 'no date',
      before: withOrder,
      params: { subscriptionReference: '$subscription', resumeDate: 'soon' },
      refused: 'PAUSE_DATE_INVALID',
    },
    {
      title: 'a reference that nobody has',
      params: { subscriptionReference: 'AAAAAAAAAA', resumeDate: '2099-01-01' },
      refused: 'SUBSCRIPTION_NOT_FOUND',
    },
  ],
  effect: 'write',
  run: async (call, { subscriptionReference, resumeDate, pauseReason }) => {
    const resumesAt = parseWallClock(resumeDate, call.merchant.timeZone) ?? refuse(PAUSE_DATE_INVALID);
    const event = { kind: 'PAUSE', changedBy: 'VENDOR', details: { resumesAt: resumesAt.toISOString() } } as const;
    await changeSubscription(call, subscriptionReference, event, (state) => {
      if (state.expires_at === null) return refuse(SUBSCRIPTION_LIFETIME);
      const status = statusOfState(state, call.now);
      if (status !== 'ACTIVE' && status !== 'PAUSED') refuse(SUBSCRIPTION_STATUS_INVALID);
      const latest = latestResume(state.expires_at, call.merchant.timeZone);
      if (resumesAt <= state.expires_at || resumesAt <= call.now || resumesAt > latest) {
        refuse(PAUSE_DATE_INVALID, 'A pause ends after the running cycle, at most three years later.');
      }
      return { resumes_at: resumesAt, pause_reason: pauseReason || null };
    });
    return true;
  },
});
