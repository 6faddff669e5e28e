import { refuse } from '../../../../api/errors.ts';
import { DELETE } from '../../../../api/method.ts';
import { flag, on } from '../../../../api/schema.ts';
import { method } from '../../../method.ts';
import { SKU_NOT_FOUND } from '../errors.ts';
import { withSkus } from '../examples.ts';
import { SkuDetailsDeletion, SkuLookup } from '../objects.ts';
import { saysAll } from '../rules/match.ts';
import { deleteSkus, listSkusOfProduct } from '../store.ts';
import { wantedOf } from '../wanted.ts';

export const deleteSkuCodeByDetails = method({
  name: 'deleteSkuCodeByDetails',
  aliases: ['deleteSKUCodeByDetails', 'deleteSkuByDetails'],
  summary:
    'Removes the SKUs of a product that say all of the given details; those that leave a detail open do not. Both ' +
    'arguments may also come as members of the first.',
  versions: { since: '6.0' },
  params: {
    productCode: on(SkuDetailsDeletion, { required: true }),
    skuDetails: on(SkuLookup, { aliases: ['skuDetailsObject'] }),
  },
  result: flag(),
  rest: DELETE('/products/{productCode}/skus/', { body: 'skuDetails' }),
  refusals: [SKU_NOT_FOUND],
  examples: [
    {
      title: 'all of a currency',
      before: withSkus,
      params: { productCode: 'EDITOR', skuDetails: { PricingConfigurationCode: '$priceList', Currency: 'EUR' } },
      answers: true,
    },
    {
      title: 'none of the quantity',
      before: withSkus,
      params: { productCode: 'EDITOR', skuDetails: { PricingConfigurationCode: '$priceList', Quantity: 100 } },
      refused: 'SKU_NOT_FOUND',
    },
  ],
  effect: 'write',
  run: async ({ db, merchant }, { productCode: product, skuDetails }) => {
    const details = skuDetails ?? product.skuDetails ?? {};
    const list = details.PricingConfigurationCode?.trim().toUpperCase();
    const wanted = wantedOf(details);
    const skus = (await listSkusOfProduct(db, merchant.id, product.ProductCode)).filter(
      (sku) => (!list || sku.configurationCode === list) && saysAll(sku, wanted),
    );
    if (skus.length === 0) refuse(SKU_NOT_FOUND);
    await deleteSkus(
      db,
      merchant.id,
      skus.map(({ sku }) => sku),
    );
    return true;
  },
});
