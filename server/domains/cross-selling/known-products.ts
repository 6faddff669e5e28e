import { refuse } from '../../api/errors.ts';
import type { Db } from '../../db/database.ts';
import { findProductsForSale, PRODUCT_NOT_FOUND } from '../catalog/index.ts';

/** Refuses PRODUCT_NOT_FOUND unless the account has products of all these codes, disabled ones included. */
export const demandProducts = async (db: Db, merchantId: bigint, codes: readonly string[]): Promise<void> => {
  const wanted = [...new Set(codes)];
  const known = new Set((await findProductsForSale(db, merchantId, wanted)).map(({ code }) => code));
  const missing = wanted.find((code) => !known.has(code));
  if (missing !== undefined) refuse(PRODUCT_NOT_FOUND, `There is no product ${JSON.stringify(missing)}.`);
};
