export type OptionGroupType = 'RADIO' | 'CHECKBOX' | 'INTERVAL' | 'COMBO';

/** What an option does to the price of one unit. */
export type PriceImpact = {
  /** What a percentage is of: the base price, or the price with all other options. */
  readonly on: 'BASE' | 'GLOBAL';
  readonly direction: 'ADD' | 'SUBTRACT';
} & (
  | { readonly method: 'PERCENT'; readonly percentPpm: bigint }
  | { readonly method: 'FIXED'; readonly amounts: readonly OptionAmount[] }
);

/** Minor units of an upper-case ISO 4217 currency; net or gross as the price list is. */
export type OptionAmount = { readonly currency: string; readonly amountMinor: bigint };

export type OptionTexts = {
  /** Upper case. */
  readonly language: string;
  readonly name: string;
  readonly description: string | null;
};

export type PriceOption = {
  readonly code: string;
  readonly name: string;
  readonly description: string | null;
  readonly translations: readonly OptionTexts[];
  /** The values of an INTERVAL option, both ends included; 0 and 0 in the other types. */
  readonly scaleMin: number;
  readonly scaleMax: number;
  /** Months by which the first period of a subscription is longer, or shorter when negative. */
  readonly subscriptionMonths: number;
  /** Null: the option leaves the price as it is. */
  readonly impact: PriceImpact | null;
  readonly isDefault: boolean;
};

/** A set of choices. Codes of groups and options are compared case sensitively. */
export type OptionGroup = {
  readonly code: string;
  /** In the language of the account, as is the description. */
  readonly name: string;
  readonly description: string | null;
  /** Texts in all other languages. */
  readonly translations: readonly OptionTexts[];
  readonly type: OptionGroupType;
  readonly required: boolean;
  /** As it was sent; null for groups of the usual kind. */
  readonly usage: string | null;
  readonly usagePricingModel: string | null;
  readonly options: readonly PriceOption[];
};

/** A group in use on a price list. */
export type AssignedGroup = { readonly code: string; readonly required: boolean };

/** Groups that are billed by usage afterwards: nothing of them is chosen in an order. */
export const isPayPerUsage = ({ usage }: Pick<OptionGroup, 'usage'>): boolean =>
  usage !== null && /^pay[-_ ]?per[-_ ]?usage$/i.test(usage);

/** At most one option of the group can be chosen. */
export const takesOneOption = ({ type }: Pick<OptionGroup, 'type'>): boolean => type !== 'CHECKBOX';
