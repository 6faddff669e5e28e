import { refuse } from '../../../api/errors.ts';
import { DELETE, POST } from '../../../api/method.ts';
import { flag, text } from '../../../api/schema.ts';
import { method } from '../../method.ts';
import { PRODUCT_NOT_FOUND } from '../errors.ts';
import { updateEnabled } from '../store.ts';

export const setProductStatus = method({
  name: 'setProductStatus',
  summary: 'Enables or disables a product. A disabled one cannot be bought, stays readable and keeps its code.',
  params: { productCode: text({ required: true, max: 255 }), Status: flag({ required: true }) },
  result: flag(),
  rest: [
    POST('/products/{productCode}/', { fixed: { Status: true } }),
    DELETE('/products/{productCode}/', { fixed: { Status: false } }),
  ],
  refusals: [PRODUCT_NOT_FOUND],
  examples: [
    {
      title: 'enabled',
      before: [{ call: 'addProduct', params: { Product: { ProductCode: 'switched', ProductName: 'Switched' } } }],
      params: { productCode: 'switched', Status: true },
      answers: true,
    },
    {
      title: 'a code that there is not',
      params: { productCode: 'nowhere', Status: false },
      refused: 'PRODUCT_NOT_FOUND',
    },
  ],
  effect: 'write',
  run: async ({ db, merchant, now }, { productCode, Status }) => {
    const found = await updateEnabled(db, merchant.id, productCode, Status, now);
    return found ? true : refuse(PRODUCT_NOT_FOUND);
  },
});
