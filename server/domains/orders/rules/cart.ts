import { refuse } from '../../../api/errors.ts';
import { parseAmount } from '../../../kit/money.ts';
import type { PriceList, ResolvedSku, SaleProduct } from '../../catalog/index.ts';
import {
  type CartAmounts,
  type CartLine,
  type ChosenGroup,
  chooseConfiguration,
  type ExchangeRates,
  type LineAmounts,
  type OptionGroup,
  optionedUnitPrice,
  priceCart,
  type RequestedOption,
} from '../../pricing/index.ts';
import {
  INVALID_PRODUCT,
  ORDER_ITEMS_QUANTITY_INVALID,
  ORDER_PRODUCT_CODE_INVALID,
  ORDER_PRODUCT_INVALID,
  ORDER_PRODUCT_NO_PRICE,
  ORDER_PRODUCT_SKU_INVALID,
  ORDER_PRODUCT_TRIAL_PRICE_INVALID,
} from '../errors.ts';
import { chosenOptions, requestedOptions } from './options.ts';
import type { RequestedItem } from './requested-items.ts';

export type CartItem = {
  readonly product: SaleProduct;
  /** The SKU that it was asked for by, with what that stands for. */
  readonly sku: { readonly code: string; readonly means: ResolvedSku } | null;
  readonly crossSell: { readonly parentCode: string; readonly campaignCode: string } | null;
  /** The trial that is sold in the place of a first period. */
  readonly trial: { readonly days: number; readonly price: string } | null;
  readonly quantity: number;
  readonly options: readonly RequestedOption[];
  readonly externalReference: string;
  readonly additionalFields: RequestedItem['AdditionalFields'];
};

/** Joins items with their products; refuses unknown and disabled products and quantities that a product forbids. */
export const cartOf = (
  items: readonly RequestedItem[],
  products: readonly SaleProduct[],
  skus: Skus,
): readonly CartItem[] => {
  const byCode = new Map(products.map((product) => [product.code, product]));
  return items.map((item) => {
    const sku = skuOf(item, skus);
    const code = productCodeOf(item, skus);
    const product = byCode.get(code);
    if (product === undefined) return refuse(ORDER_PRODUCT_CODE_INVALID, `There is no product with the code ${code}.`);
    if (!product.enabled) refuse(ORDER_PRODUCT_INVALID, `The product ${code} is disabled.`);
    const quantity = item.Quantity ?? 1;
    if (quantity > 1 && !product.multipleUnits) {
      refuse(ORDER_ITEMS_QUANTITY_INVALID, `Of the product ${code} only one can be bought at a time.`);
    }
    return {
      product,
      sku,
      crossSell: crossSellOf(item),
      trial: trialOf(item, product, quantity),
      quantity,
      options: item.PriceOptions?.length ? requestedOptions(item) : (sku?.means.options ?? []),
      externalReference: item.ExternalReference ?? '',
      additionalFields: item.AdditionalFields ?? null,
    };
  });
};

/** What SKUs stand for, by SKU. */
export type Skus = ReadonlyMap<string, ResolvedSku>;

/** A SKU names the product when the item does not; both must mean the same. */
export const productCodeOf = (item: RequestedItem, skus: Skus): string =>
  item.Code || (item.SKU ? (skus.get(item.SKU)?.productCode ?? '') : '');

const skuOf = (item: RequestedItem, skus: Skus): CartItem['sku'] => {
  if (!item.SKU) return null;
  const means = skus.get(item.SKU);
  if (means === undefined) return refuse(ORDER_PRODUCT_SKU_INVALID, `There is no SKU ${item.SKU}.`);
  const { productCode, purchaseType, minQuantity, maxQuantity } = means;
  if (item.Code && item.Code !== productCode) {
    refuse(ORDER_PRODUCT_SKU_INVALID, `The SKU ${item.SKU} is not one of the product ${item.Code}.`);
  }
  if (purchaseType !== null && purchaseType !== 'NEW_PRODUCT') {
    refuse(ORDER_PRODUCT_SKU_INVALID, `The SKU ${item.SKU} is not for new purchases.`);
  }
  const quantity = item.Quantity ?? 1;
  if (quantity < (minQuantity ?? 1) || quantity > (maxQuantity ?? quantity)) {
    refuse(ORDER_ITEMS_QUANTITY_INVALID, `The SKU ${item.SKU} is not for a quantity of ${quantity}.`);
  }
  return { code: item.SKU, means };
};

const crossSellOf = ({ CrossSell }: RequestedItem): CartItem['crossSell'] =>
  CrossSell?.CampaignCode ? { parentCode: CrossSell.ParentCode ?? '', campaignCode: CrossSell.CampaignCode } : null;

