import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Merchant } from '../../../api/call.ts';
import { statement } from '../../../db/database.ts';
import { signed, startTestApi, type TestApi } from '../../../testing/api.ts';
import { rpcClient, type WireClient } from '../../../testing/clients.ts';
import { exampleOrder, exampleProduct } from '../../examples.ts';
import { finishOrder } from '../../orders/index.ts';
import { pdfText } from '../testing-pdf-text.ts';

type Sent = Readonly<Record<string, unknown>>;
type Documents = { readonly Sale: string; readonly Cancellation: null; readonly Refunds: readonly string[] };

let api: TestApi;
let merchant: Merchant;
let client: WireClient;

beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

beforeEach(async () => {
  merchant = await api.newMerchant({ name: 'Acme', settings: { invoiceSeller: { taxId: 'RO12345678' } } });
  client = await rpcClient(api, merchant, '6.0', api.now());
  await ask('addProduct', { Product: exampleProduct });
});

const ask = async (name: string, params: Sent): Promise<unknown> => {
  const outcome = await client(name, params);
  return 'value' in outcome ? outcome.value : expect.fail(`${name}: ${outcome.refused} ${outcome.message}`);
};

const place = async (changes: Sent = {}): Promise<string> => {
  const placed = (await ask('placeOrder', { Order: { ...exampleOrder, ...changes } })) as { readonly RefNo: string };
  return placed.RefNo;
};

/** Two editors for 23.80, paid and finished. */
const sell = async (changes: Sent = {}): Promise<string> => {
  const refNo = await place(changes);
  await finishOrder(api.works, merchant, BigInt(refNo));
  return refNo;
};

const refund = (refNo: string, Amount: number) =>
  ask('issueRefund', { RefNo: refNo, Amount, Items: [], Comment: '', Reason: 'Other' });

const documents = async (reference: string): Promise<Documents> =>
  (await ask('getInvoices', { reference })) as Documents;

const textOf = (base64 = ''): string => pdfText(Buffer.from(base64, 'base64')).flat().join('\n');

const change = (sql: string, refNo: string) =>
  api.database.rows(statement(`${sql} WHERE merchant_id = $1 AND ref_no = $2`, [merchant.id, BigInt(refNo)]));

const byRest = async (path: string): Promise<{ readonly status: number; readonly body: Sent }> => {
  const { code, date, hash } = signed(merchant.code, undefined, api.now());
  const response = await fetch(`${api.url}/rest/6.0${path}`, {
    headers: {
      accept: 'application/json',
      'x-avangate-authentication': `code="${code}" date="${date}" hash="${hash}"`,
    },
  });
  return { status: response.status, body: (await response.json()) as Sent };
};

describe('getInvoices', () => {
  test('answers the invoice of a finished order, in the language of the order', async () => {
    const refNo = await sell();
    const { Sale, Cancellation, Refunds } = await documents(refNo);
    expect([Cancellation, Refunds]).toEqual([null, []]);
    const text = textOf(Sale);
    for (const part of [
      'Acme',
      'USt-IdNr.: RO12345678',
      'Rechnung\nTEST-INV000001',
      'Testbeleg.',
      `Bestellung\n${refNo}`,
      'Ihr Zeichen\nshop-118',
      'Editor\n2\n10,00\n20,00\n19 %\n3,80\n23,80\nEDITOR',
      'Gesamtbetrag\n23,80 EUR',
      'Visa •••• 1111',
    ]) {
      expect(text).toContain(part);
    }
  });

  test('answers the same bytes each time, whatever the account says of itself by then', async () => {
    const refNo = await sell();
    const first = await documents(refNo);
    await api.database.rows(
      statement(`UPDATE merchants SET settings = '{"invoiceSeller": {"name": "Other"}}' WHERE merchant_id = $1`, [
        merchant.id,
      ]),
    );
    api.accounts.forget();
    expect(await documents(refNo)).toEqual(first);
  });

  test('answers a credit note for each refund, oldest first', async () => {
    const refNo = await sell();
    await refund(refNo, 10.01);
    await refund(refNo, 13.79);
    const { Sale, Refunds } = await documents(refNo);
    expect(textOf(Sale)).toContain('TEST-INV000001');
    expect(Refunds.map(textOf)).toEqual([
      expect.stringMatching(/TEST-CN000001.*Korrigiert Rechnung\nTEST-INV000001.*Erstatteter Betrag\n-10,01 EUR/s),
      expect.stringMatching(/TEST-CN000002.*Erstatteter Betrag\n-13,79 EUR/s),
    ]);
  });

  test('numbers orders of real money apart from tests', async () => {
    const tried = await sell();
    const real = await sell();
    await change('UPDATE invoices SET is_test = false, series = $$INV$$', real);
    expect(textOf((await documents(tried)).Sale)).toContain('TEST-INV000001');
    expect(textOf((await documents(real)).Sale)).toContain('Rechnung\nINV000001');
  });

  test('issues what was not issued yet, for orders from before there were invoices', async () => {
    const refNo = await sell();
    await refund(refNo, 23.8);
    await change('DELETE FROM invoices', refNo);
    const { Sale, Refunds } = await documents(refNo);
    expect(textOf(Sale)).toContain('Gesamtbetrag\n23,80 EUR');
    expect(Refunds.map(textOf)).toEqual([expect.stringContaining('Editor\n-2\n10,00\n-20,00')]);
    expect(await documents(refNo)).toEqual({ Sale, Cancellation: null, Refunds });
  });

  test('issues once when it is asked many times at once', async () => {
    const refNo = await sell();
    await change('DELETE FROM invoices', refNo);
    const answers = await Promise.all(Array.from({ length: 8 }, () => documents(refNo)));
    expect(new Set(answers.map(({ Sale }) => Sale)).size).toBe(1);
    expect(textOf(answers[0]?.Sale)).toContain('TEST-INV000001');
  });

  test.each<[string, (refNo: string) => Promise<unknown>, string | undefined]>([
    [
      'that waits for its money',
      (refNo) => change(`UPDATE orders SET status = 'PENDING'`, refNo),
      'INVOICE_NOT_ISSUED',
    ],
    ['that was canceled', (refNo) => change(`UPDATE orders SET status = 'CANCELED'`, refNo), 'INVOICE_NOT_ISSUED'],
    [
      'that is delivered and still to be paid',
      (refNo) => change(`UPDATE orders SET status = 'PURCHASE_PENDING', finished_at = NULL`, refNo),
      undefined,
    ],
  ])('of an order %s', async (_, prepare, refused) => {
    const refNo = await sell();
    await change('DELETE FROM invoices', refNo);
    await prepare(refNo);
    const outcome = await client('getInvoices', { reference: refNo });
    if (refused !== undefined) expect(outcome).toMatchObject({ refused });
    else expect(textOf((outcome as { readonly value: Documents }).value.Sale)).toContain('Zu zahlen\n23,80 EUR');
  });

  test.each(['1', '', 'abc', '99999999999999999999', "1' OR 1=1"])('refuses %j as a reference', async (reference) => {
    expect(await client('getInvoices', { reference })).toMatchObject({ refused: 'INVOICE_ORDER_INVALID' });
  });

  test('does not know the orders of others', async () => {
    const refNo = await sell();
    const stranger = await rpcClient(api, await api.newMerchant(), '6.0', api.now());
    expect(await stranger('getInvoices', { reference: refNo })).toMatchObject({ refused: 'INVOICE_ORDER_INVALID' });
  });
});

