/** SINGLE: one code for everybody. MULTIPLE: many codes, each of them good for one order. */
export type CouponType = 'SINGLE' | 'MULTIPLE';

export type PromotionType = 'REGULAR' | 'GLOBAL' | 'SPECIAL_PRICE' | 'RENEWAL' | 'CUMULATIVE';

export type ChannelType = 'ECOMMERCE' | 'CHANNEL_MANAGER' | 'ALL';

/** An amount of an upper-case currency in its minor units. */
export type CurrencyAmount = { readonly currency: string; readonly amountMinor: bigint };

export type Discount =
  /** Parts per million of the price, at most a million. */
  | { readonly type: 'PERCENT'; readonly ratePpm: bigint }
  /** The amount of the default currency is always among the values. */
  | { readonly type: 'FIXED'; readonly defaultCurrency: string; readonly values: readonly CurrencyAmount[] };

/** A product that a promotion is for. */
export type PromotionProduct = {
  readonly productCode: string;
  /** Null: every price list. */
  readonly configurationCode: string | null;
  /** Empty: whatever was chosen; else at least one of these options has to be. */
  readonly optionCodes: readonly string[];
};

/** What a unit of a product costs under a promotion of type SPECIAL_PRICE. */
export type SpecialPrice = {
  readonly productCode: string;
  readonly configurationCode: string;
  /** See optionHash; null: for every combination that has no row of its own. */
  readonly optionHash: string | null;
  readonly options: readonly { readonly groupName: string; readonly optionText: string }[];
  readonly prices: readonly CurrencyAmount[];
};

/** What rules and answers need of a promotion beside its products and coupons. */
export type PromotionFacts = {
  /** Ten upper-case hex digits. */
  readonly code: string;
  readonly type: PromotionType;
  readonly name: string;
  readonly description: string;
  readonly enabled: boolean;
  readonly channelType: ChannelType;
  /** First and last day, YYYY-MM-DD in the account's time zone; null: at once, without end. */
  readonly startsOn: string | null;
  readonly endsOn: string | null;
  /** Null: any number of orders. Counts with a SINGLE coupon only. */
  readonly maximumOrders: number | null;
  /** Units of one order that are discounted; null: all. */
  readonly maximumQuantity: number | null;
  readonly instantDiscount: boolean;
  readonly autoApply: boolean;
  readonly couponType: CouponType;
  /** Null with SPECIAL_PRICE. */
  readonly discount: Discount | null;
  /** Of the special prices; null with the other types. */
  readonly defaultCurrency: string | null;
  /** Value of the whole order, tax included, from which the promotion counts. */
  readonly priceThreshold: CurrencyAmount | null;
  readonly applyRecurring: 'NONE' | 'ALL' | 'CUSTOM';
  /** With CUSTOM: how many renewals get the discount. */
  readonly recurringCharges: number | null;
  readonly publishToAffiliates: boolean;
  /** Narrows CUMULATIVE promotions. */
  readonly taxCategory: string | null;
  readonly sources: readonly string[];
};

export type Translation = { readonly language: string; readonly name: string };

/** A promotion as it is kept. */
export type PromotionRecord = PromotionFacts & {
  /** Codes as they were entered, in that order; one with SINGLE. */
  readonly coupons: readonly string[];
  readonly products: readonly PromotionProduct[];
  readonly translations: readonly Translation[];
  readonly specialPrices: readonly SpecialPrice[];
};

/** A promotion that may count for a cart, with what concerns that cart. */
export type CartPromotion = PromotionFacts & {
  /** False when no product is named at all. */
  readonly namesProducts: boolean;
  /** Those of the products in the cart. */
  readonly products: readonly PromotionProduct[];
  readonly specialPrices: readonly SpecialPrice[];
  /** The codes that were entered, and the one code of a SINGLE coupon. */
  readonly coupons: readonly { readonly key: string; readonly code: string; readonly usedUp: boolean }[];
  /** Whether its number of orders is reached. */
  readonly usedUp: boolean;
};
