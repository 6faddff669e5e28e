import type { Refusal } from '../../api/errors.ts';
import { Pagination } from '../../api/pagination.ts';
import { amount, date, dateTime, flag, integer, list, object, on, orText, table, text } from '../../api/schema.ts';
import { ItemDelivery } from '../delivery/index.ts';
import { ItemPromotion } from '../promotions/index.ts';
import {
  ORDER_ADDITIONAL_FIELD_CODE_INVALID,
  ORDER_ADDITIONAL_FIELD_VALUE_INVALID,
  ORDER_COUNTRY_INVALID,
  ORDER_CURRENCY_INVALID,
  ORDER_ITEMS_QUANTITY_INVALID,
  ORDER_PRODUCT_IS_DYNAMIC_INVALID,
  ORDER_PRODUCT_NAME_INVALID,
  ORDER_PRODUCT_OPTIONS_INVALID,
  ORDER_PRODUCT_PRICE_AMOUNT_INVALID,
  ORDER_PRODUCT_PRICE_STRUCTURE_INVALID,
  ORDER_PRODUCT_RECURRING_OPTIONS_INVALID,
  ORDER_PRODUCT_RENEWAL_SUBSCRIPTION_REFERENCE_INVALID,
  ORDER_PRODUCT_START_DATE_INVALID,
  ORDER_PRODUCT_SUBSCRIPTION_SETTINGS_INVALID,
  ORDER_PRODUCT_TANGIBLE_INVALID,
} from './errors.ts';
import {
  AFFILIATE_INVALID,
  BILLING_INVALID,
  DELIVERY_INVALID,
  GIFT_INVALID,
  ORDER_INVALID,
} from './errors-by-field.ts';
import { PaymentDetails, RequestedPaymentDetails } from './payment-objects.ts';
import { PurchaseOrderDetails } from './purchase-order-answer.ts';

const codes = list(text({ max: 256 }));

// ---- what is sent ----

export const AdditionalFieldValue = object('AdditionalFieldValue', {
  Code: text({ required: true, max: 100, refusal: ORDER_ADDITIONAL_FIELD_CODE_INVALID }),
  Text: text({ max: 1000, refusal: ORDER_ADDITIONAL_FIELD_VALUE_INVALID, about: 'The label of the field when absent' }),
  Value: text({ max: 4000, refusal: ORDER_ADDITIONAL_FIELD_VALUE_INVALID }),
});

const RequestedPrice = object('ItemPriceRequest', {
  Amount: amount({ refusal: ORDER_PRODUCT_PRICE_AMOUNT_INVALID }),
  Type: text({ max: 20 }),
  Currency: text({ fold: 'upper', max: 3 }),
});

const RequestedTrial = object('TrialRequest', {
  Period: integer({ min: 0, max: 3660, about: 'Days' }),
  Price: amount(),
});

const RenewalInformation = object('RenewalInformation', {
  SubscriptionReference: text({ max: 32, refusal: ORDER_PRODUCT_RENEWAL_SUBSCRIPTION_REFERENCE_INVALID }),
});

const RequestedCrossSell = object('CrossSell', { ParentCode: text({ max: 256 }), CampaignCode: text({ max: 256 }) });

const UpSell = object('UpSell', { ParentCode: text({ max: 256 }), CampaignCode: text({ max: 256 }) });

const ofSettings = { refusal: ORDER_PRODUCT_SUBSCRIPTION_SETTINGS_INVALID } as const;

const CustomSettings = object('SubscriptionCustomSettings', {
  CycleAmountType: text({ max: 10, ...ofSettings, about: 'NET or GROSS' }),
  CycleUnit: text({ max: 10, ...ofSettings, about: "DAY or MONTH; the product's cycle when unit and length are null" }),
  CycleAmount: amount({ ...ofSettings, about: 'Price of one unit at every renewal' }),
  CycleLength: integer(ofSettings),
  ContractLength: integer({ ...ofSettings, about: 'In units of the cycle, a multiple of its length' }),
  MerchantDealAutoRenewal: flag(ofSettings),
  ClientDealAutoRenewal: flag(ofSettings),
});

