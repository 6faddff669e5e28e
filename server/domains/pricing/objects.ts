import { Pagination } from '../../api/pagination.ts';
import { amount, flag, integer, list, object, type Read, text, type Written } from '../../api/schema.ts';

const CODE = { max: 255 } as const;
const NAME = { max: 255 } as const;
const DIRECTION = ['ADD', 'SUBTRACT'] as const;

export const PriceOptionTranslation = object('PriceOptionTranslation', {
  Name: text(NAME),
  Description: text(),
  Language: text({ max: 5, fold: 'upper', about: 'ISO 639-1, upper case' }),
});

export const SubscriptionImpact = object('SubscriptionImpact', {
  Months: integer({ asText: true, min: 0, max: 1200 }),
  Impact: text({ oneOf: DIRECTION, about: 'ADD when not given' }),
});

export const PriceAmount = object('PriceAmount', {
  Currency: text({ required: true, max: 3, fold: 'upper' }),
  Amount: amount({ required: true }),
});

export const PriceImpact = object('PriceImpact', {
  ImpactOn: text({
    oneOf: ['BASE', 'GLOBAL'],
    about: 'What a percentage is of: the base price, or the price with all other options; BASE when not given',
  }),
  Impact: text({ oneOf: DIRECTION, about: 'ADD when not given' }),
  Method: text({ oneOf: ['PERCENT', 'FIXED'], about: 'PERCENT when only a percentage is given, else FIXED' }),
  Percent: amount({ about: 'With PERCENT; at most four decimals' }),
  Amounts: list(PriceAmount, { max: 200, about: 'With FIXED; never converted, so a missing currency costs nothing' }),
});

export const PriceOption = object('PriceOption', {
  Code: text({ ...CODE, aliases: ['Value'], about: 'Compared case sensitively; generated when not given' }),
  Name: text({ ...NAME, required: true }),
  Description: text(),
  Translations: list(PriceOptionTranslation, { max: 100 }),
  ScaleMin: integer({ min: 0, max: 999_999_999, about: 'INTERVAL: the least value; 0 in the other types' }),
  ScaleMax: integer({ min: 0, max: 999_999_999, about: 'INTERVAL: the largest value, which belongs to it' }),
  SubscriptionImpact,
  PriceImpact,
  Default: flag({ about: 'Chosen when the shopper chooses nothing in the group' }),
});

export const PriceOptionGroup = object('PriceOptionGroup', {
  Name: text({ ...NAME, about: 'The same as the translation of the account’s language' }),
  Description: text(),
  Translations: list(PriceOptionTranslation, { max: 100, about: 'That of the account’s language comes first' }),
  Code: text({ ...CODE, about: 'Generated when not given; fixed after creation; compared case sensitively' }),
  Type: text({ oneOf: ['RADIO', 'CHECKBOX', 'INTERVAL', 'COMBO'] }),
  Options: list(PriceOption, { max: 500 }),
  Required: flag({ about: 'The shopper has to choose; fixed after creation' }),
  Usage: text({ max: 40, since: '6.0' }),
  UsagePricingModel: text({ max: 40, since: '6.0' }),
});

export type SentGroup = Read<typeof PriceOptionGroup>;
export type SentOption = Read<typeof PriceOption>;
export type SentImpact = Read<typeof PriceImpact>;
export type SentTranslation = Read<typeof PriceOptionTranslation>;
export type GroupAnswer = Written<typeof PriceOptionGroup>;

export const PriceOptionSearchOptions = object('PriceOptionSearchOptions', {
  Name: text({ ...NAME, about: 'Part of the name, in any letter case' }),
  Types: list(text({ oneOf: ['RADIO', 'CHECKBOX', 'INTERVAL', 'COMBO'] })),
  Limit: integer({ min: 0, max: 100_000 }),
  Page: integer({ min: 0, max: 10_000_000 }),
  Pagination,
});

export const PriceOptionGroupPage = object('PriceOptionGroupPage', { Items: list(PriceOptionGroup), Pagination });
