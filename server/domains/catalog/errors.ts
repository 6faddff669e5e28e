import { refusal } from '../../api/errors.ts';

export const PRODUCT_NOT_FOUND = refusal('PRODUCT_NOT_FOUND', 21001, 'not-found', 'There is no such product.');
export const PRODUCT_CODE_TAKEN = refusal(
  'PRODUCT_CODE_TAKEN',
  21002,
  'conflict',
  'Another product has this code; codes of disabled products stay taken.',
);
export const PRODUCT_TYPE_FIXED = refusal(
  'PRODUCT_TYPE_FIXED',
  21003,
  'invalid',
  'The type of a product cannot be changed.',
);
export const PRODUCT_GROUP_NOT_FOUND = refusal(
  'PRODUCT_GROUP_NOT_FOUND',
  21004,
  'not-found',
  'There is no such product group.',
);
export const TAX_CATEGORY_NOT_FOUND = refusal(
  'TAX_CATEGORY_NOT_FOUND',
  21005,
  'not-found',
  'There is no such tax category.',
);
export const SUBSCRIPTION_INFORMATION_INVALID = refusal(
  'SUBSCRIPTION_INFORMATION_INVALID',
  21006,
  'invalid',
  'The renewal settings of the product cannot be.',
);
export const BUNDLE_PRODUCTS_INVALID = refusal(
  'BUNDLE_PRODUCTS_INVALID',
  21007,
  'invalid',
  'The members of the bundle cannot be.',
);
export const PRICING_CONFIGURATION_INVALID = refusal(
  'PRICING_CONFIGURATION_INVALID',
  21008,
  'invalid',
  'The pricing configuration cannot be.',
);
export const PRICE_INTERVALS_OVERLAP = refusal(
  'PRICE_INTERVALS_OVERLAP',
  21009,
  'invalid',
  'Two prices of one currency count for the same quantity.',
);
export const CURRENCY_NOT_KNOWN = refusal('CURRENCY_NOT_KNOWN', 21010, 'invalid', 'There is no such currency.');
export const COUNTRY_NOT_KNOWN = refusal('COUNTRY_NOT_KNOWN', 21011, 'invalid', 'There is no such country.');
export const PRODUCT_GROUP_NAME_TAKEN = refusal(
  'PRODUCT_GROUP_NAME_TAKEN',
  21012,
  'conflict',
  'Another product group has this name.',
);
export const CATALOG_LIST_FULL = refusal(
  'CATALOG_LIST_FULL',
  21013,
  'conflict',
  'The account has the most there can be.',
);
export const ADDITIONAL_FIELD_NOT_FOUND = refusal(
  'ADDITIONAL_FIELD_NOT_FOUND',
  21014,
  'not-found',
  'There is no such additional field.',
);
export const ADDITIONAL_FIELD_CODE_TAKEN = refusal(
  'ADDITIONAL_FIELD_CODE_TAKEN',
  21015,
  'conflict',
  'Another additional field has this code.',
);
export const ADDITIONAL_FIELD_INVALID = refusal(
  'ADDITIONAL_FIELD_INVALID',
  21016,
  'invalid',
  'The additional field cannot be.',
);
export const ADDITIONAL_FIELD_NOT_ASSIGNED = refusal(
  'ADDITIONAL_FIELD_NOT_ASSIGNED',
  21017,
  'not-found',
  'The product does not have this additional field.',
);
export const UPGRADE_SCHEMA_INVALID = refusal(
  'UPGRADE_SCHEMA_INVALID',
  21018,
  'invalid',
  'The upgrade schema cannot be.',
);
export const UPGRADE_SCHEMA_NOT_FOUND = refusal(
  'UPGRADE_SCHEMA_NOT_FOUND',
  21019,
  'not-found',
  'The product has no upgrade schema.',
);