const ofRecurring = { refusal: ORDER_PRODUCT_RECURRING_OPTIONS_INVALID } as const;

const RecurringOptions = object('RecurringOptions', {
  CycleLength: integer(ofRecurring),
  CycleUnit: text({ max: 10, ...ofRecurring, about: 'DAY, WEEK, MONTH or YEAR' }),
  CycleAmount: amount({ ...ofRecurring, about: 'Price of one unit at every renewal, before surcharges of options' }),
  ContractLength: integer({ ...ofRecurring, about: 'Without meaning when it never ends' }),
  ContractUnit: text({ max: 10, ...ofRecurring, about: 'DAY, WEEK, MONTH, YEAR or FOREVER' }),
});

const optionCode = { max: 256, refusal: ORDER_PRODUCT_OPTIONS_INVALID } as const;

const dynamicOption = {
  Name: text({ ...optionCode, about: 'Dynamic items' }),
  Surcharge: amount({ refusal: ORDER_PRODUCT_OPTIONS_INVALID, about: 'Dynamic items: added to the price of a unit' }),
} as const;

const RequestedOption = orText(
  object('OrderItemOption', { Value: text({ ...optionCode, aliases: ['Code'] }), ...dynamicOption }),
  'Value',
);

const RequestedOptionGroup = orText(
  object('OrderItemOptionGroup', {
    Code: text({ ...optionCode, about: 'Code of the group; needed where two groups have options of one code' }),
    Options: list(on(RequestedOption, { refusal: ORDER_PRODUCT_OPTIONS_INVALID }), {
      max: 500,
      refusal: ORDER_PRODUCT_OPTIONS_INVALID,
    }),
    Value: text({ ...optionCode, about: 'A single option; that of an interval is written GROUP=value' }),
    ...dynamicOption,
  }),
  'Value',
);

export const OrderItemRequest = object('OrderItemRequest', {
  Code: text({ max: 256, about: 'Of a product of the catalogue; none for dynamic items' }),
  Quantity: integer({ min: 1, max: 99_999, refusal: ORDER_ITEMS_QUANTITY_INVALID, about: '1 when absent' }),
  PriceOptions: list(on(RequestedOptionGroup, { refusal: ORDER_PRODUCT_OPTIONS_INVALID }), {
    max: 500,
    refusal: ORDER_PRODUCT_OPTIONS_INVALID,
    about: 'Codes of options, or groups with the codes of their options; of dynamic items names, values and surcharges',
  }),
  SKU: text({ max: 256 }),
  Price: on(RequestedPrice, {
    refusal: ORDER_PRODUCT_PRICE_STRUCTURE_INVALID,
    about: "Of type CUSTOM: the price of one unit in the order's currency; needed by dynamic items",
  }),
  CrossSell: RequestedCrossSell,
  UpSell: UpSell,
  Trial: RequestedTrial,
  AdditionalFields: list(AdditionalFieldValue, { max: 50 }),
  Promotion: text({ max: 256, about: 'A coupon code, entered for the order' }),
  SubscriptionStartDate: dateTime({
    refusal: ORDER_PRODUCT_START_DATE_INVALID,
    about: 'On the clocks of the account; a date alone means its first second. The day of purchase when absent',
  }),
  SubscriptionCustomSettings: on(CustomSettings, { ...ofSettings, about: 'Needs ExtraInformation.AssistedSale' }),
  RenewalInformation: RenewalInformation,
  ExternalReference: text({ max: 100 }),
  Name: text({ max: 256, refusal: ORDER_PRODUCT_NAME_INVALID, about: 'Needed by dynamic items' }),
  Description: text({ max: 4000 }),
  IsDynamic: flag({
    refusal: ORDER_PRODUCT_IS_DYNAMIC_INVALID,
    about: 'The item is described here, not in the catalogue',
  }),
  Tangible: flag({ refusal: ORDER_PRODUCT_TANGIBLE_INVALID }),
  PurchaseType: text({ max: 40, about: 'PRODUCT when absent, SHIPPING, COUPON or TAX' }),
  PriceType: text({ max: 40, about: 'Of the price of a dynamic item: GROSS when absent, or NET' }),
  ProductTaxCategoryUUID: text({ max: 64 }),
  RecurringOptions: on(RecurringOptions, { ...ofRecurring, about: 'Make a dynamic product or tax a subscription' }),
});

