import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { statement } from '../../db/database.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { addMerchant } from './merchants.ts';
import { findSecrets, type KeyPurpose } from './secrets.ts';
import { setStripeKeys } from './stripe-keys.ts';

const AT = new Date('2026-11-22T10:00:00Z');
const HOUR_MS = 3_600_000;

let store: TestDatabase;
beforeAll(async () => {
  store = await createTestDatabase();
});
afterAll(() => store.drop());

const masterKeys = [{ id: 1, secret: Buffer.alloc(32, 3) }];
const deps = () => ({ database: store.database, masterKeys });
const newMerchant = (code: string) => addMerchant(store.database, { code, name: code }, AT);
const valid = async (id: bigint, purpose: KeyPurpose, at = AT) =>
  (await findSecrets(store.database, masterKeys, id, purpose, at)).map(({ text }) => text);

describe('keys of Stripe', () => {
  test('are sealed, and opened for their purpose', async () => {
    const id = await newMerchant('SEALED');
    await setStripeKeys(deps(), id, { secretKey: 'sk_test_abc', webhookSecret: 'whsec_abc' }, AT);
    expect(await valid(id, 'STRIPE_API')).toEqual(['sk_test_abc']);
    expect(await valid(id, 'STRIPE_WEBHOOK')).toEqual(['whsec_abc']);
    const sql = "SELECT encode(sealed_secret, 'escape') AS sealed FROM merchant_keys WHERE merchant_id = $1";
    for (const { sealed } of await store.database.rows<{ sealed: string }>(statement(sql, [id]))) {
      expect(sealed).not.toContain('abc');
    }
  });

  test('when they change, the old secret key is out of use, and the old webhook secret a day later', async () => {
    const id = await newMerchant('CHANGED');
    await setStripeKeys(deps(), id, { secretKey: 'sk_live_one', webhookSecret: 'whsec_one' }, AT);
    const later = new Date(AT.getTime() + HOUR_MS);
    await setStripeKeys(deps(), id, { secretKey: 'rk_live_two', webhookSecret: 'whsec_two' }, later);
    expect(await valid(id, 'STRIPE_API', later)).toEqual(['rk_live_two']);
    expect(await valid(id, 'STRIPE_WEBHOOK', later)).toEqual(['whsec_two', 'whsec_one']);
    const nextDay = new Date(later.getTime() + 24 * HOUR_MS);
    expect(await valid(id, 'STRIPE_WEBHOOK', nextDay)).toEqual(['whsec_two']);
  });

  test('one may be set without the other', async () => {
    const id = await newMerchant('ONE');
    await setStripeKeys(deps(), id, { secretKey: 'sk_test_abc' }, AT);
    await setStripeKeys(deps(), id, { webhookSecret: 'whsec_abc' }, AT);
    expect([...(await valid(id, 'STRIPE_API')), ...(await valid(id, 'STRIPE_WEBHOOK'))]).toEqual([
      'sk_test_abc',
      'whsec_abc',
    ]);
  });

  test.each([
    ['a publishable key', { secretKey: 'pk_test_abc' }],
    ['a key with something behind it', { secretKey: 'sk_test_abc def' }],
    ['nothing', { secretKey: '' }],
    ['a secret key in place of a signing secret', { webhookSecret: 'sk_test_abc' }],
  ])('refuses %s, and does not repeat it', async (_what, secrets) => {
    const id = await newMerchant(`BAD${Math.random().toString(36).slice(2)}`);
    const refused = await setStripeKeys(deps(), id, secrets, AT).catch((error: unknown) => String(error));
    expect(refused).toMatch(/begins with/);
    expect(refused).not.toContain('abc');
    expect(await valid(id, 'STRIPE_API')).toEqual([]);
  });
});