describe('GET /invoices/', () => {
  test('answers a file', async () => {
    const refNo = await sell();
    const { status, body } = await byRest(`/invoices/${refNo}/`);
    expect([status, body['filename']]).toEqual([200, 'invoice_TEST-INV000001.pdf']);
    const [, base64] = /^application\/pdf;base64,(.+)$/.exec(String(body['data'])) ?? [];
    expect(base64).toBe((await documents(refNo)).Sale);
    expect(await byRest(`/invoices/${refNo}/SALE/0/`)).toEqual({ status, body });
  });

  test.each<[string, (refNo: string) => string, string]>([
    ['a second invoice', (refNo) => `/invoices/${refNo}/sale/1/`, 'INVOICE_NOT_FOUND'],
    ['a second credit note', (refNo) => `/invoices/${refNo}/refunds/1/`, 'INVOICE_NOT_FOUND'],
    ['another type', (refNo) => `/invoices/${refNo}/proforma/0/`, 'INVOICE_TYPE_INVALID'],
    ['a count below zero', (refNo) => `/invoices/${refNo}/sale/-1/`, 'INVOICE_COUNT_INVALID'],
    ['a count that is none', (refNo) => `/invoices/${refNo}/sale/first/`, 'INVOICE_COUNT_INVALID'],
    ['an order that is none', () => '/invoices/1/', 'INVOICE_ORDER_INVALID'],
  ])('refuses %s with 400', async (_, path, error_code) => {
    const refNo = await sell();
    await refund(refNo, 5);
    expect(await byRest(path(refNo))).toMatchObject({ status: 400, body: { error_code } });
  });
});

describe('the order of', () => {
  test.each(['TEST-INV000001', 'test-inv1', ' TEST-INV0001 '])('the invoice %j', async (InvoiceId) => {
    const refNo = await sell();
    await documents(refNo);
    expect(await ask('getOrderByInvoiceId', { InvoiceId })).toBe(refNo);
  });

  test('a credit note', async () => {
    const refNo = await sell();
    await refund(refNo, 5);
    await documents(refNo);
    expect(await ask('getOrderByInvoiceId', { InvoiceId: 'TEST-CN000001' })).toBe(refNo);
  });

  test.each(['TEST-INV000002', 'INV000001', '1', 'TEST-INV', '', 'TEST-INV9999999999999999999'])(
    'no invoice: %j',
    async (InvoiceId) => {
      await documents(await sell());
      expect(await client('getOrderByInvoiceId', { InvoiceId })).toMatchObject({ refused: 'INVOICE_ID_INVALID' });
    },
  );

  test('a sale, as a bare text on REST', async () => {
    const refNo = await sell();
    const { OrderNo } = (await ask('getOrder', { orderReference: refNo })) as { readonly OrderNo: number };
    expect(await byRest(`/orders/0/sale/?SaleId=${OrderNo}`)).toEqual({ status: 200, body: refNo });
  });

  test.each(['/orders/0/sale/?SaleId=4711', '/orders/0/sale/', '/orders/0/invoice/', '/orders/0/sale/?SaleId=x'])(
    'nothing is refused with 400: %s',
    async (path) => {
      expect((await byRest(path)).status).toBe(400);
    },
  );
});
