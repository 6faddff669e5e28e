import { refuse } from '../../../api/errors.ts';
import { isCurrency, MAX_AMOUNT_MINOR, parseAmount } from '../../../kit/money.ts';
import { RENEWAL_CURRENCY_INVALID, RENEWAL_PRICE_INVALID } from '../errors.ts';

/** The currency that a call names, or another one where it names none. Refuses RENEWAL_CURRENCY_INVALID. */
export const currencyOr = (sent: string | null | undefined, otherwise: string): string => {
  const currency = sent?.trim().toUpperCase() || otherwise;
  return isCurrency(currency) ? currency : refuse(RENEWAL_CURRENCY_INVALID, `${sent} is no currency.`);
};

/** A price in minor units, zero or more. Refuses RENEWAL_PRICE_INVALID. */
export const priceOf = (amount: string, currency: string): bigint => {
  const minor = parseAmount(amount, currency);
  return minor === undefined || minor < 0n || minor > MAX_AMOUNT_MINOR / 2n
    ? refuse(RENEWAL_PRICE_INVALID, `${amount} is no price in ${currency}.`)
    : minor;
};
