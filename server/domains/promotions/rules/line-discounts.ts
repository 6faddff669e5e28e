import { mulDiv, PPM, percentOf, split } from '../../../kit/money.ts';
import { convert } from '../../pricing/index.ts';
import type { CartPromotion, CurrencyAmount } from '../promotion.ts';
import { grossMinor, type PromotedLine, type PromotionContext } from './cart.ts';
import { optionHash } from './option-hash.ts';

/** Discount of each line of a cart, in the order of the lines; minor units, net, at most the line. */
export type LineDiscounts = readonly bigint[];

/** Whether a promotion is meant for a line at all. */
export const isForLine = (promotion: CartPromotion, line: PromotedLine): boolean => {
  if (promotion.taxCategory !== null && promotion.taxCategory !== (line.taxCategory ?? null)) return false;
  if (promotion.type === 'SPECIAL_PRICE') return specialPriceRow(promotion, line) !== undefined;
  // A regular promotion without products waits for them; the others are for everything until they are narrowed.
  const isForAll = promotion.type === 'GLOBAL' || promotion.type === 'CUMULATIVE';
  if (!promotion.namesProducts) return isForAll;
  return promotion.products.some(
    ({ productCode, configurationCode, optionCodes }) =>
      productCode === line.productCode &&
      (configurationCode === null || configurationCode === line.configurationCode) &&
      (optionCodes.length === 0 || optionCodes.some((code) => line.optionCodes.includes(code))),
  );
};

/**
 * How many units of each line a promotion discounts. A limit goes to the dearest units first; which of two lines that
 * cost the same comes first depends on what they are and not on where they stand.
 */
export const discountedUnits = (promotion: CartPromotion, lines: readonly PromotedLine[]): readonly bigint[] => {
  const units = lines.map((line) => (isForLine(promotion, line) ? BigInt(line.quantity) : 0n));
  if (promotion.maximumQuantity === null) return units;
  let left = BigInt(promotion.maximumQuantity);
  for (const { index } of dearestFirst(lines)) {
    const wanted = units[index] ?? 0n;
    units[index] = wanted < left ? wanted : left;
    left -= units[index] ?? 0n;
  }
  return units;
};

type Ranked = { readonly line: PromotedLine; readonly index: number; readonly key: string };

const dearestFirst = (lines: readonly PromotedLine[]): readonly Ranked[] =>
  lines.map((line, index) => ({ line, index, key: keyOf(line) })).sort(dearer);

const keyOf = (line: PromotedLine): string =>
  JSON.stringify([
    line.productCode,
    line.configurationCode,
    [...line.optionCodes].sort(),
    line.quantity,
    line.taxCategory ?? null,
    line.priceType ?? 'NET',
    String(grossMinor(line)),
  ]);

const dearer = (a: Ranked, b: Ranked): number => {
  if (a.line.unitNetMinor !== b.line.unitNetMinor) return a.line.unitNetMinor > b.line.unitNetMinor ? -1 : 1;
  if (a.key === b.key) return 0;
  return a.key < b.key ? -1 : 1;
};

/**
 * What a promotion takes off each line when no other does. Percentages are rounded by unit, since a line is unit times
 * quantity; fixed amounts count for each unit. Promotions of the whole order (GLOBAL, or with a threshold) take a fixed
 * amount once and share it out by the net prices. All zero when the order is below the threshold, or an amount is
 * missing in the currency and cannot be converted.
 */
export const lineDiscounts = (
  promotion: CartPromotion,
  lines: readonly PromotedLine[],
  context: PromotionContext,
): LineDiscounts => {
  if (!reachesThreshold(promotion, lines, context)) return lines.map(() => 0n);
  const units = discountedUnits(promotion, lines);
  const { discount } = promotion;
  if (discount === null) {
    return lines.map((line, index) => capped(line, belowSpecialPrice(promotion, line, context) * (units[index] ?? 0n)));
  }
  if (discount.type === 'PERCENT') {
    return lines.map((line, index) => {
      const count = units[index] ?? 0n;
      return count === 0n ? 0n : capped(line, percentOf(line.unitNetMinor, discount.ratePpm) * count);
    });
  }
  const fixed = amountIn(context, discount.values, discount.defaultCurrency) ?? 0n;
  if (isForWholeOrder(promotion)) return sharedOut(promotion, lines, units, fixed);
  return lines.map((line, index) => {
    const byUnit = fixed < line.unitNetMinor ? fixed : line.unitNetMinor;
    return capped(line, byUnit * (units[index] ?? 0n));
  });
};

export const isForWholeOrder = (promotion: CartPromotion): boolean =>
  promotion.priceThreshold !== null || promotion.type === 'GLOBAL';

