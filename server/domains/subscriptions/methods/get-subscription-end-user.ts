import { refuse } from '../../../api/errors.ts';
import { GET } from '../../../api/method.ts';
import { text } from '../../../api/schema.ts';
import { withOrder } from '../../examples.ts';
import { method } from '../../method.ts';
import { SUBSCRIPTION_NOT_FOUND } from '../errors.ts';
import { SubscriptionEndUser } from '../objects.ts';
import { presentEndUser } from '../present.ts';
import { findState } from '../state-store.ts';

export const getSubscriptionEndUser = method({
  name: 'getSubscriptionEndUser',
  summary: 'Reads the end user of a subscription.',
  versions: { since: '3.0' },
  params: {
    subscriptionReference: text({ required: true, about: 'Case-sensitive.' }),
  },
  result: SubscriptionEndUser,
  rest: GET('/subscriptions/{subscriptionReference}/enduser/'),
  refusals: [SUBSCRIPTION_NOT_FOUND],
  examples: [
    {
      title: 'the buyer, where nobody else was named',
      before: withOrder,
      params: { subscriptionReference: '$subscription' },
      answers: { FirstName: 'Ada', LastName: 'Kern', Email: 'ada@example.test', CountryCode: 'de' },
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
    return presentEndUser(state ?? refuse(SUBSCRIPTION_NOT_FOUND));
  },
});
