import type { Method } from '../method.ts';
import { getInvoice } from './methods/get-invoice.ts';
import { getInvoices } from './methods/get-invoices.ts';
import { getOrderByInvoiceId } from './methods/get-order-by-invoice-id.ts';
import { getOrderBySaleId } from './methods/get-order-by-sale-id.ts';

export type { InvoiceDocument, InvoiceKind, InvoiceRow, NumberedInvoice } from './document.ts';
export { type Desk, documentsOfOrder } from './issuing.ts';
export { type NumberingWorks, numberInvoices } from './numbering.ts';
export { fileNameOf, findInvoicePdf, type InvoiceFile, invoiceFile } from './pdf-files.ts';
export { creditNoteForRefund, invoiceForOrder, type Reversal, type Sale } from './rules/intents.ts';
export {
  type InvoiceFilter,
  type InvoiceSummary,
  insertInvoice,
  insertInvoices,
  listInvoices,
} from './store.ts';

export const methods: readonly Method[] = [getInvoice, getInvoices, getOrderByInvoiceId, getOrderBySaleId];
