import type { PricingConfiguration } from '../pricing/index.ts';
import type { SubscriptionTerms } from './objects/subscription.ts';
import type { ProductAnswer } from './objects.ts';

export type ProductType = 'REGULAR' | 'BUNDLE';
export type Fulfillment = 'NO_DELIVERY' | 'BY_AVANGATE' | 'BY_VENDOR';

/** A price list with what the catalog keeps beside the prices. */
export type PriceList = PricingConfiguration & {
  readonly useOriginalPrices: boolean;
  /** Option groups in use, and whether the shopper has to choose. */
  readonly optionGroups: readonly { readonly code: string; readonly required: boolean }[];
};

export type ProductGroupFacts = {
  readonly code: string;
  readonly name: string;
  readonly templateName: string;
  readonly description: string;
};

/** What is only told back to the merchant, as the API tells it. */
export type ProductDetails = Pick<
  ProductAnswer,
  | 'ShippingClass'
  | 'GiftOption'
  | 'ShortDescription'
  | 'LongDescription'
  | 'SystemRequirements'
  | 'ProductCategory'
  | 'Platforms'
  | 'TrialUrl'
  | 'TrialDescription'
  | 'ReviewProductUrl'
  | 'ReviewAdditionalDetails'
  | 'AdditionalFields'
  | 'Translations'
  | 'BundleProducts'
  | 'FulfillmentInformation'
  | 'TangibleDetails'
>;

/** A product as it is kept, price lists included. */
export type ProductRecord = {
  /** The number that the API calls AvangateId. */
  readonly productId: bigint;
  readonly code: string;
  readonly type: ProductType;
  readonly name: string;
  readonly version: string;
  readonly enabled: boolean;
  readonly groupCode: string | null;
  readonly group: ProductGroupFacts | null;
  readonly taxCategory: string | null;
  readonly multipleUnits: boolean;
  readonly tangible: boolean;
  readonly fulfillment: Fulfillment;
  readonly generatesSubscription: boolean;
  /** Kept while the product makes no subscriptions, too, for the day it does again. */
  readonly subscription: SubscriptionTerms | null;
  readonly externalReference: string;
  readonly details: ProductDetails;
  /** Today's labels of the account's additional fields among those that the product asks. */
  readonly fieldLabels: readonly { readonly code: string; readonly label: string }[];
  readonly priceLists: readonly PriceList[];
};
