import {
  combinationKey,
  type OptionChoice,
  type OptionGroup,
  type Price,
  type PricingConfiguration,
} from '../../pricing/index.ts';
import type { SpecialPrice } from '../promotion.ts';
import { optionHash } from './option-hash.ts';

type List = Pick<PricingConfiguration, 'code' | 'prices'>;

/**
 * The table of a price list from which special prices are made: one row for each combination of options with own
 * amounts, with what one unit costs in each currency at the lowest quantity. Names come from `groups`; a group or option
 * that is not there is told by its code.
 */
export const priceMatrix = (
  productCode: string,
  { code, prices }: List,
  groups: readonly OptionGroup[],
): readonly SpecialPrice[] => {
  const byCombination = new Map<string, Price[]>();
  for (const price of prices.filter(({ kind }) => kind === 'REGULAR')) {
    const key = combinationKey(price.optionCodes);
    byCombination.set(key, [...(byCombination.get(key) ?? []), price]);
  }
  return [...byCombination.values()].map((group) => {
    const choices = group[0]?.optionCodes ?? [];
    return {
      productCode,
      configurationCode: code,
      optionHash: optionHash(choices.flatMap(({ options }) => options)),
      options: choices.flatMap((choice) => namesOf(choice, groups)),
      prices: firstOfEachCurrency(group).map(({ currency, amountMinor }) => ({ currency, amountMinor })),
    };
  });
};

const namesOf = ({ code, options }: OptionChoice, groups: readonly OptionGroup[]): SpecialPrice['options'] => {
  const group = groups.find((each) => each.code === code);
  return options.map((option) => ({
    groupName: group?.name ?? code,
    optionText: group?.options.find((each) => each.code === option)?.name ?? option,
  }));
};

const firstOfEachCurrency = (prices: readonly Price[]): readonly Price[] => {
  const byCurrency = new Map<string, Price>();
  for (const price of prices) {
    const known = byCurrency.get(price.currency);
    if (known === undefined || price.minQuantity < known.minQuantity) byCurrency.set(price.currency, price);
  }
  return [...byCurrency.values()];
};
