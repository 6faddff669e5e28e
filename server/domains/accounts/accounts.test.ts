import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Db, statement } from '../../db/database.ts';
import { newMasterKey, parseMasterKey } from '../../kit/seal.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import {
  addMerchant,
  createAccounts,
  endSessions,
  findMerchantByCode,
  findSecrets,
  listMerchants,
  moveClock,
  setSecret,
  settingsOf,
  updateMerchant,
} from './index.ts';

const START = new Date('2026-03-01T10:00:00Z');
const SECOND = 1_000;
const HOUR = 3_600_000;
const later = (ms: number): Date => new Date(START.getTime() + ms);

const key = parseMasterKey(newMasterKey());
if (key === undefined) throw new Error('no master key');
const masterKeys = [key];

let testDatabase: TestDatabase;
let count = 0;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
});
afterAll(() => testDatabase.drop());

const merchant = async (facts: Partial<Parameters<typeof addMerchant>[1]> = {}) => {
  count += 1;
  const code = facts.code ?? `SHOP${count}`;
  const id = await addMerchant(testDatabase.database, { name: 'Shop', ...facts, code }, START);
  return { id, code };
};

const deps = () => ({ database: testDatabase.database, masterKeys });

describe('accounts', () => {
  test('a code is found in any letter case, with what was set', async () => {
    const { id } = await merchant({
      code: 'Acme',
      currency: 'usd',
      countryCode: 'us',
      settings: { gracePeriodDays: 5 },
    });
    await setSecret(deps(), id, 'API', 'the-key', { at: START, overlapMs: 0 });
    const account = await createAccounts({ ...deps(), now: () => START }).byCode('aCME');
    expect(account).toMatchObject({
      merchant: { id, code: 'Acme', timeZone: 'GMT+02:00', clockOffsetMs: 0 },
      enabled: true,
      secretKeys: ['the-key'],
      sessionEpoch: 1,
    });
    if (account === undefined) throw new Error('not found');
    expect(settingsOf(account.merchant)).toMatchObject({ currency: 'USD', countryCode: 'US', gracePeriodDays: 5 });
    expect(account.allows('203.0.113.9')).toBe(true);
  });

  test('the allow list of the merchant decides on addresses', async () => {
    const { id } = await merchant({ allowedAddresses: ['10.0.0.0/8', '2001:db8::1'] });
    const account = await createAccounts({ ...deps(), now: () => START }).byId(id);
    expect(['10.9.8.7', '::ffff:10.9.8.7', '2001:db8::1', '11.0.0.1'].map((a) => account?.allows(a))).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });

  test('a code that does not exist is not asked for twice, and does exist five seconds later', async () => {
    let at = START;
    const watched = counting();
    const accounts = createAccounts({ ...deps(), database: watched.database, now: () => at });
    expect(await accounts.byCode('NOBODY')).toBeUndefined();
    await merchant({ code: 'NOBODY' });
    at = later(4.9 * SECOND);
    expect(await accounts.byCode('nobody')).toBeUndefined();
    expect(watched.statements()).toBe(1);
    at = later(5 * SECOND);
    expect(await accounts.byCode('nobody')).toBeDefined();
  });

  test('questions that come together share one look', async () => {
    const { id } = await merchant();
    const watched = counting();
    const accounts = createAccounts({ ...deps(), database: watched.database, now: () => START });
    const all = await Promise.all(Array.from({ length: 50 }, () => accounts.byId(id)));
    expect(new Set(all).size).toBe(1);
    expect(watched.statements()).toBe(2);
  });

  test('a failed look is not kept', async () => {
    const { code } = await merchant();
    let broken = true;
    const rows: Db['rows'] = (s) => (broken ? Promise.reject(new Error('away')) : testDatabase.database.rows(s));
    const row: Db['row'] = (s) => (broken ? Promise.reject(new Error('away')) : testDatabase.database.row(s));
    const accounts = createAccounts({ ...deps(), database: { ...testDatabase.database, rows, row }, now: () => START });
    await expect(accounts.byCode(code)).rejects.toThrow('away');
    broken = false;
    expect(await accounts.byCode(code)).toBeDefined();
  });

  test('a code that cannot be is no question to the database', async () => {
    const watched = counting();
    const accounts = createAccounts({ ...deps(), database: watched.database, now: () => START });
    expect(await accounts.byCode('A'.repeat(65))).toBeUndefined();
    expect(await accounts.byCode('A\u0000')).toBeUndefined();
    expect(watched.statements()).toBe(0);
  });
});

