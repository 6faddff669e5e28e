import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import type { Command } from 'commander';
import { type MerchantRecord, type StripeSecrets, setStripeKeys, updateMerchant } from '../domains/accounts/index.ts';
import { SIMULATOR, STRIPE } from '../gateways/registry.ts';
import { isTestKey } from '../gateways/stripe/account.ts';
import { WEBHOOK_PATH } from '../gateways/stripe/webhook.ts';
import { stripeKeysOf } from '../stripe.ts';
import { merchantNamed } from './merchant.ts';
import { type CommandDeps, CommandFailed, withStorage } from './with-storage.ts';

type Options = {
  readonly secretKeyFile?: string;
  readonly webhookSecretFile?: string;
  readonly keysOnly?: boolean;
  readonly off?: boolean;
};

/** sutler merchant set-stripe */
export const addStripeCommand = (merchant: Command): void => {
  merchant
    .command('set-stripe <code>')
    .description(
      'take payments by Stripe from now on; its keys are asked for, or come from STRIPE_SECRET_KEY and ' +
        'STRIPE_WEBHOOK_SECRET in the environment, or from files',
    )
    .option('--secret-key-file <file>', 'holds the secret key, sk_… or rk_…')
    .option('--webhook-secret-file <file>', 'holds the signing secret of the webhook, whsec_…')
    .option('--keys-only', 'store the keys, and leave payments where they go')
    .option('--off', 'let new payments go to the simulator again; keys stay for the payments that Stripe has')
    .action((code: string, options: Options) => withStorage((deps) => setStripe(deps, code, options)));
};

const setStripe = async (deps: CommandDeps, code: string, options: Options): Promise<void> => {
  const merchant = await merchantNamed(deps, code);
  if (options.off === true) {
    await choose(deps, merchant, SIMULATOR);
    console.log(`New payments of ${merchant.code} go to the simulator. Running servers know of it within seconds.`);
    return;
  }
  await setStripeKeys(deps, merchant.id, await secretsFrom(options), deps.now());
  const keys = await stripeKeysOf(deps, merchant.id);
  if (keys === null) throw new CommandFailed('The secret key is missing: without it nothing can be paid.');
  if (options.keysOnly !== true) await choose(deps, merchant, STRIPE);
  const base = deps.configuration.publicUrl ?? 'https://<address of this server>';
  console.log(
    [
      options.keysOnly === true
        ? `The keys of ${merchant.code} for Stripe are stored.`
        : `${merchant.code} takes payments by Stripe. Running servers know of it within seconds.`,
      isTestKey(keys.secretKey)
        ? 'These are test keys: no real money moves.'
        : 'These are live keys: real money moves.',
      ...(isTestKey(keys.secretKey) === merchant.isTest
        ? []
        : [`Mind that ${merchant.code} is a ${merchant.isTest ? 'test' : 'live'} merchant.`]),
      `Its webhook at Stripe is ${base}${WEBHOOK_PATH}${merchant.code}`,
      ...(keys.webhookSecrets.length > 0
        ? []
        : ['Its signing secret is missing: run this again when Stripe has shown it.']),
    ].join('\n'),
  );
};

const choose = (deps: CommandDeps, { id, settings }: MerchantRecord, gateway: string): Promise<void> =>
  updateMerchant(deps.database, id, { settings: { ...settings, gateway } }, deps.now());

/** Secrets never come from the command line, which other users of the machine can read. */
const secretsFrom = async ({ secretKeyFile, webhookSecretFile }: Options): Promise<StripeSecrets> => {
  const given = {
    secretKey: textOf(secretKeyFile) ?? process.env['STRIPE_SECRET_KEY']?.trim(),
    webhookSecret: textOf(webhookSecretFile) ?? process.env['STRIPE_WEBHOOK_SECRET']?.trim(),
  };
  if (given.secretKey || given.webhookSecret) {
    return { secretKey: given.secretKey || undefined, webhookSecret: given.webhookSecret || undefined };
  }
  if (!process.stdin.isTTY) {
    throw new CommandFailed('Name files, set STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET, or run this in a terminal.');
  }
  const secretKey = await askSecret('Secret key (sk_… or rk_…; empty: as before): ');
  const webhookSecret = await askSecret('Signing secret of the webhook (whsec_…; empty: as before): ');
  return { secretKey: secretKey || undefined, webhookSecret: webhookSecret || undefined };
};

/** npm runs commands in the project's folder and tells where it was called. */
const textOf = (file: string | undefined): string | undefined => {
  if (file === undefined) return undefined;
  try {
    return readFileSync(resolve(process.env['INIT_CWD'] ?? '.', file), 'utf8').trim();
  } catch (error) {
    throw new CommandFailed(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
};

/** Asks without showing what is typed. */
const askSecret = async (question: string): Promise<string> => {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: silent, terminal: true });
  process.stdout.write(question);
  try {
    return (await terminal.question('')).trim();
  } finally {
    terminal.close();
    process.stdout.write('\n');
  }
};
