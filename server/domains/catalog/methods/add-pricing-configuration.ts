import { POST } from '../../../api/method.ts';
import { flag, on, text } from '../../../api/schema.ts';
import { randomCode } from '../../../kit/ids.ts';
import { settingsOf } from '../../accounts/index.ts';
import { withProduct } from '../../examples.ts';
import { method } from '../../method.ts';
import {
  COUNTRY_NOT_KNOWN,
  CURRENCY_NOT_KNOWN,
  PRICE_INTERVALS_OVERLAP,
  PRICING_CONFIGURATION_INVALID,
  PRODUCT_NOT_FOUND,
} from '../errors.ts';
import { examplePriceList } from '../example-price-lists.ts';
import { PricingConfiguration } from '../objects/pricing.ts';
import { addPriceList } from '../rules/one-price-list.ts';
import { changePriceLists } from '../save-price-lists.ts';

export const addPricingConfiguration = method({
  name: 'addPricingConfiguration',
  summary: 'Adds a price list to a product. Its code is generated.',
  params: {
    PricingConfiguration: on(PricingConfiguration, { required: true }),
    ProductCode: text({ required: true, max: 255 }),
  },
  result: flag(),
  rest: POST('/products/{ProductCode}/pricingconfigurations/', { body: 'PricingConfiguration' }),
  refusals: [
    PRODUCT_NOT_FOUND,
    CURRENCY_NOT_KNOWN,
    COUNTRY_NOT_KNOWN,
    PRICING_CONFIGURATION_INVALID,
    PRICE_INTERVALS_OVERLAP,
  ],
  examples: [
    {
      title: 'a list for two countries',
      before: withProduct,
      params: { PricingConfiguration: examplePriceList, ProductCode: 'EDITOR' },
      answers: true,
    },
    {
      title: 'a product that there is not',
      params: { PricingConfiguration: examplePriceList, ProductCode: 'nowhere' },
      refused: 'PRODUCT_NOT_FOUND',
    },
    {
      title: 'two prices for ten units',
      before: withProduct,
      params: {
        PricingConfiguration: {
          ...examplePriceList,
          Prices: {
            Regular: [
              { Amount: 12, Currency: 'EUR', MinQuantity: '1', MaxQuantity: '10' },
              { Amount: 10, Currency: 'EUR', MinQuantity: '10', MaxQuantity: '99' },
            ],
          },
        },
        ProductCode: 'EDITOR',
      },
      refused: 'PRICE_INTERVALS_OVERLAP',
    },
  ],
  effect: 'write',
  run: async (call, { PricingConfiguration: sent, ProductCode }) => {
    const rules = { currency: settingsOf(call.merchant).currency, newCode: randomCode };
    await changePriceLists(call, ProductCode, (lists) => addPriceList(lists, sent, rules));
    return true;
  },
});
