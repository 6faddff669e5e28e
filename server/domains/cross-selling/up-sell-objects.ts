import { amount, date, flag, integer, list, object, type Read, text, type Written } from '../../api/schema.ts';

/** The shapes of upsell, members in the order in which the platform answers them. */

export const UpSellOption = object('UpSellOption', {
  Code: text({ required: true, max: 255 }),
  Value: integer({ about: 'Of a scale option' }),
});

export const UpSellOptionGroup = object('UpSellOptionGroup', {
  Code: text({ required: true, max: 255 }),
  Options: list(UpSellOption, { max: 200 }),
});

export const UpSellProduct = object('UpSellProduct', {
  Code: text({ max: 255, aliases: ['ProductCode'], about: 'Code of the product; needed by a new campaign' }),
  Quantity: integer({ min: 0, max: 99_999, about: '0 stands for any' }),
  PriceOptions: list(UpSellOptionGroup, { max: 100 }),
});

export const UpSellDiscountValue = object('UpSellDiscountValue', {
  Currency: text({ required: true, max: 3, fold: 'upper' }),
  Amount: amount({ required: true }),
});

export const UpSellDiscount = object('UpSellDiscount', {
  Type: text({ required: true, oneOf: ['PERCENT', 'FIXED'] }),
  Value: amount({ about: 'With PERCENT: 0 to 100 with at most four decimals' }),
  Values: list(UpSellDiscountValue, { max: 200, about: 'With FIXED: one amount a currency' }),
  DefaultCurrency: text({ max: 3, fold: 'upper', about: 'With FIXED; that of the first amount when not given' }),
});

export const UpSellCampaign = object('UpSellCampaign', {
  Code: text({ readonly: true, about: 'UUID' }),
  Name: text({ max: 500, about: 'Needed by a new campaign' }),
  StartDate: date({ about: 'First day, in UTC; null starts at once' }),
  EndDate: date({ about: 'Last day, in UTC; null never ends' }),
  DisplayForManualRenewals: flag(),
  Enabled: flag({ about: 'A new campaign is disabled when not given' }),
  Discount: UpSellDiscount,
  PrimaryProduct: UpSellProduct,
  RecommendedProduct: UpSellProduct,
});

export type SentUpSellCampaign = Read<typeof UpSellCampaign>;
export type SentUpSellProduct = Read<typeof UpSellProduct>;
export type SentUpSellDiscount = Read<typeof UpSellDiscount>;
export type UpSellCampaignAnswer = Written<typeof UpSellCampaign>;

export const UpSellSearchOptions = object('UpSellSearchOptions', {
  Name: text({ max: 500, about: 'Part of the name, in any letter case' }),
  PrimaryProductCodes: list(text({ max: 255 }), { aliases: ['PrimaryProductCode'] }),
  RecommendedProductCodes: list(text({ max: 255 }), { aliases: ['RecommendedProductCode'] }),
  Statuses: list(text({ oneOf: ['Enabled', 'Disabled', 'Expired'] }), {
    aliases: ['Status'],
    about: 'Only Enabled when not given',
  }),
  StartsBefore: date({ about: 'That day or earlier' }),
  StartsAfter: date({ about: 'That day or later' }),
  EndsBefore: date({ about: 'That day or earlier' }),
  EndsAfter: date({ about: 'That day or later' }),
  EnabledForRenewals: flag(),
  CampaignCodes: list(text({ max: 64 }), { aliases: ['CampaignCode'] }),
  Page: integer({ min: 0, max: 10_000_000 }),
  Limit: integer({ min: 0, max: 100_000 }),
});

export const UpSellPage = object('UpSellPage', {
  Page: integer(),
  Limit: integer(),
  Upsells: list(UpSellCampaign),
  UpsellsCount: integer({ about: 'How many there are on all pages' }),
});

export const UpSellDisplayType = object('UpSellDisplayType', {
  UpsellingDisplayType: text({ oneOf: ['overlay', 'interstitial'] }),
});
