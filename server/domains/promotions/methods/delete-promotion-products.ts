import { DELETE } from '../../../api/method.ts';
import { flag, list, text } from '../../../api/schema.ts';
import { method } from '../../method.ts';
import { changePromotion } from '../change-promotion.ts';
import { PROMOTION_NOT_FOUND } from '../errors.ts';
import { PromotionProduct } from '../objects.ts';
import { withoutProducts } from '../rules/products.ts';
import { productsOf } from '../rules/settle.ts';
import { withPromotion } from './examples.ts';

export const deletePromotionProducts = method({
  name: 'deletePromotionProducts',
  summary: 'Takes products out of a promotion, on all price lists where none is named; false when it had none of them.',
  versions: { since: '3.1' },
  params: {
    promotionCode: text({ required: true, max: 255 }),
    promotionProducts: list(PromotionProduct, { required: true }),
  },
  result: flag(),
  rest: DELETE('/promotions/{promotionCode}/products/', { body: 'promotionProducts' }),
  refusals: [PROMOTION_NOT_FOUND],
  examples: [
    {
      title: 'its product',
      before: withPromotion,
      params: { promotionCode: '$promotion', promotionProducts: [{ Code: 'EDITOR' }] },
      answers: true,
    },
    {
      title: 'a promotion that there is not',
      params: { promotionCode: '0000000000', promotionProducts: [{ Code: 'EDITOR' }] },
      refused: 'PROMOTION_NOT_FOUND',
    },
  ],
  effect: 'write',
  run: async (call, { promotionCode, promotionProducts }) => {
    let before = 0;
    const { products } = await changePromotion(call, promotionCode, (known) => {
      before = known.products.length;
      return { ...known, products: withoutProducts(known.products, productsOf(promotionProducts)) };
    });
    return products.length < before;
  },
});
