import type { PromotionProduct, PromotionRecord } from '../promotion.ts';

/** Whether a promotion is for a product, on whatever price list: it names it, or it names none and is for all. */
export const namesProduct = (
  { type, products, specialPrices }: Pick<PromotionRecord, 'type' | 'products' | 'specialPrices'>,
  productCode: string,
): boolean =>
  [...products, ...specialPrices].some((product) => product.productCode === productCode) ||
  ((type === 'GLOBAL' || type === 'CUMULATIVE') && products.length === 0);

const key = (product: PromotionProduct): string =>
  JSON.stringify([product.productCode, product.configurationCode, product.optionCodes]);

/** The products with others behind them, each once. */
export const withProducts = (
  known: readonly PromotionProduct[],
  added: readonly PromotionProduct[],
): readonly PromotionProduct[] => [...new Map([...known, ...added].map((product) => [key(product), product])).values()];

/** The products without those that were named; an entry without price list or options means all of that product. */
export const withoutProducts = (
  known: readonly PromotionProduct[],
  removed: readonly PromotionProduct[],
): readonly PromotionProduct[] => known.filter((product) => !removed.some((entry) => covers(entry, product)));

const covers = (entry: PromotionProduct, product: PromotionProduct): boolean =>
  entry.productCode === product.productCode &&
  (entry.configurationCode === null || entry.configurationCode === product.configurationCode) &&
  (entry.optionCodes.length === 0 || entry.optionCodes.join('\n') === product.optionCodes.join('\n'));
