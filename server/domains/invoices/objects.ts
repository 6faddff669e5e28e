import { list, object, text } from '../../api/schema.ts';

/** One document, as REST answers it. */
export const Invoice = object('Invoice', {
  filename: text({ about: 'Ends in .pdf' }),
  data: text({ about: 'The words application/pdf;base64, and after them the PDF in base64' }),
});

/** All documents of an order, each a PDF in base64. */
export const InvoicesData = object('InvoicesData', {
  Sale: text({ about: 'The invoice' }),
  Cancellation: text({ about: 'Always null: what is taken back is in Refunds' }),
  Refunds: list(text(), { about: 'The credit notes, oldest first' }),
});
