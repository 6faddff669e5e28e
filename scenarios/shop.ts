import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What the shops of these stories sell, to whom, and how they are paid; the objects are written as clients send them. */

export type Sent = Readonly<Record<string, unknown>>;

/** A product with nearly all members, in the order and the spellings of integrations in PHP. */
export const largeProductFile = fileURLToPath(new URL('large-product.json', import.meta.url));

export const largeProduct = (code: string): Sent => ({
  ...(JSON.parse(readFileSync(largeProductFile, 'utf8')) as Sent),
  ProductCode: code,
});

/** A product that costs `amount` euros without tax; a monthly subscription unless told otherwise. */
export const product = (code: string, amount: number | string, others: Sent = {}): Sent => ({
  ProductCode: code,
  ProductName: `The ${code}`,
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
      Prices: { Regular: [{ Amount: amount, Currency: 'EUR', MinQuantity: '1', MaxQuantity: '99999' }], Renewal: [] },
    },
  ],
  ...others,
});

/** Lives in Hong Kong, where no tax is due, so that prices are what is paid. */
export const buyer: Sent = {
  FirstName: 'Ada',
  LastName: 'Kern',
  Email: 'ada.kern@example.test',
  CountryCode: 'HK',
  City: 'Hong Kong',
  Address1: '4 Gate Street',
  Zip: '999077',
};

/** Lives in Germany and pays 19 percent on top. */
export const germanBuyer: Sent = { ...buyer, CountryCode: 'DE', City: 'Ulm', Address1: 'Am Tor 4', Zip: '89073' };

export const RETURN_URL = 'https://shop.example.test/paid?basket=77';
export const CANCEL_URL = 'https://shop.example.test/failed';

/** Any valid number does for a test order; the holder's name decides what happens to it. */
export const testCard = (holder = 'John Doe', others: Sent = {}): Sent => ({
  CardNumber: '4111111111111111',
  CardType: 'VISA',
  ExpirationYear: '2031',
  ExpirationMonth: '12',
  CCID: '123',
  HolderName: holder,
  RecurringEnabled: true,
  HolderNameTime: 1,
  CardNumberTime: 1,
  Vendor3DSReturnURL: RETURN_URL,
  Vendor3DSCancelURL: CANCEL_URL,
  ...others,
});

/** An order of one unit, paid by a test card unless `payment` says otherwise. */
export const order = (
  code: string,
  payment: Sent = { Type: 'TEST', PaymentMethod: testCard() },
  others: Sent = {},
): Sent => ({
  Currency: 'EUR',
  Country: 'HK',
  Language: 'en',
  CustomerIP: '203.0.113.7',
  Items: [{ Code: code, Quantity: '1' }],
  BillingDetails: buyer,
  PaymentDetails: { Currency: 'EUR', CustomerIP: '203.0.113.7', ...payment },
  ...others,
});
