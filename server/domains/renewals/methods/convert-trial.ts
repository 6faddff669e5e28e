import { PUT } from '../../../api/method.ts';
import { flag, text } from '../../../api/schema.ts';
import { exampleOrder, withOrder, withProduct } from '../../examples.ts';
import { method } from '../../method.ts';
import { PAYMENT_GATEWAY_UNAVAILABLE } from '../../payments/index.ts';
import {
  SUBSCRIPTION_CANCELED,
  SUBSCRIPTION_EXPIRED,
  SUBSCRIPTION_NO_PAYMENT_METHOD,
  SUBSCRIPTION_NOT_FOUND,
} from '../../subscriptions/index.ts';
import { answerOf } from '../charging-now.ts';
import { convertNow } from '../converting.ts';
import * as errors from '../errors.ts';

const withTrial = [
  ...withProduct,
  {
    call: 'placeOrder',
    params: { Order: { ...exampleOrder, Items: [{ Code: 'EDITOR', Trial: { Period: 30, Price: 1 } }] } },
    keep: { refNo: 'RefNo' },
  },
  {
    call: 'getOrder',
    params: { orderReference: '$refNo' },
    keep: { subscription: 'Items.0.ProductDetails.Subscriptions.0.SubscriptionReference' },
  },
];

export const convertTrial = method({
  name: 'convertTrial',
  summary: 'Charges the full price of a trial now and makes it a paid subscription.',
  versions: { since: '3.0' },
  params: {
    subscriptionReference: text({ required: true, about: 'Case-sensitive.' }),
    extendSubscriptionFromPaymentDate: flag({
      aliases: ['ExtendSubscription'],
      about: 'True: the paid cycle begins now; false: when the trial ends.',
    }),
  },
  result: flag(),
  // Price, Currency and Days are sent by some clients and decide nothing.
  rest: PUT('/subscriptions/{subscriptionReference}/renewal/trial/', { query: ['extendSubscriptionFromPaymentDate'] }),
  refusals: [
    SUBSCRIPTION_NOT_FOUND,
    errors.SUBSCRIPTION_NOT_TRIAL,
    SUBSCRIPTION_CANCELED,
    SUBSCRIPTION_EXPIRED,
    errors.RENEWAL_NOT_POSSIBLE,
    errors.RENEWAL_IN_PROGRESS,
    errors.TRIAL_CONVERSION_TOO_SOON,
    errors.RENEWAL_PRICE_NOT_AVAILABLE,
    SUBSCRIPTION_NO_PAYMENT_METHOD,
    errors.RENEWAL_DECLINED,
    PAYMENT_GATEWAY_UNAVAILABLE,
  ],
  examples: [
    {
      title: 'from now on',
      before: withTrial,
      params: { subscriptionReference: '$subscription', extendSubscriptionFromPaymentDate: true },
      answers: true,
    },
    {
      title: 'one that is paid for',
      before: withOrder,
      params: { subscriptionReference: '$subscription' },
      refused: 'SUBSCRIPTION_NOT_TRIAL',
    },
    {
      title: 'a reference that nobody has',
      params: { subscriptionReference: 'AAAAAAAAAA' },
      refused: 'SUBSCRIPTION_NOT_FOUND',
    },
  ],
  // The gateway is asked between two transactions: the intent is stored before, the outcome after.
  effect: 'own',
  run: async (call, { subscriptionReference, extendSubscriptionFromPaymentDate }) =>
    answerOf(await convertNow(call, subscriptionReference, extendSubscriptionFromPaymentDate ?? false)),
});
