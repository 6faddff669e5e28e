import { refuse } from '../../../api/errors.ts';
import { GET } from '../../../api/method.ts';
import { text } from '../../../api/schema.ts';
import { randomHex } from '../../../kit/ids.ts';
import { withOrder } from '../../examples.ts';
import { method } from '../../method.ts';
import { findState, SUBSCRIPTION_NOT_FOUND } from '../../subscriptions/index.ts';
import { RenewalDetails } from '../objects.ts';
import { keyOfSubscription, renewalLinkOf } from '../renewal-link.ts';

export const getRenewalDetails = method({
  name: 'getRenewalDetails',
  summary: 'Tells whether a subscription renews by itself, and where its customer can renew it by hand.',
  versions: { since: '3.0' },
  params: {
    subscriptionReference: text({ required: true, about: 'Case-sensitive.' }),
  },
  result: RenewalDetails,
  rest: GET('/subscriptions/{subscriptionReference}/renewal/'),
  refusals: [SUBSCRIPTION_NOT_FOUND],
  examples: [
    {
      title: 'one that renews by itself',
      before: withOrder,
      params: { subscriptionReference: '$subscription' },
      answers: { recurringEnabled: true },
    },
    {
      title: 'a reference that nobody has',
      params: { subscriptionReference: 'AAAAAAAAAA' },
      refused: 'SUBSCRIPTION_NOT_FOUND',
    },
  ],
  // The link is made when it is asked for the first time.
  effect: 'write',
  run: async ({ db, merchant, parts }, { subscriptionReference: reference }) => {
    const state = (await findState(db, merchant.id, reference)) ?? refuse(SUBSCRIPTION_NOT_FOUND);
    const { recurring_enabled: recurringEnabled, expires_at: expiresAt } = state;
    if (expiresAt === null) return { recurringEnabled, manualRenewalLink: '' };
    const key =
      state.renewal_key ??
      (await keyOfSubscription(db, merchant.id, reference, randomHex(16))) ??
      refuse(SUBSCRIPTION_NOT_FOUND);
    const path = renewalLinkOf({ merchantId: merchant.id, reference, key });
    return { recurringEnabled, manualRenewalLink: `${parts.publicUrl}${path}` };
  },
});
