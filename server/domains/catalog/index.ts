import type { Method } from '../method.ts';
import { addProduct } from './methods/add-product.ts';
import { deleteProduct } from './methods/delete-product.ts';
import { getProductByCode } from './methods/get-product-by-code.ts';
import { getProductById } from './methods/get-product-by-id.ts';
import { searchProducts } from './methods/search-products.ts';
import { setProductStatus } from './methods/set-product-status.ts';
import { updateProduct } from './methods/update-product.ts';

export {
  type DeclaredProductGroup,
  type DeclaredTaxCategory,
  declarePlatforms,
  declareProduct,
  declareProductGroups,
  declareTaxCategories,
} from './declare.ts';
export type { Fulfillment, PriceList, ProductType } from './product.ts';
export type { Cycle } from './rules/subscription-terms.ts';
export { type Contract, findProductsForSale, type SaleProduct } from './sale-products.ts';

export const methods: readonly Method[] = [
  addProduct,
  deleteProduct,
  getProductByCode,
  getProductById,
  searchProducts,
  setProductStatus,
  updateProduct,
];
