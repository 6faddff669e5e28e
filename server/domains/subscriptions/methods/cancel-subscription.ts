import { DELETE } from '../../../api/method.ts';
import { flag, text } from '../../../api/schema.ts';
import { withOrder } from '../../examples.ts';
import { method } from '../../method.ts';
import { changeSubscription } from '../changing.ts';
import { CHURN_REASON_INVALID, SUBSCRIPTION_NOT_FOUND } from '../errors.ts';
import { churnParams, churnReasonsOf } from '../rules/churn-reasons.ts';

export const cancelSubscription = method({
  name: 'cancelSubscription',
  summary: 'Cancels a subscription at once: nothing renews or upgrades it any more.',
  versions: { since: '3.0' },
  params: {
    subscriptionReference: text({ required: true, about: 'Case-sensitive.' }),
    ...churnParams,
  },
  result: flag(),
  rest: DELETE('/subscriptions/{subscriptionReference}/', { query: ['churnReasons', 'churnReasonOther'] }),
  refusals: [CHURN_REASON_INVALID, SUBSCRIPTION_NOT_FOUND],
  examples: [
    {
      title: 'with a reason',
      before: withOrder,
      params: { subscriptionReference: '$subscription', churnReasons: ['CHURN_REASON_DONT_NEED'] },
      answers: true,
    },
    {
      title: 'a reason that there is not',
      before: withOrder,
      params: { subscriptionReference: '$subscription', churnReasons: ['CHURN_REASON_MOOD'] },
      refused: 'CHURN_REASON_INVALID',
    },
    {
      title: 'a reference that nobody has',
      params: { subscriptionReference: 'AAAAAAAAAA' },
      refused: 'SUBSCRIPTION_NOT_FOUND',
    },
  ],
  effect: 'write',
  run: async (call, { subscriptionReference, ...sent }) => {
    const reasons = churnReasonsOf(sent);
    await changeSubscription(call, subscriptionReference, { kind: 'CANCELED', changedBy: 'VENDOR' }, () => ({
      enabled: false,
      ...reasons,
    }));
    return true;
  },
});