describe('rotation of keys', () => {
  test('both keys are valid in the overlap, then the new one alone, to the second', async () => {
    const { id } = await merchant();
    let at = START;
    const accounts = createAccounts({ ...deps(), now: () => at });
    const keys = async () => (await accounts.byId(id))?.secretKeys;
    await setSecret(deps(), id, 'API', 'old', { at: START, overlapMs: 0 });
    await setSecret(deps(), id, 'API', 'new', { at: START, overlapMs: HOUR });
    expect(await keys()).toEqual(['new', 'old']);
    // Asked shortly before the end, the answer is not kept beyond it.
    at = later(HOUR - 1);
    expect(await keys()).toEqual(['new', 'old']);
    at = later(HOUR);
    expect(await keys()).toEqual(['new']);
  });

  test('a second rotation does not lengthen the life of the oldest key', async () => {
    const { id } = await merchant();
    await setSecret(deps(), id, 'API', 'one', { at: START, overlapMs: 0 });
    await setSecret(deps(), id, 'API', 'two', { at: START, overlapMs: HOUR });
    await setSecret(deps(), id, 'API', 'three', { at: START, overlapMs: 10 * HOUR });
    const at = (ms: number) => findSecrets(testDatabase.database, masterKeys, id, 'API', later(ms));
    expect((await at(0)).map((s) => s.text)).toEqual(['three', 'two', 'one']);
    expect((await at(HOUR)).map((s) => s.text)).toEqual(['three', 'two']);
    expect((await at(10 * HOUR)).map((s) => s.text)).toEqual(['three']);
  });

  test('a secret in use stays as it is, and without overlap the older ones end at once', async () => {
    const { id } = await merchant();
    await setSecret(deps(), id, 'INS', 'word', { at: START, overlapMs: 0 });
    await setSecret(deps(), id, 'INS', 'new word', { at: START, overlapMs: HOUR });
    await setSecret(deps(), id, 'INS', 'new word', { at: later(1), overlapMs: 0 });
    const found = await findSecrets(testDatabase.database, masterKeys, id, 'INS', later(1));
    expect(found).toEqual([{ text: 'new word', retiresAt: null }]);
  });

  test('purposes are apart, and a sealed secret cannot be moved to another merchant', async () => {
    const [one, two] = [await merchant(), await merchant()];
    await setSecret(deps(), one.id, 'BUY_LINK', 'link word', { at: START, overlapMs: 0 });
    expect(await findSecrets(testDatabase.database, masterKeys, one.id, 'API', START)).toEqual([]);
    const sql = `INSERT INTO merchant_keys SELECT $2, key_id, purpose, sealed_secret, created_at, retires_at
      FROM merchant_keys WHERE merchant_id = $1`;
    await testDatabase.database.rows(statement(sql, [one.id, two.id]));
    await expect(findSecrets(testDatabase.database, masterKeys, two.id, 'BUY_LINK', START)).rejects.toThrow();
  });

  test.each(['', 'x'.repeat(501)])('a secret of a length that cannot be is refused', async (secret) => {
    const { id } = await merchant();
    await expect(setSecret(deps(), id, 'API', secret, { at: START, overlapMs: 0 })).rejects.toThrow('1 to 500');
  });
});

