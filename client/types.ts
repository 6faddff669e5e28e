// Derived from the methods of the server; refresh with: npm run contract
/** The methods of the API at its latest version. */
export interface Methods {
  /** Adds a product to the catalog. Codes of its pricing configurations are generated. */
  addProduct(Product: ProductInput): Promise<boolean>;
  /** Creates a customer without subscriptions and answers its number, the AvangateCustomerReference. */
  createCustomer(customer: CustomerInput): Promise<number>;
  /** Takes a product off the market: it is disabled, stays readable and keeps its code. */
  deleteProduct(productCode: string): Promise<boolean>;
  /** Reads a customer by the platform's number, the merchant's reference, or both. */
  getCustomerInformation(
    avangateCustomerReference?: number | null,
    externalCustomerReference?: string | null,
    includePaymentData?: boolean | null,
    customerReference?: string | null,
  ): Promise<Customer>;
  /** Reads one order, paid or not. */
  getOrder(orderReference: string): Promise<Order>;
  /** Reads one product by its code, disabled ones too. */
  getProductByCode(ProductCode: string): Promise<Product>;
  /** Reads one product by the number that the system gave it (AvangateId). */
  getProductById(ProductId: number): Promise<Product>;
  /** Reads one subscription. */
  getSubscription(subscriptionReference: string): Promise<Subscription>;
  /** Lists the purchase, the renewals and the upgrades of a subscription, oldest first. */
  getSubscriptionHistory(subscriptionReference: string): Promise<readonly SubscriptionHistoryEntry[]>;
  /** Answers the time zone of the account, in which dates and times of the API are told. */
  getTimezone(): Promise<string>;
  /** Places an order and pays it; with the reference of an order that failed to be paid, pays that one. */
  placeOrder(Order: OrderRequestInput): Promise<Order>;
  /** Lists orders by filter, newest first; without any date those of the last seven days. */
  searchOrders(orderSearchOptions?: OrderSearchOptionsInput | null): Promise<OrderSearchResult>;
  /** Lists products with their pricing configurations, ten on a page unless told otherwise. */
  searchProducts(SearchOptions?: ProductSearchOptionsInput | null): Promise<ProductPage>;
  /** Lists subscriptions by filters; ten on a page unless told otherwise, 200 at most. */
  searchSubscriptions(searchBy?: SubscriptionSearchOptionsInput | null): Promise<PagedSubscriptions>;
  /** Enables or disables a product. A disabled one cannot be bought, stays readable and keeps its code. */
  setProductStatus(productCode: string, Status: boolean): Promise<boolean>;
  /** Changes a customer, and on request the end users of its subscriptions. */
  updateCustomerInformation(
    customer: CustomerInput,
    updateEndUserSubscriptions?: boolean | null,
    customerReference?: string | null,
  ): Promise<boolean>;
  /**
   * Changes the product of the code inside the object. Members that are not sent stay as they are; prices are changed
   * by currency, interval and options, and deleted by the amount -1.
   */
  updateProduct(Product: ProductInput): Promise<boolean>;
}

/** Names of the methods. */
export const methodNames = [
  'addProduct',
  'createCustomer',
  'deleteProduct',
  'getCustomerInformation',
  'getOrder',
  'getProductByCode',
  'getProductById',
  'getSubscription',
  'getSubscriptionHistory',
  'getTimezone',
  'placeOrder',
  'searchOrders',
  'searchProducts',
  'searchSubscriptions',
  'setProductStatus',
  'updateCustomerInformation',
  'updateProduct',
] as const;

export type AdditionalFieldValue = {
  readonly Code: string | null;
  readonly Text: string | null;
  readonly Value: string | null;
};

export type AdditionalFieldValueInput = {
  readonly Code: string;
  readonly Text?: string | null | undefined;
  readonly Value?: string | null | undefined;
};

export type Affiliate = {
  readonly AffiliateCode: string | null;
  readonly AffiliateSource: string | null;
  readonly AffiliateName: string | null;
  readonly AffiliateUrl: string | null;
};

export type AffiliateRequestInput = {
  readonly AffiliateCode?: string | null | undefined;
  readonly AffiliateSource?: string | null | undefined;
};

export type Authorize3DS = {
  readonly Href: string | null;
  readonly Params: Readonly<Record<string, string>> | null;
};

export type BackupMedia = {
  readonly Code: string | null;
  readonly Name: string | null;
  readonly Type: string | null;
};

export type BackupMediaInput = {
  readonly Code?: string | null | undefined;
  readonly Name?: string | null | undefined;
  readonly Type?: string | null | undefined;
};

export type BillingDetails = {
  readonly FirstName: string | null;
  readonly LastName: string | null;
  readonly CountryCode: string | null;
  readonly State: string | null;
  readonly City: string | null;
  readonly Address1: string | null;
  readonly Address2: string | null;
  readonly Zip: string | null;
  readonly Email: string | null;
  readonly Phone: string | null;
  readonly Company: string | null;
  readonly FiscalCode: string | null;
  readonly TaxOffice: string | null;
  readonly TaxExemptionId: string | null;
};

export type BillingDetailsInput = {
  readonly FirstName?: string | null | undefined;
  readonly LastName?: string | null | undefined;
  readonly CountryCode?: string | null | undefined;
  readonly State?: string | null | undefined;
  readonly City?: string | null | undefined;
  readonly Address1?: string | null | undefined;
  readonly Address2?: string | null | undefined;
  readonly Zip?: string | null | undefined;
  readonly Email?: string | null | undefined;
  readonly Phone?: string | null | undefined;
  readonly Company?: string | null | undefined;
  readonly FiscalCode?: string | null | undefined;
  readonly TaxOffice?: string | null | undefined;
  readonly TaxExemptionId?: string | null | undefined;
};

export type BundleProduct = {
  readonly ProductId: number | null;
  readonly ProductCode: string | null;
};

export type BundleProductInput = {
  readonly ProductId?: number | null | undefined;
  readonly ProductCode?: string | null | undefined;
};

export type CodeExtraInfo = {
  readonly Type: string | null;
  readonly Label: string | null;
  readonly Value: string | null;
};

export type ContractPeriod = {
  /** -1 without end */
  readonly Period: number | null;
  readonly PeriodUnits: 'D' | 'M' | null;
  readonly IsUnlimited: boolean | null;
  /** What happens when the contract ends */
  readonly Action: 'RESTART' | 'CANCEL' | null;
  readonly EmailsDuringContract: boolean | null;
};

