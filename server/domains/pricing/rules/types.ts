export type PriceKind = 'REGULAR' | 'RENEWAL';
export type PriceType = 'NET' | 'GROSS';
export type PricingSchema = 'DYNAMIC' | 'FLAT';

/** Options of one group, by the codes of group and options. */
export type OptionChoice = { readonly code: string; readonly options: readonly string[] };

/** The amount of one unit for a currency, an interval of quantities and, in FLAT lists, a combination of options. */
export type Price = {
  readonly kind: PriceKind;
  /** Upper-case ISO 4217 code. */
  readonly currency: string;
  readonly minQuantity: number;
  /** Belongs to the interval. */
  readonly maxQuantity: number;
  readonly amountMinor: bigint;
  /** Empty in DYNAMIC lists; in FLAT lists empty for the choice of no option. */
  readonly optionCodes: readonly OptionChoice[];
};

/** One price list of a product. */
export type PricingConfiguration = {
  readonly code: string;
  readonly name: string;
  readonly isDefault: boolean;
  /** ISO 3166 codes of the countries it serves; empty on the default list. */
  readonly billingCountries: readonly string[];
  readonly schema: PricingSchema;
  readonly priceType: PriceType;
  readonly defaultCurrency: string;
  readonly prices: readonly Price[];
};
