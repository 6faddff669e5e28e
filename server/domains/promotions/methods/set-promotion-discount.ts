import { refuse } from '../../../api/errors.ts';
import { PUT } from '../../../api/method.ts';
import { on, text } from '../../../api/schema.ts';
import { method } from '../../method.ts';
import { discountAnswer } from '../answer.ts';
import { changePromotion } from '../change-promotion.ts';
import { PROMOTION_DISCOUNT_INVALID, PROMOTION_NOT_FOUND } from '../errors.ts';
import { PromotionDiscount } from '../objects.ts';
import { discountOf } from '../rules/discounts.ts';
import { withPromotion } from './examples.ts';

export const setPromotionDiscount = method({
  name: 'setPromotionDiscount',
  summary: 'Sets the discount of a promotion, of the same kind or of the other.',
  versions: { since: '3.1' },
  params: {
    promotionCode: text({ required: true, max: 255 }),
    promotionDiscount: on(PromotionDiscount, { required: true }),
  },
  result: PromotionDiscount,
  rest: PUT('/promotions/{promotionCode}/discount/', { body: 'promotionDiscount' }),
  refusals: [PROMOTION_NOT_FOUND, PROMOTION_DISCOUNT_INVALID],
  examples: [
    {
      title: 'a percentage as text',
      before: withPromotion,
      params: { promotionCode: '$promotion', promotionDiscount: { Type: 'PERCENT', Value: '55' } },
      answers: { Type: 'PERCENT', Value: 55 },
    },
    {
      title: 'an amount in place of a percentage',
      before: withPromotion,
      params: {
        promotionCode: '$promotion',
        promotionDiscount: { Type: 'FIXED', Values: [{ Currency: 'EUR', Amount: 5 }], DefaultCurrency: 'EUR' },
      },
      answers: { Type: 'FIXED', Values: [{ Currency: 'EUR', Amount: 5 }], DefaultCurrency: 'EUR' },
    },
    {
      title: 'no amount in the default currency',
      before: withPromotion,
      params: {
        promotionCode: '$promotion',
        promotionDiscount: { Type: 'FIXED', Values: [{ Currency: 'EUR', Amount: 5 }], DefaultCurrency: 'USD' },
      },
      refused: 'PROMOTION_DISCOUNT_INVALID',
    },
    {
      title: 'a promotion that there is not',
      params: { promotionCode: '0000000000', promotionDiscount: { Type: 'PERCENT', Value: 5 } },
      refused: 'PROMOTION_NOT_FOUND',
    },
  ],
  effect: 'write',
  run: async (call, { promotionCode, promotionDiscount }) => {
    const { discount } = await changePromotion(call, promotionCode, (known) => {
      if (known.type === 'SPECIAL_PRICE') refuse(PROMOTION_DISCOUNT_INVALID, 'Special prices stand in its place.');
      return { ...known, discount: discountOf(promotionDiscount) };
    });
    if (discount === null) throw new Error('a promotion lost the discount that it was just given');
    return discountAnswer(discount);
  },
});
