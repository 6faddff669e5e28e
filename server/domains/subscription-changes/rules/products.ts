import { refuse } from '../../../api/errors.ts';
import { calendarDate } from '../../../kit/dates.ts';
import type { SaleProduct } from '../../catalog/index.ts';
import {
  chooseConfiguration,
  chooseOptions,
  notationsOf,
  type OptionGroup,
  type OptionProblem,
} from '../../pricing/index.ts';
import { type Cycle, SUBSCRIPTION_LIFETIME, type SubscriptionState } from '../../subscriptions/index.ts';
import {
  SUBSCRIPTION_OPTIONS_INVALID,
  SUBSCRIPTION_PRODUCT_INVALID,
  SUBSCRIPTION_QUANTITY_INVALID,
} from '../errors.ts';

/** The cycle of a product that subscriptions can be of. Refuses SUBSCRIPTION_PRODUCT_INVALID. */
export const cycleOfProduct = ({ code, generatesSubscription, cycle }: SaleProduct): Cycle =>
  generatesSubscription && cycle !== null
    ? cycle
    : refuse(SUBSCRIPTION_PRODUCT_INVALID, `The product ${code} has no renewals.`);

/** Refuses SUBSCRIPTION_QUANTITY_INVALID. */
export const checkQuantity = (quantity: number, product: SaleProduct | undefined, isTrial: boolean): void => {
  if (quantity < 1 || quantity > 99_999) refuse(SUBSCRIPTION_QUANTITY_INVALID);
  if (quantity === 1) return;
  if (isTrial) refuse(SUBSCRIPTION_QUANTITY_INVALID, 'A trial is one of one unit.');
  if (product?.multipleUnits === false) {
    refuse(SUBSCRIPTION_QUANTITY_INVALID, `Of the product ${product.code} there is one unit at a time.`);
  }
};

/** Codes of the option groups on the price list that serves a country. */
export const groupCodesFor = (product: SaleProduct, countryCode: string): readonly string[] =>
  (chooseConfiguration(product.configurations, countryCode)?.optionGroups ?? []).map(({ code }) => code);

/**
 * Price options as subscriptions keep them, in the order of the product's groups; a group of which nothing is named takes
 * its defaults. Refuses SUBSCRIPTION_OPTIONS_INVALID.
 */
export const chosenCodes = (
  product: SaleProduct,
  countryCode: string,
  groups: readonly OptionGroup[],
  codes: readonly string[],
): readonly string[] => {
  const assigned = chooseConfiguration(product.configurations, countryCode)?.optionGroups ?? [];
  const requested = codes.filter((code) => code !== '').map((code) => ({ group: null, code }));
  const choices = chooseOptions(assigned, groups, requested);
  return choices.problem === undefined
    ? notationsOf(choices.groups)
    : refuse(SUBSCRIPTION_OPTIONS_INVALID, `The product ${product.code} ${sentenceOf(choices.problem)}`);
};

const sentenceOf = (problem: OptionProblem): string => {
  switch (problem.problem) {
    case 'UNKNOWN_OPTION':
      return `has no price option ${problem.option}.`;
    case 'AMBIGUOUS_OPTION':
      return `has the price option ${problem.option} in several groups: ${problem.groups.join(', ')}.`;
    case 'VALUE_OUT_OF_SCALE':
      return `has no interval for ${problem.option} in the group ${problem.group}.`;
    case 'TOO_MANY_OPTIONS':
      return `takes one price option of the group ${problem.group}.`;
    case 'REQUIRED_OPTION_MISSING':
      return `needs a price option of the group ${problem.group}.`;
  }
};

/**
 * What becomes different of a subscription that comes to another product: its end stays, and cycles of another length are
 * counted from there. What was agreed on for the price of the old product goes. Refuses SUBSCRIPTION_PRODUCT_INVALID and
 * SUBSCRIPTION_LIFETIME.
 */
export const movedToProduct = (
  state: SubscriptionState,
  product: SaleProduct,
  graceDays: number | null,
  timeZone: string,
) => {
  const cycle = cycleOfProduct(product);
  if (state.expires_at === null) return refuse(SUBSCRIPTION_LIFETIME);
  const isSameCycle = cycle.length === state.cycle_length && cycle.unit === state.cycle_unit;
  return {
    product_id: product.productId,
    product_code: product.code,
    product_name: product.name,
    product_version: product.version,
    sku: '',
    cycle_length: cycle.length,
    cycle_unit: cycle.unit,
    grace_days: graceDays,
    own_price_minor: null,
    own_price_type: null,
    ...(isSameCycle ? {} : { anchor_date: calendarDate(state.expires_at, timeZone), anchor_cycle: state.cycle_number }),
  };
};
