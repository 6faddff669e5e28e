import { refuse } from '../../../api/errors.ts';
import { GET } from '../../../api/method.ts';
import { list, text } from '../../../api/schema.ts';
import { withOptionGroup } from '../../examples.ts';
import { method } from '../../method.ts';
import { groupAnswer, languageOf, listOptionGroups, PriceOptionGroup } from '../../pricing/index.ts';
import { PRODUCT_NOT_FOUND } from '../errors.ts';
import { withPriceList } from '../example-price-lists.ts';
import { findProductByCode } from '../store.ts';

export const getAssignedPriceOptionGroups = method({
  name: 'getAssignedPriceOptionGroups',
  summary: 'Lists the groups of price options in use on any price list of a product, each once.',
  params: { ProductCode: text({ required: true, max: 255 }) },
  result: list(PriceOptionGroup),
  rest: GET('/products/{ProductCode}/priceoptions/'),
  refusals: [PRODUCT_NOT_FOUND],
  examples: [
    {
      title: 'one group in use',
      before: [
        ...withPriceList,
        ...withOptionGroup,
        {
          call: 'assignPricingConfigurationOptionGroup',
          params: { PricingConfigurationCode: '$priceList', PriceOptionsGroupAssigned: { Code: 'SUPPORT' } },
        },
      ],
      params: { ProductCode: 'EDITOR' },
      answers: [{ Code: 'SUPPORT', Type: 'RADIO', Options: [{ Code: 'email' }, { Code: 'phone' }] }],
    },
    { title: 'none in use', before: withPriceList, params: { ProductCode: 'EDITOR' }, answers: [] },
    { title: 'a product that there is not', params: { ProductCode: 'nowhere' }, refused: 'PRODUCT_NOT_FOUND' },
  ],
  effect: 'read',
  run: async ({ db, merchant }, { ProductCode }) => {
    const product = (await findProductByCode(db, merchant.id, ProductCode)) ?? refuse(PRODUCT_NOT_FOUND);
    const codes = [...new Set(product.priceLists.flatMap(({ optionGroups }) => optionGroups.map(({ code }) => code)))];
    const groups = codes.length === 0 ? [] : await listOptionGroups(db, merchant.id, codes);
    return codes.flatMap((code) =>
      groups.filter((group) => group.code === code).map((group) => groupAnswer(group, languageOf(merchant))),
    );
  },
});
