import { percentOf } from '../../../kit/money.ts';
import { convert, type ExchangeRates } from '../../pricing/index.ts';
import type { UpSellDiscountFacts, UpSellFacts, UpSellSide } from '../campaign.ts';
import { includes } from './days.ts';

/** A line that an upsell campaign put in the cart in the place of another product. */
export type UpSoldLine = {
  readonly productCode: string;
  /** Code of the product in whose place it stands. */
  readonly parentCode: string;
  readonly quantity: number;
  /** What was chosen of the options, by the codes of their groups; the value is that inside an interval. */
  readonly options: readonly {
    readonly code: string;
    readonly options: readonly { readonly code: string; readonly value: number | null }[];
  }[];
  /** Net price of one unit before discounts, minor units of the order's currency. */
  readonly unitNetMinor: bigint;
};

export type UpSellTerms = {
  /** Day of UTC. */
  readonly today: string;
  readonly currency: string;
  readonly rates: ExchangeRates;
};

export type NoUpSell =
  | 'CAMPAIGN_NOT_RUNNING'
  | 'PARENT_NOT_IN_CAMPAIGN'
  | 'PRODUCT_NOT_RECOMMENDED'
  | 'OTHER_QUANTITY'
  | 'OTHER_OPTIONS'
  | 'NO_AMOUNT_IN_CURRENCY';

type Campaign = Pick<UpSellFacts, 'enabled' | 'startsOn' | 'endsOn' | 'discount' | 'primary' | 'recommended'>;

/**
 * What an upsell campaign takes off a line, in minor units, net: its percentage of every unit, rounded half away from
 * zero, or its amount for every unit, at most the unit's price. An amount that the campaign does not have in the order's
 * currency is converted from its default currency. Answers why not, when the campaign does not run or the line is not
 * what it recommends in place of the parent; the parent itself has left the cart.
 */
export const upSellDiscount = (campaign: Campaign, line: UpSoldLine, terms: UpSellTerms): bigint | NoUpSell => {
  const { primary, recommended, discount } = campaign;
  if (!campaign.enabled || !includes(campaign, terms.today)) return 'CAMPAIGN_NOT_RUNNING';
  if (line.parentCode !== primary.productCode) return 'PARENT_NOT_IN_CAMPAIGN';
  if (line.productCode !== recommended.productCode) return 'PRODUCT_NOT_RECOMMENDED';
  if (recommended.quantity !== ANY && line.quantity !== recommended.quantity) return 'OTHER_QUANTITY';
  if (!hasOptions(line, recommended)) return 'OTHER_OPTIONS';
  const ofUnit = unitDiscount(discount, line.unitNetMinor, terms);
  return ofUnit === undefined ? 'NO_AMOUNT_IN_CURRENCY' : ofUnit * BigInt(line.quantity);
};

const ANY = 0;

/** Every option that the campaign recommends is chosen; others may be, too. An interval may go by the group's code. */
const hasOptions = ({ options: chosen }: UpSoldLine, { options: wanted }: UpSellSide): boolean =>
  wanted.every((group) => {
    const own = chosen.find(({ code }) => code === group.code)?.options ?? [];
    return group.options.every(({ code, value }) =>
      own.some((option) => {
        if (value === null) return option.code === code;
        return option.value === value && (option.code === code || group.code === code);
      }),
    );
  });

const unitDiscount = (
  discount: UpSellDiscountFacts | null,
  unitNetMinor: bigint,
  { currency, rates }: UpSellTerms,
): bigint | undefined => {
  if (discount === null) return 0n;
  if (discount.type === 'PERCENT') return percentOf(unitNetMinor, discount.ratePpm);
  const own = discount.values.find((value) => value.currency === currency);
  const amountMinor = own === undefined ? converted(discount, currency, rates) : own.amountMinor;
  return amountMinor === undefined || amountMinor < unitNetMinor ? amountMinor : unitNetMinor;
};

const converted = (
  { values, defaultCurrency }: Extract<UpSellDiscountFacts, { type: 'FIXED' }>,
  currency: string,
  rates: ExchangeRates,
): bigint | undefined => {
  const origin = values.find((value) => value.currency === defaultCurrency);
  const rate = rates(defaultCurrency, currency);
  return origin === undefined || rate === undefined
    ? undefined
    : convert(origin.amountMinor, defaultCurrency, currency, rate);
};
