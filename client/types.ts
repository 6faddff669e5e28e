// Derived from the methods of the server; refresh with: npm run contract
/** The methods of the API at its latest version. */
export interface Methods {
  /** Adds a question to be asked in the cart. Its code is chosen by the merchant. */
  addAdditionalField(AdditionalField: AdditionalFieldInput): Promise<boolean>;
  /** Creates a group of price options with its options. Codes that are not given are generated. */
  addPriceOptionGroup(PriceOptionGroup: PriceOptionGroupInput): Promise<boolean>;
  /** Adds a price list to a product. Its code is generated. */
  addPricingConfiguration(PricingConfiguration: PricingConfigurationInput, ProductCode: string): Promise<boolean>;
  /** Adds a product to the catalog. Codes of its pricing configurations are generated. */
  addProduct(Product: ProductInput): Promise<boolean>;
  /** Adds a product group. Its code is generated, whatever was sent. */
  addProductGroup(ProductGroup: ProductGroupInput): Promise<boolean>;
  /** Adds a promotion and answers it whole, with its generated code. It is enabled unless told otherwise. */
  addPromotion(Promotion: PromotionInput): Promise<Promotion>;
  /**
   * Adds one or many coupon codes and answers all that the promotion has then. Coupons of the other type are replaced;
   * a promotion that counted without a code waits for one from then on.
   */
  addPromotionCoupon(promotionCode: string, promotionCoupon: PromotionCouponInput): Promise<PromotionCoupon>;
  /** Adds products to a promotion and answers all that it has then. */
  addPromotionProducts(
    promotionCode: string,
    promotionProducts: readonly PromotionProductInput[],
  ): Promise<readonly PromotionProduct[]>;
  /** Limits a promotion to orders of these sources too, and answers all sources that it has then. */
  addPromotionSources(promotionCode: string, sources: readonly string[]): Promise<readonly string[]>;
  /** Adds names in other languages, in place of those of the same languages, and answers all there are then. */
  addPromotionTranslations(
    promotionCode: string,
    promotionTranslations: readonly PromotionTranslationInput[],
  ): Promise<readonly PromotionTranslation[]>;
  /** Imports a subscription, with or without a card, and answers its reference. */
  addSubscription(subscription: SubscriptionImportInput): Promise<string>;
  /** Attaches a name with a value to a subscription; at most five. */
  addSubscriptionAdditionalInformationField(
    subscriptionReference: string,
    fieldName: string,
    fieldValue?: string | null,
  ): Promise<AdditionalSubscriptionInformation>;
  /** Approves a purchase order: the goods are delivered and invoiced, and the buyer is told how to pay. */
  approvePurchaseOrder(RefNo: string, Comment?: string | null): Promise<Order>;
  /**
   * Lets a product ask an additional field, or changes whether the shopper has to answer it; without a product, whether
   * every order has to answer a field of orders.
   */
  assignAdditionalField(FieldCode: string, Required: boolean, ProductCode?: string | null): Promise<boolean>;
  /** Uses a group of price options on a price list, or changes whether the shopper has to choose there. */
  assignPricingConfigurationOptionGroup(
    PricingConfigurationCode: string,
    PriceOptionsGroupAssigned: PriceOptionGroupAssignedInput,
  ): Promise<boolean>;
  /** Gives a purchase order up that is not paid; what was delivered ends with it. */
  cancelPurchaseOrder(RefNo: string, Comment?: string | null): Promise<Order>;
  /**
   * Cancels the refund of an order that was asked for in the panel or by the shopper, within two hours and before it is
   * made.
   */
  cancelRefund(RefNo: string): Promise<CanceledRefund>;
  /** Ends a pause; from then on the status follows from the dates alone. */
  cancelRenewalPause(subscriptionReference: string): Promise<boolean>;
  /** Cancels a subscription at once: nothing renews or upgrades it any more. */
  cancelSubscription(
    subscriptionReference: string,
    churnReasons?: readonly CancelSubscriptionChurnReasons[] | null,
    churnReasonOther?: string | null,
  ): Promise<boolean>;
  /** Charges the full price of a trial now and makes it a paid subscription. */
  convertTrial(subscriptionReference: string, extendSubscriptionFromPaymentDate?: boolean | null): Promise<boolean>;
  /** Lets an imported subscription be charged to the card of another one of the same customer. */
  copyPaymentInfo(targetSubscriptionReference: string, subscriptionReference: string): Promise<boolean>;
  /** Creates a campaign that recommends products beside others; active unless told otherwise. */
  createCrossSellCampaign(campaign: CrossSellCampaignInput): Promise<CrossSellCampaign>;
  /** Creates a customer without subscriptions and answers its number, the AvangateCustomerReference. */
  createCustomer(customer: CustomerInput): Promise<number>;
  /** Makes a token of a card, as 2Pay.js does in a browser. */
  createToken(card: TokenRequestInput): Promise<EesToken>;
  /** Creates a campaign that offers a product in place of another; disabled unless told otherwise. */
  createUpSellCampaign(UpSellCampaign: UpSellCampaignInput): Promise<UpSellCampaign>;
  /** Takes what Apple's button gave and answers what placeOrder takes; only the gateway looks into it. */
  decryptApplePayData(payload: ApplePayRequestInput): Promise<ApplePayData>;
  /** Removes a cross-sell campaign for good, whatever its status. */
  deleteCrossSellCampaign(CampaignCode: string): Promise<boolean>;
  /** Takes a product off the market: it is disabled, stays readable and keeps its code. */
  deleteProduct(productCode: string): Promise<boolean>;
  /** Takes codes out of a promotion with many, and answers those that are left; one has to be. */
  deletePromotionCoupon(promotionCode: string, promotionCoupon: PromotionCouponInput): Promise<PromotionCoupon>;
  /** Takes products out of a promotion, on all price lists where none is named; false when it had none of them. */
  deletePromotionProducts(promotionCode: string, promotionProducts: readonly PromotionProductInput[]): Promise<boolean>;
  /** Takes order sources out of a promotion; without any it counts for every source. False when it had none of them. */
  deletePromotionSources(promotionCode: string, sources: readonly string[]): Promise<boolean>;
  /** Removes the names in all other languages at once. */
  deletePromotionTranslations(promotionCode: string): Promise<boolean>;
  /** Removes SKUs of products, all of them or none. */
  deleteSkuByCode(details: readonly SkuDeletionInput[]): Promise<boolean>;
  /**
   * Removes the SKUs of a product that say all of the given details; those that leave a detail open do not. Both
   * arguments may also come as members of the first.
   */
  deleteSkuCodeByDetails(
    productCode: string | SkuDetailsDeletionInput,
    skuDetails?: SkuLookupInput | null,
  ): Promise<boolean>;
  /** Takes a name with its value away from a subscription. */
  deleteSubscriptionAdditionalInformationField(subscriptionReference: string, fieldName: string): Promise<boolean>;
  /** Removes an upsell campaign for good, whatever its status. */
  deleteUpSellCampaign(Code: string): Promise<boolean>;
  /** Ends the automatic charges of a subscription. It goes on until it expires, and can be renewed by hand. */
  disableRecurringBilling(
    subscriptionReference: string,
    churnReasons?: readonly DisableRecurringBillingChurnReasons[] | null,
    churnReasonOther?: string | null,
  ): Promise<boolean>;
  /** Lets a subscription renew by automatic charges to its stored payment method. */
  enableRecurringBilling(subscriptionReference: string): Promise<boolean>;
  /** Takes back the cancellation of a subscription. The time in between is not added to its life. */
  enableSubscription(subscriptionReference: string): Promise<boolean>;
  /** Moves the end of a subscription by days, free of charge; negative days bring it nearer. */
  extendSubscription(subscriptionReference: string, days: number): Promise<boolean>;
  /** Reads one additional field by its code. */
  getAdditionalField(fieldCode: string): Promise<AdditionalField>;
  /** Lists all additional fields of the account, those of products too, in the order in which they were added. */
  getAdditionalFields(): Promise<readonly AdditionalField[]>;
  /** Lists the additional fields that a product asks. */
  getAssignedAdditionalFields(ProductCode: string): Promise<readonly ProductAdditionalField[]>;
  /** Lists the groups of price options in use on any price list of a product, each once. */
  getAssignedPriceOptionGroups(ProductCode: string): Promise<readonly PriceOptionGroup[]>;
  /** Lists the countries to which the account sells, by code, with their names in a language. */
  getAvailableCountries(language?: string | null): Promise<readonly LabelledCode[]>;
  /** Lists the currencies in which the account sells, by code, with their English names. */
  getAvailableCurrencies(countryCode?: string | null, paymentMethod?: string | null): Promise<readonly LabelledCode[]>;
  /** Lists the languages in which the account offers its shop, by code, with their English names. */
  getAvailableLanguages(): Promise<readonly LabelledCode[]>;
  /** Prices a cart as a whole; amounts by unit are those of its first item. */
  getCartPrice(
    Items: readonly OrderItemRequestInput[],
    BillingDetails?: BillingDetailsInput | null,
    Currency?: string | null,
    CouponCode?: string | null,
    PayType?: string | null,
  ): Promise<CartPrice>;
  /** Prices a cart without placing an order; placeOrder charges the very same amounts. */
  getContents(Order: OrderRequestInput): Promise<SessionContents>;
  /** Prices a cart as getContents does, for the customer of a subscription. */
  getContentsWithPreFill(SubscriptionReference: string, Order: OrderRequestInput): Promise<SessionContents>;
  /** Lists the states of a country by name; none for countries whose addresses need none. */
  getCountryStates(countryCode: string): Promise<readonly LabelledCode[]>;
  /** Reads one cross-sell campaign, whatever its status. */
  getCrossSellCampaign(CampaignCode: string): Promise<CrossSellCampaign>;
  /** Tells the heading above recommendations in a language, in English where there is no other. */
  getCrossSellTexts(LanguageCode: string): Promise<CrossSellTexts>;
  /** Reads a customer by the platform's number, the merchant's reference, or both. */
  getCustomerInformation(
    avangateCustomerReference?: number | null,
    externalCustomerReference?: string | null,
    includePaymentData?: boolean | null,
    customerReference?: string | null,
  ): Promise<Customer>;
  /** Reads the customer behind a link into the cart, with the stored cards and what pays with them. */
  getCustomerInformationBySSOToken(singleSignOnToken: string): Promise<Customer>;
  /** Lists the subscriptions of a customer, also those that expired or were cancelled, oldest first. */
  getCustomerSubscriptions(
    avangateCustomerReference?: number | null,
    externalCustomerReference?: string | null,
    customerReference?: string | null,
  ): Promise<readonly Subscription[]>;
  /** Tells how upsell is shown: over the cart, which is the only way here. */
  getDisplayType(): Promise<UpSellDisplayType>;
  /** Lists the banks whose customers can pay by iDEAL. */
  getIdealIssuerBanks(): Promise<readonly IdealIssuerBank[]>;
  /** Lists into how many parts the payment of a buyer in Brazil may be split; elsewhere it is paid at once. */
  getInstallments(
    Order?: OrderRequestInput | null,
    Amount?: number | string | null,
    Country?: string | null,
    Currency?: string | null,
    FiscalCode?: string | null,
    CardBin?: string | null,
    EesToken?: string | null,
  ): Promise<readonly InstallmentsOption[]>;
  /** One document of an order as PDF: its invoice, or the credit note of a refund. */
  getInvoice(reference: string, Type?: 'sale' | 'refunds' | null, Count?: number | null): Promise<Invoice>;
  /** All documents of an order as PDF: its invoice, and the credit notes of its refunds. */
  getInvoices(reference: string): Promise<InvoicesData>;
  /** Tells what the next renewal of a subscription costs, without and with tax, after discounts. */
  getNextRenewalPrice(subscriptionReference: string, currency?: string | null): Promise<ItemTotal>;
  /** Reads one order, paid or not. */
  getOrder(orderReference: string): Promise<Order>;
  /** The reference of the order that an invoice or credit note belongs to. */
  getOrderByInvoiceId(InvoiceId: string): Promise<string>;
  /** The reference of the finished order with this OrderNo. */
  getOrderBySaleId(SaleId: string): Promise<string>;
  /** Reads the status of an order, within the order. */
  getOrderStatus(refNo: string): Promise<Order>;
  /**
   * Begins a PayPal payment of what a cart costs and answers the page for the shopper; placeOrder takes it when he is
   * back.
   */
  getPayPalExpressCheckoutRedirectURL(Order: OrderRequestInput): Promise<string>;
  /** Lists the payment types that orders of the account can have, in all countries or in one. */
  getPaymentMethods(countryCode?: string | null, paymentMethod?: string | null): Promise<readonly LabelledCode[]>;
  /** Prices one item for a buyer: what it costs without and with tax, after discounts. */
  getPrice(
    Item: OrderItemRequestInput,
    BillingDetails?: BillingDetailsInput | null,
    Currency?: string | null,
    CouponCode?: string | null,
    PayType?: string | null,
  ): Promise<ItemTotal>;
  /** Tells the prices of products on price lists, in the form in which a SPECIAL_PRICE promotion takes its own. */
  getPriceMatrix(products: readonly PriceMatrixRequestInput[]): Promise<readonly PriceMatrixRow[]>;
  /** Reads one group of price options with its options. */
  getPriceOptionGroup(groupCode: string): Promise<PriceOptionGroup>;
  /** Reads one price list of a product. */
  getPricingConfigurationByCode(productCode: string, pricingConfigurationCode: string): Promise<PricingConfiguration>;
  /** Reads the first price list of a product that has this name, schema and, when it is given, price type. */
  getPricingConfigurationByName(
    productCode: string,
    pricingConfigurationName: string,
    schemaType: 'DYNAMIC' | 'FLAT',
    priceType?: 'NET' | 'GROSS' | null,
  ): Promise<PricingConfiguration>;
  /** Reads all price lists of a product. */
  getPricingConfigurations(ProductCode: string): Promise<readonly PricingConfiguration[]>;
  /** Reads one product by its code, disabled ones too. */
  getProductByCode(ProductCode: string): Promise<Product>;
  /** Reads one product by the number that the system gave it (AvangateId). */
  getProductById(ProductId: number): Promise<Product>;
  /** Lists the campaigns that recommend something beside a product today, oldest first. */
  getProductCrossSellCampaigns(ProductCode: string): Promise<readonly CrossSellCampaign[]>;
  /** Reads one product group by its code. */
  getProductGroup(groupCode: string): Promise<ProductGroup>;
  /** Lists all product groups in the order in which they were added. */
  getProductGroups(): Promise<readonly ProductGroup[]>;
  /** Lists the tax categories that products of the account can have, by name. */
  getProductTaxCategories(): Promise<readonly TaxCategory[]>;
  /** Reads from which products and at which price a product can be upgraded to. */
  getProductUpgradeSchema(productCode: string): Promise<UpgradeSchema>;
  /** Reads one promotion by its generated code, disabled ones too. */
  getPromotion(PromotionCode: string, ProductCode?: string | null): Promise<Promotion>;
  /** Tells whether a subscription renews by itself, and where its customer can renew it by hand. */
  getRenewalDetails(subscriptionReference: string): Promise<RenewalDetails>;
  /** Reads the pause of a subscription, also one that is still to begin. */
  getRenewalPause(subscriptionReference: string): Promise<RenewalPause>;
  /** Tells the SKU that stands best for a combination of a price list. */
  getSKUCodeByDetails(skuDetails: SkuLookupInput): Promise<string>;
  /** Tells what a SKU stands for; null where it stands for any. */
  getSKUDetails(skuCode: string): Promise<SkuDetails>;
  /** Makes the table of combinations of a product for which SKUs can be set, with those that there are. */
  getSchema(inputSchema: SkuSchemaRequestInput): Promise<SkuSchema>;
  /** Lists the shipping methods for the tangible products of a cart, by name, with their fees. */
  getShippingPrice(
    Items: readonly OrderItemRequestInput[],
    BillingDetails: BillingDetailsInput,
    DeliveryDetails?: DeliveryDetailsInput | null,
    Currency?: string | null,
    CouponCodes?: readonly string[] | null,
  ): Promise<readonly ShippingPrice[]>;
  /** Makes a link that signs the owner of a subscription in to the shopper account. */
  getSingleSignOn(
    subscriptionReference: string,
    email?: string | null,
    validityTime?: number | null,
    accessPage?: string | null,
    validationIp?: string | null,
    lang?: string | null,
  ): Promise<string>;
  /** Makes a link that signs a customer in to the shopper account. */
  getSingleSignOnByCustomer(
    idCustomer: string,
    customerType?: 'ExternalCustomerReference' | 'AvangateCustomerReference' | null,
    page?: string | null,
    request?: string | null,
    validityTime?: number | null,
    validationIp?: string | null,
    lang?: string | null,
  ): Promise<string>;
  /** Makes of a buy link one that fills in a customer's data and offers the stored cards. */
  getSingleSignOnInCart(
    idCustomer: string,
    customerType: 'ExternalCustomerReference' | 'AvangateCustomerReference' | null | undefined,
    url: string,
    validityTime?: number | null,
    validationIp?: string | null,
    lang?: string | null,
  ): Promise<string>;
  /** Reads one subscription. */
  getSubscription(subscriptionReference: string): Promise<Subscription>;
  /** Lists the names and values that are attached to a subscription, in the order in which they were. */
  getSubscriptionAdditionalInformation(
    subscriptionReference: string,
  ): Promise<readonly AdditionalSubscriptionInformation[]>;
  /** Reads one value that is attached to a subscription. */
  getSubscriptionAdditionalInformationField(
    subscriptionReference: string,
    fieldName: string,
  ): Promise<AdditionalSubscriptionInformation>;
  /** Reads the customer of a subscription. */
  getSubscriptionCustomer(subscriptionReference: string): Promise<Customer>;
  /** Reads the end user of a subscription. */
  getSubscriptionEndUser(subscriptionReference: string): Promise<SubscriptionEndUser>;
  /** Lists the purchase, the renewals and the upgrades of a subscription, oldest first. */
  getSubscriptionHistory(subscriptionReference: string): Promise<readonly SubscriptionHistoryEntry[]>;
  /** Reads what one order meant for a subscription. */
  getSubscriptionHistoryByOrder(
    subscriptionReference: string,
    orderReference: string,
  ): Promise<SubscriptionHistoryEntry>;
  /** Reads what is on file to pay for a subscription. */
  getSubscriptionPaymentInformation(subscriptionReference: string): Promise<SubscriptionPaymentInformation>;
  /** Answers the time zone of the account, in which dates and times of the API are told. */
  getTimezone(): Promise<string>;
  /** Reads one upsell campaign, whatever its status. */
  getUpSellCampaign(Code: string): Promise<UpSellCampaign>;
  /** Tells whether what paid an order can pay a new one, as payment type PREVIOUS_ORDER. */
  isValidOrderReference(RefNo: string): Promise<boolean>;
  /** Gives back the money of an order, all of it or a part. */
  issueRefund(
    RefNo: string,
    Amount: number | string,
    Items: readonly RefundItemInput[] | null | undefined,
    Comment: string | null | undefined,
    Reason: string,
  ): Promise<boolean>;
  /** Places an order and pays it; with the reference of an order that failed to be paid, pays that one. */
  placeOrder(Order: OrderRequestInput): Promise<Order>;
  /** Charges what is on file for a subscription now, and prolongs it by days. */
  renewSubscription(
    subscriptionReference: string,
    days: number,
    price: number | string,
    currency: string,
  ): Promise<boolean>;
  /**
   * Sets amounts for one interval of quantities of a price list. Other currencies and intervals stay; a new interval is
   * made when it overlaps none; the amount -1 deletes.
   */
  savePrices(
    Prices: readonly SavePriceInput[],
    Quantities: QuantityIntervalInput,
    PriceOptions: readonly PriceOptionCodesInput[] | null | undefined,
    PricingConfigCode: string | PricingConfigurationReferenceInput,
    type: 'REGULAR' | 'RENEWAL',
  ): Promise<boolean>;
  /** Lists cross-sell campaigns, oldest first, ten on a page unless told otherwise. */
  searchCrossSellCampaigns(SearchOptions?: CrossSellSearchOptionsInput | null): Promise<CrossSellPage>;
  /** Lists orders by filter, newest first; without any date those of the last seven days. */
  searchOrders(orderSearchOptions?: OrderSearchOptionsInput | null): Promise<OrderSearchResult>;
  /** Lists groups of price options in the order in which they were made, ten on a page unless told otherwise. */
  searchPriceOptionGroups(SearchOptions?: PriceOptionSearchOptionsInput | null): Promise<PriceOptionGroupPage>;
  /** Lists products with their pricing configurations, ten on a page unless told otherwise. */
  searchProducts(SearchOptions?: ProductSearchOptionsInput | null): Promise<ProductPage>;
  /** Lists promotions, oldest first, ten on a page unless told otherwise. */
  searchPromotions(
    SearchOptions?: PromotionSearchOptionsInput | null,
    ProductCode?: string | null,
  ): Promise<PromotionPage>;
  /** Lists the shipping methods of the account by name, ten on a page unless told otherwise. */
  searchShippingMethods(filter?: ShippingMethodFilterInput | null): Promise<ShippingMethodPage>;
  /** Lists SKUs, ten on a page unless told otherwise, gathered by product and price list. */
  searchSku(searchOptions: SkuSearchOptionsInput): Promise<SkuPage>;
  /** Lists subscriptions by filters; ten on a page unless told otherwise, 200 at most. */
  searchSubscriptions(searchBy?: SubscriptionSearchOptionsInput | null): Promise<PagedSubscriptions>;
  /** Lists upsell campaigns, oldest first; only enabled ones unless Statuses says otherwise. */
  searchUpsellCampaigns(SearchOptions?: UpSellSearchOptionsInput | null): Promise<UpSellPage>;
  /** Sets how recommendations are shown in the cart and tells the settings after the change. */
  setCrossSellSettings(settings: CrossSellSettingsInput): Promise<CrossSellSettings>;
  /** Sets what the next renewals of a subscription cost; then the price of its product counts again. */
  setCustomRenewalPrice(
    subscriptionReference: string,
    price: number | string,
    currency?: string | null,
    cycles?: number | null,
    reasonText?: string | null,
  ): Promise<boolean>;
  /** Enables or disables a product. A disabled one cannot be bought, stays readable and keeps its code. */
  setProductStatus(productCode: string, Status: boolean): Promise<boolean>;
  /** Says from which products and at which price a product can be upgraded to. What was said before is replaced. */
  setProductUpgradeSchema(productCode: string, upgradeSchema: UpgradeSchemaInput): Promise<boolean>;
  /** Sets the discount of a promotion, of the same kind or of the other. */
  setPromotionDiscount(promotionCode: string, promotionDiscount: PromotionDiscountInput): Promise<PromotionDiscount>;
  /** Says whether the end user is to get mails about renewals. */
  setRenewalNotificationStatus(subscriptionReference: string, status: boolean): Promise<boolean>;
  /** Pauses a subscription from the end of its running cycle until a date, on which it renews. */
  setRenewalPause(subscriptionReference: string, resumeDate: string, pauseReason?: string | null): Promise<boolean>;
  /** Sets the SKUs of price lists of a product, in place of all that these lists had. */
  setSku(product: SkuSchemaInput): Promise<boolean>;
  /** Moves a subscription to another customer. It is charged to the same card as before. */
  setSubscriptionCustomer(
    subscriptionReference: string,
    avangateCustomerReference?: number | null,
    externalCustomerReference?: string | null,
  ): Promise<boolean>;
  /** Gives a subscription a grace period of its own; without days, that of its product or account again. */
  setSubscriptionGracePeriod(subscriptionReference: string, subscriptionGracePeriod?: number | null): Promise<boolean>;
  /** Opens a merchant session of Apple Pay for the button in a shop. */
  startApplePaySession(payload: ApplePaySessionRequestInput): Promise<ApplePaySession>;
  /** Takes an additional field from a product; the field itself stays. */
  unassignAdditionalField(FieldCode: string, ProductCode: string): Promise<boolean>;
  /** Stops using a group of price options on a price list; the group itself stays. */
  unassignPricingConfigurationOptionGroup(
    PricingConfigurationCode: string,
    PriceOptionsGroupAssigned: PriceOptionGroupAssignedInput,
  ): Promise<boolean>;
  /** Changes the additional field of the code inside the object. Members that are not sent stay as they are. */
  updateAdditionalField(AdditionalField: AdditionalFieldInput): Promise<boolean>;
  /** Changes a cross-sell campaign, found by the code in it. What is not sent stays; lists are replaced. */
  updateCrossSellCampaign(campaign: CrossSellCampaignInput): Promise<CrossSellCampaign>;
  /** Changes a customer, and on request the end users of its subscriptions. */
  updateCustomerInformation(
    customer: CustomerInput,
    updateEndUserSubscriptions?: boolean | null,
    customerReference?: string | null,
  ): Promise<boolean>;
  /**
   * Changes the group of price options of the code inside the object. Members that are not sent stay; options are
   * replaced as a whole.
   */
  updatePriceOptionGroup(PriceOptionsGroup: PriceOptionGroupInput): Promise<boolean>;
  /**
   * Changes the price list of the code inside the object. Members that are not sent stay; prices are changed by
   * currency, interval and options, and deleted by the amount -1.
   */
  updatePricingConfiguration(PricingConfiguration: PricingConfigurationInput, ProductCode: string): Promise<boolean>;
  /**
   * Changes the product of the code inside the object. Members that are not sent stay as they are; prices are changed
   * by currency, interval and options, and deleted by the amount -1.
   */
  updateProduct(Product: ProductInput): Promise<boolean>;
  /** Changes the product group of the code inside the object. Members that are not sent stay as they are. */
  updateProductGroup(ProductGroup: ProductGroupInput): Promise<boolean>;
  /** Changes the promotion of the code inside the object. Members that are not sent stay as they are. */
  updatePromotion(Promotion: PromotionInput): Promise<Promotion>;
  /** Replaces the coupon codes of a promotion. Codes that stay and were used stay used. */
  updatePromotionCoupon(promotionCode: string, promotionCoupon: PromotionCouponInput): Promise<PromotionCoupon>;
  /** Changes a subscription by what is sent of it. Nothing is charged. */
  updateSubscription(subscription: SubscriptionInput): Promise<boolean>;
  /** Changes a value that is attached to a subscription. */
  updateSubscriptionAdditionalInformationField(
    subscriptionReference: string,
    fieldName: string,
    fieldValue?: string | null,
  ): Promise<AdditionalSubscriptionInformation>;
  /** Changes the end user of one subscription, and nothing of its customer. */
  updateSubscriptionEndUser(subscriptionReference: string, endUser: SubscriptionEndUserInput): Promise<boolean>;
  /** Puts the card of a 2Pay.js token on a subscription; its holder may have to confirm it first. */
  updateSubscriptionPaymentInformation(
    subscriptionReference: string,
    paymentInformation: UpdatePaymentInformationRequestInput,
  ): Promise<SubscriptionPaymentInformation>;
  /** Changes an upsell campaign. What is not sent stays, inside the two products too. */
  updateUpSellCampaign(Code: string, UpsellCampaign: UpSellCampaignInput): Promise<UpSellCampaign>;
  /** Hands in the document of a purchase order, or another one in its place. */
  uploadPurchaseOrder(RefNo: string, File: PurchaseOrderFileInput): Promise<Order>;
}

