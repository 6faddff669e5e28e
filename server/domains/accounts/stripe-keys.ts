import { INVALID_PARAMETER, refuse } from '../../api/errors.ts';
import type { Database } from '../../db/database.ts';
import type { MasterKey } from '../../kit/seal.ts';
import { setSecret } from './secrets.ts';

/** Keys of an account at Stripe; what is not given stays as it is. */
export type StripeSecrets = {
  /** Pays and refunds: `sk_…`, or a restricted key `rk_…`. */
  readonly secretKey?: string | undefined;
  /** What the events of the merchant's address are signed with: `whsec_…`. */
  readonly webhookSecret?: string | undefined;
};

const SECRET_KEY = /^(sk|rk)_(test|live)_\w{3,}$/;
const WEBHOOK_SECRET = /^whsec_[\w+/=]{3,}$/;

/** As long as Stripe itself signs with the old secret too, when one is rolled. */
const OVERLAP_MS = 24 * 3_600_000;

/**
 * Gives a merchant its keys for Stripe, sealed. An old secret key is out of use at once, an old webhook secret after
 * a day. Refuses INVALID_PARAMETER for texts that cannot be keys, without repeating them.
 */
export const setStripeKeys = async (
  deps: { readonly database: Database; readonly masterKeys: readonly MasterKey[] },
  merchantId: bigint,
  { secretKey, webhookSecret }: StripeSecrets,
  at: Date,
): Promise<void> => {
  if (secretKey !== undefined && !SECRET_KEY.test(secretKey)) {
    refuse(INVALID_PARAMETER, 'A secret key of Stripe begins with sk_live_, sk_test_, rk_live_ or rk_test_.');
  }
  if (webhookSecret !== undefined && !WEBHOOK_SECRET.test(webhookSecret)) {
    refuse(INVALID_PARAMETER, 'The signing secret of a webhook of Stripe begins with whsec_.');
  }
  if (secretKey !== undefined) {
    await setSecret(deps, merchantId, 'STRIPE_API', secretKey, { at, overlapMs: 0 });
  }
  if (webhookSecret !== undefined) {
    await setSecret(deps, merchantId, 'STRIPE_WEBHOOK', webhookSecret, { at, overlapMs: OVERLAP_MS });
  }
};
