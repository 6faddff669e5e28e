import { INVALID_PARAMETER } from '../../../api/errors.ts';
import { POST } from '../../../api/method.ts';
import { flag, on } from '../../../api/schema.ts';
import { method } from '../../method.ts';
import {
  BUNDLE_PRODUCTS_INVALID,
  COUNTRY_NOT_KNOWN,
  CURRENCY_NOT_KNOWN,
  PRICE_INTERVALS_OVERLAP,
  PRICING_CONFIGURATION_INVALID,
  PRODUCT_CODE_TAKEN,
  PRODUCT_GROUP_NOT_FOUND,
  SUBSCRIPTION_INFORMATION_INVALID,
  TAX_CATEGORY_NOT_FOUND,
} from '../errors.ts';
import { Product } from '../objects.ts';
import { addNewProduct } from '../save-product.ts';

const plain = (code: string, amount: unknown = 20) => ({
  ProductCode: code,
  ProductName: 'Basic plan',
  PricingConfigurations: [
    { Name: 'Default list', DefaultCurrency: 'EUR', Prices: { Regular: [{ Amount: amount, Currency: 'EUR' }] } },
  ],
});

export const addProduct = method({
  name: 'addProduct',
  summary: 'Adds a product to the catalog. Codes of its pricing configurations are generated.',
  params: { Product: on(Product, { required: true }) },
  result: flag(),
  rest: POST('/products/', {
    body: 'Product',
    status: 201,
    location: (_result: never, { Product: { ProductCode } }: { Product: { ProductCode: string } }) =>
      `/products/${encodeURIComponent(ProductCode)}/`,
  }),
  refusals: [
    INVALID_PARAMETER,
    CURRENCY_NOT_KNOWN,
    SUBSCRIPTION_INFORMATION_INVALID,
    COUNTRY_NOT_KNOWN,
    PRICING_CONFIGURATION_INVALID,
    PRICE_INTERVALS_OVERLAP,
    PRODUCT_CODE_TAKEN,
    PRODUCT_GROUP_NOT_FOUND,
    TAX_CATEGORY_NOT_FOUND,
    BUNDLE_PRODUCTS_INVALID,
  ],
  examples: [
    { title: 'name, code and a regular price are enough', params: { Product: plain('plan-basic') }, answers: true },
    {
      title: 'a product that makes subscriptions',
      params: {
        Product: {
          ...plain('plan-monthly', '9.90'),
          AvangateId: null,
          Enabled: true,
          GeneratesSubscription: true,
          SubscriptionInformation: { BillingCycle: '1', BillingCycleUnits: 'M', IsOneTimeFee: false },
        },
      },
      answers: true,
    },
    {
      title: 'a code is used once',
      before: [{ call: 'addProduct', params: { Product: plain('plan-twice') } }],
      params: { Product: plain('plan-twice') },
      refused: 'PRODUCT_CODE_TAKEN',
    },
    {
      title: 'an amount has the decimals of its currency',
      params: { Product: plain('plan-fine', '19.999') },
      refused: 'PRICING_CONFIGURATION_INVALID',
    },
    {
      title: 'a group that there is not',
      params: { Product: { ...plain('plan-group'), ProductGroupCode: 'NOGROUP' } },
      refused: 'PRODUCT_GROUP_NOT_FOUND',
    },
  ],
  effect: 'own',
  run: async (call, { Product: sent }) => {
    await addNewProduct(call, call.parts.numbers, sent);
    return true;
  },
});