/** Names of the methods. */
export const methodNames = [
  'addAdditionalField',
  'addPriceOptionGroup',
  'addPricingConfiguration',
  'addProduct',
  'addProductGroup',
  'addPromotion',
  'addPromotionCoupon',
  'addPromotionProducts',
  'addPromotionSources',
  'addPromotionTranslations',
  'addSubscription',
  'addSubscriptionAdditionalInformationField',
  'approvePurchaseOrder',
  'assignAdditionalField',
  'assignPricingConfigurationOptionGroup',
  'cancelPurchaseOrder',
  'cancelRefund',
  'cancelRenewalPause',
  'cancelSubscription',
  'convertTrial',
  'copyPaymentInfo',
  'createCrossSellCampaign',
  'createCustomer',
  'createToken',
  'createUpSellCampaign',
  'decryptApplePayData',
  'deleteCrossSellCampaign',
  'deleteProduct',
  'deletePromotionCoupon',
  'deletePromotionProducts',
  'deletePromotionSources',
  'deletePromotionTranslations',
  'deleteSkuByCode',
  'deleteSkuCodeByDetails',
  'deleteSubscriptionAdditionalInformationField',
  'deleteUpSellCampaign',
  'disableRecurringBilling',
  'enableRecurringBilling',
  'enableSubscription',
  'extendSubscription',
  'getAdditionalField',
  'getAdditionalFields',
  'getAssignedAdditionalFields',
  'getAssignedPriceOptionGroups',
  'getAvailableCountries',
  'getAvailableCurrencies',
  'getAvailableLanguages',
  'getCartPrice',
  'getContents',
  'getContentsWithPreFill',
  'getCountryStates',
  'getCrossSellCampaign',
  'getCrossSellTexts',
  'getCustomerInformation',
  'getCustomerInformationBySSOToken',
  'getCustomerSubscriptions',
  'getDisplayType',
  'getIdealIssuerBanks',
  'getInstallments',
  'getInvoice',
  'getInvoices',
  'getNextRenewalPrice',
  'getOrder',
  'getOrderByInvoiceId',
  'getOrderBySaleId',
  'getOrderStatus',
  'getPayPalExpressCheckoutRedirectURL',
  'getPaymentMethods',
  'getPrice',
  'getPriceMatrix',
  'getPriceOptionGroup',
  'getPricingConfigurationByCode',
  'getPricingConfigurationByName',
  'getPricingConfigurations',
  'getProductByCode',
  'getProductById',
  'getProductCrossSellCampaigns',
  'getProductGroup',
  'getProductGroups',
  'getProductTaxCategories',
  'getProductUpgradeSchema',
  'getPromotion',
  'getRenewalDetails',
  'getRenewalPause',
  'getSKUCodeByDetails',
  'getSKUDetails',
  'getSchema',
  'getShippingPrice',
  'getSingleSignOn',
  'getSingleSignOnByCustomer',
  'getSingleSignOnInCart',
  'getSubscription',
  'getSubscriptionAdditionalInformation',
  'getSubscriptionAdditionalInformationField',
  'getSubscriptionCustomer',
  'getSubscriptionEndUser',
  'getSubscriptionHistory',
  'getSubscriptionHistoryByOrder',
  'getSubscriptionPaymentInformation',
  'getTimezone',
  'getUpSellCampaign',
  'isValidOrderReference',
  'issueRefund',
  'placeOrder',
  'renewSubscription',
  'savePrices',
  'searchCrossSellCampaigns',
  'searchOrders',
  'searchPriceOptionGroups',
  'searchProducts',
  'searchPromotions',
  'searchShippingMethods',
  'searchSku',
  'searchSubscriptions',
  'searchUpsellCampaigns',
  'setCrossSellSettings',
  'setCustomRenewalPrice',
  'setProductStatus',
  'setProductUpgradeSchema',
  'setPromotionDiscount',
  'setRenewalNotificationStatus',
  'setRenewalPause',
  'setSku',
  'setSubscriptionCustomer',
  'setSubscriptionGracePeriod',
  'startApplePaySession',
  'unassignAdditionalField',
  'unassignPricingConfigurationOptionGroup',
  'updateAdditionalField',
  'updateCrossSellCampaign',
  'updateCustomerInformation',
  'updatePriceOptionGroup',
  'updatePricingConfiguration',
  'updateProduct',
  'updateProductGroup',
  'updatePromotion',
  'updatePromotionCoupon',
  'updateSubscription',
  'updateSubscriptionAdditionalInformationField',
  'updateSubscriptionEndUser',
  'updateSubscriptionPaymentInformation',
  'updateUpSellCampaign',
  'uploadPurchaseOrder',
] as const;

