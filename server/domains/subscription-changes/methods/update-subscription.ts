import { refuse } from '../../../api/errors.ts';
import { PUT } from '../../../api/method.ts';
import { flag, on } from '../../../api/schema.ts';
import { settingsOf } from '../../accounts/index.ts';
import { CUSTOMER_NOT_FOUND, CUSTOMER_REFERENCES_DIFFER } from '../../customers/index.ts';
import { withOrder } from '../../examples.ts';
import { method } from '../../method.ts';
import {
  applyChange,
  END_USER_INVALID,
  lockSubscription,
  RENEW_REFUSALS,
  SUBSCRIPTION_NOT_FOUND,
  SUBSCRIPTION_UPGRADED,
  Subscription,
} from '../../subscriptions/index.ts';
import {
  SUBSCRIPTION_ACTIVATION_DATE_INVALID,
  SUBSCRIPTION_EXPIRATION_DATE_INVALID,
  SUBSCRIPTION_OPTIONS_INVALID,
  SUBSCRIPTION_PRODUCT_INVALID,
  SUBSCRIPTION_PRODUCT_NOT_FOUND,
  SUBSCRIPTION_QUANTITY_INVALID,
} from '../errors.ts';
import { withOtherPlan, withRead } from '../examples.ts';
import { changesSent } from '../updating.ts';

export const updateSubscription = method({
  name: 'updateSubscription',
  summary: 'Changes a subscription by what is sent of it. Nothing is charged.',
  versions: { since: '3.0' },
  params: {
    subscription: on(Subscription, {
      required: true,
      about:
        'As it was read, with other values. Counted are EndUser, ActivationDate, ExpirationDate, Product but its code, ' +
        'both customer references, SubscriptionEnabled and RecurringEnabled; what is left out stays.',
    }),
  },
  result: flag(),
  rest: PUT('/subscriptions/{SubscriptionReference}/', { body: 'subscription' }),
  refusals: [
    SUBSCRIPTION_NOT_FOUND,
    END_USER_INVALID,
    SUBSCRIPTION_ACTIVATION_DATE_INVALID,
    SUBSCRIPTION_EXPIRATION_DATE_INVALID,
    SUBSCRIPTION_PRODUCT_NOT_FOUND,
    SUBSCRIPTION_PRODUCT_INVALID,
    SUBSCRIPTION_QUANTITY_INVALID,
    SUBSCRIPTION_OPTIONS_INVALID,
    CUSTOMER_NOT_FOUND,
    CUSTOMER_REFERENCES_DIFFER,
    SUBSCRIPTION_UPGRADED,
    ...RENEW_REFUSALS,
  ],
  examples: [
    {
      title: 'sent back as it was read',
      before: withRead,
      params: { subscription: '$whole' },
      answers: true,
    },
    {
      title: 'another plan, another end and no automatic renewal',
      before: withOtherPlan,
      params: {
        subscription: {
          SubscriptionReference: '$subscription',
          ExpirationDate: '2199-12-31',
          RecurringEnabled: false,
          Product: { ProductId: '$plan', ProductQuantity: 5 },
          EndUser: { FirstName: 'Bo', LastName: 'Lind', Email: 'bo@example.test', CountryCode: 'SE' },
        },
      },
      answers: true,
    },
    {
      title: 'an end in the past',
      before: withOrder,
      params: { subscription: { SubscriptionReference: '$subscription', ExpirationDate: '2020-01-01' } },
      refused: 'SUBSCRIPTION_EXPIRATION_DATE_INVALID',
    },
    {
      title: 'another start, although it has begun',
      before: withOrder,
      params: { subscription: { SubscriptionReference: '$subscription', ActivationDate: '2199-01-01' } },
      refused: 'SUBSCRIPTION_ACTIVATION_DATE_INVALID',
    },
    {
      title: 'a customer that nobody is',
      before: withOrder,
      params: { subscription: { SubscriptionReference: '$subscription', AvangateCustomerReference: 1 } },
      refused: 'CUSTOMER_NOT_FOUND',
    },
    {
      title: 'a reference that nobody has',
      params: { subscription: { SubscriptionReference: 'AAAAAAAAAA', SubscriptionEnabled: false } },
      refused: 'SUBSCRIPTION_NOT_FOUND',
    },
  ],
  effect: 'write',
  run: async (call, { subscription }) => {
    const { db, merchant, now } = call;
    const state = await lockSubscription(db, merchant.id, subscription.SubscriptionReference ?? '');
    if (state === undefined) return refuse(SUBSCRIPTION_NOT_FOUND);
    const change = await changesSent(call, state, subscription);
    const changed = Object.keys(change);
    if (changed.length > 0) {
      const event = { kind: 'UPDATED', changedBy: 'VENDOR', details: { changed } } as const;
      await applyChange(db, state, change, event, now, settingsOf(merchant).retryHours);
    }
    return true;
  },
});
