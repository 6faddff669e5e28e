import { INVALID_PARAMETER, refuse } from '../../../api/errors.ts';
import { PUT } from '../../../api/method.ts';
import { on } from '../../../api/schema.ts';
import { method } from '../../method.ts';
import { promotionAnswer } from '../answer.ts';
import { changePromotion } from '../change-promotion.ts';
import * as errors from '../errors.ts';
import { Promotion } from '../objects.ts';
import { changedPromotion } from '../rules/settle.ts';
import { withPromotion } from './examples.ts';

export const updatePromotion = method({
  name: 'updatePromotion',
  summary: 'Changes the promotion of the code inside the object. Members that are not sent stay as they are.',
  params: { Promotion: on(Promotion, { required: true }) },
  result: Promotion,
  rest: PUT('/promotions/{Code}/', { body: 'Promotion' }),
  refusals: [
    INVALID_PARAMETER,
    errors.PROMOTION_NOT_FOUND,
    errors.PROMOTION_TYPE_FIXED,
    errors.PROMOTION_COUPON_INVALID,
    errors.PROMOTION_THRESHOLD_INVALID,
    errors.PROMOTION_DISCOUNT_INVALID,
    errors.PROMOTION_PRICE_MATRIX_INVALID,
    errors.PROMOTION_DATES_INVALID,
    errors.PROMOTION_PRODUCT_INVALID,
    errors.PROMOTION_COUPON_TAKEN,
  ],
  examples: [
    {
      title: 'another name, switched off; all else stays',
      before: withPromotion,
      params: { Promotion: { Code: '$promotion', Name: 'Late spring', Enabled: false } },
      answers: { Name: 'Late spring', Enabled: false, Discount: { Type: 'PERCENT', Value: 15 } },
    },
    {
      title: 'a promotion that there is not',
      params: { Promotion: { Code: '0000000000', Name: 'Nobody' } },
      refused: 'PROMOTION_NOT_FOUND',
    },
    {
      title: 'the type stays for ever',
      before: withPromotion,
      params: { Promotion: { Code: '$promotion', Type: 'GLOBAL' } },
      refused: 'PROMOTION_TYPE_FIXED',
    },
    {
      title: 'an end before the start',
      before: withPromotion,
      params: { Promotion: { Code: '$promotion', StartDate: '2030-05-02', EndDate: '2030-05-01' } },
      refused: 'PROMOTION_DATES_INVALID',
    },
  ],
  effect: 'write',
  run: async (call, { Promotion: sent }) => {
    const code = sent.Code || refuse(INVALID_PARAMETER, 'Promotion.Code is required.');
    return promotionAnswer(await changePromotion(call, code, (known) => changedPromotion(known, sent)));
  },
});
