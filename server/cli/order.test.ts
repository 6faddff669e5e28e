import { Command } from 'commander';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { addMerchant } from '../domains/accounts/index.ts';
import { orderAt, paymentAt, writeOrder } from '../domains/orders/testing-orders.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { addOrderCommands } from './order.ts';

let store: TestDatabase;
let acme: bigint;
let other: bigint;
let printed: string;

beforeAll(async () => {
  store = await createTestDatabase();
  const facts = { name: 'Acme', currency: 'EUR', countryCode: 'HK', isTest: true };
  acme = await addMerchant(store.database, { ...facts, code: 'ACME' }, new Date());
  other = await addMerchant(store.database, { ...facts, code: 'OTHER' }, new Date());
});
afterAll(() => store.drop());

beforeEach(() => {
  printed = '';
  vi.spyOn(console, 'log').mockImplementation((text) => {
    printed += `${text}\n`;
  });
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  vi.stubEnv('DATABASE_URL', store.connectionString);
  vi.stubEnv('SUTLER_MASTER_KEY', '5a'.repeat(32));
  vi.stubEnv('PORT', '0');
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

const run = async (...words: readonly string[]): Promise<string> => {
  printed = '';
  const program = new Command('sutler').exitOverride().configureOutput({ writeErr: () => undefined });
  addOrderCommands(program);
  for (const command of [...program.commands, ...program.commands.flatMap((one) => one.commands)]) {
    command.exitOverride().configureOutput({ writeErr: () => undefined });
  }
  await program.parseAsync(['order', ...words], { from: 'user' });
  return printed;
};

const heldOrder = async (merchantId = acme): Promise<string> => {
  const order = orderAt(merchantId, 'AUTHRECEIVED/REVIEW', new Date());
  await writeOrder(store.database, order, [paymentAt(order, 'AUTHORISED')]);
  return String(order.ref_no);
};

describe('sutler order', () => {
  test('list shows what waits, and from whom', async () => {
    const refNo = await heldOrder();
    expect(await run('list', '--waits-for', 'review')).toMatch(
      new RegExp(
        `^REFERENCE +MERCHANT +STATUS.*\\n${refNo} +ACME +AUTHRECEIVED \\(WAITING\\) +review .*Ada Kern +10 EUR$`,
        'm',
      ),
    );
    expect(await run('list', '--waits-for', 'confirmation')).toBe('There are no such orders.\n');
    expect(await run('list', '--status', 'authreceived', '--days', '1', '--limit', '5')).toContain(refNo);
    expect(await run('list', '--merchant', 'OTHER', '--days', '1')).not.toContain(refNo);
  });

  test('an order is rejected with a reason and a comment, and tells of it', async () => {
    const refNo = await heldOrder();
    expect(await run('reject', refNo, '--invalid-data', '--comment', 'No such street')).toBe(
      `Order ${refNo} of ACME: REVERSED (INVALIDDATA)\n`,
    );
    const shown = await run('show', refNo);
    expect(shown).toMatch(/^Status +REVERSED \(INVALIDDATA\)$/m);
    expect(shown).toMatch(/^May be done +note$/m);
    expect(shown).toMatch(/ {2}reject {2}AUTHRECEIVED\/REVIEW -> REVERSED {2}cli \S.* {2}No such street$/m);
    expect(shown).toMatch(/^ATTEMPTED.*\n.* CC +VOIDING$/m);
  });

  test.each([
    ['hold', 'AUTHRECEIVED/CONFIRMATION', 'AUTHRECEIVED, waits for its review (WAITING)'],
    ['cancel', 'PENDING', 'CANCELED (WAITING)'],
    ['resend', 'COMPLETE', 'COMPLETE (WAITING)'],
    ['note', 'CANCELED', 'CANCELED (WAITING)'],
  ] as const)('%s', async (action, standing, outcome) => {
    const order = orderAt(acme, standing, new Date());
    await writeOrder(store.database, order);
    expect(await run(action, String(order.ref_no))).toBe(`Order ${order.ref_no} of ACME: ${outcome}\n`);
  });

  test('a reference that two merchants have needs the merchant', async () => {
    const order = orderAt(acme, 'PENDING', new Date());
    await writeOrder(store.database, order);
    await writeOrder(store.database, { ...order, merchant_id: other });
    const refNo = String(order.ref_no);
    await expect(run('cancel', refNo)).rejects.toThrow(
      `Several merchants have an order ${refNo} (ACME, OTHER): name one with --merchant.`,
    );
    expect(await run('cancel', refNo, '--merchant', 'other')).toContain('of OTHER: CANCELED');
    expect(await run('show', refNo, '--merchant', 'ACME')).toMatch(/^Status +PENDING/m);
  });

  test.each([
    [['show', '1'], 'There is no order 1.'],
    [['show', 'one'], 'one is no reference of an order.'],
    [['cancel', '1', '--merchant', 'NOBODY'], 'There is no merchant NOBODY.'],
    [['list', '--days', 'many'], '--days must be a whole number from 1.'],
    [['list', '--waits-for', 'godot'], 'Allowed choices are review, confirmation'],
    [['list', '--status', 'sold'], 'Status must be one of'],
  ])('%j is refused', async (words, sentence) => {
    await expect(run(...words)).rejects.toThrow(sentence);
  });

  test('what is not possible names where the order stands', async () => {
    const refNo = await heldOrder();
    await expect(run('finish', refNo)).rejects.toThrow(
      'The order is AUTHRECEIVED and waits for its review: it cannot be confirmed.',
    );
  });
});
