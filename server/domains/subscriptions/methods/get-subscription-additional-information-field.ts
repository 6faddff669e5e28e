import { refuse } from '../../../api/errors.ts';
import { GET } from '../../../api/method.ts';
import { text } from '../../../api/schema.ts';
import { withOrder } from '../../examples.ts';
import { method } from '../../method.ts';
import { SUBSCRIPTION_FIELD_INVALID, SUBSCRIPTION_FIELD_NOT_FOUND, SUBSCRIPTION_NOT_FOUND } from '../errors.ts';
import { listFields } from '../field-store.ts';
import { AdditionalSubscriptionInformation, fieldName } from '../objects.ts';
import { findState } from '../state-store.ts';

export const getSubscriptionAdditionalInformationField = method({
  name: 'getSubscriptionAdditionalInformationField',
  summary: 'Reads one value that is attached to a subscription.',
  versions: { since: '3.0' },
  params: {
    subscriptionReference: text({ required: true, about: 'Case-sensitive.' }),
    fieldName,
  },
  result: AdditionalSubscriptionInformation,
  rest: GET('/subscriptions/{subscriptionReference}/additionalinformation/{fieldName}/'),
  refusals: [SUBSCRIPTION_FIELD_INVALID, SUBSCRIPTION_NOT_FOUND, SUBSCRIPTION_FIELD_NOT_FOUND],
  examples: [
    {
      title: 'one that is there',
      before: [
        ...withOrder,
        {
          call: 'addSubscriptionAdditionalInformationField',
          params: { subscriptionReference: '$subscription', fieldName: 'team', fieldValue: 'blue' },
        },
      ],
      params: { subscriptionReference: '$subscription', fieldName: 'team' },
      answers: { fieldName: 'team', fieldValue: 'blue' },
    },
    {
      title: 'one that is not',
      before: withOrder,
      params: { subscriptionReference: '$subscription', fieldName: 'team' },
      refused: 'SUBSCRIPTION_FIELD_NOT_FOUND',
    },
    {
      title: 'a reference that nobody has',
      params: { subscriptionReference: 'AAAAAAAAAA', fieldName: 'team' },
      refused: 'SUBSCRIPTION_NOT_FOUND',
    },
  ],
  effect: 'read',
  run: async (call, { subscriptionReference, fieldName: wanted }) => {
    const { db, merchant } = call;
    const [state, fields] = await Promise.all([
      findState(db, merchant.id, subscriptionReference),
      listFields(db, merchant.id, subscriptionReference),
    ]);
    if (state === undefined) return refuse(SUBSCRIPTION_NOT_FOUND);
    const field = fields.find(({ name }) => name === wanted) ?? refuse(SUBSCRIPTION_FIELD_NOT_FOUND);
    return { fieldName: field.name, fieldValue: field.value };
  },
});
