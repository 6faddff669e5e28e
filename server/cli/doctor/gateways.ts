import { type Configuration, masterKeysOf } from '../../configuration.ts';
import type { Database } from '../../db/database.ts';
import { gatewayNameOf, type MerchantRecord, merchantOf } from '../../domains/accounts/index.ts';
import { STRIPE } from '../../gateways/registry.ts';
import { isTestKey } from '../../gateways/stripe/account.ts';
import { stripeKeysOf } from '../../stripe.ts';
import { type Finding, fail, ok, warn } from './finding.ts';

const SHOWN = 5;

/** Whether merchants can take payments where they want to. Asks no provider: only what is written down is looked at. */
export const gatewaysCheck = async (
  configuration: Configuration,
  database: Database,
  merchants: readonly MerchantRecord[],
): Promise<Finding> => {
  const byStripe = merchants.filter((one) => gatewayNameOf(merchantOf(one), false) === STRIPE);
  if (byStripe.length === 0) return ok('gateways', 'all payments go to the simulator');
  const deps = { database, masterKeys: masterKeysOf(configuration), now: () => new Date() };
  const [without, unheard, odd]: [string[], string[], string[]] = [[], [], []];
  for (const { id, code, isTest } of byStripe) {
    const keys = await stripeKeysOf(deps, id);
    if (keys === null) without.push(code);
    else if (keys.webhookSecrets.length === 0) unheard.push(code);
    if (keys !== null && isTestKey(keys.secretKey) !== isTest) odd.push(`${code} ${isTest ? 'live' : 'test'} keys`);
  }
  const help = 'run "sutler merchant set-stripe CODE"';
  if (without.length > 0)
    return fail('gateways', `all payments by Stripe are declined, no keys: ${some(without)}; ${help}`);
  if (odd.length > 0) return warn('gateways', `a live merchant has test keys or the other way round: ${some(odd)}`);
  if (unheard.length > 0)
    return warn('gateways', `Stripe cannot tell events, no webhook secret: ${some(unheard)}; ${help}`);
  return ok('gateways', `payments of ${byStripe.length} merchants go to Stripe, and the keys are there`);
};

const some = (texts: readonly string[]): string =>
  texts.length <= SHOWN ? texts.join(', ') : `${texts.slice(0, SHOWN).join(', ')} and ${texts.length - SHOWN} more`;
