import { INVALID_PARAMETER, refuse } from '../../api/errors.ts';
import { integer, list, object, type Read, text } from '../../api/schema.ts';

/** Who invoices name as the seller; its country is the account's. */
export type InvoiceSeller = {
  /** The legal name; that of the account when nothing else is set. */
  readonly name: string;
  readonly addressLines: readonly string[];
  /** VAT number or the like, as it is to be printed. */
  readonly taxId: string | null;
  readonly email: string | null;
  /** What the law wants at the foot of a page: register, management, bank. */
  readonly footerLines: readonly string[];
};

/** How invoices are numbered: a prefix, which is a series of its own that begins at 1, and at least so many digits. */
export type InvoiceSeries = { readonly sale: string; readonly creditNote: string; readonly digits: number };

/** What the numbers of test orders begin with, before the prefix: they take none from the real series. */
export const TEST_SERIES = 'TEST-';

const line = () => text({ max: 200 });

export const InvoiceSellerSettings = object('InvoiceSeller', {
  name: text({ max: 200 }),
  addressLines: list(line(), { max: 6 }),
  taxId: text({ max: 60 }),
  email: text({ max: 254 }),
  footerLines: list(line(), { max: 4 }),
});

export const InvoiceSeriesSettings = object('InvoiceSeries', {
  sale: text({ max: 16, fold: 'upper' }),
  creditNote: text({ max: 16, fold: 'upper' }),
  digits: integer({ min: 1, max: 12 }),
});

/** A digit at its end would make numbers that can be read in two ways. */
const PREFIX = /^(?:[A-Z0-9][A-Z0-9./-]*)?[A-Z./-]$/;

/** Refuses INVALID_PARAMETER, naming the path, for prefixes that cannot begin a number. */
export const checkInvoiceSeries = (series: Read<typeof InvoiceSeriesSettings> | null | undefined, path: string) => {
  for (const name of ['sale', 'creditNote'] as const) {
    const prefix = series?.[name] ?? null;
    if (prefix === null || (PREFIX.test(prefix) && !prefix.startsWith(TEST_SERIES))) continue;
    refuse(
      INVALID_PARAMETER,
      `${path}.${name} must be of letters, digits, ".", "/" and "-", not end with a digit and not begin with ${TEST_SERIES}`,
    );
  }
};

export const invoiceSellerOf = (
  own: Read<typeof InvoiceSellerSettings> | null | undefined,
  accountName: string,
): InvoiceSeller => ({
  name: own?.name?.trim() || accountName,
  addressLines: linesOf(own?.addressLines),
  taxId: own?.taxId?.trim() || null,
  email: own?.email?.trim() || null,
  footerLines: linesOf(own?.footerLines),
});

export const invoiceSeriesOf = (own: Read<typeof InvoiceSeriesSettings> | null | undefined): InvoiceSeries => ({
  sale: own?.sale || 'INV',
  creditNote: own?.creditNote || 'CN',
  digits: own?.digits ?? 6,
});

const linesOf = (lines: readonly string[] | null | undefined): readonly string[] =>
  (lines ?? []).map((each) => each.trim()).filter((each) => each !== '');
