import type { Merchant } from '../../api/call.ts';
import { mulDiv, percentOf } from '../../kit/money.ts';
import { type InvoiceRow, isNumbered, type NumberedInvoice } from './document.ts';
import type { SoldItem, SoldOrder, SoldPayment, SoldTo } from './sold.ts';

/** Made-up sales, for tests that need no database. */

export const seller: Merchant = {
  id: 1n,
  code: 'ACME',
  timeZone: 'Europe/Bucharest',
  clockOffsetMs: 0,
  settings: {
    name: 'Acme',
    currency: 'EUR',
    countryCode: 'RO',
    isTest: false,
    invoiceSeller: {
      name: 'Acme Software SRL',
      addressLines: ['Strada Fabricii 12, et. 3', '400620 Cluj-Napoca'],
      taxId: 'RO12345678',
      email: 'billing@acme.example.test',
      footerLines: [
        'Acme Software SRL · J12/345/2015 · Registrul Comerțului Cluj',
        'Banca Exemplu · IBAN RO49 AAAA 1B31 0075 9384 0000 · SWIFT EXMPROBU',
      ],
    },
  },
};

export const buyer: SoldTo = {
  FirstName: 'Ada',
  LastName: 'Kern',
  Company: null,
  Address1: 'Am Tor 4',
  Address2: null,
  Zip: '89073',
  City: 'Ulm',
  State: null,
  CountryCode: 'de',
  Email: 'ada@example.test',
  FiscalCode: null,
  TaxExemptionId: null,
};

export const card: SoldPayment = {
  payment_type: 'CC',
  card: { brand: 'visa', firstDigits: '4111', lastDigits: '1111', expirationMonth: '12', expirationYear: '31' },
};

type MadeUpItem = {
  readonly name?: string;
  readonly code?: string;
  readonly quantity?: number;
  readonly unitMinor?: bigint;
  readonly ratePpm?: bigint;
  readonly discountMinor?: bigint;
  readonly details?: SoldItem['details'];
};

export const itemsOf = (items: readonly MadeUpItem[]): readonly SoldItem[] =>
  items.map((item, index) => {
    const { name = 'Editor', code = 'EDITOR', quantity = 1, unitMinor = 1000n, ratePpm = 190_000n } = item;
    const net = unitMinor * BigInt(quantity);
    const vat = percentOf(unitMinor, ratePpm) * BigInt(quantity);
    const netDiscounted = net - (item.discountMinor ?? 0n);
    const vatDiscounted = net === 0n ? vat : mulDiv(vat, netDiscounted, net);
    return {
      line_no: index + 1,
      product_code: code,
      product_name: name,
      quantity,
      vat_rate_ppm: ratePpm,
      unit_net_minor: unitMinor,
      net_minor: net,
      net_discounted_minor: netDiscounted,
      vat_discounted_minor: vatDiscounted,
      gross_discounted_minor: netDiscounted + vatDiscounted,
      details: item.details ?? {},
    };
  });

export const orderOf = (items: readonly SoldItem[], changes: Partial<SoldOrder> = {}): SoldOrder => {
  const sum = (amount: (item: SoldItem) => bigint): bigint => items.reduce((total, item) => total + amount(item), 0n);
  const net = sum(({ details, net_discounted_minor }) => BigInt(details.trial?.netMinor ?? net_discounted_minor));
  const vat = sum(({ details, vat_discounted_minor }) => BigInt(details.trial?.vatMinor ?? vat_discounted_minor));
  return {
    merchant_id: seller.id,
    ref_no: 100_000_001n,
    is_test: false,
    currency: 'EUR',
    language: 'de',
    external_reference: null,
    payment_type: 'CC',
    net_discounted_minor: net,
    vat_discounted_minor: vat,
    gross_discounted_minor: net + vat,
    billing: buyer,
    placed_at: new Date('2026-11-22T10:00:00Z'),
    ...changes,
  };
};

/** The row as it is once its number was given. */
export const withNumber = (row: InvoiceRow, changes: Partial<InvoiceRow> = {}): NumberedInvoice => {
  const numbered = {
    ...row,
    series_no: 1n,
    number: `${row.series}000001`,
    numbered_at: row.issued_at,
    ...(row.kind === 'CREDIT_NOTE' ? { corrects_number: 'INV000001', corrects_on: '2026-11-22' } : {}),
    ...changes,
  };
  if (!isNumbered(numbered)) throw new Error('the row has no number');
  return numbered;
};
