import { describe, expect, test } from 'vitest';
import type { Merchant } from '../../../api/call.ts';
import type { InvoiceRow } from '../document.ts';
import type { SoldOrder, SoldTo } from '../sold.ts';
import { buyer, card, itemsOf, orderOf, seller } from '../testing-documents.ts';
import { creditNoteForRefund, invoiceForOrder, type Sale } from './intents.ts';

/** Half past midnight in Bucharest, where the seller is; still the day before in UTC. */
const at = new Date('2026-11-22T22:30:00Z');

const sale = (changes: Partial<SoldOrder> = {}, more: Partial<Sale> = {}): Sale => {
  const items = itemsOf([{ quantity: 2, ratePpm: changes.vat_discounted_minor === 0n ? 0n : 190_000n }]);
  return {
    merchant: seller,
    order: orderOf(items, changes),
    items,
    payment: card,
    suppliedAt: at,
    paidAt: at,
    at,
    ...more,
  };
};

const invoice = (changes: Partial<SoldOrder> = {}, more: Partial<Sale> = {}): InvoiceRow =>
  invoiceForOrder(sale(changes, more));

const withSettings = (settings: Record<string, unknown>): Merchant => ({
  ...seller,
  settings: { ...seller.settings, ...settings },
});

describe('the invoice of an order', () => {
  test('waits for its number and bears the amounts of the order', () => {
    expect(invoice()).toMatchObject({
      merchant_id: 1n,
      ref_no: 100_000_001n,
      kind: 'SALE',
      refund_id: null,
      number: null,
      series_no: null,
      series: 'INV',
      currency: 'EUR',
      net_minor: 2000n,
      vat_minor: 380n,
      gross_minor: 2380n,
      buyer_name: 'Ada Kern',
      issued_at: at,
    });
  });

  test('bears days by the clocks of the merchant', () => {
    const { issued_on, document } = invoice();
    expect(issued_on).toBe('2026-11-23');
    expect(document).toMatchObject({
      orderedOn: '2026-11-22',
      suppliedOn: '2026-11-23',
      payment: { paidOn: '2026-11-23' },
    });
  });

  test('of an order that is still to be paid says so', () => {
    const { payment } = invoice({ payment_type: 'PURCHASEORDER' }, { payment: null, paidAt: null }).document;
    expect(payment).toEqual({ type: 'PURCHASEORDER', cardBrand: null, lastDigits: null, paidOn: null });
  });

  test('keeps nothing of a card but its brand and last digits', () => {
    expect(invoice().document.payment).toEqual({
      type: 'CC',
      cardBrand: 'visa',
      lastDigits: '1111',
      paidOn: '2026-11-23',
    });
    expect(JSON.stringify(invoice().document)).not.toContain('4111');
  });

  test.each<[string, Record<string, unknown>, boolean, string]>([
    ['the default', {}, false, 'INV'],
    ["the merchant's own", { invoiceSeries: { sale: '2026-' } }, false, '2026-'],
    ['that of tests', {}, true, 'TEST-INV'],
    ["that of tests under the merchant's own", { invoiceSeries: { sale: 'F/' } }, true, 'TEST-F/'],
  ])('is in a series: %s', (_, settings, is_test, series) => {
    expect(invoice({ is_test }, { merchant: withSettings(settings) })).toMatchObject({ series, is_test });
  });

  test('names the seller as the account describes it, or at least by its name', () => {
    expect(invoice().document.seller).toEqual({
      name: 'Acme Software SRL',
      addressLines: ['Strada Fabricii 12, et. 3', '400620 Cluj-Napoca'],
      countryCode: 'RO',
      taxId: 'RO12345678',
      email: 'billing@acme.example.test',
      footerLines: [expect.stringContaining('J12'), expect.stringContaining('IBAN')],
    });
    const bare = invoice({}, { merchant: withSettings({ invoiceSeller: null }) });
    expect(bare.document.seller).toMatchObject({ name: 'Acme', addressLines: [], taxId: null });
    expect(invoice({}, { merchant: { ...seller, settings: {} } }).document.seller.name).toBe('ACME');
  });

  test.each<[string, Partial<SoldTo>, readonly string[]]>([
    ['in Germany', {}, ['Am Tor 4', '89073 Ulm']],
    ['with a state', { State: 'Cluj', City: 'Dej', CountryCode: 'ro' }, ['Am Tor 4', '89073 Dej', 'Cluj']],
    ['in a city that is a state', { State: 'Wien', City: 'Wien', CountryCode: 'at' }, ['Am Tor 4', '89073 Wien']],
    [
      'in the United States',
      {
        Address1: '500 Congress Ave',
        Address2: 'Suite 12',
        City: 'Austin',
        State: 'TX',
        Zip: '73301',
        CountryCode: 'us',
      },
      ['500 Congress Ave', 'Suite 12', 'Austin, TX 73301'],
    ],
    ['not told', { Address1: null, Zip: null, City: ' ' }, []],
  ])('writes the address of a buyer %s', (_, changes, addressLines) => {
    expect(invoice({ billing: { ...buyer, ...changes } }).document.buyer.addressLines).toEqual(addressLines);
  });

  test.each<[string, Partial<SoldTo>, string]>([
    ['company', { Company: 'Kern GmbH' }, 'Kern GmbH'],
    ['name', {}, 'Ada Kern'],
    ['address for mail', { FirstName: null, LastName: null }, 'ada@example.test'],
  ])('is listed under the %s of the buyer', (_, changes, buyer_name) => {
    expect(invoice({ billing: { ...buyer, ...changes } }).buyer_name).toBe(buyer_name);
  });

  const untaxed = { vat_discounted_minor: 0n, gross_discounted_minor: 2000n };
  const company = { Company: 'Kern GmbH', FiscalCode: 'DE123456789' };
  test.each<[string, Partial<SoldTo>, object, readonly string[]]>([
    ['reverse charge for a company of another EU country', company, untaxed, ['REVERSE_CHARGE']],
    ['nothing where the tax was charged', company, {}, []],
    ['nothing for a private buyer', {}, untaxed, []],
    ['nothing for a company at home', { ...company, CountryCode: 'ro', FiscalCode: 'RO123456' }, untaxed, []],
    ['nothing for a company beyond the EU', { ...company, CountryCode: 'ch' }, untaxed, []],
    [
      'the certificate of a buyer in the US',
      { CountryCode: 'us', State: 'TX', TaxExemptionId: 'X1' },
      untaxed,
      ['EXEMPT'],
    ],
  ])('says why there is no tax: %s', (_, changes, amounts, notes) => {
    expect(invoice({ billing: { ...buyer, ...changes }, ...amounts }).document.notes).toEqual(notes);
  });

  test('keeps the first two letters of the language', () => {
    expect(invoice({ language: 'PT-br' }).document.language).toBe('pt');
  });
});

describe('the credit note of a refund', () => {
  const credit = (net_minor: bigint, vat_minor: bigint): InvoiceRow => {
    const { paidAt: _, ...facts } = sale();
    const refund = { refund_id: 7n, net_minor, vat_minor, amount_minor: net_minor + vat_minor, items: [] };
    return creditNoteForRefund({ ...facts, refund });
  };

  test('over everything takes back the lines', () => {
    expect(credit(2000n, 380n)).toMatchObject({
      kind: 'CREDIT_NOTE',
      refund_id: 7n,
      series: 'CN',
      net_minor: -2000n,
      vat_minor: -380n,
      gross_minor: -2380n,
      document: { lines: [{ name: 'Editor', quantity: -2 }], payment: { paidOn: '2026-11-23' } },
    });
  });

  test('over a part has a line for the part', () => {
    expect(credit(841n, 160n)).toMatchObject({
      gross_minor: -1001n,
      document: { lines: [{ name: null, netMinor: '-841' }] },
    });
  });
});
