import type { Merchant } from '../../api/call.ts';
import { refuse } from '../../api/errors.ts';
import type { Db } from '../../db/database.ts';
import { settingsOf } from '../accounts/index.ts';
import { findProductsForSale, findProductsForSaleById, type SaleProduct } from '../catalog/index.ts';
import { listOptionGroups } from '../pricing/index.ts';
import { SUBSCRIPTION_PRODUCT_NOT_FOUND } from './errors.ts';
import { chosenCodes, groupCodesFor } from './rules/products.ts';

export const findProductById = async (db: Db, merchantId: bigint, id: bigint): Promise<SaleProduct | undefined> =>
  (await findProductsForSaleById(db, merchantId, [id]))[0];

/**
 * The product that is named by its code, its number, or both. Disabled ones too: what is not sold any more may still be
 * used. Refuses SUBSCRIPTION_PRODUCT_NOT_FOUND.
 */
export const productNamed = async (
  db: Db,
  merchantId: bigint,
  { code, id }: { readonly code: string | null; readonly id: number | null },
): Promise<SaleProduct> => {
  const found = code
    ? (await findProductsForSale(db, merchantId, [code]))[0]
    : id
      ? await findProductById(db, merchantId, BigInt(id))
      : refuse(SUBSCRIPTION_PRODUCT_NOT_FOUND, 'ProductCode or ProductId is needed.');
  if (found === undefined || (id && found.productId !== BigInt(id))) {
    return refuse(
      SUBSCRIPTION_PRODUCT_NOT_FOUND,
      `There is no product ${[code, id].filter(Boolean).join(' with the number ')}.`,
    );
  }
  return found;
};

/** Price options as a subscription keeps them; see chosenCodes. */
export const optionsFor = async (
  db: Db,
  merchantId: bigint,
  product: SaleProduct,
  countryCode: string,
  codes: readonly string[],
): Promise<readonly string[]> => {
  const groupCodes = groupCodesFor(product, countryCode);
  const groups = groupCodes.length === 0 ? [] : await listOptionGroups(db, merchantId, groupCodes);
  return chosenCodes(product, countryCode, groups, codes);
};

/** Days of grace of a product's subscriptions; null: without end. */
export const graceOf = (merchant: Merchant, { gracePeriodDays }: SaleProduct): number | null =>
  gracePeriodDays === undefined ? settingsOf(merchant).gracePeriodDays : gracePeriodDays;
