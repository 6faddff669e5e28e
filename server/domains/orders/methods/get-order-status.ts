import { refuse } from '../../../api/errors.ts';
import { GET } from '../../../api/method.ts';
import { text } from '../../../api/schema.ts';
import { withOrder } from '../../examples.ts';
import { method } from '../../method.ts';
import { orderAnswer } from '../answer.ts';
import { INVALID_REFERENCE } from '../life-errors.ts';
import { Order } from '../objects.ts';
import { loadOrder, parseRefNo } from '../records.ts';

export const getOrderStatus = method({
  name: 'getOrderStatus',
  summary: 'Reads the status of an order, within the order.',
  versions: { since: '3.0' },
  params: { refNo: text({ required: true, refusal: INVALID_REFERENCE }) },
  result: Order,
  rest: GET('/orders/{refNo}/status/'),
  refusals: [INVALID_REFERENCE],
  examples: [
    {
      title: 'an order that is finished',
      before: withOrder,
      params: { refNo: '$refNo' },
      answers: { RefNo: '$refNo', Status: 'COMPLETE', ApproveStatus: 'OK' },
    },
    { title: 'a reference of no order', params: { refNo: '1' }, refused: 'INVALID_REFERENCE' },
    { title: 'no reference at all', params: { refNo: 'A-1' }, refused: 'INVALID_REFERENCE' },
  ],
  effect: 'read',
  run: async (call, { refNo }) => {
    const number = parseRefNo(refNo) ?? refuse(INVALID_REFERENCE);
    const record = (await loadOrder(call.db, call.merchant.id, number)) ?? refuse(INVALID_REFERENCE);
    return orderAnswer(call.merchant, record, null, call.parts.publicUrl);
  },
});
