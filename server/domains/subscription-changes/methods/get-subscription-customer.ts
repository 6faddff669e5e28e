import { refuse } from '../../../api/errors.ts';
import { GET } from '../../../api/method.ts';
import { text } from '../../../api/schema.ts';
import { Customer, customerAnswer } from '../../customers/index.ts';
import { withOrder } from '../../examples.ts';
import { method } from '../../method.ts';
import { findState, SUBSCRIPTION_NOT_FOUND } from '../../subscriptions/index.ts';

export const getSubscriptionCustomer = method({
  name: 'getSubscriptionCustomer',
  summary: 'Reads the customer of a subscription.',
  versions: { since: '3.0' },
  params: {
    subscriptionReference: text({ required: true, about: 'Case-sensitive.' }),
  },
  result: Customer,
  rest: GET('/subscriptions/{subscriptionReference}/customer/'),
  refusals: [SUBSCRIPTION_NOT_FOUND],
  examples: [
    {
      title: 'the buyer',
      before: withOrder,
      params: { subscriptionReference: '$subscription' },
      answers: { FirstName: 'Ada', LastName: 'Kern', Email: 'ada@example.test', Enabled: true, ExistingCards: [] },
    },
    {
      title: 'a reference that nobody has',
      params: { subscriptionReference: 'AAAAAAAAAA' },
      refused: 'SUBSCRIPTION_NOT_FOUND',
    },
  ],
  effect: 'read',
  run: async (call, { subscriptionReference }) => {
    const state = await findState(call.db, call.merchant.id, subscriptionReference);
    return customerAnswer(call, (state ?? refuse(SUBSCRIPTION_NOT_FOUND)).customer_id);
  },
});