/**
 * What a promotion that adds to others takes off a line of which they have left `remainingMinor`. The more is left the
 * more is still to be paid, so a better discount before it is a better price after it.
 */
export const furtherDiscount = (
  promotion: CartPromotion,
  line: PromotedLine,
  units: bigint,
  remainingMinor: bigint,
  context: PromotionContext,
): bigint => {
  const { discount } = promotion;
  if (discount === null) return 0n;
  if (units === 0n || remainingMinor === 0n) return 0n;
  if (discount.type === 'PERCENT') return mulDiv(remainingMinor, discount.ratePpm * units, PPM * BigInt(line.quantity));
  const fixed = (amountIn(context, discount.values, discount.defaultCurrency) ?? 0n) * units;
  return fixed < remainingMinor ? fixed : remainingMinor;
};

export const reachesThreshold = (
  { priceThreshold }: CartPromotion,
  lines: readonly PromotedLine[],
  context: PromotionContext,
): boolean => {
  if (priceThreshold === null) return true;
  const total = lines.reduce((sum, line) => sum + grossMinor(line), 0n);
  const converted = inCurrency(context, { currency: context.currency, amountMinor: total }, priceThreshold.currency);
  return converted !== undefined && converted >= priceThreshold.amountMinor;
};

/** An order-value promotion is told with tax, like the threshold beside it; the others net. */
const sharedOut = (
  promotion: CartPromotion,
  lines: readonly PromotedLine[],
  units: readonly bigint[],
  fixed: bigint,
): LineDiscounts => {
  const nets = lines.map((line, index) => capped(line, line.unitNetMinor * (units[index] ?? 0n)));
  const net = sum(nets);
  if (net === 0n) return nets;
  const gross = sum(lines.map((line, index) => (line.unitGrossMinor ?? line.unitNetMinor) * (units[index] ?? 0n)));
  const wanted = promotion.priceThreshold === null || gross === 0n ? fixed : mulDiv(fixed, net, gross);
  // Minor units that are left over go to the dearest lines, so that where a line stands does not change its tax.
  const ranked = dearestFirst(lines);
  const parts = split(
    wanted < net ? wanted : net,
    ranked.map(({ index }) => nets[index] ?? 0n),
  );
  const shares = new Map(ranked.map(({ index }, rank) => [index, parts[rank]]));
  return nets.map((_, index) => shares.get(index) ?? 0n);
};

const specialPriceRow = ({ specialPrices }: CartPromotion, line: PromotedLine) => {
  const rows = specialPrices.filter(
    ({ productCode, configurationCode }) =>
      productCode === line.productCode && configurationCode === line.configurationCode,
  );
  if (rows.length === 0) return undefined;
  const hash = optionHash(line.optionCodes);
  return rows.find((row) => row.optionHash === hash) ?? rows.find((row) => row.optionHash === null);
};

/** By how much the special price of a unit is below its price; a special price above it takes nothing off. */
const belowSpecialPrice = (promotion: CartPromotion, line: PromotedLine, context: PromotionContext): bigint => {
  const row = specialPriceRow(promotion, line);
  const special = row && amountIn(context, row.prices, promotion.defaultCurrency ?? '');
  if (special === undefined) return 0n;
  const { unitNetMinor, unitGrossMinor = unitNetMinor, priceType = 'NET' } = line;
  // Special prices are net or gross as those of their list; the share of tax is that of the line.
  const isGross = priceType === 'GROSS' && unitGrossMinor > 0n;
  const net = isGross ? mulDiv(special, unitNetMinor, unitGrossMinor) : special;
  return net < unitNetMinor ? unitNetMinor - net : 0n;
};

/** The amount of the order's currency, or else that of the default one converted; undefined without a rate. */
const amountIn = (
  context: PromotionContext,
  amounts: readonly CurrencyAmount[],
  defaultCurrency: string,
): bigint | undefined => {
  const own = amounts.find(({ currency }) => currency === context.currency);
  if (own !== undefined) return own.amountMinor;
  const origin = amounts.find(({ currency }) => currency === defaultCurrency);
  return origin && inCurrency(context, origin, context.currency);
};

const inCurrency = ({ rates }: PromotionContext, { currency, amountMinor }: CurrencyAmount, to: string) => {
  if (currency === to) return amountMinor;
  const rate = rates?.(currency, to);
  return rate === undefined ? undefined : convert(amountMinor, currency, to, rate);
};

const capped = ({ netMinor }: PromotedLine, discountMinor: bigint): bigint =>
  discountMinor < netMinor ? discountMinor : netMinor;

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, each) => total + each, 0n);
