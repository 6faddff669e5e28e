import type { SkuRowAnswer, SkuSchemaAnswer } from './objects.ts';
import { optionToken } from './rules/option-token.ts';
import type { Combination, SkuRecord } from './sku.ts';

/** A combination with its SKU, "" where it has none yet. */
export const skuRow = (sku: string, combination: Combination): SkuRowAnswer => ({
  ProductSKU: sku,
  Currency: combination.currency,
  FromQty: combination.minQuantity,
  ToQty: combination.maxQuantity,
  PurchaseType: combination.purchaseType,
  Groups: combination.groups.map(({ code, options }) => ({
    GroupCode: code,
    Options: options.map((option) => ({ Name: option.name, Value: option.code })),
  })),
  Options: optionToken(combination.groups),
});

/** SKUs as the API tells them, gathered by product and price list in the order in which they come. */
export const skuSchemas = (skus: readonly SkuRecord[]): readonly SkuSchemaAnswer[] =>
  [...gathered(skus, ({ productCode }) => productCode)].map(([ProductCode, ofProduct]) => ({
    ProductCode,
    PricingConfigurations: [...gathered(ofProduct, ({ configurationCode }) => configurationCode)].map(
      ([Code, ofList]) => ({ Code, Details: ofList.map((record) => skuRow(record.sku, record)) }),
    ),
  }));

const gathered = (skus: readonly SkuRecord[], key: (sku: SkuRecord) => string): ReadonlyMap<string, SkuRecord[]> => {
  const found = new Map<string, SkuRecord[]>();
  for (const sku of skus) {
    const others = found.get(key(sku));
    if (others === undefined) found.set(key(sku), [sku]);
    else others.push(sku);
  }
  return found;
};
