import type { Merchant } from '../../../api/call.ts';
import { calendarDate } from '../../../kit/dates.ts';
import { newId } from '../../../kit/ids.ts';
import { settingsOf, TEST_SERIES } from '../../accounts/index.ts';
import type { RefundRow } from '../../payments/index.ts';
import type { InvoiceDocument, InvoiceRow } from '../document.ts';
import type { SoldItem, SoldOrder, SoldPayment } from '../sold.ts';
import { partialLines, reversedLines, saleLines } from './lines.ts';
import { notesOf } from './notes.ts';
import { buyerOf, sellerOf } from './parties.ts';

export type Sale = {
  readonly merchant: Merchant;
  readonly order: SoldOrder;
  readonly items: readonly SoldItem[];
  /** The attempt that paid; null for orders that cost nothing. */
  readonly payment: SoldPayment | null;
  /** When goods and rights were handed over: the moment at which the order was finished or its purchase order taken. */
  readonly suppliedAt: Date;
  /** When the money came; null for a purchase order that is still to be paid. */
  readonly paidAt: Date | null;
  /** Now, by the merchant's clock: the moment of issue. */
  readonly at: Date;
};

/** The invoice of an order as an intent, to be written in the transaction that finishes the order. */
export const invoiceForOrder = (sale: Sale): InvoiceRow => {
  const { merchant, order, at } = sale;
  return {
    ...intent(merchant, order, at),
    kind: 'SALE',
    refund_id: null,
    series: seriesOf(order, settingsOf(merchant).invoiceSeries.sale),
    net_minor: order.net_discounted_minor,
    vat_minor: order.vat_discounted_minor,
    gross_minor: order.gross_discounted_minor,
    document: documentOf(sale, sale.paidAt, saleLines(sale.items)),
  };
};

export type Reversal = Omit<Sale, 'paidAt'> & {
  /** The refund that is made. */
  readonly refund: Pick<RefundRow, 'refund_id' | 'net_minor' | 'vat_minor' | 'amount_minor' | 'items'>;
};

/** The credit note of a refund as an intent, to be written in the transaction that ends the refund. */
export const creditNoteForRefund = (reversal: Reversal): InvoiceRow => {
  const { merchant, order, items, refund, at } = reversal;
  const isWhole = refund.net_minor === order.net_discounted_minor && refund.vat_minor === order.vat_discounted_minor;
  return {
    ...intent(merchant, order, at),
    kind: 'CREDIT_NOTE',
    refund_id: refund.refund_id,
    series: seriesOf(order, settingsOf(merchant).invoiceSeries.creditNote),
    net_minor: -refund.net_minor,
    vat_minor: -refund.vat_minor,
    gross_minor: -refund.amount_minor,
    document: documentOf(reversal, at, isWhole ? reversedLines(saleLines(items)) : partialLines(items, refund)),
  };
};

const intent = (merchant: Merchant, order: SoldOrder, at: Date) => {
  const buyer = buyerOf(order.billing);
  return {
    merchant_id: order.merchant_id,
    invoice_id: newId(),
    ref_no: order.ref_no,
    is_test: order.is_test,
    series_no: null,
    number: null,
    corrects_number: null,
    corrects_on: null,
    currency: order.currency,
    buyer_name: buyer.company ?? buyer.person ?? buyer.email ?? '',
    issued_on: calendarDate(at, merchant.timeZone),
    issued_at: at,
    numbered_at: null,
  };
};

/** Numbers of test orders are not taken from the series that the merchant accounts for. */
const seriesOf = ({ is_test }: SoldOrder, prefix: string): string => (is_test ? `${TEST_SERIES}${prefix}` : prefix);

const documentOf = (
  { merchant, order, payment, suppliedAt }: Omit<Sale, 'paidAt'>,
  paidAt: Date | null,
  lines: InvoiceDocument['lines'],
): InvoiceDocument => {
  const day = (at: Date): string => calendarDate(at, merchant.timeZone);
  return {
    language: order.language.slice(0, 2).toLowerCase(),
    seller: sellerOf(merchant),
    buyer: buyerOf(order.billing),
    externalReference: order.external_reference || null,
    orderedOn: day(order.placed_at),
    suppliedOn: day(suppliedAt),
    payment: {
      type: payment?.payment_type ?? order.payment_type,
      cardBrand: payment?.card?.brand ?? null,
      lastDigits: payment?.card?.lastDigits ?? null,
      paidOn: paidAt && day(paidAt),
    },
    lines,
    notes: notesOf(merchant, order, day(order.placed_at)),
  };
};
