import { mulDiv } from '../../../kit/money.ts';
import { type CartAmounts, type LineAmounts, totalsOf } from '../../pricing/index.ts';
import type { Offer } from './offers.ts';

/** What coupons can still be taken off: what is taxed, and what is not. */
type Pool = { netMinor: bigint; vatMinor: bigint };

type Taken = { readonly netMinor: bigint; readonly vatMinor: bigint };

/**
 * A cart whose coupon lines, which were priced like any other, take something off. A coupon lowers the price of the
 * other lines and with it their tax, in the proportion in which tax is in them: first of the lines that are taxed, then
 * of the others. What is left of a coupon when nothing is left to pay is lost, so neither net nor tax nor total of the
 * order goes below zero.
 */
export const withCoupons = (cart: CartAmounts, offers: readonly Offer[]): CartAmounts => {
  if (!offers.some(isCoupon)) return cart;
  const others = cart.lines.filter((_, index) => !isCoupon(offers[index]));
  const taxed = poolOf(others.filter(({ ratePpm }) => ratePpm > 0n));
  const free = poolOf(others.filter(({ ratePpm }) => ratePpm === 0n));
  const lines = cart.lines.map((line, index) => {
    const offer = offers[index];
    return offer !== undefined && isCoupon(offer) ? couponLine(line, takenBy(line, offer, taxed, free)) : line;
  });
  return { lines, totals: totalsOf(lines) };
};

const isCoupon = (offer: Offer | undefined): boolean =>
  offer?.kind === 'DYNAMIC' && offer.item.purchaseType === 'COUPON';

const poolOf = (lines: readonly LineAmounts[]): Pool => {
  const { netDiscountedMinor, vatDiscountedMinor } = totalsOf(lines);
  return { netMinor: netDiscountedMinor, vatMinor: vatDiscountedMinor };
};

/** Takes a coupon out of the pools. What it is worth is counted as its price is: with tax, or without. */
const takenBy = (line: LineAmounts, { priceType }: Offer, taxed: Pool, free: Pool): Taken => {
  const isGross = priceType === 'GROSS';
  const wanted = isGross ? line.grossMinor : line.netMinor;
  const ofTaxed = take(taxed, wanted, isGross);
  const rest = wanted - ofTaxed.netMinor - (isGross ? ofTaxed.vatMinor : 0n);
  const ofFree = take(free, rest, isGross);
  return { netMinor: ofTaxed.netMinor + ofFree.netMinor, vatMinor: ofTaxed.vatMinor + ofFree.vatMinor };
};

const take = (pool: Pool, wanted: bigint, isGross: boolean): Taken => {
  const most = isGross ? pool.netMinor + pool.vatMinor : pool.netMinor;
  if (most === 0n) return { netMinor: 0n, vatMinor: 0n };
  const amount = wanted < most ? wanted : most;
  const vatMinor = mulDiv(pool.vatMinor, amount, most);
  const netMinor = isGross ? amount - vatMinor : amount;
  pool.netMinor -= netMinor;
  pool.vatMinor -= vatMinor;
  return { netMinor, vatMinor };
};

/** The line of a coupon has all its amounts below zero, or at zero. */
const couponLine = (line: LineAmounts, { netMinor, vatMinor }: Taken): LineAmounts => {
  const quantity = BigInt(line.quantity);
  const grossMinor = netMinor + vatMinor;
  const unitNetMinor = -mulDiv(netMinor, 1n, quantity);
  const unitGrossMinor = -mulDiv(grossMinor, 1n, quantity);
  return {
    ...line,
    unitNetMinor,
    unitVatMinor: unitGrossMinor - unitNetMinor,
    unitGrossMinor,
    unitNetDiscountedMinor: unitNetMinor,
    unitGrossDiscountedMinor: unitGrossMinor,
    netMinor: -netMinor,
    vatMinor: -vatMinor,
    grossMinor: -grossMinor,
    netDiscountedMinor: -netMinor,
    vatDiscountedMinor: -vatMinor,
    grossDiscountedMinor: -grossMinor,
  };
};
