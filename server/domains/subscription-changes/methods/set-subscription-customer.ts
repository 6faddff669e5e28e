import { POST } from '../../../api/method.ts';
import { flag, integer, text } from '../../../api/schema.ts';
import { customerNamed, REFERENCE_REFUSALS } from '../../customers/index.ts';
import { withOrder } from '../../examples.ts';
import { method } from '../../method.ts';
import { changeSubscription, SUBSCRIPTION_NOT_FOUND } from '../../subscriptions/index.ts';
import { withOtherCustomer } from '../examples.ts';

export const setSubscriptionCustomer = method({
  name: 'setSubscriptionCustomer',
  summary: 'Moves a subscription to another customer. It is charged to the same card as before.',
  versions: { since: '3.0' },
  params: {
    subscriptionReference: text({ required: true, about: 'Case-sensitive.' }),
    avangateCustomerReference: integer({
      min: 0,
      aliases: ['2CheckoutCustomerReference'],
      about: '0 leaves it out.',
    }),
    externalCustomerReference: text({ about: 'Empty text leaves it out.' }),
  },
  result: flag(),
  rest: POST('/subscriptions/{subscriptionReference}/customer/', {
    body: ['avangateCustomerReference', 'externalCustomerReference'],
  }),
  refusals: [SUBSCRIPTION_NOT_FOUND, ...REFERENCE_REFUSALS],
  examples: [
    {
      title: 'by both references',
      before: withOtherCustomer,
      params: {
        subscriptionReference: '$subscription',
        avangateCustomerReference: '$number',
        externalCustomerReference: 'crm-18',
      },
      answers: true,
    },
    {
      title: 'references of two customers',
      before: [
        ...withOtherCustomer,
        {
          call: 'getSubscription',
          params: { subscriptionReference: '$subscription' },
          keep: { buyer: 'AvangateCustomerReference' },
        },
      ],
      params: {
        subscriptionReference: '$subscription',
        avangateCustomerReference: '$buyer',
        externalCustomerReference: 'crm-18',
      },
      refused: 'CUSTOMER_REFERENCES_DIFFER',
    },
    {
      title: 'nobody',
      before: withOrder,
      params: { subscriptionReference: '$subscription' },
      refused: 'CUSTOMER_REFERENCE_MISSING',
    },
    {
      title: 'a customer that nobody is',
      before: withOrder,
      params: { subscriptionReference: '$subscription', externalCustomerReference: 'crm-unknown' },
      refused: 'CUSTOMER_NOT_FOUND',
    },
    {
      title: 'a reference that nobody has',
      params: { subscriptionReference: 'AAAAAAAAAA', externalCustomerReference: 'crm-18' },
      refused: 'SUBSCRIPTION_NOT_FOUND',
    },
  ],
  effect: 'write',
  run: async (call, { subscriptionReference, avangateCustomerReference, externalCustomerReference }) => {
    const { db, merchant } = call;
    const references = { avangate: avangateCustomerReference, external: externalCustomerReference };
    const event = { kind: 'CUSTOMER', changedBy: 'VENDOR' } as const;
    await changeSubscription(call, subscriptionReference, event, async () => ({
      customer_id: (await customerNamed(db, merchant.id, references)).customer_id,
    }));
    return true;
  },
});