describe('merchants', () => {
  test('changes leave the rest as it was', async () => {
    const { id, code } = await merchant({ settings: { language: 'de' } });
    await updateMerchant(testDatabase.database, id, { name: 'Renamed', enabled: false }, later(SECOND));
    expect(await findMerchantByCode(testDatabase.database, code)).toMatchObject({
      name: 'Renamed',
      enabled: false,
      settings: { language: 'de' },
    });
  });

  test('the list goes on after a code', async () => {
    for (const code of ['zz-1', 'ZZ-2', 'zz-3']) await merchant({ code });
    const page = await listMerchants(testDatabase.database, { after: 'ZZ-1', limit: 5 });
    expect(page.map((m) => m.code)).toEqual(['ZZ-2', 'zz-3']);
  });

  test('ended sessions raise the epoch', async () => {
    const { id } = await merchant();
    await endSessions(testDatabase.database, id, START);
    const account = await createAccounts({ ...deps(), now: () => START }).byId(id);
    expect(account?.sessionEpoch).toBe(2);
  });

  test.each([
    [{ code: 'has blank' }, 'code has'],
    [{ name: ' ' }, 'name must not be empty'],
    [{ currency: 'EURO' }, 'currency EURO is not known'],
    [{ countryCode: 'DEU' }, 'country has two letters'],
    [{ timeZone: 'Mars/Olympus' }, 'time zone Mars/Olympus'],
    [{ allowedAddresses: ['10.0.0.0/40'] }, 'allowed address 10.0.0.0/40'],
    [{ settings: { nonsense: 1 } }, 'settings.nonsense is not a setting'],
  ])('%j is refused', async (facts, message) => {
    await expect(merchant(facts)).rejects.toThrow(message);
  });

  test('a code that differs in letter case only is taken', async () => {
    await merchant({ code: 'Twice' });
    await expect(merchant({ code: 'TWICE' })).rejects.toThrow('The merchant code TWICE is taken.');
  });
});

describe('the clock of a test merchant', () => {
  test('goes forwards by a distance and to an instant', async () => {
    const { id } = await merchant();
    expect(await moveClock(testDatabase.database, id, { advanceMs: HOUR }, START)).toEqual(later(HOUR));
    const to = new Date('2026-05-01T00:00:00Z');
    expect(await moveClock(testDatabase.database, id, { setTo: to }, later(HOUR))).toEqual(to);
    const account = await createAccounts({ ...deps(), now: () => START }).byId(id);
    expect(account?.merchant.clockOffsetMs).toBe(to.getTime() - later(HOUR).getTime());
  });

  test('two moves at once both count', async () => {
    const { id } = await merchant();
    await Promise.all([1, 2, 3].map(() => moveClock(testDatabase.database, id, { advanceMs: HOUR }, START)));
    expect(await moveClock(testDatabase.database, id, { advanceMs: 0 }, START)).toEqual(later(3 * HOUR));
  });

  test.each([
    ['backwards', { advanceMs: -1 }, true, 'forwards'],
    ['to the past', { setTo: later(-1) }, true, 'forwards'],
    ['beyond the years that dates are kept in', { setTo: new Date('2200-01-01') }, true, '100 years'],
    ['of a live merchant', { advanceMs: 1 }, false, 'Only the clock of a test merchant'],
  ])('%s is refused', async (_title, move, isTest, message) => {
    const { id } = await merchant({ isTest });
    await expect(moveClock(testDatabase.database, id, move, START)).rejects.toThrow(message);
  });
});

/** A database that counts what it is asked. */
const counting = () => {
  let statements = 0;
  const { database } = testDatabase;
  const rows: Db['rows'] = (s) => {
    statements += 1;
    return database.rows(s);
  };
  const row: Db['row'] = (s) => {
    statements += 1;
    return database.row(s);
  };
  return { database: { ...database, rows, row }, statements: () => statements };
};
