import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Merchant } from '../../api/call.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { findInvoicePdf } from './pdf-files.ts';
import { creditNoteForRefund, invoiceForOrder } from './rules/intents.ts';
import { assignNumbers, type InvoiceFilter, insertInvoices, listInvoices } from './store.ts';
import { insertRefundOf, insertSale, newMerchant } from './testing-orders.ts';
import { pdfText } from './testing-pdf-text.ts';

const DAY_MS = 24 * 3_600_000;
const at = new Date('2026-11-20T10:00:00Z');

let store: TestDatabase;
let merchant: Merchant;
let refNos: readonly bigint[];

/** Three sales on three days, the second one a test, the third one given back a day later. */
beforeAll(async () => {
  store = await createTestDatabase();
  merchant = await newMerchant(store.database);
  const sales = [];
  for (const [day, is_test] of [false, true, false].entries()) {
    sales.push(await insertSale(store.database, merchant, new Date(at.getTime() + day * DAY_MS), { is_test }));
  }
  const last = sales[2];
  if (last === undefined) throw new Error('no sale');
  const { paidAt: _, ...facts } = last;
  const refund = await insertRefundOf(store.database, last);
  const rows = [
    ...sales.map(invoiceForOrder),
    creditNoteForRefund({ ...facts, refund, at: new Date(last.at.getTime() + DAY_MS) }),
  ];
  await insertInvoices(store.database, merchant.id, rows);
  await assignNumbers(store.database, merchant.id, 4, 100, at);
  // Another merchant's, which is in none of the lists.
  const other = invoiceForOrder(await insertSale(store.database, await newMerchant(store.database), at));
  await insertInvoices(store.database, other.merchant_id, [other]);
  refNos = sales.map(({ order }) => order.ref_no);
});
afterAll(() => store.drop());

const ALL: InvoiceFilter = { kind: null, refNo: null, tests: 'YES', from: null, until: null };

const numbers = async (filter: Partial<InvoiceFilter>, page = { limit: 10, offset: 0 }) => {
  const { invoices, count } = await listInvoices(store.database, merchant.id, { ...ALL, ...filter }, page);
  return [invoices.map(({ number }) => number), count];
};

describe('the list of documents', () => {
  test.each<[string, Partial<InvoiceFilter>, readonly string[]]>([
    ['all, newest first', {}, ['CN0001', 'INV0002', 'TEST-INV0001', 'INV0001']],
    ['without tests', { tests: 'NO' }, ['CN0001', 'INV0002', 'INV0001']],
    ['tests only', { tests: 'ONLY' }, ['TEST-INV0001']],
    ['credit notes', { kind: 'CREDIT_NOTE' }, ['CN0001']],
    ['of some days, both ends included', { from: '2026-11-21', until: '2026-11-22' }, ['INV0002', 'TEST-INV0001']],
  ])('%s', async (_, filter, expected) => {
    expect(await numbers(filter)).toEqual([expected, expected.length]);
  });

  test('of an order', async () => {
    expect(await numbers({ refNo: refNos[2] ?? 0n })).toEqual([['CN0001', 'INV0002'], 2]);
  });

  test('by pages, with the count of all', async () => {
    expect(await numbers({}, { limit: 2, offset: 1 })).toEqual([['INV0002', 'TEST-INV0001'], 4]);
  });

  test('tells amounts, the buyer and what is corrected', async () => {
    const { invoices } = await listInvoices(
      store.database,
      merchant.id,
      { ...ALL, kind: 'CREDIT_NOTE' },
      { limit: 1, offset: 0 },
    );
    expect(invoices[0]).toMatchObject({
      ref_no: refNos[2],
      net_minor: -1000n,
      vat_minor: -190n,
      gross_minor: -1190n,
      currency: 'EUR',
      buyer_name: 'Ada Kern',
      corrects_number: 'INV0002',
      issued_on: '2026-11-23',
    });
  });
});

describe('a document by its id', () => {
  const bytesOf = async (id: bigint, of = merchant) => {
    const file = await findInvoicePdf({ db: store.database, merchant: of, at }, id);
    if (file === undefined) return undefined;
    const chunks: Buffer[] = [];
    for await (const chunk of file.pdf) chunks.push(Buffer.from(chunk));
    return { filename: file.filename, text: pdfText(Buffer.concat(chunks)).flat() };
  };

  test('is a file, numbered on the way if it was not yet', async () => {
    const sale = await insertSale(store.database, await newMerchant(store.database), at);
    const row = invoiceForOrder(sale);
    await insertInvoices(store.database, row.merchant_id, [row]);
    const file = await bytesOf(row.invoice_id, sale.merchant);
    expect(file?.filename).toBe('invoice_INV000001.pdf');
    expect(file?.text).toContain('INV000001');
  });

  test('is not found for another merchant, or when there is none', async () => {
    const { invoices } = await listInvoices(store.database, merchant.id, ALL, { limit: 1, offset: 0 });
    const id = invoices[0]?.invoice_id ?? 0n;
    expect(await bytesOf(id, await newMerchant(store.database))).toBeUndefined();
    expect(await bytesOf(1n)).toBeUndefined();
  });
});
