import { refuse } from '../../../api/errors.ts';
import { integer } from '../../../api/schema.ts';
import { settingsOf } from '../../accounts/index.ts';
import { method } from '../../method.ts';
import { productAnswer } from '../answer.ts';
import { PRODUCT_NOT_FOUND } from '../errors.ts';
import { Product } from '../objects.ts';
import { findProductById } from '../store.ts';

export const getProductById = method({
  name: 'getProductById',
  summary: 'Reads one product by the number that the system gave it (AvangateId).',
  params: { ProductId: integer({ required: true }) },
  result: Product,
  refusals: [PRODUCT_NOT_FOUND],
  examples: [
    {
      title: 'a product of the account',
      before: [
        { call: 'addProduct', params: { Product: { ProductCode: 'numbered', ProductName: 'Numbered' } } },
        { call: 'getProductByCode', params: { ProductCode: 'numbered' }, keep: { id: 'AvangateId' } },
      ],
      params: { ProductId: '$id' },
      answers: { ProductCode: 'numbered' },
    },
    { title: 'a number that there is not', params: { ProductId: 1 }, refused: 'PRODUCT_NOT_FOUND' },
  ],
  effect: 'read',
  run: async ({ db, merchant }, { ProductId }) => {
    const product = await findProductById(db, merchant.id, BigInt(ProductId));
    return product === undefined ? refuse(PRODUCT_NOT_FOUND) : productAnswer(product, settingsOf(merchant));
  },
});
