import { refusal } from '../../api/errors.ts';

export const PRICE_OPTION_GROUP_NOT_FOUND = refusal(
  'PRICE_OPTION_GROUP_NOT_FOUND',
  22001,
  'not-found',
  'There is no such group of price options.',
);
export const PRICE_OPTION_GROUP_CODE_TAKEN = refusal(
  'PRICE_OPTION_GROUP_CODE_TAKEN',
  22002,
  'conflict',
  'Another group of price options has this code.',
);
export const PRICE_OPTION_GROUP_INVALID = refusal(
  'PRICE_OPTION_GROUP_INVALID',
  22003,
  'invalid',
  'The group of price options cannot be.',
);
export const PRICE_OPTION_INTERVALS_OVERLAP = refusal(
  'PRICE_OPTION_INTERVALS_OVERLAP',
  22004,
  'invalid',
  'Two intervals of the group hold the same value.',
);
export const PRICE_OPTION_GROUP_REQUIRED_FIXED = refusal(
  'PRICE_OPTION_GROUP_REQUIRED_FIXED',
  22005,
  'invalid',
  'Whether a group of price options is required cannot be changed.',
);
export const PRICING_CONFIGURATION_NOT_FOUND = refusal(
  'PRICING_CONFIGURATION_NOT_FOUND',
  22006,
  'not-found',
  'There is no such pricing configuration.',
);
export const PRICE_OPTION_GROUP_NOT_ASSIGNED = refusal(
  'PRICE_OPTION_GROUP_NOT_ASSIGNED',
  22007,
  'not-found',
  'The pricing configuration does not use this group of price options.',
);
