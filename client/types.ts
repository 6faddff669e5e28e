// Derived from the methods of the server; refresh with: npm run contract
/** The methods of the API at its latest version. */
export interface Methods {
  /** Reads one subscription. */
  getSubscription(subscriptionReference: string): Promise<Subscription>;
  /** Lists the purchase, the renewals and the upgrades of a subscription, oldest first. */
  getSubscriptionHistory(subscriptionReference: string): Promise<readonly SubscriptionHistoryEntry[]>;
  /** Answers the time zone of the account, in which dates and times of the API are told. */
  getTimezone(): Promise<string>;
  /** Lists subscriptions by filters, oldest purchase first; ten on a page unless told otherwise, 200 at most. */
  searchSubscriptions(searchBy?: SubscriptionSearchOptionsInput | null): Promise<PagedSubscriptions>;
}

/** Names of the methods. */
export const methodNames = ['getSubscription', 'getSubscriptionHistory', 'getTimezone', 'searchSubscriptions'] as const;

export type CodeExtraInfo = {
  readonly Type: string | null;
  readonly Label: string | null;
  readonly Value: string | null;
};

export type DeliveryCode = {
  /** Activation key. */
  readonly Code: string | null;
  readonly Description: string | null;
  readonly ExtraInfo: DeliveryExtraInfo | null;
  readonly File: readonly DeliveryFile[] | null;
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

export type LatestSubscriptionOrder = {
  readonly RefNo: string | null;
  readonly Status: string | null;
  readonly FailedRecurringChargesCount: number | null;
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
