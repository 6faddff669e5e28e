import { PUT } from '../../../api/method.ts';
import { flag, on, text } from '../../../api/schema.ts';
import { method } from '../../method.ts';
import { PRICING_CONFIGURATION_NOT_FOUND } from '../../pricing/index.ts';
import {
  COUNTRY_NOT_KNOWN,
  CURRENCY_NOT_KNOWN,
  PRICE_INTERVALS_OVERLAP,
  PRICING_CONFIGURATION_INVALID,
  PRODUCT_NOT_FOUND,
} from '../errors.ts';
import { examplePriceList, withPriceList } from '../example-price-lists.ts';
import { PricingConfiguration } from '../objects/pricing.ts';
import { changePriceList } from '../rules/one-price-list.ts';
import { changePriceLists, listOfCode } from '../save-price-lists.ts';

export const updatePricingConfiguration = method({
  name: 'updatePricingConfiguration',
  summary:
    'Changes the price list of the code inside the object. Members that are not sent stay; prices are changed by ' +
    'currency, interval and options, and deleted by the amount -1.',
  params: {
    PricingConfiguration: on(PricingConfiguration, { required: true }),
    ProductCode: text({ required: true, max: 255 }),
  },
  result: flag(),
  rest: PUT('/products/{ProductCode}/pricingconfigurations/{Code}/', { body: 'PricingConfiguration' }),
  refusals: [
    PRODUCT_NOT_FOUND,
    PRICING_CONFIGURATION_NOT_FOUND,
    CURRENCY_NOT_KNOWN,
    COUNTRY_NOT_KNOWN,
    PRICING_CONFIGURATION_INVALID,
    PRICE_INTERVALS_OVERLAP,
  ],
  examples: [
    {
      title: 'a price in one more currency',
      before: withPriceList,
      params: {
        PricingConfiguration: { Code: '$priceList', Prices: { Regular: [{ Amount: 11, Currency: 'USD' }] } },
        ProductCode: 'EDITOR',
      },
      answers: true,
    },
    {
      title: 'the schema is fixed',
      before: withPriceList,
      params: { PricingConfiguration: { Code: '$priceList', PricingSchema: 'FLAT' }, ProductCode: 'EDITOR' },
      refused: 'PRICING_CONFIGURATION_INVALID',
    },
    {
      title: 'a list that the product does not have',
      before: withPriceList,
      params: { PricingConfiguration: { ...examplePriceList, Code: 'NONE' }, ProductCode: 'EDITOR' },
      refused: 'PRICING_CONFIGURATION_NOT_FOUND',
    },
  ],
  effect: 'write',
  run: async (call, { PricingConfiguration: sent, ProductCode }) => {
    await changePriceLists(call, ProductCode, (lists) => changePriceList(lists, listOfCode(lists, sent.Code), sent));
    return true;
  },
});
