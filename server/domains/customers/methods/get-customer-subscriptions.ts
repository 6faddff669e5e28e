import { refuse } from '../../../api/errors.ts';
import { GET } from '../../../api/method.ts';
import { integer, list, text } from '../../../api/schema.ts';
import { withOrder } from '../../examples.ts';
import { method } from '../../method.ts';
import { Subscription, subscriptionsOfCustomer } from '../../subscriptions/index.ts';
import { CUSTOMER_REFERENCES_DIFFER } from '../errors.ts';
import { customerInPath, customerNamed, fits, REFERENCE_REFUSALS } from '../references.ts';

export const getCustomerSubscriptions = method({
  name: 'getCustomerSubscriptions',
  summary: 'Lists the subscriptions of a customer, also those that expired or were cancelled, oldest first.',
  versions: { since: '3.0' },
  params: {
    avangateCustomerReference: integer({ min: 0, about: '0 leaves it out.' }),
    externalCustomerReference: text({ about: 'Empty text leaves it out.' }),
    customerReference: text({ about: 'Either reference, as the path of REST has it; a number is tried as one first.' }),
  },
  result: list(Subscription),
  rest: GET('/customers/{customerReference}/subscriptions/'),
  refusals: REFERENCE_REFUSALS,
  examples: [
    {
      title: 'those of the buyer',
      before: [
        ...withOrder,
        {
          call: 'getSubscription',
          params: { subscriptionReference: '$subscription' },
          keep: { customer: 'AvangateCustomerReference' },
        },
      ],
      params: { customerReference: '$customer' },
      answers: [{ SubscriptionReference: '$subscription', Status: 'ACTIVE' }],
    },
    {
      title: 'a customer that nobody is',
      params: { customerReference: 'crm-unknown' },
      refused: 'CUSTOMER_NOT_FOUND',
    },
  ],
  effect: 'read',
  run: async (call, input) => {
    const { db, merchant } = call;
    const references = { avangate: input.avangateCustomerReference, external: input.externalCustomerReference };
    const customer = input.customerReference
      ? await customerInPath(db, merchant.id, input.customerReference)
      : await customerNamed(db, merchant.id, references);
    if (!fits(customer, references)) refuse(CUSTOMER_REFERENCES_DIFFER);
    return subscriptionsOfCustomer(call, customer.customer_id);
  },
});
