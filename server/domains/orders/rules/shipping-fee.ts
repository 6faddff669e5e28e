import { MAX_AMOUNT_MINOR, type Money, percentOf } from '../../../kit/money.ts';
import type { ShippingFacts, ShippingMethodRecord, ShippingSurcharge } from '../../catalog/index.ts';
import { convert, type ExchangeRates } from '../../pricing/index.ts';

/** A line of goods that are sent by parcel; prices are net, after discounts. */
export type ShippedLine = {
  readonly facts: ShippingFacts;
  readonly quantity: number;
  readonly unitMinor: bigint;
  readonly amountMinor: bigint;
};

export type ShippingTerms = {
  /** Currency of the order: that of the lines and of the fee. */
  readonly currency: string;
  /** Where the parcel goes, two letters in any case; null while that is not known. */
  readonly country: string | null;
  readonly homeCountry: string;
  readonly rates: ExchangeRates;
};

/** Whether a method goes to the country of delivery; as long as that is not known, every method may. */
export const shipsTo = (
  { availability, countries }: ShippingMethodRecord,
  { country, homeCountry }: Pick<ShippingTerms, 'country' | 'homeCountry'>,
): boolean => {
  if (availability === 'ALL' || country === null) return true;
  const to = country.toUpperCase();
  return availability === 'HOME'
    ? to === homeCountry.toUpperCase()
    : countries.some(({ countryCode }) => countryCode === to);
};

/** A thousandth of the largest amount, so that order and tax still fit beside it. */
const LARGEST_FEE_MINOR = MAX_AMOUNT_MINOR / 1000n;

/**
 * What a method costs for goods, net, in minor units of the order's currency: base price, surcharges of the country and
 * of the steps that the goods reach, and the fees of the products themselves. Undefined when an exchange rate is missing
 * or the fee is beyond all measure: then the method cannot be had.
 */
export const shippingFee = (
  method: ShippingMethodRecord,
  lines: readonly ShippedLine[],
  terms: ShippingTerms,
): bigint | undefined => {
  const { currency, rates } = terms;
  const there = exchange(rates, currency, method.currency);
  const back = exchange(rates, method.currency, currency);
  const ofProducts = productFees(lines, currency, rates);
  if (there === undefined || back === undefined || ofProducts === undefined) return undefined;
  const goods = lines.map((line) => ({
    ...line,
    unitMinor: there(line.unitMinor),
    amountMinor: there(line.amountMinor),
  }));
  const feeMinor = back(methodFee(method, goods, terms.country)) + ofProducts;
  return feeMinor > LARGEST_FEE_MINOR ? undefined : feeMinor;
};

type Exchange = (minor: bigint) => bigint;

const exchange = (rates: ExchangeRates, from: string, to: string): Exchange | undefined => {
  if (from === to) return (minor) => minor;
  const rate = rates(from, to);
  return rate === undefined ? undefined : (minor) => convert(minor, from, to, rate);
};

/** What the method itself takes, all in its currency. */
const methodFee = (
  { basePriceMinor, countries, surcharges }: ShippingMethodRecord,
  lines: readonly ShippedLine[],
  country: string | null,
): bigint => {
  const ofCountry = countries.find(({ countryCode }) => countryCode === country?.toUpperCase())?.surchargeMinor ?? 0n;
  return surcharges.reduce((sum, step) => sum + surcharge(step, lines), basePriceMinor + ofCountry);
};

/** A step looks at the order as a whole, or at one unit of each product and is added for every such unit. */
const surcharge = (step: ShippingSurcharge, lines: readonly ShippedLine[]): bigint => {
  if (step.applyTo === 'ORDER')
    return reached(
      step,
      sum(lines, (line) => lineMeasure(step, line)),
    )
      ? step.amountMinor
      : 0n;
  return sum(lines, (line) => (reached(step, unitMeasure(step, line)) ? step.amountMinor * BigInt(line.quantity) : 0n));
};

const unitMeasure = ({ by }: ShippingSurcharge, { facts, unitMinor }: ShippedLine): bigint =>
  by === 'WEIGHT' ? facts.weightGrams : unitMinor;

const lineMeasure = ({ by }: ShippingSurcharge, { facts, amountMinor, quantity }: ShippedLine): bigint =>
  by === 'WEIGHT' ? facts.weightGrams * BigInt(quantity) : amountMinor;

const reached = ({ from, to }: ShippingSurcharge, value: bigint): boolean =>
  value >= from && (to === null || value < to);

/** Fees of the products by unit, and of their classes; undefined where one is in no currency that can be exchanged. */
const productFees = (lines: readonly ShippedLine[], currency: string, rates: ExchangeRates): bigint | undefined => {
  const goodsMinor = sum(lines, ({ amountMinor }) => amountMinor);
  const ofOrder = new Map<string, bigint>();
  let total = 0n;
  for (const { facts, quantity, amountMinor } of lines) {
    const { fees, shippingClass } = facts;
    const own = fees.length === 0 ? 0n : feeIn(fees, currency, rates);
    if (own === undefined) return undefined;
    total += own * BigInt(quantity);
    if (shippingClass === null) continue;
    const whole = shippingClass.applyTo === 'ORDER';
    const fee =
      shippingClass.type === 'PERCENT'
        ? percentOf(whole ? goodsMinor : amountMinor, shippingClass.ratePpm)
        : times(feeIn([shippingClass.fee], currency, rates), whole ? 1 : quantity);
    if (fee === undefined) return undefined;
    if (!whole) total += fee;
    // Products of one class share its fee; where they disagree on it, the highest counts.
    else if (fee > (ofOrder.get(shippingClass.name) ?? 0n)) ofOrder.set(shippingClass.name, fee);
  }
  return total + sum([...ofOrder.values()], (fee) => fee);
};

/** A fee that is written down in several currencies: that of the order as it stands, else the first with a rate. */
const feeIn = (fees: readonly Money[], currency: string, rates: ExchangeRates): bigint | undefined => {
  const same = fees.find((fee) => fee.currency === currency);
  if (same !== undefined) return same.minor;
  for (const fee of fees) {
    const exchanged = exchange(rates, fee.currency, currency)?.(fee.minor);
    if (exchanged !== undefined) return exchanged;
  }
  return undefined;
};

const times = (minor: bigint | undefined, quantity: number): bigint | undefined =>
  minor === undefined ? undefined : minor * BigInt(quantity);

const sum = <T>(list: readonly T[], of: (each: T) => bigint): bigint => list.reduce((all, each) => all + of(each), 0n);
