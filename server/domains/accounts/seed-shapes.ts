import { date, flag, integer, list, object, type Read, table, text } from '../../api/schema.ts';

const NAME = { required: true, max: 255 } as const;

/** A merchant as it is declared. Settings, products and what nobody knows yet are read apart from these members. */
export const DeclaredMerchant = object('DeclaredMerchant', {
  code: text({ required: true, max: 64 }),
  name: text({ max: 255 }),
  secretKey: text({ max: 500 }),
  buyLinkSecretWord: text({ max: 500 }),
  insSecretWord: text({ max: 500 }),
  stripe: object('DeclaredStripe', { secretKey: text({ max: 500 }), webhookSecret: text({ max: 500 }) }),
  currency: text({ max: 3, fold: 'upper' }),
  country: text({ max: 2, fold: 'upper' }),
  timeZone: text({ max: 64 }),
  test: flag(),
  enabled: flag(),
  allowedAddresses: list(text({ max: 64 })),
  taxCategories: list(object('DeclaredTaxCategory', { uuid: text({ max: 36 }), name: text(NAME), default: flag() })),
  productGroups: list(
    object('DeclaredProductGroup', {
      name: text(NAME),
      code: text({ max: 255 }),
      templateName: text({ max: 255 }),
      description: text(),
      enabled: flag(),
      default: flag(),
    }),
  ),
  platforms: list(
    object('DeclaredPlatform', {
      id: integer({ required: true, min: 1 }),
      name: text(NAME),
      category: text({ max: 255 }),
    }),
  ),
  refundReasons: list(text({ max: 255 }), { max: 200 }),
});

export type DeclaredMerchant = Read<typeof DeclaredMerchant>;

/** Sections that are read by others than the shape. */
export const OTHER_SECTIONS = [
  'settings',
  'additionalFields',
  'shippingMethods',
  'priceOptionGroups',
  'codeLists',
  'products',
] as const;

/** Exchange rates for all merchants: units of a currency for one euro, on a day. */
export const DeclaredRates = object('DeclaredRates', {
  asOf: date({ required: true }),
  rates: table({ required: true }),
});