export type ContractPeriodInput = {
  /** -1 without end */
  readonly Period?: number | null | undefined;
  readonly PeriodUnits?: 'D' | 'M' | null | undefined;
  readonly IsUnlimited?: boolean | null | undefined;
  /** What happens when the contract ends */
  readonly Action?: 'RESTART' | 'CANCEL' | null | undefined;
  readonly EmailsDuringContract?: boolean | null | undefined;
};

export type CrossSell = {
  readonly ParentCode: string | null;
  readonly CampaignCode: string | null;
};

export type CrossSellInput = {
  readonly ParentCode?: string | null | undefined;
  readonly CampaignCode?: string | null | undefined;
};

export type Customer = {
  /** Number of the customer; given by the platform, 0 says nothing. */
  readonly AvangateCustomerReference: string | null;
  /** The merchant's own reference, unique in the account. */
  readonly ExternalCustomerReference: string | null;
  readonly FirstName: string | null;
  readonly LastName: string | null;
  /** Needed with a FiscalCode. */
  readonly Company: string | null;
  /** VAT number of the company. */
  readonly FiscalCode: string | null;
  readonly Address1: string | null;
  readonly Address2: string | null;
  readonly City: string | null;
  readonly State: string | null;
  readonly Zip: string | null;
  /** ISO 3166-1, two letters. */
  readonly CountryCode: string | null;
  readonly Phone: string | null;
  readonly Fax: string | null;
  readonly Email: string | null;
  /** Stored cards, when they are asked for. */
  readonly ExistingCards: readonly ExistingCard[] | null;
  /** At least one subscription is active or past due. */
  readonly Enabled: boolean | null;
  /** All subscriptions that are active or past due are trials. */
  readonly Trial: boolean | null;
  /** ISO 639-1, two letters. */
  readonly Language: string | null;
  readonly Credit: CustomerCredit | null;
};

export type CustomerCredit = {
  readonly Limit: number | null;
  readonly Remaining: number | null;
  readonly Currency: string | null;
};

export type CustomerInput = {
  /** Number of the customer; given by the platform, 0 says nothing. */
  readonly AvangateCustomerReference?: number | null | undefined;
  /** The merchant's own reference, unique in the account. */
  readonly ExternalCustomerReference?: string | null | undefined;
  readonly FirstName: string;
  readonly LastName: string;
  /** Needed with a FiscalCode. */
  readonly Company?: string | null | undefined;
  /** VAT number of the company. */
  readonly FiscalCode?: string | null | undefined;
  readonly Address1: string;
  readonly Address2?: string | null | undefined;
  readonly City: string;
  readonly State?: string | null | undefined;
  readonly Zip: string;
  /** ISO 3166-1, two letters. */
  readonly CountryCode: string;
  readonly Phone?: string | null | undefined;
  readonly Fax?: string | null | undefined;
  readonly Email: string;
  /** ISO 639-1, two letters. */
  readonly Language?: string | null | undefined;
};

export type DeliveryCode = {
  /** Activation key. */
  readonly Code: string | null;
  readonly Description: string | null;
  readonly ExtraInfo: DeliveryExtraInfo | null;
  readonly File: readonly DeliveryFile[] | null;
};

export type DeliveryDetails = {
  readonly FirstName: string | null;
  readonly LastName: string | null;
  readonly CountryCode: string | null;
  readonly State: string | null;
  readonly City: string | null;
  readonly Address1: string | null;
  readonly Address2: string | null;
  readonly Zip: string | null;
  readonly Email: string | null;
  readonly Phone: string | null;
  readonly Company: string | null;
};

export type DeliveryDetailsInput = {
  readonly FirstName?: string | null | undefined;
  readonly LastName?: string | null | undefined;
  readonly CountryCode?: string | null | undefined;
  readonly State?: string | null | undefined;
  readonly City?: string | null | undefined;
  readonly Address1?: string | null | undefined;
  readonly Address2?: string | null | undefined;
  readonly Zip?: string | null | undefined;
  readonly Email?: string | null | undefined;
  readonly Phone?: string | null | undefined;
  readonly Company?: string | null | undefined;
};

export type DeliveryExtraInfo = {
  readonly CodeExtraInfo: CodeExtraInfo | null;
};

export type DeliveryFile = {
  /** Base64. */
  readonly Content: string | null;
  readonly ContentLength: number | null;
  readonly Filename: string | null;
  readonly FileType: string | null;
};

export type DeliveryInfo = {
  readonly Description: string | null;
  /** One empty entry when nothing was delivered. */
  readonly Codes: readonly DeliveryCode[] | null;
};

export type DeliveryInformation = {
  readonly ShippingMethod: OrderShippingMethod | null;
};

export type ExistingCard = {
  /** Only when the customer was read by a single sign-on token. */
  readonly TransientToken: TransientToken | null;
  readonly CardType: string | null;
  readonly LastDigits: string | null;
  readonly ExpirationMonth: string | null;
  readonly ExpirationYear: string | null;
  readonly NameOnCard: string | null;
};

export type FulfillmentInformation = {
  /** The subscription begins with the delivery */
  readonly IsStartAfterFulfillment: boolean | null;
  readonly IsElectronicCode: boolean | null;
  readonly IsDownloadLink: boolean | null;
  readonly IsBackupMedia: boolean | null;
  readonly IsDownloadInsuranceService: boolean | null;
  readonly IsInstantDeliveryThankYouPage: boolean | null;
  readonly IsDisplayInPartnersCPanel: boolean | null;
  readonly CodeList: KeyList | null;
  readonly BackupMedia: BackupMedia | null;
  readonly ProductFile: ProductFile | null;
  readonly AdditionalInformationByEmail: string | null;
  readonly AdditionalInformationEmailTranslations: readonly FulfillmentTranslation[] | null;
  readonly AdditionalThankYouPage: string | null;
  readonly AdditionalThankYouPageTranslations: readonly FulfillmentTranslation[] | null;
  readonly ReturnMethod: ReturnMethod | null;
};

