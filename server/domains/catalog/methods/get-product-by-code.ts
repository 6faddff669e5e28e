import { refuse } from '../../../api/errors.ts';
import { GET } from '../../../api/method.ts';
import { text } from '../../../api/schema.ts';
import { settingsOf } from '../../accounts/index.ts';
import { method } from '../../method.ts';
import { productAnswer } from '../answer.ts';
import { PRODUCT_NOT_FOUND } from '../errors.ts';
import { Product } from '../objects.ts';
import { findProductByCode } from '../store.ts';

export const getProductByCode = method({
  name: 'getProductByCode',
  summary: 'Reads one product by its code, disabled ones too.',
  params: { ProductCode: text({ required: true, max: 255 }) },
  result: Product,
  rest: GET('/products/{ProductCode}/'),
  refusals: [PRODUCT_NOT_FOUND],
  examples: [
    {
      title: 'a product of the account',
      before: [{ call: 'addProduct', params: { Product: { ProductCode: 'reader', ProductName: 'Reader' } } }],
      params: { ProductCode: 'reader' },
      answers: { ProductCode: 'reader', ProductName: 'Reader', ProductType: 'REGULAR', Enabled: false },
    },
    { title: 'a code that there is not', params: { ProductCode: 'nowhere' }, refused: 'PRODUCT_NOT_FOUND' },
  ],
  effect: 'read',
  run: async ({ db, merchant }, { ProductCode }) => {
    const product = await findProductByCode(db, merchant.id, ProductCode);
    return product === undefined ? refuse(PRODUCT_NOT_FOUND) : productAnswer(product, settingsOf(merchant));
  },
});
