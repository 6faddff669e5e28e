import { refuse } from '../../../api/errors.ts';
import { GET } from '../../../api/method.ts';
import { text } from '../../../api/schema.ts';
import { method } from '../../method.ts';
import { PRICING_CONFIGURATION_NOT_FOUND } from '../../pricing/index.ts';
import { priceListAnswer } from '../answer.ts';
import { PRODUCT_NOT_FOUND } from '../errors.ts';
import { withPriceList } from '../example-price-lists.ts';
import { PricingConfiguration } from '../objects/pricing.ts';
import { listOfCode } from '../save-price-lists.ts';
import { findProductByCode } from '../store.ts';

export const getPricingConfigurationByCode = method({
  name: 'getPricingConfigurationByCode',
  summary: 'Reads one price list of a product.',
  params: {
    productCode: text({ required: true, max: 255 }),
    pricingConfigurationCode: text({ required: true, max: 255 }),
  },
  result: PricingConfiguration,
  rest: GET('/products/{productCode}/pricingconfigurations/{pricingConfigurationCode}/'),
  refusals: [PRODUCT_NOT_FOUND, PRICING_CONFIGURATION_NOT_FOUND],
  examples: [
    {
      title: 'a list by its code',
      before: withPriceList,
      params: { productCode: 'EDITOR', pricingConfigurationCode: '$priceList' },
      answers: { Code: '$priceList', Name: 'List', PricingSchema: 'DYNAMIC', PriceType: 'NET' },
    },
    {
      title: 'a list that the product does not have',
      before: withPriceList,
      params: { productCode: 'EDITOR', pricingConfigurationCode: 'NONE' },
      refused: 'PRICING_CONFIGURATION_NOT_FOUND',
    },
  ],
  effect: 'read',
  run: async ({ db, merchant }, { productCode, pricingConfigurationCode }) => {
    const product = (await findProductByCode(db, merchant.id, productCode)) ?? refuse(PRODUCT_NOT_FOUND);
    return priceListAnswer(listOfCode(product.priceLists, pricingConfigurationCode));
  },
});
