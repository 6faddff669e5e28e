import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { exampleProduct } from '../domains/examples.ts';
import { startTestApi, type TestApi } from '../testing/api.ts';
import { rpcClient } from '../testing/clients.ts';
import { addSubscriptionsCommands } from './subscriptions.ts';

let api: TestApi;
let folder: string;
let merchant: string;
let printed: string;
let told: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sutler-subscriptions-'));
  api = await startTestApi();
  const shop = await api.newMerchant();
  merchant = shop.code;
  const client = await rpcClient(api, shop, '6.0');
  await client('addProduct', { Product: exampleProduct });
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await api.close();
});

beforeEach(() => {
  vi.spyOn(console, 'log').mockImplementation((text) => {
    printed += `${text}\n`;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    told += String(text);
    return true;
  });
  vi.stubEnv('DATABASE_URL', api.connectionString);
  vi.stubEnv('SUTLER_MASTER_KEY', '5a'.repeat(32));
  vi.stubEnv('INIT_CWD', folder);
});
afterEach(() => {
  process.exitCode = 0;
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

/** Runs a command line and answers what it prints. */
const run = async (...words: readonly string[]): Promise<string> => {
  printed = '';
  told = '';
  const program = new Command('sutler').exitOverride();
  addSubscriptionsCommands(program);
  await program.parseAsync([...words], { from: 'user' });
  return printed;
};

const HEAD = 'ExternalSubscriptionReference,StartDate,ExpirationDate,ProductCode,FirstName,LastName,Email';

test('a file goes in, twice without harm, with a line for each row that is refused; and comes out again', async () => {
  writeFileSync(
    join(folder, 'in.csv'),
    `${HEAD}\na,2024-01-31,2124-01-31,EDITOR,Ada,Kern,ada@example.test\nb,2024-01-31,2124-01-31,NONE,Bo,Lind,bo@example.test\n`,
  );
  expect(await run('subscriptions', 'import', merchant, 'in.csv')).toBe(
    '1 imported, 0 changed, 0 as they were, 1 refused.\n',
  );
  expect(told).toContain('line 3: SUBSCRIPTION_PRODUCT_NOT_FOUND There is no product NONE.\n');
  expect(process.exitCode).toBe(1);
  expect(await run('subscriptions', 'import', merchant, 'in.csv')).toBe(
    '0 imported, 0 changed, 1 as they were, 1 refused.\n',
  );

  await run('subscriptions', 'export', merchant, '--output', 'out.csv', '--status', 'ACTIVE', '--product', 'EDITOR');
  const [head, first, ...others] = readFileSync(join(folder, 'out.csv'), 'utf8').trimEnd().split('\n');
  expect(head).toContain('SubscriptionReference,ExternalSubscriptionReference,StartDate');
  expect(first).toContain(',a,2024-01-31,2124-01-31,EDITOR,');
  expect(others).toEqual([]);
  await run('subscriptions', 'export', merchant, '--output', 'none.csv', '--expire-before', '2025-01-01');
  expect(readFileSync(join(folder, 'none.csv'), 'utf8').trimEnd().split('\n')).toHaveLength(1);
});

test.each<[string, readonly string[], string]>([
  ['an unknown merchant', ['import', 'NOBODY', 'in.csv'], 'There is no merchant NOBODY.'],
  ['a file that is not there', ['import', 'M', 'none-here.csv'], 'The file cannot be read'],
  ['a date that is none', ['export', 'M', '--expire-after', 'soon'], 'ExpireAfter must be a date'],
  ['a type that is none', ['export', 'M', '--type', 'ODD'], 'Type must be one of'],
])('%s is told as such', async (_title, words, message) => {
  const named = words.map((word) => (word === 'M' ? merchant : word));
  await expect(run('subscriptions', ...named)).rejects.toThrow(message);
});
