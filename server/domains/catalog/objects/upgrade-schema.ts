import { flag, integer, list, object, type Read, text, type Written } from '../../../api/schema.ts';

export const UpgradeSettings = object('UpgradeSettings', {
  PricingScheme: integer({
    required: true,
    min: 1,
    max: 4,
    about: '1 full price, 2 difference of prices, 3 prorated on the last payment, 4 prorated on the catalog price',
  }),
  OptionPriceOperator: text({ oneOf: ['ADD', 'SUBTRACT'], about: 'With the pricing schemes 1 and 2 only' }),
  OptionPricePercentage: integer({ min: 0, max: 1000, about: 'With the pricing schemes 1 and 2 only' }),
  UseProductCatalogPricing: flag(),
  ProrateIgnoreGracePeriod: flag(),
  SubscriptionUpgradeType: integer({
    required: true,
    min: 1,
    max: 3,
    about: '1 a new subscription for the old one, 2 prolonged from the upgrade on, 3 the end stays as it was',
  }),
});

export const UpgradeSchema = object('UpgradeSchema', {
  UpgradeSettings: { ...UpgradeSettings, terms: { ...UpgradeSettings.terms, required: true } as const },
  AllowUpgradeFrom: list(text({ max: 255 }), { required: true, max: 500, about: 'Codes of products' }),
});

export type SentUpgradeSchema = Read<typeof UpgradeSchema>;
export type AnsweredUpgradeSchema = Written<typeof UpgradeSchema>;
