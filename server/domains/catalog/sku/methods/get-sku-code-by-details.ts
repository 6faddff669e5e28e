import { INVALID_PARAMETER, refuse } from '../../../../api/errors.ts';
import { GET } from '../../../../api/method.ts';
import { on, text } from '../../../../api/schema.ts';
import { method } from '../../../method.ts';
import { SKU_NOT_FOUND } from '../errors.ts';
import { withSkus } from '../examples.ts';
import { SkuLookup } from '../objects.ts';
import { bestFor } from '../rules/match.ts';
import { listSkusOfConfiguration } from '../store.ts';
import { wantedOf } from '../wanted.ts';

export const getSKUCodeByDetails = method({
  name: 'getSKUCodeByDetails',
  aliases: ['getSkuCodeByDetails'],
  summary: 'Tells the SKU that stands best for a combination of a price list.',
  versions: { since: '5.0' },
  params: { skuDetails: on(SkuLookup, { required: true, aliases: ['skuDetailsObject'] }) },
  result: text(),
  rest: GET('/productsku/code/', { query: 'skuDetails' }),
  refusals: [SKU_NOT_FOUND],
  examples: [
    {
      title: 'a price list without SKUs',
      params: { skuDetails: { PricingConfigurationCode: 'FFFFFFFFFF', Quantity: 1 } },
      refused: 'SKU_NOT_FOUND',
    },
    {
      title: 'by currency and quantity',
      before: withSkus,
      params: {
        skuDetails: {
          PricingConfigurationCode: '$priceList',
          Currency: 'EUR',
          PurchaseType: 'NEW_PRODUCT',
          Quantity: 12,
        },
      },
      answers: 'ED-EUR-L',
    },
    {
      title: 'by the name of an option',
      before: withSkus,
      params: { skuDetails: { PricingConfigurationCode: '$priceList', PriceOptions: ['By telephone'] } },
      answers: 'ED-PHONE',
    },
    {
      title: 'a currency without SKUs',
      before: withSkus,
      params: {
        skuDetails: { PricingConfigurationCode: '$priceList', Currency: 'USD', PurchaseType: 'NEW_PRODUCT' },
      },
      refused: 'SKU_NOT_FOUND',
    },
    { title: 'no price list', params: { skuDetails: { Currency: 'EUR' } }, refused: 'INVALID_PARAMETER' },
  ],
  effect: 'read',
  run: async ({ db, merchant }, { skuDetails }) => {
    const list = skuDetails.PricingConfigurationCode?.trim().toUpperCase();
    if (!list) return refuse(INVALID_PARAMETER, 'skuDetails.PricingConfigurationCode is required');
    const skus = await listSkusOfConfiguration(db, merchant.id, list);
    return bestFor(skus, wantedOf(skuDetails))?.sku ?? refuse(SKU_NOT_FOUND);
  },
});
