import { amountNumber, percentOf } from '../../../kit/money.ts';
import { chooseConfiguration, type PricingConfiguration, unitPrice } from '../../pricing/index.ts';

export type TellPrice = { readonly Currency: string; readonly Price: number };

/**
 * What one unit without options costs in each currency that the default price list names, and what is left of it after
 * a discount (parts per million); net or gross as the list is. Currencies without such a price are left out.
 */
export const recommendedPrices = (
  configurations: readonly PricingConfiguration[],
  discountPpm: bigint,
): { readonly base: readonly TellPrice[]; readonly discounted: readonly TellPrice[] } => {
  const list = chooseConfiguration(configurations);
  const prices = list === undefined ? [] : unitPrices(list);
  return {
    base: prices.map(({ currency, minor }) => told(currency, minor)),
    discounted: prices.map(({ currency, minor }) => told(currency, minor - percentOf(minor, discountPpm))),
  };
};

const told = (currency: string, minor: bigint): TellPrice => ({
  Currency: currency,
  Price: amountNumber(minor, currency),
});

const unitPrices = (list: PricingConfiguration) => {
  const regular = list.prices.filter(({ kind }) => kind === 'REGULAR');
  return [...new Set(regular.map(({ currency }) => currency))].flatMap((currency) => {
    const minor = unitPrice(list, currency, 1, 'REGULAR');
    return minor === 'NO_PRICE' ? [] : [{ currency, minor }];
  });
};
