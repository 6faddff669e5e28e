/** A row of `invoices`; the names are the columns'. */
export type InvoiceRow = {
  readonly merchant_id: bigint;
  readonly invoice_id: bigint;
  readonly ref_no: bigint;
  readonly kind: InvoiceKind;
  /** The refund that a credit note tells of; null on invoices. */
  readonly refund_id: bigint | null;
  readonly is_test: boolean;
  /** What the number begins with. */
  readonly series: string;
  /** Null until it has a number. */
  readonly series_no: bigint | null;
  readonly number: string | null;
  /** Number and day of the invoice that a credit note corrects. */
  readonly corrects_number: string | null;
  readonly corrects_on: string | null;
  readonly currency: string;
  /** Minor units, below zero on credit notes. */
  readonly net_minor: bigint;
  readonly vat_minor: bigint;
  readonly gross_minor: bigint;
  readonly buyer_name: string;
  readonly document: InvoiceDocument;
  /** The day that the document bears, 'YYYY-MM-DD' in the merchant's zone. */
  readonly issued_on: string;
  readonly issued_at: Date;
  readonly numbered_at: Date | null;
};

export type InvoiceKind = 'SALE' | 'CREDIT_NOTE';

/** An invoice with its number, which never changes any more. */
export type NumberedInvoice = InvoiceRow & { readonly number: string };

export const isNumbered = (row: InvoiceRow): row is NumberedInvoice => row.number !== null;

/**
 * What a document tells beside its number, dates and sums, as it was when it was issued. Kept as JSON: amounts and rates
 * are text of whole numbers (minor units, parts per million), days are 'YYYY-MM-DD'.
 */
export type InvoiceDocument = {
  /** Two lower-case letters. */
  readonly language: string;
  readonly seller: Seller;
  readonly buyer: Buyer;
  /** The order as the merchant calls it, when it has a name of its own for it. */
  readonly externalReference: string | null;
  readonly orderedOn: string;
  /** The day of supply: when the order was finished. */
  readonly suppliedOn: string;
  readonly payment: DocumentPayment;
  readonly lines: readonly DocumentLine[];
  readonly notes: readonly DocumentNote[];
};

export type Seller = {
  readonly name: string;
  readonly addressLines: readonly string[];
  /** Upper case; empty when the account has none. */
  readonly countryCode: string;
  readonly taxId: string | null;
  readonly email: string | null;
  readonly footerLines: readonly string[];
};

export type Buyer = {
  readonly company: string | null;
  readonly person: string | null;
  /** Without the country. */
  readonly addressLines: readonly string[];
  /** Upper case. */
  readonly countryCode: string;
  readonly taxId: string | null;
  readonly email: string | null;
};

export type DocumentPayment = {
  /** Payment type of the order, e.g. CC or WIRE. */
  readonly type: string;
  readonly cardBrand: string | null;
  readonly lastDigits: string | null;
  /** The day on which the money came; null while it is owed. On credit notes, the day on which it went back. */
  readonly paidOn: string | null;
};

/** A line; quantity and unit price are null where something is given back that is no whole line. */
export type DocumentLine = {
  /** Null: a part of the order, which the document puts into words. */
  readonly name: string | null;
  readonly code: string | null;
  readonly quantity: number | null;
  /** Without tax and before any discount. */
  readonly unitNetMinor: string | null;
  /** Taken off the net price of the line; '0' when nothing was. */
  readonly discountMinor: string;
  readonly ratePpm: string;
  /** After the discount. */
  readonly netMinor: string;
  readonly vatMinor: string;
  readonly grossMinor: string;
  /** Days of the trial that was sold; null when it was none. */
  readonly trialDays: number | null;
  /** What was given back, on a line without a name. */
  readonly of: readonly { readonly quantity: number; readonly name: string }[];
};

/** Why no tax was charged. */
export type DocumentNote = 'REVERSE_CHARGE' | 'EXEMPT';
