import { type CartAmounts, type CartLine, type LineAmounts, priceCart, sharedByUnits } from '../../pricing/index.ts';
import { withCoupons } from './coupon-lines.ts';
import type { Offer } from './offers.ts';

export type PricedCart<O extends Offer = Offer> = CartAmounts & {
  readonly offers: readonly O[];
  /** What is charged for lines on trial; null for the others. */
  readonly trials: readonly (LineAmounts | null)[];
  /** The line of the shipping fee, which is in the totals; null without one. */
  readonly shipping: LineAmounts | null;
};

/**
 * All amounts of a cart at a tax rate; lines, and net discounts for them, stand in the order of the offers. A shipping
 * fee is net, and taxed as the goods are. A line on trial shows the price of its product, but it is the price of the
 * trial, in `trials`, that is in the totals. Lines of tax are not taxed again; those of coupons are negative.
 */
export const pricedCart = <O extends Offer>(
  offers: readonly O[],
  ratePpm: bigint,
  discounts: readonly bigint[] = [],
  shippingMinor: bigint | null = null,
): PricedCart<O> => {
  const goods = offers.map((offer, index): CartLine => goodsLine(offer, discounts[index] ?? 0n));
  const shipping: readonly CartLine[] =
    shippingMinor === null ? [] : [{ priceType: 'NET', unitMinor: shippingMinor, quantity: 1 }];
  const charged = withCoupons(priceCart([...offers.map(chargedLine(goods)), ...shipping], ratePpm), offers);
  const isTrial = offers.some(({ trialMinor: minor }) => minor !== null);
  const lines = isTrial ? shownLines(offers, charged.lines, goods, ratePpm) : charged.lines;
  return {
    lines: lines.slice(0, goods.length).map((line, index) => lineOfUnits(line, offers[index])),
    trials: offers.map((offer, index) => (offer.trialMinor === null ? null : (charged.lines[index] ?? null))),
    shipping: charged.lines[goods.length] ?? null,
    totals: charged.totals,
    offers,
  };
};

const goodsLine = (offer: Offer, discountMinor: bigint): CartLine => {
  const { priceType, unitMinor, item, isWhole } = offer;
  const line = { priceType, unitMinor, quantity: isWhole === true ? 1 : item.quantity, discountMinor };
  return offer.kind === 'DYNAMIC' && offer.item.purchaseType === 'TAX' ? { ...line, ratePpm: 0n } : line;
};

/** A price of all units together is shared by them. */
const lineOfUnits = (line: LineAmounts, offer: Offer | undefined): LineAmounts =>
  offer?.isWhole === true ? sharedByUnits(line, offer.item.quantity) : line;

const chargedLine =
  (goods: readonly CartLine[]) =>
  ({ trialMinor: minor }: Offer, index: number): CartLine => {
    const line = goods[index];
    if (line === undefined) throw new Error('an offer has no line');
    return minor === null ? line : { ...line, priceType: 'GROSS', unitMinor: minor, quantity: 1, discountMinor: 0n };
  };

/** Lines on trial show what their product costs, the others what is charged. */
const shownLines = (
  offers: readonly Offer[],
  charged: readonly LineAmounts[],
  goods: readonly CartLine[],
  ratePpm: bigint,
): readonly LineAmounts[] => {
  const full = priceCart(goods, ratePpm).lines;
  return charged.map((line, index) => (offers[index]?.trialMinor == null ? line : (full[index] ?? line)));
};
