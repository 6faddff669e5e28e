import { INVALID_PARAMETER } from '../../../api/errors.ts';
import { POST } from '../../../api/method.ts';
import { on, type Written } from '../../../api/schema.ts';
import { randomCode } from '../../../kit/ids.ts';
import { withProduct } from '../../examples.ts';
import { method } from '../../method.ts';
import { promotionAnswer } from '../answer.ts';
import { addNewPromotion } from '../change-promotion.ts';
import * as errors from '../errors.ts';
import { Promotion } from '../objects.ts';
import { newPromotion } from '../rules/settle.ts';
import { examplePromotion, withPromotion } from './examples.ts';

export const addPromotion = method({
  name: 'addPromotion',
  summary: 'Adds a promotion and answers it whole, with its generated code. It is enabled unless told otherwise.',
  params: { Promotion: on(Promotion, { required: true }) },
  result: Promotion,
  rest: POST('/promotions/', {
    body: 'Promotion',
    status: 201,
    location: ({ Code }: Written<typeof Promotion>) => `/promotions/${Code}/`,
  }),
  refusals: [
    INVALID_PARAMETER,
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
      title: 'fifteen percent for a code',
      before: withProduct,
      params: { Promotion: examplePromotion },
      answers: {
        Name: 'Spring',
        StartDate: null,
        EndDate: null,
        MaximumOrdersNumber: null,
        InstantDiscount: false,
        Coupon: { Type: 'SINGLE', Code: 'spring24' },
        Enabled: true,
        ChannelType: 'ECOMMERCE',
        Type: 'REGULAR',
        Discount: { Type: 'PERCENT', Value: 15 },
        Products: [{ Code: 'EDITOR', PricingConfigurationCode: null, PricingOptionCodes: [] }],
        ApplyRecurring: 'NONE',
        PublishToAffiliatesNetwork: 0,
        AutoApply: 0,
        DiscountLabel: '15%',
      },
    },
    {
      title: 'amounts in two currencies, codes that work once each',
      params: {
        Promotion: {
          ...examplePromotion,
          Type: 'GLOBAL',
          Coupon: { Type: 'MULTIPLE', Codes: ['a1b2', 'c3d4'] },
          Discount: {
            Type: 'FIXED',
            Values: [
              { Currency: 'EUR', Amount: 5 },
              { Currency: 'USD', Amount: '5.50' },
            ],
            DefaultCurrency: 'EUR',
          },
          Products: [],
        },
      },
      answers: {
        Type: 'GLOBAL',
        Coupon: { Type: 'MULTIPLE', Codes: ['a1b2', 'c3d4'] },
        CouponCodes: ['a1b2', 'c3d4'],
        DiscountType: 'FIXED',
        DiscountLabel: '5.00 EUR',
      },
    },
    {
      title: 'without a name',
      params: { Promotion: { ...examplePromotion, Name: '' } },
      refused: 'INVALID_PARAMETER',
    },
    {
      title: 'more than everything off',
      params: { Promotion: { ...examplePromotion, Discount: { Type: 'PERCENT', Value: 101 } } },
      refused: 'PROMOTION_DISCOUNT_INVALID',
    },
    {
      title: 'a product that there is not',
      params: { Promotion: { ...examplePromotion, Products: [{ Code: 'nowhere' }] } },
      refused: 'PROMOTION_PRODUCT_INVALID',
    },
    {
      title: 'a code that another promotion has',
      before: withPromotion,
      params: { Promotion: { ...examplePromotion, Coupon: { Type: 'SINGLE', Code: 'SPRING24' } } },
      refused: 'PROMOTION_COUPON_TAKEN',
    },
  ],
  effect: 'write',
  idempotent: true,
  run: async (call, { Promotion: sent }) => {
    const promotion = newPromotion(randomCode(), sent);
    await addNewPromotion(call, promotion);
    return promotionAnswer(promotion);
  },
});
