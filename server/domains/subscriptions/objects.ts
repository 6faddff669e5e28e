import { Pagination } from '../../api/pagination.ts';
import { date, dateTime, flag, integer, list, object, on, text } from '../../api/schema.ts';
import { DeliveryInfo } from '../delivery/index.ts';
import { SUBSCRIPTION_FIELD_INVALID } from './errors.ts';

/** The shapes of subscriptions, members in the order in which the platform answers them. */

export const SubscriptionProduct = object('SubscriptionProduct', {
  ProductCode: text({ about: "The merchant's own code." }),
  ProductId: integer({ asText: true }),
  ProductName: text(),
  ProductVersion: text(),
  ProductQuantity: integer({ min: 1 }),
  PriceOptionCodes: list(text(), { about: 'Case-sensitive; null when no option was chosen.' }),
});

export const SubscriptionEndUser = object('SubscriptionEndUser', {
  FirstName: text({ required: true }),
  LastName: text({ required: true }),
  Company: text(),
  Email: text({ required: true }),
  Phone: text(),
  Fax: text(),
  Address1: text(),
  Address2: text(),
  Zip: text(),
  City: text(),
  State: text(),
  CountryCode: text({ fold: 'lower', about: 'ISO 3166-1, two letters.' }),
  Language: text({ fold: 'lower', about: 'ISO 639-1; the language of mails to the end user.' }),
});

const LatestSubscriptionOrder = object('LatestSubscriptionOrder', {
  RefNo: text(),
  Status: text(),
  FailedRecurringChargesCount: integer(),
});

export const Subscription = object('Subscription', {
  MerchantCode: text({ since: '6.0', readonly: true }),
  SubscriptionReference: text({ about: 'Ten letters and digits, case-sensitive.' }),
  StartDate: date({ readonly: true, about: 'First day of the service.' }),
  ActivationDate: date({ since: '6.0' }),
  ExpirationDate: date({ about: 'Last day of the paid service; 9999-12-31 for a lifetime subscription.' }),
  RecurringEnabled: flag({ about: 'True: renewed by automatic charges; false: by hand.' }),
  NextBillingDate: text({ since: '6.0', readonly: true, about: 'Moment of the next automatic charge, ISO 8601.' }),
  SubscriptionEnabled: flag({ about: 'False: cancelled.' }),
  ReasonText: text({ since: '6.0', readonly: true }),
  Product: SubscriptionProduct,
  EndUser: SubscriptionEndUser,
  SKU: text({ readonly: true }),
  DeliveryInfo,
  ReceiveNotifications: flag({ readonly: true, about: 'Whether mails about renewals are wanted.' }),
  Lifetime: flag({ readonly: true }),
  PartnerCode: text({ readonly: true, about: "Empty for sales of the merchant's own shop." }),
  IdAffiliate: text({ since: '6.0', readonly: true }),
  AvangateCustomerReference: integer({ asText: true, aliases: ['2CheckoutCustomerReference'] }),
  ExternalCustomerReference: text(),
  TestSubscription: flag({ readonly: true }),
  IsTrial: flag({ readonly: true }),
  Status: text({
    since: '6.0',
    readonly: true,
    oneOf: ['CANCELED', 'PENDING_ACTIVATION', 'ACTIVE', 'PASTDUE', 'EXPIRED', 'PAUSED'],
  }),
  LatestSubscriptionOrder: on(LatestSubscriptionOrder, { since: '6.0', readonly: true }),
});

export const SubscriptionHistoryEntry = object('SubscriptionHistoryEntry', {
  ReferenceNo: text({ readonly: true, about: 'RefNo of the order.' }),
  Type: text({ readonly: true, oneOf: ['SALE', 'RENEWAL', 'UPGRADE'] }),
  SubscriptionReference: text({ readonly: true }),
  StartDate: date({ readonly: true }),
  ExpirationDate: date({ readonly: true }),
  Lifetime: flag({ readonly: true }),
  SKU: text({ readonly: true }),
  DeliveryInfo,
  PartnerCode: text({ readonly: true }),
});

export const RenewalPause = object('RenewalPause', { ResumeDate: date(), PauseReason: text() });

/** Both parts of a pair that is attached to a subscription. */
const pairText = { max: 100, refusal: SUBSCRIPTION_FIELD_INVALID } as const;
export const fieldName = text({ ...pairText, required: true });
export const fieldValue = text(pairText);

export const AdditionalSubscriptionInformation = object('AdditionalSubscriptionInformation', {
  fieldName: text(),
  fieldValue: text(),
});

export const PagedSubscriptions = object('PagedSubscriptions', { Items: list(Subscription), Pagination });

export const SubscriptionSearchOptions = object('SubscriptionSearchOptions', {
  CustomerEmail: text({ aliases: ['Email'], about: 'Part of the address of the end user or the customer.' }),
  ExactMatchEmail: flag({ about: 'True: CustomerEmail is the whole address.' }),
  DeliveredCode: text(),
  AvangateCustomerReference: integer({ aliases: ['2CheckoutCustomerReference'], about: '0 does not restrict.' }),
  ExternalCustomerReference: text(),
  Aggregate: flag({ about: 'Also the accounts that are aggregated with this one.' }),
  SubscriptionEnabled: flag(),
  RecurringEnabled: flag(),
  ProductCodes: list(text()),
  CountryCodes: list(text({ fold: 'lower' }), { about: "The end user's country, ISO 3166-1, two letters." }),
  PartnerCode: text(),
  PurchasedAfter: dateTime(),
  PurchasedBefore: dateTime(),
  ExpireAfter: dateTime(),
  ExpireBefore: dateTime(),
  RenewedAfter: dateTime(),
  RenewedBefore: dateTime(),
  NotificationAfter: dateTime(),
  NotificationBefore: dateTime(),
  ModifiedAfter: dateTime(),
  ModifiedBefore: dateTime(),
  NextBillingDateAfter: dateTime(),
  NextBillingDateBefore: dateTime(),
  LifetimeSubscription: flag(),
  Type: text({ oneOf: ['REGULAR', 'TRIAL', 'TRIALCONVERSION'] }),
  MerchantCode: text(),
  Page: integer({ min: 0 }),
  Limit: integer({ min: 0 }),
  Pagination,
});
