import { refusal } from '../../api/errors.ts';

// Numbers and names are ours: the platform's documents list none for subscriptions.
export const SUBSCRIPTION_NOT_FOUND = refusal(
  'SUBSCRIPTION_NOT_FOUND',
  26000,
  'not-found',
  'There is no subscription with this reference.',
);
