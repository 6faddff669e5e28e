import { DELETE } from '../../../api/method.ts';
import { flag, list, text } from '../../../api/schema.ts';
import { method } from '../../method.ts';
import { changePromotion } from '../change-promotion.ts';
import { PROMOTION_NOT_FOUND } from '../errors.ts';
import { sourcesOf } from '../rules/settle.ts';
import { withPromotion } from './examples.ts';

export const deletePromotionSources = method({
  name: 'deletePromotionSources',
  summary:
    'Takes order sources out of a promotion; without any it counts for every source. False when it had none of them.',
  versions: { since: '3.1' },
  params: {
    promotionCode: text({ required: true, max: 255 }),
    sources: list(text({ max: 255 }), { required: true }),
  },
  result: flag(),
  rest: DELETE('/promotions/{promotionCode}/sources/', { body: 'sources' }),
  refusals: [PROMOTION_NOT_FOUND],
  examples: [
    {
      title: 'one of two',
      before: [
        ...withPromotion,
        { call: 'addPromotionSources', params: { promotionCode: '$promotion', sources: ['newsletter', 'fair'] } },
      ],
      params: { promotionCode: '$promotion', sources: ['fair'] },
      answers: true,
    },
    {
      title: 'a promotion that there is not',
      params: { promotionCode: '0000000000', sources: ['fair'] },
      refused: 'PROMOTION_NOT_FOUND',
    },
  ],
  effect: 'write',
  run: async (call, { promotionCode, sources: sent }) => {
    const gone = sourcesOf(sent);
    let before = 0;
    const { sources } = await changePromotion(call, promotionCode, (known) => {
      before = known.sources.length;
      return { ...known, sources: known.sources.filter((source) => !gone.includes(source)) };
    });
    return sources.length < before;
  },
});
