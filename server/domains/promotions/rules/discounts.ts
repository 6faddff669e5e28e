import { refuse } from '../../../api/errors.ts';
import { amountText, isCurrency, PPM, parseAmount } from '../../../kit/money.ts';
import { PROMOTION_DISCOUNT_INVALID } from '../errors.ts';
import type { SentDiscount } from '../objects.ts';
import type { CurrencyAmount, Discount } from '../promotion.ts';

/** Four decimals of a percentage are whole parts per million. */
const PERCENT_DECIMALS = 4;

const invalid = (what: string): never => refuse(PROMOTION_DISCOUNT_INVALID, what);

/** Reads a discount as clients send it; refuses PROMOTION_DISCOUNT_INVALID. */
export const discountOf = (sent: SentDiscount): Discount => {
  const type = sent.Type ?? (sent.Values?.length ? 'FIXED' : 'PERCENT');
  return type === 'PERCENT' ? percentOf(sent) : fixedOf(sent);
};

const percentOf = ({ Value }: SentDiscount): Discount => {
  const [, whole, fraction = ''] = /^(\d{1,3})(?:\.(\d+))?$/.exec(Value ?? '') ?? [];
  if (whole === undefined) return invalid('Discount.Value is a percentage from 0 to 100.');
  if (/[1-9]/.test(fraction.slice(PERCENT_DECIMALS))) return invalid('Discount.Value has four decimals at most.');
  const ratePpm = BigInt(whole + fraction.slice(0, PERCENT_DECIMALS).padEnd(PERCENT_DECIMALS, '0'));
  return ratePpm > PPM ? invalid('Discount.Value is a percentage from 0 to 100.') : { type: 'PERCENT', ratePpm };
};

const fixedOf = ({ Values, DefaultCurrency }: SentDiscount): Discount => {
  const values = (Values ?? []).map(({ Currency, Amount }) => fixedAmountOf(Currency, Amount));
  const [first] = values;
  if (first === undefined) return invalid('Discount.Values has no amounts.');
  if (new Set(values.map(({ currency }) => currency)).size < values.length) {
    invalid('Discount.Values has two amounts of one currency.');
  }
  const defaultCurrency = DefaultCurrency || first.currency;
  if (!values.some(({ currency }) => currency === defaultCurrency)) {
    invalid(`Discount.Values has no amount in the default currency ${defaultCurrency}.`);
  }
  return { type: 'FIXED', defaultCurrency, values };
};

const fixedAmountOf = (currency: string, amount: string): CurrencyAmount => {
  if (!isCurrency(currency)) return invalid(`There is no currency ${JSON.stringify(currency)}.`);
  const amountMinor = parseAmount(amount, currency);
  if (amountMinor === undefined || amountMinor < 0n) {
    return invalid(`${amount} is not an amount of ${currency} that can be taken off.`);
  }
  return { currency, amountMinor };
};

/** A percentage as a number: 125 000 parts per million are 12.5. */
export const percentNumber = (ratePpm: bigint): number => Number(ratePpm) / 10_000;

/** The discount for people: '15%', '5.00 EUR'; null where prices stand in its place. */
export const discountLabel = (discount: Discount | null): string | null => {
  if (discount === null) return null;
  if (discount.type === 'PERCENT') return `${percentNumber(discount.ratePpm)}%`;
  const value = discount.values.find(({ currency }) => currency === discount.defaultCurrency);
  return value === undefined ? null : `${amountText(value.amountMinor, value.currency)} ${value.currency}`;
};
