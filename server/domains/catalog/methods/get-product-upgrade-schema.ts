import { refuse } from '../../../api/errors.ts';
import { GET } from '../../../api/method.ts';
import { text } from '../../../api/schema.ts';
import { method } from '../../method.ts';
import { PRODUCT_NOT_FOUND, UPGRADE_SCHEMA_NOT_FOUND } from '../errors.ts';
import { UpgradeSchema } from '../objects/upgrade-schema.ts';
import { upgradeSchemaAnswer } from '../rules/upgrade-schema.ts';
import { findUpgradeSchema } from '../upgrade-schemas.ts';

const added = { call: 'addProduct', params: { Product: { ProductCode: 'PRO', ProductName: 'Pro' } } };

/** The platform documents only how to set a schema; without a way to read it a client could not change one. */
export const getProductUpgradeSchema = method({
  name: 'getProductUpgradeSchema',
  summary: 'Reads from which products and at which price a product can be upgraded to.',
  versions: { since: '6.0' },
  params: { productCode: text({ required: true, max: 255 }) },
  result: UpgradeSchema,
  rest: GET('/products/{productCode}/upgrade/'),
  refusals: [PRODUCT_NOT_FOUND, UPGRADE_SCHEMA_NOT_FOUND],
  examples: [
    {
      title: 'as it was set',
      before: [
        added,
        { call: 'addProduct', params: { Product: { ProductCode: 'LITE', ProductName: 'Lite' } } },
        {
          call: 'setProductUpgradeSchema',
          params: {
            productCode: 'PRO',
            upgradeSchema: {
              UpgradeSettings: { PricingScheme: 4, SubscriptionUpgradeType: 2 },
              AllowUpgradeFrom: ['LITE'],
            },
          },
        },
      ],
      params: { productCode: 'PRO' },
      answers: {
        UpgradeSettings: { PricingScheme: 4, OptionPriceOperator: null, SubscriptionUpgradeType: 2 },
        AllowUpgradeFrom: ['LITE'],
      },
    },
    { title: 'a product that there is not', params: { productCode: 'nowhere' }, refused: 'PRODUCT_NOT_FOUND' },
    {
      title: 'a product without a schema',
      before: [added],
      params: { productCode: 'PRO' },
      refused: 'UPGRADE_SCHEMA_NOT_FOUND',
    },
  ],
  effect: 'read',
  run: async ({ db, merchant }, { productCode }) => {
    const schema = await findUpgradeSchema(db, merchant.id, productCode);
    if (schema === undefined) return refuse(PRODUCT_NOT_FOUND);
    return schema === null ? refuse(UPGRADE_SCHEMA_NOT_FOUND) : upgradeSchemaAnswer(schema.terms, schema.fromCodes);
  },
});
