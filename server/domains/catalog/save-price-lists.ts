import { refuse } from '../../api/errors.ts';
import { PRICING_CONFIGURATION_NOT_FOUND } from '../pricing/index.ts';
import { PRODUCT_NOT_FOUND } from './errors.ts';
import type { PriceList } from './product.ts';
import type { Catalog } from './save-product.ts';
import { lockProduct, replacePriceLists } from './store.ts';
import { findProductCodeOfPriceList } from './store-price-lists.ts';

/**
 * Changes the price lists of a product, which is held meanwhile; `db` must be a transaction. Refuses PRODUCT_NOT_FOUND
 * and what the change refuses.
 */
export const changePriceLists = async (
  { db, merchant }: Catalog,
  productCode: string,
  change: (lists: readonly PriceList[]) => readonly PriceList[],
): Promise<void> => {
  const product = (await lockProduct(db, merchant.id, productCode)) ?? refuse(PRODUCT_NOT_FOUND);
  await replacePriceLists(db, merchant.id, { ...product, priceLists: change(product.priceLists) });
};

/** As changePriceLists, for the one list of a code. Refuses PRICING_CONFIGURATION_NOT_FOUND. */
export const changePriceListOfCode = async (
  catalog: Catalog,
  listCode: string,
  change: (list: PriceList) => PriceList,
): Promise<void> => {
  const code = listCode.trim().toUpperCase();
  const productCode = await findProductCodeOfPriceList(catalog.db, catalog.merchant.id, code);
  if (productCode === undefined) return refuse(PRICING_CONFIGURATION_NOT_FOUND);
  await changePriceLists(catalog, productCode, (lists) =>
    lists.map((list) => (list.code === code ? change(list) : list)),
  );
};

/** The list of a code among those of a product; refuses PRICING_CONFIGURATION_NOT_FOUND. */
export const listOfCode = (lists: readonly PriceList[], code: string | null | undefined): PriceList =>
  lists.find((list) => list.code === code?.trim().toUpperCase()) ?? refuse(PRICING_CONFIGURATION_NOT_FOUND);
