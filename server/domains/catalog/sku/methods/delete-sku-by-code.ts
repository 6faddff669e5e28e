import { refuse } from '../../../../api/errors.ts';
import { DELETE } from '../../../../api/method.ts';
import { flag, list } from '../../../../api/schema.ts';
import { method } from '../../../method.ts';
import { SKU_NOT_FOUND } from '../errors.ts';
import { withSkus } from '../examples.ts';
import { SkuDeletion } from '../objects.ts';
import { deleteSku } from '../store.ts';

export const deleteSkuByCode = method({
  name: 'deleteSkuByCode',
  aliases: ['deleteSKUByCode'],
  summary: 'Removes SKUs of products, all of them or none.',
  versions: { since: '6.0' },
  params: { details: list(SkuDeletion, { required: true, max: 1000 }) },
  result: flag(),
  rest: DELETE('/productsku/', { body: 'details' }),
  refusals: [SKU_NOT_FOUND],
  examples: [
    {
      title: 'two of them',
      before: withSkus,
      params: {
        details: [
          { ProductCode: 'EDITOR', PricingConfigurationCode: '$priceList', SkuCode: 'ED-EUR-S' },
          { ProductCode: 'EDITOR', SkuCode: 'ED-PHONE' },
        ],
      },
      answers: true,
    },
    {
      title: 'one of another price list',
      before: withSkus,
      params: { details: [{ ProductCode: 'EDITOR', PricingConfigurationCode: 'FFFFFFFFFF', SkuCode: 'ED-EUR-S' }] },
      refused: 'SKU_NOT_FOUND',
    },
  ],
  effect: 'write',
  run: async ({ db, merchant }, { details }) => {
    const wanted = new Map(details.map((each) => [JSON.stringify(each), each]));
    for (const { ProductCode, PricingConfigurationCode, SkuCode } of wanted.values()) {
      const list = PricingConfigurationCode?.trim().toUpperCase() || null;
      const found = await deleteSku(db, merchant.id, SkuCode, ProductCode, list);
      if (!found) refuse(SKU_NOT_FOUND, `The product ${ProductCode} has no such SKU as ${SkuCode}.`);
    }
    return true;
  },
});
