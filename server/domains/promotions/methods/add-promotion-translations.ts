import { POST } from '../../../api/method.ts';
import { list, text } from '../../../api/schema.ts';
import { method } from '../../method.ts';
import { translationsAnswer } from '../answer.ts';
import { changePromotion } from '../change-promotion.ts';
import { PROMOTION_NOT_FOUND } from '../errors.ts';
import { PromotionTranslation } from '../objects.ts';
import { translationsOf } from '../rules/settle.ts';
import { withPromotion } from './examples.ts';

export const addPromotionTranslations = method({
  name: 'addPromotionTranslations',
  summary: 'Adds names in other languages, in place of those of the same languages, and answers all there are then.',
  versions: { since: '5.0' },
  params: {
    promotionCode: text({ required: true, max: 255 }),
    promotionTranslations: list(PromotionTranslation, { required: true }),
  },
  result: list(PromotionTranslation),
  rest: POST('/promotions/{promotionCode}/translations/', { body: 'promotionTranslations' }),
  refusals: [PROMOTION_NOT_FOUND],
  examples: [
    {
      title: 'two languages',
      before: withPromotion,
      params: {
        promotionCode: '$promotion',
        promotionTranslations: [
          { Language: 'de', Name: 'Frühling' },
          { Language: 'RO', Name: 'Primăvară' },
        ],
      },
      answers: [
        { Language: 'DE', Name: 'Frühling' },
        { Language: 'RO', Name: 'Primăvară' },
      ],
    },
    {
      title: 'a promotion that there is not',
      params: { promotionCode: '0000000000', promotionTranslations: [{ Language: 'DE', Name: 'Niemand' }] },
      refused: 'PROMOTION_NOT_FOUND',
    },
  ],
  effect: 'write',
  run: async (call, { promotionCode, promotionTranslations }) => {
    const { translations } = await changePromotion(call, promotionCode, (known) => ({
      ...known,
      translations: translationsOf([...translationsAnswer(known.translations), ...promotionTranslations]),
    }));
    return translationsAnswer(translations);
  },
});
