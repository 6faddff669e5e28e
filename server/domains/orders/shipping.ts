import { refuse } from '../../api/errors.ts';
import { settingsOf } from '../accounts/index.ts';
import { listShippingMethods, type ShippingFacts, type ShippingMethodRecord } from '../catalog/index.ts';
import type { Call } from '../method.ts';
import { ORDER_SHIPPING_METHOD_INVALID } from './errors.ts';
import type { Quote } from './quoting.ts';
import type { Offer } from './rules/offers.ts';
import { pricedCart } from './rules/priced-cart.ts';
import { type ShippedLine, type ShippingTerms, shippingFee, shipsTo } from './rules/shipping-fee.ts';

/*
 * Shipping comes last: its fee depends on what the goods cost after all discounts, and is itself discounted by none.
 */

/** Where an order goes, and how if its buyer has chosen. */
export type Delivery = {
  /** Two letters; null while it is not known. */
  readonly country: string | null;
  readonly methodCode?: string | null | undefined;
};

/**
 * The quote with the fee of the method that was chosen, else of the account's default. The quote stays as it is when
 * nothing in it is sent by parcel, and when the account has no method and none was chosen. Dynamic items have no default
 * method. Refuses ORDER_SHIPPING_METHOD_INVALID. One statement, when there is something to send.
 */
export const withShipping = async (call: Call, quote: Quote, { country, methodCode }: Delivery): Promise<Quote> => {
  const goods = shippedLines(quote);
  if (goods.length === 0) return quote;
  // What such an order costs, its shop has reckoned itself, with lines of its own for shipping.
  if (!methodCode && quote.priced.offers.some(({ kind }) => kind === 'DYNAMIC')) return quote;
  const methods = await activeMethods(call);
  if (methods.length === 0 && !methodCode) return quote;
  const method = methods.find(({ code, isDefault }) => (methodCode ? code === methodCode : isDefault));
  if (method === undefined) return refuse(ORDER_SHIPPING_METHOD_INVALID, missing(methodCode));
  const terms = await termsOf(call, quote, country);
  const feeMinor = shipsTo(method, terms) ? shippingFee(method, goods, terms) : undefined;
  if (feeMinor === undefined) {
    return refuse(ORDER_SHIPPING_METHOD_INVALID, `The shipping method ${method.code} cannot be had for this delivery.`);
  }
  const discounts = quote.promoted.lines.map(({ discountMinor }) => discountMinor);
  return {
    ...quote,
    priced: pricedCart(quote.priced.offers, quote.ratePpm, discounts, feeMinor),
    shippingMethod: method,
  };
};

const missing = (methodCode: string | null | undefined): string =>
  methodCode ? `There is no shipping method ${methodCode}.` : 'No default shipping method is active; choose a method.';

export type ShippingOffer = { readonly method: ShippingMethodRecord; readonly feeMinor: bigint };

/** All methods that a buyer may choose from for a cart, by name; undefined when nothing in it is sent by parcel. */
export const shippingOffers = async (
  call: Call,
  quote: Quote,
  country: string,
): Promise<readonly ShippingOffer[] | undefined> => {
  const goods = shippedLines(quote);
  if (goods.length === 0) return undefined;
  const [methods, terms] = await Promise.all([activeMethods(call), termsOf(call, quote, country)]);
  return methods.flatMap((method) => {
    const feeMinor = shipsTo(method, terms) ? shippingFee(method, goods, terms) : undefined;
    return feeMinor === undefined ? [] : [{ method, feeMinor }];
  });
};

const shippedLines = ({ priced }: Quote): readonly ShippedLine[] =>
  priced.lines.flatMap((line, index) => {
    const offer = priced.offers[index];
    const facts = offer && factsOf(offer);
    if (facts === undefined) return [];
    const { quantity, unitNetDiscountedMinor, netDiscountedMinor } = line;
    return { facts, quantity, unitMinor: unitNetDiscountedMinor, amountMinor: netDiscountedMinor };
  });

/** Undefined for what is not sent by parcel. Of dynamic items no weight is known, and no fee. */
const factsOf = (offer: Offer): ShippingFacts | undefined => {
  if (offer.kind === 'CATALOG') return offer.item.product.shipping;
  const { purchaseType, tangible } = offer.item;
  return purchaseType === 'PRODUCT' && tangible ? UNWEIGHED : undefined;
};

const UNWEIGHED: ShippingFacts = { weightGrams: 0n, fees: [], shippingClass: null };

/** Operators declare methods by hand: there are a few. */
const activeMethods = (call: Call): Promise<readonly ShippingMethodRecord[]> =>
  listShippingMethods(call.db, call.merchant.id, { active: true }, { limit: 200, offset: 0 });

const termsOf = async (call: Call, { currency }: Quote, country: string | null): Promise<ShippingTerms> => ({
  currency,
  country,
  homeCountry: settingsOf(call.merchant).countryCode,
  rates: await call.parts.rates.current(),
});
