import { refuse } from '../../../api/errors.ts';
import { DELETE } from '../../../api/method.ts';
import { on, text } from '../../../api/schema.ts';
import { method } from '../../method.ts';
import { couponAnswer } from '../answer.ts';
import { changePromotion } from '../change-promotion.ts';
import {
  PROMOTION_COUPON_INVALID,
  PROMOTION_COUPON_NOT_FOUND,
  PROMOTION_COUPON_REQUIRED,
  PROMOTION_NOT_FOUND,
} from '../errors.ts';
import { PromotionCoupon } from '../objects.ts';
import { couponKey, couponsOf } from '../rules/coupons.ts';
import { withPromotion } from './examples.ts';

const withCodes = [
  ...withPromotion,
  {
    call: 'updatePromotionCoupon',
    params: { promotionCode: '$promotion', promotionCoupon: { Type: 'MULTIPLE', Codes: ['a1b2', 'c3d4'] } },
  },
];

export const deletePromotionCoupon = method({
  name: 'deletePromotionCoupon',
  summary: 'Takes codes out of a promotion with many, and answers those that are left; one has to be.',
  versions: { since: '3.1' },
  params: {
    promotionCode: text({ required: true, max: 255 }),
    promotionCoupon: on(PromotionCoupon, { required: true }),
  },
  result: PromotionCoupon,
  rest: DELETE('/promotions/{promotionCode}/coupon/', { body: 'promotionCoupon' }),
  refusals: [PROMOTION_NOT_FOUND, PROMOTION_COUPON_INVALID, PROMOTION_COUPON_NOT_FOUND, PROMOTION_COUPON_REQUIRED],
  examples: [
    {
      title: 'one of two codes',
      before: withCodes,
      params: { promotionCode: '$promotion', promotionCoupon: { Type: 'MULTIPLE', Codes: ['A1B2'] } },
      answers: { Type: 'MULTIPLE', Codes: ['c3d4'] },
    },
    {
      title: 'the single coupon has to stay',
      before: withPromotion,
      params: { promotionCode: '$promotion', promotionCoupon: { Type: 'SINGLE', Code: 'spring24' } },
      refused: 'PROMOTION_COUPON_REQUIRED',
    },
    {
      title: 'a code that the promotion does not have',
      before: withCodes,
      params: { promotionCode: '$promotion', promotionCoupon: { Type: 'MULTIPLE', Codes: ['spring24'] } },
      refused: 'PROMOTION_COUPON_NOT_FOUND',
    },
    {
      title: 'a promotion that there is not',
      params: { promotionCode: '0000000000', promotionCoupon: { Type: 'MULTIPLE', Codes: ['a1b2'] } },
      refused: 'PROMOTION_NOT_FOUND',
    },
  ],
  effect: 'write',
  run: async (call, { promotionCode, promotionCoupon }) => {
    const changed = await changePromotion(call, promotionCode, (known) => {
      const gone = new Set(couponsOf(promotionCoupon).codes.map(couponKey));
      const left = known.coupons.filter((code) => !gone.has(couponKey(code)));
      if (known.coupons.length - left.length < gone.size) refuse(PROMOTION_COUPON_NOT_FOUND);
      if (left.length === 0) refuse(PROMOTION_COUPON_REQUIRED);
      return { ...known, coupons: left };
    });
    return couponAnswer({ type: changed.couponType, codes: changed.coupons });
  },
});
