import { type Refusal, refusal } from '../../api/errors.ts';

// Numbers and names are ours: the platform's documents list none for subscriptions.
const invalid = (code: string, number: number, sentence: string): Refusal => refusal(code, number, 'invalid', sentence);

export const SUBSCRIPTION_ACTIVATION_DATE_INVALID = invalid(
  'SUBSCRIPTION_ACTIVATION_DATE_INVALID',
  26100,
  'The service cannot begin on this date.',
);
export const SUBSCRIPTION_EXPIRATION_DATE_INVALID = invalid(
  'SUBSCRIPTION_EXPIRATION_DATE_INVALID',
  26101,
  'The subscription cannot end on this date.',
);
export const SUBSCRIPTION_PRODUCT_NOT_FOUND = invalid(
  'SUBSCRIPTION_PRODUCT_NOT_FOUND',
  26102,
  'The account has no such product.',
);
export const SUBSCRIPTION_PRODUCT_INVALID = invalid(
  'SUBSCRIPTION_PRODUCT_INVALID',
  26103,
  'The product cannot be that of the subscription.',
);
export const SUBSCRIPTION_OPTIONS_INVALID = invalid(
  'SUBSCRIPTION_OPTIONS_INVALID',
  26104,
  'The price options cannot be chosen like this.',
);
export const SUBSCRIPTION_QUANTITY_INVALID = invalid(
  'SUBSCRIPTION_QUANTITY_INVALID',
  26105,
  'A quantity must be a whole number from 1 to 99999.',
);
export const IMPORT_REFERENCE_INVALID = invalid(
  'IMPORT_REFERENCE_INVALID',
  26106,
  'ExternalSubscriptionReference is needed, with at most 255 characters.',
);
export const IMPORT_DATES_INVALID = invalid(
  'IMPORT_DATES_INVALID',
  26107,
  'StartDate and ExpirationDate are needed, in this order.',
);
export const IMPORT_VALUE_INVALID = invalid(
  'IMPORT_VALUE_INVALID',
  26108,
  'SubscriptionValue must be an amount, with its currency in SubscriptionValueCurrency.',
);
export const IMPORT_PRICE_INVALID = invalid(
  'IMPORT_PRICE_INVALID',
  26109,
  'NextRenewalPrice, NextRenewalPriceCurrency and CustomPriceBillingCyclesLeft stand or fall together.',
);
export const IMPORT_DELIVERY_INVALID = invalid(
  'IMPORT_DELIVERY_INVALID',
  26110,
  'A delivered code has at most 2000 bytes.',
);
export const IMPORT_TEST_INVALID = invalid(
  'IMPORT_TEST_INVALID',
  26111,
  "A test subscription is one of the merchant's own shop, with a test card in the name of its end user.",
);
export const IMPORT_CARD_NOT_ALLOWED = refusal(
  'IMPORT_CARD_NOT_ALLOWED',
  26112,
  'forbidden',
  'This account may not import subscriptions with cards.',
);
export const IMPORT_CARD_INVALID = invalid('IMPORT_CARD_INVALID', 26113, 'The data of the card is not complete.');
export const SUBSCRIPTION_CARD_REFUSED = invalid('SUBSCRIPTION_CARD_REFUSED', 26114, 'The card cannot be used.');
export const PAYMENT_INFORMATION_TYPE_INVALID = invalid(
  'PAYMENT_INFORMATION_TYPE_INVALID',
  26115,
  'PaymentDetails.Type must be EES_TOKEN_PAYMENT.',
);
export const PAYMENT_INFORMATION_INVALID = invalid(
  'PAYMENT_INFORMATION_INVALID',
  26116,
  'EesToken, Vendor3DSReturnURL and Vendor3DSCancelURL are needed.',
);
export const SUBSCRIPTION_NOT_IMPORTED = invalid(
  'SUBSCRIPTION_NOT_IMPORTED',
  26117,
  'Payment information is copied to imported subscriptions only.',
);
export const SUBSCRIPTION_CUSTOMERS_DIFFER = invalid(
  'SUBSCRIPTION_CUSTOMERS_DIFFER',
  26118,
  'The subscriptions do not belong to the same customer.',
);
export const SUBSCRIPTION_TESTS_DIFFER = invalid(
  'SUBSCRIPTION_TESTS_DIFFER',
  26119,
  'What pays for a test subscription pays for no other, and the other way round.',
);
export const IMPORT_FILE_INVALID = invalid('IMPORT_FILE_INVALID', 26120, 'The file cannot be read.');
