import { Pagination } from '../../api/pagination.ts';
import { amount, date, dateTime, flag, integer, list, object, on, orText, table, text } from '../../api/schema.ts';
import { ItemPromotion } from '../promotions/index.ts';
import {
  ORDER_ITEMS_QUANTITY_INVALID,
  ORDER_PRODUCT_IS_DYNAMIC_INVALID,
  ORDER_PRODUCT_OPTIONS_INVALID,
  ORDER_PRODUCT_PRICE_AMOUNT_INVALID,
  ORDER_PRODUCT_PRICE_STRUCTURE_INVALID,
} from './errors.ts';

const codes = list(text({ max: 256 }));

// ---- what is sent ----

export const AdditionalFieldValue = object('AdditionalFieldValue', {
  Code: text({ required: true, max: 100 }),
  Text: text({ max: 1000 }),
  Value: text({ max: 4000 }),
});

const RequestedPrice = object('ItemPriceRequest', {
  Amount: amount({ refusal: ORDER_PRODUCT_PRICE_AMOUNT_INVALID }),
  Type: text({ max: 20 }),
  Currency: text({ fold: 'upper', max: 3 }),
});

const RequestedTrial = object('TrialRequest', { Period: integer({ min: 0 }), Price: amount() });

const RenewalInformation = object('RenewalInformation', { SubscriptionReference: text({ max: 32 }) });

const RequestedCrossSell = object('CrossSell', { ParentCode: text({ max: 256 }), CampaignCode: text({ max: 256 }) });

const RequestedCustomSettings = object('SubscriptionCustomSettings', {
  CycleAmountType: text({ max: 10 }),
  CycleUnit: text({ max: 10 }),
  CycleAmount: amount(),
  CycleLength: integer(),
  ContractLength: integer(),
  MerchantDealAutoRenewal: flag(),
  ClientDealAutoRenewal: flag(),
});

const optionCode = { max: 256, refusal: ORDER_PRODUCT_OPTIONS_INVALID } as const;

const RequestedOption = orText(
  object('OrderItemOption', { Value: text({ ...optionCode, aliases: ['Code'] }) }),
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
  }),
  'Value',
);

export const OrderItemRequest = object('OrderItemRequest', {
  Code: text({ max: 256 }),
  Quantity: integer({ min: 1, max: 99_999, refusal: ORDER_ITEMS_QUANTITY_INVALID, about: '1 when absent' }),
  PriceOptions: list(on(RequestedOptionGroup, { refusal: ORDER_PRODUCT_OPTIONS_INVALID }), {
    max: 500,
    refusal: ORDER_PRODUCT_OPTIONS_INVALID,
    about: 'Codes of options, or groups with the codes of their options',
  }),
  SKU: text({ max: 256 }),
  Price: on(RequestedPrice, { refusal: ORDER_PRODUCT_PRICE_STRUCTURE_INVALID }),
  CrossSell: RequestedCrossSell,
  Trial: RequestedTrial,
  AdditionalFields: list(AdditionalFieldValue, { max: 50 }),
  Promotion: text({ max: 256 }),
  SubscriptionStartDate: dateTime(),
  SubscriptionCustomSettings: RequestedCustomSettings,
  RenewalInformation: RenewalInformation,
  ExternalReference: text({ max: 100 }),
  IsDynamic: flag({ refusal: ORDER_PRODUCT_IS_DYNAMIC_INVALID }),
  Name: text({ max: 256 }),
});

const person = {
  FirstName: text({ max: 255 }),
  LastName: text({ max: 255 }),
  CountryCode: text({ fold: 'lower', max: 2, aliases: ['Country'] }),
  State: text({ max: 255 }),
  City: text({ max: 255 }),
  Address1: text({ max: 255, aliases: ['Address'] }),
  Address2: text({ max: 255 }),
  Zip: text({ max: 40, aliases: ['PostalCode'] }),
  Email: text({ max: 255 }),
  Phone: text({ max: 60 }),
  Company: text({ max: 255 }),
} as const;

export const BillingDetails = object('BillingDetails', {
  ...person,
  FiscalCode: text({ max: 60 }),
  TaxOffice: text({ max: 255, since: '6.0' }),
  TaxExemptionId: text({ max: 60, since: '6.0' }),
});

export const DeliveryDetails = object('DeliveryDetails', person);

