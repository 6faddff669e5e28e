/** Where a cross-sell campaign is shown: in the cart, on the review page, or after the purchase. */
export type DisplayType = 'cart' | 'review' | 'finish';

export type RecommendedProduct = {
  readonly productCode: string;
  /** Share of the net price, parts per million. */
  readonly discountPpm: bigint;
  readonly type: string;
  readonly autoAdded: boolean;
};

/** What a merchant says of a cross-sell campaign. */
export type CampaignFacts = {
  readonly name: string;
  readonly masterProducts: readonly string[];
  readonly displayType: DisplayType;
  readonly displayInEmail: boolean;
  readonly products: readonly RecommendedProduct[];
  /** Days of the account's time zone, 'YYYY-MM-DD', both included; null: at once, without end. */
  readonly startsOn: string | null;
  readonly endsOn: string | null;
  readonly active: boolean;
};

export type CampaignRecord = CampaignFacts & {
  readonly campaignId: bigint;
  readonly code: string;
  readonly ownerType: 'MERCH' | 'AFF';
};

/** One side of an upsell. */
export type UpSellSide = {
  readonly productCode: string;
  /** 0: any. */
  readonly quantity: number;
  readonly options: readonly {
    readonly code: string;
    readonly options: readonly { readonly code: string; readonly value: number | null }[];
  }[];
};

export type UpSellDiscountFacts =
  | { readonly type: 'PERCENT'; readonly ratePpm: bigint }
  | {
      readonly type: 'FIXED';
      readonly defaultCurrency: string;
      readonly values: readonly { readonly currency: string; readonly amountMinor: bigint }[];
    };

/** What a merchant says of an upsell campaign. */
export type UpSellFacts = {
  readonly name: string;
  /** Days of UTC, 'YYYY-MM-DD', both included; null: at once, without end. */
  readonly startsOn: string | null;
  readonly endsOn: string | null;
  readonly displayForManualRenewals: boolean;
  readonly enabled: boolean;
  readonly discount: UpSellDiscountFacts | null;
  readonly primary: UpSellSide;
  readonly recommended: UpSellSide;
};

export type UpSellRecord = UpSellFacts & { readonly campaignId: bigint; readonly code: string };
