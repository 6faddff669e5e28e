import { refuse } from '../../../api/errors.ts';
import { POST } from '../../../api/method.ts';
import { text } from '../../../api/schema.ts';
import { method } from '../../method.ts';
import { apiActor, worksOf } from '../../orders/index.ts';
import { acceptDispute as accept } from '../accepting.ts';
import { DISPUTE_CLOSED, DISPUTE_NOT_FOUND, DISPUTE_ONLY_ASKED } from '../errors.ts';
import { disputeDetail } from '../present.ts';
import { DisputeDetail } from './objects.ts';

export const acceptDispute = method({
  name: 'internalAcceptDispute',
  summary: 'Gives a dispute up on behalf of a person: the shopper keeps the money.',
  params: {
    DisputeId: text({ required: true, refusal: DISPUTE_NOT_FOUND }),
    Comment: text({ max: 2000 }),
  },
  result: DisputeDetail,
  rest: POST('/disputes/{DisputeId}/accept/', { body: ['Comment'] }),
  refusals: [DISPUTE_NOT_FOUND, DISPUTE_CLOSED, DISPUTE_ONLY_ASKED],
  examples: [],
  // The gateway is told between transactions.
  effect: 'own',
  run: async (call, { DisputeId, Comment }) => {
    const disputeId = /^\d{1,18}$/.test(DisputeId) ? BigInt(DisputeId) : refuse(DISPUTE_NOT_FOUND);
    const cause = { by: { ...apiActor(call), kind: 'PANEL' }, comment: Comment ?? '' } as const;
    return disputeDetail(call.merchant, await accept(worksOf(call), call.merchant, disputeId, cause));
  },
});
