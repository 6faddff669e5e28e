import { refuse } from '../../../api/errors.ts';
import { POST } from '../../../api/method.ts';
import { text } from '../../../api/schema.ts';
import { method } from '../../method.ts';
import { apiActor, worksOf } from '../../orders/index.ts';
import { decideRefund as decide } from '../deciding.ts';
import { REFUND_ACTION_NOT_POSSIBLE, REFUND_NOT_FOUND } from '../errors.ts';
import { refundDetail } from '../present.ts';
import { REFUND_ACTIONS } from '../rules/actions.ts';
import { RefundDetail, refundActionWord } from './objects.ts';

export const decideRefund = method({
  name: 'internalDecideRefund',
  summary: 'Approves, rejects or cancels a refund on behalf of a person.',
  params: {
    RefundId: text({ required: true, refusal: REFUND_NOT_FOUND }),
    Action: refundActionWord,
    Comment: text({ max: 2000 }),
  },
  result: RefundDetail,
  rest: POST('/refunds/{RefundId}/{Action}/', { body: ['Comment'] }),
  refusals: [REFUND_NOT_FOUND, REFUND_ACTION_NOT_POSSIBLE],
  examples: [],
  // An approved refund without a hold is made at once, between transactions.
  effect: 'own',
  run: async (call, { RefundId, Action, Comment }) => {
    const refundId = /^\d{1,18}$/.test(RefundId) ? BigInt(RefundId) : refuse(REFUND_NOT_FOUND);
    const action = REFUND_ACTIONS.find((known) => known === Action) ?? refuse(REFUND_ACTION_NOT_POSSIBLE);
    const cause = { by: { ...apiActor(call), kind: 'PANEL' }, comment: Comment ?? '' } as const;
    return refundDetail(call.merchant, await decide(worksOf(call), call.merchant, refundId, action, cause));
  },
});
