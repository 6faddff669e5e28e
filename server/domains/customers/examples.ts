import type { ExampleStep } from '../../api/method.ts';

/** The customer crm-17 is there; $number is its number. */
export const withCustomer: readonly ExampleStep[] = [
  {
    call: 'createCustomer',
    params: {
      customer: {
        ExternalCustomerReference: 'crm-17',
        FirstName: 'Ana',
        LastName: 'Test',
        Address1: 'Street 1',
        City: 'Oslo',
        Zip: '0101',
        CountryCode: 'NO',
        Email: 'ana@example.test',
      },
    },
    keep: { number: '' },
  },
];

/** The customer crm-17 has a link into the cart, which carries $token. */
export const withSignOn: readonly ExampleStep[] = [
  ...withCustomer,
  {
    call: 'getSingleSignOnInCart',
    params: {
      idCustomer: 'crm-17',
      customerType: 'ExternalCustomerReference',
      url: 'https://shop.example.test/order/checkout.php?PRODS=1&QTY=1',
      validityTime: 600,
    },
    keep: { token: '?logintoken' },
  },
];
