import { refuse } from '../../../api/errors.ts';
import { text } from '../../../api/schema.ts';
import { withProduct } from '../../examples.ts';
import { method } from '../../method.ts';
import { PRICING_CONFIGURATION_NOT_FOUND } from '../../pricing/index.ts';
import { priceListAnswer } from '../answer.ts';
import { PRODUCT_NOT_FOUND } from '../errors.ts';
import { PricingConfiguration } from '../objects/pricing.ts';
import { findProductByCode } from '../store.ts';

export const getPricingConfigurationByName = method({
  name: 'getPricingConfigurationByName',
  summary: 'Reads the first price list of a product that has this name, schema and, when it is given, price type.',
  params: {
    productCode: text({ required: true, max: 255 }),
    pricingConfigurationName: text({ required: true, max: 255 }),
    schemaType: text({ required: true, oneOf: ['DYNAMIC', 'FLAT'] }),
    priceType: text({ oneOf: ['NET', 'GROSS'] }),
  },
  result: PricingConfiguration,
  refusals: [PRODUCT_NOT_FOUND, PRICING_CONFIGURATION_NOT_FOUND],
  examples: [
    {
      title: 'a list by its name',
      before: withProduct,
      params: { productCode: 'EDITOR', pricingConfigurationName: 'List', schemaType: 'DYNAMIC' },
      answers: { Name: 'List', PricingSchema: 'DYNAMIC', PriceType: 'NET' },
    },
    {
      title: 'the price type counts',
      before: withProduct,
      params: {
        productCode: 'EDITOR',
        pricingConfigurationName: 'List',
        schemaType: 'DYNAMIC',
        priceType: 'GROSS',
      },
      refused: 'PRICING_CONFIGURATION_NOT_FOUND',
    },
  ],
  effect: 'read',
  run: async ({ db, merchant }, { productCode, pricingConfigurationName, schemaType, priceType }) => {
    const product = (await findProductByCode(db, merchant.id, productCode)) ?? refuse(PRODUCT_NOT_FOUND);
    const list = product.priceLists.find(
      (one) =>
        one.name === pricingConfigurationName.trim() &&
        one.schema === schemaType &&
        (priceType == null || one.priceType === priceType),
    );
    return priceListAnswer(list ?? refuse(PRICING_CONFIGURATION_NOT_FOUND));
  },
});
