import { DELETE } from '../../../api/method.ts';
import { flag, text } from '../../../api/schema.ts';
import { withOrder } from '../../examples.ts';
import { method } from '../../method.ts';
import { changeSubscription } from '../changing.ts';
import { CHURN_REASON_INVALID, SUBSCRIPTION_NOT_FOUND } from '../errors.ts';
import { churnParams, churnReasonsOf } from '../rules/churn-reasons.ts';

export const disableRecurringBilling = method({
  name: 'disableRecurringBilling',
  summary: 'Ends the automatic charges of a subscription. It goes on until it expires, and can be renewed by hand.',
  versions: { since: '3.0' },
  params: {
    subscriptionReference: text({ required: true, about: 'Case-sensitive.' }),
    ...churnParams,
  },
  result: flag(),
  rest: DELETE('/subscriptions/{subscriptionReference}/renewal/', { query: ['churnReasons', 'churnReasonOther'] }),
  refusals: [CHURN_REASON_INVALID, SUBSCRIPTION_NOT_FOUND],
  examples: [
    {
      title: 'the subscription of a paid order',
      before: withOrder,
      params: { subscriptionReference: '$subscription' },
      answers: true,
    },
    {
      title: 'words of their own with a reason that takes none',
      before: withOrder,
      params: {
        subscriptionReference: '$subscription',
        churnReasons: ['CHURN_REASON_HIGH_PRICE'],
        churnReasonOther: 'Too much.',
      },
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
    const event = { kind: 'RECURRING_DISABLED', changedBy: 'VENDOR' } as const;
    await changeSubscription(call, subscriptionReference, event, () => ({ recurring_enabled: false, ...reasons }));
    return true;
  },
});
