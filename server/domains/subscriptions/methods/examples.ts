import type { ExampleStep } from '../../../api/method.ts';
import { withOrder } from '../../examples.ts';

/** A paid order whose subscription ends a week before $later, so that it can be paused until then. */
export const withTimeToPause: readonly ExampleStep[] = [
  ...withOrder,
  {
    call: 'getSubscription',
    params: { subscriptionReference: '$subscription' },
    keep: { later: 'ExpirationDate' },
  },
  { call: 'extendSubscription', params: { subscriptionReference: '$subscription', days: -7 } },
];

export const withPause: readonly ExampleStep[] = [
  ...withTimeToPause,
  {
    call: 'setRenewalPause',
    params: { subscriptionReference: '$subscription', resumeDate: '$later', pauseReason: 'On leave' },
  },
];
