import { refuse } from '../../../api/errors.ts';
import type { Read } from '../../../api/schema.ts';
import {
  ORDER_ITEMS_INVALID,
  ORDER_PRODUCT_CODE_INVALID,
  ORDER_PRODUCT_NAME_INVALID,
  ORDER_PRODUCT_PRICE_AMOUNT_INVALID,
  ORDER_PRODUCT_PURCHASE_TYPE_INVALID,
  ORDER_PRODUCT_RENEWAL_SUBSCRIPTION_REFERENCE_EMPTY,
  ORDER_PRODUCT_RENEWAL_SUBSCRIPTION_REFERENCE_INVALID,
  ORDER_PRODUCTS_EMPTY,
  ORDER_PRODUCTS_RENEWAL_NOT_ALLOWED,
} from '../errors.ts';
import type { OrderRequest } from '../objects.ts';
import { checkPrice, priceSent } from './item-price.ts';
import { PURCHASE_TYPES, type PurchaseType } from './purchase-types.ts';

export type RequestedItem = NonNullable<Read<typeof OrderRequest>['Items']>[number];

/** Where an item stands in the request, for the sentences of refusals. */
type Check = (item: RequestedItem, at: string) => void;

/**
 * What is wrong with the form of the items, before any product is looked up: each check goes over all of them before
 * the next one, in the order in which the platform lists its codes.
 */
export const checkItems = (items: readonly RequestedItem[] | null | undefined): readonly RequestedItem[] => {
  if (items == null || items.length === 0) return refuse(ORDER_PRODUCTS_EMPTY);
  checkEach(items, checkCode);
  checkEach(items, checkRenewal);
  if (items.length > 1 && items.some(isRenewal)) refuse(ORDER_PRODUCTS_RENEWAL_NOT_ALLOWED);
  checkEach(items, checkPrice);
  checkEach(items, checkName);
  checkEach(items, checkPurchaseType);
  if (items.some(isDynamic) && !items.every(isDynamic)) {
    refuse(ORDER_ITEMS_INVALID, 'Catalog and dynamic items cannot be mixed in one order.');
  }
  checkEach(items, demandPrice);
  return items;
};

const checkEach = (items: readonly RequestedItem[], check: Check): void => {
  for (const [index, item] of items.entries()) check(item, `Items[${index}]`);
};

export const isDynamic = (item: RequestedItem): boolean => item.IsDynamic === true;

const isRenewal = ({ RenewalInformation }: RequestedItem): boolean => RenewalInformation != null;

const checkCode: Check = (item, at) => {
  if (isDynamic(item)) {
    if (item.Code || item.SKU) refuse(ORDER_PRODUCT_CODE_INVALID, `${at} is dynamic and cannot have a Code or a SKU.`);
  } else if (!item.Code && !item.SKU) refuse(ORDER_PRODUCT_CODE_INVALID, `${at}.Code is required.`);
};

const REFERENCE = /^[0-9A-Za-z]{10}$/;

const checkRenewal: Check = ({ RenewalInformation }) => {
  if (RenewalInformation == null) return;
  const reference = RenewalInformation.SubscriptionReference?.trim();
  if (!reference) refuse(ORDER_PRODUCT_RENEWAL_SUBSCRIPTION_REFERENCE_EMPTY);
  else if (!REFERENCE.test(reference)) refuse(ORDER_PRODUCT_RENEWAL_SUBSCRIPTION_REFERENCE_INVALID);
};

const checkName: Check = (item, at) => {
  if (isDynamic(item) && !item.Name?.trim()) refuse(ORDER_PRODUCT_NAME_INVALID, `${at}.Name is required.`);
};

/** What a dynamic item is; undefined when it is none of the four. */
export const purchaseTypeOf = ({ PurchaseType: sent }: RequestedItem): PurchaseType | undefined => {
  const word = sent?.trim().toUpperCase() || 'PRODUCT';
  return PURCHASE_TYPES.find((type) => type === word);
};

/** An item of the catalogue is a product and nothing else. */
const checkPurchaseType: Check = (item, at) => {
  const type = purchaseTypeOf(item);
  if (type === undefined) refuse(ORDER_PRODUCT_PURCHASE_TYPE_INVALID);
  else if (!isDynamic(item) && type !== 'PRODUCT') {
    refuse(ORDER_PRODUCT_PURCHASE_TYPE_INVALID, `${at} is of the catalogue and can only be a PRODUCT.`);
  }
};

const demandPrice: Check = (item, at) => {
  if (isDynamic(item) && priceSent(item) === null) {
    refuse(ORDER_PRODUCT_PRICE_AMOUNT_INVALID, `${at} is dynamic and needs a Price.Amount.`);
  }
};
