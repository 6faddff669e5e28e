import type { Method } from '../method.ts';
import { addPriceOptionGroup } from './methods/add-price-option-group.ts';
import { getPriceOptionGroup } from './methods/get-price-option-group.ts';
import { searchPriceOptionGroups } from './methods/search-price-option-groups.ts';
import { updatePriceOptionGroup } from './methods/update-price-option-group.ts';

export { withOptionGroup } from '../examples.ts';
export { groupAnswer } from './answer.ts';
export { declarePriceOptionGroup } from './declare.ts';
export {
  PRICE_OPTION_GROUP_NOT_ASSIGNED,
  PRICE_OPTION_GROUP_NOT_FOUND,
  PRICING_CONFIGURATION_NOT_FOUND,
} from './errors.ts';
export { PriceOptionGroup } from './objects.ts';
export { type CartAmounts, type CartLine, priceCart, totalsOf } from './rules/cart-amounts.ts';
export { chooseConfiguration } from './rules/choose-configuration.ts';
export {
  type ChosenGroup,
  type ChosenOption,
  chooseOptions,
  notationsOf,
  type OptionChoices,
  type OptionProblem,
  type RequestedOption,
  subscriptionMonths,
} from './rules/choose-options.ts';
export { convert, type ExchangeRates, RATE_SCALE } from './rules/conversion.ts';
export { checkIntervals, type IntervalProblem } from './rules/intervals.ts';
export { type Amounts, type LineAmounts, type LineInput, priceLine, sharedByUnits } from './rules/line-amounts.ts';
export { combinationKey } from './rules/option-combination.ts';
export type { AssignedGroup, OptionGroup } from './rules/option-types.ts';
export { optionedUnitPrice } from './rules/optioned-unit-price.ts';
export type { OptionChoice, Price, PriceKind, PriceType, PricingConfiguration, PricingSchema } from './rules/types.ts';
export { type NoPrice, unitPrice } from './rules/unit-price.ts';
export { languageOf } from './save-group.ts';
export { findOptionGroup, listOptionGroups } from './store.ts';

export const methods: readonly Method[] = [
  addPriceOptionGroup,
  getPriceOptionGroup,
  searchPriceOptionGroups,
  updatePriceOptionGroup,
];