export type FulfillmentInformationInput = {
  /** The subscription begins with the delivery */
  readonly IsStartAfterFulfillment?: boolean | null | undefined;
  readonly IsElectronicCode?: boolean | null | undefined;
  readonly IsDownloadLink?: boolean | null | undefined;
  readonly IsBackupMedia?: boolean | null | undefined;
  readonly IsDownloadInsuranceService?: boolean | null | undefined;
  readonly IsInstantDeliveryThankYouPage?: boolean | null | undefined;
  readonly IsDisplayInPartnersCPanel?: boolean | null | undefined;
  readonly CodeList?: KeyListInput | null | undefined;
  readonly BackupMedia?: BackupMediaInput | null | undefined;
  readonly ProductFile?: ProductFileInput | null | undefined;
  readonly AdditionalInformationByEmail?: string | null | undefined;
  readonly AdditionalInformationEmailTranslations?: readonly FulfillmentTranslationInput[] | null | undefined;
  readonly AdditionalThankYouPage?: string | null | undefined;
  readonly AdditionalThankYouPageTranslations?: readonly FulfillmentTranslationInput[] | null | undefined;
  readonly ReturnMethod?: ReturnMethodInput | null | undefined;
};

export type FulfillmentTranslation = {
  readonly Name: string | null;
  readonly Description: string | null;
  readonly Language: string | null;
};

export type FulfillmentTranslationInput = {
  readonly Name?: string | null | undefined;
  readonly Description?: string | null | undefined;
  readonly Language?: string | null | undefined;
};

export type GiftDetails = {
  readonly FirstName: string | null;
  readonly LastName: string | null;
  readonly Email: string | null;
  readonly GiftNote: string | null;
};

export type GiftDetailsInput = {
  readonly FirstName?: string | null | undefined;
  readonly LastName?: string | null | undefined;
  readonly Email?: string | null | undefined;
  readonly GiftNote?: string | null | undefined;
};

export type GracePeriod = {
  /** GLOBAL: as the account is set */
  readonly Type: 'GLOBAL' | 'CUSTOM' | null;
  readonly Period: string | null;
  readonly PeriodUnits: 'D' | 'M' | null;
  readonly IsUnlimited: boolean | null;
};

export type GracePeriodInput = {
  /** GLOBAL: as the account is set */
  readonly Type?: 'GLOBAL' | 'CUSTOM' | null | undefined;
  readonly Period?: number | null | undefined;
  readonly PeriodUnits?: 'D' | 'M' | null | undefined;
  readonly IsUnlimited?: boolean | null | undefined;
};

export type ItemDelivery = {
  readonly Delivery: string | null;
  readonly DownloadFile: string | null;
  readonly DeliveryDescription: string | null;
  readonly CodesDescription: string | null;
  readonly Codes: readonly string[] | null;
};

export type ItemPrice = {
  readonly UnitNetPrice: number | null;
  readonly UnitGrossPrice: number | null;
  readonly UnitVAT: number | null;
  readonly UnitDiscount: number | null;
  readonly UnitNetDiscountedPrice: number | null;
  readonly UnitGrossDiscountedPrice: number | null;
  readonly UnitAffiliateCommission: number | null;
  readonly ItemUnitNetPrice: number | null;
  readonly ItemUnitGrossPrice: number | null;
  readonly ItemNetPrice: number | null;
  readonly ItemGrossPrice: number | null;
  readonly VATPercent: number | null;
  readonly HandlingFeeNetPrice: number | null;
  readonly HandlingFeeGrossPrice: number | null;
  readonly Currency: string | null;
  readonly NetPrice: number | null;
  readonly GrossPrice: number | null;
  readonly NetDiscountedPrice: number | null;
  readonly GrossDiscountedPrice: number | null;
  readonly Discount: number | null;
  readonly VAT: number | null;
  readonly AffiliateCommission: number | null;
};

export type ItemPriceOption = {
  readonly Code: string | null;
  readonly Required: boolean | null;
  readonly Options: readonly string[] | null;
};

export type ItemPriceRequestInput = {
  readonly Amount?: number | string | null | undefined;
  readonly Type?: string | null | undefined;
  readonly Currency?: string | null | undefined;
};

export type ItemProductDetails = {
  readonly Name: string | null;
  readonly ShortDescription: string | null;
  readonly Tangible: boolean | null;
  readonly IsDynamic: boolean | null;
  readonly ExtraInfo: string | null;
  readonly RenewalStatus: boolean | null;
  readonly Subscriptions: readonly OrderSubscription[] | null;
  readonly DeliveryInformation: ItemDelivery | null;
};

export type ItemPromotion = {
  readonly Name: string | null;
  readonly Code: string | null;
  readonly Coupon: string | null;
  readonly Discount: number | null;
};

export type KeyList = {
  readonly Code: string | null;
  readonly Name: string | null;
  readonly Type: string | null;
};

export type KeyListInput = {
  readonly Code?: string | null | undefined;
  readonly Name?: string | null | undefined;
  readonly Type?: string | null | undefined;
};

export type LatestSubscriptionOrder = {
  readonly RefNo: string | null;
  readonly Status: string | null;
  readonly FailedRecurringChargesCount: number | null;
};

export type Order = {
  readonly RefNo: string | null;
  readonly OrderNo: number | null;
  readonly ExternalReference: string | null;
  readonly ShopperRefNo: string | null;
  readonly Status: string | null;
  readonly ApproveStatus: string | null;
  readonly VendorApproveStatus: string | null;
  readonly MerchantCode: string | null;
  readonly Language: string | null;
  readonly OrderDate: string | null;
  readonly FinishDate: string | null;
  readonly Source: string | null;
  readonly WSOrder: string | null;
  readonly Affiliate: Affiliate | null;
  readonly HasShipping: boolean | null;
  readonly BillingDetails: BillingDetails | null;
  readonly DeliveryDetails: DeliveryDetails | null;
  readonly PaymentDetails: PaymentDetails | null;
  readonly DeliveryInformation: DeliveryInformation | null;
  readonly CustomerDetails: OrderCustomer | null;
  readonly Origin: string | null;
  readonly AvangateCommission: number | null;
  readonly OrderFlow: string | null;
  readonly GiftDetails: GiftDetails | null;
  readonly PODetails: Readonly<Record<string, string>> | null;
  readonly ExtraInformation: Readonly<Record<string, string>> | null;
  readonly PartnerCode: string | null;
  readonly PartnerMargin: number | null;
  readonly PartnerMarginPercent: number | null;
  readonly ExtraMargin: number | null;
  readonly ExtraMarginPercent: number | null;
  readonly ExtraDiscount: number | null;
  readonly ExtraDiscountPercent: number | null;
  readonly LocalTime: string | null;
  readonly TestOrder: boolean | null;
  readonly FxRate: number | null;
  readonly FxMarkup: number | null;
  readonly PayoutCurrency: string | null;
  readonly DeliveryFinalized: boolean | null;
  readonly Errors: Readonly<Record<string, string>> | null;
  readonly Items: readonly OrderItem[] | null;
  readonly Promotions: readonly ItemPromotion[] | null;
  readonly AdditionalFields: readonly AdditionalFieldValue[] | null;
  readonly Currency: string | null;
  readonly NetPrice: number | null;
  readonly GrossPrice: number | null;
  readonly NetDiscountedPrice: number | null;
  readonly GrossDiscountedPrice: number | null;
  readonly Discount: number | null;
  readonly VAT: number | null;
  readonly AffiliateCommission: number | null;
  readonly CustomParameters: readonly Readonly<Record<string, string>>[] | null;
  readonly Refunds: readonly OrderRefund[] | null;
};

