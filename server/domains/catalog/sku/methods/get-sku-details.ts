import { refuse } from '../../../../api/errors.ts';
import { GET } from '../../../../api/method.ts';
import { text } from '../../../../api/schema.ts';
import { method } from '../../../method.ts';
import { SKU_NOT_FOUND } from '../errors.ts';
import { withSkus } from '../examples.ts';
import { SkuDetails } from '../objects.ts';
import { optionCodes } from '../sku.ts';
import { findSku } from '../store.ts';

export const getSKUDetails = method({
  name: 'getSKUDetails',
  aliases: ['getSkuDetails'],
  summary: 'Tells what a SKU stands for; null where it stands for any.',
  versions: { since: '5.0' },
  params: { skuCode: text({ required: true, max: 256 }) },
  result: SkuDetails,
  rest: GET('/skus/{skuCode}/'),
  refusals: [SKU_NOT_FOUND],
  examples: [
    { title: 'a SKU that there is not', params: { skuCode: 'NOWHERE' }, refused: 'SKU_NOT_FOUND' },
    {
      title: 'an interval of a currency',
      before: withSkus,
      params: { skuCode: 'ED-EUR-S' },
      answers: {
        PricingConfigurationCode: '$priceList',
        ProductCode: 'EDITOR',
        Currency: 'EUR',
        PriceOptions: [],
        PurchaseType: 'NEW_PRODUCT',
        FromQuantity: '1',
        ToQuantity: '9',
      },
    },
    {
      title: 'options of renewals',
      before: withSkus,
      params: { skuCode: 'ED-PHONE' },
      answers: {
        Currency: null,
        PriceOptions: ['phone'],
        PurchaseType: 'RENEWAL',
        FromQuantity: null,
        ToQuantity: null,
      },
    },
    { title: 'letter case counts', before: withSkus, params: { skuCode: 'ed-phone' }, refused: 'SKU_NOT_FOUND' },
  ],
  effect: 'read',
  run: async ({ db, merchant }, { skuCode }) => {
    const found = (await findSku(db, merchant.id, skuCode)) ?? refuse(SKU_NOT_FOUND);
    return {
      PricingConfigurationCode: found.configurationCode,
      ProductCode: found.productCode,
      Currency: found.currency,
      PriceOptions: optionCodes(found),
      PurchaseType: found.purchaseType,
      FromQuantity: found.minQuantity,
      ToQuantity: found.maxQuantity,
    };
  },
});
