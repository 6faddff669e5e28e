import { refuse } from '../../../api/errors.ts';
import { GET } from '../../../api/method.ts';
import { text } from '../../../api/schema.ts';
import { withOrder } from '../../examples.ts';
import { method } from '../../method.ts';
import { SALE_ID_INVALID } from '../errors.ts';
import { wholeNumber } from '../issuing.ts';
import { findOrderOfSale } from '../store.ts';

export const getOrderBySaleId = method({
  name: 'getOrderBySaleId',
  summary: 'The reference of the finished order with this OrderNo.',
  versions: { since: '6.0' },
  params: { SaleId: text({ required: true, refusal: SALE_ID_INVALID }) },
  result: text(),
  rest: GET('/orders/0/sale/', { query: ['SaleId'] }),
  refusals: [SALE_ID_INVALID],
  examples: [
    {
      title: 'a finished order',
      before: [...withOrder, { call: 'getOrder', params: { orderReference: '$refNo' }, keep: { orderNo: 'OrderNo' } }],
      params: { SaleId: '$orderNo' },
      answers: '$refNo',
    },
    { title: 'a number of no order', params: { SaleId: '4711' }, refused: 'SALE_ID_INVALID' },
  ],
  effect: 'read',
  run: async (call, { SaleId }) => {
    const orderNo = wholeNumber(SaleId) ?? refuse(SALE_ID_INVALID);
    const refNo = (await findOrderOfSale(call.db, call.merchant.id, orderNo)) ?? refuse(SALE_ID_INVALID);
    return String(refNo);
  },
});
