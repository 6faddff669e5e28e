import { Command } from 'commander';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { masterKeysOf, readConfiguration } from '../configuration.ts';
import { statement } from '../db/database.ts';
import { findMerchantByCode, findSecrets } from '../domains/accounts/index.ts';
import { newId } from '../kit/ids.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { addClockCommand } from './clock.ts';
import { doctor } from './doctor.ts';
import { addMerchantCommands } from './merchant.ts';

const KEY = '5a'.repeat(32);

let store: TestDatabase;
let printed: string;

beforeAll(async () => {
  store = await createTestDatabase();
});
afterAll(() => store.drop());

beforeEach(() => {
  printed = '';
  vi.spyOn(console, 'log').mockImplementation((text) => {
    printed += `${text}\n`;
  });
  vi.stubEnv('DATABASE_URL', store.connectionString);
  vi.stubEnv('SUTLER_MASTER_KEY', KEY);
  vi.stubEnv('PORT', '0');
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

/** Runs a command line and answers what it prints. */
const run = async (line: string): Promise<string> => {
  printed = '';
  const program = new Command('sutler').exitOverride().configureOutput({ writeErr: () => undefined });
  addMerchantCommands(program);
  addClockCommand(program);
  for (const command of [...program.commands, ...program.commands.flatMap((one) => one.commands)]) {
    command.exitOverride().configureOutput({ writeErr: () => undefined });
  }
  await program.parseAsync(line.split(' '), { from: 'user' });
  return printed;
};

const validKeys = async (code: string): Promise<string[]> => {
  const merchant = await findMerchantByCode(store.database, code);
  const masterKeys = masterKeysOf(readConfiguration(process.env));
  const secrets = await findSecrets(store.database, masterKeys, merchant?.id ?? 0n, 'API', new Date());
  return secrets.map(({ text }) => text);
};

const keyIn = (text: string): string => /^[A-Za-z0-9]{40}$/m.exec(text)?.[0] ?? 'no key';

describe('sutler merchant', () => {
  test('add prints the key that the merchant has from then on', async () => {
    const told = await run('merchant add ACME --name Acme --currency usd --country us --time-zone Europe/Berlin');
    expect(await validKeys('ACME')).toEqual([keyIn(told)]);
    expect(await findMerchantByCode(store.database, 'acme')).toMatchObject({
      code: 'ACME',
      name: 'Acme',
      currency: 'USD',
      countryCode: 'US',
      timeZone: 'Europe/Berlin',
      isTest: true,
      enabled: true,
    });
  });

  test('list and show tell everything but secrets', async () => {
    const key = keyIn(await run('merchant add LISTED --live'));
    expect(await run('merchant list')).toMatch(
      /^CODE +NAME +CURRENCY.*^LISTED +LISTED +EUR +GMT\+02:00 +live +enabled$/ms,
    );
    const shown = await run('merchant show listed');
    expect(shown).toMatch(/^Secret keys +1, valid without end$/m);
    expect(shown).not.toContain(key);
  });

  test('rotate-key keeps the old key for a day unless told otherwise', async () => {
    const first = keyIn(await run('merchant add TURNED'));
    const second = keyIn(await run('merchant rotate-key TURNED'));
    expect(await validKeys('TURNED')).toEqual([second, first]);
    const told = await run('merchant rotate-key TURNED --overlap 0s');
    expect(told).toContain('The old one is no longer valid.');
    expect(await validKeys('TURNED')).toEqual([keyIn(told)]);
    expect(await findMerchantByCode(store.database, 'TURNED')).toMatchObject({ sessionEpoch: 2 });
  });

  test('disable, enable and allow change who is answered', async () => {
    await run('merchant add GATED');
    await run('merchant disable GATED');
    expect(await findMerchantByCode(store.database, 'GATED')).toMatchObject({ enabled: false });
    await run('merchant enable GATED');
    await run('merchant allow GATED 192.0.2.0/24 2001:db8::1');
    expect(await findMerchantByCode(store.database, 'GATED')).toMatchObject({
      enabled: true,
      allowedAddresses: ['192.0.2.0/24', '2001:db8::1'],
    });
    expect(await run('merchant allow GATED')).toContain('may be called from everywhere');
    expect(await findMerchantByCode(store.database, 'GATED')).toMatchObject({ allowedAddresses: [] });
  });

  test.each([
    ['merchant show NOBODY', 'There is no merchant NOBODY.'],
    ['merchant add ACME', 'The merchant code ACME is taken.'],
    ['merchant add SHOP --currency XXX1', 'currency'],
    ['merchant allow ACME somewhere', 'allowed address somewhere'],
    ['merchant rotate-key ACME --overlap soon', 'Write it like 30d'],
  ])('%s is refused', async (line, sentence) => {
    await expect(run(line)).rejects.toThrow(sentence);
  });
});

describe('sutler clock', () => {
  beforeAll(async () => {
    vi.stubEnv('DATABASE_URL', store.connectionString);
    vi.stubEnv('SUTLER_MASTER_KEY', KEY);
    vi.spyOn(console, 'log').mockReturnValue(undefined);
    await run('merchant add TIMED');
    await run('merchant add REAL --live');
  });

  test('shows the real time first, and moves forwards by a duration or to an instant', async () => {
    expect(await run('clock TIMED')).toContain('the real time');
    expect(await run('clock TIMED --advance 30d')).toContain('30 days ahead');
    expect(await run('clock TIMED --advance 12h')).toContain('30 days ahead');
    expect(await run('clock TIMED --to 2099-01-31T10:00:00Z')).toContain('Clock of TIMED: 2099-01-31T10:00:00');
  });

  test.each([
    ['clock TIMED --to 2020-01-01T00:00:00Z', 'A clock can only be moved forwards.'],
    ['clock REAL --advance 1d', 'Only the clock of a test merchant can be moved.'],
    ['clock TIMED --advance 1d --to 2099-01-01T00:00:00Z', 'cannot be used with option'],
    ['clock NOBODY --advance 1d', 'There is no merchant NOBODY.'],
  ])('%s is refused', async (line, sentence) => {
    await expect(run(line)).rejects.toThrow(sentence);
  });
});

describe('sutler doctor', () => {
  const examine = async (): Promise<{ fine: boolean; lines: string[] }> => {
    const lines: string[] = [];
    const fine = await doctor((line) => lines.push(line));
    return { fine, lines };
  };

  test('finds nothing wrong with a sound database', async () => {
    const { fine, lines } = await examine();
    expect(lines.filter((line) => !line.startsWith('OK  '))).toEqual([]);
    expect(lines.map((line) => line.slice(6).split(':')[0])).toEqual([
      'Node',
      'environment',
      'packages',
      'port',
      'database',
      'migrations',
      'master key',
      'gateways',
      'ledger',
      'payments',
    ]);
    expect(fine).toBe(true);
  });

  test.each([
    ['a value that cannot be used', { PORT: 'x' }, /^FAIL {2}environment: PORT must be a whole number/],
    [
      'another master key',
      { SUTLER_MASTER_KEY: 'a5'.repeat(32) },
      /^FAIL {2}master key: it does not open the secrets of/,
    ],
    ['a database out of reach', { DATABASE_URL: 'postgresql://a@127.0.0.1:1/b' }, /^FAIL {2}database: .*ECONNREFUSED/],
    ['an address of another machine', { HOST: '192.0.2.1', PORT: '3999' }, /^FAIL {2}port: nothing can listen on 3999/],
  ])('finds %s', async (_, env, line) => {
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
    const { fine, lines } = await examine();
    expect(lines).toContainEqual(expect.stringMatching(line));
    expect(fine).toBe(false);
  });

  test('finds migrations that are missing', async () => {
    const empty = await createTestDatabase({ content: 'empty' });
    vi.stubEnv('DATABASE_URL', empty.connectionString);
    const { fine, lines } = await examine();
    await empty.drop();
    expect(lines.at(-1)).toMatch(
      /^FAIL {2}migrations: \d+ are not applied \(from 0001-accounts\); run "sutler migrate"$/,
    );
    expect(fine).toBe(false);
  });

  test('finds a ledger out of balance', async () => {
    const merchant = await findMerchantByCode(store.database, 'ACME');
    const values = [merchant?.id, newId(), 'TEST', 'CASH', 'EUR', 5n, new Date()];
    const insert = `
      INSERT INTO ledger_entries (merchant_id, transaction_id, entry_no, kind, account, currency, amount_minor, booked_at)
      VALUES ($1, $2, 1, $3, $4, $5, $6, $7)`;
    await store.database.rows(statement(insert, values));
    const { fine, lines } = await examine();
    expect(lines).toContainEqual(
      expect.stringMatching(/^FAIL {2}ledger: out of balance: ACME transaction \d+ by 5 minor/),
    );
    expect(fine).toBe(false);
  });
});
