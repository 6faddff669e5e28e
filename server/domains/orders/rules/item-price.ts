import { type Refusal, refuse } from '../../../api/errors.ts';
import { parseAmount } from '../../../kit/money.ts';
import {
  ORDER_CURRENCY_INVALID,
  ORDER_PRODUCT_PRICE_AMOUNT_INVALID,
  ORDER_PRODUCT_PRICE_TYPE_BASE_INVALID,
  ORDER_PRODUCT_PRICE_TYPE_CUSTOM_INVALID,
  ORDER_PRODUCT_PRICE_TYPE_DEFAULT_INVALID,
  ORDER_PRODUCT_PRICE_TYPE_INVALID,
} from '../errors.ts';
import type { RequestedItem } from './requested-items.ts';

/** A price of one unit that the request names: decimal text, and its currency if it was said. */
export type SentPrice = { readonly amount: string; readonly currency: string | null };

/** Types that stand for the price of the catalogue, and what an amount beside them is. */
const OF_CATALOGUE: Readonly<Record<string, Refusal>> = {
  BASE: ORDER_PRODUCT_PRICE_TYPE_BASE_INVALID,
  DEFAULT: ORDER_PRODUCT_PRICE_TYPE_DEFAULT_INVALID,
};

const typeOf = ({ Price }: RequestedItem): string => (Price?.Type ?? '').trim().toUpperCase();

/** Whether amount and type of a price go together; an amount without a type is a custom price. */
export const checkPrice = (item: RequestedItem): void => {
  const amount = item.Price?.Amount;
  const type = typeOf(item);
  if (amount?.startsWith('-')) refuse(ORDER_PRODUCT_PRICE_AMOUNT_INVALID, 'A price cannot be negative.');
  const withAmount = OF_CATALOGUE[type];
  if (type !== '' && type !== 'CUSTOM' && withAmount === undefined) refuse(ORDER_PRODUCT_PRICE_TYPE_INVALID);
  if (withAmount !== undefined && amount != null) refuse(withAmount);
  if (type === 'CUSTOM' && amount == null) refuse(ORDER_PRODUCT_PRICE_TYPE_CUSTOM_INVALID);
};

/** The price that an item names; null when it is sold at that of the catalogue. */
export const priceSent = ({ Price }: RequestedItem): SentPrice | null =>
  Price?.Amount == null ? null : { amount: Price.Amount, currency: Price.Currency || null };

/**
 * That price in minor units. Refuses ORDER_CURRENCY_INVALID when it is in another currency than the order, and
 * ORDER_PRODUCT_PRICE_AMOUNT_INVALID when it has more decimals than the currency, or more digits than any price.
 */
export const priceMinor = ({ amount, currency: own }: SentPrice, currency: string): bigint => {
  if (own !== null && own !== currency) {
    refuse(ORDER_CURRENCY_INVALID, `A price in ${own} cannot be asked for in an order in ${currency}.`);
  }
  return (
    parseAmount(amount, currency) ??
    refuse(ORDER_PRODUCT_PRICE_AMOUNT_INVALID, `${amount} is no amount in ${currency}.`)
  );
};
