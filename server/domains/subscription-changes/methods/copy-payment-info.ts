import { refuse } from '../../../api/errors.ts';
import { POST } from '../../../api/method.ts';
import { flag, text } from '../../../api/schema.ts';
import { withOrder } from '../../examples.ts';
import { method } from '../../method.ts';
import {
  changeSubscription,
  findState,
  SUBSCRIPTION_NO_PAYMENT_METHOD,
  SUBSCRIPTION_NOT_FOUND,
} from '../../subscriptions/index.ts';
import { SUBSCRIPTION_CUSTOMERS_DIFFER, SUBSCRIPTION_NOT_IMPORTED, SUBSCRIPTION_TESTS_DIFFER } from '../errors.ts';
import { withCard } from '../examples.ts';

export const copyPaymentInfo = method({
  name: 'copyPaymentInfo',
  summary: 'Lets an imported subscription be charged to the card of another one of the same customer.',
  versions: { since: '4.0' },
  params: {
    targetSubscriptionReference: text({ required: true, about: 'Of the imported one, which gets the card.' }),
    subscriptionReference: text({
      required: true,
      aliases: ['SubscriptionCode'],
      about: 'Of the one that has the card.',
    }),
  },
  result: flag(),
  rest: POST('/subscriptions/{targetSubscriptionReference}/payment/', { query: ['subscriptionReference'] }),
  refusals: [
    SUBSCRIPTION_NOT_FOUND,
    SUBSCRIPTION_NOT_IMPORTED,
    SUBSCRIPTION_CUSTOMERS_DIFFER,
    SUBSCRIPTION_NO_PAYMENT_METHOD,
    SUBSCRIPTION_TESTS_DIFFER,
  ],
  examples: [
    {
      title: 'to one without a card',
      before: withCard,
      params: { targetSubscriptionReference: '$other', subscriptionReference: '$imported' },
      answers: true,
    },
    {
      title: 'from one without a card',
      before: withCard,
      params: { targetSubscriptionReference: '$imported', subscriptionReference: '$other' },
      refused: 'SUBSCRIPTION_NO_PAYMENT_METHOD',
    },
    {
      title: 'to one that was sold here',
      before: withOrder,
      params: { targetSubscriptionReference: '$subscription', subscriptionReference: '$subscription' },
      refused: 'SUBSCRIPTION_NOT_IMPORTED',
    },
    {
      title: 'a reference that nobody has',
      before: withCard,
      params: { targetSubscriptionReference: '$other', subscriptionReference: 'AAAAAAAAAA' },
      refused: 'SUBSCRIPTION_NOT_FOUND',
    },
  ],
  effect: 'write',
  run: async (call, { targetSubscriptionReference, subscriptionReference }) => {
    const { db, merchant } = call;
    const details = { from: subscriptionReference };
    const event = { kind: 'PAYMENT_METHOD', changedBy: 'VENDOR', details } as const;
    await changeSubscription(call, targetSubscriptionReference, event, async (target) => {
      const source = (await findState(db, merchant.id, subscriptionReference)) ?? refuse(SUBSCRIPTION_NOT_FOUND);
      if (!target.is_imported) refuse(SUBSCRIPTION_NOT_IMPORTED);
      if (source.customer_id !== target.customer_id) refuse(SUBSCRIPTION_CUSTOMERS_DIFFER);
      if (source.card_id === null) refuse(SUBSCRIPTION_NO_PAYMENT_METHOD);
      if (source.is_test !== target.is_test) refuse(SUBSCRIPTION_TESTS_DIFFER);
      return { card_id: source.card_id, card_updated: source.card_updated };
    });
    return true;
  },
});
