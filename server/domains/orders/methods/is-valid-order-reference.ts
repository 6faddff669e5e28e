import { GET } from '../../../api/method.ts';
import { flag, text } from '../../../api/schema.ts';
import { withOrder } from '../../examples.ts';
import { method } from '../../method.ts';
import { reusablePayment } from '../previous-order.ts';

export const isValidOrderReference = method({
  name: 'isValidOrderReference',
  summary: 'Tells whether what paid an order can pay a new one, as payment type PREVIOUS_ORDER.',
  params: { RefNo: text({ required: true, max: 20 }) },
  result: flag(),
  rest: GET('/paymentmethods/PREVIOUS_ORDER/refno/{RefNo}/'),
  refusals: [],
  examples: [
    { title: 'an order paid by card', before: withOrder, params: { RefNo: '$refNo' }, answers: true },
    { title: 'an order that nobody placed', params: { RefNo: '999' }, answers: false },
  ],
  effect: 'read',
  run: async (call, { RefNo }) => (await reusablePayment(call, RefNo)) !== undefined,
});
