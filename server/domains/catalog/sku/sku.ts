export const PURCHASE_TYPES = ['NEW_PRODUCT', 'RENEWAL', 'TRIAL', 'UPGRADE'] as const;
export type PurchaseType = (typeof PURCHASE_TYPES)[number];

/** Chosen options of one group. */
export type SkuOptionGroup = {
  readonly code: string;
  readonly options: readonly { readonly code: string; readonly name: string }[];
};

/** What a SKU stands for within a price list; null, or no options, means any. */
export type Combination = {
  /** Upper-case ISO 4217 code. */
  readonly currency: string | null;
  readonly purchaseType: PurchaseType | null;
  /** The interval of quantities, both ends included; both null or none. */
  readonly minQuantity: number | null;
  readonly maxQuantity: number | null;
  readonly groups: readonly SkuOptionGroup[];
};

export type Sku = Combination & { readonly sku: string };

export type SkuRecord = Sku & { readonly productCode: string; readonly configurationCode: string };

/** Codes of all options of a combination. */
export const optionCodes = ({ groups }: Pick<Combination, 'groups'>): readonly string[] =>
  groups.flatMap(({ options }) => options.map(({ code }) => code));