/** Trials are for one unit of a product whose subscriptions end; a trial without a price is free. */
const trialOf = ({ Trial }: RequestedItem, product: SaleProduct, quantity: number): CartItem['trial'] => {
  if (!Trial?.Period) return null;
  if (!product.generatesSubscription || product.cycle === null) {
    refuse(INVALID_PRODUCT, `The product ${product.code} makes no subscription that could begin with a trial.`);
  }
  if (quantity > 1) refuse(ORDER_ITEMS_QUANTITY_INVALID, 'Only one unit can be taken on trial.');
  return { days: Trial.Period, price: Trial.Price ?? '0' };
};

/** What decides, beside the item itself, at which price it is sold. */
export type SaleTerms = {
  readonly currency: string;
  /** Billing country; null while it is not known. */
  readonly country: string | null;
  readonly rates: ExchangeRates;
  /** The option groups in use on the products of the cart. */
  readonly groups: readonly OptionGroup[];
};

/** What an item is sold at: the price list for the buyer, the options chosen from it, the price of one unit. */
export type Offer = {
  readonly item: CartItem;
  readonly list: PriceList;
  readonly options: readonly ChosenGroup[];
  /** Net or gross as the list is, before any discount. */
  readonly unitMinor: bigint;
  /** What its trial costs, tax included; null when it is none. */
  readonly trialMinor: bigint | null;
};

/** The offer for each item of a cart; refuses ORDER_PRODUCT_OPTIONS_INVALID, ORDER_PRODUCT_NO_PRICE. */
export const offersFor = (cart: readonly CartItem[], terms: SaleTerms): readonly Offer[] =>
  cart.map((item) => {
    const { product, quantity } = item;
    const list = listOf(item, terms.country) ?? noPrice(item, terms);
    const options = chosenOptions(product.code, list, terms.groups, item.options);
    const unitMinor = optionedUnitPrice(list, terms.currency, quantity, 'REGULAR', terms.rates, options);
    if (unitMinor === 'NO_PRICE') return noPrice(item, terms);
    return { item, list, options, unitMinor, trialMinor: trialPrice(item, terms.currency) };
  });

const trialPrice = ({ trial }: CartItem, currency: string): bigint | null => {
  if (trial === null) return null;
  const minor = parseAmount(trial.price, currency);
  return minor === undefined || minor < 0n ? refuse(ORDER_PRODUCT_TRIAL_PRICE_INVALID) : minor;
};

/** A SKU belongs to a price list; without one the buyer's country decides. */
const listOf = ({ product, sku }: CartItem, country: string | null): PriceList | undefined =>
  sku === null
    ? chooseConfiguration(product.configurations, country)
    : product.configurations.find(({ code }) => code === sku.means.configurationCode);

const noPrice = ({ product, quantity }: CartItem, { currency }: SaleTerms): never =>
  refuse(ORDER_PRODUCT_NO_PRICE, `The product ${product.code} has no price for ${quantity} in ${currency}.`);

export type PricedCart = CartAmounts & {
  readonly offers: readonly Offer[];
  /** What is charged for lines on trial; null for the others. */
  readonly trials: readonly (LineAmounts | null)[];
  /** The line of the shipping fee, which is in the totals; null without one. */
  readonly shipping: LineAmounts | null;
};

/**
 * All amounts of a cart at a tax rate; lines, and net discounts for them, stand in the order of the offers. A shipping
 * fee is net, and taxed as the goods are. A line on trial shows the price of its product, but it is the price of the
 * trial, in `trials`, that is in the totals.
 */
export const pricedCart = (
  offers: readonly Offer[],
  ratePpm: bigint,
  discounts: readonly bigint[] = [],
  shippingMinor: bigint | null = null,
): PricedCart => {
  const goods = offers.map(
    ({ item, list, unitMinor }, index): CartLine => ({
      priceType: list.priceType,
      unitMinor,
      quantity: item.quantity,
      discountMinor: discounts[index] ?? 0n,
    }),
  );
  const shipping: readonly CartLine[] =
    shippingMinor === null ? [] : [{ priceType: 'NET', unitMinor: shippingMinor, quantity: 1 }];
  const charged = priceCart([...offers.map(chargedLine(goods)), ...shipping], ratePpm);
  const isTrial = offers.some(({ trialMinor }) => trialMinor !== null);
  const { lines } = isTrial ? priceCart(goods, ratePpm) : charged;
  return {
    lines: lines.slice(0, goods.length),
    trials: offers.map(({ trialMinor }, index) => (trialMinor === null ? null : (charged.lines[index] ?? null))),
    shipping: charged.lines[goods.length] ?? null,
    totals: charged.totals,
    offers,
  };
};

const chargedLine =
  (goods: readonly CartLine[]) =>
  ({ trialMinor }: Offer, index: number): CartLine => {
    const line = goods[index];
    if (line === undefined) throw new Error('an offer has no line');
    return trialMinor === null ? line : { priceType: 'GROSS', unitMinor: trialMinor, quantity: 1 };
  };
