import { POST } from '../../../api/method.ts';
import { flag, text } from '../../../api/schema.ts';
import { withOrder } from '../../examples.ts';
import { method } from '../../method.ts';
import { changeSubscription } from '../changing.ts';
import { SUBSCRIPTION_NOT_FOUND } from '../errors.ts';
import { RENEW_REFUSALS, switchedToRenew } from '../rules/switches.ts';

export const enableRecurringBilling = method({
  name: 'enableRecurringBilling',
  summary: 'Lets a subscription renew by automatic charges to its stored payment method.',
  versions: { since: '3.0' },
  params: {
    subscriptionReference: text({ required: true, about: 'Case-sensitive.' }),
  },
  result: flag(),
  rest: POST('/subscriptions/{subscriptionReference}/renewal/'),
  refusals: [SUBSCRIPTION_NOT_FOUND, ...RENEW_REFUSALS],
  examples: [
    {
      title: 'after it was switched off',
      before: [...withOrder, { call: 'disableRecurringBilling', params: { subscriptionReference: '$subscription' } }],
      params: { subscriptionReference: '$subscription' },
      answers: true,
    },
    {
      title: 'a cancelled one',
      before: [...withOrder, { call: 'cancelSubscription', params: { subscriptionReference: '$subscription' } }],
      params: { subscriptionReference: '$subscription' },
      refused: 'SUBSCRIPTION_CANCELED',
    },
    {
      title: 'a reference that nobody has',
      params: { subscriptionReference: 'AAAAAAAAAA' },
      refused: 'SUBSCRIPTION_NOT_FOUND',
    },
  ],
  effect: 'write',
  run: async (call, { subscriptionReference }) => {
    const event = { kind: 'RECURRING_ENABLED', changedBy: 'VENDOR' } as const;
    await changeSubscription(call, subscriptionReference, event, (state) => switchedToRenew(state, call.now));
    return true;
  },
});
