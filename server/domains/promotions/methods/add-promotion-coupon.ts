import { POST } from '../../../api/method.ts';
import { on, text } from '../../../api/schema.ts';
import { method } from '../../method.ts';
import { couponAnswer } from '../answer.ts';
import { changePromotion } from '../change-promotion.ts';
import { PROMOTION_COUPON_INVALID, PROMOTION_COUPON_TAKEN, PROMOTION_NOT_FOUND } from '../errors.ts';
import { PromotionCoupon } from '../objects.ts';
import { couponsOf, distinct } from '../rules/coupons.ts';
import { withPromotion } from './examples.ts';

export const addPromotionCoupon = method({
  name: 'addPromotionCoupon',
  summary:
    'Adds one or many coupon codes and answers all that the promotion has then. Coupons of the other type are ' +
    'replaced; a promotion that counted without a code waits for one from then on.',
  versions: { since: '3.1' },
  params: {
    promotionCode: text({ required: true, max: 255 }),
    promotionCoupon: on(PromotionCoupon, { required: true }),
  },
  result: PromotionCoupon,
  rest: POST('/promotions/{promotionCode}/coupon/', { body: 'promotionCoupon' }),
  refusals: [PROMOTION_NOT_FOUND, PROMOTION_COUPON_INVALID, PROMOTION_COUPON_TAKEN],
  examples: [
    {
      title: 'codes that work once each',
      before: withPromotion,
      params: { promotionCode: '$promotion', promotionCoupon: { Type: 'MULTIPLE', Codes: ['a1b2', 'c3d4', 'A1B2'] } },
      answers: { Type: 'MULTIPLE', Codes: ['a1b2', 'c3d4'] },
    },
    {
      title: 'a coupon without a code',
      before: withPromotion,
      params: { promotionCode: '$promotion', promotionCoupon: { Type: 'SINGLE', Code: '' } },
      refused: 'PROMOTION_COUPON_INVALID',
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
      const added = type === 'MULTIPLE' && known.couponType === 'MULTIPLE';
      return {
        ...known,
        instantDiscount: false,
        autoApply: false,
        couponType: type,
        coupons: added ? distinct([...known.coupons, ...codes]) : codes,
      };
    });
    return couponAnswer({ type: changed.couponType, codes: changed.coupons });
  },
});
