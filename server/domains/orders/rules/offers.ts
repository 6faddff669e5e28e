import { refuse } from '../../../api/errors.ts';
import type { PriceList } from '../../catalog/index.ts';
import {
  type ChosenGroup,
  chooseConfiguration,
  type ExchangeRates,
  type OptionGroup,
  optionedUnitPrice,
  type PriceKind,
  type PriceType,
} from '../../pricing/index.ts';
import { ORDER_PRODUCT_NO_PRICE } from '../errors.ts';
import type { CartItem } from './cart.ts';
import { customCycleMinor } from './custom-settings.ts';
import type { DynamicOffer } from './dynamic-items.ts';
import { priceMinor } from './item-price.ts';
import { chosenOptions } from './options.ts';
import { agreedPrice } from './renewed-subscription.ts';
import { trialMinor } from './trial.ts';

/** What decides, beside the item itself, at which price it is sold. */
export type SaleTerms = {
  readonly currency: string;
  /** Billing country; null while it is not known. */
  readonly country: string | null;
  readonly rates: ExchangeRates;
  /** The option groups in use on the products of the cart. */
  readonly groups: readonly OptionGroup[];
  /** Which prices of the lists count; those that the item itself asks for when not given. */
  readonly kind?: PriceKind;
};

/** What an item of the catalogue is sold at: the price list for the buyer, the options chosen from it, the price of a unit. */
export type CatalogOffer = {
  readonly kind: 'CATALOG';
  readonly item: CartItem;
  readonly list: PriceList;
  readonly options: readonly ChosenGroup[];
  readonly priceType: PriceType;
  /** Net or gross as the list is, before any discount. */
  readonly unitMinor: bigint;
  /** What its trial costs, tax included; null when it is none. */
  readonly trialMinor: bigint | null;
  /** The agreed price of one unit at every renewal; null: that of the product. */
  readonly cycleAmountMinor: bigint | null;
  /** The price is that of all units together. */
  readonly isWhole?: true;
};

export type Offer = CatalogOffer | DynamicOffer;

/**
 * The offer for each item of a cart; refuses ORDER_PRODUCT_OPTIONS_INVALID, ORDER_PRODUCT_NO_PRICE and amounts that are
 * none. A price that the request names is the price of a unit whatever its options, net or gross as the list is.
 */
export const offersFor = (cart: readonly CartItem[], terms: SaleTerms): readonly CatalogOffer[] =>
  cart.map((item) => {
    const { currency } = terms;
    const list = listOf(item, terms.country) ?? noPrice(item, terms);
    const options = chosenOptions(item.product.code, list, terms.groups, item.options);
    return {
      kind: 'CATALOG',
      item,
      list,
      options,
      ...priceOf(item, list, options, terms),
      trialMinor: trialMinor(item.trial, currency),
      cycleAmountMinor: item.settings && customCycleMinor(item.settings, currency),
    };
  });

type OfferedPrice = Pick<CatalogOffer, 'priceType' | 'unitMinor' | 'isWhole'>;

const priceOf = (item: CartItem, list: PriceList, options: readonly ChosenGroup[], terms: SaleTerms): OfferedPrice => {
  const { currency, rates } = terms;
  const { priceType } = list;
  if (item.price !== null) return { priceType, unitMinor: priceMinor(item.price, currency) };
  const agreed = item.renewal === undefined ? null : agreedPrice(item.renewal, currency, rates);
  if (agreed === 'NO_PRICE') return noPrice(item, terms);
  if (agreed === null) return { priceType, unitMinor: listPrice(item, list, options, terms) };
  return {
    priceType: agreed.priceType ?? priceType,
    unitMinor: agreed.amountMinor,
    ...(agreed.isWhole ? { isWhole: true } : {}),
  };
};

const listPrice = (item: CartItem, list: PriceList, options: readonly ChosenGroup[], terms: SaleTerms): bigint => {
  const kind = terms.kind ?? kindOf(item);
  const minor = optionedUnitPrice(list, terms.currency, item.quantity, kind, terms.rates, options);
  return minor === 'NO_PRICE' ? noPrice(item, terms) : minor;
};

/** What follows a trial is its product's first price. */
const kindOf = ({ renewal }: CartItem): PriceKind => (renewal === undefined || renewal.isTrial ? 'REGULAR' : 'RENEWAL');

/** A SKU belongs to a price list; without one the buyer's country decides. */
const listOf = ({ product, sku }: CartItem, country: string | null): PriceList | undefined =>
  sku === null
    ? chooseConfiguration(product.configurations, country)
    : product.configurations.find(({ code }) => code === sku.means.configurationCode);

const noPrice = ({ product, quantity }: CartItem, { currency }: SaleTerms): never =>
  refuse(ORDER_PRODUCT_NO_PRICE, `The product ${product.code} has no price for ${quantity} in ${currency}.`);
