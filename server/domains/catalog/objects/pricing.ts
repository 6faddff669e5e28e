import { amount, flag, integer, list, object, type Read, text, type Written } from '../../../api/schema.ts';

export const PriceOptionCodes = object('PriceOptionCodes', {
  Code: text({ required: true, max: 255, about: 'Code of the option group' }),
  Options: list(text({ max: 255 }), { about: 'Codes of the options' }),
});

export const Price = object('Price', {
  Amount: amount({ required: true, about: 'In the currency beside it; -1 in an update deletes the price' }),
  Currency: text({ required: true, max: 3, fold: 'upper' }),
  MinQuantity: integer({ asText: true, max: 999_999_999, about: '1 when not given' }),
  MaxQuantity: integer({ asText: true, max: 999_999_999, about: '99999 when not given' }),
  OptionCodes: list(PriceOptionCodes, { about: 'Combination of options that a FLAT price is for' }),
});

export const PriceSets = object('PriceSets', {
  Regular: list(Price),
  Renewal: list(Price, { about: 'None: renewals cost the regular price' }),
});

export const PriceOptionGroupAssigned = object('PriceOptionGroupAssigned', {
  Code: text({ required: true, max: 255 }),
  Required: flag({ about: 'The shopper has to choose' }),
});

export const PricingConfiguration = object('PricingConfiguration', {
  Name: text({ max: 255 }),
  Code: text({ max: 255, about: 'Generated; on an update it tells which configuration is meant' }),
  Default: flag({ about: 'Serves every country that no other configuration serves' }),
  BillingCountries: list(text({ max: 2, fold: 'upper' }), { about: 'ISO 3166 codes' }),
  PricingSchema: text({ oneOf: ['DYNAMIC', 'FLAT'], about: 'Fixed after creation; DYNAMIC when not given' }),
  PriceType: text({ oneOf: ['NET', 'GROSS'], about: 'NET when not given' }),
  DefaultCurrency: text({ max: 3, fold: 'upper', about: 'The currency of the first price when not given' }),
  UseOriginalPrices: flag({ about: 'Renewals keep the price of the first purchase' }),
  Prices: PriceSets,
  PriceOptions: list(PriceOptionGroupAssigned, { about: 'Option groups in use' }),
});

export type SentConfiguration = Read<typeof PricingConfiguration>;
export type SentPrice = Read<typeof Price>;
export type AnsweredConfiguration = Written<typeof PricingConfiguration>;
export type AnsweredPrice = Written<typeof Price>;
