import type { ExchangeRates, OptionGroup } from '../../pricing/index.ts';
import { applyPromotions, type CartPromotion, type PromotedCart } from '../../promotions/index.ts';
import type { CartItem } from './cart.ts';
import { type CatalogOffer, offersFor } from './offers.ts';
import { type PricedCart, pricedCart } from './priced-cart.ts';
import { promotedLines } from './promoted-lines.ts';

/** What decides, beside the item, what a renewal costs. */
export type RenewalQuoteFacts = {
  readonly currency: string;
  /** Billing country. */
  readonly country: string | null;
  readonly rates: ExchangeRates;
  readonly groups: readonly OptionGroup[];
  /** Tax, in parts per million. */
  readonly ratePpm: bigint;
  /** The day of the account, YYYY-MM-DD. */
  readonly on: string;
  readonly source: string | null;
  readonly coupons: readonly string[];
  /** Those for renewals among them may count. */
  readonly promotions: readonly CartPromotion[];
};

export type RenewalQuote = {
  readonly currency: string;
  readonly priced: PricedCart<CatalogOffer>;
  readonly promoted: PromotedCart;
  readonly ratePpm: bigint;
};

/**
 * What the renewal of a subscription of the catalogue costs. An agreed price is what it is. A discount that was promised
 * with the first purchase is taken from the regular price, and goes before renewal prices and promotions of renewals; what
 * follows a trial has neither. Refuses as offersFor does.
 */
export const renewalQuote = (item: CartItem, facts: RenewalQuoteFacts): RenewalQuote => {
  const { renewal } = item;
  const isSettled =
    item.price !== null || renewal === undefined || renewal.customPrice !== null || renewal.ownPrice !== null;
  const promised = isSettled ? null : promisedQuote(item, facts);
  if (promised !== null) return promised;
  const offers = offersFor([item], facts);
  return quoteOf(offers, isSettled || renewal.isTrial ? [] : facts.promotions, 'RENEWAL', facts.coupons, facts);
};

/** At the regular price less what was promised; null when that is nothing. */
const promisedQuote = (item: CartItem, facts: RenewalQuoteFacts): RenewalQuote | null => {
  const promises = item.renewal?.promises ?? [];
  if (promises.length === 0) return null;
  const quote = quoteOf(offersFor([item], { ...facts, kind: 'REGULAR' }), promises, 'SALE', [], facts);
  if (quote.priced.totals.discountMinor === 0n) return null;
  const ignored = facts.coupons.map((code) => ({ code, reason: 'OUTBID' }) as const);
  // The first purchase has claimed them already.
  return { ...quote, promoted: { ...quote.promoted, promotions: [], ignoredCoupons: ignored } };
};

const quoteOf = (
  offers: readonly CatalogOffer[],
  promotions: readonly CartPromotion[],
  kind: 'SALE' | 'RENEWAL',
  coupons: readonly string[],
  { currency, rates, ratePpm, on, source }: RenewalQuoteFacts,
): RenewalQuote => {
  const full = pricedCart(offers, ratePpm);
  const context = { currency, on, channel: 'ECOMMERCE', source, coupons, kind, rates } as const;
  const promoted = applyPromotions(promotedLines(full), promotions, context);
  const discounts = promoted.lines.map(({ discountMinor }) => discountMinor);
  const isDiscounted = discounts.some((discountMinor) => discountMinor > 0n);
  return { currency, promoted, priced: isDiscounted ? pricedCart(offers, ratePpm, discounts) : full, ratePpm };
};
