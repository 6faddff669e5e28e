export { type CartAmounts, type CartLine, priceCart } from './rules/cart-amounts.ts';
export { chooseConfiguration } from './rules/choose-configuration.ts';
export { convert, type ExchangeRates, RATE_SCALE } from './rules/conversion.ts';
export { checkIntervals, type IntervalProblem } from './rules/intervals.ts';
export { type Amounts, type LineAmounts, type LineInput, priceLine } from './rules/line-amounts.ts';
export { combinationKey } from './rules/option-combination.ts';
export type { OptionChoice, Price, PriceKind, PriceType, PricingConfiguration, PricingSchema } from './rules/types.ts';
export { type NoPrice, unitPrice } from './rules/unit-price.ts';
