import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Merchant } from '../api/call.ts';
import { insertRefundOf, insertSale, newMerchant } from '../domains/invoices/testing-orders.ts';
import { pdfText } from '../domains/invoices/testing-pdf-text.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { addInvoiceCommand } from './invoice.ts';

let store: TestDatabase;
let merchant: Merchant;
let refNo: bigint;
let folder: string;
let printed: string;

beforeAll(async () => {
  store = await createTestDatabase();
  merchant = await newMerchant(store.database);
  const sale = await insertSale(store.database, merchant, new Date('2026-11-22T10:00:00Z'));
  await insertRefundOf(store.database, sale);
  refNo = sale.order.ref_no;
  folder = mkdtempSync(join(tmpdir(), 'sutler-invoice-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await store.drop();
});

beforeEach(() => {
  printed = '';
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

const run = async (...words: readonly string[]): Promise<void> => {
  const program = new Command('sutler');
  addInvoiceCommand(program);
  for (const command of program.commands) command.exitOverride().configureOutput({ writeErr: () => undefined });
  await program.parseAsync(['invoice', ...words], { from: 'user' });
};

const textOf = (file: string): string =>
  pdfText(readFileSync(join(folder, file)))
    .flat()
    .join('\n');

describe('sutler invoice', () => {
  test('writes the invoice where the command was called', async () => {
    await run(merchant.code, String(refNo));
    expect(printed).toBe(`Wrote INV000001 to ${join(folder, 'invoice_INV000001.pdf')}\n`);
    expect(textOf('invoice_INV000001.pdf')).toContain(`Bestellung\n${refNo}`);
  });

  test('writes a credit note to a file with another name', async () => {
    await run(merchant.code, String(refNo), '--credit-note', '1', '--out', 'credit.pdf');
    expect(textOf('credit.pdf')).toContain('Rechnungskorrektur\nCN000001');
  });

  test.each<[readonly string[], string]>([
    [['1'], 'No order has this reference.'],
    [['$refNo', '--credit-note', '2'], 'has 1 credit notes'],
    [['$refNo', '--credit-note', '0'], 'Write a number from 1.'],
  ])('refuses %j', async (words, sentence) => {
    const filled = words.map((word) => (word === '$refNo' ? String(refNo) : word));
    await expect(run(merchant.code, ...filled)).rejects.toThrow(sentence);
  });
});
