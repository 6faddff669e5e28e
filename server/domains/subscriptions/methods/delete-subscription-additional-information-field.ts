import { refuse } from '../../../api/errors.ts';
import { DELETE } from '../../../api/method.ts';
import { flag, text } from '../../../api/schema.ts';
import { withOrder } from '../../examples.ts';
import { method } from '../../method.ts';
import { SUBSCRIPTION_FIELD_INVALID, SUBSCRIPTION_FIELD_NOT_FOUND, SUBSCRIPTION_NOT_FOUND } from '../errors.ts';
import { deleteField } from '../field-store.ts';
import { fieldName } from '../objects.ts';
import { findState } from '../state-store.ts';

export const deleteSubscriptionAdditionalInformationField = method({
  name: 'deleteSubscriptionAdditionalInformationField',
  summary: 'Takes a name with its value away from a subscription.',
  versions: { since: '3.0' },
  params: {
    subscriptionReference: text({ required: true, about: 'Case-sensitive.' }),
    fieldName,
  },
  result: flag(),
  rest: DELETE('/subscriptions/{subscriptionReference}/additionalinformation/{fieldName}/'),
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
      answers: true,
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
  effect: 'write',
  run: async ({ db, merchant }, { subscriptionReference, fieldName: name }) => {
    if (!(await deleteField(db, merchant.id, subscriptionReference, name))) {
      const state = await findState(db, merchant.id, subscriptionReference);
      refuse(state === undefined ? SUBSCRIPTION_NOT_FOUND : SUBSCRIPTION_FIELD_NOT_FOUND);
    }
    return true;
  },
});
