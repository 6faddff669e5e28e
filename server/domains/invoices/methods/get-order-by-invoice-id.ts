import { refuse } from '../../../api/errors.ts';
import { GET } from '../../../api/method.ts';
import { text } from '../../../api/schema.ts';
import { withOrder } from '../../examples.ts';
import { method } from '../../method.ts';
import { INVOICE_ID_INVALID } from '../errors.ts';
import { findOrderOfNumber } from '../store.ts';

/** What numbers begin with does not end with a digit, so there is one way to take them apart. */
const NUMBER = /^(.*\D)(\d{1,18})$/;

export const getOrderByInvoiceId = method({
  name: 'getOrderByInvoiceId',
  summary: 'The reference of the order that an invoice or credit note belongs to.',
  versions: { since: '6.0' },
  params: {
    InvoiceId: text({ required: true, max: 64, refusal: INVOICE_ID_INVALID, about: 'Number of the document' }),
  },
  result: text(),
  rest: GET('/orders/0/invoice/', { query: ['InvoiceId'] }),
  refusals: [INVOICE_ID_INVALID],
  examples: [
    {
      title: 'the first invoice of a test order',
      before: [...withOrder, { call: 'getInvoice', params: { reference: '$refNo', Type: 'sale', Count: 0 } }],
      params: { InvoiceId: 'TEST-INV000001' },
      answers: '$refNo',
    },
    { title: 'a number of no invoice', params: { InvoiceId: 'INV000001' }, refused: 'INVOICE_ID_INVALID' },
  ],
  effect: 'read',
  run: async (call, { InvoiceId }) => {
    const [, series = '', digits = ''] = NUMBER.exec(InvoiceId.trim().toUpperCase()) ?? [];
    if (digits === '') refuse(INVOICE_ID_INVALID);
    const refNo = await findOrderOfNumber(call.db, call.merchant.id, series, BigInt(digits));
    return String(refNo ?? refuse(INVOICE_ID_INVALID));
  },
});
