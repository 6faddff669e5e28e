import fc from 'fast-check';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Merchant } from '../../api/call.ts';
import { statement } from '../../db/database.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import type { InvoiceRow } from './document.ts';
import { numberInvoices } from './numbering.ts';
import { creditNoteForRefund, invoiceForOrder } from './rules/intents.ts';
import type { SoldOrder } from './sold.ts';
import { assignNumbers, insertInvoice } from './store.ts';
import { insertRefundOf, insertSale, newMerchant } from './testing-orders.ts';

const at = new Date('2026-11-22T10:00:00Z');
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

let store: TestDatabase;

beforeAll(async () => {
  store = await createTestDatabase({ maxConnections: 24 });
});
afterAll(() => store.drop());

const sell = async (merchant: Merchant, when: Date, changes: Partial<SoldOrder> = {}) => {
  const sale = await insertSale(store.database, merchant, when, changes);
  await insertInvoice(store.database, invoiceForOrder(sale));
  return sale;
};

const giveBack = async (sale: Awaited<ReturnType<typeof sell>>, when: Date): Promise<void> => {
  const refund = await insertRefundOf(store.database, sale);
  const { paidAt: _, ...facts } = sale;
  await insertInvoice(store.database, creditNoteForRefund({ ...facts, refund, at: when }));
};

const number = (merchant: Merchant, limit = 100): Promise<number> =>
  assignNumbers(store.database, merchant.id, 6, limit, at);

const rowsOf = (merchant: Merchant): Promise<InvoiceRow[]> =>
  store.database.rows(
    statement('SELECT * FROM invoices WHERE merchant_id = $1 ORDER BY series, series_no, invoice_id', [merchant.id]),
  );

const numbersOf = async (merchant: Merchant): Promise<readonly (string | null)[]> =>
  (await rowsOf(merchant)).map((row) => row.number);

