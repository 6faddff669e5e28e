import { POST } from '../../../api/method.ts';
import { list, text } from '../../../api/schema.ts';
import { method } from '../../method.ts';
import { productsAnswer } from '../answer.ts';
import { changePromotion } from '../change-promotion.ts';
import { PROMOTION_NOT_FOUND, PROMOTION_PRODUCT_INVALID } from '../errors.ts';
import { PromotionProduct } from '../objects.ts';
import { withProducts } from '../rules/products.ts';
import { productsOf } from '../rules/settle.ts';
import { withPromotion } from './examples.ts';

export const addPromotionProducts = method({
  name: 'addPromotionProducts',
  summary: 'Adds products to a promotion and answers all that it has then.',
  versions: { since: '3.1' },
  params: {
    promotionCode: text({ required: true, max: 255 }),
    promotionProducts: list(PromotionProduct, { required: true }),
  },
  result: list(PromotionProduct),
  rest: POST('/promotions/{promotionCode}/products/', { body: 'promotionProducts' }),
  refusals: [PROMOTION_NOT_FOUND, PROMOTION_PRODUCT_INVALID],
  examples: [
    {
      title: 'another product',
      before: [
        ...withPromotion,
        { call: 'addProduct', params: { Product: { ProductCode: 'VIEWER', ProductName: 'Viewer' } } },
      ],
      params: { promotionCode: '$promotion', promotionProducts: [{ Code: 'VIEWER' }] },
      answers: [
        { Code: 'EDITOR', PricingConfigurationCode: null, PricingOptionCodes: [] },
        { Code: 'VIEWER', PricingConfigurationCode: null, PricingOptionCodes: [] },
      ],
    },
    {
      title: 'a product that there is not',
      before: withPromotion,
      params: { promotionCode: '$promotion', promotionProducts: [{ Code: 'nowhere' }] },
      refused: 'PROMOTION_PRODUCT_INVALID',
    },
    {
      title: 'a promotion that there is not',
      params: { promotionCode: '0000000000', promotionProducts: [{ Code: 'EDITOR' }] },
      refused: 'PROMOTION_NOT_FOUND',
    },
  ],
  effect: 'write',
  run: async (call, { promotionCode, promotionProducts }) => {
    const { products } = await changePromotion(call, promotionCode, (known) => ({
      ...known,
      products: withProducts(known.products, productsOf(promotionProducts)),
    }));
    return productsAnswer(products);
  },
});
