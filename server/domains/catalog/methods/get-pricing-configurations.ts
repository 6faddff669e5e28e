import { refuse } from '../../../api/errors.ts';
import { GET } from '../../../api/method.ts';
import { list, text } from '../../../api/schema.ts';
import { withProduct } from '../../examples.ts';
import { method } from '../../method.ts';
import { priceListAnswer } from '../answer.ts';
import { PRODUCT_NOT_FOUND } from '../errors.ts';
import { PricingConfiguration } from '../objects/pricing.ts';
import { findProductByCode } from '../store.ts';

export const getPricingConfigurations = method({
  name: 'getPricingConfigurations',
  summary: 'Reads all price lists of a product.',
  params: { ProductCode: text({ required: true, max: 255 }) },
  result: list(PricingConfiguration),
  rest: GET('/products/{ProductCode}/pricingconfigurations/'),
  refusals: [PRODUCT_NOT_FOUND],
  examples: [
    {
      title: 'one list',
      before: withProduct,
      params: { ProductCode: 'EDITOR' },
      answers: [{ Name: 'List', Default: true, Prices: { Regular: [{ Amount: 10, Currency: 'EUR' }] } }],
    },
    { title: 'a product that there is not', params: { ProductCode: 'nowhere' }, refused: 'PRODUCT_NOT_FOUND' },
  ],
  effect: 'read',
  run: async ({ db, merchant }, { ProductCode }) => {
    const product = (await findProductByCode(db, merchant.id, ProductCode)) ?? refuse(PRODUCT_NOT_FOUND);
    return product.priceLists.map(priceListAnswer);
  },
});
