import { refuse } from '../../../api/errors.ts';
import { POST } from '../../../api/method.ts';
import { flag, text } from '../../../api/schema.ts';
import { withOrder } from '../../examples.ts';
import { method } from '../../method.ts';
import { changeSubscription } from '../changing.ts';
import {
  SUBSCRIPTION_CANCELED,
  SUBSCRIPTION_EXPIRED,
  SUBSCRIPTION_LIFETIME,
  SUBSCRIPTION_NO_PAYMENT_METHOD,
  SUBSCRIPTION_NOT_FOUND,
} from '../errors.ts';
import { statusOfState } from '../state.ts';

export const enableRecurringBilling = method({
  name: 'enableRecurringBilling',
  summary: 'Lets a subscription renew by automatic charges to its stored payment method.',
  versions: { since: '3.0' },
  params: {
    subscriptionReference: text({ required: true, about: 'Case-sensitive.' }),
  },
  result: flag(),
  rest: POST('/subscriptions/{subscriptionReference}/renewal/'),
  refusals: [
    SUBSCRIPTION_NOT_FOUND,
    SUBSCRIPTION_LIFETIME,
    SUBSCRIPTION_CANCELED,
    SUBSCRIPTION_EXPIRED,
    SUBSCRIPTION_NO_PAYMENT_METHOD,
  ],
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
    await changeSubscription(call, subscriptionReference, event, (state) => {
      if (state.is_lifetime) refuse(SUBSCRIPTION_LIFETIME);
      const status = statusOfState(state, call.now);
      if (status === 'CANCELED') refuse(SUBSCRIPTION_CANCELED);
      if (status === 'EXPIRED') refuse(SUBSCRIPTION_EXPIRED);
      if (state.card_id === null) refuse(SUBSCRIPTION_NO_PAYMENT_METHOD);
      // What failed before was said of the automatic renewal that ended with it.
      return { recurring_enabled: true, failed_charges: 0, stop_after_cycles: null, cancel_when_stopped: false };
    });
    return true;
  },
});
