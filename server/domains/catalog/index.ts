import type { Method } from '../method.ts';
import { addAdditionalField } from './methods/add-additional-field.ts';
import { addPricingConfiguration } from './methods/add-pricing-configuration.ts';
import { addProduct } from './methods/add-product.ts';
import { addProductGroup } from './methods/add-product-group.ts';
import { assignAdditionalField } from './methods/assign-additional-field.ts';
import { assignPricingConfigurationOptionGroup } from './methods/assign-pricing-configuration-option-group.ts';
import { deleteProduct } from './methods/delete-product.ts';
import { getAdditionalField } from './methods/get-additional-field.ts';
import { getAdditionalFields } from './methods/get-additional-fields.ts';
import { getAssignedAdditionalFields } from './methods/get-assigned-additional-fields.ts';
import { getAssignedPriceOptionGroups } from './methods/get-assigned-price-option-groups.ts';
import { getPricingConfigurationByCode } from './methods/get-pricing-configuration-by-code.ts';
import { getPricingConfigurationByName } from './methods/get-pricing-configuration-by-name.ts';
import { getPricingConfigurations } from './methods/get-pricing-configurations.ts';
import { getProductByCode } from './methods/get-product-by-code.ts';
import { getProductById } from './methods/get-product-by-id.ts';
import { getProductGroup } from './methods/get-product-group.ts';
import { getProductGroups } from './methods/get-product-groups.ts';
import { getProductTaxCategories } from './methods/get-product-tax-categories.ts';
import { getProductUpgradeSchema } from './methods/get-product-upgrade-schema.ts';
import { savePrices } from './methods/save-prices.ts';
import { searchProducts } from './methods/search-products.ts';
import { searchShippingMethods } from './methods/search-shipping-methods.ts';
import { setProductStatus } from './methods/set-product-status.ts';
import { setProductUpgradeSchema } from './methods/set-product-upgrade-schema.ts';
import { unassignAdditionalField } from './methods/unassign-additional-field.ts';
import { unassignPricingConfigurationOptionGroup } from './methods/unassign-pricing-configuration-option-group.ts';
import { updateAdditionalField } from './methods/update-additional-field.ts';
import { updatePricingConfiguration } from './methods/update-pricing-configuration.ts';
import { updateProduct } from './methods/update-product.ts';
import { updateProductGroup } from './methods/update-product-group.ts';
import { deleteSkuByCode } from './sku/methods/delete-sku-by-code.ts';
import { deleteSkuCodeByDetails } from './sku/methods/delete-sku-code-by-details.ts';
import { getSchema } from './sku/methods/get-schema.ts';
import { getSKUCodeByDetails } from './sku/methods/get-sku-code-by-details.ts';
import { getSKUDetails } from './sku/methods/get-sku-details.ts';
import { searchSku } from './sku/methods/search-sku.ts';
import { setSku } from './sku/methods/set-sku.ts';

export {
  type DeclaredProductGroup,
  type DeclaredTaxCategory,
  declarePlatforms,
  declareProduct,
  declareProductGroups,
  declareTaxCategories,
} from './declare.ts';
export { declareAdditionalFields, declareShippingMethods } from './declare-in-api-form.ts';
export { COUNTRY_NOT_KNOWN, PRODUCT_NOT_FOUND } from './errors.ts';
export { FulfillmentInformation, ProductFile } from './objects/fulfillment.ts';
export type { Fulfillment, PriceList, ProductType } from './product.ts';
export type { AdditionalFieldRecord, FieldUse } from './rules/additional-field.ts';
export type { ShippingMethodRecord, ShippingSurcharge } from './rules/shipping.ts';
export type { ShippingClassFee, ShippingFacts } from './rules/shipping-facts.ts';
export type { Cycle } from './rules/subscription-terms.ts';
export type { UpgradeTerms } from './rules/upgrade-schema.ts';
export {
  type AskedOfProduct,
  type Contract,
  findProductsForSale,
  findProductsForSaleById,
  type SaleProduct,
} from './sale-products.ts';
export type { PurchaseType } from './sku/sku.ts';
export { type ResolvedSku, resolveSku } from './sku/store.ts';
export { type AskedField, listAskedFields } from './store-fields.ts';
export { listShippingMethods, type ShippingFilter } from './store-shipping.ts';
export {
  findUpgradeSchema,
  listUpgradeTargets,
  type UpgradeSchemaRecord,
  type UpgradeTarget,
} from './upgrade-schemas.ts';

export const methods: readonly Method[] = [
  addAdditionalField,
  addPricingConfiguration,
  addProduct,
  addProductGroup,
  assignAdditionalField,
  assignPricingConfigurationOptionGroup,
  deleteProduct,
  deleteSkuByCode,
  deleteSkuCodeByDetails,
  getAdditionalField,
  getAdditionalFields,
  getAssignedAdditionalFields,
  getAssignedPriceOptionGroups,
  getPricingConfigurationByCode,
  getPricingConfigurationByName,
  getPricingConfigurations,
  getProductByCode,
  getProductById,
  getProductGroup,
  getProductGroups,
  getProductTaxCategories,
  getProductUpgradeSchema,
  getSchema,
  getSKUCodeByDetails,
  getSKUDetails,
  savePrices,
  searchProducts,
  searchShippingMethods,
  searchSku,
  setProductStatus,
  setProductUpgradeSchema,
  setSku,
  unassignAdditionalField,
  unassignPricingConfigurationOptionGroup,
  updateAdditionalField,
  updatePricingConfiguration,
  updateProduct,
  updateProductGroup,
];
