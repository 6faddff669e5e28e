import { refuse } from '../../../api/errors.ts';
import { GET } from '../../../api/method.ts';
import { text } from '../../../api/schema.ts';
import { withOrder } from '../../examples.ts';
import { method } from '../../method.ts';
import { deliveriesOfHistory } from '../deliveries.ts';
import { SUBSCRIPTION_NOT_FOUND, SUBSCRIPTION_ORDER_NOT_FOUND } from '../errors.ts';
import { SubscriptionHistoryEntry } from '../objects.ts';
import { presentHistoryEntry } from '../present.ts';
import { listHistory } from '../store.ts';

export const getSubscriptionHistoryByOrder = method({
  name: 'getSubscriptionHistoryByOrder',
  summary: 'Reads what one order meant for a subscription.',
  versions: { since: '3.0' },
  params: {
    subscriptionReference: text({ required: true, about: 'Case-sensitive.' }),
    orderReference: text({ required: true }),
  },
  result: SubscriptionHistoryEntry,
  rest: GET('/subscriptions/{subscriptionReference}/history/{orderReference}/'),
  refusals: [SUBSCRIPTION_NOT_FOUND, SUBSCRIPTION_ORDER_NOT_FOUND],
  examples: [
    {
      title: 'its purchase',
      before: withOrder,
      params: { subscriptionReference: '$subscription', orderReference: '$refNo' },
      answers: { ReferenceNo: '$refNo', Type: 'SALE', SubscriptionReference: '$subscription' },
    },
    {
      title: 'an order of something else',
      before: withOrder,
      params: { subscriptionReference: '$subscription', orderReference: '1' },
      refused: 'SUBSCRIPTION_ORDER_NOT_FOUND',
    },
    {
      title: 'a reference that nobody has',
      params: { subscriptionReference: 'AAAAAAAAAA', orderReference: '1' },
      refused: 'SUBSCRIPTION_NOT_FOUND',
    },
  ],
  effect: 'read',
  run: async (call, { subscriptionReference, orderReference }) => {
    const found =
      (await listHistory(call.db, call.merchant.id, subscriptionReference)) ?? refuse(SUBSCRIPTION_NOT_FOUND);
    const order = found.find(({ ref_no }) => String(ref_no) === orderReference) ?? refuse(SUBSCRIPTION_ORDER_NOT_FOUND);
    const delivered = await deliveriesOfHistory(call.db, call.merchant.id, [order]);
    return presentHistoryEntry(subscriptionReference, order, call.merchant.timeZone, delivered(order));
  },
});
