import { INVALID_PARAMETER } from '../../../api/errors.ts';
import { PUT } from '../../../api/method.ts';
import { flag, on } from '../../../api/schema.ts';
import { method } from '../../method.ts';
import {
  BUNDLE_PRODUCTS_INVALID,
  COUNTRY_NOT_KNOWN,
  CURRENCY_NOT_KNOWN,
  PRICE_INTERVALS_OVERLAP,
  PRICING_CONFIGURATION_INVALID,
  PRODUCT_GROUP_NOT_FOUND,
  PRODUCT_NOT_FOUND,
  PRODUCT_TYPE_FIXED,
  SUBSCRIPTION_INFORMATION_INVALID,
  TAX_CATEGORY_NOT_FOUND,
} from '../errors.ts';
import { Product } from '../objects.ts';
import { changeProduct } from '../save-product.ts';

export const updateProduct = method({
  name: 'updateProduct',
  summary:
    'Changes the product of the code inside the object. Members that are not sent stay as they are; prices are ' +
    'changed by currency, interval and options, and deleted by the amount -1.',
  params: { Product: on(Product, { required: true }) },
  result: flag(),
  rest: PUT('/products/{ProductCode}/', { body: 'Product' }),
  refusals: [
    PRODUCT_NOT_FOUND,
    PRODUCT_TYPE_FIXED,
    INVALID_PARAMETER,
    CURRENCY_NOT_KNOWN,
    SUBSCRIPTION_INFORMATION_INVALID,
    COUNTRY_NOT_KNOWN,
    PRICING_CONFIGURATION_INVALID,
    PRICE_INTERVALS_OVERLAP,
    PRODUCT_GROUP_NOT_FOUND,
    TAX_CATEGORY_NOT_FOUND,
    BUNDLE_PRODUCTS_INVALID,
  ],
  examples: [
    {
      title: 'a new name; all else stays',
      before: [{ call: 'addProduct', params: { Product: { ProductCode: 'to-rename', ProductName: 'Old name' } } }],
      params: { Product: { ProductCode: 'to-rename', ProductName: 'New name' } },
      answers: true,
    },
    {
      title: 'a product that there is not',
      params: { Product: { ProductCode: 'nowhere', ProductName: 'New name' } },
      refused: 'PRODUCT_NOT_FOUND',
    },
    {
      title: 'the type stays for ever',
      before: [{ call: 'addProduct', params: { Product: { ProductCode: 'single', ProductName: 'Single' } } }],
      params: { Product: { ProductCode: 'single', ProductType: 'BUNDLE' } },
      refused: 'PRODUCT_TYPE_FIXED',
    },
  ],
  effect: 'write',
  run: async (call, { Product: sent }) => {
    await changeProduct(call, sent);
    return true;
  },
});
