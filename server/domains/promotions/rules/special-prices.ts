import { refuse } from '../../../api/errors.ts';
import { isCurrency, parseAmount } from '../../../kit/money.ts';
import { PROMOTION_PRICE_MATRIX_INVALID } from '../errors.ts';
import type { SentMatrixRow } from '../objects.ts';
import type { CurrencyAmount, SpecialPrice } from '../promotion.ts';

const invalid = (what: string): never => refuse(PROMOTION_PRICE_MATRIX_INVALID, what);

/**
 * Reads the special prices of a promotion; rows without prices say nothing and are left out. Refuses
 * PROMOTION_PRICE_MATRIX_INVALID when none is left, two are for the same combination, or one lacks the default currency.
 */
export const specialPricesOf = (rows: readonly SentMatrixRow[], defaultCurrency: string): readonly SpecialPrice[] => {
  if (!isCurrency(defaultCurrency)) invalid(`There is no currency ${JSON.stringify(defaultCurrency)}.`);
  const prices = rows.filter(({ Prices }) => Prices?.length).map((row) => specialPriceOf(row, defaultCurrency));
  if (prices.length === 0) invalid('PriceMatrix has no prices.');
  const keys = prices.map((row) => JSON.stringify([row.productCode, row.configurationCode, row.optionHash]));
  if (new Set(keys).size < keys.length) invalid('PriceMatrix has two rows for one combination.');
  return prices;
};

const specialPriceOf = (row: SentMatrixRow, defaultCurrency: string): SpecialPrice => {
  const prices = (row.Prices ?? []).map(({ Currency, Value }) => priceOf(Currency, Value));
  const currencies = prices.map(({ currency }) => currency);
  if (new Set(currencies).size < currencies.length) invalid('A row of PriceMatrix has two prices of one currency.');
  if (!currencies.includes(defaultCurrency)) {
    invalid(`The row of ${row.ProductCode} in PriceMatrix has no price in ${defaultCurrency}.`);
  }
  return {
    productCode: row.ProductCode,
    configurationCode: row.PricingConfigurationCode,
    optionHash: row.OptionHash || null,
    options: (row.Options ?? []).map(({ GroupName, OptionText }) => ({
      groupName: GroupName ?? '',
      optionText: OptionText ?? '',
    })),
    prices,
  };
};

const priceOf = (currency: string, value: string): CurrencyAmount => {
  if (!isCurrency(currency)) return invalid(`There is no currency ${JSON.stringify(currency)}.`);
  const amountMinor = parseAmount(value, currency);
  if (amountMinor === undefined || amountMinor < 0n) return invalid(`${value} is not a price in ${currency}.`);
  return { currency, amountMinor };
};
