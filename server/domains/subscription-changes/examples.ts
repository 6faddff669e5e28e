import type { ExampleStep } from '../../api/method.ts';
import { exampleProduct, withOrder, withProduct } from '../examples.ts';

/** A paid order; $whole is its subscription as it is read. */
export const withRead: readonly ExampleStep[] = [
  ...withOrder,
  { call: 'getSubscription', params: { subscriptionReference: '$subscription' }, keep: { whole: '' } },
];

/** A paid order, and another product, whose number is $plan. */
export const withOtherPlan: readonly ExampleStep[] = [
  ...withOrder,
  {
    call: 'addProduct',
    params: { Product: { ...exampleProduct, ProductCode: 'STUDIO', ProductName: 'Studio' } },
  },
  { call: 'getProductByCode', params: { ProductCode: 'STUDIO' }, keep: { plan: 'AvangateId' } },
];

/** A paid order, and the customer crm-18, whose number is $number. */
export const withOtherCustomer: readonly ExampleStep[] = [
  ...withOrder,
  {
    call: 'createCustomer',
    params: {
      customer: {
        ExternalCustomerReference: 'crm-18',
        FirstName: 'Bo',
        LastName: 'Lind',
        Address1: 'Street 1',
        City: 'Oslo',
        Zip: '0101',
        CountryCode: 'NO',
        Email: 'bo@example.test',
      },
    },
    keep: { number: '' },
  },
];

/** What an import tells of a subscription of the example product; it ends in a century, and so has begun and not ended. */
export const exampleImport = {
  ExternalSubscriptionReference: 'old-4711',
  StartDate: '2024-01-31',
  ExpirationDate: '2124-01-31',
  Product: { ProductCode: 'EDITOR', ProductQuantity: 2 },
  EndUser: {
    FirstName: 'Ada',
    LastName: 'Kern',
    Email: 'ada@example.test',
    CountryCode: 'DE',
    Language: 'de',
  },
  ExternalCustomerReference: 'crm-17',
};

export const exampleTestCard = {
  CardNumber: '4111111111111111',
  CardType: 'VISA',
  ExpirationYear: '2099',
  ExpirationMonth: '12',
  HolderName: 'Ada Kern',
  CCID: '123',
  HolderNameTime: 15.5,
  CardNumberTime: null,
  AutoRenewal: true,
};

/** The subscription $imported has been imported for the customer crm-17. */
export const withImport: readonly ExampleStep[] = [
  ...withProduct,
  { call: 'addSubscription', params: { subscription: exampleImport }, keep: { imported: '' } },
];

/** The customer crm-17 has two imported test subscriptions: $imported with a card, and $other without. */
export const withCard: readonly ExampleStep[] = [
  ...withProduct,
  {
    call: 'addSubscription',
    params: { subscription: { ...exampleImport, Test: 1, CardPayment: exampleTestCard } },
    keep: { imported: '' },
  },
  {
    call: 'addSubscription',
    params: { subscription: { ...exampleImport, Test: 1, ExternalSubscriptionReference: 'old-4712' } },
    keep: { other: '' },
  },
];

/** A paid test order, and $token for another card. */
export const withToken: readonly ExampleStep[] = [
  ...withOrder,
  {
    call: 'createToken',
    params: { card: { Name: 'John Doe', CreditCard: '5555555555554444', Cvv: '123', ExpirationDate: '12/31' } },
    keep: { token: 'token' },
  },
];
