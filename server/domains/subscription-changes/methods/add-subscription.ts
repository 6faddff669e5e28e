import { POST } from '../../../api/method.ts';
import { on, text } from '../../../api/schema.ts';
import { CUSTOMER_NOT_FOUND, CUSTOMER_REFERENCES_DIFFER } from '../../customers/index.ts';
import { withProduct } from '../../examples.ts';
import { method } from '../../method.ts';
import { PAYMENT_GATEWAY_UNAVAILABLE } from '../../payments/index.ts';
import * as errors from '../errors.ts';
import { exampleImport, exampleTestCard } from '../examples.ts';
import { importSubscription } from '../importing.ts';
import { SubscriptionImport } from '../objects.ts';
import { FACTS_REFUSALS } from '../rules/import-facts.ts';

export const addSubscription = method({
  name: 'addSubscription',
  summary: 'Imports a subscription, with or without a card, and answers its reference.',
  versions: { since: '3.0' },
  params: {
    subscription: on(SubscriptionImport, { required: true }),
  },
  result: text(),
  rest: POST('/subscriptions/', {
    body: 'subscription',
    status: 201,
    location: (reference: string) => `/subscriptions/${reference}/`,
  }),
  refusals: [
    ...FACTS_REFUSALS,
    errors.IMPORT_CARD_INVALID,
    errors.IMPORT_CARD_NOT_ALLOWED,
    errors.IMPORT_TEST_INVALID,
    errors.SUBSCRIPTION_PRODUCT_NOT_FOUND,
    errors.SUBSCRIPTION_PRODUCT_INVALID,
    errors.SUBSCRIPTION_QUANTITY_INVALID,
    errors.SUBSCRIPTION_OPTIONS_INVALID,
    errors.SUBSCRIPTION_CARD_REFUSED,
    PAYMENT_GATEWAY_UNAVAILABLE,
    CUSTOMER_NOT_FOUND,
    CUSTOMER_REFERENCES_DIFFER,
    errors.SUBSCRIPTION_EXPIRATION_DATE_INVALID,
  ],
  examples: [
    {
      title: 'of a customer with a reference, without a card',
      before: withProduct,
      params: {
        subscription: {
          ...exampleImport,
          SubscriptionValue: 120.5,
          SubscriptionValueCurrency: 'eur',
          NextRenewalPrice: 9.9,
          NextRenewalPriceCurrency: 'eur',
          CustomPriceBillingCyclesLeft: 2,
          DeliveryInfo: { Description: 'The old key', Codes: [{ Code: 'KEY-4711' }] },
          AdditionalInfo: 'From the old shop',
        },
      },
    },
    {
      title: 'a test, with a test card in the name of the end user',
      before: withProduct,
      params: { subscription: { ...exampleImport, Test: 1, CardPayment: exampleTestCard } },
    },
    {
      title: 'the card of a person, where that is not allowed',
      before: withProduct,
      params: {
        subscription: { ...exampleImport, CardPayment: { ...exampleTestCard, CardNumber: '4242424242424242' } },
      },
      refused: 'IMPORT_CARD_NOT_ALLOWED',
    },
    {
      title: 'a test card in another name',
      before: withProduct,
      params: {
        subscription: { ...exampleImport, Test: 1, CardPayment: { ...exampleTestCard, HolderName: 'John Doe' } },
      },
      refused: 'IMPORT_TEST_INVALID',
    },
    {
      title: 'a price without its cycles',
      before: withProduct,
      params: { subscription: { ...exampleImport, NextRenewalPrice: 9.9, NextRenewalPriceCurrency: 'EUR' } },
      refused: 'IMPORT_PRICE_INVALID',
    },
    {
      title: 'a product that the account does not have',
      params: { subscription: exampleImport },
      refused: 'SUBSCRIPTION_PRODUCT_NOT_FOUND',
    },
    {
      title: 'without a name of its own',
      params: { subscription: { ...exampleImport, ExternalSubscriptionReference: '' } },
      refused: 'IMPORT_REFERENCE_INVALID',
    },
  ],
  // A card is put into the gateway's vault before anything is written here.
  effect: 'own',
  run: async (call, { subscription }) => (await importSubscription(call, subscription)).reference,
});
