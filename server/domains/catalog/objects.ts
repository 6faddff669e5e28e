import { Pagination } from '../../api/pagination.ts';
import { amount, flag, integer, list, object, type Read, text, type Written } from '../../api/schema.ts';
import { FulfillmentInformation } from './objects/fulfillment.ts';
import { Price, PricingConfiguration } from './objects/pricing.ts';
import { SubscriptionInformation } from './objects/subscription.ts';

const CODE = { max: 255 } as const;
const NAME = { max: 255 } as const;
const LANGUAGE = { max: 5, fold: 'upper' } as const;
const CURRENCY = { max: 3, fold: 'upper' } as const;

export const ProductGroup = object('ProductGroup', {
  Name: text(NAME),
  Code: text(CODE),
  TemplateName: text(NAME),
  Description: text(),
  Enabled: flag({ writeonly: true }),
});

export const TaxCategory = object('TaxCategory', {
  UUID: text({ max: 36, about: 'What a product names as its TaxCategory' }),
  Name: text(NAME),
});

export const Platform = object('Platform', {
  IdPlatform: text({ required: true, max: 20 }),
  PlatformName: text(NAME),
  Category: text(NAME),
});

export const ProductImage = object('ProductImage', { Default: flag(), URL: text() });

export const ProductAdditionalField = object('ProductAdditionalField', {
  Label: text(NAME),
  Code: text({ ...CODE, required: true }),
  Enabled: flag(),
  Required: flag(),
  URLParameter: text({ readonly: true, about: 'Name under which a buy link passes the value' }),
});

export const ProductTranslation = object('ProductTranslation', {
  Language: text({ ...LANGUAGE, required: true, about: 'ISO 639-1, upper case' }),
  Name: text(NAME),
  Description: text(),
  LongDescription: text(),
  TrialUrl: text(),
  TrialDescription: text(),
  SystemRequirements: text(),
});

export const BundleProduct = object('BundleProduct', { ProductId: integer(), ProductCode: text(CODE) });

export const ShippingClass = object('ShippingClass', {
  Name: text({ ...NAME, required: true }),
  Amount: amount(),
  Currency: text(CURRENCY),
  ApplyTo: text({ oneOf: ['PRODUCT', 'ORDER'] }),
  Type: text({ oneOf: ['PERCENT', 'FIXED'] }),
});

export const TangibleDetails = object('TangibleDetails', {
  UnitDetails: list(object('TangibleUnitDetail', { Type: text({ max: 20 }), Amount: text({ max: 20 }) })),
  Fee: list(object('TangibleFee', { Currency: text(CURRENCY), Amount: text({ max: 20 }) })),
});

type InGroup = { readonly ProductGroup: Written<typeof ProductGroup> | null };

export const Product = object(
  'Product',
  {
    AvangateId: text({ readonly: true, about: 'Digits that the system gives out' }),
    ProductCode: text({ ...CODE, required: true, about: 'Unique in the account' }),
    ProductType: text({ oneOf: ['REGULAR', 'BUNDLE'], about: 'Fixed after creation' }),
    ProductName: text(NAME),
    ProductVersion: text(NAME),
    ProductGroup: { ...ProductGroup, terms: { ...ProductGroup.terms, readonly: true, since: '4.0' } as const },
    GroupName: text({ readonly: true, until: '3.1', was: (latest: InGroup) => latest.ProductGroup?.Name ?? null }),
    ProductGroupCode: text({ ...CODE, writeonly: true, about: 'The default group of the account when not given' }),
    TaxCategory: text({
      max: 64,
      writeonly: true,
      aliases: ['ProductTaxCategoryUUID'],
      about: 'UUID; the default tax category of the account when not given',
    }),
    PurchaseMultipleUnits: flag({ about: 'False limits a purchase to one unit; true when not given' }),
    ShippingClass,
    GiftOption: flag(),
    ShortDescription: text(),
    LongDescription: text(),
    SystemRequirements: text(),
    ProductCategory: text({
      ...NAME,
      noneIsFalse: true,
      about: 'Name of the category; false when there is none',
    }),
    Platforms: list(Platform),
    ProductImages: list(ProductImage, { readonly: true }),
    TrialUrl: text(),
    TrialDescription: text(),
    Enabled: flag({ about: 'A product starts disabled unless told otherwise' }),
    ReviewProductUrl: text({ since: '6.0', max: 2048 }),
    ReviewAdditionalDetails: text({ since: '6.0' }),
    AdditionalFields: list(ProductAdditionalField),
    Translations: list(ProductTranslation),
    PricingConfigurations: list(PricingConfiguration, { max: 200 }),
    Prices: list(Price, { readonly: true, about: 'Always empty: prices stand in the pricing configurations' }),
    BundleProducts: list(BundleProduct, { max: 200 }),
    Fulfillment: text({ oneOf: ['NO_DELIVERY', 'BY_AVANGATE', 'BY_VENDOR'] }),
    GeneratesSubscription: flag(),
    SubscriptionInformation,
    FulfillmentInformation,
    Tangible: flag(),
    TangibleDetails,
    ExternalReference: text(NAME),
  },
  [{ before: '4.0', read: (sent) => ({ ...sent, ...translationsByLanguage(sent) }) }],
);

/** Old clients send translations under their languages: {DE: {Name}} for [{Language: DE, Name}]. */
const translationsByLanguage = (sent: Record<string, unknown>): Record<string, unknown> => {
  const given = sent['Translations'];
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return {};
  const entries: [string, unknown][] = Object.entries(given);
  if (entries.length === 0 || !entries.every(([key]) => /^[a-z]{2}$/i.test(key))) return {};
  return {
    Translations: entries.map(([Language, texts]) => ({ ...(typeof texts === 'object' ? texts : {}), Language })),
  };
};

export type SentProduct = Read<typeof Product>;
export type ProductAnswer = Written<typeof Product>;

export const OrderBy = object('OrderBy', {
  Field: text({
    oneOf: ['ProductStatus', 'ProductName', 'ProductCode', 'ProductType', 'AvangateId'],
    synonyms: {
      STATUS: 'PRODUCTSTATUS',
      ENABLED: 'PRODUCTSTATUS',
      NAME: 'PRODUCTNAME',
      CODE: 'PRODUCTCODE',
      TYPE: 'PRODUCTTYPE',
      ID: 'AVANGATEID',
    },
  }),
  Direction: text({ oneOf: ['asc', 'desc'], synonyms: { ASCENDING: 'ASC', DESCENDING: 'DESC' } }),
});

export const ProductSearchOptions = object('ProductSearchOptions', {
  Name: text({ ...NAME, about: 'Part of the name, in any letter case' }),
  Codes: list(text(CODE)),
  Types: list(text({ oneOf: ['REGULAR', 'BUNDLE'] })),
  Enabled: flag(),
  ReviewStatus: text({
    oneOf: ['Does not exist', 'Pending', 'In Review', 'Passed', 'Rejected'],
    about: 'No product waits for a review here: all have passed',
  }),
  GroupName: text(NAME),
  Limit: integer({ min: 0, max: 100_000 }),
  Page: integer({ min: 0, max: 10_000_000 }),
  Pagination,
  OrderBy,
});

export const ProductPage = object('ProductPage', { Items: list(Product), Pagination });
