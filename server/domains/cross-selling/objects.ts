import { Pagination } from '../../api/pagination.ts';
import { amount, date, flag, integer, list, object, type Read, text, type Written } from '../../api/schema.ts';

/** The shapes of cross-sell, members in the order in which the platform answers them. */

export const CrossSellPrice = object('CrossSellPrice', { Currency: text(), Price: amount() });

export const CrossSellProduct = object('CrossSellProduct', {
  ProductCode: text({ required: true, max: 255 }),
  Discount: amount({ about: 'Percent of the net price, 0 to 100 with at most four decimals; 0 when not given' }),
  DiscountType: text({ oneOf: ['PERCENT'] }),
  Type: text({ max: 64, since: '4.0', about: 'Own when not given' }),
  AutoAdded: flag({ since: '4.0' }),
  BasePrice: list(CrossSellPrice, { readonly: true, since: '4.0', about: 'One unit, without options' }),
  DiscountedPrice: list(CrossSellPrice, { readonly: true, since: '4.0' }),
});

export const DISPLAY_TYPES = ['cart', 'review', 'finish'] as const;

export const CrossSellCampaign = object('CrossSellCampaign', {
  CampaignCode: text({ max: 64, about: 'Generated; tells an update which campaign is meant' }),
  Name: text({ max: 255, about: 'Needed by a new campaign' }),
  MasterProducts: list(text({ max: 255 }), {
    max: 500,
    aliases: ['ProductCode'],
    about: 'Codes of the products beside which others are recommended; needed by a new campaign',
  }),
  DisplayType: text({ oneOf: DISPLAY_TYPES, about: 'Needed by a new campaign' }),
  DisplayInEmail: flag({ about: 'Recommend in the receipt, too' }),
  Products: list(CrossSellProduct, { max: 100, about: 'The recommended ones; needed by a new campaign' }),
  StartDate: date({ about: 'First day, in the zone of the account; null starts at once' }),
  EndDate: date({ about: 'Last day; null never ends' }),
  CampaignStatus: text({ oneOf: ['ACTIVE', 'INACTIVE'], since: '4.0', about: 'ACTIVE when not given' }),
  CampaignOwnerType: text({ oneOf: ['MERCH', 'AFF'], readonly: true, since: '4.0' }),
});

export type SentCrossSellCampaign = Read<typeof CrossSellCampaign>;
export type CrossSellCampaignAnswer = Written<typeof CrossSellCampaign>;

export const CrossSellSearchOptions = object('CrossSellSearchOptions', {
  CampaignName: text({ max: 255, aliases: ['Name'], about: 'Part of the name, in any letter case' }),
  Status: list(text({ oneOf: ['ACTIVE', 'INACTIVE'] }), { aliases: ['Statuses', 'CampaignStatus'] }),
  Products: list(text({ max: 255 }), { aliases: ['MasterProducts'], about: 'Any of these is a master product' }),
  RecommendedProducts: list(text({ max: 255 }), { about: 'Any of these is recommended' }),
  StartDate: date({ about: 'Starts on that day or later' }),
  EndDate: date({ about: 'Ends on that day or earlier' }),
  Type: text({ oneOf: ['MERCH', 'AFF'] }),
  Page: integer({ min: 0, max: 10_000_000 }),
  Limit: integer({ min: 0, max: 100_000 }),
  Pagination,
});

export const CrossSellPage = object('CrossSellPage', { Items: list(CrossSellCampaign), Pagination });

export const CrossSellTexts = object('CrossSellTexts', { Title: text(), Description: text(), Language: text() });

export const CrossSellSettings = object('CrossSellSettings', {
  maxThumbSize: integer({ about: 'Width of pictures in pixels: 60, 80, 100 or 150' }),
  displayProductsMax: integer({ min: 1, max: 100, about: 'Most products that are shown; three fit well' }),
  displayShortDescription: flag(),
});
