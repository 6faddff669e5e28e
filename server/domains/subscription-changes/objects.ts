import { amount, date, flag, integer, object, on, text } from '../../api/schema.ts';
import { DeliveryInfo } from '../delivery/index.ts';
import { END_USER_INVALID, SubscriptionProduct } from '../subscriptions/index.ts';
import * as errors from './errors.ts';

/** The shapes of imports and of payment methods on file, members in the order of the platform. */

const name = { max: 255 } as const;

const personMembers = {
  FirstName: text(name),
  LastName: text(name),
  Company: text(name),
  Email: text(name),
  Phone: text({ max: 64 }),
  Fax: text({ max: 64 }),
  Address1: text(name),
  Address2: text(name),
  Zip: text({ max: 32 }),
  City: text(name),
  State: text(name),
  CountryCode: text({ fold: 'lower', about: 'ISO 3166-1, two letters.' }),
  Language: text({ fold: 'lower', about: 'ISO 639-1; the language of mails to the end user.' }),
};

const ImportedPerson = object('ImportedPerson', personMembers);

const ImportedEndUser = object('SubscriptionImportEndUser', {
  ...personMembers,
  Person: on(ImportedPerson, { about: 'The members above, as some documents nest them.' }),
});

export const ImportCardPayment = object('ImportCardPayment', {
  CardNumber: text({ max: 40 }),
  CardType: text({
    max: 40,
    about: 'VISA, VISAELECTRON, MASTERCARD, MAESTRO, AMEX, DISCOVER, DANKORT, CARTEBLEUE, JCB.',
  }),
  ExpirationYear: text({ max: 4 }),
  ExpirationMonth: text({ max: 2 }),
  HolderName: text(name),
  CCID: text({ max: 10 }),
  HolderNameTime: amount({ refusal: errors.IMPORT_CARD_INVALID, about: 'Seconds of typing.' }),
  CardNumberTime: amount({ refusal: errors.IMPORT_CARD_INVALID, about: 'Seconds of typing.' }),
  AutoRenewal: flag({ about: 'Whether the subscription renews by automatic charges to the card.' }),
});

export const SubscriptionImport = object('SubscriptionImport', {
  ExternalSubscriptionReference: text({
    required: true,
    max: 255,
    refusal: errors.IMPORT_REFERENCE_INVALID,
    about: "The merchant's own name for it. Sent again, it changes the subscription that has it.",
  }),
  SubscriptionCode: text({ about: 'Has no meaning here.' }),
  StartDate: date({ required: true, refusal: errors.IMPORT_DATES_INVALID }),
  ExpirationDate: date({ required: true, refusal: errors.IMPORT_DATES_INVALID }),
  Product: on(SubscriptionProduct, {
    required: true,
    refusal: errors.SUBSCRIPTION_PRODUCT_NOT_FOUND,
    about: 'By code or number; one with renewals.',
  }),
  EndUser: on(ImportedEndUser, {
    required: true,
    refusal: END_USER_INVALID,
    about: 'FirstName, LastName and Email are needed.',
  }),
  DeliveryInfo: on(DeliveryInfo, { about: 'What was delivered before.' }),
  PartnerCode: text({ max: 255 }),
  AvangateCustomerReference: integer({ min: 0, aliases: ['2CheckoutCustomerReference'] }),
  ExternalCustomerReference: text({ max: 250, about: 'One that nobody has makes a new customer of the end user.' }),
  SubscriptionValue: amount({ refusal: errors.IMPORT_VALUE_INVALID, about: 'Earned from it before the import.' }),
  SubscriptionValueCurrency: text({ fold: 'upper', max: 3, refusal: errors.IMPORT_VALUE_INVALID }),
  AdditionalInfo: text({ max: 4000 }),
  NextRenewalPrice: amount({ refusal: errors.IMPORT_PRICE_INVALID, about: 'Of all units, for the next cycles.' }),
  NextRenewalPriceCurrency: text({ fold: 'upper', max: 3, refusal: errors.IMPORT_PRICE_INVALID }),
  CustomPriceBillingCyclesLeft: integer({ min: 0, max: 10_000, refusal: errors.IMPORT_PRICE_INVALID }),
  Test: flag({ about: 'A test subscription: with a test card, or none.' }),
  CardPayment: on(ImportCardPayment, { aliases: ['Payment'] }),
});

/** What to put on a subscription in the place of its card. */
const UpdatePaymentMethod = object('UpdatePaymentMethod', {
  EesToken: text({ max: 100, about: 'Of createToken or 2Pay.js; used up by the call.' }),
  Vendor3DSReturnURL: text({ max: 2000 }),
  Vendor3DSCancelURL: text({ max: 2000 }),
});

const UpdatePaymentDetails = object('UpdatePaymentDetails', {
  Type: text({ oneOf: ['EES_TOKEN_PAYMENT'], refusal: errors.PAYMENT_INFORMATION_TYPE_INVALID }),
  PaymentMethod: UpdatePaymentMethod,
});

export const UpdatePaymentInformationRequest = object('UpdatePaymentInformationRequest', {
  PaymentDetails: UpdatePaymentDetails,
});

const SubscriptionPaymentMethod = object('SubscriptionPaymentMethod', {
  FirstDigits: text({ about: 'The first four.' }),
  LastDigits: text({ about: 'The last four.' }),
  ExpirationMonth: text({ since: '6.0' }),
  ExpirationYear: text({ since: '6.0' }),
  CardUpdated: flag({ since: '6.0', about: 'The bank replaced the card, and the gateway told of it.' }),
  Authorize3DSUrl: text({ since: '6.0', about: 'Where the holder of a new card confirms it, while that is pending.' }),
  CardType: text(),
});

export const SubscriptionPaymentInformation = object('SubscriptionPaymentInformation', {
  Type: text({ about: 'CC for cards.' }),
  Currency: text(),
  PaymentMethod: SubscriptionPaymentMethod,
});
