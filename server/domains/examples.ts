import type { ExampleStep } from '../api/method.ts';

/** What several methods' examples need before they can show anything: a product, and an order of it. */

export const exampleProduct = {
  ProductCode: 'EDITOR',
  ProductName: 'Editor',
  Enabled: true,
  GeneratesSubscription: true,
  SubscriptionInformation: { BillingCycle: '1', BillingCycleUnits: 'M', IsOneTimeFee: false },
  PricingConfigurations: [
    {
      Name: 'List',
      Default: true,
      PricingSchema: 'DYNAMIC',
      PriceType: 'NET',
      DefaultCurrency: 'EUR',
      Prices: { Regular: [{ Amount: 10, Currency: 'EUR', MinQuantity: '1', MaxQuantity: '99999' }], Renewal: [] },
    },
  ],
};

export const exampleOrder = {
  Currency: 'EUR',
  Country: 'DE',
  Language: 'de',
  CustomerIP: '203.0.113.7',
  ExternalReference: 'shop-118',
  Items: [{ Code: 'EDITOR', Quantity: '2' }],
  BillingDetails: {
    FirstName: 'Ada',
    LastName: 'Kern',
    Email: 'ada@example.test',
    CountryCode: 'DE',
    City: 'Ulm',
    Address1: 'Am Tor 4',
    Zip: '89073',
  },
  PaymentDetails: {
    Type: 'TEST',
    Currency: 'EUR',
    CustomerIP: '203.0.113.7',
    PaymentMethod: {
      CardNumber: '4111111111111111',
      CardType: 'VISA',
      ExpirationYear: '2031',
      ExpirationMonth: '12',
      CCID: '123',
      HolderName: 'John Doe',
      RecurringEnabled: true,
      Vendor3DSReturnURL: 'https://shop.example.test/paid',
      Vendor3DSCancelURL: 'https://shop.example.test/failed',
    },
  },
};

/** The product is in the catalogue. */
export const withProduct: readonly ExampleStep[] = [{ call: 'addProduct', params: { Product: exampleProduct } }];

/** The order is placed and finished: $refNo is its reference, $subscription that of the subscription it made. */
export const withOrder: readonly ExampleStep[] = [
  ...withProduct,
  { call: 'placeOrder', params: { Order: exampleOrder }, keep: { refNo: 'RefNo' } },
  {
    call: 'getOrder',
    params: { orderReference: '$refNo' },
    keep: { subscription: 'Items.0.ProductDetails.Subscriptions.0.SubscriptionReference' },
  },
];

/** One of two, of which the second costs a quarter more. */
export const exampleOptionGroup = {
  Name: 'Support',
  Description: null,
  Translations: [],
  Code: 'SUPPORT',
  Type: 'RADIO',
  Required: false,
  Options: [
    { Code: 'email', Name: 'By e-mail', Default: true, PriceImpact: null },
    {
      Code: 'phone',
      Name: 'By telephone',
      PriceImpact: { ImpactOn: 'BASE', Impact: 'ADD', Method: 'PERCENT', Percent: 25, Amounts: [] },
    },
  ],
};

/** The group SUPPORT is there. */
export const withOptionGroup: readonly ExampleStep[] = [
  { call: 'addPriceOptionGroup', params: { PriceOptionGroup: exampleOptionGroup } },
];
