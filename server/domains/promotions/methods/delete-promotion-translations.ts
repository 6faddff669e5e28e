import { DELETE } from '../../../api/method.ts';
import { flag, text } from '../../../api/schema.ts';
import { method } from '../../method.ts';
import { changePromotion } from '../change-promotion.ts';
import { PROMOTION_NOT_FOUND } from '../errors.ts';
import { withPromotion } from './examples.ts';

export const deletePromotionTranslations = method({
  name: 'deletePromotionTranslations',
  summary: 'Removes the names in all other languages at once.',
  versions: { since: '5.0' },
  params: { promotionCode: text({ required: true, max: 255 }) },
  result: flag(),
  rest: DELETE('/promotions/{promotionCode}/translations/'),
  refusals: [PROMOTION_NOT_FOUND],
  examples: [
    { title: 'all of them', before: withPromotion, params: { promotionCode: '$promotion' }, answers: true },
    {
      title: 'a promotion that there is not',
      params: { promotionCode: '0000000000' },
      refused: 'PROMOTION_NOT_FOUND',
    },
  ],
  effect: 'write',
  run: async (call, { promotionCode }) => {
    await changePromotion(call, promotionCode, (known) => ({ ...known, translations: [] }));
    return true;
  },
});
