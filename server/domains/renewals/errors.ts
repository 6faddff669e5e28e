import { refusal } from '../../api/errors.ts';

// Numbers and names are ours: the platform's documents list none for these calls.
const invalid = (code: string, number: number, sentence: string) => refusal(code, number, 'invalid', sentence);

export const SUBSCRIPTION_NOT_TRIAL = invalid('SUBSCRIPTION_NOT_TRIAL', 26001, 'The subscription is not on trial.');
export const TRIAL_CONVERSION_TOO_SOON = invalid(
  'TRIAL_CONVERSION_TOO_SOON',
  26002,
  'The trial was charged in vain less than 24 hours ago.',
);
export const RENEWAL_PRICE_NOT_AVAILABLE = invalid(
  'RENEWAL_PRICE_NOT_AVAILABLE',
  26003,
  'There is no price for the renewal of the subscription.',
);
export const RENEWAL_DECLINED = invalid('RENEWAL_DECLINED', 26004, 'The charge was declined.');
export const RENEWAL_IN_PROGRESS = refusal(
  'RENEWAL_IN_PROGRESS',
  26005,
  'conflict',
  'The subscription is being charged at this moment.',
);
export const RENEWAL_PRICE_INVALID = invalid('RENEWAL_PRICE_INVALID', 26006, 'The price of a renewal is not valid.');
export const RENEWAL_CYCLES_INVALID = invalid(
  'RENEWAL_CYCLES_INVALID',
  26007,
  'A price is set for 1 to 1000 billing cycles.',
);
export const RENEWAL_CURRENCY_INVALID = invalid('RENEWAL_CURRENCY_INVALID', 26008, 'The currency is not valid.');
export const RENEWAL_REASON_INVALID = invalid(
  'RENEWAL_REASON_INVALID',
  26009,
  'The reason has at most 500 characters.',
);
export const RENEWAL_NOT_POSSIBLE = invalid(
  'RENEWAL_NOT_POSSIBLE',
  26010,
  'Nothing follows the running cycle of the subscription.',
);
