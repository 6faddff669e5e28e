import { POST } from '../../../api/method.ts';
import { list, text } from '../../../api/schema.ts';
import { method } from '../../method.ts';
import { changePromotion } from '../change-promotion.ts';
import { PROMOTION_NOT_FOUND } from '../errors.ts';
import { sourcesOf } from '../rules/settle.ts';
import { withPromotion } from './examples.ts';

export const addPromotionSources = method({
  name: 'addPromotionSources',
  summary: 'Limits a promotion to orders of these sources too, and answers all sources that it has then.',
  versions: { since: '3.1' },
  params: {
    promotionCode: text({ required: true, max: 255 }),
    sources: list(text({ max: 255 }), { required: true }),
  },
  result: list(text()),
  rest: POST('/promotions/{promotionCode}/sources/', { body: 'sources' }),
  refusals: [PROMOTION_NOT_FOUND],
  examples: [
    {
      title: 'two sources, each once',
      before: withPromotion,
      params: { promotionCode: '$promotion', sources: ['newsletter', 'fair', 'fair'] },
      answers: ['newsletter', 'fair'],
    },
    {
      title: 'a promotion that there is not',
      params: { promotionCode: '0000000000', sources: ['fair'] },
      refused: 'PROMOTION_NOT_FOUND',
    },
  ],
  effect: 'write',
  run: async (call, { promotionCode, sources: sent }) => {
    const { sources } = await changePromotion(call, promotionCode, (known) => ({
      ...known,
      sources: sourcesOf([...known.sources, ...sent]),
    }));
    return sources;
  },
});
