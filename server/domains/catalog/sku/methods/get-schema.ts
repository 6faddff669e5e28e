import { MALFORMED_JSON, refuse } from '../../../../api/errors.ts';
import { GET, POST } from '../../../../api/method.ts';
import { read } from '../../../../api/read.ts';
import { on, type Read } from '../../../../api/schema.ts';
import type { Version } from '../../../../api/versions.ts';
import { method } from '../../../method.ts';
import { PRICING_CONFIGURATION_NOT_FOUND } from '../../../pricing/index.ts';
import { CURRENCY_NOT_KNOWN, PRODUCT_NOT_FOUND } from '../../errors.ts';
import { SKU_SCHEMA_INVALID } from '../errors.ts';
import { withOptions, withSkus } from '../examples.ts';
import { makeSchema } from '../make-schema.ts';
import { SkuSchema, SkuSchemaRequest } from '../objects.ts';

const asked = {
  Code: 'EDITOR',
  Currencies: ['EUR'],
  PurchaseTypes: ['NEW_PRODUCT'],
  PricingConfigurationCodes: [{ Code: '$priceList', VolumeDiscounts: [[1, 9]], OptionGroups: [{ Code: 'SUPPORT' }] }],
};

export const getSchema = method({
  name: 'getSchema',
  summary: 'Makes the table of combinations of a product for which SKUs can be set, with those that there are.',
  versions: { since: '6.0' },
  params: { inputSchema: on(SkuSchemaRequest, { required: true }) },
  result: SkuSchema,
  rest: [POST('/productsku/schema/', { body: 'inputSchema' }), GET('/productsku/', { query: 'inputSchema' })],
  refusals: [
    SKU_SCHEMA_INVALID,
    PRODUCT_NOT_FOUND,
    PRICING_CONFIGURATION_NOT_FOUND,
    CURRENCY_NOT_KNOWN,
    MALFORMED_JSON,
  ],
  examples: [
    {
      title: 'one currency, one interval, three choices of support',
      before: withOptions,
      params: { inputSchema: { Products: [asked] } },
      answers: {
        ProductCode: 'EDITOR',
        PricingConfigurations: [
          {
            Code: '$priceList',
            Details: [
              { ProductSKU: '', Currency: 'EUR', FromQty: 1, ToQty: 9, PurchaseType: 'NEW_PRODUCT', Groups: [] },
              { Groups: [{ GroupCode: 'SUPPORT', Options: [{ Name: 'By e-mail', Value: 'email' }] }] },
              { Groups: [{ GroupCode: 'SUPPORT', Options: [{ Name: 'By telephone', Value: 'phone' }] }] },
            ],
          },
        ],
      },
    },
    {
      title: 'combinations that have a SKU already tell it',
      before: withSkus,
      params: { inputSchema: { Products: [asked] } },
      answers: { PricingConfigurations: [{ Details: [{ ProductSKU: 'ED-EUR-S' }, { ProductSKU: '' }, {}] }] },
    },
    {
      title: 'a group that the list does not use',
      before: withSkus,
      params: {
        inputSchema: {
          Products: [
            { ...asked, PricingConfigurationCodes: [{ Code: '$priceList', OptionGroups: [{ Code: 'SEATS' }] }] },
          ],
        },
      },
      refused: 'SKU_SCHEMA_INVALID',
    },
    {
      title: 'a product that there is not',
      params: { inputSchema: { Products: [{ Code: 'NOWHERE' }] } },
      refused: 'PRODUCT_NOT_FOUND',
    },
  ],
  effect: 'read',
  run: async ({ db, merchant, version }, { inputSchema }) => {
    const [product, another] = requested(inputSchema, version).Products ?? [];
    if (product === undefined || another !== undefined) {
      return refuse(SKU_SCHEMA_INVALID, 'A schema is of one product.');
    }
    return makeSchema(db, merchant.id, product);
  },
});

type Request = Read<typeof SkuSchemaRequest>;

/** In a query string the request is one text. */
const requested = (sent: Request, version: Version): Request => {
  if (!sent.schema) return sent;
  return read(SkuSchemaRequest, version, parsed(sent.schema), 'schema') ?? {};
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return refuse(MALFORMED_JSON);
  }
};