type PersonField = keyof typeof DELIVERY_INVALID;

/** `wrong`: what a field is refused with that is too long or no text. */
const person = (wrong: Readonly<Record<PersonField, Refusal>>) => ({
  FirstName: text({ max: 255, refusal: wrong.FirstName }),
  LastName: text({ max: 255, refusal: wrong.LastName }),
  CountryCode: text({ fold: 'lower', max: 2, aliases: ['Country'], refusal: wrong.CountryCode }),
  State: text({ max: 255, refusal: wrong.State, about: 'Name or code' }),
  City: text({ max: 255, refusal: wrong.City }),
  Address1: text({ max: 255, aliases: ['Address'], refusal: wrong.Address1 }),
  Address2: text({ max: 255, refusal: wrong.Address2 }),
  Zip: text({ max: 40, aliases: ['PostalCode'], refusal: wrong.Zip }),
  Email: text({ max: 255, refusal: wrong.Email }),
  Phone: text({ max: 60, refusal: wrong.Phone }),
  Company: text({ max: 255, refusal: wrong.Company }),
});

export const BillingDetails = object('BillingDetails', {
  ...person(BILLING_INVALID),
  FiscalCode: text({ max: 60, refusal: BILLING_INVALID.FiscalCode }),
  TaxOffice: text({ max: 255, since: '6.0', refusal: BILLING_INVALID.TaxOffice }),
  TaxExemptionId: text({ max: 60, since: '6.0', refusal: BILLING_INVALID.TaxExemptionId }),
});

export const DeliveryDetails = object('DeliveryDetails', person(DELIVERY_INVALID));

const Gift = object('GiftDetails', {
  FirstName: text({ max: 255, refusal: GIFT_INVALID.FirstName }),
  LastName: text({ max: 255, refusal: GIFT_INVALID.LastName }),
  Email: text({ max: 255, refusal: GIFT_INVALID.Email }),
  GiftNote: text({ max: 4000, refusal: GIFT_INVALID.GiftNote }),
});

const RequestedAffiliate = object('AffiliateRequest', {
  AffiliateCode: text({ max: 255, refusal: AFFILIATE_INVALID.AffiliateCode }),
  AffiliateSource: text({ max: 255, refusal: AFFILIATE_INVALID.AffiliateSource }),
});

const RequestedDelivery = object('DeliveryInformationRequest', {
  ShippingMethod: object('ShippingMethodRequest', {
    Code: text({ max: 255, about: "For tangible products; the account's default when absent" }),
  }),
});

export const OrderRequest = object(
  'OrderRequest',
  {
    RefNo: text({ max: 20 }),
    Currency: text({ fold: 'upper', max: 3, refusal: ORDER_CURRENCY_INVALID }),
    Country: text({ fold: 'lower', max: 2, refusal: ORDER_COUNTRY_INVALID }),
    Language: text({ fold: 'lower', max: 5, refusal: ORDER_INVALID.Language }),
    CustomerIP: text({ max: 64, refusal: ORDER_INVALID.CustomerIP }),
    LocalTime: text({ max: 40, refusal: ORDER_INVALID.LocalTime, about: "The shopper's; any text is kept" }),
    ExternalReference: text({ max: 100, refusal: ORDER_INVALID.ExternalReference }),
    ExternalCustomerReference: text({ max: 250, refusal: ORDER_INVALID.ExternalCustomerReference }),
    CustomerReference: text({ max: 250, refusal: ORDER_INVALID.CustomerReference }),
    Source: text({ max: 255, refusal: ORDER_INVALID.Source }),
    WSOrder: text({ max: 255, refusal: ORDER_INVALID.WSOrder }),
    MachineId: text({ max: 255, refusal: ORDER_INVALID.MachineId }),
    Affiliate: RequestedAffiliate,
    Items: list(OrderItemRequest, { max: 200 }),
    BillingDetails: BillingDetails,
    DeliveryDetails: DeliveryDetails,
    DeliveryInformation: RequestedDelivery,
    PaymentDetails: RequestedPaymentDetails,
    Promotions: codes,
    AdditionalFields: list(AdditionalFieldValue, { max: 50 }),
    GiftDetails: Gift,
    CustomParameters: list(on(table(), { refusal: ORDER_INVALID.CustomParameters }), {
      max: 50,
      refusal: ORDER_INVALID.CustomParameters,
      about: 'Told back as they are; each has a Name and a Value',
    }),
    ExtraInformation: object('ExtraInformationRequest', {
      AssistedSale: flag({ about: 'Allows custom subscription settings' }),
    }),
  },
  [
    {
      before: '6.0',
      read: ({ AffiliateId, AffiliateSource, ...order }) =>
        AffiliateId ? { Affiliate: { AffiliateCode: AffiliateId, AffiliateSource }, ...order } : order,
    },
  ],
);

