import { refuse } from '../../../api/errors.ts';
import { PUT } from '../../../api/method.ts';
import { on, text } from '../../../api/schema.ts';
import { findCustomerByReference } from '../../customers/index.ts';
import { exampleOrder, withOrder } from '../../examples.ts';
import { method } from '../../method.ts';
import { customerOfSubscription, SUBSCRIPTION_NOT_FOUND } from '../../subscriptions/index.ts';
import { contentsOf } from '../contents.ts';
import * as errors from '../errors.ts';
import { OrderRequest, SessionContents } from '../objects.ts';
import { prefilled } from '../rules/prefill.ts';

export const getContentsWithPreFill = method({
  name: 'getContentsWithPreFill',
  summary: 'Prices a cart as getContents does, for the customer of a subscription.',
  versions: { since: '5.0' },
  params: {
    SubscriptionReference: text({ required: true, max: 32, about: 'Case-sensitive' }),
    Order: on(OrderRequest, { required: true, refusal: errors.ORDER_PRODUCTS_EMPTY }),
  },
  result: SessionContents,
  rest: PUT('/orders/0/prefill/{SubscriptionReference}/', { body: 'Order' }),
  refusals: [SUBSCRIPTION_NOT_FOUND, ...errors.CART_REFUSALS, errors.ORDER_SHIPPING_METHOD_INVALID],
  examples: [
    {
      title: 'two more units for a customer in Germany',
      before: withOrder,
      params: { SubscriptionReference: '$subscription', Order: { Currency: 'EUR', Items: exampleOrder.Items } },
      answers: {
        NetPrice: 20,
        VAT: 3.8,
        GrossPrice: 23.8,
        BillingDetails: { FirstName: 'Ada', LastName: 'Kern', City: 'Ulm', CountryCode: 'de' },
      },
    },
    {
      title: 'a subscription that nobody has',
      params: { SubscriptionReference: 'AAAAAAAAAA', Order: { Items: exampleOrder.Items } },
      refused: 'SUBSCRIPTION_NOT_FOUND',
    },
  ],
  effect: 'read',
  run: async (call, { SubscriptionReference, Order: sent }) => {
    const customerId = await customerOfSubscription(call.db, call.merchant.id, SubscriptionReference);
    const customer = customerId && (await findCustomerByReference(call.db, call.merchant.id, { avangate: customerId }));
    if (!customer) return refuse(SUBSCRIPTION_NOT_FOUND);
    return contentsOf(call, { ...sent, BillingDetails: prefilled(sent.BillingDetails, customer) });
  },
});
