import { refuse } from '../../../api/errors.ts';
import { GET } from '../../../api/method.ts';
import { text } from '../../../api/schema.ts';
import { withOrder } from '../../examples.ts';
import { method } from '../../method.ts';
import { deliveriesOf } from '../deliveries.ts';
import { SUBSCRIPTION_NOT_FOUND } from '../errors.ts';
import { Subscription } from '../objects.ts';
import { presentSubscription } from '../present.ts';
import { findSubscription } from '../store.ts';

export const getSubscription = method({
  name: 'getSubscription',
  summary: 'Reads one subscription.',
  versions: { since: '3.0' },
  params: {
    subscriptionReference: text({ required: true, about: 'Case-sensitive.' }),
  },
  result: Subscription,
  rest: GET('/subscriptions/{subscriptionReference}/'),
  refusals: [SUBSCRIPTION_NOT_FOUND],
  examples: [
    {
      title: 'the subscription of a paid order',
      before: withOrder,
      params: { subscriptionReference: '$subscription' },
      answers: {
        SubscriptionReference: '$subscription',
        RecurringEnabled: true,
        SubscriptionEnabled: true,
        Product: { ProductCode: 'EDITOR', ProductQuantity: 2, PriceOptionCodes: null },
        EndUser: { FirstName: 'Ada', Email: 'ada@example.test', CountryCode: 'de' },
        Lifetime: false,
        Status: 'ACTIVE',
        LatestSubscriptionOrder: { RefNo: '$refNo', Status: 'COMPLETE' },
      },
    },
    {
      title: 'a reference that nobody has',
      params: { subscriptionReference: 'AAAAAAAAAA' },
      refused: 'SUBSCRIPTION_NOT_FOUND',
    },
  ],
  effect: 'read',
  run: async (call, { subscriptionReference }) => {
    const { db, merchant } = call;
    const found = (await findSubscription(db, merchant.id, subscriptionReference)) ?? refuse(SUBSCRIPTION_NOT_FOUND);
    const delivered = await deliveriesOf(db, merchant.id, [found]);
    return presentSubscription(found, call, delivered.get(found.reference));
  },
});
