import { refuse } from '../../../api/errors.ts';
import { PUT } from '../../../api/method.ts';
import { text } from '../../../api/schema.ts';
import { withOrder } from '../../examples.ts';
import { method } from '../../method.ts';
import { SUBSCRIPTION_FIELD_INVALID, SUBSCRIPTION_FIELD_NOT_FOUND, SUBSCRIPTION_NOT_FOUND } from '../errors.ts';
import { updateField } from '../field-store.ts';
import { AdditionalSubscriptionInformation, fieldName, fieldValue } from '../objects.ts';
import { findState } from '../state-store.ts';

export const updateSubscriptionAdditionalInformationField = method({
  name: 'updateSubscriptionAdditionalInformationField',
  summary: 'Changes a value that is attached to a subscription.',
  versions: { since: '3.0' },
  params: {
    subscriptionReference: text({ required: true, about: 'Case-sensitive.' }),
    fieldName,
    fieldValue,
  },
  result: AdditionalSubscriptionInformation,
  rest: PUT('/subscriptions/{subscriptionReference}/additionalinformation/{fieldName}/', { body: ['fieldValue'] }),
  refusals: [SUBSCRIPTION_FIELD_INVALID, SUBSCRIPTION_NOT_FOUND, SUBSCRIPTION_FIELD_NOT_FOUND],
  examples: [
    {
      title: 'another value',
      before: [
        ...withOrder,
        {
          call: 'addSubscriptionAdditionalInformationField',
          params: { subscriptionReference: '$subscription', fieldName: 'team', fieldValue: 'blue' },
        },
      ],
      params: { subscriptionReference: '$subscription', fieldName: 'team', fieldValue: 'green' },
      answers: { fieldName: 'team', fieldValue: 'green' },
    },
    {
      title: 'one that is not there',
      before: withOrder,
      params: { subscriptionReference: '$subscription', fieldName: 'team', fieldValue: 'green' },
      refused: 'SUBSCRIPTION_FIELD_NOT_FOUND',
    },
    {
      title: 'a reference that nobody has',
      params: { subscriptionReference: 'AAAAAAAAAA', fieldName: 'team', fieldValue: 'green' },
      refused: 'SUBSCRIPTION_NOT_FOUND',
    },
  ],
  effect: 'write',
  run: async ({ db, merchant }, { subscriptionReference, fieldName: name, fieldValue: value }) => {
    if (!(await updateField(db, merchant.id, subscriptionReference, { name, value: value ?? '' }))) {
      const state = await findState(db, merchant.id, subscriptionReference);
      refuse(state === undefined ? SUBSCRIPTION_NOT_FOUND : SUBSCRIPTION_FIELD_NOT_FOUND);
    }
    return { fieldName: name, fieldValue: value ?? '' };
  },
});
