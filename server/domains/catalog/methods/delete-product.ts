import { refuse } from '../../../api/errors.ts';
import { flag, text } from '../../../api/schema.ts';
import { method } from '../../method.ts';
import { PRODUCT_NOT_FOUND } from '../errors.ts';
import { updateEnabled } from '../store.ts';

/** Orders and subscriptions go on referring to a product, so nothing is deleted. */
export const deleteProduct = method({
  name: 'deleteProduct',
  summary: 'Takes a product off the market: it is disabled, stays readable and keeps its code.',
  params: { productCode: text({ required: true, max: 255 }) },
  result: flag(),
  refusals: [PRODUCT_NOT_FOUND],
  examples: [
    {
      title: 'the product is disabled',
      before: [{ call: 'addProduct', params: { Product: { ProductCode: 'old', ProductName: 'Old', Enabled: true } } }],
      params: { productCode: 'old' },
      answers: true,
    },
    { title: 'a code that there is not', params: { productCode: 'nowhere' }, refused: 'PRODUCT_NOT_FOUND' },
  ],
  effect: 'write',
  run: async ({ db, merchant, now }, { productCode }) => {
    const found = await updateEnabled(db, merchant.id, productCode, false, now);
    return found ? true : refuse(PRODUCT_NOT_FOUND);
  },
});