describe('numbers', () => {
  test('follow the order of issue, whatever the order of writing', async () => {
    const merchant = await newMerchant(store.database);
    const later = await sell(merchant, new Date(at.getTime() + MINUTE_MS));
    const sooner = await sell(merchant, at);
    expect(await number(merchant)).toBe(2);
    expect((await rowsOf(merchant)).map(({ ref_no, number: given }) => [ref_no, given])).toEqual([
      [sooner.order.ref_no, 'INV000001'],
      [later.order.ref_no, 'INV000002'],
    ]);
  });

  test('are counted by series: sales, credit notes, and those of tests', async () => {
    const merchant = await newMerchant(store.database);
    await giveBack(await sell(merchant, at), at);
    await sell(merchant, at, { is_test: true });
    await giveBack(await sell(merchant, at, { is_test: true }), at);
    expect(await number(merchant)).toBe(5);
    expect(await numbersOf(merchant)).toEqual([
      'CN000001',
      'INV000001',
      'TEST-CN000001',
      'TEST-INV000001',
      'TEST-INV000002',
    ]);
  });

  test('of one series for sales and credit notes have no gap either', async () => {
    const merchant = await newMerchant(store.database, { settings: { invoiceSeries: { sale: 'A', creditNote: 'A' } } });
    await giveBack(await sell(merchant, at), at);
    await number(merchant);
    await giveBack(await sell(merchant, at), at);
    await number(merchant);
    expect(await numbersOf(merchant)).toEqual(['A000001', 'A000002', 'A000003', 'A000004']);
  });

  test('begin anew under a new prefix, and have as many digits as they are given, or need', async () => {
    const merchant = await newMerchant(store.database);
    await sell(merchant, at);
    await assignNumbers(store.database, merchant.id, 2, 100, at);
    const renamed = { ...merchant, settings: { ...merchant.settings, invoiceSeries: { sale: '2027-' } } };
    for (let sale = 0; sale < 11; sale += 1) await sell(renamed, at);
    await assignNumbers(store.database, merchant.id, 1, 100, at);
    const numbers = await numbersOf(merchant);
    expect([numbers[0], numbers[9], numbers[10], numbers.at(-1)]).toEqual(['2027-1', '2027-10', '2027-11', 'INV01']);
  });

  test('on a credit note come after that of its invoice, which it names with its day', async () => {
    const merchant = await newMerchant(store.database);
    await giveBack(await sell(merchant, at), new Date(at.getTime() + DAY_MS));
    // The invoice does not get its number in this batch of none; the credit note waits with it.
    expect(await number(merchant, 0)).toBe(0);
    expect(await number(merchant)).toBe(2);
    expect((await rowsOf(merchant))[0]).toMatchObject({
      number: 'CN000001',
      corrects_number: 'INV000001',
      corrects_on: '2026-11-22',
      issued_on: '2026-11-23',
    });
  });

  test('never go up while days go down: a late document bears the day of the one before it', async () => {
    const merchant = await newMerchant(store.database);
    await sell(merchant, new Date(at.getTime() + DAY_MS));
    await number(merchant);
    await sell(merchant, at);
    await number(merchant);
    expect((await rowsOf(merchant)).map(({ issued_on }) => issued_on)).toEqual(['2026-11-23', '2026-11-23']);
  });

  test('are given in batches', async () => {
    const merchant = await newMerchant(store.database);
    for (let sale = 0; sale < 5; sale += 1) await sell(merchant, at);
    expect([await number(merchant, 2), await number(merchant, 2), await number(merchant, 2)]).toEqual([2, 2, 1]);
    expect(await number(merchant, 2)).toBe(0);
  });

  test('change nothing that has one', async () => {
    const merchant = await newMerchant(store.database);
    await giveBack(await sell(merchant, at), at);
    await number(merchant);
    const before = await rowsOf(merchant);
    for (const row of before) await insertInvoice(store.database, { ...row, buyer_name: 'Somebody else' });
    await sell(merchant, at);
    await number(merchant);
    const after = await rowsOf(merchant);
    expect(after.filter(({ invoice_id }) => before.some((row) => row.invoice_id === invoice_id))).toEqual(before);
  });

  test('an order has one invoice and a refund one credit note', async () => {
    const merchant = await newMerchant(store.database);
    const sale = await sell(merchant, at);
    await insertInvoice(store.database, invoiceForOrder(sale));
    await giveBack(sale, at);
    expect(await number(merchant)).toBe(2);
  });
});

type Round = { readonly limit: number; readonly waitMs: number; readonly fails: boolean };

const round: fc.Arbitrary<Round> = fc.record({
  limit: fc.integer({ min: 1, max: 8 }),
  waitMs: fc.integer({ min: 0, max: 6 }),
  fails: fc.boolean(),
});

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const GIVEN_UP = new Error('given up');

/** A worker that numbers again and again, and at times dies after it numbered, before that is stored. */
const work = async (merchant: Merchant, rounds: readonly Round[]): Promise<void> => {
  for (const { limit, waitMs, fails } of rounds) {
    await pause(waitMs);
    const numbering = store.database.transaction(async (tx) => {
      await assignNumbers(tx, merchant.id, 6, limit, at);
      await pause(waitMs);
      if (fails) throw GIVEN_UP;
    });
    await numbering.catch((error) => {
      if (error !== GIVEN_UP) throw error;
    });
  }
};

/** An invoice with its credit note, which is never written before it. */
type Written = { readonly rows: readonly InvoiceRow[]; readonly afterMs: number };

/** Documents of sales and refunds that are there, none of them written yet. */
const documentsOf = async (
  merchant: Merchant,
  sales: readonly {
    readonly day: number;
    readonly refunded: boolean;
    readonly is_test: boolean;
    readonly afterMs: number;
  }[],
): Promise<readonly Written[]> =>
  Promise.all(
    sales.map(async ({ day, refunded, is_test, afterMs }) => {
      const sale = await insertSale(store.database, merchant, new Date(at.getTime() + day * DAY_MS), { is_test });
      const invoice = invoiceForOrder(sale);
      if (!refunded) return { rows: [invoice], afterMs };
      const { paidAt: _, ...facts } = sale;
      const refund = await insertRefundOf(store.database, sale);
      return { rows: [invoice, creditNoteForRefund({ ...facts, refund })], afterMs };
    }),
  );

