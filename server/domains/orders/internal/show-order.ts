import { refuse } from '../../../api/errors.ts';
import { GET } from '../../../api/method.ts';
import { text } from '../../../api/schema.ts';
import { method } from '../../method.ts';
import { ORDER_NOT_FOUND } from '../errors.ts';
import { loadOrder, parseRefNo } from '../records.ts';
import { orderDetail } from './answers.ts';
import { OrderDetail } from './objects.ts';

export const showOrder = method({
  name: 'internalShowOrder',
  summary: 'Shows an order with its history, its payments and what may be done to it.',
  params: { RefNo: text({ required: true, refusal: ORDER_NOT_FOUND }) },
  result: OrderDetail,
  rest: GET('/orders/{RefNo}/'),
  refusals: [ORDER_NOT_FOUND],
  examples: [],
  effect: 'read',
  run: async (call, { RefNo }) => {
    const refNo = parseRefNo(RefNo) ?? refuse(ORDER_NOT_FOUND);
    const record = (await loadOrder(call.db, call.merchant.id, refNo)) ?? refuse(ORDER_NOT_FOUND);
    return orderDetail(call.db, call.merchant, record);
  },
});
