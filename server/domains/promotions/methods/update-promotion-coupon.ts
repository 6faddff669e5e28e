import { PUT } from '../../../api/method.ts';
import { on, text } from '../../../api/schema.ts';
import { method } from '../../method.ts';
import { couponAnswer } from '../answer.ts';
import { changePromotion } from '../change-promotion.ts';
import { PROMOTION_COUPON_INVALID, PROMOTION_COUPON_TAKEN, PROMOTION_NOT_FOUND } from '../errors.ts';
import { PromotionCoupon } from '../objects.ts';
import { couponsOf } from '../rules/coupons.ts';
import { withPromotion } from './examples.ts';

export const updatePromotionCoupon = method({
  name: 'updatePromotionCoupon',
  summary: 'Replaces the coupon codes of a promotion. Codes that stay and were used stay used.',
  versions: { since: '3.1' },
  params: {
    promotionCode: text({ required: true, max: 255 }),
    promotionCoupon: on(PromotionCoupon, { required: true }),
  },
  result: PromotionCoupon,
  rest: PUT('/promotions/{promotionCode}/coupon/', { body: 'promotionCoupon' }),
  refusals: [PROMOTION_NOT_FOUND, PROMOTION_COUPON_INVALID, PROMOTION_COUPON_TAKEN],
  examples: [
    {
      title: 'another code for everybody',
      before: withPromotion,
      params: { promotionCode: '$promotion', promotionCoupon: { Type: 'SINGLE', Code: 'summer24' } },
      answers: { Type: 'SINGLE', Code: 'summer24' },
    },
    {
      title: 'many codes in place of the single one',
      before: withPromotion,
      params: { promotionCode: '$promotion', promotionCoupon: { type: 'multiple', codes: ['a1b2'] } },
      answers: { Type: 'MULTIPLE', Codes: ['a1b2'] },
    },
    {
      title: 'a promotion that there is not',
      params: { promotionCode: '0000000000', promotionCoupon: { Type: 'SINGLE', Code: 'a1b2' } },
      refused: 'PROMOTION_NOT_FOUND',
    },
  ],
  effect: 'write',
  run: async (call, { promotionCode, promotionCoupon }) => {
    const changed = await changePromotion(call, promotionCode, (known) => {
      const { type, codes } = couponsOf(promotionCoupon);
      return { ...known, couponType: type, coupons: codes };
    });
    return couponAnswer({ type: changed.couponType, codes: changed.coupons });
  },
});
