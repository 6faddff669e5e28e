import { refuse } from '../../../api/errors.ts';
import { DELETE } from '../../../api/method.ts';
import { flag, text } from '../../../api/schema.ts';
import { withOrder } from '../../examples.ts';
import { method } from '../../method.ts';
import { changeSubscription } from '../changing.ts';
import { PAUSE_NOT_FOUND, SUBSCRIPTION_NOT_FOUND } from '../errors.ts';
import { withPause } from './examples.ts';

export const cancelRenewalPause = method({
  name: 'cancelRenewalPause',
  summary: 'Ends a pause; from then on the status follows from the dates alone.',
  versions: { since: '3.0' },
  params: {
    subscriptionReference: text({ required: true, about: 'Case-sensitive.' }),
  },
  result: flag(),
  rest: DELETE('/subscriptions/{subscriptionReference}/renewal/pause/'),
  refusals: [SUBSCRIPTION_NOT_FOUND, PAUSE_NOT_FOUND],
  examples: [
    {
      title: 'one that is to come',
      before: withPause,
      params: { subscriptionReference: '$subscription' },
      answers: true,
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
  effect: 'write',
  run: async (call, { subscriptionReference }) => {
    await changeSubscription(call, subscriptionReference, { kind: 'PAUSE_ENDED', changedBy: 'VENDOR' }, (state) => {
      if (state.resumes_at === null || state.resumes_at <= call.now) refuse(PAUSE_NOT_FOUND);
      return { resumes_at: null, pause_reason: null };
    });
    return true;
  },
});
