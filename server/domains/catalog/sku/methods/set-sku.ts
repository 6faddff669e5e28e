import { refuse } from '../../../../api/errors.ts';
import { PUT } from '../../../../api/method.ts';
import { flag, on } from '../../../../api/schema.ts';
import { method } from '../../../method.ts';
import { listOptionGroups, PRICING_CONFIGURATION_NOT_FOUND } from '../../../pricing/index.ts';
import { CURRENCY_NOT_KNOWN, PRODUCT_NOT_FOUND } from '../../errors.ts';
import { listOfCode } from '../../save-price-lists.ts';
import { lockProduct } from '../../store.ts';
import { SKU_INVALID, SKU_TAKEN } from '../errors.ts';
import { exampleSkus, withOptions, withSkus } from '../examples.ts';
import { type SentSkuSchema, SkuSchema } from '../objects.ts';
import { sentSkus } from '../rules/sent-skus.ts';
import { replaceSkus } from '../store.ts';

const withRow = (row: Readonly<Record<string, unknown>>) => ({
  ProductCode: 'EDITOR',
  PricingConfigurations: [{ Code: '$priceList', Details: [row] }],
});

export const setSku = method({
  name: 'setSku',
  aliases: ['setSKU'],
  summary: 'Sets the SKUs of price lists of a product, in place of all that these lists had.',
  versions: { since: '6.0' },
  params: { product: on(SkuSchema, { required: true }) },
  result: flag(),
  rest: PUT('/productsku/', { body: 'product' }),
  refusals: [PRODUCT_NOT_FOUND, PRICING_CONFIGURATION_NOT_FOUND, CURRENCY_NOT_KNOWN, SKU_INVALID, SKU_TAKEN],
  examples: [
    {
      title: 'two intervals of one currency, and renewals with an option',
      before: withOptions,
      params: { product: exampleSkus },
      answers: true,
    },
    {
      title: 'a SKU that stands for everything',
      before: withSkus,
      params: { product: withRow({ ProductSKU: 'ED' }) },
      refused: 'SKU_INVALID',
    },
    {
      title: 'an option that the group does not have',
      before: withSkus,
      params: {
        product: withRow({ ProductSKU: 'ED', Groups: [{ GroupCode: 'SUPPORT', Options: [{ Value: 'letter' }] }] }),
      },
      refused: 'SKU_INVALID',
    },
    {
      title: 'a price list that the product does not have',
      before: withSkus,
      params: { product: { ProductCode: 'EDITOR', PricingConfigurations: [{ Code: 'FFFFFFFFFF', Details: [] }] } },
      refused: 'PRICING_CONFIGURATION_NOT_FOUND',
    },
  ],
  effect: 'write',
  run: async ({ db, merchant }, { product: sent }) => {
    const product = (await lockProduct(db, merchant.id, sent.ProductCode)) ?? refuse(PRODUCT_NOT_FOUND);
    const configurations = onePerList(sent);
    const lists = configurations.map(({ Code }) => listOfCode(product.priceLists, Code));
    const codes = [...new Set(lists.flatMap(({ optionGroups }) => optionGroups.map(({ code }) => code)))];
    const groups = codes.length === 0 ? [] : await listOptionGroups(db, merchant.id, codes);
    const replacements = lists.map((list, index) => ({
      configurationCode: list.code,
      skus: sentSkus(configurations[index]?.Details ?? [], list, groups),
    }));
    const done = await replaceSkus(db, merchant.id, product.productId, replacements);
    return done || refuse(SKU_TAKEN);
  },
});

type Configurations = NonNullable<SentSkuSchema['PricingConfigurations']>;

const onePerList = ({ PricingConfigurations }: SentSkuSchema): Configurations => {
  const configurations = PricingConfigurations ?? [];
  const codes = new Set(configurations.map(({ Code }) => Code.trim().toUpperCase()));
  if (codes.size === 0) refuse(SKU_INVALID, 'PricingConfigurations are missing.');
  if (codes.size < configurations.length) refuse(SKU_INVALID, 'A pricing configuration is sent twice.');
  return configurations;
};
