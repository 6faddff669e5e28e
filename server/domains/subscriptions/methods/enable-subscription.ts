import { POST } from '../../../api/method.ts';
import { flag, text } from '../../../api/schema.ts';
import { withOrder } from '../../examples.ts';
import { method } from '../../method.ts';
import { changeSubscription } from '../changing.ts';
import { SUBSCRIPTION_NOT_FOUND, SUBSCRIPTION_UPGRADED } from '../errors.ts';
import { enabledAgain } from '../rules/switches.ts';

export const enableSubscription = method({
  name: 'enableSubscription',
  summary: 'Takes back the cancellation of a subscription. The time in between is not added to its life.',
  versions: { since: '3.0' },
  params: {
    subscriptionReference: text({ required: true, about: 'Case-sensitive.' }),
  },
  result: flag(),
  rest: POST('/subscriptions/{subscriptionReference}/'),
  refusals: [SUBSCRIPTION_NOT_FOUND, SUBSCRIPTION_UPGRADED],
  examples: [
    {
      title: 'a cancelled one',
      before: [...withOrder, { call: 'cancelSubscription', params: { subscriptionReference: '$subscription' } }],
      params: { subscriptionReference: '$subscription' },
      answers: true,
    },
    {
      title: 'a reference that nobody has',
      params: { subscriptionReference: 'AAAAAAAAAA' },
      refused: 'SUBSCRIPTION_NOT_FOUND',
    },
  ],
  effect: 'write',
  run: async (call, { subscriptionReference }) => {
    await changeSubscription(call, subscriptionReference, { kind: 'ENABLED', changedBy: 'VENDOR' }, enabledAgain);
    return true;
  },
});
