import { POST } from '../../../api/method.ts';
import { object, on, text } from '../../../api/schema.ts';
import { method } from '../../method.ts';
import { PAYMENT_METHOD_EMPTY } from '../payment-errors.ts';
import { ApplePayToken, applePayParts } from '../payment-objects.ts';
import { applePayload } from '../rules/payment/wallet.ts';

const ApplePayRequest = object('ApplePayRequest', {
  ApplePayData: on(ApplePayToken, {
    aliases: ['ApplePayToken'],
    about: "What Apple's button gave, or its parts beside",
  }),
  ...applePayParts,
});

const ApplePayData = object('ApplePayData', {
  ApplePayToken: text({ about: 'For PaymentMethod of type APPLE_PAY' }),
});

const token = {
  paymentData: { version: 'EC_v1', data: 'kdHd…', signature: 'MIAG…', header: { transactionId: '2b5f' } },
  paymentMethod: { displayName: 'Visa 4242', network: 'Visa', type: 'debit' },
  transactionIdentifier: '2b5f',
};

export const decryptApplePayData = method({
  name: 'decryptApplePayData',
  summary: "Takes what Apple's button gave and answers what placeOrder takes; only the gateway looks into it.",
  versions: { since: '6.0' },
  params: { payload: on(ApplePayRequest, { required: true, refusal: PAYMENT_METHOD_EMPTY.ApplePayToken }) },
  result: ApplePayData,
  rest: POST('/payments/decryptapplepaydata/', { body: 'payload' }),
  refusals: [PAYMENT_METHOD_EMPTY.ApplePayToken],
  examples: [
    {
      title: 'a token',
      params: { payload: { ApplePayData: token } },
      answers: { ApplePayToken: JSON.stringify(token) },
    },
    { title: 'nothing', params: { payload: { ApplePayData: '' } }, refused: 'ORDER_PAYMENT_APPLEPAYTOKEN_EMPTY' },
  ],
  effect: 'read',
  run: async (_call, { payload: { ApplePayData, ...bare } }) => ({
    ApplePayToken: applePayload(ApplePayData ?? bare),
  }),
});
