import { refuse } from '../../../api/errors.ts';
import { DELETE } from '../../../api/method.ts';
import { text } from '../../../api/schema.ts';
import { method } from '../../method.ts';
import { actOnOrder } from '../actions.ts';
import { orderAnswer } from '../answer.ts';
import { apiActor } from '../api-actor.ts';
import { ORDER_NOT_FOUND } from '../errors.ts';
import { worksOf } from '../finishing.ts';
import * as errors from '../life-errors.ts';
import { Order } from '../objects.ts';
import { loadOrder, parseRefNo } from '../records.ts';
import { withPurchaseOrder } from './upload-purchase-order.ts';

export const cancelPurchaseOrder = method({
  name: 'cancelPurchaseOrder',
  summary: 'Gives a purchase order up that is not paid; what was delivered ends with it.',
  versions: { since: '6.0' },
  params: {
    RefNo: text({ required: true, refusal: ORDER_NOT_FOUND }),
    Comment: text({ max: 2000 }),
  },
  result: Order,
  rest: DELETE('/orders/{RefNo}/purchaseorder/', { query: ['Comment'] }),
  refusals: [ORDER_NOT_FOUND, errors.PURCHASE_ORDER_INVALID, errors.ORDER_ACTION_NOT_POSSIBLE],
  examples: [
    {
      title: 'one that waits for its document',
      before: withPurchaseOrder,
      params: { RefNo: '$refNo', Comment: 'Ordered twice.' },
      answers: { Status: 'CANCELED', PODetails: { Status: 'CANCELED', Reason: 'CANCELED_API' } },
    },
    { title: 'a reference of no order', params: { RefNo: '1' }, refused: 'ORDER_NOT_FOUND' },
  ],
  effect: 'own',
  run: async (call, { RefNo, Comment }) => {
    const refNo = parseRefNo(RefNo) ?? refuse(ORDER_NOT_FOUND);
    const record = (await loadOrder(call.db, call.merchant.id, refNo)) ?? refuse(ORDER_NOT_FOUND);
    if (record.order.details.purchaseOrder === undefined) refuse(errors.PURCHASE_ORDER_INVALID);
    const act = { action: 'cancel', by: apiActor(call), comment: Comment ?? '' } as const;
    return orderAnswer(call.merchant, await actOnOrder(worksOf(call), call.merchant, refNo, act));
  },
});
