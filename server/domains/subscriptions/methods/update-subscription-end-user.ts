import { PUT } from '../../../api/method.ts';
import { flag, on, text } from '../../../api/schema.ts';
import { withOrder } from '../../examples.ts';
import { method } from '../../method.ts';
import { changeSubscription } from '../changing.ts';
import { END_USER_INVALID, SUBSCRIPTION_NOT_FOUND } from '../errors.ts';
import { SubscriptionEndUser } from '../objects.ts';
import { changedEndUser } from '../rules/changed-end-user.ts';

export const updateSubscriptionEndUser = method({
  name: 'updateSubscriptionEndUser',
  summary: 'Changes the end user of one subscription, and nothing of its customer.',
  versions: { since: '3.0' },
  params: {
    subscriptionReference: text({ required: true, about: 'Case-sensitive.' }),
    endUser: on(SubscriptionEndUser, { required: true, about: 'Members that are left out stay.' }),
  },
  result: flag(),
  rest: PUT('/subscriptions/{subscriptionReference}/enduser/', { body: 'endUser' }),
  refusals: [END_USER_INVALID, SUBSCRIPTION_NOT_FOUND],
  examples: [
    {
      title: 'a colleague',
      before: withOrder,
      params: {
        subscriptionReference: '$subscription',
        endUser: { FirstName: 'Bo', LastName: 'Lind', Email: 'bo@example.test', CountryCode: 'SE', Language: 'SV' },
      },
      answers: true,
    },
    {
      title: 'an address that is none',
      before: withOrder,
      params: {
        subscriptionReference: '$subscription',
        endUser: { FirstName: 'Bo', LastName: 'Lind', Email: 'bo', CountryCode: 'SE' },
      },
      refused: 'END_USER_INVALID',
    },
    {
      title: 'a reference that nobody has',
      params: {
        subscriptionReference: 'AAAAAAAAAA',
        endUser: { FirstName: 'Bo', LastName: 'Lind', Email: 'bo@example.test' },
      },
      refused: 'SUBSCRIPTION_NOT_FOUND',
    },
  ],
  effect: 'write',
  run: async (call, { subscriptionReference, endUser }) => {
    const event = { kind: 'END_USER', changedBy: 'VENDOR' } as const;
    await changeSubscription(call, subscriptionReference, event, (state) => changedEndUser(state, endUser));
    return true;
  },
});
