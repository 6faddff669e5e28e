import { refuse } from '../../api/errors.ts';
import { calendarDate } from '../../kit/dates.ts';
import { isCurrency } from '../../kit/money.ts';
import { settingsOf } from '../accounts/index.ts';
import { findProductsForSale, resolveSku, type SaleProduct, type ShippingMethodRecord } from '../catalog/index.ts';
import { crossSellDiscount, findCrossSellCampaigns } from '../cross-selling/index.ts';
import type { Call } from '../method.ts';
import { listOptionGroups, type OptionGroup } from '../pricing/index.ts';
import {
  applyPromotions,
  type CartPromotion,
  type DiscountedLine,
  findPromotionsForCart,
  type PromotedCart,
} from '../promotions/index.ts';
import { taxFor } from '../taxes/index.ts';
import { ORDER_CURRENCY_INVALID, ORDER_PRODUCT_CROSS_SELL_INVALID, ORDER_PROMOTION_INVALID } from './errors.ts';
import type { SentOrder } from './placement.ts';
import {
  type CartItem,
  cartOf,
  offersFor,
  type PricedCart,
  pricedCart,
  productCodeOf,
  type Skus,
} from './rules/cart.ts';
import { assignedGroupCodes } from './rules/options.ts';
import { promotedLines } from './rules/promoted-lines.ts';
import { checkItems, type RequestedItem } from './rules/requested-items.ts';

/*
 * Pricing a cart for placeOrder, getContents and getPrice alike: what was previewed is what is charged.
 */

/** A cart with all that has to be known of what is in it. */
export type Cart = {
  readonly items: readonly CartItem[];
  readonly products: readonly SaleProduct[];
  readonly promotions: readonly CartPromotion[];
  /** Coupon codes as they were entered. */
  readonly coupons: readonly string[];
};

/** Who buys, as far as prices and taxes ask. */
export type Buyer = {
  /** Billing country, two letters; null while it is not known: the default price lists, and no tax. */
  readonly country: string | null;
  readonly state?: string | null;
  readonly company?: string | null;
  readonly fiscalCode?: string | null;
  readonly taxExemptionId?: string | null;
};

export type Quote = {
  readonly currency: string;
  readonly priced: PricedCart;
  readonly promoted: PromotedCart;
  /** Tax on everything in it, in parts per million. */
  readonly ratePpm: bigint;
  /** How the goods are sent; null for a quote of the goods alone. */
  readonly shippingMethod: ShippingMethodRecord | null;
};

/** Reads the items and coupons of an order; refuses what cannot be bought. Two statements, made together. */
export const loadCart = async (call: Call, sent: Pick<SentOrder, 'Items' | 'Promotions'>): Promise<Cart> => {
  const requested = checkItems(sent.Items);
  const skus = await skusOf(call, requested);
  const productCodes = [...new Set(requested.map((item) => productCodeOf(item, skus)))];
  const coupons = (sent.Promotions ?? []).filter((code) => code !== '');
  const [products, promotions] = await Promise.all([
    findProductsForSale(call.db, call.merchant.id, productCodes),
    findPromotionsForCart(call.db, call.merchant.id, { productCodes, coupons, channel: 'ECOMMERCE', on: today(call) }),
  ]);
  return { items: cartOf(requested, products, skus), products, promotions, coupons };
};

/** What the SKUs of the items stand for; nothing is asked when there are none. */
const skusOf = async (call: Call, items: readonly RequestedItem[]): Promise<Skus> => {
  const codes = [...new Set(items.flatMap(({ SKU }) => (SKU ? [SKU] : [])))];
  const found = await Promise.all(
    codes.map(async (code) => [code, await resolveSku(call.db, call.merchant.id, code)] as const),
  );
  return new Map(found.flatMap(([code, sku]) => (sku === undefined ? [] : [[code, sku] as const])));
};

/** The currency that the SKUs of a cart ask for, where the order names none. */
export const skuCurrency = ({ items }: Cart): string | null =>
  items.find(({ sku }) => sku?.means.currency)?.sku?.means.currency ?? null;

/** The currency of an order: its own, that of its payment, or the account's. */
export const currencyOf = (call: Call, ...sent: readonly (string | null | undefined)[]): string => {
  const currency = (sent.find(Boolean) || settingsOf(call.merchant).currency).toUpperCase();
  return isCurrency(currency) ? currency : refuse(ORDER_CURRENCY_INVALID, 'Currency is not an ISO 4217 code.');
};