export type OrderByField = 'ProductStatus' | 'ProductName' | 'ProductCode' | 'ProductType' | 'AvangateId';

export type OrderByInput = {
  readonly Field?: OrderByField | null | undefined;
  readonly Direction?: 'asc' | 'desc' | null | undefined;
};

export type OrderCustomer = {
  readonly AvangateCustomerReference: string | null;
  readonly ExternalCustomerReference: string | null;
};

export type OrderItem = {
  readonly ProductDetails: ItemProductDetails | null;
  readonly PriceOptions: readonly ItemPriceOption[] | null;
  readonly CrossSell: CrossSell | null;
  readonly Price: ItemPrice | null;
  readonly Code?: string | null;
  readonly LineItemReference: string | null;
  readonly PurchaseType: string | null;
  readonly ExternalReference: string | null;
  readonly Quantity: number | null;
  readonly SKU: string | null;
  readonly Trial: Trial | null;
  readonly AdditionalFields: readonly AdditionalFieldValue[] | null;
  readonly Promotion: ItemPromotion | null;
  readonly RecurringOptions: RecurringOptions | null;
  readonly SubscriptionStartDate: string | null;
  readonly SubscriptionCustomSettings: SubscriptionCustomSettings | null;
  readonly UpSell: UpSell | null;
};

export type OrderItemRequestInput = {
  readonly Code?: string | null | undefined;
  /** 1 when absent */
  readonly Quantity?: number | null | undefined;
  readonly PriceOptions?: readonly string[] | null | undefined;
  readonly SKU?: string | null | undefined;
  readonly Price?: ItemPriceRequestInput | null | undefined;
  readonly CrossSell?: CrossSellInput | null | undefined;
  readonly Trial?: TrialRequestInput | null | undefined;
  readonly AdditionalFields?: readonly AdditionalFieldValueInput[] | null | undefined;
  readonly Promotion?: string | null | undefined;
  readonly SubscriptionStartDate?: string | null | undefined;
  readonly SubscriptionCustomSettings?: SubscriptionCustomSettingsInput | null | undefined;
  readonly RenewalInformation?: RenewalInformationInput | null | undefined;
  readonly ExternalReference?: string | null | undefined;
  readonly IsDynamic?: boolean | null | undefined;
  readonly Name?: string | null | undefined;
};

export type OrderRefund = {
  readonly RefundId: string | null;
};

export type OrderRequestInput = {
  readonly RefNo?: string | null | undefined;
  readonly Currency?: string | null | undefined;
  readonly Country?: string | null | undefined;
  readonly Language?: string | null | undefined;
  readonly CustomerIP?: string | null | undefined;
  readonly LocalTime?: string | null | undefined;
  readonly ExternalReference?: string | null | undefined;
  readonly ExternalCustomerReference?: string | null | undefined;
  readonly CustomerReference?: string | null | undefined;
  readonly Source?: string | null | undefined;
  readonly WSOrder?: string | null | undefined;
  readonly MachineId?: string | null | undefined;
  readonly Affiliate?: AffiliateRequestInput | null | undefined;
  readonly Items?: readonly OrderItemRequestInput[] | null | undefined;
  readonly BillingDetails?: BillingDetailsInput | null | undefined;
  readonly DeliveryDetails?: DeliveryDetailsInput | null | undefined;
  readonly PaymentDetails?: PaymentDetailsRequestInput | null | undefined;
  readonly Promotions?: readonly string[] | null | undefined;
  readonly AdditionalFields?: readonly AdditionalFieldValueInput[] | null | undefined;
  readonly GiftDetails?: GiftDetailsInput | null | undefined;
};

export type OrderSearchOptionsInput = {
  readonly ApproveStatus?: 'WAITING' | 'OK' | 'FRAUD' | 'INVALIDDATA' | null | undefined;
  /** Unix time in seconds */
  readonly Newer?: number | null | undefined;
  readonly Status?: OrderSearchOptionsStatus | null | undefined;
  readonly StartDate?: string | null | undefined;
  readonly EndDate?: string | null | undefined;
  readonly PartnerOrders?: boolean | null | undefined;
  readonly ExternalRefNo?: string | null | undefined;
  readonly IncludeTestOrders?: 'YES' | 'NO' | 'ONLY' | null | undefined;
  readonly Page?: number | null | undefined;
  readonly Limit?: number | null | undefined;
  readonly Pagination?: PaginationInput | null | undefined;
};

export type OrderSearchOptionsStatus = 'PENDING' | 'AUTHRECEIVED' | 'COMPLETE' | 'CANCELED' | 'REVERSED' | 'REFUND';

export type OrderSearchResult = {
  readonly Items: readonly Order[] | null;
  readonly Pagination: Pagination | null;
};

export type OrderShippingMethod = {
  readonly Code: string | null;
  readonly TrackingUrl: string | null;
  readonly TrackingNumber: string | null;
  readonly Comment: string | null;
};

export type OrderSubscription = {
  readonly SubscriptionReference: string | null;
  readonly PurchaseDate: string | null;
  readonly SubscriptionStartDate: string | null;
  readonly ExpirationDate: string | null;
  readonly Lifetime: boolean | null;
  readonly Trial: boolean | null;
  readonly Enabled: boolean | null;
  readonly RecurringEnabled: boolean | null;
};

