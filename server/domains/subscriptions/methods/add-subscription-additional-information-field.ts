import { refuse } from '../../../api/errors.ts';
import { POST } from '../../../api/method.ts';
import { text } from '../../../api/schema.ts';
import { withOrder } from '../../examples.ts';
import { method } from '../../method.ts';
import {
  SUBSCRIPTION_FIELD_EXISTS,
  SUBSCRIPTION_FIELD_INVALID,
  SUBSCRIPTION_FIELDS_TOO_MANY,
  SUBSCRIPTION_NOT_FOUND,
} from '../errors.ts';
import { insertField, listFields } from '../field-store.ts';
import { AdditionalSubscriptionInformation, fieldName, fieldValue } from '../objects.ts';
import { lockSubscription } from '../state-store.ts';

/** As many pairs as a subscription may have. */
const MOST_FIELDS = 5;

export const addSubscriptionAdditionalInformationField = method({
  name: 'addSubscriptionAdditionalInformationField',
  summary: 'Attaches a name with a value to a subscription; at most five.',
  versions: { since: '3.0' },
  params: {
    subscriptionReference: text({ required: true, about: 'Case-sensitive.' }),
    fieldName,
    fieldValue,
  },
  result: AdditionalSubscriptionInformation,
  rest: POST('/subscriptions/{subscriptionReference}/additionalinformation/', { body: ['fieldName', 'fieldValue'] }),
  refusals: [
    SUBSCRIPTION_FIELD_INVALID,
    SUBSCRIPTION_NOT_FOUND,
    SUBSCRIPTION_FIELD_EXISTS,
    SUBSCRIPTION_FIELDS_TOO_MANY,
  ],
  examples: [
    {
      title: 'a first one',
      before: withOrder,
      params: { subscriptionReference: '$subscription', fieldName: 'team', fieldValue: 'blue' },
      answers: { fieldName: 'team', fieldValue: 'blue' },
    },
    {
      title: 'more than a hundred characters',
      before: withOrder,
      params: { subscriptionReference: '$subscription', fieldName: 'team', fieldValue: 'b'.repeat(101) },
      refused: 'SUBSCRIPTION_FIELD_INVALID',
    },
    {
      title: 'a reference that nobody has',
      params: { subscriptionReference: 'AAAAAAAAAA', fieldName: 'team', fieldValue: 'blue' },
      refused: 'SUBSCRIPTION_NOT_FOUND',
    },
  ],
  effect: 'write',
  run: async (call, { subscriptionReference, fieldName: name, fieldValue: value }) => {
    // Locked, so that two calls at once do not both find a last place.
    const state = await lockSubscription(call.db, call.merchant.id, subscriptionReference);
    if (state === undefined) return refuse(SUBSCRIPTION_NOT_FOUND);
    const known = await listFields(call.db, call.merchant.id, subscriptionReference);
    if (known.some((field) => field.name === name)) refuse(SUBSCRIPTION_FIELD_EXISTS);
    if (known.length >= MOST_FIELDS) refuse(SUBSCRIPTION_FIELDS_TOO_MANY);
    await insertField(call.db, call.merchant.id, subscriptionReference, { name, value: value ?? '' }, call.now);
    return { fieldName: name, fieldValue: value ?? '' };
  },
});