/** All amounts of the goods in a cart for a buyer; refuses options that do not go together and items without a price. */
export const quoteCart = async (
  call: Call,
  cart: Cart,
  buyer: Buyer,
  { currency, source }: { readonly currency: string; readonly source?: string | null | undefined },
): Promise<Quote> => {
  const [groups, rates] = await Promise.all([optionGroupsOf(call, cart.products), call.parts.rates.current()]);
  const offers = offersFor(cart.items, { currency, country: buyer.country, rates, groups });
  const ratePpm = taxRate(call, buyer);
  const full = pricedCart(offers, ratePpm);
  const crossSold = await crossSellDiscounts(call, full);
  // Lines that are sold by a cross-sell campaign or on trial have their price from there, and take part in no promotion.
  const settled = crossSold.map((discountMinor, index) => discountMinor ?? (full.trials[index] ? 0n : null));
  const others = promotedLines(full).filter((_, index) => settled[index] === null);
  const found = applyPromotions(others, cart.promotions, {
    currency,
    on: today(call),
    channel: 'ECOMMERCE',
    source: source ?? null,
    coupons: cart.coupons,
    rates,
  });
  const promoted = { ...found, lines: merged(settled, found.lines) };
  const discounts = promoted.lines.map(({ discountMinor }) => discountMinor);
  const isDiscounted = discounts.some((discountMinor) => discountMinor > 0n);
  const priced = isDiscounted ? pricedCart(offers, ratePpm, discounts) : full;
  return { currency, promoted, priced, ratePpm, shippingMethod: null };
};

/** The discount of each line by its cross-sell campaign; null where a line has none. */
const crossSellDiscounts = async (call: Call, { lines, offers }: PricedCart): Promise<readonly (bigint | null)[]> => {
  const wanted = offers.flatMap(({ item }) => (item.crossSell === null ? [] : [item.crossSell.campaignCode]));
  if (wanted.length === 0) return offers.map(() => null);
  const campaigns = await findCrossSellCampaigns(call.db, call.merchant.id, [...new Set(wanted)]);
  return offers.map(({ item: { crossSell, product } }, index) => {
    if (crossSell === null) return null;
    const campaign = campaigns.find(({ code }) => code === crossSell.campaignCode);
    const netMinor = lines[index]?.netMinor ?? 0n;
    const otherCodes = offers.flatMap(({ item }, at) => (at === index ? [] : [item.product.code]));
    const asked = { productCode: product.code, parentCode: crossSell.parentCode, netMinor };
    const discount = campaign && crossSellDiscount(campaign, asked, otherCodes, today(call));
    if (typeof discount === 'bigint') return discount;
    const why = discount ?? 'CAMPAIGN_UNKNOWN';
    return refuse(
      ORDER_PRODUCT_CROSS_SELL_INVALID,
      `The campaign ${crossSell.campaignCode} does not count for ${product.code} here (${why}).`,
    );
  });
};

/** Lines whose discount is settled, and the others with that of their promotions, in the order of the cart. */
const merged = (
  settled: readonly (bigint | null)[],
  promoted: readonly DiscountedLine[],
): readonly DiscountedLine[] => {
  const rest = [...promoted];
  return settled.map((discountMinor) =>
    discountMinor === null ? (rest.shift() ?? NO_DISCOUNT) : { discountMinor, promotion: null },
  );
};

const NO_DISCOUNT: DiscountedLine = { discountMinor: 0n, promotion: null };

/** A coupon that does not exist or does not count any more; one that only gives nothing here is no mistake. */
const MISTAKES: ReadonlySet<string> = new Set(['UNKNOWN', 'NOT_YET', 'ENDED', 'USED_UP', 'NOT_FOR_THIS_ORDER']);

/** Codes that the shopper entered in vain. */
export const wrongCoupons = ({ promoted }: Quote): readonly string[] =>
  promoted.ignoredCoupons.filter(({ reason }) => MISTAKES.has(reason)).map(({ code }) => code);

/** An order is not placed at another price than its shopper was promised. */
export const refuseWrongCoupons = (quote: Quote): void => {
  const [code] = wrongCoupons(quote);
  if (code !== undefined) refuse(ORDER_PROMOTION_INVALID, `The coupon ${code} cannot be used.`);
};

const today = (call: Call): string => calendarDate(call.now, call.merchant.timeZone);

/** The option groups in use on the products; most products have none, and then nothing is asked. */
const optionGroupsOf = async (call: Call, products: readonly SaleProduct[]): Promise<readonly OptionGroup[]> => {
  const codes = assignedGroupCodes(products);
  return codes.length === 0 ? [] : listOptionGroups(call.db, call.merchant.id, codes);
};

const taxRate = (call: Call, buyer: Buyer): bigint =>
  taxFor({ ...buyer, sellerCountry: settingsOf(call.merchant).countryCode, on: today(call) }).ratePpm;
