import { type Refusal, refuse } from '../../../api/errors.ts';
import type { Read } from '../../../api/schema.ts';
import {
  ORDER_FEATURE_NOT_OFFERED,
  ORDER_ITEMS_INVALID,
  ORDER_PRODUCT_CODE_INVALID,
  ORDER_PRODUCT_PRICE_TYPE_BASE_INVALID,
  ORDER_PRODUCT_PRICE_TYPE_DEFAULT_INVALID,
  ORDER_PRODUCT_PRICE_TYPE_INVALID,
  ORDER_PRODUCTS_EMPTY,
} from '../errors.ts';
import type { OrderRequest } from '../objects.ts';

export type RequestedItem = NonNullable<Read<typeof OrderRequest>['Items']>[number];

/** What is wrong with the form of the items, before any product is looked up. */
export const checkItems = (items: readonly RequestedItem[] | null | undefined): readonly RequestedItem[] => {
  if (items == null || items.length === 0) return refuse(ORDER_PRODUCTS_EMPTY);
  if (items.some(isDynamic) && !items.every(isDynamic)) {
    refuse(ORDER_ITEMS_INVALID, 'Catalog and dynamic items cannot be mixed in one order.');
  }
  items.forEach(checkItem);
  return items;
};

const isDynamic = (item: RequestedItem): boolean => item.IsDynamic === true;

const checkItem = (item: RequestedItem, index: number): void => {
  const at = `Items[${index}]`;
  if (isDynamic(item)) notOffered(`${at}: dynamic items`);
  if (!item.Code && !item.SKU) refuse(ORDER_PRODUCT_CODE_INVALID, `${at}.Code is required.`);
  checkPrice(item, at);
  if (item.Promotion) notOffered(`${at}.Promotion`);
  if (item.SubscriptionStartDate) notOffered(`${at}.SubscriptionStartDate`);
  if (item.SubscriptionCustomSettings != null) notOffered(`${at}.SubscriptionCustomSettings`);
  if (item.RenewalInformation != null) notOffered(`${at}.RenewalInformation`);
};

const PRICE_TYPES: Readonly<Record<string, Refusal>> = {
  BASE: ORDER_PRODUCT_PRICE_TYPE_BASE_INVALID,
  DEFAULT: ORDER_PRODUCT_PRICE_TYPE_DEFAULT_INVALID,
};

const checkPrice = ({ Price }: RequestedItem, at: string): void => {
  const type = (Price?.Type ?? '').toUpperCase();
  if (Price == null || (type === '' && Price.Amount == null)) return;
  if (type === 'CUSTOM' || type === '') notOffered(`${at}.Price of type CUSTOM`);
  const withAmount = PRICE_TYPES[type];
  if (withAmount === undefined) refuse(ORDER_PRODUCT_PRICE_TYPE_INVALID);
  else if (Price.Amount != null) refuse(withAmount);
};

/** What the contract has and this server does not do yet is refused rather than silently left out. */
export const notOffered = (what: string): never => refuse(ORDER_FEATURE_NOT_OFFERED, `${what}: not offered.`);