test('20 workers at once, of which some die while others write new documents, leave no gap and give no number twice', async () => {
  const workers = fc.array(fc.array(round, { minLength: 3, maxLength: 8 }), { minLength: 20, maxLength: 20 });
  const sales = fc.array(
    fc.record({ day: fc.nat(3), refunded: fc.boolean(), is_test: fc.boolean(), afterMs: fc.nat(60) }),
    { minLength: 10, maxLength: 40 },
  );
  await fc.assert(
    fc.asyncProperty(workers, sales, fc.boolean(), async (rounds, sold, isBegun) => {
      const merchant = await newMerchant(store.database);
      if (isBegun) {
        await sell(merchant, at);
        await number(merchant);
      }
      const documents = await documentsOf(merchant, sold);
      const writing = documents.map(async ({ rows, afterMs }) => {
        for (const row of rows) {
          await pause(afterMs);
          await insertInvoice(store.database, row);
        }
      });
      await Promise.all([...writing, ...rounds.map((each) => work(merchant, each))]);
      while ((await number(merchant, 7)) > 0);

      const rows = await rowsOf(merchant);
      expect(rows).toHaveLength(documents.flatMap((each) => each.rows).length + (isBegun ? 1 : 0));
      for (const series of new Set(rows.map((row) => row.series))) {
        const own = rows.filter((row) => row.series === series);
        expect(own.map(({ series_no }) => series_no)).toEqual(own.map((_, index) => BigInt(index + 1)));
        const days = own.map(({ issued_on }) => issued_on);
        expect(days).toEqual([...days].sort());
      }
      const numberOfSale = new Map(rows.flatMap((row) => (row.kind === 'SALE' ? [[row.ref_no, row.number]] : [])));
      for (const row of rows) {
        if (row.kind === 'CREDIT_NOTE') expect(row.corrects_number).toBe(numberOfSale.get(row.ref_no));
      }
    }),
    // Each run is a race, which smaller ones do not run again.
    { numRuns: 10, endOnFailure: true },
  );
}, 120_000);

describe('the job', () => {
  const works = () => ({ database: store.database, log: pino({ level: 'silent' }), now: () => at });

  test('numbers for all merchants that have something to number, by their own clocks', async () => {
    const [busy, idle, ahead] = await Promise.all([1, 2, 3].map(() => newMerchant(store.database)));
    if (!busy || !idle || !ahead) throw new Error('no merchants');
    await sell(busy, at);
    await sell(ahead, at);
    const merchants = [busy, idle, { ...ahead, clockOffsetMs: DAY_MS }];
    expect(await numberInvoices(works(), merchants)).toBe(2);
    expect(await numberInvoices(works(), merchants)).toBe(0);
    expect((await rowsOf(ahead))[0]?.numbered_at).toEqual(new Date(at.getTime() + DAY_MS));
  });

  test('goes on to the next merchant when one fails', async () => {
    const [first, second] = [await newMerchant(store.database), await newMerchant(store.database)];
    await sell(first, at);
    await sell(second, at);
    // An offset that no instant can have.
    expect(await numberInvoices(works(), [{ ...first, clockOffsetMs: 1e20 }, second])).toBe(1);
    expect(await numbersOf(second)).toEqual(['INV000001']);
  });

  test('asks for what waits without reading what has its number', async () => {
    const merchant = await newMerchant(store.database);
    const plan = await store.database.rows<{ 'QUERY PLAN': string }>(
      statement('EXPLAIN SELECT FROM invoices i WHERE i.merchant_id = $1 AND i.number IS NULL LIMIT 1', [merchant.id]),
    );
    expect(plan.map((line) => line['QUERY PLAN']).join('\n')).toContain('invoices_unnumbered');
  });
});
