import { refuse } from '../../../api/errors.ts';
import { PUT } from '../../../api/method.ts';
import { text } from '../../../api/schema.ts';
import { method } from '../../method.ts';
import { orderAnswer } from '../answer.ts';
import { apiActor } from '../api-actor.ts';
import { ORDER_NOT_FOUND } from '../errors.ts';
import { worksOf } from '../finishing.ts';
import * as errors from '../life-errors.ts';
import { Order } from '../objects.ts';
import { approvePurchaseOrder as approve } from '../purchase-orders.ts';
import { loadOrder, parseRefNo } from '../records.ts';
import { EXAMPLE_DOCUMENT, withPurchaseOrder } from './upload-purchase-order.ts';

export const approvePurchaseOrder = method({
  name: 'approvePurchaseOrder',
  summary: 'Approves a purchase order: the goods are delivered and invoiced, and the buyer is told how to pay.',
  versions: { since: '6.0' },
  params: {
    RefNo: text({ required: true, refusal: ORDER_NOT_FOUND }),
    Comment: text({ max: 2000 }),
  },
  result: Order,
  rest: PUT('/orders/{RefNo}/purchaseorder/', { body: ['Comment'] }),
  refusals: [
    ORDER_NOT_FOUND,
    errors.PURCHASE_ORDER_INVALID,
    errors.ORDER_ACTION_NOT_POSSIBLE,
    errors.PURCHASE_ORDER_DOCUMENT_MISSING,
  ],
  examples: [
    {
      title: 'with its document',
      before: [
        ...withPurchaseOrder,
        {
          call: 'uploadPurchaseOrder',
          params: { RefNo: '$refNo', File: { Name: 'po-4711.pdf', Content: EXAMPLE_DOCUMENT } },
        },
      ],
      params: { RefNo: '$refNo', Comment: 'Signed.' },
      answers: { Status: 'PURCHASE_PENDING', PODetails: { Status: 'PENDING_PAYMENT' }, DeliveryFinalized: true },
    },
    {
      title: 'before its document is there',
      before: withPurchaseOrder,
      params: { RefNo: '$refNo' },
      refused: 'PURCHASE_ORDER_DOCUMENT_MISSING',
    },
  ],
  // The gateway is asked for the ways to pay after the approval is stored.
  effect: 'own',
  run: async (call, { RefNo, Comment }) => {
    const refNo = parseRefNo(RefNo) ?? refuse(ORDER_NOT_FOUND);
    const record = (await loadOrder(call.db, call.merchant.id, refNo)) ?? refuse(ORDER_NOT_FOUND);
    const cause = { by: apiActor(call), comment: Comment ?? '' };
    return orderAnswer(call.merchant, await approve(worksOf(call), call.merchant, record, cause));
  },
});
