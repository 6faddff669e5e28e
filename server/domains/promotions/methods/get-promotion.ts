import { refuse } from '../../../api/errors.ts';
import { GET } from '../../../api/method.ts';
import { text } from '../../../api/schema.ts';
import { method } from '../../method.ts';
import { promotionAnswer } from '../answer.ts';
import { codeOf } from '../change-promotion.ts';
import { PROMOTION_NOT_FOUND } from '../errors.ts';
import { Promotion } from '../objects.ts';
import { namesProduct } from '../rules/products.ts';
import { findPromotion } from '../store.ts';
import { withPromotion } from './examples.ts';

export const getPromotion = method({
  name: 'getPromotion',
  summary: 'Reads one promotion by its generated code, disabled ones too.',
  params: {
    PromotionCode: text({ required: true, max: 255 }),
    ProductCode: text({ max: 255, about: 'Only when the promotion is for this product' }),
  },
  result: Promotion,
  rest: [GET('/promotions/{PromotionCode}/'), GET('/products/{ProductCode}/promotions/{PromotionCode}/')],
  refusals: [PROMOTION_NOT_FOUND],
  examples: [
    {
      title: 'a promotion of the account',
      before: withPromotion,
      params: { PromotionCode: '$promotion' },
      answers: {
        Name: 'Spring',
        Coupon: { Type: 'SINGLE', Code: 'spring24' },
        Discount: { Type: 'PERCENT', Value: 15 },
      },
    },
    {
      title: 'a coupon code is no promotion code',
      before: withPromotion,
      params: { PromotionCode: 'spring24' },
      refused: 'PROMOTION_NOT_FOUND',
    },
  ],
  effect: 'read',
  run: async ({ db, merchant }, { PromotionCode, ProductCode }) => {
    const promotion = await findPromotion(db, merchant.id, codeOf(PromotionCode));
    if (promotion === undefined || (ProductCode && !namesProduct(promotion, ProductCode))) {
      return refuse(PROMOTION_NOT_FOUND);
    }
    return promotionAnswer(promotion);
  },
});
