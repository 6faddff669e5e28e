import { type Db, statement } from '../../db/database.ts';

const PRODUCT_OF = `
  SELECT p.code FROM pricing_configurations c
  JOIN products p ON p.merchant_id = c.merchant_id AND p.product_id = c.product_id
  WHERE c.merchant_id = $1 AND c.code = $2`;

/** The code of the product that a price list belongs to; by keys. */
export const findProductCodeOfPriceList = async (
  db: Db,
  merchantId: bigint,
  listCode: string,
): Promise<string | undefined> => (await db.row<{ code: string }>(statement(PRODUCT_OF, [merchantId, listCode])))?.code;
