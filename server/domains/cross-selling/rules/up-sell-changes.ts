import { refuse } from '../../../api/errors.ts';
import { isCurrency, parseAmount } from '../../../kit/money.ts';
import type { UpSellDiscountFacts, UpSellFacts, UpSellSide } from '../campaign.ts';
import { UP_SELL_CAMPAIGN_INVALID } from '../errors.ts';
import type { SentUpSellCampaign, SentUpSellDiscount, SentUpSellProduct } from '../up-sell-objects.ts';
import { areReversed } from './days.ts';
import { percentPpm } from './percent.ts';

const invalid = (sentence: string): never => refuse(UP_SELL_CAMPAIGN_INVALID, sentence);

/**
 * The campaign after a client sent some of it; null before for a new one. What is not sent stays, inside the two sides
 * too; a date or a discount of null is taken away. Refuses UP_SELL_CAMPAIGN_INVALID.
 */
export const upSellAfter = (before: UpSellFacts | null, sent: SentUpSellCampaign): UpSellFacts => {
  const after: UpSellFacts = {
    name: sent.Name?.trim() || before?.name || invalid('A campaign needs a Name.'),
    startsOn: sent.StartDate === undefined ? (before?.startsOn ?? null) : sent.StartDate,
    endsOn: sent.EndDate === undefined ? (before?.endsOn ?? null) : sent.EndDate,
    displayForManualRenewals: sent.DisplayForManualRenewals ?? before?.displayForManualRenewals ?? false,
    enabled: sent.Enabled ?? before?.enabled ?? false,
    discount: sent.Discount === undefined ? (before?.discount ?? null) : discountOf(sent.Discount),
    primary: sideAfter('PrimaryProduct', before?.primary, sent.PrimaryProduct),
    recommended: sideAfter('RecommendedProduct', before?.recommended, sent.RecommendedProduct),
  };
  if (areReversed(after)) invalid('EndDate is before StartDate.');
  if (JSON.stringify(after.primary) === JSON.stringify(after.recommended)) {
    invalid('PrimaryProduct and RecommendedProduct are the same.');
  }
  return after;
};

const sideAfter = (
  name: string,
  before: UpSellSide | undefined,
  sent: SentUpSellProduct | null | undefined,
): UpSellSide => ({
  productCode: sent?.Code || before?.productCode || invalid(`A campaign needs a ${name} with its Code.`),
  quantity: sent?.Quantity ?? before?.quantity ?? 0,
  options: sent?.PriceOptions ? optionsOf(sent.PriceOptions) : (before?.options ?? []),
});

const optionsOf = (groups: NonNullable<SentUpSellProduct['PriceOptions']>): UpSellSide['options'] =>
  groups.map(({ Code, Options }) => ({
    code: Code,
    options: (Options ?? []).map((option) => ({ code: option.Code, value: option.Value ?? null })),
  }));

const discountOf = (sent: SentUpSellDiscount | null): UpSellDiscountFacts | null => {
  if (sent === null) return null;
  return sent.Type === 'PERCENT' ? percentDiscount(sent) : fixedDiscount(sent);
};

const percentDiscount = ({ Value }: SentUpSellDiscount): UpSellDiscountFacts => ({
  type: 'PERCENT',
  ratePpm: (Value ? percentPpm(Value) : undefined) ?? invalid('A percentage is 0 to 100 with at most four decimals.'),
});

const fixedDiscount = ({ Values, DefaultCurrency }: SentUpSellDiscount): UpSellDiscountFacts => {
  const values = (Values ?? []).map(({ Currency, Amount }) => ({
    currency: Currency,
    amountMinor: amountOf(Amount, Currency),
  }));
  const currencies = values.map(({ currency }) => currency);
  if (new Set(currencies).size < currencies.length) invalid('A fixed discount has one amount a currency.');
  const defaultCurrency = DefaultCurrency || currencies[0];
  if (defaultCurrency === undefined || !currencies.includes(defaultCurrency)) {
    return invalid('A fixed discount needs an amount in its default currency.');
  }
  return { type: 'FIXED', defaultCurrency, values };
};

const amountOf = (text: string, currency: string): bigint => {
  const minor = isCurrency(currency) ? parseAmount(text, currency) : undefined;
  return minor === undefined || minor < 0n ? invalid(`${text} is no amount in ${currency}.`) : minor;
};
