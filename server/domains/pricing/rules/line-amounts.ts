import { mulDiv, PPM, percentOf } from '../../../kit/money.ts';
import type { PriceType } from './types.ts';

/** What a line of an order costs before anything is computed. Amounts are minor units of the order's currency. */
export type LineInput = {
  /** Whether `unitMinor` is without tax (NET) or contains it (GROSS). */
  readonly priceType: PriceType;
  readonly unitMinor: bigint;
  readonly quantity: number;
  /** Tax rate in parts per million: 19 % is 190000n. */
  readonly ratePpm: bigint;
  /** Discount of the whole line, taken from its net price; at most that. */
  readonly discountMinor?: bigint;
  /** Commission of an affiliate for the whole line. */
  readonly affiliateCommissionMinor?: bigint;
};

/** Amounts that lines and orders share, in minor units; `vatMinor` belongs to the prices before the discount. */
export type Amounts = {
  readonly netMinor: bigint;
  readonly vatMinor: bigint;
  readonly grossMinor: bigint;
  readonly discountMinor: bigint;
  readonly netDiscountedMinor: bigint;
  /** The tax that is owed after the discount. */
  readonly vatDiscountedMinor: bigint;
  readonly grossDiscountedMinor: bigint;
  readonly affiliateCommissionMinor: bigint;
};

export type LineAmounts = Amounts & {
  readonly quantity: number;
  readonly ratePpm: bigint;
  readonly unitNetMinor: bigint;
  readonly unitVatMinor: bigint;
  readonly unitGrossMinor: bigint;
  /** The discount by unit; rounded, so it need not multiply back to the discount of the line. */
  readonly unitDiscountMinor: bigint;
  readonly unitNetDiscountedMinor: bigint;
  readonly unitGrossDiscountedMinor: bigint;
  readonly unitAffiliateCommissionMinor: bigint;
};

/**
 * All amounts of a line. Tax is rounded by unit and the line is unit times quantity. The discounted tax keeps the
 * proportion of the line's own tax, so no discount leaves it as it is and a full one leaves none. Throws RangeError for a
 * negative amount, a quantity below 1, or a discount beyond the net price.
 */
export function priceLine(input: LineInput): LineAmounts {
  const { unitNetMinor, unitVatMinor } = splitUnit(input);
  const quantity = quantityOf(input);
  const netMinor = unitNetMinor * quantity;
  const vatMinor = unitVatMinor * quantity;
  const discountMinor = notNegative(input.discountMinor ?? 0n, 'discount');
  if (discountMinor > netMinor) throw new RangeError('discount is beyond the net price');
  const netDiscountedMinor = netMinor - discountMinor;
  const vatDiscountedMinor = netMinor === 0n ? vatMinor : mulDiv(vatMinor, netDiscountedMinor, netMinor);
  const grossDiscountedMinor = netDiscountedMinor + vatDiscountedMinor;
  const affiliateCommissionMinor = notNegative(input.affiliateCommissionMinor ?? 0n, 'commission');
  const unitDiscountMinor = mulDiv(discountMinor, 1n, quantity);
  return {
    quantity: input.quantity,
    ratePpm: input.ratePpm,
    unitNetMinor,
    unitVatMinor,
    unitGrossMinor: unitNetMinor + unitVatMinor,
    unitDiscountMinor,
    unitNetDiscountedMinor: unitNetMinor - unitDiscountMinor,
    unitGrossDiscountedMinor: mulDiv(grossDiscountedMinor, 1n, quantity),
    unitAffiliateCommissionMinor: mulDiv(affiliateCommissionMinor, 1n, quantity),
    netMinor,
    vatMinor,
    grossMinor: netMinor + vatMinor,
    discountMinor,
    netDiscountedMinor,
    vatDiscountedMinor,
    grossDiscountedMinor,
    affiliateCommissionMinor,
  };
}

/**
 * A line of one unit as that of several which cost the same together. What a unit of them costs is rounded, so it need
 * not multiply back to the line.
 */
export function sharedByUnits(line: LineAmounts, quantity: number): LineAmounts {
  const of = (minor: bigint): bigint => mulDiv(minor, 1n, quantityOf({ quantity }));
  const [unitNetMinor, unitVatMinor, unitDiscountMinor] = [
    of(line.netMinor),
    of(line.vatMinor),
    of(line.discountMinor),
  ];
  return {
    ...line,
    quantity,
    unitNetMinor,
    unitVatMinor,
    unitGrossMinor: unitNetMinor + unitVatMinor,
    unitDiscountMinor,
    unitNetDiscountedMinor: unitNetMinor - unitDiscountMinor,
    unitGrossDiscountedMinor: of(line.grossDiscountedMinor),
    unitAffiliateCommissionMinor: of(line.affiliateCommissionMinor),
  };
}

function splitUnit({ priceType, unitMinor, ratePpm }: LineInput): { unitNetMinor: bigint; unitVatMinor: bigint } {
  notNegative(unitMinor, 'unit price');
  notNegative(ratePpm, 'tax rate');
  if (priceType === 'NET') return { unitNetMinor: unitMinor, unitVatMinor: percentOf(unitMinor, ratePpm) };
  const unitNetMinor = mulDiv(unitMinor, PPM, PPM + ratePpm);
  return { unitNetMinor, unitVatMinor: unitMinor - unitNetMinor };
}

function quantityOf({ quantity }: Pick<LineInput, 'quantity'>): bigint {
  if (!Number.isSafeInteger(quantity) || quantity < 1) throw new RangeError('quantity has to be a whole number from 1');
  return BigInt(quantity);
}

function notNegative(value: bigint, what: string): bigint {
  if (value < 0n) throw new RangeError(`${what} is negative`);
  return value;
}
