import { refuse } from '../../../api/errors.ts';
import { amountText, parseAmount } from '../../../kit/money.ts';
import {
  checkIntervals,
  combinationKey,
  type OptionChoice,
  type Price,
  type PriceKind,
  type PriceType,
} from '../../pricing/index.ts';
import { PRICE_INTERVALS_OVERLAP, PRICING_CONFIGURATION_INVALID } from '../errors.ts';
import type { SentConfiguration, SentPrice } from '../objects/pricing.ts';
import type { PriceList } from '../product.ts';
import { knownCountry, knownCurrency } from './codes.ts';

const WHOLE_RANGE = { min: 1, max: 99_999 } as const;
const MAX_PRICES = 5_000;
/** The name of lists that were sent without one, so that an update without one finds them again. */
const NAMELESS = 'Default price list';

export type PriceListRules = {
  /** The account's currency. */
  readonly currency: string;
  /** A new code: ten upper-case hexadecimal digits. */
  readonly newCode: () => string;
};

/**
 * The price lists after a client sent some. A sent list is the one of its code, else the one of its name, else a new
 * one under a new code; lists that are not sent stay. Refuses PRICING_CONFIGURATION_INVALID, PRICE_INTERVALS_OVERLAP,
 * CURRENCY_NOT_KNOWN, COUNTRY_NOT_KNOWN.
 */
export const mergePriceLists = (
  before: readonly PriceList[],
  sent: readonly SentConfiguration[],
  rules: PriceListRules,
): readonly PriceList[] => {
  const after = [...before];
  const claimed = new Map<PriceList, SentConfiguration>();
  const defaults = new Set<string>();
  for (const configuration of sent) {
    const known = findMeant(before, configuration, claimed);
    if (known !== undefined) claimed.set(known, configuration);
    const list = known === undefined ? newList(configuration, rules) : changedList(known, configuration);
    checkList(list);
    if (list.isDefault && configuration.Default === true) defaults.add(list.code);
    if (known === undefined) after.push(list);
    else after[before.indexOf(known)] = list;
  }
  return withOneDefault(after, defaults);
};

const findMeant = (
  lists: readonly PriceList[],
  { Code, Name }: SentConfiguration,
  claimed: ReadonlyMap<PriceList, SentConfiguration>,
): PriceList | undefined => {
  const free = lists.filter((list) => !claimed.has(list));
  return (
    free.find(({ code }) => code === Code?.toUpperCase()) ??
    free.find(({ name }) => name === (Name?.trim() || NAMELESS))
  );
};

export const newList = (sent: SentConfiguration, rules: PriceListRules): PriceList => {
  const prices = mergePrices([], sent.Prices);
  return {
    code: rules.newCode(),
    name: sent.Name?.trim() || NAMELESS,
    isDefault: sent.Default === true,
    billingCountries: countriesOf(sent),
    schema: sent.PricingSchema === 'FLAT' ? 'FLAT' : 'DYNAMIC',
    priceType: sent.PriceType === 'GROSS' ? 'GROSS' : 'NET',
    defaultCurrency: knownCurrency(sent.DefaultCurrency || (firstCurrency(prices) ?? rules.currency)),
    prices,
    useOriginalPrices: sent.UseOriginalPrices === true,
    optionGroups: optionGroupsOf(sent),
  };
};

export const changedList = (list: PriceList, sent: SentConfiguration): PriceList => {
  if (sent.PricingSchema && sent.PricingSchema !== list.schema) {
    refuse(PRICING_CONFIGURATION_INVALID, `The schema of the pricing configuration ${list.code} cannot be changed.`);
  }
  return {
    ...list,
    name: sent.Name?.trim() || list.name,
    isDefault: sent.Default ?? list.isDefault,
    billingCountries: sent.BillingCountries === undefined ? list.billingCountries : countriesOf(sent),
    priceType: priceTypeOf(sent.PriceType) ?? list.priceType,
    defaultCurrency: sent.DefaultCurrency ? knownCurrency(sent.DefaultCurrency) : list.defaultCurrency,
    prices: mergePrices(list.prices, sent.Prices),
    useOriginalPrices: sent.UseOriginalPrices === undefined ? list.useOriginalPrices : sent.UseOriginalPrices === true,
    optionGroups: sent.PriceOptions === undefined ? list.optionGroups : optionGroupsOf(sent),
  };
};

const priceTypeOf = (text: string | null | undefined): PriceType | undefined =>
  text === 'NET' || text === 'GROSS' ? text : undefined;

const firstCurrency = (prices: readonly Price[]): string | undefined =>
  prices.find(({ kind }) => kind === 'REGULAR')?.currency;

