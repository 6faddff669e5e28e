import { refusal } from '../../api/errors.ts';

// Numbers and names are ours: the platform's documents list none for customers.
export const CUSTOMER_NOT_FOUND = refusal(
  'CUSTOMER_NOT_FOUND',
  23000,
  'not-found',
  'There is no customer with this reference.',
);
export const CUSTOMER_REFERENCE_MISSING = refusal(
  'CUSTOMER_REFERENCE_MISSING',
  23001,
  'invalid',
  'One of the references of the customer is needed.',
);
export const CUSTOMER_REFERENCES_DIFFER = refusal(
  'CUSTOMER_REFERENCES_DIFFER',
  23002,
  'invalid',
  'The references do not belong to the same customer.',
);
export const EXTERNAL_REFERENCE_TAKEN = refusal(
  'EXTERNAL_REFERENCE_TAKEN',
  23003,
  'conflict',
  'Another customer has this external reference.',
);
export const COUNTRY_INVALID = refusal(
  'COUNTRY_INVALID',
  23004,
  'invalid',
  'CountryCode must be a country of ISO 3166, two letters.',
);
export const EMAIL_INVALID = refusal('EMAIL_INVALID', 23005, 'invalid', 'Email must be an e-mail address.');
export const COMPANY_REQUIRED = refusal(
  'COMPANY_REQUIRED',
  23006,
  'invalid',
  'A fiscal code is that of a company, so Company is needed with it.',
);
export const FISCAL_CODE_INVALID = refusal(
  'FISCAL_CODE_INVALID',
  23007,
  'invalid',
  'The fiscal code does not have the form of one of the country.',
);
export const SIGN_ON_TIME_INVALID = refusal(
  'SIGN_ON_TIME_INVALID',
  23050,
  'invalid',
  'A link works for 1 to 86400 seconds.',
);
export const SIGN_ON_ADDRESS_INVALID = refusal(
  'SIGN_ON_ADDRESS_INVALID',
  23051,
  'invalid',
  'The address that may use the link is not an IP address.',
);
export const SIGN_ON_PAGE_INVALID = refusal(
  'SIGN_ON_PAGE_INVALID',
  23052,
  'invalid',
  'The shopper account has no such page.',
);
export const SIGN_ON_EMAIL_INVALID = refusal(
  'SIGN_ON_EMAIL_INVALID',
  23053,
  'invalid',
  'The e-mail address is not one of the subscription.',
);
export const SIGN_ON_CUSTOMER_TYPE_INVALID = refusal(
  'SIGN_ON_CUSTOMER_TYPE_INVALID',
  23054,
  'invalid',
  'The reference must be called ExternalCustomerReference or AvangateCustomerReference.',
);
export const SIGN_ON_URL_INVALID = refusal(
  'SIGN_ON_URL_INVALID',
  23055,
  'invalid',
  'The buy link must be a complete address.',
);
export const SIGN_ON_TOKEN_INVALID = refusal(
  'SIGN_ON_TOKEN_INVALID',
  23056,
  'invalid',
  'The token is unknown, or its time is over.',
);
