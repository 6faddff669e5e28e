import { INVALID_PARAMETER, refuse } from '../../../api/errors.ts';
import { PRODUCT_TYPE_FIXED } from '../errors.ts';
import { Product, type SentProduct } from '../objects.ts';
import type { Fulfillment, ProductDetails, ProductRecord, ProductType } from '../product.ts';
import { knownCurrency } from './codes.ts';
import { settle } from './settle.ts';
import { subscriptionTerms } from './subscription-terms.ts';

/** A product of which nothing is known but what can never change. */
export const blankProduct = (productId: bigint, code: string, type: ProductType): ProductRecord => ({
  productId,
  code,
  type,
  name: '',
  version: '',
  enabled: false,
  groupCode: null,
  group: null,
  taxCategory: null,
  multipleUnits: true,
  tangible: false,
  fulfillment: 'NO_DELIVERY',
  generatesSubscription: false,
  subscription: null,
  externalReference: '',
  details: detailsAfter(undefined, { ProductCode: code }),
  fieldLabels: [],
  priceLists: [],
});

/**
 * A product after a client sent some members: those not sent stay, null empties. What refers to other rows (group, tax
 * category, members of a bundle, price lists) is settled elsewhere. Refuses PRODUCT_TYPE_FIXED, INVALID_PARAMETER,
 * SUBSCRIPTION_INFORMATION_INVALID, CURRENCY_NOT_KNOWN.
 */
export const productAfter = (before: ProductRecord, sent: SentProduct): ProductRecord => {
  if (sent.ProductType && sent.ProductType !== before.type) refuse(PRODUCT_TYPE_FIXED);
  const name = sent.ProductName ?? before.name;
  if (name.trim() === '') refuse(INVALID_PARAMETER, 'Product.ProductName is required.');
  const generatesSubscription = after(before.generatesSubscription, sent.GeneratesSubscription, false);
  return {
    ...before,
    name,
    version: after(before.version, sent.ProductVersion, ''),
    enabled: after(before.enabled, sent.Enabled, false),
    multipleUnits: after(before.multipleUnits, sent.PurchaseMultipleUnits, true),
    tangible: after(before.tangible, sent.Tangible, false),
    fulfillment: fulfillmentAfter(before.fulfillment, sent.Fulfillment),
    generatesSubscription,
    subscription: subscriptionAfter(before, sent, generatesSubscription),
    externalReference: after(before.externalReference, sent.ExternalReference, ''),
    details: detailsAfter(before.details, sent),
  };
};

const after = <T>(before: T, sent: T | null | undefined, empty: T): T =>
  sent === undefined ? before : (sent ?? empty);

const fulfillmentAfter = (before: Fulfillment, sent: string | null | undefined): Fulfillment => {
  if (sent === undefined) return before;
  return sent === 'BY_AVANGATE' || sent === 'BY_VENDOR' ? sent : 'NO_DELIVERY';
};

const subscriptionAfter = (before: ProductRecord, sent: SentProduct, generates: boolean) => {
  const settled = settle(Product.members.SubscriptionInformation, before.subscription, sent.SubscriptionInformation);
  return settled === null && !generates ? null : subscriptionTerms(settled);
};

const detailsAfter = (before: ProductDetails | undefined, sent: SentProduct): ProductDetails => {
  const { members } = Product;
  const shippingClass = settle(members.ShippingClass, before?.ShippingClass, sent.ShippingClass);
  const tangibleDetails = settle(members.TangibleDetails, before?.TangibleDetails, sent.TangibleDetails);
  if (shippingClass?.Currency) knownCurrency(shippingClass.Currency);
  for (const fee of tangibleDetails?.Fee ?? []) if (fee.Currency) knownCurrency(fee.Currency);
  return {
    ShippingClass: shippingClass,
    GiftOption: settle(members.GiftOption, before?.GiftOption, sent.GiftOption),
    ShortDescription: after(before?.ShortDescription ?? '', sent.ShortDescription, ''),
    LongDescription: after(before?.LongDescription ?? '', sent.LongDescription, ''),
    SystemRequirements: after(before?.SystemRequirements ?? '', sent.SystemRequirements, ''),
    ProductCategory: after(before?.ProductCategory ?? null, sent.ProductCategory || blank(sent.ProductCategory), null),
    Platforms: settle(members.Platforms, before?.Platforms, sent.Platforms),
    TrialUrl: after(before?.TrialUrl ?? '', sent.TrialUrl, ''),
    TrialDescription: after(before?.TrialDescription ?? '', sent.TrialDescription, ''),
    ReviewProductUrl: after(before?.ReviewProductUrl ?? '', sent.ReviewProductUrl, ''),
    ReviewAdditionalDetails: after(before?.ReviewAdditionalDetails ?? '', sent.ReviewAdditionalDetails, ''),
    AdditionalFields: settle(members.AdditionalFields, before?.AdditionalFields, sent.AdditionalFields),
    Translations: settle(members.Translations, before?.Translations, sent.Translations),
    BundleProducts: settle(members.BundleProducts, before?.BundleProducts, sent.BundleProducts),
    FulfillmentInformation: settle(
      members.FulfillmentInformation,
      before?.FulfillmentInformation,
      sent.FulfillmentInformation,
    ),
    TangibleDetails: tangibleDetails,
  };
};

/** An empty text is no category, as null is. */
const blank = (sent: string | null | undefined): null | undefined => (sent === undefined ? undefined : null);
