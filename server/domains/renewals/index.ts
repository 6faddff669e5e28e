import type { Method } from '../method.ts';
import { convertTrial } from './methods/convert-trial.ts';
import { getNextRenewalPrice } from './methods/get-next-renewal-price.ts';
import { getRenewalDetails } from './methods/get-renewal-details.ts';
import { renewSubscription } from './methods/renew-subscription.ts';
import { setCustomRenewalPrice } from './methods/set-custom-renewal-price.ts';

export { endSubscriptions } from './ending.ts';
export { parseRenewalLink, RENEWAL_PAGE_PATH, type RenewalLink } from './renewal-link.ts';
export { nextRenewalMoment, renewDue } from './run.ts';
export { findProgress, type Progress } from './store.ts';

export const methods: readonly Method[] = [
  convertTrial,
  getNextRenewalPrice,
  getRenewalDetails,
  renewSubscription,
  setCustomRenewalPrice,
];
