import { refuse } from '../../../api/errors.ts';
import { GET } from '../../../api/method.ts';
import { list, text } from '../../../api/schema.ts';
import { withOrder } from '../../examples.ts';
import { method } from '../../method.ts';
import { deliveriesOfHistory } from '../deliveries.ts';
import { SUBSCRIPTION_NOT_FOUND } from '../errors.ts';
import { SubscriptionHistoryEntry } from '../objects.ts';
import { presentHistoryEntry } from '../present.ts';
import { listHistory } from '../store.ts';

export const getSubscriptionHistory = method({
  name: 'getSubscriptionHistory',
  summary: 'Lists the purchase, the renewals and the upgrades of a subscription, oldest first.',
  versions: { since: '3.0' },
  params: {
    subscriptionReference: text({ required: true, about: 'Case-sensitive.' }),
  },
  result: list(SubscriptionHistoryEntry),
  rest: GET('/subscriptions/{subscriptionReference}/history/'),
  refusals: [SUBSCRIPTION_NOT_FOUND],
  examples: [
    {
      title: 'the subscription of a paid order',
      before: withOrder,
      params: { subscriptionReference: '$subscription' },
      answers: [{ ReferenceNo: '$refNo', Type: 'SALE', SubscriptionReference: '$subscription', Lifetime: false }],
    },
    {
      title: 'a reference that nobody has',
      params: { subscriptionReference: 'AAAAAAAAAA' },
      refused: 'SUBSCRIPTION_NOT_FOUND',
    },
  ],
  effect: 'read',
  run: async (call, { subscriptionReference }) => {
    const found = await listHistory(call.db, call.merchant.id, subscriptionReference);
    const orders = found ?? refuse(SUBSCRIPTION_NOT_FOUND);
    const { timeZone } = call.merchant;
    const delivered = await deliveriesOfHistory(call.db, call.merchant.id, orders);
    return orders.map((order) => presentHistoryEntry(subscriptionReference, order, timeZone, delivered(order)));
  },
});
