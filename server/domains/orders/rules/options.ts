import { refuse } from '../../../api/errors.ts';
import type { PriceList, SaleProduct } from '../../catalog/index.ts';
import {
  type ChosenGroup,
  chooseOptions,
  type OptionGroup,
  type OptionProblem,
  type RequestedOption,
} from '../../pricing/index.ts';
import { ORDER_PRODUCT_OPTIONS_INVALID } from '../errors.ts';
import type { RequestedItem } from './requested-items.ts';

/**
 * The options that an item asks for. Sent as codes, or as groups {Code, Options: [{Value}]}; a group without Options
 * is a code after all.
 */
export const requestedOptions = ({ PriceOptions }: RequestedItem): readonly RequestedOption[] =>
  (PriceOptions ?? []).flatMap(({ Code, Options, Value }) => {
    const group = Code || null;
    if (Value) return [{ group, code: Value }];
    if (Options == null) return group === null ? [] : [{ group: null, code: group }];
    return Options.flatMap((option) => (option.Value ? [{ group, code: option.Value }] : []));
  });

/** Codes of the groups in use on any price list of the products. */
export const assignedGroupCodes = (products: readonly SaleProduct[]): readonly string[] => [
  ...new Set(
    products.flatMap(({ configurations }) =>
      configurations.flatMap(({ optionGroups }) => optionGroups.map(({ code }) => code)),
    ),
  ),
];

/** What is chosen of the groups of a price list, defaults included; refuses ORDER_PRODUCT_OPTIONS_INVALID. */
export const chosenOptions = (
  productCode: string,
  list: PriceList,
  groups: readonly OptionGroup[],
  requested: readonly RequestedOption[],
): readonly ChosenGroup[] => {
  const choices = chooseOptions(list.optionGroups, groups, requested);
  if (choices.problem === undefined) return choices.groups;
  return refuse(ORDER_PRODUCT_OPTIONS_INVALID, `The product ${productCode} ${sentenceOf(choices.problem)}`);
};

const sentenceOf = (problem: OptionProblem): string => {
  switch (problem.problem) {
    case 'UNKNOWN_OPTION':
      return `has no price option ${problem.option}.`;
    case 'AMBIGUOUS_OPTION':
      return `has the price option ${problem.option} in several groups: ${problem.groups.join(', ')}; name one of them.`;
    case 'VALUE_OUT_OF_SCALE':
      return `has no interval for ${problem.option} in the group ${problem.group}; write ${problem.group}=value.`;
    case 'TOO_MANY_OPTIONS':
      return `takes one price option of the group ${problem.group}.`;
    case 'REQUIRED_OPTION_MISSING':
      return `needs a price option of the group ${problem.group}.`;
  }
};
