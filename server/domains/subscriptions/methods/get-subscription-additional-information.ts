import { refuse } from '../../../api/errors.ts';
import { GET } from '../../../api/method.ts';
import { list, text } from '../../../api/schema.ts';
import { withOrder } from '../../examples.ts';
import { method } from '../../method.ts';
import { SUBSCRIPTION_NOT_FOUND } from '../errors.ts';
import { listFields } from '../field-store.ts';
import { AdditionalSubscriptionInformation } from '../objects.ts';
import { findState } from '../state-store.ts';

export const getSubscriptionAdditionalInformation = method({
  name: 'getSubscriptionAdditionalInformation',
  summary: 'Lists the names and values that are attached to a subscription, in the order in which they were.',
  versions: { since: '3.0' },
  params: {
    subscriptionReference: text({ required: true, about: 'Case-sensitive.' }),
  },
  result: list(AdditionalSubscriptionInformation),
  rest: GET('/subscriptions/{subscriptionReference}/additionalinformation/'),
  refusals: [SUBSCRIPTION_NOT_FOUND],
  examples: [
    {
      title: 'one',
      before: [
        ...withOrder,
        {
          call: 'addSubscriptionAdditionalInformationField',
          params: { subscriptionReference: '$subscription', fieldName: 'team', fieldValue: 'blue' },
        },
      ],
      params: { subscriptionReference: '$subscription' },
      answers: [{ fieldName: 'team', fieldValue: 'blue' }],
    },
    { title: 'none', before: withOrder, params: { subscriptionReference: '$subscription' }, answers: [] },
    {
      title: 'a reference that nobody has',
      params: { subscriptionReference: 'AAAAAAAAAA' },
      refused: 'SUBSCRIPTION_NOT_FOUND',
    },
  ],
  effect: 'read',
  run: async (call, { subscriptionReference }) => {
    const { db, merchant } = call;
    const [state, fields] = await Promise.all([
      findState(db, merchant.id, subscriptionReference),
      listFields(db, merchant.id, subscriptionReference),
    ]);
    if (state === undefined) return refuse(SUBSCRIPTION_NOT_FOUND);
    return fields.map(({ name, value }) => ({ fieldName: name, fieldValue: value }));
  },
});
