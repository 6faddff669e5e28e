import type { Example, ExampleStep } from '../../api/method.ts';
import { exampleOrder, withOrder, withProduct } from '../examples.ts';

/** Orders that are paid otherwise than by a card in the request. */

const paidBy = (Type: string, PaymentMethod: Readonly<Record<string, unknown>> | null) => ({
  ...exampleOrder,
  PaymentDetails: { Type, Currency: 'EUR', CustomerIP: '203.0.113.7', PaymentMethod },
});

const addresses = { ReturnURL: 'https://shop.example.test/paid', CancelURL: 'https://shop.example.test/failed' };

const withToken: readonly ExampleStep[] = [
  ...withProduct,
  {
    call: 'createToken',
    params: { card: { Name: 'John Doe', CreditCard: '4242424242424242', Cvv: '123', ExpirationDate: '12/31' } },
    keep: { token: 'token' },
  },
];

export const paymentExamples: readonly Example[] = [
  {
    title: 'a token of 2Pay.js',
    before: withToken,
    params: { Order: paidBy('EES_TOKEN_PAYMENT', { EesToken: '$token' }) },
    answers: {
      Status: 'AUTHRECEIVED',
      PaymentDetails: { Type: 'EES_TOKEN_PAYMENT', PaymentMethod: { LastDigits: '4242', CardType: 'visa' } },
    },
  },
  {
    title: 'a token that nobody made',
    before: withProduct,
    params: { Order: paidBy('EES_TOKEN_PAYMENT', { EesToken: '00000000-0000-4000-8000-000000000000' }) },
    refused: 'INVALID_EES_TOKEN',
  },
  {
    title: 'whatever paid an earlier order',
    before: withOrder,
    params: { Order: paidBy('PREVIOUS_ORDER', { RefNo: '$refNo' }) },
    answers: { Status: 'AUTHRECEIVED', TestOrder: true, PaymentDetails: { Type: 'PREVIOUS_ORDER' } },
  },
  {
    title: 'PayPal: the shopper is sent to RedirectURL',
    before: withProduct,
    params: { Order: paidBy('PAYPAL', { ...addresses, Email: 'ada@example.test' }) },
    answers: {
      Status: 'PENDING',
      PaymentDetails: { Type: 'PAYPAL', Currency: 'EUR', PaymentMethod: { ReturnURL: addresses.ReturnURL } },
    },
  },
  {
    title: 'PayPal without an address to come back to',
    before: withProduct,
    params: { Order: paidBy('PAYPAL', { Email: 'ada@example.test' }) },
    refused: 'ORDER_PAYMENT_RETURNURL_EMPTY',
  },
  {
    title: 'a bank transfer: the answer says where to',
    before: withProduct,
    params: { Order: paidBy('WIRE', null) },
    answers: { Status: 'PENDING', PaymentDetails: { Type: 'WIRE', PaymentMethod: { Amount: 23.8, Currency: 'EUR' } } },
  },
  {
    title: 'Boleto outside of Brazil',
    before: withProduct,
    params: { Order: paidBy('BOLETO', null) },
    refused: 'ORDER_PAYMENT_CURRENCY_NOT_ALLOWED',
  },
  {
    title: 'a debit from an account whose check digits are wrong',
    before: withProduct,
    params: { Order: paidBy('SEPA', { HolderName: 'Ada Kern', IBAN: 'DE89370400440532013001' }) },
    refused: 'ORDER_PAYMENT_IBAN_INVALID',
  },
];