const RequestedPaymentMethod = object('PaymentMethodRequest', {
  RecurringEnabled: flag(),
  CardNumber: text({ max: 40 }),
  CardType: text({ max: 40 }),
  ExpirationYear: text({ max: 4 }),
  ExpirationMonth: text({ max: 2 }),
  HolderName: text({ max: 255 }),
  CCID: text({ max: 10 }),
  HolderNameTime: text({ max: 20 }),
  CardNumberTime: text({ max: 20 }),
  InstallmentsNumber: integer({ min: 0 }),
  Vendor3DSReturnURL: text({ max: 2000 }),
  Vendor3DSCancelURL: text({ max: 2000 }),
});

const RequestedPaymentDetails = object('PaymentDetailsRequest', {
  Type: text({ max: 40 }),
  Currency: text({ fold: 'upper', max: 3 }),
  CustomerIP: text({ max: 64 }),
  PaymentMethod: RequestedPaymentMethod,
});

const Gift = object('GiftDetails', {
  FirstName: text({ max: 255 }),
  LastName: text({ max: 255 }),
  Email: text({ max: 255 }),
  GiftNote: text({ max: 4000 }),
});

const RequestedAffiliate = object('AffiliateRequest', {
  AffiliateCode: text({ max: 255 }),
  AffiliateSource: text({ max: 255 }),
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
    Currency: text({ fold: 'upper', max: 3 }),
    Country: text({ fold: 'lower', max: 2 }),
    Language: text({ fold: 'lower', max: 5 }),
    CustomerIP: text({ max: 64 }),
    LocalTime: text({ max: 40 }),
    ExternalReference: text({ max: 100 }),
    ExternalCustomerReference: text({ max: 250 }),
    CustomerReference: text({ max: 250 }),
    Source: text({ max: 255 }),
    WSOrder: text({ max: 255 }),
    MachineId: text({ max: 255 }),
    Affiliate: RequestedAffiliate,
    Items: list(OrderItemRequest, { max: 200 }),
    BillingDetails: BillingDetails,
    DeliveryDetails: DeliveryDetails,
    DeliveryInformation: RequestedDelivery,
    PaymentDetails: RequestedPaymentDetails,
    Promotions: codes,
    AdditionalFields: list(AdditionalFieldValue, { max: 50 }),
    GiftDetails: Gift,
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

const Authorize3DS = object('Authorize3DS', { Href: text(), Params: table() });

const PaymentMethod = object('PaymentMethod', {
  FirstDigits: text({ sparse: true }),
  LastDigits: text({ sparse: true }),
  CardType: text({ sparse: true }),
  ExpirationMonth: text({ sparse: true, since: '6.0' }),
  ExpirationYear: text({ sparse: true, since: '6.0' }),
  RecurringEnabled: flag(),
  Vendor3DSReturnURL: text({ sparse: true }),
  Vendor3DSCancelURL: text({ sparse: true }),
  InstallmentsNumber: integer({ sparse: true }),
  Authorize3DS: on(Authorize3DS, { sparse: true }),
});

const PaymentDetails = object('PaymentDetails', {
  Type: text(),
  Currency: text({ fold: 'lower' }),
  PaymentMethod: PaymentMethod,
  CustomerIP: text(),
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

const ItemDelivery = object('ItemDelivery', {
  Delivery: text(),
  DownloadFile: text(),
  DeliveryDescription: text(),
  CodesDescription: text(),
  Codes: list(text()),
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

const RecurringOptions = object('RecurringOptions', {
  CycleLength: integer(),
  CycleUnit: text(),
  CycleAmount: amount(),
  ContractLength: integer(),
  ContractUnit: text(),
});

const UpSell = object('UpSell', { ParentCode: text(), CampaignCode: text() });

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
  SubscriptionCustomSettings: on(RequestedCustomSettings, { since: '6.0' }),
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
  PODetails: table(),
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

export const OrderSearchOptions = object('OrderSearchOptions', {
  ApproveStatus: text({ oneOf: ['WAITING', 'OK', 'FRAUD', 'INVALIDDATA'] }),
  Newer: integer({ min: 0, about: 'Unix time in seconds' }),
  Status: text({
    oneOf: ['PENDING', 'AUTHRECEIVED', 'COMPLETE', 'CANCELED', 'REVERSED', 'REFUND'],
    synonyms: { UNFINISHED: 'PENDING', FINISHED: 'COMPLETE' },
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