export type AdditionalField = {
  readonly Label: string | null;
  /** Letters, digits, underscores and dashes; never changes */
  readonly Code: string | null;
  readonly Type: 'LISTBOX' | 'CHECKBOX' | 'TEXT' | 'HIDDEN' | null;
  /** Fixed after creation */
  readonly ApplyTo: 'ORDER' | 'PRODUCT' | null;
  /** What a LISTBOX or a CHECKBOX lets choose from */
  readonly Values: readonly string[] | null;
  readonly ValidationRule: string | null;
  readonly Translations: readonly AdditionalFieldTranslation[] | null;
};

export type AdditionalFieldInput = {
  readonly Label?: string | null | undefined;
  /** Letters, digits, underscores and dashes; never changes */
  readonly Code: string;
  readonly Type?: 'LISTBOX' | 'CHECKBOX' | 'TEXT' | 'HIDDEN' | null | undefined;
  /** Fixed after creation */
  readonly ApplyTo?: 'ORDER' | 'PRODUCT' | null | undefined;
  /** What a LISTBOX or a CHECKBOX lets choose from */
  readonly Values?: readonly string[] | null | undefined;
  readonly ValidationRule?: string | null | undefined;
  readonly Translations?: readonly AdditionalFieldTranslationInput[] | null | undefined;
};

export type AdditionalFieldTranslation = {
  readonly Label: string | null;
  readonly Values: readonly string[] | null;
  /** ISO 639-1, upper case */
  readonly Language: string | null;
};

export type AdditionalFieldTranslationInput = {
  readonly Label?: string | null | undefined;
  readonly Values?: readonly string[] | null | undefined;
  /** ISO 639-1, upper case */
  readonly Language: string;
};

export type AdditionalFieldValue = {
  readonly Code: string | null;
  /** The label of the field when absent */
  readonly Text: string | null;
  readonly Value: string | null;
};

export type AdditionalFieldValueInput = {
  readonly Code: string;
  /** The label of the field when absent */
  readonly Text?: string | null | undefined;
  readonly Value?: string | null | undefined;
};

