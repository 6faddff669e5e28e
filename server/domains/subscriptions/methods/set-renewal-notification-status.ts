import { DELETE, POST } from '../../../api/method.ts';
import { flag, text } from '../../../api/schema.ts';
import { withOrder } from '../../examples.ts';
import { method } from '../../method.ts';
import { changeSubscription } from '../changing.ts';
import { SUBSCRIPTION_NOT_FOUND } from '../errors.ts';

export const setRenewalNotificationStatus = method({
  name: 'setRenewalNotificationStatus',
  summary: 'Says whether the end user is to get mails about renewals.',
  versions: { since: '3.0' },
  params: {
    subscriptionReference: text({ required: true, about: 'Case-sensitive.' }),
    status: flag({ required: true }),
  },
  result: flag(),
  rest: [
    POST('/subscriptions/{subscriptionReference}/renewal/notification/', { fixed: { status: true } }),
    DELETE('/subscriptions/{subscriptionReference}/renewal/notification/', { fixed: { status: false } }),
  ],
  refusals: [SUBSCRIPTION_NOT_FOUND],
  examples: [
    {
      title: 'no more mails',
      before: withOrder,
      params: { subscriptionReference: '$subscription', status: false },
      answers: true,
    },
    {
      title: 'mails again',
      before: withOrder,
      params: { subscriptionReference: '$subscription', status: true },
      answers: true,
    },
    {
      title: 'a reference that nobody has',
      params: { subscriptionReference: 'AAAAAAAAAA', status: true },
      refused: 'SUBSCRIPTION_NOT_FOUND',
    },
  ],
  effect: 'write',
  run: async (call, { subscriptionReference, status }) => {
    const event = { kind: 'NOTIFICATIONS', changedBy: 'VENDOR', details: { wanted: status } } as const;
    await changeSubscription(call, subscriptionReference, event, () => ({ receive_notifications: status }));
    return true;
  },
});
