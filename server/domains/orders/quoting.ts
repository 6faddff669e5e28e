import { refuse } from '../../api/errors.ts';
import { calendarDate } from '../../kit/dates.ts';
import { MAX_AMOUNT_MINOR } from '../../kit/money.ts';
import { settingsOf } from '../accounts/index.ts';
import type { SaleProduct, ShippingMethodRecord } from '../catalog/index.ts';
import type { Call } from '../method.ts';
import { listOptionGroups, type OptionGroup } from '../pricing/index.ts';
import { applyPromotions, type DiscountedLine, type PromotedCart } from '../promotions/index.ts';
import { taxFor } from '../taxes/index.ts';
import { campaignDiscounts } from './campaign-lines.ts';
import type { Cart, CatalogCart, DynamicCart } from './carts.ts';
import { ORDER_PRODUCT_PRICE_AMOUNT_INVALID, ORDER_PROMOTION_INVALID } from './errors.ts';
import { dynamicOffers } from './rules/dynamic-items.ts';
import { type CatalogOffer, offersFor } from './rules/offers.ts';
import { assignedGroupCodes } from './rules/options.ts';
import { type PricedCart, pricedCart } from './rules/priced-cart.ts';
import { promotedLines } from './rules/promoted-lines.ts';
import { renewalQuote } from './rules/renewal-quote.ts';

/*
 * Pricing a cart for placeOrder, getContents and getPrice alike: what was previewed is what is charged.
 */

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

type SaleFacts = { readonly currency: string; readonly source?: string | null | undefined };

/** All amounts of the goods in a cart for a buyer; refuses options that do not go together and items without a price. */
export const quoteCart = async (call: Call, cart: Cart, buyer: Buyer, facts: SaleFacts): Promise<Quote> => {
  const quote =
    cart.kind === 'DYNAMIC'
      ? dynamicQuote(cart, facts, taxRate(call, buyer))
      : await catalogQuote(call, cart, buyer, facts);
  demandAnswerable(quote.priced);
  return quote;
};

/** The sums of what clients may ask for are beyond the numbers that answers can hold. */
const demandAnswerable = ({ lines, totals }: PricedCart): void => {
  if ([...lines, totals].some(({ grossMinor }) => grossMinor > LARGEST_MINOR)) {
    refuse(ORDER_PRODUCT_PRICE_AMOUNT_INVALID, 'The order is beyond the largest amount.');
  }
};

/** Leaves room for the shipping fee, which has a bound of its own. */
const LARGEST_MINOR = MAX_AMOUNT_MINOR / 2n;

const catalogQuote = async (
  call: Call,
  cart: CatalogCart,
  buyer: Buyer,
  { currency, source }: SaleFacts,
): Promise<Quote> => {
  const [groups, rates] = await Promise.all([optionGroupsOf(call, cart.products), call.parts.rates.current()]);
  const ratePpm = taxRate(call, buyer);
  const { country } = buyer;
  const renewing = cart.items.find(({ renewal }) => renewal !== undefined);
  if (renewing !== undefined) {
    const { coupons, promotions } = cart;
    const facts = {
      currency,
      country,
      rates,
      groups,
      ratePpm,
      on: today(call),
      source: source ?? null,
      coupons,
      promotions,
    };
    return { ...renewalQuote(renewing, facts), shippingMethod: null };
  }
  const offers = offersFor(cart.items, { currency, country, rates, groups });
  const full = pricedCart(offers, ratePpm);
  const ofCampaigns = await campaignDiscounts(call, full, currency);
  const settled = offers.map((offer, index) => settledDiscount(offer, ofCampaigns[index] ?? null));
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

/**
 * The discount of a line that takes part in no promotion, null for the others: a price that was agreed on and that of a
 * trial stay what they are, and a line of a campaign has what the campaign gives.
 */
const settledDiscount = ({ item, trialMinor }: CatalogOffer, ofCampaign: bigint | null): bigint | null => {
  if (item.price !== null) return 0n;
  return ofCampaign ?? (trialMinor === null ? null : 0n);
};

/** Promotions are for products of the catalogue, so coupons do nothing here; dynamic items have COUPON lines. */
const dynamicQuote = ({ items, coupons }: DynamicCart, { currency }: SaleFacts, ratePpm: bigint): Quote => ({
  currency,
  promoted: {
    lines: items.map(() => NO_DISCOUNT),
    promotions: [],
    ignoredCoupons: coupons.map((code) => ({ code, reason: 'NOT_FOR_THIS_ORDER' })),
  },
  priced: pricedCart(dynamicOffers(items, currency), ratePpm),
  ratePpm,
  shippingMethod: null,
});

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
