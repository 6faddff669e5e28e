import { refuse } from '../../../api/errors.ts';
import { DELETE } from '../../../api/method.ts';
import { flag, on, text } from '../../../api/schema.ts';
import { withOptionGroup } from '../../examples.ts';
import { method } from '../../method.ts';
import { PRICE_OPTION_GROUP_NOT_ASSIGNED, PRICING_CONFIGURATION_NOT_FOUND } from '../../pricing/index.ts';
import { withPriceList } from '../example-price-lists.ts';
import { PriceOptionGroupAssigned } from '../objects/pricing.ts';
import { changePriceListOfCode } from '../save-price-lists.ts';

export const unassignPricingConfigurationOptionGroup = method({
  name: 'unassignPricingConfigurationOptionGroup',
  summary: 'Stops using a group of price options on a price list; the group itself stays.',
  params: {
    PricingConfigurationCode: text({ required: true, max: 255 }),
    PriceOptionsGroupAssigned: on(PriceOptionGroupAssigned, { required: true }),
  },
  result: flag(),
  rest: DELETE('/pricingconfigurations/{PricingConfigurationCode}/priceoptions/{Code}/', {
    body: 'PriceOptionsGroupAssigned',
  }),
  refusals: [PRICING_CONFIGURATION_NOT_FOUND, PRICE_OPTION_GROUP_NOT_ASSIGNED],
  examples: [
    {
      title: 'a group that was in use',
      before: [
        ...withPriceList,
        ...withOptionGroup,
        {
          call: 'assignPricingConfigurationOptionGroup',
          params: { PricingConfigurationCode: '$priceList', PriceOptionsGroupAssigned: { Code: 'SUPPORT' } },
        },
      ],
      params: { PricingConfigurationCode: '$priceList', PriceOptionsGroupAssigned: { Code: 'SUPPORT' } },
      answers: true,
    },
    {
      title: 'a group that was not',
      before: withPriceList,
      params: { PricingConfigurationCode: '$priceList', PriceOptionsGroupAssigned: { Code: 'SUPPORT' } },
      refused: 'PRICE_OPTION_GROUP_NOT_ASSIGNED',
    },
  ],
  effect: 'write',
  run: async (call, { PricingConfigurationCode, PriceOptionsGroupAssigned: { Code } }) => {
    await changePriceListOfCode(call, PricingConfigurationCode, (list) => {
      const optionGroups = list.optionGroups.filter(({ code }) => code !== Code);
      if (optionGroups.length === list.optionGroups.length) refuse(PRICE_OPTION_GROUP_NOT_ASSIGNED);
      return { ...list, optionGroups };
    });
    return true;
  },
});
