import { refuse } from '../../../api/errors.ts';
import { parseAmount } from '../../../kit/money.ts';
import type { PriceType } from '../../pricing/index.ts';
import {
  ORDER_PRODUCT_OPTIONS_INVALID,
  ORDER_PRODUCT_PRICE_AMOUNT_INVALID,
  ORDER_PRODUCT_PRICE_TYPE_INVALID,
  ORDER_PRODUCT_PURCHASE_TYPE_INVALID,
  ORDER_PRODUCT_SUBSCRIPTION_SETTINGS_INVALID,
} from '../errors.ts';
import type { CartItem } from './cart.ts';
import { priceMinor, priceSent, type SentPrice } from './item-price.ts';
import type { PurchaseType } from './purchase-types.ts';
import { cycleAmountMinor, type RecurringTerms, recurringTerms } from './recurring-options.ts';
import { checkRenewedTerms, type RenewedSubscription } from './renewed-subscription.ts';
import { purchaseTypeOf, type RequestedItem } from './requested-items.ts';
import { startDateOf } from './start-date.ts';
import { trialMinor, trialOf } from './trial.ts';

/** An item that the request describes itself, because the catalogue does not know it. */
export type DynamicItem = Pick<
  CartItem,
  'trial' | 'quantity' | 'startDate' | 'externalReference' | 'additionalFields' | 'renewal'
> & {
  readonly purchaseType: PurchaseType;
  readonly name: string;
  readonly description: string;
  readonly tangible: boolean;
  readonly priceType: PriceType;
  /** Of one unit, before surcharges. */
  readonly price: SentPrice;
  readonly options: readonly DynamicOption[];
  readonly recurring: RecurringTerms | null;
  readonly taxCategory: string | null;
};

/** A choice of the shopper's as the request tells it, and what that adds to the price of a unit: decimal text. */
export type DynamicOption = { readonly group: string; readonly value: string; readonly surcharge: string | null };

/** Reads items that checkItems found to be dynamic. References to campaigns mean nothing here and are passed over. */
export const dynamicItems = (items: readonly RequestedItem[], renewal?: RenewedSubscription): readonly DynamicItem[] =>
  items.map((item) => dynamicItem(item, renewal));

const dynamicItem = (item: RequestedItem, renewal: RenewedSubscription | undefined): DynamicItem => {
  if (renewal !== undefined) checkRenewedTerms(item, '', renewal);
  const purchaseType = purchaseTypeOf(item) ?? refuse(ORDER_PRODUCT_PURCHASE_TYPE_INVALID);
  if (item.SubscriptionCustomSettings != null) {
    refuse(ORDER_PRODUCT_SUBSCRIPTION_SETTINGS_INVALID, 'The terms of a dynamic item are its RecurringOptions.');
  }
  const name = item.Name?.trim() ?? '';
  const quantity = item.Quantity ?? renewal?.quantity ?? 1;
  const recurring = recurringTerms(item, purchaseType);
  const makesSubscription = recurring !== null;
  return {
    purchaseType,
    name,
    description: item.Description ?? '',
    tangible: item.Tangible ?? false,
    priceType: priceTypeOf(item),
    price: priceSent(item) ?? refuse(ORDER_PRODUCT_PRICE_AMOUNT_INVALID),
    options: dynamicOptions(item),
    recurring,
    taxCategory: item.ProductTaxCategoryUUID || null,
    trial: trialOf(item, { code: name, generatesSubscription: makesSubscription, cycle: recurring?.cycle ?? null }),
    quantity,
    startDate: startDateOf(item, makesSubscription),
    externalReference: item.ExternalReference ?? '',
    additionalFields: item.AdditionalFields ?? null,
    ...(renewal === undefined ? {} : { renewal }),
  };
};

const priceTypeOf = ({ PriceType: sent }: RequestedItem): PriceType => {
  const type = sent?.trim().toUpperCase() || 'GROSS';
  if (type === 'NET' || type === 'GROSS') return type;
  return refuse(ORDER_PRODUCT_PRICE_TYPE_INVALID, 'PriceType must be GROSS or NET.');
};

/** Groups {Name, Options: [{Name, Value, Surcharge}]}, or options {Name, Value, Surcharge} by themselves. */
const dynamicOptions = ({ PriceOptions }: RequestedItem): readonly DynamicOption[] =>
  (PriceOptions ?? []).flatMap((sent) => {
    const group =
      sent.Name?.trim() || refuse(ORDER_PRODUCT_OPTIONS_INVALID, 'A price option of a dynamic item needs a Name.');
    if (sent.Options == null) return { group, value: sent.Value || group, surcharge: sent.Surcharge ?? null };
    return sent.Options.map(({ Name, Value, Surcharge }) => ({
      group,
      value: Value || Name || group,
      surcharge: Surcharge ?? null,
    }));
  });

/** What a dynamic item is sold at. Amounts are minor units of the order's currency. */
export type DynamicOffer = {
  readonly kind: 'DYNAMIC';
  readonly item: DynamicItem;
  readonly priceType: PriceType;
  /** With surcharges; of a coupon what it takes off. */
  readonly unitMinor: bigint;
  readonly surchargeMinor: bigint;
  /** What its trial costs, tax included; null when it is none. */
  readonly trialMinor: bigint | null;
  /** Price of one unit at every renewal, without surcharges; null when it does not recur. */
  readonly cycleAmountMinor: bigint | null;
  /** As of an item of the catalogue. */
  readonly isWhole?: true;
};

/** The offer for each dynamic item; refuses amounts that are none in the currency, and prices below zero. */
export const dynamicOffers = (items: readonly DynamicItem[], currency: string): readonly DynamicOffer[] =>
  items.map((item) => {
    const surchargeMinor = surchargesMinor(item, currency);
    const unitMinor = priceMinor(item.price, currency) + surchargeMinor;
    if (unitMinor < 0n)
      refuse(ORDER_PRODUCT_OPTIONS_INVALID, `The options of ${item.name} take off more than it costs.`);
    return {
      kind: 'DYNAMIC',
      item,
      priceType: item.priceType,
      unitMinor,
      surchargeMinor,
      trialMinor: trialMinor(item.trial, currency),
      cycleAmountMinor: item.recurring && cycleAmountMinor(item.recurring, currency),
    };
  });

const surchargesMinor = ({ options }: DynamicItem, currency: string): bigint =>
  options.reduce((sum, { group, surcharge }) => {
    if (surcharge === null) return sum;
    const minor = parseAmount(surcharge, currency);
    if (minor !== undefined) return sum + minor;
    return refuse(ORDER_PRODUCT_OPTIONS_INVALID, `The surcharge ${surcharge} of ${group} is no amount in ${currency}.`);
  }, 0n);
