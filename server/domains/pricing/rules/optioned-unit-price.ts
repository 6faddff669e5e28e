import { percentOf } from '../../../kit/money.ts';
import { type ChosenGroup, combinationOf } from './choose-options.ts';
import type { ExchangeRates } from './conversion.ts';
import type { PriceImpact } from './option-types.ts';
import type { PriceKind, PricingConfiguration } from './types.ts';
import { type NoPrice, unitPrice } from './unit-price.ts';

type PriceSource = Pick<PricingConfiguration, 'schema' | 'defaultCurrency' | 'prices'>;

/**
 * The amount of one unit with the chosen options, in minor units of `currency`, net or gross as the list is. A FLAT list
 * has an amount for the combination; in a DYNAMIC list the options raise or lower the base price, each of them once,
 * whatever the value inside an interval. Never below zero.
 */
export const optionedUnitPrice = (
  configuration: PriceSource,
  currency: string,
  quantity: number,
  kind: PriceKind,
  rates: ExchangeRates,
  chosen: readonly ChosenGroup[],
): bigint | NoPrice => {
  const combination = configuration.schema === 'FLAT' ? combinationOf(chosen) : [];
  const base = unitPrice(configuration, currency, quantity, kind, rates, combination);
  return base === 'NO_PRICE' || configuration.schema === 'FLAT' ? base : withImpacts(base, currency, impactsOf(chosen));
};

const impactsOf = (chosen: readonly ChosenGroup[]): readonly PriceImpact[] => {
  const impacts: PriceImpact[] = [];
  for (const { options } of chosen) {
    for (const { option } of options) if (option.impact !== null) impacts.push(option.impact);
  }
  return impacts;
};

/**
 * First everything that is counted from the base price, then percentages of the whole. Those are all of the same whole
 * and not of each other, so the order of options does not matter.
 */
const withImpacts = (base: bigint, currency: string, impacts: readonly PriceImpact[]): bigint => {
  if (impacts.length === 0) return base;
  let whole = base;
  for (const impact of impacts) if (!isOfWhole(impact)) whole += amountOf(impact, base, currency);
  whole = atLeastNothing(whole);
  let price = whole;
  for (const impact of impacts) if (isOfWhole(impact)) price += amountOf(impact, whole, currency);
  return atLeastNothing(price);
};

const isOfWhole = ({ on, method }: PriceImpact): boolean => on === 'GLOBAL' && method === 'PERCENT';

const amountOf = (impact: PriceImpact, of: bigint, currency: string): bigint => {
  const size = impact.method === 'PERCENT' ? percentOf(of, impact.percentPpm) : fixedAmount(impact.amounts, currency);
  return impact.direction === 'SUBTRACT' ? -size : size;
};

/** Amounts of options are never converted: a currency that is not named costs nothing. */
const fixedAmount = (
  amounts: readonly { readonly currency: string; readonly amountMinor: bigint }[],
  currency: string,
): bigint => amounts.find((one) => one.currency === currency)?.amountMinor ?? 0n;

const atLeastNothing = (minor: bigint): bigint => (minor < 0n ? 0n : minor);
