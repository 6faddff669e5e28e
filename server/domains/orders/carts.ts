import { refuse } from '../../api/errors.ts';
import { calendarDate } from '../../kit/dates.ts';
import { isCurrency } from '../../kit/money.ts';
import { settingsOf } from '../accounts/index.ts';
import { findProductsForSale, resolveSku, type SaleProduct } from '../catalog/index.ts';
import type { Call } from '../method.ts';
import { type CartPromotion, findPromotionsForCart } from '../promotions/index.ts';
import { ORDER_CURRENCY_INVALID } from './errors.ts';
import type { SentOrder } from './placement.ts';
import { requestedRenewal } from './requested-renewal.ts';
import { type CartItem, cartOf, productCodeOf, type Skus } from './rules/cart.ts';
import { demandAssistedSale } from './rules/custom-settings.ts';
import { type DynamicItem, dynamicItems } from './rules/dynamic-items.ts';
import type { RenewedSubscription } from './rules/renewed-subscription.ts';
import { checkItems, isDynamic, type RequestedItem } from './rules/requested-items.ts';
import { checkStartDates } from './rules/start-date.ts';

/** Items of the catalogue, with all that has to be known of them. */
export type CatalogCart = {
  readonly kind: 'CATALOG';
  readonly items: readonly CartItem[];
  readonly products: readonly SaleProduct[];
  readonly promotions: readonly CartPromotion[];
  /** Coupon codes as they were entered. */
  readonly coupons: readonly string[];
};

/** Items that say themselves what they are. */
export type DynamicCart = {
  readonly kind: 'DYNAMIC';
  readonly items: readonly DynamicItem[];
  readonly coupons: readonly string[];
};

export type Cart = CatalogCart | DynamicCart;

/** What a cart is read from. An order says whether it is an assisted sale; a mere list of items leaves it open. */
export type SentCart = Pick<SentOrder, 'Items' | 'Promotions'> & {
  readonly assistedSale?: boolean;
};

/** The cart of an order. */
export const loadOrderCart = (call: Call, sent: SentOrder): Promise<Cart> =>
  loadCart(call, { ...sent, assistedSale: sent.ExtraInformation?.AssistedSale ?? false });

/**
 * Reads items and coupons; refuses what cannot be bought. Two statements, made together; none for dynamic items, and two
 * more for a renewal.
 */
export const loadCart = async (call: Call, sent: SentCart): Promise<Cart> => {
  const requested = checkItems(sent.Items);
  demandAssistedSale(requested, sent.assistedSale ?? true);
  const coupons = couponsOf(sent, requested);
  const renewal = await requestedRenewal(call, requested);
  if (requested.every(isDynamic)) {
    const items = dynamicItems(requested, renewal);
    checkStartDates(items, today(call));
    return { kind: 'DYNAMIC', items, coupons };
  }
  const skus = await skusOf(call, requested);
  const productCodes = [...new Set(requested.map((item) => productCodeOf(item, skus)))];
  const [products, promotions] = await Promise.all([
    findProductsForSale(call.db, call.merchant.id, productCodes),
    findPromotionsForCart(call.db, call.merchant.id, { productCodes, coupons, channel: 'ECOMMERCE', on: today(call) }),
  ]);
  const items = cartOf(requested, products, skus, renewal);
  checkStartDates(items, today(call));
  return { kind: 'CATALOG', items, products, promotions, coupons };
};

/** A coupon that stands on an item is entered for the order: its promotion says itself which products it is for. */
const couponsOf = ({ Promotions }: SentCart, items: readonly RequestedItem[]): readonly string[] =>
  [...(Promotions ?? []), ...items.map(({ Promotion }) => Promotion ?? '')].filter((code) => code !== '');

/** What the SKUs of the items stand for; nothing is asked when there are none. */
const skusOf = async (call: Call, items: readonly RequestedItem[]): Promise<Skus> => {
  const codes = [...new Set(items.flatMap(({ SKU }) => (SKU ? [SKU] : [])))];
  const found = await Promise.all(
    codes.map(async (code) => [code, await resolveSku(call.db, call.merchant.id, code)] as const),
  );
  return new Map(found.flatMap(([code, sku]) => (sku === undefined ? [] : [[code, sku] as const])));
};

/** The currency that the SKUs of a cart ask for, where the order names none. */
export const skuCurrency = (cart: Cart): string | null =>
  cart.kind === 'DYNAMIC' ? null : (cart.items.find(({ sku }) => sku?.means.currency)?.sku?.means.currency ?? null);

/** The subscription that a cart renews; undefined when it renews none. */
export const renewalOf = (cart: Cart): RenewedSubscription | undefined =>
  cart.items.map(({ renewal }) => renewal).find((renewal) => renewal !== undefined);

/** The currency of an order: its own, that of its payment, or the account's. */
export const currencyOf = (call: Call, ...sent: readonly (string | null | undefined)[]): string => {
  const currency = (sent.find(Boolean) || settingsOf(call.merchant).currency).toUpperCase();
  return isCurrency(currency) ? currency : refuse(ORDER_CURRENCY_INVALID, 'Currency is not an ISO 4217 code.');
};

/** As currencyOf, for an order with its payment; prices that the request names are in no other currency than is paid. */
export const orderCurrency = (call: Call, cart: Cart, { Currency, PaymentDetails }: SentOrder): string => {
  const paid = PaymentDetails?.Currency;
  if (cart.kind === 'DYNAMIC' && Currency && paid && Currency !== paid) {
    refuse(ORDER_CURRENCY_INVALID, 'An order of dynamic items is paid in its own currency.');
  }
  return currencyOf(call, Currency, paid, skuCurrency(cart), renewalOf(cart)?.currency);
};

/** Whether anything in a cart was given terms of its own for its renewals. */
export const hasRecurringOptions = (cart: Cart): boolean =>
  cart.kind === 'DYNAMIC' && cart.items.some(({ recurring }) => recurring !== null);

const today = (call: Call): string => calendarDate(call.now, call.merchant.timeZone);