const countriesOf = ({ BillingCountries }: SentConfiguration): readonly string[] => [
  ...new Set((BillingCountries ?? []).map(knownCountry)),
];

const optionGroupsOf = ({ PriceOptions }: SentConfiguration): PriceList['optionGroups'] =>
  (PriceOptions ?? []).map(({ Code, Required }) => ({ code: Code, required: Required === true }));

// ---- prices ----

/** A price as it was sent; no amount where it is to be deleted. */
type Wish = Omit<Price, 'amountMinor'> & { readonly amountMinor: bigint | undefined };

/** Sent prices replace those of the same kind, currency, interval and options; the others stay. */
export const mergePrices = (before: readonly Price[], sent: SentConfiguration['Prices']): readonly Price[] => {
  const wishes = [...wishesOf('REGULAR', sent?.Regular), ...wishesOf('RENEWAL', sent?.Renewal)];
  const after = new Map(before.map((price) => [keyOf(price), price]));
  const granted = new Set<string>();
  for (const { amountMinor, ...price } of wishes) {
    const key = keyOf(price);
    if (granted.has(key)) refuse(PRICE_INTERVALS_OVERLAP, `${describe(price)} is given twice.`);
    granted.add(key);
    if (amountMinor === undefined) after.delete(key);
    else after.set(key, { ...price, amountMinor });
  }
  return [...after.values()];
};

const keyOf = (price: Omit<Price, 'amountMinor'>): string =>
  JSON.stringify([price.kind, price.currency, price.minQuantity, price.maxQuantity, combinationKey(price.optionCodes)]);

const wishesOf = (kind: PriceKind, sent: readonly SentPrice[] | null | undefined): readonly Wish[] =>
  (sent ?? []).map((price) => {
    const currency = knownCurrency(price.Currency);
    return {
      kind,
      currency,
      minQuantity: price.MinQuantity ?? WHOLE_RANGE.min,
      maxQuantity: price.MaxQuantity ?? WHOLE_RANGE.max,
      amountMinor: amountOf(price.Amount, currency),
      optionCodes: (price.OptionCodes ?? []).map(choiceOf),
    };
  });

const choiceOf = (sent: { readonly Code: string; readonly Options?: readonly string[] | null }): OptionChoice => ({
  code: sent.Code,
  options: sent.Options ?? [],
});

const DELETE = /^-1(?:\.0+)?$/;

const amountOf = (text: string, currency: string): bigint | undefined => {
  if (DELETE.test(text)) return undefined;
  const minor = parseAmount(text, currency);
  if (minor === undefined || minor < 0n) {
    return refuse(PRICING_CONFIGURATION_INVALID, `${text} is no price in ${currency}.`);
  }
  return minor;
};

// ---- the list as a whole ----

export const checkList = (list: PriceList): void => {
  if (list.prices.length > MAX_PRICES) {
    refuse(PRICING_CONFIGURATION_INVALID, `A pricing configuration has at most ${MAX_PRICES} prices.`);
  }
  for (const problem of checkIntervals(list.prices)) {
    if (problem.problem === 'OVERLAP') {
      refuse(PRICE_INTERVALS_OVERLAP, `${describe(problem.price)} overlaps ${describe(problem.with)}.`);
    }
    refuse(PRICING_CONFIGURATION_INVALID, `${describe(problem.price)} has limits that cannot be.`);
  }
  const regular = list.prices.filter(({ kind }) => kind === 'REGULAR');
  if (regular.length > 0 && !regular.some(({ currency }) => currency === list.defaultCurrency)) {
    refuse(
      PRICING_CONFIGURATION_INVALID,
      `The pricing configuration ${list.name} needs a regular price in ${list.defaultCurrency}, its default currency.`,
    );
  }
};

const describe = (price: Omit<Price, 'amountMinor'> & { readonly amountMinor?: bigint }): string => {
  const amount = price.amountMinor === undefined ? '' : `${amountText(price.amountMinor, price.currency)} `;
  return `The price ${amount}${price.currency} for ${price.minQuantity} to ${price.maxQuantity}`;
};

/** Exactly one list is the default: the one that was said to be, else the one that was, else the first. */
export const withOneDefault = (lists: readonly PriceList[], said: ReadonlySet<string>): readonly PriceList[] => {
  if (said.size > 1) refuse(PRICING_CONFIGURATION_INVALID, 'Only one pricing configuration can be the default.');
  const chosen =
    lists.find(({ code }) => said.has(code)) ??
    lists.find(({ isDefault }) => isDefault) ??
    lists.find(({ billingCountries }) => billingCountries.length === 0) ??
    lists[0];
  return lists.map((list) => (list.isDefault === (list === chosen) ? list : { ...list, isDefault: list === chosen }));
};
