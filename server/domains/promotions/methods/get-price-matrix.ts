import { refuse } from '../../../api/errors.ts';
import { POST } from '../../../api/method.ts';
import { list } from '../../../api/schema.ts';
import { findProductsForSale, type SaleProduct } from '../../catalog/index.ts';
import { withProduct } from '../../examples.ts';
import { type Call, method } from '../../method.ts';
import { listOptionGroups, type OptionGroup } from '../../pricing/index.ts';
import { matrixRowAnswer } from '../answer.ts';
import { PROMOTION_PRODUCT_INVALID } from '../errors.ts';
import { PriceMatrixRequest, PriceMatrixRow } from '../objects.ts';
import { priceMatrix } from '../rules/price-matrix.ts';

export const getPriceMatrix = method({
  name: 'getPriceMatrix',
  summary: 'Tells the prices of products on price lists, in the form in which a SPECIAL_PRICE promotion takes its own.',
  versions: { since: '6.0' },
  params: { products: list(PriceMatrixRequest, { required: true, max: 100 }) },
  result: list(PriceMatrixRow),
  rest: POST('/promotions/pricematrix/', { body: 'products' }),
  refusals: [PROMOTION_PRODUCT_INVALID],
  examples: [
    {
      title: 'a list without options',
      before: [
        ...withProduct,
        {
          call: 'getProductByCode',
          params: { ProductCode: 'EDITOR' },
          keep: { list: 'PricingConfigurations.0.Code' },
        },
      ],
      params: { products: [{ productCode: 'EDITOR', pricingConfigurationCode: '$list' }] },
      answers: [
        {
          ProductCode: 'EDITOR',
          PricingConfigurationCode: '$list',
          OptionHash: 'd751713988987e9331980363e24189ce',
          Options: [],
          Prices: [{ Value: 10, Currency: 'EUR' }],
        },
      ],
    },
    {
      title: 'a list that the product does not have',
      before: withProduct,
      params: { products: [{ productCode: 'EDITOR', pricingConfigurationCode: 'NOLIST' }] },
      refused: 'PROMOTION_PRODUCT_INVALID',
    },
  ],
  effect: 'read',
  run: async (call, { products: wanted }) => {
    const codes = [...new Set(wanted.map(({ productCode }) => productCode))];
    const found = await findProductsForSale(call.db, call.merchant.id, codes);
    const groups = await optionGroupsOf(call, found);
    return wanted.flatMap(({ productCode, pricingConfigurationCode }) => {
      const product = found.find(({ code }) => code === productCode);
      const list = product?.configurations.find(({ code }) => code === pricingConfigurationCode);
      const none = `There is no price list ${pricingConfigurationCode} of a product ${productCode}.`;
      if (list === undefined) return refuse(PROMOTION_PRODUCT_INVALID, none);
      return priceMatrix(productCode, list, groups).map(matrixRowAnswer);
    });
  },
});

/** The option groups in use on the products; most products have none, and then nothing is asked. */
const optionGroupsOf = async (call: Call, products: readonly SaleProduct[]): Promise<readonly OptionGroup[]> => {
  const codes = products.flatMap(({ configurations }) =>
    configurations.flatMap(({ optionGroups }) => optionGroups.map(({ code }) => code)),
  );
  return codes.length === 0 ? [] : listOptionGroups(call.db, call.merchant.id, [...new Set(codes)]);
};
