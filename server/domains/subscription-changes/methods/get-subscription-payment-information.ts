import { refuse } from '../../../api/errors.ts';
import { GET } from '../../../api/method.ts';
import { text } from '../../../api/schema.ts';
import { withOrder } from '../../examples.ts';
import { method } from '../../method.ts';
import { findState, SUBSCRIPTION_NO_PAYMENT_METHOD, SUBSCRIPTION_NOT_FOUND } from '../../subscriptions/index.ts';
import { withImport } from '../examples.ts';
import { SubscriptionPaymentInformation } from '../objects.ts';
import { paymentInformationOf } from '../payment-information.ts';

export const getSubscriptionPaymentInformation = method({
  name: 'getSubscriptionPaymentInformation',
  aliases: ['getPaymentInformation'],
  summary: 'Reads what is on file to pay for a subscription.',
  versions: { since: '3.0' },
  params: {
    subscriptionReference: text({ required: true, about: 'Case-sensitive.' }),
  },
  result: SubscriptionPaymentInformation,
  rest: GET('/subscriptions/{subscriptionReference}/payment/'),
  refusals: [SUBSCRIPTION_NOT_FOUND, SUBSCRIPTION_NO_PAYMENT_METHOD],
  examples: [
    {
      title: 'the card of a paid order',
      before: withOrder,
      params: { subscriptionReference: '$subscription' },
      answers: {
        Type: 'CC',
        Currency: 'EUR',
        PaymentMethod: {
          FirstDigits: '4111',
          LastDigits: '1111',
          ExpirationMonth: '12',
          ExpirationYear: '31',
          CardUpdated: false,
          Authorize3DSUrl: null,
          CardType: 'Visa',
        },
      },
    },
    {
      title: 'imported without a card',
      before: withImport,
      params: { subscriptionReference: '$imported' },
      refused: 'SUBSCRIPTION_NO_PAYMENT_METHOD',
    },
    {
      title: 'a reference that nobody has',
      params: { subscriptionReference: 'AAAAAAAAAA' },
      refused: 'SUBSCRIPTION_NOT_FOUND',
    },
  ],
  effect: 'read',
  run: async ({ db, merchant }, { subscriptionReference }) => {
    const state = (await findState(db, merchant.id, subscriptionReference)) ?? refuse(SUBSCRIPTION_NOT_FOUND);
    return (await paymentInformationOf(db, state)) ?? refuse(SUBSCRIPTION_NO_PAYMENT_METHOD);
  },
});
