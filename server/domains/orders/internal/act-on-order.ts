import { refuse } from '../../../api/errors.ts';
import { POST } from '../../../api/method.ts';
import { text } from '../../../api/schema.ts';
import { method } from '../../method.ts';
import { actOnOrder as act } from '../actions.ts';
import { apiActor } from '../api-actor.ts';
import { ORDER_NOT_FOUND } from '../errors.ts';
import { worksOf } from '../finishing.ts';
import * as errors from '../life-errors.ts';
import { parseRefNo } from '../records.ts';
import type { OrderAction } from '../rules/actions.ts';
import { orderDetail } from './answers.ts';
import { actionWord, OrderDetail } from './objects.ts';

export const actOnOrder = method({
  name: 'internalActOnOrder',
  summary: 'Does something to an order on behalf of a person, and writes it down.',
  params: {
    RefNo: text({ required: true, refusal: ORDER_NOT_FOUND }),
    Action: actionWord,
    Comment: text({ max: 2000 }),
    Reason: text({ oneOf: ['FRAUD', 'INVALIDDATA'], about: 'Of a rejection; FRAUD when absent' }),
  },
  result: OrderDetail,
  rest: POST('/orders/{RefNo}/{Action}/', { body: ['Comment', 'Reason'] }),
  refusals: [
    ORDER_NOT_FOUND,
    errors.PURCHASE_ORDER_DOCUMENT_MISSING,
    errors.ORDER_PAYMENT_NOT_AWAITED,
    errors.ORDER_ACTION_NOT_POSSIBLE,
  ],
  examples: [],
  // The gateway is asked between transactions.
  effect: 'own',
  run: async (call, { RefNo, Action, Comment, Reason }) => {
    const refNo = parseRefNo(RefNo) ?? refuse(ORDER_NOT_FOUND);
    const record = await act(worksOf(call), call.merchant, refNo, {
      action: Action as OrderAction,
      by: { ...apiActor(call), kind: 'PANEL' },
      comment: Comment ?? '',
      reason: Reason === 'INVALIDDATA' ? Reason : 'FRAUD',
    });
    return orderDetail(call.db, call.merchant, record);
  },
});