// ---- what is answered ----

type Latest = { Affiliate: { AffiliateCode: unknown; AffiliateSource: unknown } | null };

const Affiliate = object('Affiliate', {
  AffiliateCode: text(),
  AffiliateSource: text(),
  AffiliateName: text(),
  AffiliateUrl: text(),
});

const ShippingMethod = object('OrderShippingMethod', {
  Code: text(),
  TrackingUrl: text(),
  TrackingNumber: text(),
  Comment: text(),
});

const DeliveryInformation = object('DeliveryInformation', { ShippingMethod: ShippingMethod });

export const OrderSubscription = object('OrderSubscription', {
  SubscriptionReference: text(),
  PurchaseDate: dateTime(),
  SubscriptionStartDate: dateTime(),
  ExpirationDate: dateTime(),
  Lifetime: flag(),
  Trial: flag(),
  Enabled: flag(),
  RecurringEnabled: flag(),
});

const ItemProductDetails = object('ItemProductDetails', {
  Name: text(),
  ShortDescription: text({ since: '6.0' }),
  Tangible: flag({ since: '6.0' }),
  IsDynamic: flag({ since: '6.0' }),
  ExtraInfo: text(),
  RenewalStatus: flag(),
  Subscriptions: list(OrderSubscription),
  DeliveryInformation: on(ItemDelivery, { since: '6.0' }),
});

const ItemPriceOption = object('ItemPriceOption', { Code: text(), Required: flag(), Options: list(text()) });

const ItemPrice = object('ItemPrice', {
  UnitNetPrice: amount(),
  UnitGrossPrice: amount(),
  UnitVAT: amount(),
  UnitDiscount: amount(),
  UnitNetDiscountedPrice: amount(),
  UnitGrossDiscountedPrice: amount(),
  UnitAffiliateCommission: amount(),
  ItemUnitNetPrice: amount({ since: '6.0' }),
  ItemUnitGrossPrice: amount({ since: '6.0' }),
  ItemNetPrice: amount({ since: '6.0' }),
  ItemGrossPrice: amount({ since: '6.0' }),
  VATPercent: amount({ since: '6.0' }),
  HandlingFeeNetPrice: amount({ since: '6.0' }),
  HandlingFeeGrossPrice: amount({ since: '6.0' }),
  Currency: text({ fold: 'lower' }),
  NetPrice: amount(),
  GrossPrice: amount(),
  NetDiscountedPrice: amount(),
  GrossDiscountedPrice: amount(),
  Discount: amount(),
  VAT: amount(),
  AffiliateCommission: amount(),
});

const Trial = object('Trial', { Period: integer(), GrossPrice: amount(), VAT: amount(), NetPrice: amount() });

