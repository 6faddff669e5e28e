import { refuse } from '../../../api/errors.ts';
import { GET } from '../../../api/method.ts';
import { text } from '../../../api/schema.ts';
import { withOrder } from '../../examples.ts';
import { method } from '../../method.ts';
import { orderAnswer } from '../answer.ts';
import { ORDER_NOT_FOUND } from '../errors.ts';
import { Order } from '../objects.ts';
import { loadOrder, parseRefNo } from '../records.ts';

export const getOrder = method({
  name: 'getOrder',
  summary: 'Reads one order, paid or not.',
  params: { orderReference: text({ required: true, refusal: ORDER_NOT_FOUND }) },
  result: Order,
  rest: GET('/orders/{orderReference}/'),
  refusals: [ORDER_NOT_FOUND],
  examples: [
    {
      title: 'an order with its subscription',
      before: withOrder,
      params: { orderReference: '$refNo' },
      answers: { RefNo: '$refNo', Status: 'COMPLETE', ExternalReference: 'shop-118', Errors: null },
    },
    { title: 'a reference of no order', params: { orderReference: '1' }, refused: 'ORDER_NOT_FOUND' },
  ],
  effect: 'read',
  run: async (call, { orderReference }) => {
    const refNo = parseRefNo(orderReference) ?? refuse(ORDER_NOT_FOUND);
    const record = (await loadOrder(call.db, call.merchant.id, refNo)) ?? refuse(ORDER_NOT_FOUND);
    return orderAnswer(call.merchant, record, null, call.parts.publicUrl);
  },
});