export type PagedSubscriptions = {
  readonly Items: readonly Subscription[] | null;
  readonly Pagination: Pagination | null;
};

export type Pagination = {
  readonly Page: number | null;
  readonly Limit: number | null;
  /** How many there are on all pages. */
  readonly Count: number | null;
};

export type PaginationInput = {
  readonly Page?: number | null | undefined;
  readonly Limit?: number | null | undefined;
};

export type PaymentDetails = {
  readonly Type: string | null;
  readonly Currency: string | null;
  readonly PaymentMethod: PaymentMethod | null;
  readonly CustomerIP: string | null;
};

export type PaymentDetailsRequestInput = {
  readonly Type?: string | null | undefined;
  readonly Currency?: string | null | undefined;
  readonly CustomerIP?: string | null | undefined;
  readonly PaymentMethod?: PaymentMethodRequestInput | null | undefined;
};

export type PaymentMethod = {
  readonly FirstDigits?: string | null;
  readonly LastDigits?: string | null;
  readonly CardType?: string | null;
  readonly ExpirationMonth?: string | null;
  readonly ExpirationYear?: string | null;
  readonly RecurringEnabled: boolean | null;
  readonly Vendor3DSReturnURL?: string | null;
  readonly Vendor3DSCancelURL?: string | null;
  readonly InstallmentsNumber?: number | null;
  readonly Authorize3DS?: Authorize3DS | null;
};

export type PaymentMethodRequestInput = {
  readonly RecurringEnabled?: boolean | null | undefined;
  readonly CardNumber?: string | null | undefined;
  readonly CardType?: string | null | undefined;
  readonly ExpirationYear?: string | null | undefined;
  readonly ExpirationMonth?: string | null | undefined;
  readonly HolderName?: string | null | undefined;
  readonly CCID?: string | null | undefined;
  readonly HolderNameTime?: string | null | undefined;
  readonly CardNumberTime?: string | null | undefined;
  readonly InstallmentsNumber?: number | null | undefined;
  readonly Vendor3DSReturnURL?: string | null | undefined;
  readonly Vendor3DSCancelURL?: string | null | undefined;
};

export type Platform = {
  readonly IdPlatform: string | null;
  readonly PlatformName: string | null;
  readonly Category: string | null;
};

export type PlatformInput = {
  readonly IdPlatform: string;
  readonly PlatformName?: string | null | undefined;
  readonly Category?: string | null | undefined;
};

export type Price = {
  /** In the currency beside it; -1 in an update deletes the price */
  readonly Amount: number | null;
  readonly Currency: string | null;
  /** 1 when not given */
  readonly MinQuantity: string | null;
  /** 99999 when not given */
  readonly MaxQuantity: string | null;
  /** Combination of options that a FLAT price is for */
  readonly OptionCodes: readonly PriceOptionCodes[] | null;
};

export type PriceInput = {
  /** In the currency beside it; -1 in an update deletes the price */
  readonly Amount: number | string;
  readonly Currency: string;
  /** 1 when not given */
  readonly MinQuantity?: number | null | undefined;
  /** 99999 when not given */
  readonly MaxQuantity?: number | null | undefined;
  /** Combination of options that a FLAT price is for */
  readonly OptionCodes?: readonly PriceOptionCodesInput[] | null | undefined;
};

export type PriceOptionCodes = {
  /** Code of the option group */
  readonly Code: string | null;
  /** Codes of the options */
  readonly Options: readonly string[] | null;
};

export type PriceOptionCodesInput = {
  /** Code of the option group */
  readonly Code: string;
  /** Codes of the options */
  readonly Options?: readonly string[] | null | undefined;
};

export type PriceOptionGroupAssigned = {
  readonly Code: string | null;
  /** The shopper has to choose */
  readonly Required: boolean | null;
};

export type PriceOptionGroupAssignedInput = {
  readonly Code: string;
  /** The shopper has to choose */
  readonly Required?: boolean | null | undefined;
};

export type PriceSets = {
  readonly Regular: readonly Price[] | null;
  /** None: renewals cost the regular price */
  readonly Renewal: readonly Price[] | null;
};

export type PriceSetsInput = {
  readonly Regular?: readonly PriceInput[] | null | undefined;
  /** None: renewals cost the regular price */
  readonly Renewal?: readonly PriceInput[] | null | undefined;
};

export type PricingConfiguration = {
  readonly Name: string | null;
  /** Generated; on an update it tells which configuration is meant */
  readonly Code: string | null;
  /** Serves every country that no other configuration serves */
  readonly Default: boolean | null;
  /** ISO 3166 codes */
  readonly BillingCountries: readonly string[] | null;
  /** Fixed after creation; DYNAMIC when not given */
  readonly PricingSchema: 'DYNAMIC' | 'FLAT' | null;
  /** NET when not given */
  readonly PriceType: 'NET' | 'GROSS' | null;
  /** The currency of the first price when not given */
  readonly DefaultCurrency: string | null;
  /** Renewals keep the price of the first purchase */
  readonly UseOriginalPrices: boolean | null;
  readonly Prices: PriceSets | null;
  /** Option groups in use */
  readonly PriceOptions: readonly PriceOptionGroupAssigned[] | null;
};

export type PricingConfigurationInput = {
  readonly Name?: string | null | undefined;
  /** Generated; on an update it tells which configuration is meant */
  readonly Code?: string | null | undefined;
  /** Serves every country that no other configuration serves */
  readonly Default?: boolean | null | undefined;
  /** ISO 3166 codes */
  readonly BillingCountries?: readonly string[] | null | undefined;
  /** Fixed after creation; DYNAMIC when not given */
  readonly PricingSchema?: 'DYNAMIC' | 'FLAT' | null | undefined;
  /** NET when not given */
  readonly PriceType?: 'NET' | 'GROSS' | null | undefined;
  /** The currency of the first price when not given */
  readonly DefaultCurrency?: string | null | undefined;
  /** Renewals keep the price of the first purchase */
  readonly UseOriginalPrices?: boolean | null | undefined;
  readonly Prices?: PriceSetsInput | null | undefined;
  /** Option groups in use */
  readonly PriceOptions?: readonly PriceOptionGroupAssignedInput[] | null | undefined;
};

