import { refuse } from '../../../api/errors.ts';
import { POST } from '../../../api/method.ts';
import { flag, on, text } from '../../../api/schema.ts';
import { withOptionGroup } from '../../examples.ts';
import { method } from '../../method.ts';
import { findOptionGroup, PRICE_OPTION_GROUP_NOT_FOUND, PRICING_CONFIGURATION_NOT_FOUND } from '../../pricing/index.ts';
import { withPriceList } from '../example-price-lists.ts';
import { PriceOptionGroupAssigned } from '../objects/pricing.ts';
import { changePriceListOfCode } from '../save-price-lists.ts';

export const assignPricingConfigurationOptionGroup = method({
  name: 'assignPricingConfigurationOptionGroup',
  summary: 'Uses a group of price options on a price list, or changes whether the shopper has to choose there.',
  params: {
    PricingConfigurationCode: text({ required: true, max: 255 }),
    PriceOptionsGroupAssigned: on(PriceOptionGroupAssigned, { required: true }),
  },
  result: flag(),
  rest: POST('/pricingconfigurations/{PricingConfigurationCode}/priceoptions/', { body: 'PriceOptionsGroupAssigned' }),
  refusals: [PRICE_OPTION_GROUP_NOT_FOUND, PRICING_CONFIGURATION_NOT_FOUND],
  examples: [
    {
      title: 'a group in use',
      before: [...withPriceList, ...withOptionGroup],
      params: {
        PricingConfigurationCode: '$priceList',
        PriceOptionsGroupAssigned: { Code: 'SUPPORT', Required: true },
      },
      answers: true,
    },
    {
      title: 'a group that there is not',
      before: withPriceList,
      params: { PricingConfigurationCode: '$priceList', PriceOptionsGroupAssigned: { Code: 'SUPPORT' } },
      refused: 'PRICE_OPTION_GROUP_NOT_FOUND',
    },
    {
      title: 'a list that there is not',
      before: withOptionGroup,
      params: { PricingConfigurationCode: 'NONE', PriceOptionsGroupAssigned: { Code: 'SUPPORT' } },
      refused: 'PRICING_CONFIGURATION_NOT_FOUND',
    },
  ],
  effect: 'write',
  run: async (call, { PricingConfigurationCode, PriceOptionsGroupAssigned: { Code, Required } }) => {
    const group = (await findOptionGroup(call.db, call.merchant.id, Code)) ?? refuse(PRICE_OPTION_GROUP_NOT_FOUND);
    const assigned = { code: group.code, required: Required ?? group.required };
    await changePriceListOfCode(call, PricingConfigurationCode, (list) => ({
      ...list,
      optionGroups: list.optionGroups.some(({ code }) => code === group.code)
        ? list.optionGroups.map((one) => (one.code === group.code ? assigned : one))
        : [...list.optionGroups, assigned],
    }));
    return true;
  },
});
