import { Pagination } from '../../../api/pagination.ts';
import { integer, list, object, orText, type Read, text, type Written } from '../../../api/schema.ts';
import { PURCHASE_TYPES } from './sku.ts';

/** The shapes of SKUs, members in the order in which the platform answers them. */

const MAX_ROWS = 5_000;

const Code = { max: 255 } as const;
const Currency = { max: 3, fold: 'upper' } as const;
const Quantity = { min: 0, max: 999_999_999 } as const;

// ---- asking for combinations ----

const SkuOptionGroupCode = object('SkuOptionGroupCode', { Code: text({ required: true, ...Code }) });

const SkuSchemaConfiguration = object('SkuSchemaConfiguration', {
  Code: text({ required: true, ...Code }),
  VolumeDiscounts: list(list(integer(Quantity)), { about: 'Intervals of quantities, each as its two ends' }),
  OptionGroups: list(SkuOptionGroupCode),
});

const SkuSchemaProduct = object('SkuSchemaProduct', {
  Code: text({ required: true, ...Code, aliases: ['ProductCode'] }),
  Currencies: list(text(Currency)),
  PurchaseTypes: list(text({ oneOf: PURCHASE_TYPES })),
  PricingConfigurationCodes: list(SkuSchemaConfiguration, { about: 'All of the product when not given' }),
});

export const SkuSchemaRequest = object('SkuSchemaRequest', {
  Products: list(SkuSchemaProduct, { about: 'One; a schema is of one product' }),
  schema: text({ about: 'The whole request as JSON text, for query strings' }),
});

export type SentSchemaProduct = Read<typeof SkuSchemaProduct>;

// ---- SKUs with their combinations ----

const SkuRowOption = object('SkuRowOption', {
  Name: text(Code),
  Value: text({ required: true, ...Code, aliases: ['Code', 'OptionValue'], about: 'Code of the option' }),
});

const SkuRowGroup = object('SkuRowGroup', {
  GroupCode: text({ required: true, ...Code, aliases: ['Code'] }),
  Options: list(SkuRowOption),
});

export const SkuRow = object('SkuRow', {
  ProductSKU: text({
    max: 256,
    aliases: ['SKU', 'SkuCode'],
    about: 'Rows without one are left out when they are sent',
  }),
  Currency: text(Currency),
  FromQty: integer({ ...Quantity, aliases: ['FromQuantity'] }),
  ToQty: integer({ ...Quantity, aliases: ['ToQuantity'] }),
  PurchaseType: text({ oneOf: PURCHASE_TYPES, aliases: ['PurchaseTypes'] }),
  Groups: list(SkuRowGroup),
  Options: text({ about: 'The chosen options once more, for handing back; counts where Groups are missing' }),
});

const SkuConfiguration = object('SkuConfiguration', {
  Code: text({ required: true, ...Code }),
  Details: list(SkuRow, { max: MAX_ROWS, aliases: ['SKUs'] }),
});

export const SkuSchema = object('SkuSchema', {
  ProductCode: text({ required: true, ...Code }),
  PricingConfigurations: list(SkuConfiguration, { aliases: ['SkuPricingOptions'] }),
});

export type SentSkuSchema = Read<typeof SkuSchema>;
export type SentSkuRow = Read<typeof SkuRow>;
export type SkuSchemaAnswer = Written<typeof SkuSchema>;
export type SkuRowAnswer = Written<typeof SkuRow>;

// ---- searching ----

const SkuSearchCode = orText(object('SkuSearchCode', { Code: text(Code) }), 'Code');

const SkuQuantityInterval = object('SkuQuantityInterval', {
  MinQuantity: integer(Quantity),
  MaxQuantity: integer(Quantity),
});

const SkuSearchOption = orText(
  object('SkuSearchOption', { OptionValue: text({ ...Code, aliases: ['Value', 'Code'] }) }),
  'OptionValue',
);

const SkuSearchGroup = object('SkuSearchGroup', {
  Code: text({ required: true, ...Code, aliases: ['GroupCode'] }),
  Options: list(SkuSearchOption),
});

const SkuSearchConfiguration = object('SkuSearchConfiguration', {
  Code: text(Code),
  Currencies: list(SkuSearchCode),
  PurchaseTypes: list(SkuSearchCode),
  QuantityIntervals: list(SkuQuantityInterval, { about: 'Intervals within any of these' }),
  PriceOptionGroups: list(SkuSearchGroup, { about: 'All of these groups, with any of the options' }),
});

export const SkuSearchOptions = object('SkuSearchOptions', {
  ProductCode: text(Code),
  PricingConfigurations: list(SkuSearchConfiguration, { max: 100, about: 'SKUs that fit any of these' }),
  Page: integer({ min: 0, max: 10_000_000 }),
  Limit: integer({ min: 0, max: 100_000 }),
  Pagination,
});

export type SentSkuSearch = Read<typeof SkuSearchOptions>;

export const SkuPage = object('SkuPage', { Items: list(SkuSchema), Pagination });

// ---- one SKU ----

export const SkuDetails = object('SkuDetails', {
  PricingConfigurationCode: text(),
  ProductCode: text(),
  Currency: text(),
  PriceOptions: list(text()),
  PurchaseType: text({ oneOf: PURCHASE_TYPES }),
  FromQuantity: integer({ asText: true }),
  ToQuantity: integer({ asText: true }),
});

export const SkuLookup = object('SkuLookup', {
  PricingConfigurationCode: text({ ...Code, about: 'Only a deletion can do without' }),
  Currency: text(Currency),
  PurchaseType: text({ oneOf: PURCHASE_TYPES }),
  PriceOptions: list(text(Code), { about: 'Codes or names of all options' }),
  Quantity: integer({ min: 1, max: 999_999_999 }),
});

export type SentSkuLookup = Read<typeof SkuLookup>;

export const SkuDeletion = object('SkuDeletion', {
  ProductCode: text({ required: true, ...Code }),
  PricingConfigurationCode: text({ ...Code, aliases: ['PriceConfigurationCode'] }),
  SkuCode: text({ required: true, max: 256, aliases: ['ProductSKU', 'SKU'] }),
});

/** The one-object form of what is deleted by its details; the bare product code is read as its ProductCode. */
export const SkuDetailsDeletion = orText(
  object('SkuDetailsDeletion', {
    ProductCode: text({ required: true, ...Code }),
    skuDetails: { ...SkuLookup, terms: { aliases: ['skuDetailsObject'] } },
  }),
  'ProductCode',
);
