import { describe, expect, test } from 'vitest';
import type { InvoiceRow, NumberedInvoice } from '../document.ts';
import { creditNoteForRefund, invoiceForOrder, type Sale } from '../rules/intents.ts';
import type { SoldItem, SoldOrder } from '../sold.ts';
import { buyer, card, itemsOf, orderOf, seller, withNumber } from '../testing-documents.ts';
import { pdfText } from '../testing-pdf-text.ts';
import { invoicePdf } from './render.ts';

const at = new Date('2026-11-22T10:05:00Z');

const sale = (items: readonly SoldItem[], changes: Partial<SoldOrder> = {}, more: Partial<Sale> = {}): Sale => ({
  merchant: seller,
  order: orderOf(items, changes),
  items,
  payment: card,
  suppliedAt: at,
  paidAt: at,
  at,
  ...more,
});

const invoice = (...facts: Parameters<typeof sale>): NumberedInvoice => withNumber(invoiceForOrder(sale(...facts)));

const pagesOf = async (row: NumberedInvoice): Promise<readonly (readonly string[])[]> => pdfText(await invoicePdf(row));

const textOf = async (row: NumberedInvoice): Promise<string> => (await pagesOf(row)).flat().join('\n');

const twoEditors = itemsOf([{ quantity: 2, discountMinor: 300n }]);

