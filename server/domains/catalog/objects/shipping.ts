import { Pagination } from '../../../api/pagination.ts';
import { amount, flag, integer, list, object, type Read, text, type Written } from '../../../api/schema.ts';

const NAME = { max: 255 } as const;

export const ShippingMethod = object('ShippingMethod', {
  Name: text(NAME),
  Code: text(NAME),
  TrackingURL: text({ max: 2048 }),
  BasePrice: text({ max: 20 }),
  Currency: text({ max: 3, fold: 'upper', about: 'Of all amounts of the method' }),
  Active: flag(),
  Availability: text({
    oneOf: ['ALL', 'CUSTOM', 'HOME'],
    aliases: ['Availablity'],
    about: 'ALL countries, those of the list, or the country of the merchant',
  }),
  Countries: list(
    object('ShippingCountry', {
      CountryCode: text({ max: 2, fold: 'upper', required: true }),
      Surcharge: text({ max: 20 }),
    }),
    { max: 300 },
  ),
  Surcharge: list(
    object('ShippingSurcharge', {
      Type: text({ oneOf: ['PRICE', 'WEIGHT'], required: true }),
      From: amount({ about: 'Amount of the goods, or kilograms' }),
      To: amount({ about: 'Amount of the goods, or kilograms; null: without end' }),
      Amount: amount({ required: true }),
      ApplyTo: text({ oneOf: ['ORDER', 'PRODUCT'] }),
    }),
    { max: 100 },
  ),
});

/** A shipping method in a seed. */
export const DeclaredShippingMethod = object('DeclaredShippingMethod', { ...ShippingMethod.members, Default: flag() });

export const ShippingMethodFilter = object('ShippingMethodFilter', {
  Name: text({ ...NAME, about: 'Part of the name, in any letter case' }),
  Codes: list(text(NAME), { aliases: ['Code'] }),
  Active: flag(),
  Limit: integer({ min: 0, max: 100_000 }),
  Page: integer({ min: 0, max: 10_000_000 }),
  Pagination,
});

export const ShippingMethodPage = object('ShippingMethodPage', { Items: list(ShippingMethod), Pagination });

export type SentShippingMethod = Read<typeof DeclaredShippingMethod>;
export type AnsweredShippingMethod = Written<typeof ShippingMethod>;
