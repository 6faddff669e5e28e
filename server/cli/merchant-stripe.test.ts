import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { masterKeysOf, readConfiguration } from '../configuration.ts';
import { findMerchantByCode, gatewayNameOf, merchantOf, updateMerchant } from '../domains/accounts/index.ts';
import { stripeKeysOf } from '../stripe.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { doctor } from './doctor.ts';
import { addMerchantCommands } from './merchant.ts';
import { addStripeCommand } from './merchant-stripe.ts';

let store: TestDatabase;
let folder: string;
let printed: string;

beforeAll(async () => {
  store = await createTestDatabase();
  folder = mkdtempSync(join(tmpdir(), 'sutler-stripe-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await store.drop();
});

beforeEach(() => {
  printed = '';
  vi.spyOn(console, 'log').mockImplementation((text) => {
    printed += `${text}\n`;
  });
  vi.stubEnv('DATABASE_URL', store.connectionString);
  vi.stubEnv('SUTLER_MASTER_KEY', '5a'.repeat(32));
  vi.stubEnv('PORT', '0');
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

const run = async (line: string): Promise<string> => {
  printed = '';
  const program = new Command('sutler').exitOverride().configureOutput({ writeErr: () => undefined });
  const merchant = addMerchantCommands(program);
  addStripeCommand(merchant);
  for (const command of [merchant, ...merchant.commands]) {
    command.exitOverride().configureOutput({ writeErr: () => undefined });
  }
  await program.parseAsync(line.split(' '), { from: 'user' });
  return printed;
};

const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

const merchantOfCode = async (code: string) => {
  const record = await findMerchantByCode(store.database, code);
  return record === undefined ? expect.fail(`no merchant ${code}`) : record;
};

const keysOf = async (code: string) =>
  stripeKeysOf(
    { database: store.database, masterKeys: masterKeysOf(readConfiguration(process.env)), now: () => new Date() },
    (await merchantOfCode(code)).id,
  );

const gatewayOf = async (code: string) => gatewayNameOf(merchantOf(await merchantOfCode(code)), false);

describe('sutler merchant set-stripe', () => {
  test('takes keys from files, sends new payments to Stripe, and tells the address of the webhook', async () => {
    await run('merchant add FILES');
    const key = file('key', 'sk_test_fromfile\n');
    const webhook = file('webhook', 'whsec_fromfile\n');
    const told = await run(`merchant set-stripe FILES --secret-key-file ${key} --webhook-secret-file ${webhook}`);
    expect(await keysOf('FILES')).toEqual({ secretKey: 'sk_test_fromfile', webhookSecrets: ['whsec_fromfile'] });
    expect(await gatewayOf('FILES')).toBe('stripe');
    expect(told).toContain('/gateways/stripe/webhook/FILES');
    expect(told).toContain('no real money moves');
    expect(told).not.toContain('fromfile');
  });

  test('takes them from the environment, one after the other', async () => {
    await run('merchant add ENVIRONMENT --live');
    vi.stubEnv('STRIPE_SECRET_KEY', 'sk_test_fromenv');
    const told = await run('merchant set-stripe ENVIRONMENT');
    expect(told).toContain('Its signing secret is missing');
    expect(told).toContain('Mind that ENVIRONMENT is a live merchant.');
    vi.stubEnv('STRIPE_SECRET_KEY', '');
    vi.stubEnv('STRIPE_WEBHOOK_SECRET', 'whsec_fromenv');
    await run('merchant set-stripe ENVIRONMENT');
    expect(await keysOf('ENVIRONMENT')).toEqual({ secretKey: 'sk_test_fromenv', webhookSecrets: ['whsec_fromenv'] });
  });

  test('can store keys only, and send payments back to the simulator', async () => {
    await run('merchant add BOTH');
    vi.stubEnv('STRIPE_SECRET_KEY', 'sk_test_both');
    await run('merchant set-stripe BOTH --keys-only');
    expect(await gatewayOf('BOTH')).toBe('simulator');
    await run('merchant set-stripe BOTH');
    expect(await gatewayOf('BOTH')).toBe('stripe');
    await run('merchant set-stripe BOTH --off');
    expect(await gatewayOf('BOTH')).toBe('simulator');
    expect(await keysOf('BOTH')).toMatchObject({ secretKey: 'sk_test_both' });
  });

  test('leaves other settings as they are', async () => {
    await run('merchant add SETTINGS');
    const { id } = await merchantOfCode('SETTINGS');
    await updateMerchant(store.database, id, { settings: { gracePeriodDays: 9 } }, new Date());
    vi.stubEnv('STRIPE_SECRET_KEY', 'sk_test_settings');
    await run('merchant set-stripe SETTINGS');
    expect((await merchantOfCode('SETTINGS')).settings).toMatchObject({ gracePeriodDays: 9, gateway: 'stripe' });
  });

  test.each([
    ['a merchant that there is not', 'sk_test_x12', 'merchant set-stripe NOBODY', /There is no merchant NOBODY/],
    ['what is no secret key', 'pk_test_x12', 'merchant set-stripe REFUSED', /begins with sk_live_/],
    ['a file that cannot be read', '', 'merchant set-stripe REFUSED --secret-key-file /nowhere', /cannot be read/],
    ['nothing at all', '', 'merchant set-stripe REFUSED', /Name files/],
  ])('refuses %s', async (_what, key, line, message) => {
    if ((await findMerchantByCode(store.database, 'REFUSED')) === undefined) await run('merchant add REFUSED');
    vi.stubEnv('STRIPE_SECRET_KEY', key);
    await expect(run(line)).rejects.toThrow(message);
    expect(await gatewayOf('REFUSED')).toBe('simulator');
  });

  test('a webhook secret alone takes no payments', async () => {
    await run('merchant add HALF');
    vi.stubEnv('STRIPE_WEBHOOK_SECRET', 'whsec_half');
    await expect(run('merchant set-stripe HALF')).rejects.toThrow(/secret key is missing/);
    expect(await gatewayOf('HALF')).toBe('simulator');
  });
});

describe('sutler doctor', () => {
  const gateways = async (): Promise<string> => {
    const lines: string[] = [];
    await doctor((line) => lines.push(line));
    return lines.find((line) => line.includes('gateways:')) ?? 'nothing';
  };

  test('tells of merchants that cannot take payments, or only half', async () => {
    const healthy = await createTestDatabase();
    vi.stubEnv('DATABASE_URL', healthy.connectionString);
    try {
      expect(await gateways()).toMatch(/^OK .*all payments go to the simulator$/);
      await run('merchant add SHOP');
      vi.stubEnv('STRIPE_SECRET_KEY', 'sk_test_doctor');
      await run('merchant set-stripe SHOP');
      expect(await gateways()).toMatch(/^WARN .*no webhook secret: SHOP/);
      vi.stubEnv('STRIPE_WEBHOOK_SECRET', 'whsec_doctor');
      await run('merchant set-stripe SHOP');
      expect(await gateways()).toMatch(/^OK .*payments of 1 merchants go to Stripe/);
      vi.stubEnv('STRIPE_SECRET_KEY', 'sk_live_doctor');
      await run('merchant set-stripe SHOP');
      expect(await gateways()).toMatch(/^WARN .*SHOP live keys/);
      await run('merchant add EMPTY');
      const empty = await findMerchantByCode(healthy.database, 'EMPTY');
      await updateMerchant(healthy.database, empty?.id ?? 0n, { settings: { gateway: 'stripe' } }, new Date());
      expect(await gateways()).toMatch(/^FAIL .*no keys: EMPTY/);
    } finally {
      await healthy.drop();
    }
  });
});
