import { refusal } from '../../api/errors.ts';

export const CROSS_SELL_CAMPAIGN_NOT_FOUND = refusal(
  'CROSS_SELL_CAMPAIGN_NOT_FOUND',
  28001,
  'not-found',
  'There is no such cross-sell campaign.',
);
export const CROSS_SELL_CAMPAIGN_INVALID = refusal(
  'CROSS_SELL_CAMPAIGN_INVALID',
  28002,
  'invalid',
  'The cross-sell campaign cannot be.',
);
export const CROSS_SELL_SETTINGS_INVALID = refusal(
  'CROSS_SELL_SETTINGS_INVALID',
  28003,
  'invalid',
  'Pictures of recommended products are 60, 80, 100 or 150 pixels wide.',
);
export const UP_SELL_CAMPAIGN_NOT_FOUND = refusal(
  'UP_SELL_CAMPAIGN_NOT_FOUND',
  28011,
  'not-found',
  'There is no such upsell campaign.',
);
export const UP_SELL_CAMPAIGN_INVALID = refusal(
  'UP_SELL_CAMPAIGN_INVALID',
  28012,
  'invalid',
  'The upsell campaign cannot be.',
);
