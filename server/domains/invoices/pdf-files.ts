import type { Readable } from 'node:stream';
import type { NumberedInvoice } from './document.ts';
import { type Desk, documentOfId } from './issuing.ts';
import { invoicePdf, renderInvoice } from './pdf/render.ts';

export type InvoiceFile = { readonly filename: string; readonly pdf: Readable };

/** Name of a document's file; what a file name cannot have in it is a dash. */
export const fileNameOf = ({ number }: NumberedInvoice): string => `invoice_${number.replaceAll('/', '-')}.pdf`;

/** A document as a file whose bytes come as they are read. */
export const invoiceFile = async (invoice: NumberedInvoice): Promise<InvoiceFile> => ({
  filename: fileNameOf(invoice),
  pdf: await renderInvoice(invoice),
});

/** The file of a document by its id, numbered if it was not yet; undefined when there is none. */
export const findInvoicePdf = async (desk: Desk, invoiceId: bigint): Promise<InvoiceFile | undefined> => {
  const invoice = await documentOfId(desk, invoiceId);
  return invoice && invoiceFile(invoice);
};

/** The PDF of a document in base64. */
export const invoiceBase64 = async (invoice: NumberedInvoice): Promise<string> =>
  (await invoicePdf(invoice)).toString('base64');
