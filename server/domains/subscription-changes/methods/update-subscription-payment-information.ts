import { refuse } from '../../../api/errors.ts';
import { PUT } from '../../../api/method.ts';
import { on, type Read, text } from '../../../api/schema.ts';
import { withOrder } from '../../examples.ts';
import { method } from '../../method.ts';
import { INVALID_EES_TOKEN } from '../../orders/index.ts';
import { PAYMENT_GATEWAY_UNAVAILABLE } from '../../payments/index.ts';
import {
  findState,
  SUBSCRIPTION_CANCELED,
  SUBSCRIPTION_LIFETIME,
  SUBSCRIPTION_NO_PAYMENT_METHOD,
  SUBSCRIPTION_NOT_FOUND,
} from '../../subscriptions/index.ts';
import { PAYMENT_INFORMATION_INVALID, PAYMENT_INFORMATION_TYPE_INVALID, SUBSCRIPTION_CARD_REFUSED } from '../errors.ts';
import { withToken } from '../examples.ts';
import { SubscriptionPaymentInformation, UpdatePaymentInformationRequest } from '../objects.ts';
import { paymentInformationOf } from '../payment-information.ts';
import { putNewCard } from '../put-new-card.ts';

const urls = {
  Vendor3DSReturnURL: 'https://shop.example.test/done',
  Vendor3DSCancelURL: 'https://shop.example.test/failed',
};

export const updateSubscriptionPaymentInformation = method({
  name: 'updateSubscriptionPaymentInformation',
  summary: 'Puts the card of a 2Pay.js token on a subscription; its holder may have to confirm it first.',
  versions: { since: '6.0' },
  params: {
    subscriptionReference: text({ required: true, about: 'Case-sensitive.' }),
    paymentInformation: on(UpdatePaymentInformationRequest, { required: true }),
  },
  result: SubscriptionPaymentInformation,
  rest: PUT('/subscriptions/{subscriptionReference}/payment/', { body: 'paymentInformation' }),
  refusals: [
    PAYMENT_INFORMATION_TYPE_INVALID,
    PAYMENT_INFORMATION_INVALID,
    SUBSCRIPTION_NOT_FOUND,
    SUBSCRIPTION_CANCELED,
    SUBSCRIPTION_LIFETIME,
    INVALID_EES_TOKEN,
    SUBSCRIPTION_CARD_REFUSED,
    PAYMENT_GATEWAY_UNAVAILABLE,
  ],
  examples: [
    {
      title: 'another card',
      before: withToken,
      params: {
        subscriptionReference: '$subscription',
        paymentInformation: {
          PaymentDetails: { Type: 'EES_TOKEN_PAYMENT', PaymentMethod: { EesToken: '$token', ...urls } },
        },
      },
      answers: {
        Type: 'CC',
        Currency: 'EUR',
        PaymentMethod: { FirstDigits: '5555', LastDigits: '4444', Authorize3DSUrl: null, CardType: 'Mastercard' },
      },
    },
    {
      title: 'a token that nobody made',
      before: withOrder,
      params: {
        subscriptionReference: '$subscription',
        paymentInformation: {
          PaymentDetails: {
            Type: 'EES_TOKEN_PAYMENT',
            PaymentMethod: { EesToken: '00000000-0000-0000-0000-000000000000', ...urls },
          },
        },
      },
      refused: 'INVALID_EES_TOKEN',
    },
    {
      title: 'without addresses to come back to',
      before: withOrder,
      params: {
        subscriptionReference: '$subscription',
        paymentInformation: {
          PaymentDetails: { Type: 'EES_TOKEN_PAYMENT', PaymentMethod: { EesToken: 'any' } },
        },
      },
      refused: 'PAYMENT_INFORMATION_INVALID',
    },
    {
      title: 'paid in another way',
      before: withOrder,
      params: {
        subscriptionReference: '$subscription',
        paymentInformation: { PaymentDetails: { Type: 'CC', PaymentMethod: { EesToken: 'any', ...urls } } },
      },
      refused: 'PAYMENT_INFORMATION_TYPE_INVALID',
    },
    {
      title: 'a reference that nobody has',
      params: {
        subscriptionReference: 'AAAAAAAAAA',
        paymentInformation: {
          PaymentDetails: { Type: 'EES_TOKEN_PAYMENT', PaymentMethod: { EesToken: 'any', ...urls } },
        },
      },
      refused: 'SUBSCRIPTION_NOT_FOUND',
    },
  ],
  // The gateway is asked whether the card is good between the intent and the change.
  effect: 'own',
  run: async (call, { subscriptionReference, paymentInformation }) => {
    const { db, merchant } = call;
    await putNewCard(call, subscriptionReference, newCard(paymentInformation));
    const state = (await findState(db, merchant.id, subscriptionReference)) ?? refuse(SUBSCRIPTION_NOT_FOUND);
    return (await paymentInformationOf(db, state)) ?? refuse(SUBSCRIPTION_NO_PAYMENT_METHOD);
  },
});

const newCard = ({ PaymentDetails }: Read<typeof UpdatePaymentInformationRequest>) => {
  if (PaymentDetails?.Type == null) return refuse(PAYMENT_INFORMATION_TYPE_INVALID);
  const { EesToken, Vendor3DSReturnURL, Vendor3DSCancelURL } = PaymentDetails.PaymentMethod ?? {};
  if (!EesToken || !Vendor3DSReturnURL || !Vendor3DSCancelURL) return refuse(PAYMENT_INFORMATION_INVALID);
  return { token: EesToken, browser: { returnUrl: Vendor3DSReturnURL, cancelUrl: Vendor3DSCancelURL } };
};
