import type { FastifyInstance } from 'fastify';
import type { Database } from './db/database.ts';
import { type CachedAccounts, findSecrets } from './domains/accounts/index.ts';
import type { Gateway, GatewayEvent } from './gateways/port.ts';
import { registerStripePages } from './gateways/stripe/pages.ts';
import { createStripe, type StripeKeys, stripeParts } from './gateways/stripe/stripe.ts';
import { registerStripeWebhook } from './gateways/stripe/webhook.ts';
import type { Logger } from './kit/log.ts';
import type { MasterKey } from './kit/seal.ts';

export type StripeDeps = {
  readonly database: Database;
  readonly masterKeys: readonly MasterKey[];
  readonly accounts: CachedAccounts;
  readonly log: Logger;
  /** The real time. */
  readonly now: () => Date;
  /** Where Stripe is, without a path; the real one when left out. */
  readonly apiBase?: string;
};

/** Stripe with the keys that merchants have in this database. */
export const joinStripe = ({ accounts, masterKeys, ...deps }: StripeDeps) => {
  const { database: db, log, now, apiBase } = deps;
  const keysOf = (id: bigint): Promise<StripeKeys | null> => stripeKeysOf({ ...deps, masterKeys }, id);
  const parts = stripeParts({ db, keysOf, log, now, apiBase });
  const gateway = createStripe(parts);
  return {
    gateway,
    /** Adds what browsers and Stripe itself call. `around`: the gateway as it is to be asked by pages. */
    registerOn: (
      app: FastifyInstance,
      onEvent: (event: GatewayEvent) => Promise<void>,
      around: Gateway = gateway,
    ): void => {
      const nowOf = async (id: bigint): Promise<Date> =>
        new Date(now().getTime() + ((await accounts.byId(id))?.merchant.clockOffsetMs ?? 0));
      const merchantIdOf = async (code: string): Promise<bigint | undefined> =>
        (await accounts.byCode(code))?.merchant.id;
      registerStripePages(app, { parts, gateway: around, nowOf, onEvent });
      registerStripeWebhook(app, { parts, merchantIdOf, onEvent });
    },
  };
};

/** The keys that a merchant has for Stripe; null when it has none. */
export const stripeKeysOf = async (
  deps: Pick<StripeDeps, 'database' | 'masterKeys' | 'now'>,
  merchantId: bigint,
): Promise<StripeKeys | null> => {
  const secretsFor = (purpose: 'STRIPE_API' | 'STRIPE_WEBHOOK') =>
    findSecrets(deps.database, deps.masterKeys, merchantId, purpose, deps.now());
  const [[newest], signing] = await Promise.all([secretsFor('STRIPE_API'), secretsFor('STRIPE_WEBHOOK')]);
  return newest === undefined ? null : { secretKey: newest.text, webhookSecrets: signing.map(({ text }) => text) };
};