export type Product = {
  /** Digits that the system gives out */
  readonly AvangateId: string | null;
  /** Unique in the account */
  readonly ProductCode: string | null;
  /** Fixed after creation */
  readonly ProductType: 'REGULAR' | 'BUNDLE' | null;
  readonly ProductName: string | null;
  readonly ProductVersion: string | null;
  readonly ProductGroup: ProductGroup | null;
  /** False limits a purchase to one unit; true when not given */
  readonly PurchaseMultipleUnits: boolean | null;
  readonly ShippingClass: ShippingClass | null;
  readonly GiftOption: boolean | null;
  readonly ShortDescription: string | null;
  readonly LongDescription: string | null;
  readonly SystemRequirements: string | null;
  /** Name of the category; false when there is none */
  readonly ProductCategory: string | false;
  readonly Platforms: readonly Platform[] | null;
  readonly ProductImages: readonly ProductImage[] | null;
  readonly TrialUrl: string | null;
  readonly TrialDescription: string | null;
  /** A product starts disabled unless told otherwise */
  readonly Enabled: boolean | null;
  readonly ReviewProductUrl: string | null;
  readonly ReviewAdditionalDetails: string | null;
  readonly AdditionalFields: readonly ProductAdditionalField[] | null;
  readonly Translations: readonly ProductTranslation[] | null;
  readonly PricingConfigurations: readonly PricingConfiguration[] | null;
  /** Always empty: prices stand in the pricing configurations */
  readonly Prices: readonly Price[] | null;
  readonly BundleProducts: readonly BundleProduct[] | null;
  readonly Fulfillment: 'NO_DELIVERY' | 'BY_AVANGATE' | 'BY_VENDOR' | null;
  readonly GeneratesSubscription: boolean | null;
  readonly SubscriptionInformation: SubscriptionInformation | null;
  readonly FulfillmentInformation: FulfillmentInformation | null;
  readonly Tangible: boolean | null;
  readonly TangibleDetails: TangibleDetails | null;
  readonly ExternalReference: string | null;
};

export type ProductAdditionalField = {
  readonly Label: string | null;
  readonly Code: string | null;
  readonly Enabled: boolean | null;
  readonly Required: boolean | null;
  /** Name under which a buy link passes the value */
  readonly URLParameter: string | null;
};

export type ProductAdditionalFieldInput = {
  readonly Label?: string | null | undefined;
  readonly Code: string;
  readonly Enabled?: boolean | null | undefined;
  readonly Required?: boolean | null | undefined;
};

export type ProductFile = {
  readonly Code: string | null;
  readonly Name: string | null;
  readonly File: string | null;
  readonly Version: string | null;
  readonly Size: string | null;
  readonly Type: string | null;
  readonly LastUpdate: string | null;
};

export type ProductFileInput = {
  readonly Code?: string | null | undefined;
  readonly Name?: string | null | undefined;
  readonly File?: string | null | undefined;
  readonly Version?: string | null | undefined;
  readonly Size?: string | null | undefined;
  readonly Type?: string | null | undefined;
  readonly LastUpdate?: string | null | undefined;
};

export type ProductGroup = {
  readonly Name: string | null;
  readonly Code: string | null;
  readonly TemplateName: string | null;
  readonly Description: string | null;
};

export type ProductImage = {
  readonly Default: boolean | null;
  readonly URL: string | null;
};

export type ProductInput = {
  /** Unique in the account */
  readonly ProductCode: string;
  /** Fixed after creation */
  readonly ProductType?: 'REGULAR' | 'BUNDLE' | null | undefined;
  readonly ProductName?: string | null | undefined;
  readonly ProductVersion?: string | null | undefined;
  /** The default group of the account when not given */
  readonly ProductGroupCode?: string | null | undefined;
  /** UUID; the default tax category of the account when not given */
  readonly TaxCategory?: string | null | undefined;
  /** False limits a purchase to one unit; true when not given */
  readonly PurchaseMultipleUnits?: boolean | null | undefined;
  readonly ShippingClass?: ShippingClassInput | null | undefined;
  readonly GiftOption?: boolean | null | undefined;
  readonly ShortDescription?: string | null | undefined;
  readonly LongDescription?: string | null | undefined;
  readonly SystemRequirements?: string | null | undefined;
  /** Name of the category; false when there is none */
  readonly ProductCategory?: string | null | undefined;
  readonly Platforms?: readonly PlatformInput[] | null | undefined;
  readonly TrialUrl?: string | null | undefined;
  readonly TrialDescription?: string | null | undefined;
  /** A product starts disabled unless told otherwise */
  readonly Enabled?: boolean | null | undefined;
  readonly ReviewProductUrl?: string | null | undefined;
  readonly ReviewAdditionalDetails?: string | null | undefined;
  readonly AdditionalFields?: readonly ProductAdditionalFieldInput[] | null | undefined;
  readonly Translations?: readonly ProductTranslationInput[] | null | undefined;
  readonly PricingConfigurations?: readonly PricingConfigurationInput[] | null | undefined;
  readonly BundleProducts?: readonly BundleProductInput[] | null | undefined;
  readonly Fulfillment?: 'NO_DELIVERY' | 'BY_AVANGATE' | 'BY_VENDOR' | null | undefined;
  readonly GeneratesSubscription?: boolean | null | undefined;
  readonly SubscriptionInformation?: SubscriptionInformationInput | null | undefined;
  readonly FulfillmentInformation?: FulfillmentInformationInput | null | undefined;
  readonly Tangible?: boolean | null | undefined;
  readonly TangibleDetails?: TangibleDetailsInput | null | undefined;
  readonly ExternalReference?: string | null | undefined;
};

export type ProductPage = {
  readonly Items: readonly Product[] | null;
  readonly Pagination: Pagination | null;
};

export type ProductSearchOptionsInput = {
  /** Part of the name, in any letter case */
  readonly Name?: string | null | undefined;
  readonly Codes?: readonly string[] | null | undefined;
  readonly Types?: readonly ('REGULAR' | 'BUNDLE')[] | null | undefined;
  readonly Enabled?: boolean | null | undefined;
  /** No product waits for a review here: all have passed */
  readonly ReviewStatus?: ProductSearchOptionsReviewStatus | null | undefined;
  readonly GroupName?: string | null | undefined;
  readonly Limit?: number | null | undefined;
  readonly Page?: number | null | undefined;
  readonly Pagination?: PaginationInput | null | undefined;
  readonly OrderBy?: OrderByInput | null | undefined;
};