export const OrderItem = object('OrderItem', {
  ProductDetails: ItemProductDetails,
  PriceOptions: list(ItemPriceOption),
  CrossSell: RequestedCrossSell,
  Price: ItemPrice,
  Code: text({ sparse: true }),
  LineItemReference: text({ since: '5.0' }),
  PurchaseType: text({ since: '6.0' }),
  ExternalReference: text({ since: '6.0' }),
  Quantity: integer(),
  SKU: text(),
  Trial: Trial,
  AdditionalFields: list(AdditionalFieldValue),
  Promotion: ItemPromotion,
  RecurringOptions: on(RecurringOptions, { since: '6.0' }),
  SubscriptionStartDate: dateTime({ since: '6.0' }),
  SubscriptionCustomSettings: on(CustomSettings, { since: '6.0' }),
  UpSell: on(UpSell, { since: '6.0' }),
});

const CustomerDetails = object('OrderCustomer', {
  AvangateCustomerReference: text(),
  ExternalCustomerReference: text(),
});

const RefundedLine = object('OrderRefundItem', { LineItemReference: text(), Quantity: integer(), Amount: amount() });

const Refund = object('OrderRefund', {
  RefundId: text(),
  Status: text({ about: 'PENDING, PROCESSED or REJECTED' }),
  Type: text({ about: 'TOTAL when nothing is left of the money, else PARTIAL' }),
  Amount: amount(),
  Currency: text({ fold: 'lower' }),
  Reason: text(),
  Comment: text(),
  RequestDate: dateTime(),
  Items: list(RefundedLine),
});

export const Order = object('Order', {
  RefNo: text(),
  OrderNo: integer(),
  ExternalReference: text(),
  ShopperRefNo: text(),
  Status: text(),
  ApproveStatus: text(),
  VendorApproveStatus: text(),
  MerchantCode: text({ since: '6.0' }),
  Language: text({ fold: 'lower' }),
  OrderDate: dateTime(),
  FinishDate: dateTime(),
  Source: text(),
  WSOrder: text({ since: '6.0' }),
  AffiliateSource: text({ until: '5.0', was: (order: Latest) => order.Affiliate?.AffiliateSource ?? null }),
  AffiliateId: text({ until: '5.0', was: (order: Latest) => order.Affiliate?.AffiliateCode ?? null }),
  AffiliateName: text({ until: '5.0', was: () => null }),
  AffiliateUrl: text({ until: '5.0', was: () => null }),
  RecurringEnabled: flag({
    until: '5.0',
    was: (order: { PaymentDetails: { PaymentMethod: { RecurringEnabled: boolean | null } | null } | null }) =>
      order.PaymentDetails?.PaymentMethod?.RecurringEnabled ?? false,
  }),
  Affiliate: on(Affiliate, { since: '6.0' }),
  HasShipping: flag(),
  BillingDetails: BillingDetails,
  DeliveryDetails: DeliveryDetails,
  PaymentDetails: PaymentDetails,
  DeliveryInformation: on(DeliveryInformation, { since: '6.0' }),
  CustomerDetails: CustomerDetails,
  Origin: text(),
  AvangateCommission: amount(),
  OrderFlow: text(),
  GiftDetails: Gift,
  PODetails: PurchaseOrderDetails,
  ExtraInformation: table(),
  PartnerCode: text(),
  PartnerMargin: amount(),
  PartnerMarginPercent: amount(),
  ExtraMargin: amount(),
  ExtraMarginPercent: amount(),
  ExtraDiscount: amount(),
  ExtraDiscountPercent: amount(),
  LocalTime: text(),
  TestOrder: flag(),
  FxRate: amount({ since: '6.0' }),
  FxMarkup: amount({ since: '6.0' }),
  PayoutCurrency: text({ since: '6.0', fold: 'upper' }),
  DeliveryFinalized: flag({ since: '6.0' }),
  Errors: table(),
  Items: list(OrderItem),
  Promotions: list(ItemPromotion),
  AdditionalFields: list(AdditionalFieldValue),
  Currency: text({ fold: 'lower' }),
  NetPrice: amount(),
  GrossPrice: amount(),
  NetDiscountedPrice: amount(),
  GrossDiscountedPrice: amount(),
  Discount: amount(),
  VAT: amount(),
  AffiliateCommission: amount(),
  CustomParameters: list(table(), { since: '6.0' }),
  Refunds: list(Refund, { since: '6.0' }),
  ChargebackResolution: text({ since: '6.0', about: 'NONE, OPEN, WON, LOST or ACCEPTED' }),
  ChargebackReasonCode: text({ since: '6.0' }),
});

