import { text } from '../../../api/schema.ts';
import { type Call, method } from '../../method.ts';
import { INVOICE_NOT_ISSUED, INVOICE_ORDER_INVALID } from '../errors.ts';
import { withRefund } from '../examples.ts';
import { type Desk, documentsOfOrder } from '../issuing.ts';
import { InvoicesData } from '../objects.ts';
import { invoiceBase64 } from '../pdf-files.ts';

export const getInvoices = method({
  name: 'getInvoices',
  summary: 'All documents of an order as PDF: its invoice, and the credit notes of its refunds.',
  versions: { since: '3.0' },
  params: { reference: text({ required: true, aliases: ['RefNo'], refusal: INVOICE_ORDER_INVALID }) },
  result: InvoicesData,
  // REST answers one document a call: see getInvoice.
  refusals: [INVOICE_ORDER_INVALID, INVOICE_NOT_ISSUED],
  examples: [
    {
      title: 'an order of which a part was refunded',
      before: withRefund,
      params: { reference: '$refNo' },
      answers: { Cancellation: null },
    },
    { title: 'a reference of no order', params: { reference: '1' }, refused: 'INVOICE_ORDER_INVALID' },
  ],
  // Documents that wait for their numbers get them now, each step in a transaction of its own.
  effect: 'own',
  run: async (call, { reference }) => {
    const [sale, ...creditNotes] = await documentsOfOrder(deskOf(call), reference);
    // One after the other: side by side they would not be faster, and would need more memory.
    const files: string[] = [];
    for (const creditNote of creditNotes) files.push(await invoiceBase64(creditNote));
    return { Sale: sale === undefined ? null : await invoiceBase64(sale), Cancellation: null, Refunds: files };
  },
});

export const deskOf = ({ db, merchant, now }: Call): Desk => ({ db, merchant, at: now });