export type ProductSearchOptionsReviewStatus = 'Does not exist' | 'Pending' | 'In Review' | 'Passed' | 'Rejected';

export type ProductTranslation = {
  /** ISO 639-1, upper case */
  readonly Language: string | null;
  readonly Name: string | null;
  readonly Description: string | null;
  readonly LongDescription: string | null;
  readonly TrialUrl: string | null;
  readonly TrialDescription: string | null;
  readonly SystemRequirements: string | null;
};

export type ProductTranslationInput = {
  /** ISO 639-1, upper case */
  readonly Language: string;
  readonly Name?: string | null | undefined;
  readonly Description?: string | null | undefined;
  readonly LongDescription?: string | null | undefined;
  readonly TrialUrl?: string | null | undefined;
  readonly TrialDescription?: string | null | undefined;
  readonly SystemRequirements?: string | null | undefined;
};

export type RecurringOptions = {
  readonly CycleLength: number | null;
  readonly CycleUnit: string | null;
  readonly CycleAmount: number | null;
  readonly ContractLength: number | null;
  readonly ContractUnit: string | null;
};

export type RenewalEmailSettings = {
  readonly ManualRenewal: RenewalEmailSwitches | null;
  readonly AutomaticRenewal: RenewalEmailSwitches | null;
};

export type RenewalEmailSettingsInput = {
  readonly ManualRenewal?: RenewalEmailSwitchesInput | null | undefined;
  readonly AutomaticRenewal?: RenewalEmailSwitchesInput | null | undefined;
};

export type RenewalEmailSwitches = {
  readonly Before30Days: boolean | null;
  readonly Before15Days: boolean | null;
  readonly Before7Days: boolean | null;
  readonly Before1Day: boolean | null;
  readonly OnExpirationDate: boolean | null;
  readonly After5Days: boolean | null;
  readonly After15Days: boolean | null;
};

export type RenewalEmailSwitchesInput = {
  readonly Before30Days?: boolean | null | undefined;
  readonly Before15Days?: boolean | null | undefined;
  readonly Before7Days?: boolean | null | undefined;
  readonly Before1Day?: boolean | null | undefined;
  readonly OnExpirationDate?: boolean | null | undefined;
  readonly After5Days?: boolean | null | undefined;
  readonly After15Days?: boolean | null | undefined;
};

export type RenewalEmails = {
  /** GLOBAL: as the account is set, whatever settings are sent */
  readonly Type: 'GLOBAL' | 'CUSTOM' | null;
  readonly Settings: RenewalEmailSettings | null;
};

export type RenewalEmailsInput = {
  /** GLOBAL: as the account is set, whatever settings are sent */
  readonly Type?: 'GLOBAL' | 'CUSTOM' | null | undefined;
  readonly Settings?: RenewalEmailSettingsInput | null | undefined;
};

export type RenewalInformationInput = {
  readonly SubscriptionReference?: string | null | undefined;
};

export type ReturnMethod = {
  readonly Type: string | null;
  readonly URL: string | null;
};

export type ReturnMethodInput = {
  readonly Type?: string | null | undefined;
  readonly URL?: string | null | undefined;
};

export type ShippingClass = {
  readonly Name: string | null;
  readonly Amount: number | null;
  readonly Currency: string | null;
  readonly ApplyTo: 'PRODUCT' | 'ORDER' | null;
  readonly Type: 'PERCENT' | 'FIXED' | null;
};

export type ShippingClassInput = {
  readonly Name: string;
  readonly Amount?: number | string | null | undefined;
  readonly Currency?: string | null | undefined;
  readonly ApplyTo?: 'PRODUCT' | 'ORDER' | null | undefined;
  readonly Type?: 'PERCENT' | 'FIXED' | null | undefined;
};

export type Subscription = {
  readonly MerchantCode: string | null;
  /** Ten letters and digits, case-sensitive. */
  readonly SubscriptionReference: string | null;
  /** First day of the service. */
  readonly StartDate: string | null;
  readonly ActivationDate: string | null;
  /** Last day of the paid service; 9999-12-31 for a lifetime subscription. */
  readonly ExpirationDate: string | null;
  /** True: renewed by automatic charges; false: by hand. */
  readonly RecurringEnabled: boolean | null;
  /** Moment of the next automatic charge, ISO 8601. */
  readonly NextBillingDate: string | null;
  /** False: cancelled. */
  readonly SubscriptionEnabled: boolean | null;
  readonly ReasonText: string | null;
  readonly Product: SubscriptionProduct | null;
  readonly EndUser: SubscriptionEndUser | null;
  readonly SKU: string | null;
  readonly DeliveryInfo: DeliveryInfo | null;
  /** Whether mails about renewals are wanted. */
  readonly ReceiveNotifications: boolean | null;
  readonly Lifetime: boolean | null;
  /** Empty for sales of the merchant's own shop. */
  readonly PartnerCode: string | null;
  readonly IdAffiliate: string | null;
  readonly AvangateCustomerReference: string | null;
  readonly ExternalCustomerReference: string | null;
  readonly TestSubscription: boolean | null;
  readonly IsTrial: boolean | null;
  readonly Status: SubscriptionStatus | null;
  readonly LatestSubscriptionOrder: LatestSubscriptionOrder | null;
};

export type SubscriptionCustomSettings = {
  readonly CycleAmountType: string | null;
  readonly CycleUnit: string | null;
  readonly CycleAmount: number | null;
  readonly CycleLength: number | null;
  readonly ContractLength: number | null;
  readonly MerchantDealAutoRenewal: boolean | null;
  readonly ClientDealAutoRenewal: boolean | null;
};

export type SubscriptionCustomSettingsInput = {
  readonly CycleAmountType?: string | null | undefined;
  readonly CycleUnit?: string | null | undefined;
  readonly CycleAmount?: number | string | null | undefined;
  readonly CycleLength?: number | null | undefined;
  readonly ContractLength?: number | null | undefined;
  readonly MerchantDealAutoRenewal?: boolean | null | undefined;
  readonly ClientDealAutoRenewal?: boolean | null | undefined;
};

