import { refuse } from '../../../api/errors.ts';
import { GET } from '../../../api/method.ts';
import { integer, text } from '../../../api/schema.ts';
import { withOrder } from '../../examples.ts';
import { method } from '../../method.ts';
import {
  INVOICE_COUNT_INVALID,
  INVOICE_NOT_FOUND,
  INVOICE_NOT_ISSUED,
  INVOICE_ORDER_INVALID,
  INVOICE_TYPE_INVALID,
} from '../errors.ts';
import { withRefund } from '../examples.ts';
import { documentsOfOrder } from '../issuing.ts';
import { Invoice } from '../objects.ts';
import { fileNameOf, invoiceBase64 } from '../pdf-files.ts';
import { deskOf } from './get-invoices.ts';

export const getInvoice = method({
  name: 'getInvoice',
  summary: 'One document of an order as PDF: its invoice, or the credit note of a refund.',
  versions: { since: '3.0' },
  params: {
    reference: text({ required: true, aliases: ['RefNo', 'OrderReference'], refusal: INVOICE_ORDER_INVALID }),
    Type: text({
      oneOf: ['sale', 'refunds'],
      synonyms: { REFUND: 'refunds' },
      refusal: INVOICE_TYPE_INVALID,
      about: 'sale when nothing is sent',
    }),
    Count: integer({ min: 0, refusal: INVOICE_COUNT_INVALID, about: 'Which one of its type, from 0' }),
  },
  result: Invoice,
  rest: [
    GET('/invoices/{reference}/', { fixed: { Type: 'sale', Count: 0 } }),
    GET('/invoices/{reference}/{Type}/{Count}/'),
  ],
  refusals: [INVOICE_ORDER_INVALID, INVOICE_TYPE_INVALID, INVOICE_COUNT_INVALID, INVOICE_NOT_ISSUED, INVOICE_NOT_FOUND],
  examples: [
    {
      title: 'the invoice',
      before: withOrder,
      params: { reference: '$refNo', Type: 'sale', Count: 0 },
      answers: { filename: 'invoice_TEST-INV000001.pdf' },
    },
    {
      title: 'the credit note of the first refund',
      before: withRefund,
      params: { reference: '$refNo', Type: 'refunds', Count: 0 },
      answers: { filename: 'invoice_TEST-CN000001.pdf' },
    },
    {
      title: 'a credit note of an order that was not refunded',
      before: withOrder,
      params: { reference: '$refNo', Type: 'refunds', Count: 0 },
      refused: 'INVOICE_NOT_FOUND',
    },
    {
      title: 'a reference of no order',
      params: { reference: '1', Type: 'sale', Count: 0 },
      refused: 'INVOICE_ORDER_INVALID',
    },
  ],
  // A document that waits for its number gets it now, each step in a transaction of its own.
  effect: 'own',
  run: async (call, { reference, Type, Count }) => {
    const [sale, ...creditNotes] = await documentsOfOrder(deskOf(call), reference);
    const ofType = Type === 'refunds' ? creditNotes : [sale];
    const invoice = ofType[Count ?? 0] ?? refuse(INVOICE_NOT_FOUND);
    return { filename: fileNameOf(invoice), data: `application/pdf;base64,${await invoiceBase64(invoice)}` };
  },
});
