import { refuse } from '../../../api/errors.ts';
import { GET } from '../../../api/method.ts';
import { text } from '../../../api/schema.ts';
import { calendarDate } from '../../../kit/dates.ts';
import { withOrder } from '../../examples.ts';
import { method } from '../../method.ts';
import { PAUSE_NOT_FOUND, SUBSCRIPTION_NOT_FOUND } from '../errors.ts';
import { RenewalPause } from '../objects.ts';
import { findState } from '../state-store.ts';
import { withPause } from './examples.ts';

export const getRenewalPause = method({
  name: 'getRenewalPause',
  summary: 'Reads the pause of a subscription, also one that is still to begin.',
  versions: { since: '3.0' },
  params: {
    subscriptionReference: text({ required: true, about: 'Case-sensitive.' }),
  },
  result: RenewalPause,
  rest: GET('/subscriptions/{subscriptionReference}/renewal/pause/'),
  refusals: [SUBSCRIPTION_NOT_FOUND, PAUSE_NOT_FOUND],
  examples: [
    {
      title: 'one that is to come',
      before: withPause,
      params: { subscriptionReference: '$subscription' },
      answers: { ResumeDate: '$later', PauseReason: 'On leave' },
    },
    {
      title: 'one that is not paused',
      before: withOrder,
      params: { subscriptionReference: '$subscription' },
      refused: 'PAUSE_NOT_FOUND',
    },
    {
      title: 'a reference that nobody has',
      params: { subscriptionReference: 'AAAAAAAAAA' },
      refused: 'SUBSCRIPTION_NOT_FOUND',
    },
  ],
  effect: 'read',
  run: async (call, { subscriptionReference }) => {
    const state = (await findState(call.db, call.merchant.id, subscriptionReference)) ?? refuse(SUBSCRIPTION_NOT_FOUND);
    const { resumes_at: resumesAt, pause_reason: reason } = state;
    if (resumesAt === null || resumesAt <= call.now) return refuse(PAUSE_NOT_FOUND);
    return { ResumeDate: calendarDate(resumesAt, call.merchant.timeZone), PauseReason: reason };
  },
});
