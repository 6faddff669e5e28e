import type { Merchant } from '../../api/call.ts';
import { INVALID_PARAMETER, refuse } from '../../api/errors.ts';
import { type Db, isUniqueViolation } from '../../db/database.ts';
import { randomCode } from '../../kit/ids.ts';
import { type Numbers, settingsOf } from '../accounts/index.ts';
import { PRODUCT_CODE_TAKEN, PRODUCT_NOT_FOUND } from './errors.ts';
import type { SentProduct } from './objects.ts';
import type { ProductRecord } from './product.ts';
import { mergePriceLists } from './rules/price-lists.ts';
import { blankProduct, productAfter } from './rules/product-changes.ts';
import { refersToOthers, wantedBy, withReferences } from './rules/references.ts';
import {
  findProductByCode,
  findReferences,
  insertProduct,
  lockProduct,
  replacePriceLists,
  updateProductRow,
} from './store.ts';

/** The merchant whose catalog it is, and when it is. */
export type Catalog = { readonly db: Db; readonly merchant: Merchant; readonly now: Date };

/**
 * Adds a product. The statement that stores it is one, so no transaction is needed; none may be open either, since the
 * number of the product is taken on a connection of its own.
 */
export const addNewProduct = async (
  { db, merchant, now }: Catalog,
  numbers: Numbers,
  sent: SentProduct,
): Promise<void> => {
  if (sent.ProductCode.trim() === '') refuse(INVALID_PARAMETER, 'Product.ProductCode is required.');
  const type = sent.ProductType === 'BUNDLE' ? 'BUNDLE' : 'REGULAR';
  // Everything that can be wrong is found before a number is used up.
  const draft = withPriceLists(productAfter(blankProduct(0n, sent.ProductCode, type), sent), sent, merchant);
  const [taken, references] = await Promise.all([
    findProductByCode(db, merchant.id, sent.ProductCode),
    findReferences(db, merchant.id, wantedBy(sent)),
  ]);
  if (taken !== undefined) refuse(PRODUCT_CODE_TAKEN);
  const product = withReferences(draft, sent, references, true);
  const productId = await numbers.next(merchant.id, 'product');
  try {
    await insertProduct(db, merchant.id, { ...product, productId }, now);
  } catch (error) {
    if (isUniqueViolation(error, 'products_code')) refuse(PRODUCT_CODE_TAKEN);
    throw error;
  }
};

/** Changes a product; `db` must be a transaction. Refuses PRODUCT_NOT_FOUND and what the rules refuse. */
export const changeProduct = async ({ db, merchant, now }: Catalog, sent: SentProduct): Promise<void> => {
  const before = await lockProduct(db, merchant.id, sent.ProductCode);
  if (before === undefined) return refuse(PRODUCT_NOT_FOUND);
  const changed = withPriceLists(productAfter(before, sent), sent, merchant);
  const product = refersToOthers(sent)
    ? withReferences(changed, sent, await findReferences(db, merchant.id, wantedBy(sent)), false)
    : changed;
  await Promise.all([
    updateProductRow(db, merchant.id, product, now),
    sent.PricingConfigurations ? replacePriceLists(db, merchant.id, product) : undefined,
  ]);
};

const withPriceLists = (product: ProductRecord, sent: SentProduct, merchant: Merchant): ProductRecord => ({
  ...product,
  priceLists: mergePriceLists(product.priceLists, sent.PricingConfigurations ?? [], {
    currency: settingsOf(merchant).currency,
    newCode: randomCode,
  }),
});
