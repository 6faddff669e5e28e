import { refusal } from '../../api/errors.ts';

// Numbers and names are ours: the platform's documents list none for subscriptions.
export const SUBSCRIPTION_NOT_FOUND = refusal(
  'SUBSCRIPTION_NOT_FOUND',
  26000,
  'not-found',
  'There is no subscription with this reference.',
);

const invalid = (code: string, number: number, sentence: string) => refusal(code, number, 'invalid', sentence);

export const SUBSCRIPTION_CANCELED = invalid('SUBSCRIPTION_CANCELED', 26020, 'The subscription is cancelled.');
export const SUBSCRIPTION_LIFETIME = invalid('SUBSCRIPTION_LIFETIME', 26021, 'The subscription never ends.');
export const SUBSCRIPTION_EXPIRED = invalid('SUBSCRIPTION_EXPIRED', 26022, 'The subscription has expired.');
export const SUBSCRIPTION_NO_PAYMENT_METHOD = invalid(
  'SUBSCRIPTION_NO_PAYMENT_METHOD',
  26023,
  'No payment method is stored that could be charged.',
);
export const CHURN_REASON_INVALID = invalid('CHURN_REASON_INVALID', 26024, 'The reason is not one that can be given.');
export const SUBSCRIPTION_DAYS_INVALID = invalid(
  'SUBSCRIPTION_DAYS_INVALID',
  26025,
  'The number of days is not valid.',
);
export const SUBSCRIPTION_STATUS_INVALID = invalid(
  'SUBSCRIPTION_STATUS_INVALID',
  26026,
  'This cannot be done in the status of the subscription.',
);
export const PAUSE_DATE_INVALID = invalid('PAUSE_DATE_INVALID', 26027, 'A pause cannot end on this date.');
export const PAUSE_REASON_INVALID = invalid(
  'PAUSE_REASON_INVALID',
  26028,
  'The reason of a pause has at most 100 characters.',
);
export const PAUSE_NOT_FOUND = refusal('PAUSE_NOT_FOUND', 26029, 'not-found', 'The subscription has no pause.');
export const SUBSCRIPTION_FIELD_NOT_FOUND = refusal(
  'SUBSCRIPTION_FIELD_NOT_FOUND',
  26030,
  'not-found',
  'No value of this name is attached to the subscription.',
);
export const SUBSCRIPTION_FIELD_EXISTS = invalid(
  'SUBSCRIPTION_FIELD_EXISTS',
  26031,
  'A value of this name is attached already.',
);
export const SUBSCRIPTION_FIELDS_TOO_MANY = invalid(
  'SUBSCRIPTION_FIELDS_TOO_MANY',
  26032,
  'At most five values can be attached to a subscription.',
);
export const SUBSCRIPTION_FIELD_INVALID = invalid(
  'SUBSCRIPTION_FIELD_INVALID',
  26033,
  'A name and its value have at most 100 characters each.',
);
export const SUBSCRIPTION_UPGRADED = invalid(
  'SUBSCRIPTION_UPGRADED',
  26034,
  'Another subscription took the place of this one.',
);
export const END_USER_INVALID = invalid('END_USER_INVALID', 26035, 'The details of the end user are not valid.');
export const SUBSCRIPTION_ORDER_NOT_FOUND = refusal(
  'SUBSCRIPTION_ORDER_NOT_FOUND',
  26036,
  'not-found',
  'No paid order of the subscription has this reference.',
);