export type AdditionalSubscriptionInformation = {
  readonly fieldName: string | null;
  readonly fieldValue: string | null;
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

export type ApplePayData = {
  /** For PaymentMethod of type APPLE_PAY */
  readonly ApplePayToken: string | null;
};

export type ApplePayRequestInput = {
  /** What Apple's button gave, or its parts beside */
  readonly ApplePayData?: string | ApplePayTokenInput | null | undefined;
  readonly paymentData?: ApplePaymentDataInput | null | undefined;
  readonly paymentMethod?: ApplePaymentMethodInput | null | undefined;
  readonly transactionIdentifier?: string | null | undefined;
};

export type ApplePaySession = {
  readonly epochTimestamp: number | null;
  readonly expiresAt: number | null;
  readonly merchantSessionIdentifier: string | null;
  readonly nonce: string | null;
  readonly merchantIdentifier: string | null;
  readonly domainName: string | null;
  readonly displayName: string | null;
  readonly signature: string | null;
};

export type ApplePaySessionRequestInput = {
  readonly validationURL: string;
};

export type ApplePayTokenInput = {
  readonly token?: string | null | undefined;
  readonly paymentData?: ApplePaymentDataInput | null | undefined;
  readonly paymentMethod?: ApplePaymentMethodInput | null | undefined;
  readonly transactionIdentifier?: string | null | undefined;
};

export type ApplePaymentDataInput = {
  readonly version?: string | null | undefined;
  readonly data?: string | null | undefined;
  readonly signature?: string | null | undefined;
  readonly header?: ApplePaymentHeaderInput | null | undefined;
};

export type ApplePaymentHeaderInput = {
  readonly ephemeralPublicKey?: string | null | undefined;
  readonly wrappedKey?: string | null | undefined;
  readonly publicKeyHash?: string | null | undefined;
  readonly transactionId?: string | null | undefined;
  readonly applicationData?: string | null | undefined;
};

export type ApplePaymentMethodInput = {
  readonly displayName?: string | null | undefined;
  readonly network?: string | null | undefined;
  readonly type?: string | null | undefined;
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

export type BankAccountDetails = {
  readonly Beneficiary: string | null;
  readonly BankName: string | null;
  readonly BankCountry: string | null;
  readonly BankCity: string | null;
  readonly BankAddress: string | null;
  readonly BankAccount: string | null;
  readonly BankAccountIban: string | null;
  readonly BankAccountSwiftCode: string | null;
  readonly Currency: string | null;
};

export type BillingDetails = {
  readonly FirstName: string | null;
  readonly LastName: string | null;
  readonly CountryCode: string | null;
  /** Name or code */
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
  /** Name or code */
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

export type CancelSubscriptionChurnReasons =
  | 'CHURN_REASON_NOT_SATISFIED_PRODUCT'
  | 'CHURN_REASON_ENABLED_BY_MISTAKE'
  | 'CHURN_REASON_PREFER_MANUAL'
  | 'CHURN_REASON_ALREADY_RENEWED'
  | 'CHURN_REASON_DONT_NEED'
  | 'CHURN_REASON_WANT_PAUSE'
  | 'CHURN_REASON_COVID'
  | 'CHURN_REASON_HIGH_PRICE'
  | 'CHURN_REASON_NOT_SATISFIED_SUPPORT'
  | 'CHURN_REASON_EXTRAORDINARY'
  | 'CHURN_REASON_OTHER';

export type CanceledRefund = {
  readonly RefundId: string | null;
};

export type CartPrice = {
  readonly Currency: string | null;
  readonly UnitNetPrice: number | null;
  readonly UnitGrossPrice: number | null;
  readonly UnitVAT: number | null;
  readonly UnitDiscount: number | null;
  readonly UnitNetDiscountedPrice: number | null;
  readonly UnitGrossDiscountedPrice: number | null;
  readonly UnitAffiliateCommission: number | null;
  readonly NetPrice: number | null;
  readonly GrossPrice: number | null;
  readonly NetDiscountedPrice: number | null;
  readonly GrossDiscountedPrice: number | null;
  readonly Discount: number | null;
  readonly VAT: number | null;
  readonly AffiliateCommission: number | null;
};

export type CodeExtraInfo = {
  readonly Type: string | null;
  readonly Label: string | null;
  readonly Value: string | null;
};

export type CodeExtraInfoInput = {
  readonly Type?: string | null | undefined;
  readonly Label?: string | null | undefined;
  readonly Value?: string | null | undefined;
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

export type CrossSellCampaign = {
  /** Generated; tells an update which campaign is meant */
  readonly CampaignCode: string | null;
  /** Needed by a new campaign */
  readonly Name: string | null;
  /** Codes of the products beside which others are recommended; needed by a new campaign */
  readonly MasterProducts: readonly string[] | null;
  /** Needed by a new campaign */
  readonly DisplayType: 'cart' | 'review' | 'finish' | null;
  /** Recommend in the receipt, too */
  readonly DisplayInEmail: boolean | null;
  /** The recommended ones; needed by a new campaign */
  readonly Products: readonly CrossSellProduct[] | null;
  /** First day, in the zone of the account; null starts at once */
  readonly StartDate: string | null;
  /** Last day; null never ends */
  readonly EndDate: string | null;
  /** ACTIVE when not given */
  readonly CampaignStatus: 'ACTIVE' | 'INACTIVE' | null;
  readonly CampaignOwnerType: 'MERCH' | 'AFF' | null;
};

export type CrossSellCampaignInput = {
  /** Generated; tells an update which campaign is meant */
  readonly CampaignCode?: string | null | undefined;
  /** Needed by a new campaign */
  readonly Name?: string | null | undefined;
  /** Codes of the products beside which others are recommended; needed by a new campaign */
  readonly MasterProducts?: readonly string[] | null | undefined;
  /** Needed by a new campaign */
  readonly DisplayType?: 'cart' | 'review' | 'finish' | null | undefined;
  /** Recommend in the receipt, too */
  readonly DisplayInEmail?: boolean | null | undefined;
  /** The recommended ones; needed by a new campaign */
  readonly Products?: readonly CrossSellProductInput[] | null | undefined;
  /** First day, in the zone of the account; null starts at once */
  readonly StartDate?: string | null | undefined;
  /** Last day; null never ends */
  readonly EndDate?: string | null | undefined;
  /** ACTIVE when not given */
  readonly CampaignStatus?: 'ACTIVE' | 'INACTIVE' | null | undefined;
};

export type CrossSellInput = {
  readonly ParentCode?: string | null | undefined;
  readonly CampaignCode?: string | null | undefined;
};

export type CrossSellPage = {
  readonly Items: readonly CrossSellCampaign[] | null;
  readonly Pagination: Pagination | null;
};

export type CrossSellPrice = {
  readonly Currency: string | null;
  readonly Price: number | null;
};

export type CrossSellProduct = {
  readonly ProductCode: string | null;
  /** Percent of the net price, 0 to 100 with at most four decimals; 0 when not given */
  readonly Discount: number | null;
  readonly DiscountType: 'PERCENT' | null;
  /** Own when not given */
  readonly Type: string | null;
  readonly AutoAdded: boolean | null;
  /** One unit, without options */
  readonly BasePrice: readonly CrossSellPrice[] | null;
  readonly DiscountedPrice: readonly CrossSellPrice[] | null;
};

export type CrossSellProductInput = {
  readonly ProductCode: string;
  /** Percent of the net price, 0 to 100 with at most four decimals; 0 when not given */
  readonly Discount?: number | string | null | undefined;
  readonly DiscountType?: 'PERCENT' | null | undefined;
  /** Own when not given */
  readonly Type?: string | null | undefined;
  readonly AutoAdded?: boolean | null | undefined;
};

export type CrossSellSearchOptionsInput = {
  /** Part of the name, in any letter case */
  readonly CampaignName?: string | null | undefined;
  readonly Status?: readonly ('ACTIVE' | 'INACTIVE')[] | null | undefined;
  /** Any of these is a master product */
  readonly Products?: readonly string[] | null | undefined;
  /** Any of these is recommended */
  readonly RecommendedProducts?: readonly string[] | null | undefined;
  /** Starts on that day or later */
  readonly StartDate?: string | null | undefined;
  /** Ends on that day or earlier */
  readonly EndDate?: string | null | undefined;
  readonly Type?: 'MERCH' | 'AFF' | null | undefined;
  readonly Page?: number | null | undefined;
  readonly Limit?: number | null | undefined;
  readonly Pagination?: PaginationInput | null | undefined;
};

export type CrossSellSettings = {
  /** Width of pictures in pixels: 60, 80, 100 or 150 */
  readonly maxThumbSize: number | null;
  /** Most products that are shown; three fit well */
  readonly displayProductsMax: number | null;
  readonly displayShortDescription: boolean | null;
};

export type CrossSellSettingsInput = {
  /** Width of pictures in pixels: 60, 80, 100 or 150 */
  readonly maxThumbSize?: number | null | undefined;
  /** Most products that are shown; three fit well */
  readonly displayProductsMax?: number | null | undefined;
  readonly displayShortDescription?: boolean | null | undefined;
};

export type CrossSellTexts = {
  readonly Title: string | null;
  readonly Description: string | null;
  readonly Language: string | null;
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

export type DeliveryCodeInput = {
  /** Activation key. */
  readonly Code?: string | null | undefined;
  readonly Description?: string | null | undefined;
  readonly ExtraInfo?: DeliveryExtraInfoInput | null | undefined;
  readonly File?: readonly DeliveryFileInput[] | null | undefined;
};

export type DeliveryDetails = {
  readonly FirstName: string | null;
  readonly LastName: string | null;
  readonly CountryCode: string | null;
  /** Name or code */
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
  /** Name or code */
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

export type DeliveryExtraInfoInput = {
  readonly CodeExtraInfo?: CodeExtraInfoInput | null | undefined;
};

export type DeliveryFile = {
  /** Base64. */
  readonly Content: string | null;
  readonly ContentLength: number | null;
  readonly Filename: string | null;
  readonly FileType: string | null;
};

export type DeliveryFileInput = {
  /** Base64. */
  readonly Content?: string | null | undefined;
  readonly ContentLength?: number | null | undefined;
  readonly Filename?: string | null | undefined;
  readonly FileType?: string | null | undefined;
};

export type DeliveryInfo = {
  readonly Description: string | null;
  /** One empty entry when nothing was delivered. */
  readonly Codes: readonly DeliveryCode[] | null;
};

export type DeliveryInfoInput = {
  readonly Description?: string | null | undefined;
  /** One empty entry when nothing was delivered. */
  readonly Codes?: readonly DeliveryCodeInput[] | null | undefined;
};

export type DeliveryInformation = {
  readonly ShippingMethod: OrderShippingMethod | null;
};

export type DeliveryInformationRequestInput = {
  readonly ShippingMethod?: ShippingMethodRequestInput | null | undefined;
};

export type DisableRecurringBillingChurnReasons =
  | 'CHURN_REASON_NOT_SATISFIED_PRODUCT'
  | 'CHURN_REASON_ENABLED_BY_MISTAKE'
  | 'CHURN_REASON_PREFER_MANUAL'
  | 'CHURN_REASON_ALREADY_RENEWED'
  | 'CHURN_REASON_DONT_NEED'
  | 'CHURN_REASON_WANT_PAUSE'
  | 'CHURN_REASON_COVID'
  | 'CHURN_REASON_HIGH_PRICE'
  | 'CHURN_REASON_NOT_SATISFIED_SUPPORT'
  | 'CHURN_REASON_EXTRAORDINARY'
  | 'CHURN_REASON_OTHER';

export type DiscountValue = {
  readonly Currency: string | null;
  readonly Amount: number | null;
};

export type DiscountValueInput = {
  readonly Currency: string;
  readonly Amount: number | string;
};

export type EesToken = {
  /** Pays one order within ten minutes, as PaymentMethod.EesToken */
  readonly token: string | null;
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

export type ExtraInformationRequestInput = {
  /** Allows custom subscription settings */
  readonly AssistedSale?: boolean | null | undefined;
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

export type IdealIssuerBank = {
  /** For PaymentMethod.BankCode of type IDEAL */
  readonly BankCode: string | null;
  readonly BankName: string | null;
};

export type ImportCardPaymentInput = {
  readonly CardNumber?: string | null | undefined;
  /** VISA, VISAELECTRON, MASTERCARD, MAESTRO, AMEX, DISCOVER, DANKORT, CARTEBLEUE, JCB. */
  readonly CardType?: string | null | undefined;
  readonly ExpirationYear?: string | null | undefined;
  readonly ExpirationMonth?: string | null | undefined;
  readonly HolderName?: string | null | undefined;
  readonly CCID?: string | null | undefined;
  /** Seconds of typing. */
  readonly HolderNameTime?: number | string | null | undefined;
  /** Seconds of typing. */
  readonly CardNumberTime?: number | string | null | undefined;
  /** Whether the subscription renews by automatic charges to the card. */
  readonly AutoRenewal?: boolean | null | undefined;
};

export type ImportedPersonInput = {
  readonly FirstName?: string | null | undefined;
  readonly LastName?: string | null | undefined;
  readonly Company?: string | null | undefined;
  readonly Email?: string | null | undefined;
  readonly Phone?: string | null | undefined;
  readonly Fax?: string | null | undefined;
  readonly Address1?: string | null | undefined;
  readonly Address2?: string | null | undefined;
  readonly Zip?: string | null | undefined;
  readonly City?: string | null | undefined;
  readonly State?: string | null | undefined;
  /** ISO 3166-1, two letters. */
  readonly CountryCode?: string | null | undefined;
  /** ISO 639-1; the language of mails to the end user. */
  readonly Language?: string | null | undefined;
};

export type InstallmentsOption = {
  /** Parts; 1 is a payment at once */
  readonly Number: number | null;
  /** The total divided by the number, rounded; the first part takes the cents left over */
  readonly Amount: number | null;
  readonly Currency: string | null;
};

export type Invoice = {
  /** Ends in .pdf */
  readonly filename: string | null;
  /** The words application/pdf;base64, and after them the PDF in base64 */
  readonly data: string | null;
};

export type InvoicesData = {
  /** The invoice */
  readonly Sale: string | null;
  /** Always null: what is taken back is in Refunds */
  readonly Cancellation: string | null;
  /** The credit notes, oldest first */
  readonly Refunds: readonly string[] | null;
};

export type ItemDelivery = {
  /** How the product is delivered: NO_DELIVERY, BY_AVANGATE or BY_VENDOR. */
  readonly Delivery: string | null;
  readonly DownloadFile: ProductFile | null;
  readonly DeliveryDescription: string | null;
  readonly CodesDescription: string | null;
  readonly Codes: readonly DeliveryCode[] | null;
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
  readonly Description: string | null;
  readonly StartDate: string | null;
  readonly EndDate: string | null;
  readonly MaximumOrdersNumber: number | null;
  readonly MaximumQuantity: number | null;
  readonly InstantDiscount: boolean | null;
  /** The code that was entered */
  readonly Coupon: string | null;
  readonly DiscountLabel: string | null;
  readonly Enabled: boolean | null;
  readonly Type: string | null;
  /** Percentage, or amount in DiscountCurrency */
  readonly Discount: number | null;
  readonly DiscountCurrency: string | null;
  readonly DiscountType: string | null;
};

export type ItemTotal = {
  /** Without tax, after discounts */
  readonly NetPrice: number | null;
  readonly NetCurrency: string | null;
  /** With tax, after discounts */
  readonly FinalPrice: number | null;
  readonly FinalCurrency: string | null;
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

export type LabelledCode = {
  readonly code: string | null;
  readonly label: string | null;
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
  readonly PODetails: PurchaseOrderDetails | null;
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
  /** NONE, OPEN, WON, LOST or ACCEPTED */
  readonly ChargebackResolution: string | null;
  readonly ChargebackReasonCode: string | null;
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

export type OrderItemOptionGroupInput = {
  /** Code of the group; needed where two groups have options of one code */
  readonly Code?: string | null | undefined;
  readonly Options?: readonly (string | OrderItemOptionInput)[] | null | undefined;
  /** A single option; that of an interval is written GROUP=value */
  readonly Value?: string | null | undefined;
  /** Dynamic items */
  readonly Name?: string | null | undefined;
  /** Dynamic items: added to the price of a unit */
  readonly Surcharge?: number | string | null | undefined;
};

export type OrderItemOptionInput = {
  readonly Value?: string | null | undefined;
  /** Dynamic items */
  readonly Name?: string | null | undefined;
  /** Dynamic items: added to the price of a unit */
  readonly Surcharge?: number | string | null | undefined;
};

export type OrderItemRequestInput = {
  /** Of a product of the catalogue; none for dynamic items */
  readonly Code?: string | null | undefined;
  /** 1 when absent */
  readonly Quantity?: number | null | undefined;
  /** Codes of options, or groups with the codes of their options; of dynamic items names, values and surcharges */
  readonly PriceOptions?: readonly (string | OrderItemOptionGroupInput)[] | null | undefined;
  readonly SKU?: string | null | undefined;
  /** Of type CUSTOM: the price of one unit in the order's currency; needed by dynamic items */
  readonly Price?: ItemPriceRequestInput | null | undefined;
  readonly CrossSell?: CrossSellInput | null | undefined;
  readonly UpSell?: UpSellInput | null | undefined;
  readonly Trial?: TrialRequestInput | null | undefined;
  readonly AdditionalFields?: readonly AdditionalFieldValueInput[] | null | undefined;
  /** A coupon code, entered for the order */
  readonly Promotion?: string | null | undefined;
  /** On the clocks of the account; a date alone means its first second. The day of purchase when absent */
  readonly SubscriptionStartDate?: string | null | undefined;
  /** Needs ExtraInformation.AssistedSale */
  readonly SubscriptionCustomSettings?: SubscriptionCustomSettingsInput | null | undefined;
  readonly RenewalInformation?: RenewalInformationInput | null | undefined;
  readonly ExternalReference?: string | null | undefined;
  /** Needed by dynamic items */
  readonly Name?: string | null | undefined;
  readonly Description?: string | null | undefined;
  /** The item is described here, not in the catalogue */
  readonly IsDynamic?: boolean | null | undefined;
  readonly Tangible?: boolean | null | undefined;
  /** PRODUCT when absent, SHIPPING, COUPON or TAX */
  readonly PurchaseType?: string | null | undefined;
  /** Of the price of a dynamic item: GROSS when absent, or NET */
  readonly PriceType?: string | null | undefined;
  readonly ProductTaxCategoryUUID?: string | null | undefined;
  /** Make a dynamic product or tax a subscription */
  readonly RecurringOptions?: RecurringOptionsInput | null | undefined;
};

export type OrderRefund = {
  readonly RefundId: string | null;
  /** PENDING, PROCESSED or REJECTED */
  readonly Status: string | null;
  /** TOTAL when nothing is left of the money, else PARTIAL */
  readonly Type: string | null;
  readonly Amount: number | null;
  readonly Currency: string | null;
  readonly Reason: string | null;
  readonly Comment: string | null;
  readonly RequestDate: string | null;
  readonly Items: readonly OrderRefundItem[] | null;
};

export type OrderRefundItem = {
  readonly LineItemReference: string | null;
  readonly Quantity: number | null;
  readonly Amount: number | null;
};

export type OrderRequestInput = {
  readonly RefNo?: string | null | undefined;
  readonly Currency?: string | null | undefined;
  readonly Country?: string | null | undefined;
  readonly Language?: string | null | undefined;
  readonly CustomerIP?: string | null | undefined;
  /** The shopper's; any text is kept */
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
  readonly DeliveryInformation?: DeliveryInformationRequestInput | null | undefined;
  readonly PaymentDetails?: PaymentDetailsRequestInput | null | undefined;
  readonly Promotions?: readonly string[] | null | undefined;
  readonly AdditionalFields?: readonly AdditionalFieldValueInput[] | null | undefined;
  readonly GiftDetails?: GiftDetailsInput | null | undefined;
  /** Told back as they are; each has a Name and a Value */
  readonly CustomParameters?: readonly Readonly<Record<string, string>>[] | null | undefined;
  readonly ExtraInformation?: ExtraInformationRequestInput | null | undefined;
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

export type OrderSearchOptionsStatus =
  | 'PENDING'
  | 'PURCHASE_PENDING'
  | 'AUTHRECEIVED'
  | 'COMPLETE'
  | 'CANCELED'
  | 'REVERSED'
  | 'REFUND';

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
  /** Upper case of PAYPAL, lower case of all others */
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
  /** Where the shopper goes to pay */
  readonly RedirectURL?: string | null;
  readonly ReturnURL?: string | null;
  readonly CancelURL?: string | null;
  /** RedirectURL in two parts */
  readonly Authorize?: Authorize3DS | null;
  /** What is to be paid by transfer or check */
  readonly Amount?: number | null;
  readonly Currency?: string | null;
  /** To be named by the shopper */
  readonly PaymentReference?: string | null;
  readonly RoutingNumber?: string | null;
  readonly BankAccounts?: readonly BankAccountDetails[] | null;
  readonly PayableTo?: string | null;
  /** Where a check is sent to */
  readonly Address?: string | null;
  /** The slip of a payment in cash */
  readonly URL?: string | null;
  readonly Barcode?: string | null;
};

export type PaymentMethodRequestInput = {
  /** The shopper agrees to be charged again; counts where the type can do that */
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
  /** EES_TOKEN_PAYMENT and TEST: a token of createToken or 2Pay.js */
  readonly EesToken?: string | null | undefined;
  /** PAYPAL, PAYPAL_EXPRESS */
  readonly Email?: string | null | undefined;
  /** Types that send the shopper to a page */
  readonly ReturnURL?: string | null | undefined;
  /** As ReturnURL, which counts when this is absent */
  readonly CancelURL?: string | null | undefined;
  /** IDEAL: SWIFT code, a plus sign, three letters of the bank */
  readonly BankCode?: string | null | undefined;
  /** PREVIOUS_ORDER */
  readonly RefNo?: string | null | undefined;
  /** EXISTING_PAYMENT_DATA: of a stored card */
  readonly TransientToken?: string | null | undefined;
  /** ENCRYPTED_PAYMENT_DATA: compact JWE of the members of a card */
  readonly EncryptedPaymentData?: string | null | undefined;
  /** PURCHASEORDER */
  readonly InternalPONumber?: string | null | undefined;
  /** PURCHASEORDER */
  readonly AutoApprove?: boolean | null | undefined;
  /** PURCHASEORDER: counts when BillingDetails names none */
  readonly Company?: string | null | undefined;
  /** GOOGLE_PAY: Base64 of the token */
  readonly PaymentToken?: string | null | undefined;
  /** APPLE_PAY */
  readonly ApplePayToken?: string | ApplePayTokenInput | null | undefined;
  /** PAYPAL_EXPRESS: as it came back with the shopper */
  readonly Token?: string | null | undefined;
  /** DIRECT_DEBIT */
  readonly IBAN?: string | null | undefined;
  /** DIRECT_DEBIT_ACH */
  readonly RoutingNumber?: string | null | undefined;
  /** DIRECT_DEBIT_ACH */
  readonly AccountNumber?: string | null | undefined;
  /** DIRECT_DEBIT_ACH: C for checking, S for savings */
  readonly AccountType?: string | null | undefined;
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

export type PriceAmount = {
  readonly Currency: string | null;
  readonly Amount: number | null;
};

export type PriceAmountInput = {
  readonly Currency: string;
  readonly Amount: number | string;
};

export type PriceImpact = {
  /** What a percentage is of: the base price, or the price with all other options; BASE when not given */
  readonly ImpactOn: 'BASE' | 'GLOBAL' | null;
  /** ADD when not given */
  readonly Impact: 'ADD' | 'SUBTRACT' | null;
  /** PERCENT when only a percentage is given, else FIXED */
  readonly Method: 'PERCENT' | 'FIXED' | null;
  /** With PERCENT; at most four decimals */
  readonly Percent: number | null;
  /** With FIXED; never converted, so a missing currency costs nothing */
  readonly Amounts: readonly PriceAmount[] | null;
};

export type PriceImpactInput = {
  /** What a percentage is of: the base price, or the price with all other options; BASE when not given */
  readonly ImpactOn?: 'BASE' | 'GLOBAL' | null | undefined;
  /** ADD when not given */
  readonly Impact?: 'ADD' | 'SUBTRACT' | null | undefined;
  /** PERCENT when only a percentage is given, else FIXED */
  readonly Method?: 'PERCENT' | 'FIXED' | null | undefined;
  /** With PERCENT; at most four decimals */
  readonly Percent?: number | string | null | undefined;
  /** With FIXED; never converted, so a missing currency costs nothing */
  readonly Amounts?: readonly PriceAmountInput[] | null | undefined;
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

export type PriceMatrixOption = {
  readonly GroupName: string | null;
  readonly OptionText: string | null;
};

export type PriceMatrixOptionInput = {
  readonly GroupName?: string | null | undefined;
  readonly OptionText?: string | null | undefined;
};

export type PriceMatrixPrice = {
  readonly Value: number | null;
  readonly Currency: string | null;
};

export type PriceMatrixPriceInput = {
  readonly Value: number | string;
  readonly Currency: string;
};

export type PriceMatrixRequestInput = {
  readonly productCode: string;
  readonly pricingConfigurationCode: string;
};

export type PriceMatrixRow = {
  readonly ProductCode: string | null;
  readonly PricingConfigurationCode: string | null;
  /** Stands for a combination of options; as getPriceMatrix tells it */
  readonly OptionHash: string | null;
  readonly Options: readonly PriceMatrixOption[] | null;
  readonly Prices: readonly PriceMatrixPrice[] | null;
};

export type PriceMatrixRowInput = {
  readonly ProductCode: string;
  readonly PricingConfigurationCode: string;
  /** Stands for a combination of options; as getPriceMatrix tells it */
  readonly OptionHash?: string | null | undefined;
  readonly Options?: readonly PriceMatrixOptionInput[] | null | undefined;
  readonly Prices?: readonly PriceMatrixPriceInput[] | null | undefined;
};

export type PriceOption = {
  /** Compared case sensitively; generated when not given */
  readonly Code: string | null;
  readonly Name: string | null;
  readonly Description: string | null;
  readonly Translations: readonly PriceOptionTranslation[] | null;
  /** INTERVAL: the least value; 0 in the other types */
  readonly ScaleMin: number | null;
  /** INTERVAL: the largest value, which belongs to it */
  readonly ScaleMax: number | null;
  readonly SubscriptionImpact: SubscriptionImpact | null;
  readonly PriceImpact: PriceImpact | null;
  /** Chosen when the shopper chooses nothing in the group */
  readonly Default: boolean | null;
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

export type PriceOptionGroup = {
  /** The same as the translation of the account’s language */
  readonly Name: string | null;
  readonly Description: string | null;
  /** That of the account’s language comes first */
  readonly Translations: readonly PriceOptionTranslation[] | null;
  /** Generated when not given; fixed after creation; compared case sensitively */
  readonly Code: string | null;
  readonly Type: 'RADIO' | 'CHECKBOX' | 'INTERVAL' | 'COMBO' | null;
  readonly Options: readonly PriceOption[] | null;
  /** The shopper has to choose; fixed after creation */
  readonly Required: boolean | null;
  readonly Usage: string | null;
  readonly UsagePricingModel: string | null;
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

export type PriceOptionGroupInput = {
  /** The same as the translation of the account’s language */
  readonly Name?: string | null | undefined;
  readonly Description?: string | null | undefined;
  /** That of the account’s language comes first */
  readonly Translations?: readonly PriceOptionTranslationInput[] | null | undefined;
  /** Generated when not given; fixed after creation; compared case sensitively */
  readonly Code?: string | null | undefined;
  readonly Type?: 'RADIO' | 'CHECKBOX' | 'INTERVAL' | 'COMBO' | null | undefined;
  readonly Options?: readonly PriceOptionInput[] | null | undefined;
  /** The shopper has to choose; fixed after creation */
  readonly Required?: boolean | null | undefined;
  readonly Usage?: string | null | undefined;
  readonly UsagePricingModel?: string | null | undefined;
};

export type PriceOptionGroupPage = {
  readonly Items: readonly PriceOptionGroup[] | null;
  readonly Pagination: Pagination | null;
};

export type PriceOptionInput = {
  /** Compared case sensitively; generated when not given */
  readonly Code?: string | null | undefined;
  readonly Name: string;
  readonly Description?: string | null | undefined;
  readonly Translations?: readonly PriceOptionTranslationInput[] | null | undefined;
  /** INTERVAL: the least value; 0 in the other types */
  readonly ScaleMin?: number | null | undefined;
  /** INTERVAL: the largest value, which belongs to it */
  readonly ScaleMax?: number | null | undefined;
  readonly SubscriptionImpact?: SubscriptionImpactInput | null | undefined;
  readonly PriceImpact?: PriceImpactInput | null | undefined;
  /** Chosen when the shopper chooses nothing in the group */
  readonly Default?: boolean | null | undefined;
};

export type PriceOptionSearchOptionsInput = {
  /** Part of the name, in any letter case */
  readonly Name?: string | null | undefined;
  readonly Types?: readonly ('RADIO' | 'CHECKBOX' | 'INTERVAL' | 'COMBO')[] | null | undefined;
  readonly Limit?: number | null | undefined;
  readonly Page?: number | null | undefined;
  readonly Pagination?: PaginationInput | null | undefined;
};

export type PriceOptionTranslation = {
  readonly Name: string | null;
  readonly Description: string | null;
  /** ISO 639-1, upper case */
  readonly Language: string | null;
};

export type PriceOptionTranslationInput = {
  readonly Name?: string | null | undefined;
  readonly Description?: string | null | undefined;
  /** ISO 639-1, upper case */
  readonly Language?: string | null | undefined;
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

export type PriceThreshold = {
  readonly Amount: number | null;
  readonly Currency: string | null;
};

export type PriceThresholdInput = {
  readonly Amount?: number | string | null | undefined;
  readonly Currency?: string | null | undefined;
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

export type PricingConfigurationReferenceInput = {
  readonly Code?: string | null | undefined;
  /** In place of a code, as 3.0 has it: the list that serves a country */
  readonly ProductCode?: string | null | undefined;
  /** The default list when not given */
  readonly Country?: string | null | undefined;
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

export type ProductGroupInput = {
  readonly Name?: string | null | undefined;
  readonly Code?: string | null | undefined;
  readonly TemplateName?: string | null | undefined;
  readonly Description?: string | null | undefined;
  readonly Enabled?: boolean | null | undefined;
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

export type Promotion = {
  /** Generated; tells which promotion an update is for */
  readonly Code: string | null;
  readonly Name: string | null;
  readonly Description: string | null;
  /** First day; at once when not given */
  readonly StartDate: string | null;
  /** Last day; without end when not given */
  readonly EndDate: string | null;
  /** None or 0: any number; with a SINGLE coupon */
  readonly MaximumOrdersNumber: number | null;
  /** Units of one order that are discounted */
  readonly MaximumQuantity: number | null;
  /** Counts without a coupon */
  readonly InstantDiscount: boolean | null;
  readonly Coupon: PromotionCoupon | null;
  readonly Enabled: boolean | null;
  readonly ChannelType: 'ECOMMERCE' | 'CHANNEL_MANAGER' | 'ALL' | null;
  /** Fixed after creation */
  readonly Type: PromotionType | null;
  /** With SPECIAL_PRICE */
  readonly DefaultCurrency: string | null;
  readonly Discount: PromotionDiscount | null;
  readonly Products: readonly PromotionProduct[] | null;
  readonly Translations: readonly PromotionTranslation[] | null;
  /** Only for orders with one of these sources */
  readonly Sources: readonly string[] | null;
  readonly PriceThreshold: PriceThreshold | null;
  /** Which renewals get the discount too */
  readonly ApplyRecurring: 'NONE' | 'ALL' | 'CUSTOM' | null;
  /** With CUSTOM */
  readonly RecurringChargesNumber: number | null;
  readonly PublishToAffiliatesNetwork: number | null;
  /** 1 puts the coupon into the cart */
  readonly AutoApply: number | null;
  /** With CUMULATIVE */
  readonly ProductTaxCategoryUUID: string | null;
  /** With SPECIAL_PRICE */
  readonly PriceMatrix: readonly PriceMatrixRow[] | null;
  readonly CouponType: 'SINGLE' | 'MULTIPLE' | null;
  /** Those of MULTIPLE */
  readonly CouponCodes: readonly string[] | null;
  readonly DiscountType: 'PERCENT' | 'FIXED' | null;
  /** The discount for people: 15% or 5 EUR */
  readonly DiscountLabel: string | null;
};

export type PromotionCoupon = {
  /** SINGLE: one code for everybody. MULTIPLE: each code works once */
  readonly Type: 'SINGLE' | 'MULTIPLE' | null;
  /** With SINGLE */
  readonly Code?: string | null;
  /** With MULTIPLE */
  readonly Codes?: readonly string[] | null;
};

export type PromotionCouponInput = {
  /** SINGLE: one code for everybody. MULTIPLE: each code works once */
  readonly Type?: 'SINGLE' | 'MULTIPLE' | null | undefined;
  /** With SINGLE */
  readonly Code?: string | null | undefined;
  /** With MULTIPLE */
  readonly Codes?: readonly string[] | null | undefined;
};

export type PromotionDiscount = {
  readonly Type: 'PERCENT' | 'FIXED' | null;
  /** With PERCENT: 0 to 100 */
  readonly Value?: number | null;
  /** With FIXED: the amount in each currency */
  readonly Values?: readonly DiscountValue[] | null;
  /** With FIXED: converted where a currency has no amount */
  readonly DefaultCurrency?: string | null;
};

export type PromotionDiscountInput = {
  readonly Type?: 'PERCENT' | 'FIXED' | null | undefined;
  /** With PERCENT: 0 to 100 */
  readonly Value?: number | string | null | undefined;
  /** With FIXED: the amount in each currency */
  readonly Values?: readonly DiscountValueInput[] | null | undefined;
  /** With FIXED: converted where a currency has no amount */
  readonly DefaultCurrency?: string | null | undefined;
};

export type PromotionInput = {
  /** Generated; tells which promotion an update is for */
  readonly Code?: string | null | undefined;
  readonly Name?: string | null | undefined;
  readonly Description?: string | null | undefined;
  /** First day; at once when not given */
  readonly StartDate?: string | null | undefined;
  /** Last day; without end when not given */
  readonly EndDate?: string | null | undefined;
  /** None or 0: any number; with a SINGLE coupon */
  readonly MaximumOrdersNumber?: number | null | undefined;
  /** Units of one order that are discounted */
  readonly MaximumQuantity?: number | null | undefined;
  /** Counts without a coupon */
  readonly InstantDiscount?: boolean | null | undefined;
  readonly Coupon?: PromotionCouponInput | null | undefined;
  readonly Enabled?: boolean | null | undefined;
  readonly ChannelType?: 'ECOMMERCE' | 'CHANNEL_MANAGER' | 'ALL' | null | undefined;
  /** Fixed after creation */
  readonly Type?: PromotionType | null | undefined;
  /** With SPECIAL_PRICE */
  readonly DefaultCurrency?: string | null | undefined;
  readonly Discount?: PromotionDiscountInput | null | undefined;
  readonly Products?: readonly PromotionProductInput[] | null | undefined;
  readonly Translations?: readonly PromotionTranslationInput[] | null | undefined;
  /** Only for orders with one of these sources */
  readonly Sources?: readonly string[] | null | undefined;
  readonly PriceThreshold?: PriceThresholdInput | null | undefined;
  /** Which renewals get the discount too */
  readonly ApplyRecurring?: 'NONE' | 'ALL' | 'CUSTOM' | null | undefined;
  /** With CUSTOM */
  readonly RecurringChargesNumber?: number | null | undefined;
  readonly PublishToAffiliatesNetwork?: number | null | undefined;
  /** 1 puts the coupon into the cart */
  readonly AutoApply?: number | null | undefined;
  /** With CUMULATIVE */
  readonly ProductTaxCategoryUUID?: string | null | undefined;
  /** With SPECIAL_PRICE */
  readonly PriceMatrix?: readonly PriceMatrixRowInput[] | null | undefined;
};

export type PromotionPage = {
  readonly Items: readonly Promotion[] | null;
  readonly Pagination: Pagination | null;
};

export type PromotionProduct = {
  readonly Code: string | null;
  /** Every price list when not given */
  readonly PricingConfigurationCode: string | null;
  /** Only with one of these options */
  readonly PricingOptionCodes: readonly string[] | null;
};

export type PromotionProductInput = {
  readonly Code: string;
  /** Every price list when not given */
  readonly PricingConfigurationCode?: string | null | undefined;
  /** Only with one of these options */
  readonly PricingOptionCodes?: readonly string[] | null | undefined;
};

export type PromotionSearchOptionsInput = {
  readonly Types?: readonly PromotionSearchOptionsTypes[] | null | undefined;
  /** ALL is no restriction */
  readonly Channel?: 'ECOMMERCE' | 'CHANNEL_MANAGER' | 'ALL' | null | undefined;
  readonly ProductCode?: string | null | undefined;
  readonly Enabled?: boolean | null | undefined;
  /** Coupon codes with commas between them */
  readonly Coupons?: string | null | undefined;
  readonly ProductTaxCategoryUUID?: string | null | undefined;
  readonly Limit?: number | null | undefined;
  readonly Page?: number | null | undefined;
  readonly Pagination?: PaginationInput | null | undefined;
};

export type PromotionSearchOptionsTypes = 'REGULAR' | 'GLOBAL' | 'SPECIAL_PRICE' | 'RENEWAL' | 'CUMULATIVE';

export type PromotionTranslation = {
  /** ISO 639-1, upper case */
  readonly Language: string | null;
  readonly Name: string | null;
};

export type PromotionTranslationInput = {
  /** ISO 639-1, upper case */
  readonly Language: string;
  readonly Name: string;
};

export type PromotionType = 'REGULAR' | 'GLOBAL' | 'SPECIAL_PRICE' | 'RENEWAL' | 'CUMULATIVE';

export type PurchaseOrderDetails = {
  /**
   * NEW_PURCHASE_ORDER, PENDING_APPROVAL (the document is there), PENDING_PAYMENT, EXPIRED_NO_PAYMENT, COMPLETE or
   * CANCELED
   */
  readonly Status: string | null;
  readonly InternalPONumber: string | null;
  readonly AutoApprove: boolean | null;
  readonly UploadDate: string | null;
  readonly ApproveDate: string | null;
  /** Until when it is to be paid */
  readonly LimitDate: string | null;
  /**
   * Of a canceled one: EXPIRED_NO_DOCUMENT, EXPIRED_NO_CONFIRMATION, EXPIRED_NO_PAYMENT, REJECTED, CANCELED or
   * CANCELED_API
   */
  readonly Reason: string | null;
};

export type PurchaseOrderFileInput = {
  /** Name of the file */
  readonly Name?: string | null | undefined;
  /** Base64 of a PDF, PNG or JPEG file of at most 5 MB */
  readonly Content: string;
};

export type QuantityIntervalInput = {
  /** 1 when not given */
  readonly MinQuantity?: number | null | undefined;
  /** 99999 when not given */
  readonly MaxQuantity?: number | null | undefined;
};

export type RecurringOptions = {
  readonly CycleLength: number | null;
  /** DAY, WEEK, MONTH or YEAR */
  readonly CycleUnit: string | null;
  /** Price of one unit at every renewal, before surcharges of options */
  readonly CycleAmount: number | null;
  /** Without meaning when it never ends */
  readonly ContractLength: number | null;
  /** DAY, WEEK, MONTH, YEAR or FOREVER */
  readonly ContractUnit: string | null;
};

export type RecurringOptionsInput = {
  readonly CycleLength?: number | null | undefined;
  /** DAY, WEEK, MONTH or YEAR */
  readonly CycleUnit?: string | null | undefined;
  /** Price of one unit at every renewal, before surcharges of options */
  readonly CycleAmount?: number | string | null | undefined;
  /** Without meaning when it never ends */
  readonly ContractLength?: number | null | undefined;
  /** DAY, WEEK, MONTH, YEAR or FOREVER */
  readonly ContractUnit?: string | null | undefined;
};

export type RefundItemInput = {
  readonly LineItemReference?: string | null | undefined;
  readonly ProductCode?: string | null | undefined;
  readonly Quantity: number;
  /** Total of the line, not of a unit */
  readonly Amount?: number | string | null | undefined;
};

export type RenewalDetails = {
  /** True: renewed by automatic charges; false: by hand. */
  readonly recurringEnabled: boolean | null;
  /** Where the customer renews by hand; empty for what never ends. */
  readonly manualRenewalLink: string | null;
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

export type RenewalPause = {
  readonly ResumeDate: string | null;
  readonly PauseReason: string | null;
};

export type ReturnMethod = {
  readonly Type: string | null;
  readonly URL: string | null;
};

export type ReturnMethodInput = {
  readonly Type?: string | null | undefined;
  readonly URL?: string | null | undefined;
};

export type SavePriceInput = {
  readonly Currency: string;
  /** -1 deletes the price */
  readonly Amount: number | string;
};

export type SessionContents = {
  readonly Errors: readonly string[] | null;
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
  readonly BillingDetails: BillingDetails | null;
};

export type ShippingAmount = {
  readonly TotalAmount: number | null;
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

export type ShippingCountry = {
  readonly CountryCode: string | null;
  readonly Surcharge: string | null;
};

export type ShippingMethod = {
  readonly Name: string | null;
  readonly Code: string | null;
  readonly TrackingURL: string | null;
  readonly BasePrice: string | null;
  /** Of all amounts of the method */
  readonly Currency: string | null;
  readonly Active: boolean | null;
  /** ALL countries, those of the list, or the country of the merchant */
  readonly Availability: 'ALL' | 'CUSTOM' | 'HOME' | null;
  readonly Countries: readonly ShippingCountry[] | null;
  readonly Surcharge: readonly ShippingSurcharge[] | null;
};

export type ShippingMethodFilterInput = {
  /** Part of the name, in any letter case */
  readonly Name?: string | null | undefined;
  readonly Codes?: readonly string[] | null | undefined;
  readonly Active?: boolean | null | undefined;
  readonly Limit?: number | null | undefined;
  readonly Page?: number | null | undefined;
  readonly Pagination?: PaginationInput | null | undefined;
};

export type ShippingMethodPage = {
  readonly Items: readonly ShippingMethod[] | null;
  readonly Pagination: Pagination | null;
};

export type ShippingMethodRequestInput = {
  /** For tangible products; the account's default when absent */
  readonly Code?: string | null | undefined;
};

export type ShippingPrice = {
  readonly Name: string | null;
  readonly Code: string | null;
  readonly TrackingURL: string | null;
  readonly Currency: string | null;
  readonly PriceDetails: ShippingPriceDetails | null;
};

export type ShippingPriceDetails = {
  readonly Net: ShippingAmount | null;
  readonly Gross: ShippingAmount | null;
};

export type ShippingSurcharge = {
  readonly Type: 'PRICE' | 'WEIGHT' | null;
  /** Amount of the goods, or kilograms */
  readonly From: number | null;
  /** Amount of the goods, or kilograms; null: without end */
  readonly To: number | null;
  readonly Amount: number | null;
  readonly ApplyTo: 'ORDER' | 'PRODUCT' | null;
};

export type SkuConfiguration = {
  readonly Code: string | null;
  readonly Details: readonly SkuRow[] | null;
};

export type SkuConfigurationInput = {
  readonly Code: string;
  readonly Details?: readonly SkuRowInput[] | null | undefined;
};

export type SkuDeletionInput = {
  readonly ProductCode: string;
  readonly PricingConfigurationCode?: string | null | undefined;
  readonly SkuCode: string;
};

export type SkuDetails = {
  readonly PricingConfigurationCode: string | null;
  readonly ProductCode: string | null;
  readonly Currency: string | null;
  readonly PriceOptions: readonly string[] | null;
  readonly PurchaseType: 'NEW_PRODUCT' | 'RENEWAL' | 'TRIAL' | 'UPGRADE' | null;
  readonly FromQuantity: string | null;
  readonly ToQuantity: string | null;
};

export type SkuDetailsDeletionInput = {
  readonly ProductCode: string;
  readonly skuDetails?: SkuLookupInput | null | undefined;
};

export type SkuLookupInput = {
  /** Only a deletion can do without */
  readonly PricingConfigurationCode?: string | null | undefined;
  readonly Currency?: string | null | undefined;
  readonly PurchaseType?: 'NEW_PRODUCT' | 'RENEWAL' | 'TRIAL' | 'UPGRADE' | null | undefined;
  /** Codes or names of all options */
  readonly PriceOptions?: readonly string[] | null | undefined;
  readonly Quantity?: number | null | undefined;
};

export type SkuOptionGroupCodeInput = {
  readonly Code: string;
};

export type SkuPage = {
  readonly Items: readonly SkuSchema[] | null;
  readonly Pagination: Pagination | null;
};

export type SkuQuantityIntervalInput = {
  readonly MinQuantity?: number | null | undefined;
  readonly MaxQuantity?: number | null | undefined;
};

export type SkuRow = {
  /** Rows without one are left out when they are sent */
  readonly ProductSKU: string | null;
  readonly Currency: string | null;
  readonly FromQty: number | null;
  readonly ToQty: number | null;
  readonly PurchaseType: 'NEW_PRODUCT' | 'RENEWAL' | 'TRIAL' | 'UPGRADE' | null;
  readonly Groups: readonly SkuRowGroup[] | null;
  /** The chosen options once more, for handing back; counts where Groups are missing */
  readonly Options: string | null;
};

export type SkuRowGroup = {
  readonly GroupCode: string | null;
  readonly Options: readonly SkuRowOption[] | null;
};

export type SkuRowGroupInput = {
  readonly GroupCode: string;
  readonly Options?: readonly SkuRowOptionInput[] | null | undefined;
};

export type SkuRowInput = {
  /** Rows without one are left out when they are sent */
  readonly ProductSKU?: string | null | undefined;
  readonly Currency?: string | null | undefined;
  readonly FromQty?: number | null | undefined;
  readonly ToQty?: number | null | undefined;
  readonly PurchaseType?: 'NEW_PRODUCT' | 'RENEWAL' | 'TRIAL' | 'UPGRADE' | null | undefined;
  readonly Groups?: readonly SkuRowGroupInput[] | null | undefined;
  /** The chosen options once more, for handing back; counts where Groups are missing */
  readonly Options?: string | null | undefined;
};

export type SkuRowOption = {
  readonly Name: string | null;
  /** Code of the option */
  readonly Value: string | null;
};

export type SkuRowOptionInput = {
  readonly Name?: string | null | undefined;
  /** Code of the option */
  readonly Value: string;
};

export type SkuSchema = {
  readonly ProductCode: string | null;
  readonly PricingConfigurations: readonly SkuConfiguration[] | null;
};

export type SkuSchemaConfigurationInput = {
  readonly Code: string;
  /** Intervals of quantities, each as its two ends */
  readonly VolumeDiscounts?: readonly (readonly number[])[] | null | undefined;
  readonly OptionGroups?: readonly SkuOptionGroupCodeInput[] | null | undefined;
};

export type SkuSchemaInput = {
  readonly ProductCode: string;
  readonly PricingConfigurations?: readonly SkuConfigurationInput[] | null | undefined;
};

export type SkuSchemaProductInput = {
  readonly Code: string;
  readonly Currencies?: readonly string[] | null | undefined;
  readonly PurchaseTypes?: readonly ('NEW_PRODUCT' | 'RENEWAL' | 'TRIAL' | 'UPGRADE')[] | null | undefined;
  /** All of the product when not given */
  readonly PricingConfigurationCodes?: readonly SkuSchemaConfigurationInput[] | null | undefined;
};

export type SkuSchemaRequestInput = {
  /** One; a schema is of one product */
  readonly Products?: readonly SkuSchemaProductInput[] | null | undefined;
  /** The whole request as JSON text, for query strings */
  readonly schema?: string | null | undefined;
};

export type SkuSearchCodeInput = {
  readonly Code?: string | null | undefined;
};

export type SkuSearchConfigurationInput = {
  readonly Code?: string | null | undefined;
  readonly Currencies?: readonly (string | SkuSearchCodeInput)[] | null | undefined;
  readonly PurchaseTypes?: readonly (string | SkuSearchCodeInput)[] | null | undefined;
  /** Intervals within any of these */
  readonly QuantityIntervals?: readonly SkuQuantityIntervalInput[] | null | undefined;
  /** All of these groups, with any of the options */
  readonly PriceOptionGroups?: readonly SkuSearchGroupInput[] | null | undefined;
};

export type SkuSearchGroupInput = {
  readonly Code: string;
  readonly Options?: readonly (string | SkuSearchOptionInput)[] | null | undefined;
};

export type SkuSearchOptionInput = {
  readonly OptionValue?: string | null | undefined;
};

export type SkuSearchOptionsInput = {
  readonly ProductCode?: string | null | undefined;
  /** SKUs that fit any of these */
  readonly PricingConfigurations?: readonly SkuSearchConfigurationInput[] | null | undefined;
  readonly Page?: number | null | undefined;
  readonly Limit?: number | null | undefined;
  readonly Pagination?: PaginationInput | null | undefined;
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
  /** NET or GROSS */
  readonly CycleAmountType: string | null;
  /** DAY or MONTH; the product's cycle when unit and length are null */
  readonly CycleUnit: string | null;
  /** Price of one unit at every renewal */
  readonly CycleAmount: number | null;
  readonly CycleLength: number | null;
  /** In units of the cycle, a multiple of its length */
  readonly ContractLength: number | null;
  readonly MerchantDealAutoRenewal: boolean | null;
  readonly ClientDealAutoRenewal: boolean | null;
};

export type SubscriptionCustomSettingsInput = {
  /** NET or GROSS */
  readonly CycleAmountType?: string | null | undefined;
  /** DAY or MONTH; the product's cycle when unit and length are null */
  readonly CycleUnit?: string | null | undefined;
  /** Price of one unit at every renewal */
  readonly CycleAmount?: number | string | null | undefined;
  readonly CycleLength?: number | null | undefined;
  /** In units of the cycle, a multiple of its length */
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

export type SubscriptionEndUserInput = {
  readonly FirstName: string;
  readonly LastName: string;
  readonly Company?: string | null | undefined;
  readonly Email: string;
  readonly Phone?: string | null | undefined;
  readonly Fax?: string | null | undefined;
  readonly Address1?: string | null | undefined;
  readonly Address2?: string | null | undefined;
  readonly Zip?: string | null | undefined;
  readonly City?: string | null | undefined;
  readonly State?: string | null | undefined;
  /** ISO 3166-1, two letters. */
  readonly CountryCode?: string | null | undefined;
  /** ISO 639-1; the language of mails to the end user. */
  readonly Language?: string | null | undefined;
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

export type SubscriptionImpact = {
  readonly Months: string | null;
  /** ADD when not given */
  readonly Impact: 'ADD' | 'SUBTRACT' | null;
};

export type SubscriptionImpactInput = {
  readonly Months?: number | null | undefined;
  /** ADD when not given */
  readonly Impact?: 'ADD' | 'SUBTRACT' | null | undefined;
};

export type SubscriptionImportEndUserInput = {
  readonly FirstName?: string | null | undefined;
  readonly LastName?: string | null | undefined;
  readonly Company?: string | null | undefined;
  readonly Email?: string | null | undefined;
  readonly Phone?: string | null | undefined;
  readonly Fax?: string | null | undefined;
  readonly Address1?: string | null | undefined;
  readonly Address2?: string | null | undefined;
  readonly Zip?: string | null | undefined;
  readonly City?: string | null | undefined;
  readonly State?: string | null | undefined;
  /** ISO 3166-1, two letters. */
  readonly CountryCode?: string | null | undefined;
  /** ISO 639-1; the language of mails to the end user. */
  readonly Language?: string | null | undefined;
  /** The members above, as some documents nest them. */
  readonly Person?: ImportedPersonInput | null | undefined;
};

export type SubscriptionImportInput = {
  /** The merchant's own name for it. Sent again, it changes the subscription that has it. */
  readonly ExternalSubscriptionReference: string;
  /** Has no meaning here. */
  readonly SubscriptionCode?: string | null | undefined;
  readonly StartDate: string;
  readonly ExpirationDate: string;
  /** By code or number; one with renewals. */
  readonly Product: SubscriptionProductInput;
  /** FirstName, LastName and Email are needed. */
  readonly EndUser: SubscriptionImportEndUserInput;
  /** What was delivered before. */
  readonly DeliveryInfo?: DeliveryInfoInput | null | undefined;
  readonly PartnerCode?: string | null | undefined;
  readonly AvangateCustomerReference?: number | null | undefined;
  /** One that nobody has makes a new customer of the end user. */
  readonly ExternalCustomerReference?: string | null | undefined;
  /** Earned from it before the import. */
  readonly SubscriptionValue?: number | string | null | undefined;
  readonly SubscriptionValueCurrency?: string | null | undefined;
  readonly AdditionalInfo?: string | null | undefined;
  /** Of all units, for the next cycles. */
  readonly NextRenewalPrice?: number | string | null | undefined;
  readonly NextRenewalPriceCurrency?: string | null | undefined;
  readonly CustomPriceBillingCyclesLeft?: number | null | undefined;
  /** A test subscription: with a test card, or none. */
  readonly Test?: boolean | null | undefined;
  readonly CardPayment?: ImportCardPaymentInput | null | undefined;
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

export type SubscriptionInput = {
  /** Ten letters and digits, case-sensitive. */
  readonly SubscriptionReference?: string | null | undefined;
  readonly ActivationDate?: string | null | undefined;
  /** Last day of the paid service; 9999-12-31 for a lifetime subscription. */
  readonly ExpirationDate?: string | null | undefined;
  /** True: renewed by automatic charges; false: by hand. */
  readonly RecurringEnabled?: boolean | null | undefined;
  /** False: cancelled. */
  readonly SubscriptionEnabled?: boolean | null | undefined;
  readonly Product?: SubscriptionProductInput | null | undefined;
  readonly EndUser?: SubscriptionEndUserInput | null | undefined;
  readonly DeliveryInfo?: DeliveryInfoInput | null | undefined;
  readonly AvangateCustomerReference?: number | null | undefined;
  readonly ExternalCustomerReference?: string | null | undefined;
};

export type SubscriptionPaymentInformation = {
  /** CC for cards. */
  readonly Type: string | null;
  readonly Currency: string | null;
  readonly PaymentMethod: SubscriptionPaymentMethod | null;
};

export type SubscriptionPaymentMethod = {
  /** The first four. */
  readonly FirstDigits: string | null;
  /** The last four. */
  readonly LastDigits: string | null;
  readonly ExpirationMonth: string | null;
  readonly ExpirationYear: string | null;
  /** The bank replaced the card, and the gateway told of it. */
  readonly CardUpdated: boolean | null;
  /** Where the holder of a new card confirms it, while that is pending. */
  readonly Authorize3DSUrl: string | null;
  readonly CardType: string | null;
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

export type SubscriptionProductInput = {
  /** The merchant's own code. */
  readonly ProductCode?: string | null | undefined;
  readonly ProductId?: number | null | undefined;
  readonly ProductName?: string | null | undefined;
  readonly ProductVersion?: string | null | undefined;
  readonly ProductQuantity?: number | null | undefined;
  /** Case-sensitive; null when no option was chosen. */
  readonly PriceOptionCodes?: readonly string[] | null | undefined;
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

export type TaxCategory = {
  /** What a product names as its TaxCategory */
  readonly UUID: string | null;
  readonly Name: string | null;
};

export type TokenRequestInput = {
  /** Of the card holder */
  readonly Name?: string | null | undefined;
  readonly CreditCard: string;
  readonly Cvv: string;
  /** MM/YY */
  readonly ExpirationDate: string;
  /** What the token is for; ordering when absent. The client looks after it itself. */
  readonly Scope?: 'ordering' | 'subscription' | null | undefined;
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
  /** Days */
  readonly Period?: number | null | undefined;
  readonly Price?: number | string | null | undefined;
};

export type UpSell = {
  readonly ParentCode: string | null;
  readonly CampaignCode: string | null;
};

export type UpSellCampaign = {
  /** UUID */
  readonly Code: string | null;
  /** Needed by a new campaign */
  readonly Name: string | null;
  /** First day, in UTC; null starts at once */
  readonly StartDate: string | null;
  /** Last day, in UTC; null never ends */
  readonly EndDate: string | null;
  readonly DisplayForManualRenewals: boolean | null;
  /** A new campaign is disabled when not given */
  readonly Enabled: boolean | null;
  readonly Discount: UpSellDiscount | null;
  readonly PrimaryProduct: UpSellProduct | null;
  readonly RecommendedProduct: UpSellProduct | null;
};

export type UpSellCampaignInput = {
  /** Needed by a new campaign */
  readonly Name?: string | null | undefined;
  /** First day, in UTC; null starts at once */
  readonly StartDate?: string | null | undefined;
  /** Last day, in UTC; null never ends */
  readonly EndDate?: string | null | undefined;
  readonly DisplayForManualRenewals?: boolean | null | undefined;
  /** A new campaign is disabled when not given */
  readonly Enabled?: boolean | null | undefined;
  readonly Discount?: UpSellDiscountInput | null | undefined;
  readonly PrimaryProduct?: UpSellProductInput | null | undefined;
  readonly RecommendedProduct?: UpSellProductInput | null | undefined;
};

export type UpSellDiscount = {
  readonly Type: 'PERCENT' | 'FIXED' | null;
  /** With PERCENT: 0 to 100 with at most four decimals */
  readonly Value: number | null;
  /** With FIXED: one amount a currency */
  readonly Values: readonly UpSellDiscountValue[] | null;
  /** With FIXED; that of the first amount when not given */
  readonly DefaultCurrency: string | null;
};

export type UpSellDiscountInput = {
  readonly Type: 'PERCENT' | 'FIXED';
  /** With PERCENT: 0 to 100 with at most four decimals */
  readonly Value?: number | string | null | undefined;
  /** With FIXED: one amount a currency */
  readonly Values?: readonly UpSellDiscountValueInput[] | null | undefined;
  /** With FIXED; that of the first amount when not given */
  readonly DefaultCurrency?: string | null | undefined;
};

export type UpSellDiscountValue = {
  readonly Currency: string | null;
  readonly Amount: number | null;
};

export type UpSellDiscountValueInput = {
  readonly Currency: string;
  readonly Amount: number | string;
};

export type UpSellDisplayType = {
  readonly UpsellingDisplayType: 'overlay' | 'interstitial' | null;
};

export type UpSellInput = {
  readonly ParentCode?: string | null | undefined;
  readonly CampaignCode?: string | null | undefined;
};

export type UpSellOption = {
  readonly Code: string | null;
  /** Of a scale option */
  readonly Value: number | null;
};

export type UpSellOptionGroup = {
  readonly Code: string | null;
  readonly Options: readonly UpSellOption[] | null;
};

export type UpSellOptionGroupInput = {
  readonly Code: string;
  readonly Options?: readonly UpSellOptionInput[] | null | undefined;
};

export type UpSellOptionInput = {
  readonly Code: string;
  /** Of a scale option */
  readonly Value?: number | null | undefined;
};

export type UpSellPage = {
  readonly Page: number | null;
  readonly Limit: number | null;
  readonly Upsells: readonly UpSellCampaign[] | null;
  /** How many there are on all pages */
  readonly UpsellsCount: number | null;
};

export type UpSellProduct = {
  /** Code of the product; needed by a new campaign */
  readonly Code: string | null;
  /** 0 stands for any */
  readonly Quantity: number | null;
  readonly PriceOptions: readonly UpSellOptionGroup[] | null;
};

export type UpSellProductInput = {
  /** Code of the product; needed by a new campaign */
  readonly Code?: string | null | undefined;
  /** 0 stands for any */
  readonly Quantity?: number | null | undefined;
  readonly PriceOptions?: readonly UpSellOptionGroupInput[] | null | undefined;
};

export type UpSellSearchOptionsInput = {
  /** Part of the name, in any letter case */
  readonly Name?: string | null | undefined;
  readonly PrimaryProductCodes?: readonly string[] | null | undefined;
  readonly RecommendedProductCodes?: readonly string[] | null | undefined;
  /** Only Enabled when not given */
  readonly Statuses?: readonly ('Enabled' | 'Disabled' | 'Expired')[] | null | undefined;
  /** That day or earlier */
  readonly StartsBefore?: string | null | undefined;
  /** That day or later */
  readonly StartsAfter?: string | null | undefined;
  /** That day or earlier */
  readonly EndsBefore?: string | null | undefined;
  /** That day or later */
  readonly EndsAfter?: string | null | undefined;
  readonly EnabledForRenewals?: boolean | null | undefined;
  readonly CampaignCodes?: readonly string[] | null | undefined;
  readonly Page?: number | null | undefined;
  readonly Limit?: number | null | undefined;
};

export type UpdatePaymentDetailsInput = {
  readonly Type?: 'EES_TOKEN_PAYMENT' | null | undefined;
  readonly PaymentMethod?: UpdatePaymentMethodInput | null | undefined;
};

export type UpdatePaymentInformationRequestInput = {
  readonly PaymentDetails?: UpdatePaymentDetailsInput | null | undefined;
};

export type UpdatePaymentMethodInput = {
  /** Of createToken or 2Pay.js; used up by the call. */
  readonly EesToken?: string | null | undefined;
  readonly Vendor3DSReturnURL?: string | null | undefined;
  readonly Vendor3DSCancelURL?: string | null | undefined;
};

export type UpgradeSchema = {
  readonly UpgradeSettings: UpgradeSettings | null;
  /** Codes of products */
  readonly AllowUpgradeFrom: readonly string[] | null;
};

export type UpgradeSchemaInput = {
  readonly UpgradeSettings: UpgradeSettingsInput;
  /** Codes of products */
  readonly AllowUpgradeFrom: readonly string[];
};

export type UpgradeSettings = {
  /** 1 full price, 2 difference of prices, 3 prorated on the last payment, 4 prorated on the catalog price */
  readonly PricingScheme: number | null;
  /** With the pricing schemes 1 and 2 only */
  readonly OptionPriceOperator: 'ADD' | 'SUBTRACT' | null;
  /** With the pricing schemes 1 and 2 only */
  readonly OptionPricePercentage: number | null;
  readonly UseProductCatalogPricing: boolean | null;
  readonly ProrateIgnoreGracePeriod: boolean | null;
  /** 1 a new subscription for the old one, 2 prolonged from the upgrade on, 3 the end stays as it was */
  readonly SubscriptionUpgradeType: number | null;
};

export type UpgradeSettingsInput = {
  /** 1 full price, 2 difference of prices, 3 prorated on the last payment, 4 prorated on the catalog price */
  readonly PricingScheme: number;
  /** With the pricing schemes 1 and 2 only */
  readonly OptionPriceOperator?: 'ADD' | 'SUBTRACT' | null | undefined;
  /** With the pricing schemes 1 and 2 only */
  readonly OptionPricePercentage?: number | null | undefined;
  readonly UseProductCatalogPricing?: boolean | null | undefined;
  readonly ProrateIgnoreGracePeriod?: boolean | null | undefined;
  /** 1 a new subscription for the old one, 2 prolonged from the upgrade on, 3 the end stays as it was */
  readonly SubscriptionUpgradeType: number;
};