// ---- prices without an order ----

const amounts = {
  NetPrice: amount(),
  GrossPrice: amount(),
  NetDiscountedPrice: amount(),
  GrossDiscountedPrice: amount(),
  Discount: amount(),
  VAT: amount(),
  AffiliateCommission: amount(),
} as const;

export const SessionContents = object('SessionContents', {
  Errors: list(text()),
  Items: list(OrderItem),
  Promotions: list(ItemPromotion),
  AdditionalFields: list(AdditionalFieldValue),
  Currency: text({ fold: 'lower' }),
  ...amounts,
  BillingDetails: BillingDetails,
});

export const Price = object('ItemTotal', {
  NetPrice: amount({ about: 'Without tax, after discounts' }),
  NetCurrency: text({ fold: 'upper' }),
  FinalPrice: amount({ about: 'With tax, after discounts' }),
  FinalCurrency: text({ fold: 'upper' }),
});

export const CartPrice = object('CartPrice', {
  Currency: text({ fold: 'lower' }),
  UnitNetPrice: amount(),
  UnitGrossPrice: amount(),
  UnitVAT: amount(),
  UnitDiscount: amount(),
  UnitNetDiscountedPrice: amount(),
  UnitGrossDiscountedPrice: amount(),
  UnitAffiliateCommission: amount(),
  ...amounts,
});

const ShippingAmount = object('ShippingAmount', { TotalAmount: amount() });

export const ShippingPrice = object('ShippingPrice', {
  Name: text(),
  Code: text(),
  TrackingURL: text(),
  Currency: text({ fold: 'upper' }),
  PriceDetails: object('ShippingPriceDetails', { Net: ShippingAmount, Gross: ShippingAmount }),
});

// ---- search ----

/** Words of notifications, panels and older clients for the statuses. */
const STATUS_SYNONYMS = {
  UNFINISHED: 'PENDING',
  PENDINGCASH: 'PENDING',
  PURCHASE_ORDER: 'PURCHASE_PENDING',
  IN_PROGRESS: 'AUTHRECEIVED',
  PROCESSING: 'AUTHRECEIVED',
  PENDING_APPROVAL: 'AUTHRECEIVED',
  PENDING_ORDER_APPROVAL: 'AUTHRECEIVED',
  PAYMENT_AUTHORIZED: 'AUTHRECEIVED',
  PAYMENT_RECEIVED: 'AUTHRECEIVED',
  FINISHED: 'COMPLETE',
  CASHED: 'COMPLETE',
  DELIVERED: 'COMPLETE',
  REFUNDED: 'REFUND',
} as const;

export const OrderSearchOptions = object('OrderSearchOptions', {
  ApproveStatus: text({ oneOf: ['WAITING', 'OK', 'FRAUD', 'INVALIDDATA'] }),
  Newer: integer({ min: 0, about: 'Unix time in seconds' }),
  Status: text({
    oneOf: ['PENDING', 'PURCHASE_PENDING', 'AUTHRECEIVED', 'COMPLETE', 'CANCELED', 'REVERSED', 'REFUND'],
    synonyms: STATUS_SYNONYMS,
  }),
  StartDate: date(),
  EndDate: date(),
  PartnerOrders: flag(),
  ExternalRefNo: text({ max: 100 }),
  IncludeTestOrders: text({ oneOf: ['YES', 'NO', 'ONLY'], synonyms: { TRUE: 'YES', FALSE: 'NO', 1: 'YES', 0: 'NO' } }),
  Page: Pagination.members.Page,
  Limit: Pagination.members.Limit,
  Pagination,
});

export const OrderSearchResult = object('OrderSearchResult', {
  Items: list(Order),
  Pagination,
});
