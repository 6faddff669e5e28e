import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { Command } from 'commander';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { addMerchant, findMerchantByCode } from '../domains/accounts/index.ts';
import { createCodeList } from '../domains/delivery/index.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { addKeysCommands } from './keys.ts';

const AT = new Date('2026-03-01T10:00:00Z');

let store: TestDatabase;
let folder: string;
let merchantId: bigint;
let printed: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sutler-keys-'));
  store = await createTestDatabase();
  await addMerchant(store.database, { code: 'ACME', name: 'Acme' }, AT);
  await addMerchant(store.database, { code: 'BARE', name: 'Bare' }, AT);
  merchantId = (await findMerchantByCode(store.database, 'ACME'))?.id ?? 0n;
  await createCodeList(store.database, merchantId, 'PRO', { name: 'Pro keys', lowStockBelow: 3 }, AT);
  await createCodeList(store.database, merchantId, 'ALL', { name: 'One for all', sharedKey: 'FREE' }, AT);
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await store.drop();
});

beforeEach(() => {
  vi.spyOn(console, 'log').mockImplementation((text) => {
    printed += `${text}\n`;
  });
  vi.stubEnv('DATABASE_URL', store.connectionString);
  vi.stubEnv('SUTLER_MASTER_KEY', '5a'.repeat(32));
  vi.stubEnv('INIT_CWD', folder);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

/** Runs a command line and answers what it prints. */
const run = async (line: string): Promise<string> => {
  printed = '';
  const program = new Command('sutler').exitOverride();
  addKeysCommands(program);
  await program.parseAsync(line.split(' '), { from: 'user' });
  return printed;
};

const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return name;
};

test('sutler keys import adds the lines of a file, of a column or of standard input, and tells of those it skipped', async () => {
  const lines = file('keys.txt', 'a-1\na-2\n\na-1\n');
  expect(await run(`keys import ACME PRO ${lines}`)).toBe('2 keys added to PRO, 1 skipped that it had already.\n');
  expect(await run(`keys import acme PRO ${lines}`)).toBe('0 keys added to PRO, 3 skipped that it had already.\n');
  const sheet = file('keys.csv', 'No,Key\n1,a-2\n2,"a,3"\n');
  expect(await run(`keys import ACME PRO ${sheet} --column key`)).toContain('1 keys added to PRO, 1 skipped');
  vi.spyOn(process, 'stdin', 'get').mockReturnValue(Readable.from([Buffer.from('a-4\n')]) as typeof process.stdin);
  expect(await run('keys import ACME PRO')).toContain('1 keys added to PRO, 0 skipped');
});

test('sutler keys list and show-stock tell what is left, and no key', async () => {
  const told = await run('keys list ACME');
  expect(told).toMatch(/^CODE +NAME +KEYS +FREE +USED +STATE\nALL +One for all +one for all +- +- +fine\n/);
  expect(told).toMatch(/^PRO +Pro keys +one a unit +4 +0 +fine$/m);
  const stock = await run('keys show-stock ACME PRO');
  expect(stock).toMatch(/^Free +4$/m);
  expect(stock).toMatch(/^Few below +3$/m);
  expect(stock).toMatch(/^Waiting +nobody$/m);
  expect(stock).toMatch(/^Products +none$/m);
  expect(await run('keys show-stock ACME ALL')).toMatch(/^Free +never used up$/m);
  expect(await run('keys list BARE')).toBe('There are no code lists.\n');
  expect(told + stock).not.toMatch(/a-1|FREE$/m);
});

test.each([
  ['keys list NOBODY', 'There is no merchant NOBODY.'],
  ['keys show-stock ACME NONE', 'There is no code list NONE.'],
  ['keys import ACME NONE keys.txt', 'There is no code list NONE.'],
  ['keys import ACME ALL keys.txt', 'The list ALL hands out one key to everybody.'],
  ['keys import ACME PRO missing.txt', 'The file of keys cannot be read: ENOENT'],
  ['keys import ACME PRO .', 'The file of keys cannot be read: EISDIR'],
  ['keys import ACME PRO keys.txt --column Key', 'The first line names no column Key.'],
])('%s is refused', async (line, sentence) => {
  await expect(run(line)).rejects.toThrow(sentence);
});

test('keys are not waited for at a terminal', async () => {
  const terminal = Object.assign(Readable.from([]), { isTTY: true });
  vi.spyOn(process, 'stdin', 'get').mockReturnValue(terminal as unknown as typeof process.stdin);
  await expect(run('keys import ACME PRO')).rejects.toThrow('Name a file of keys, or send them to standard input.');
});
