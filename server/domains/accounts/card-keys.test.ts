import { CompactEncrypt, importJWK } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { statement } from '../../db/database.ts';
import { newMasterKey, parseMasterKey } from '../../kit/seal.ts';
import { encryptCard } from '../../testing/encrypted-card.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { createCardKeys } from './card-keys.ts';
import { addMerchant } from './index.ts';

const NOW = new Date('2026-03-01T10:00:00Z');
const CARD = { CardNumber: '4111111111111111', CCID: '123' };

const masterKey = parseMasterKey(newMasterKey());
if (masterKey === undefined) throw new Error('no master key');

let testDatabase: TestDatabase;
let count = 0;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
});
afterAll(() => testDatabase.drop());

const node = (now = () => NOW) => createCardKeys({ database: testDatabase.database, masterKeys: [masterKey], now });

const merchant = () => {
  count += 1;
  return addMerchant(testDatabase.database, { code: `KEYS${count}`, name: 'Shop' }, NOW);
};

describe('keys for cards', () => {
  test('what a browser encrypts opens on any node, with the key that was made first', async () => {
    const id = await merchant();
    const [one, other] = [node(), node()];
    const [first, second] = await Promise.all([one.publicKey(id), other.publicKey(id)]);
    expect(second).toEqual(first);
    expect(first).toEqual({
      kty: 'RSA',
      n: expect.any(String),
      e: 'AQAB',
      kid: expect.any(String),
      alg: 'RSA-OAEP-256',
      use: 'enc',
    });
    expect(await node().open(id, await encryptCard(first, CARD))).toBe(JSON.stringify(CARD));
  });

  test('the private half is sealed', async () => {
    const id = await merchant();
    const { n } = await node().publicKey(id);
    const rows = await testDatabase.database.rows<{ secret: Buffer }>(
      statement('SELECT sealed_secret AS secret FROM merchant_keys WHERE merchant_id = $1', [id]),
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.secret.toString('latin1')).not.toContain(n);
  });

  test('a card of another merchant, a changed one and what is none do not open', async () => {
    const [mine, theirs] = [await merchant(), await merchant()];
    const keys = node();
    const foreign = await encryptCard(await keys.publicKey(theirs), CARD);
    const own = await encryptCard(await keys.publicKey(mine), CARD);
    const weak = await new CompactEncrypt(new TextEncoder().encode('{}'))
      .setProtectedHeader({ alg: 'RSA-OAEP-256', enc: 'A128GCM' })
      .encrypt(await importJWK(await keys.publicKey(mine), 'RSA-OAEP-256'));
    const notText = await new CompactEncrypt(Uint8Array.of(0xff, 0xfe))
      .setProtectedHeader({ alg: 'RSA-OAEP-256', enc: 'A256GCM' })
      .encrypt(await importJWK(await keys.publicKey(mine), 'RSA-OAEP-256'));
    for (const wrong of [
      foreign,
      `${own.slice(0, -4)}AAAA`,
      own.split('.').slice(1).join('.'),
      weak,
      notText,
      '',
      'a.b.c.d.e',
    ]) {
      expect(await keys.open(mine, wrong)).toBeUndefined();
    }
    expect(await keys.open(mine, own)).toBe(JSON.stringify(CARD));
  });

  test('a retired key still opens what was encrypted before, until its end', async () => {
    const id = await merchant();
    let at = NOW;
    const keys = node(() => at);
    const old = await encryptCard(await keys.publicKey(id), CARD);
    await testDatabase.database.rows(
      statement('UPDATE merchant_keys SET retires_at = $2 WHERE merchant_id = $1', [
        id,
        new Date(NOW.getTime() + 3_600_000),
      ]),
    );
    at = new Date(NOW.getTime() + 120_000);
    expect(await keys.open(id, old)).toBe(JSON.stringify(CARD));
    at = new Date(NOW.getTime() + 3_700_000);
    expect(await keys.open(id, old)).toBeUndefined();
  });
});
