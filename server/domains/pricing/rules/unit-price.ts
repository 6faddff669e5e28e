import { convert, type ExchangeRates } from './conversion.ts';
import { combinationKey } from './option-combination.ts';
import type { OptionChoice, Price, PriceKind, PricingConfiguration } from './types.ts';

export type NoPrice = 'NO_PRICE';

type PriceSource = Pick<PricingConfiguration, 'schema' | 'defaultCurrency' | 'prices'>;

/**
 * The amount of one unit in minor units of `currency`, net or gross as the list is, before options of a DYNAMIC list.
 * The interval that holds the quantity prices all units. A currency with an own amount (0 is one) is charged that; else
 * the amount in the default currency is converted. A list without renewal prices renews at the regular ones. 'NO_PRICE'
 * when the list has no such interval or combination, or the exchange rate is not known.
 */
export function unitPrice(
  configuration: PriceSource,
  currency: string,
  quantity: number,
  kind: PriceKind,
  rates: ExchangeRates = () => undefined,
  options: readonly OptionChoice[] = [],
): bigint | NoPrice {
  let own: Price | undefined;
  let origin: Price | undefined;
  for (const price of pricesOf(configuration, kind)) {
    const isOwn = price.currency === currency;
    if (!isOwn && price.currency !== configuration.defaultCurrency) continue;
    if (!holds(price, quantity) || !isForOptions(configuration, price, options)) continue;
    if (isOwn) own ??= price;
    else origin ??= price;
  }
  if (own !== undefined) return own.amountMinor;
  const rate = origin && rates(origin.currency, currency);
  if (origin === undefined || rate === undefined) return 'NO_PRICE';
  return convert(origin.amountMinor, origin.currency, currency, rate);
}

function pricesOf(configuration: PriceSource, kind: PriceKind): readonly Price[] {
  const ofKind = configuration.prices.filter((price) => price.kind === kind);
  if (kind === 'RENEWAL' && ofKind.length === 0) return pricesOf(configuration, 'REGULAR');
  return ofKind;
}

function holds(price: Price, quantity: number): boolean {
  return price.minQuantity <= quantity && quantity <= price.maxQuantity;
}

function isForOptions(configuration: PriceSource, price: Price, options: readonly OptionChoice[]): boolean {
  return configuration.schema === 'DYNAMIC' || combinationKey(price.optionCodes) === combinationKey(options);
}
