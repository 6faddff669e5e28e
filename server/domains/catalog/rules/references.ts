import { refuse } from '../../../api/errors.ts';
import { BUNDLE_PRODUCTS_INVALID, PRODUCT_GROUP_NOT_FOUND, TAX_CATEGORY_NOT_FOUND } from '../errors.ts';
import type { SentProduct } from '../objects.ts';
import type { ProductRecord } from '../product.ts';
import type { References, Wanted } from '../store.ts';

/** What has to be looked up for a product. */
export const wantedBy = (sent: SentProduct): Wanted => ({
  groupCode: sent.ProductGroupCode || undefined,
  taxCategory: sent.TaxCategory || undefined,
  memberCodes: (sent.BundleProducts ?? []).flatMap(({ ProductCode }) => (ProductCode ? [ProductCode] : [])),
  memberIds: (sent.BundleProducts ?? []).flatMap(({ ProductId }) => (ProductId ? [ProductId] : [])),
  platformIds: (sent.Platforms ?? []).map(({ IdPlatform }) => IdPlatform),
});

/** True when something that was sent refers to other rows, null included: it asks for the account's default. */
export const refersToOthers = (sent: SentProduct): boolean =>
  sent.ProductGroupCode !== undefined ||
  sent.TaxCategory !== undefined ||
  (sent.BundleProducts ?? []).length > 0 ||
  (sent.Platforms ?? []).length > 0;

/**
 * The product with what was found of the things that it refers to. Refuses PRODUCT_GROUP_NOT_FOUND,
 * TAX_CATEGORY_NOT_FOUND, BUNDLE_PRODUCTS_INVALID. Platforms that the account does not know stay as they were sent.
 */
export const withReferences = (
  product: ProductRecord,
  sent: SentProduct,
  found: References,
  isNew: boolean,
): ProductRecord => {
  const { ProductGroupCode: group, TaxCategory: category } = sent;
  if (group && found.groupCode === null) refuse(PRODUCT_GROUP_NOT_FOUND, `There is no product group ${group}.`);
  if (category && found.taxCategory === null) refuse(TAX_CATEGORY_NOT_FOUND, `There is no tax category ${category}.`);
  return {
    ...product,
    groupCode: isNew || group !== undefined ? found.groupCode : product.groupCode,
    taxCategory: isNew || category !== undefined ? found.taxCategory : product.taxCategory,
    details: {
      ...product.details,
      BundleProducts: sent.BundleProducts ? membersOf(product, sent, found) : product.details.BundleProducts,
      Platforms: (product.details.Platforms ?? []).map((platform) => {
        const known = found.platforms.find(({ id }) => id === platform.IdPlatform);
        return known === undefined
          ? platform
          : { IdPlatform: known.id, PlatformName: known.name, Category: known.category };
      }),
    },
  };
};

const membersOf = (product: ProductRecord, sent: SentProduct, found: References) => {
  const wanted = sent.BundleProducts ?? [];
  if (wanted.length > 0 && product.type !== 'BUNDLE') {
    refuse(BUNDLE_PRODUCTS_INVALID, 'Only a product of the type BUNDLE has members.');
  }
  return wanted.map(({ ProductCode, ProductId }) => {
    const member = found.members.find(
      ({ id, code }) => code === ProductCode || (!ProductCode && id === String(ProductId)),
    );
    if (member === undefined || member.type === 'BUNDLE') {
      return refuse(
        BUNDLE_PRODUCTS_INVALID,
        `${ProductCode || ProductId || 'A member without code'} is no product that a bundle can have.`,
      );
    }
    return { ProductId: Number(member.id), ProductCode: member.code };
  });
};