export type SubscriptionEndUser = {
  readonly FirstName: string | null;
  readonly LastName: string | null;
  readonly Company: string | null;
  readonly Email: string | null;
  readonly Phone: string | null;
  readonly Fax: string | null;
  readonly Address1: string | null;
  readonly Address2: string | null;
  readonly Zip: string | null;
  readonly City: string | null;
  readonly State: string | null;
  /** ISO 3166-1, two letters. */
  readonly CountryCode: string | null;
  /** ISO 639-1; the language of mails to the end user. */
  readonly Language: string | null;
};

export type SubscriptionHistoryEntry = {
  /** RefNo of the order. */
  readonly ReferenceNo: string | null;
  readonly Type: 'SALE' | 'RENEWAL' | 'UPGRADE' | null;
  readonly SubscriptionReference: string | null;
  readonly StartDate: string | null;
  readonly ExpirationDate: string | null;
  readonly Lifetime: boolean | null;
  readonly SKU: string | null;
  readonly DeliveryInfo: DeliveryInfo | null;
  readonly PartnerCode: string | null;
};

export type SubscriptionInformation = {
  /** Codes of products that this one replaces at renewal */
  readonly DeprecatedProducts: readonly string[] | null;
  readonly BundleRenewalManagement: 'GLOBAL' | 'INDIVIDUAL' | null;
  /** Number of units; -1 for a one-time fee */
  readonly BillingCycle: string | null;
  readonly BillingCycleUnits: 'D' | 'M' | null;
  /** Lifetime, never renews */
  readonly IsOneTimeFee: boolean | null;
  readonly ContractPeriod: ContractPeriod | null;
  /** 1: billed by metered usage */
  readonly UsageBilling: number | null;
  readonly GracePeriod: GracePeriod | null;
  readonly RenewalEmails: RenewalEmails | null;
};

export type SubscriptionInformationInput = {
  /** Codes of products that this one replaces at renewal */
  readonly DeprecatedProducts?: readonly string[] | null | undefined;
  readonly BundleRenewalManagement?: 'GLOBAL' | 'INDIVIDUAL' | null | undefined;
  /** Number of units; -1 for a one-time fee */
  readonly BillingCycle?: number | null | undefined;
  readonly BillingCycleUnits?: 'D' | 'M' | null | undefined;
  /** Lifetime, never renews */
  readonly IsOneTimeFee?: boolean | null | undefined;
  readonly ContractPeriod?: ContractPeriodInput | null | undefined;
  /** 1: billed by metered usage */
  readonly UsageBilling?: number | null | undefined;
  readonly GracePeriod?: GracePeriodInput | null | undefined;
  readonly RenewalEmails?: RenewalEmailsInput | null | undefined;
};

export type SubscriptionProduct = {
  /** The merchant's own code. */
  readonly ProductCode: string | null;
  readonly ProductId: string | null;
  readonly ProductName: string | null;
  readonly ProductVersion: string | null;
  readonly ProductQuantity: number | null;
  /** Case-sensitive; null when no option was chosen. */
  readonly PriceOptionCodes: readonly string[] | null;
};

export type SubscriptionSearchOptionsInput = {
  /** Part of the address of the end user or the customer. */
  readonly CustomerEmail?: string | null | undefined;
  /** True: CustomerEmail is the whole address. */
  readonly ExactMatchEmail?: boolean | null | undefined;
  readonly DeliveredCode?: string | null | undefined;
  /** 0 does not restrict. */
  readonly AvangateCustomerReference?: number | null | undefined;
  readonly ExternalCustomerReference?: string | null | undefined;
  /** Also the accounts that are aggregated with this one. */
  readonly Aggregate?: boolean | null | undefined;
  readonly SubscriptionEnabled?: boolean | null | undefined;
  readonly RecurringEnabled?: boolean | null | undefined;
  readonly ProductCodes?: readonly string[] | null | undefined;
  /** The end user's country, ISO 3166-1, two letters. */
  readonly CountryCodes?: readonly string[] | null | undefined;
  readonly PartnerCode?: string | null | undefined;
  readonly PurchasedAfter?: string | null | undefined;
  readonly PurchasedBefore?: string | null | undefined;
  readonly ExpireAfter?: string | null | undefined;
  readonly ExpireBefore?: string | null | undefined;
  readonly RenewedAfter?: string | null | undefined;
  readonly RenewedBefore?: string | null | undefined;
  readonly NotificationAfter?: string | null | undefined;
  readonly NotificationBefore?: string | null | undefined;
  readonly ModifiedAfter?: string | null | undefined;
  readonly ModifiedBefore?: string | null | undefined;
  readonly NextBillingDateAfter?: string | null | undefined;
  readonly NextBillingDateBefore?: string | null | undefined;
  readonly LifetimeSubscription?: boolean | null | undefined;
  readonly Type?: 'REGULAR' | 'TRIAL' | 'TRIALCONVERSION' | null | undefined;
  readonly MerchantCode?: string | null | undefined;
  readonly Page?: number | null | undefined;
  readonly Limit?: number | null | undefined;
  readonly Pagination?: PaginationInput | null | undefined;
};

export type SubscriptionStatus = 'CANCELED' | 'PENDING_ACTIVATION' | 'ACTIVE' | 'PASTDUE' | 'EXPIRED' | 'PAUSED';

export type TangibleDetails = {
  readonly UnitDetails: readonly TangibleUnitDetail[] | null;
  readonly Fee: readonly TangibleFee[] | null;
};

export type TangibleDetailsInput = {
  readonly UnitDetails?: readonly TangibleUnitDetailInput[] | null | undefined;
  readonly Fee?: readonly TangibleFeeInput[] | null | undefined;
};

export type TangibleFee = {
  readonly Currency: string | null;
  readonly Amount: string | null;
};

export type TangibleFeeInput = {
  readonly Currency?: string | null | undefined;
  readonly Amount?: string | null | undefined;
};

export type TangibleUnitDetail = {
  readonly Type: string | null;
  readonly Amount: string | null;
};

export type TangibleUnitDetailInput = {
  readonly Type?: string | null | undefined;
  readonly Amount?: string | null | undefined;
};

export type TransientToken = {
  readonly Token: string | null;
};

export type Trial = {
  readonly Period: number | null;
  readonly GrossPrice: number | null;
  readonly VAT: number | null;
  readonly NetPrice: number | null;
};

export type TrialRequestInput = {
  readonly Period?: number | null | undefined;
  readonly Price?: number | string | null | undefined;
};

export type UpSell = {
  readonly ParentCode: string | null;
  readonly CampaignCode: string | null;
};
