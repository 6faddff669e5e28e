import { createHash } from 'node:crypto';
import type Stripe from 'stripe';
import type { Db } from '../../db/database.ts';
import type { Logger } from '../../kit/log.ts';
import type { CallRow } from './calls.ts';
import { StripeFault } from './fault.ts';

/** What a merchant has from Stripe. */
export type StripeKeys = {
  /** Pays and refunds: `sk_…`, or a restricted key `rk_…`. */
  readonly secretKey: string;
  /** What events are signed with, `whsec_…`; several while they are being changed. */
  readonly webhookSecrets: readonly string[];
};

/** What all parts of the adapter work with. */
export type StripeParts = {
  /** Where calls are written down; never a transaction of the caller, which could be undone. */
  readonly db: Db;
  readonly log: Logger;
  /** The real time, which is Stripe's too. */
  readonly now: () => Date;
  readonly keysOf: (merchantId: bigint) => Promise<StripeKeys | null>;
  readonly clientOf: (secretKey: string) => Stripe;
};

/** A merchant's account at Stripe. */
export type Account = { readonly api: Stripe; readonly isTestMode: boolean };

/** Whether a secret key moves no real money. */
export const isTestKey = (secretKey: string): boolean => /^(sk|rk)_test_/.test(secretKey);

/** Rejects with StripeFault (KEYS) when the merchant has none. */
export const accountOf = async ({ keysOf, clientOf }: StripeParts, merchantId: bigint): Promise<Account> => {
  const keys = await keysOf(merchantId);
  if (keys === null) throw new StripeFault('KEYS', 'The merchant has no keys for Stripe');
  return { api: clientOf(keys.secretKey), isTestMode: isTestKey(keys.secretKey) };
};

/** Longest key that Stripe takes. */
const MOST_SIGNS = 255;

/**
 * The key under which Stripe does one step of a call once. Merchants may share an account, so they are part of it; a call
 * that was given up and is made anew gets new ones.
 */
export const stripeKey = (call: Pick<CallRow, 'merchant_id' | 'idempotency_key' | 'epoch'>, step: string): string => {
  const key = `sutler:${call.merchant_id}:${call.idempotency_key}:${step}:${call.epoch}`;
  return key.length <= MOST_SIGNS ? key : `sutler:${createHash('sha256').update(key).digest('hex')}`;
};

/** What is written on everything that is made at Stripe, so that it is found again and told from what others made. */
export const labels = (call: Pick<CallRow, 'merchant_id' | 'idempotency_key'>) => ({
  merchant_id: String(call.merchant_id),
  idempotency_key: call.idempotency_key,
});
