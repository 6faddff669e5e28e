import { Command } from 'commander';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { startTestApi, type TestApi } from '../testing/api.ts';
import { CARDS, cardPayment, openShop, planWithGrace } from '../testing/renewals.ts';
import { addRenewalsCommand } from './renewals.ts';

let api: TestApi;
let printed: string;

beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

beforeEach(() => {
  printed = '';
  vi.spyOn(console, 'log').mockImplementation((text) => {
    printed += `${text}\n`;
  });
  vi.stubEnv('DATABASE_URL', api.connectionString);
  vi.stubEnv('SUTLER_MASTER_KEY', '5a'.repeat(32));
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

const run = async (...words: readonly string[]): Promise<string> => {
  printed = '';
  const program = new Command('sutler');
  addRenewalsCommand(program);
  for (const command of [program, ...program.commands]) {
    command.exitOverride().configureOutput({ writeErr: () => undefined });
  }
  await program.parseAsync(['renewals', ...words], { from: 'user' });
  return printed;
};

test('tells what is due, what came of what was due, and when the next charges come', async () => {
  expect(await run()).toBe('There are no automatic renewals.\n');
  const shop = await openShop(api, '2028-03-01T10:00:00Z', { code: 'ACME', timeZone: 'GMT+02:00' });
  await api.newMerchant({ code: 'IDLE' });
  await shop.answer('addProduct', { Product: planWithGrace(5) });
  await shop.subscribe({ Code: 'EDITOR' });
  await shop.subscribe({ Code: 'EDITOR' }, cardPayment(CARDS.neverAlone));
  const late = await shop.subscribe({ Code: 'EDITOR' });
  await shop.alter(late, `charge_at = '2028-04-01T12:00:00Z'`);
  await shop.until('2028-04-01T11:00:00Z');
  await shop.alter(late, `charge_at = '2028-04-01T09:00:00Z'`);

  const told = await run();
  expect(told).toMatch(/^MERCHANT +DUE +IN HAND +WAITING +PAID +TO BE RETRIED +GIVEN UP +NEXT$/m);
  expect(told).toMatch(/^ACME +1 +0 +2 hours +1 +1 +0 +2028-04-02 \d\d:\d\d:\d\d$/m);
  expect(told).not.toContain('IDLE');
  expect(await run('--merchant', 'IDLE')).toMatch(/^IDLE +0 +0 +0 +0 +0$/m);
  expect(await run('--merchant', 'ACME', '--since', '1m')).toMatch(/^ACME +1 +0 +2 hours +0 +0 +0 /m);
});

test.each([
  [['--merchant', 'NOBODY'], 'There is no merchant NOBODY.'],
  [['--since', 'soon'], 'Write it like 30d'],
])('%j is refused', async (words, sentence) => {
  await expect(run(...words)).rejects.toThrow(sentence);
});
