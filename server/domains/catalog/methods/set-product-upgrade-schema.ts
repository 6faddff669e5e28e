import { refuse } from '../../../api/errors.ts';
import { POST } from '../../../api/method.ts';
import { flag, on, text } from '../../../api/schema.ts';
import { method } from '../../method.ts';
import { PRODUCT_NOT_FOUND, UPGRADE_SCHEMA_INVALID } from '../errors.ts';
import { UpgradeSchema } from '../objects/upgrade-schema.ts';
import { upgradeSourcesOf, upgradeTermsOf } from '../rules/upgrade-schema.ts';
import { listUpgradeProducts, putUpgradeSchema } from '../upgrade-schemas.ts';

const twoEditions = [
  { call: 'addProduct', params: { Product: { ProductCode: 'LITE', ProductName: 'Lite' } } },
  { call: 'addProduct', params: { Product: { ProductCode: 'PRO', ProductName: 'Pro' } } },
];
const schema = (settings: Readonly<Record<string, unknown>>, from: readonly string[] = ['LITE']) => ({
  UpgradeSettings: settings,
  AllowUpgradeFrom: from,
});

export const setProductUpgradeSchema = method({
  name: 'setProductUpgradeSchema',
  summary:
    'Says from which products and at which price a product can be upgraded to. What was said before is replaced.',
  versions: { since: '6.0' },
  params: {
    productCode: text({ required: true, max: 255 }),
    upgradeSchema: on(UpgradeSchema, { required: true }),
  },
  result: flag(),
  rest: POST('/products/{productCode}/upgrade/', { body: 'upgradeSchema' }),
  refusals: [UPGRADE_SCHEMA_INVALID, PRODUCT_NOT_FOUND],
  examples: [
    {
      title: 'the difference of the prices, the end of the subscription stays',
      before: twoEditions,
      params: {
        productCode: 'PRO',
        upgradeSchema: schema({ PricingScheme: 2, OptionPriceOperator: 'ADD', SubscriptionUpgradeType: 3 }),
      },
      answers: true,
    },
    {
      title: 'no change for options in a prorated scheme',
      before: twoEditions,
      params: {
        productCode: 'PRO',
        upgradeSchema: schema({ PricingScheme: 3, OptionPricePercentage: 10, SubscriptionUpgradeType: 3 }),
      },
      refused: 'UPGRADE_SCHEMA_INVALID',
    },
    {
      title: 'a product to upgrade from that there is not',
      before: twoEditions,
      params: {
        productCode: 'PRO',
        upgradeSchema: schema({ PricingScheme: 1, SubscriptionUpgradeType: 1 }, ['nowhere']),
      },
      refused: 'UPGRADE_SCHEMA_INVALID',
    },
    {
      title: 'a product that there is not',
      params: {
        productCode: 'nowhere',
        upgradeSchema: schema({ PricingScheme: 1, SubscriptionUpgradeType: 1 }),
      },
      refused: 'PRODUCT_NOT_FOUND',
    },
  ],
  effect: 'write',
  run: async ({ db, merchant, now }, { productCode, upgradeSchema: sent }) => {
    const terms = upgradeTermsOf(sent.UpgradeSettings);
    const known = await listUpgradeProducts(db, merchant.id, [productCode, ...sent.AllowUpgradeFrom]);
    const target = known.find(({ code }) => code === productCode);
    if (target === undefined) return refuse(PRODUCT_NOT_FOUND);
    const sources = upgradeSourcesOf(target, sent.AllowUpgradeFrom, known);
    const from = sources.map(({ productId }) => productId);
    await putUpgradeSchema(db, merchant.id, target.productId, terms, from, now);
    return true;
  },
});