describe('the PDF of a document', () => {
  test('is the same bytes each time, and those of another document are not', async () => {
    const row = invoice(twoEditors);
    const first = await invoicePdf(row);
    // Documents between the two must leave no trace in the shared fonts.
    await invoicePdf(invoice(itemsOf([{ name: 'Ελλάδα' }]), { language: 'ro' }));
    expect((await invoicePdf(row)).equals(first)).toBe(true);
    expect((await invoicePdf(JSON.parse(JSON.stringify(row, asText), asRow))).equals(first)).toBe(true);
    expect((await invoicePdf({ ...row, number: 'INV000002' })).equals(first)).toBe(false);
  });

  test('tells everything of a sale', async () => {
    expect((await pagesOf(invoice(twoEditors)))[0]?.slice(0, -3)).toEqual([
      'Acme Software SRL',
      'Strada Fabricii 12, et. 3',
      '400620 Cluj-Napoca',
      'Rumänien',
      'USt-IdNr.: RO12345678',
      'billing@acme.example.test',
      'Rechnung',
      'INV000001',
      'Rechnung an',
      'Ada Kern',
      'Am Tor 4',
      '89073 Ulm',
      'Deutschland',
      'ada@example.test',
      'Rechnungsnummer',
      'INV000001',
      'Datum',
      '22. November 2026',
      'Bestellung',
      '100000001',
      'Bestelldatum',
      '22. November 2026',
      'Zahlung',
      'Visa •••• 1111',
      ...['Beschreibung', 'Menge', 'Einzelpreis', 'Netto', 'USt. %', 'USt.', 'Brutto'],
      ...['Editor', '2', '10,00', '17,00', '19 %', '3,23', '20,23', 'EDITOR', 'Rabatt: -3,00'],
      ...['Nettobetrag', '17,00'],
      ...['USt. 19 % auf 17,00', '3,23'],
      ...['Gesamtbetrag', '20,23 EUR'],
      ...['Bezahlt am 22. November 2026', '20,23 EUR'],
    ]);
  });

  test('has a sum for each rate, the highest first', async () => {
    const items = itemsOf([{ ratePpm: 90_000n }, { ratePpm: 190_000n }, { ratePpm: 90_000n }]);
    expect(await textOf(invoice(items, { language: 'en' }))).toContain(
      'Net amount\n30.00\nVAT 19% on 10.00\n1.90\nVAT 9% on 20.00\n1.80\nTotal\nEUR 33.70',
    );
  });

  test.each<[string, Parameters<typeof sale>, readonly string[]]>([
    [
      'reverse charge',
      [
        itemsOf([{ ratePpm: 0n }]),
        { language: 'en', billing: { ...buyer, Company: 'Kern GmbH', FiscalCode: 'DE123456789' } },
      ],
      ['Kern GmbH', 'Ada Kern', 'VAT ID: DE123456789', 'Reverse charge: the recipient is liable'],
    ],
    ['that it is a test', [twoEditors, { language: 'fr', is_test: true }], ['TEST-INV000001', 'Document de test.']],
    [
      'that it is still to be paid',
      [twoEditors, { language: 'en', payment_type: 'PURCHASEORDER' }, { payment: null, paidAt: null }],
      ['Purchase order', 'Amount due\nEUR 20.23'],
    ],
    [
      'when it was supplied, if on another day',
      [twoEditors, { language: 'en' }, { suppliedAt: new Date('2026-11-20T10:00:00Z') }],
      ['Date of supply\n20 November 2026'],
    ],
    [
      "the merchant's own reference",
      [twoEditors, { language: 'en', external_reference: 'shop-118' }],
      ['Your reference\nshop-118'],
    ],
    [
      'that a name could not be printed',
      [twoEditors, { language: 'en', billing: { ...buyer, FirstName: '王', LastName: '小明' } }],
      ['? ??', 'A question mark in names'],
    ],
    [
      'tax by another word where there is no VAT',
      [twoEditors, { language: 'en', billing: { ...buyer, CountryCode: 'us', FiscalCode: '12-3456789' } }],
      ['Tax ID: 12-3456789', 'Tax 19% on 17.00'],
    ],
    [
      'a trial',
      [
        itemsOf([{ details: { trial: { days: 14, netMinor: '100', vatMinor: '19', grossMinor: '119' } } }]),
        { language: 'it' },
      ],
      ['Prova di 14 giorni', '1,19 EUR'],
    ],
    [
      'yen without decimals',
      [itemsOf([{ unitMinor: 1200n }]), { language: 'en', currency: 'JPY' }],
      ['1,200', 'JPY 1,428'],
    ],
    ['a language without words in English', [twoEditors, { language: 'fi' }], ['Invoice\nINV000001']],
  ])('tells %s', async (_, facts, parts) => {
    const text = await textOf(invoice(...facts));
    for (const part of parts) expect(text).toContain(part);
  });

  test('of a credit note names the invoice and what went back', async () => {
    const { paidAt: _, ...facts } = sale(twoEditors, { language: 'en' });
    const whole = { refund_id: 7n, net_minor: 1700n, vat_minor: 323n, amount_minor: 2023n, items: [] };
    const part = {
      ...whole,
      net_minor: 841n,
      vat_minor: 160n,
      amount_minor: 1001n,
      items: [{ lineNo: 1, quantity: 1, amountMinor: null }],
    };
    const notes: readonly [InvoiceRow, readonly string[]][] = [
      [
        creditNoteForRefund({ ...facts, refund: whole }),
        ['Editor\n-2\n10.00\n-17.00\n19%\n-3.23\n-20.23', 'EUR -20.23'],
      ],
      [
        creditNoteForRefund({ ...facts, refund: part }),
        ['Refund of a part of the order\n-8.41\n19%\n-1.60\n-10.01\n1 × Editor', '-EUR 10.01'],
      ],
    ];
    for (const [row, parts] of notes) {
      const text = await textOf(withNumber(row));
      expect(text).toContain('Credit note\nCN000001');
      expect(text).toMatch(/Corrects invoice\nINV000001 of\n22 November 2026/);
      expect(text).toContain('Amount credited');
      for (const each of parts) expect(text.replaceAll('-EUR ', 'EUR -')).toContain(each.replaceAll('-EUR ', 'EUR -'));
    }
  });

  test('of 200 lines has the head of the table and its number on every page, and each line once', async () => {
    const items = itemsOf(Array.from({ length: 200 }, (_, index) => ({ name: `Item no. ${index + 1}`, code: '' })));
    const pages = await pagesOf(invoice(items, { language: 'en' }));
    expect(pages.length).toBeGreaterThan(5);
    for (const [index, page] of pages.entries()) {
      expect(page).toContain('Unit price');
      expect(page).toContain(`Page ${index + 1} of ${pages.length}`);
      if (index > 0) expect(page[0]).toBe('Invoice INV000001');
    }
    const names = pages.flat().filter((piece) => piece.startsWith('Item no.'));
    expect(names).toEqual(items.map(({ product_name }) => product_name));
    expect(pages.at(-1)).toContain('EUR 2,380.00');
  });

  test('never runs off its page, whatever is in it', async () => {
    const long = 'w'.repeat(500);
    const items = itemsOf([
      { name: long, code: long.slice(0, 200), quantity: 9999, unitMinor: 79_999_999_999n },
      ...Array.from({ length: 5 }, () => ({ name: 'word '.repeat(80) })),
    ]);
    const merchant = {
      ...seller,
      settings: {
        ...seller.settings,
        invoiceSeller: {
          name: long.slice(0, 200),
          addressLines: Array(6).fill(long.slice(0, 200)),
          footerLines: Array(4).fill(long.slice(0, 200)),
        },
      },
    };
    const billing = { ...buyer, Company: long, FirstName: long, Address1: long, City: long, Email: long };
    const row = invoice(items, { billing, external_reference: long }, { merchant });
    const pages = await pagesOf(row);
    // Pages that the library began by itself, because text ran over the edge, would not have them.
    for (const [index, page] of pages.entries()) {
      expect(page).toContain(`Seite ${index + 1} von ${pages.length}`);
      if (index > 0) expect(page[0]).toBe('Rechnung INV000001');
    }
    expect(pages.length).toBeLessThan(5);
  });
});

/** The way of a row to the database and back. */
const asText = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? `${value}n` : value);
const asRow = (key: string, value: unknown): unknown => {
  if (typeof value === 'string' && /^-?\d+n$/.test(value)) return BigInt(value.slice(0, -1));
  return key.endsWith('_at') && typeof value === 'string' ? new Date(value) : value;
};
