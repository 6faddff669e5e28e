import { refuse } from '../../../api/errors.ts';
import { combinationKey, type OptionChoice, type Price, type PriceKind } from '../../pricing/index.ts';
import { PRICING_CONFIGURATION_INVALID } from '../errors.ts';
import type { SentConfiguration, SentPrice } from '../objects/pricing.ts';
import type { PriceList } from '../product.ts';
import { changedList, checkList, mergePrices, newList, type PriceListRules, withOneDefault } from './price-lists.ts';

/** The price lists of a product with one more. Refuses as `mergePriceLists` does. */
export const addPriceList = (
  before: readonly PriceList[],
  sent: SentConfiguration,
  rules: PriceListRules,
): readonly PriceList[] => {
  const list = newList(sent, rules);
  checkList(list);
  return withOneDefault([...before, list], new Set(list.isDefault ? [list.code] : []));
};

/** The price lists of a product with one of them changed. Refuses as `mergePriceLists` does. */
export const changePriceList = (
  before: readonly PriceList[],
  list: PriceList,
  sent: SentConfiguration,
): readonly PriceList[] => {
  const changed = changedList(list, sent);
  checkList(changed);
  const after = before.map((one) => (one === list ? changed : one));
  return withOneDefault(after, new Set(sent.Default === true ? [list.code] : []));
};

/** What a set of amounts is for. */
export type PriceUse = {
  readonly kind: PriceKind;
  readonly minQuantity: number;
  readonly maxQuantity: number;
  /** Null in DYNAMIC lists; in FLAT lists null is the choice of no option. */
  readonly options: readonly OptionChoice[] | null;
};

/**
 * A price list with amounts set for one interval; amounts in other currencies and for other intervals stay, -1 deletes.
 * What is left for the interval needs an amount in the default currency, since others are converted from it.
 * Refuses PRICING_CONFIGURATION_INVALID, PRICE_INTERVALS_OVERLAP, CURRENCY_NOT_KNOWN.
 */
export const withSavedPrices = (
  list: PriceList,
  use: PriceUse,
  amounts: readonly Pick<SentPrice, 'Amount' | 'Currency'>[],
): PriceList => {
  const options = use.options ?? [];
  if (list.schema === 'DYNAMIC' && options.length > 0) {
    refuse(PRICING_CONFIGURATION_INVALID, 'The prices of a DYNAMIC pricing configuration are for no options.');
  }
  const sent = amounts.map((amount) => ({
    ...amount,
    MinQuantity: use.minQuantity,
    MaxQuantity: use.maxQuantity,
    OptionCodes: options.map(({ code, options: codes }) => ({ Code: code, Options: codes })),
  }));
  const prices = mergePrices(list.prices, use.kind === 'REGULAR' ? { Regular: sent } : { Renewal: sent });
  const after = { ...list, prices };
  checkList(after);
  checkDefaultCurrency(after, use);
  return after;
};

const checkDefaultCurrency = ({ prices, defaultCurrency }: PriceList, use: PriceUse): void => {
  const ofUse = prices.filter((price) => isFor(price, use));
  if (ofUse.length > 0 && !ofUse.some(({ currency }) => currency === defaultCurrency)) {
    refuse(
      PRICING_CONFIGURATION_INVALID,
      `The quantities ${use.minQuantity} to ${use.maxQuantity} need a price in ${defaultCurrency}, the default currency.`,
    );
  }
};

const isFor = (price: Price, use: PriceUse): boolean =>
  price.kind === use.kind &&
  price.minQuantity === use.minQuantity &&
  price.maxQuantity === use.maxQuantity &&
  combinationKey(price.optionCodes) === combinationKey(use.options ?? []);
