import { refuse } from '../../../api/errors.ts';
import { convert, type ExchangeRates } from '../../pricing/index.ts';
import type { CartPromotion } from '../../promotions/index.ts';
import type { Cycle, NextRenewal } from '../../subscriptions/index.ts';
import {
  ORDER_PRODUCT_CODE_INVALID,
  ORDER_PRODUCT_RENEWAL_PERIOD_INVALID,
  ORDER_PRODUCT_START_DATE_INVALID,
  ORDER_PRODUCT_SUBSCRIPTION_SETTINGS_INVALID,
} from '../errors.ts';
import type { ItemDetails } from '../rows.ts';
import type { RequestedItem } from './requested-items.ts';

/** A subscription that a line renews, with what the line is to say of that. */
export type RenewedSubscription = NextRenewal & {
  readonly line: NonNullable<ItemDetails['renewal']>;
  /** The cycle that is paid for, where it is its own and not that of the product. */
  readonly cycle: Cycle | null;
  /** Promotions of its first purchase that go on to this renewal. */
  readonly promises: readonly CartPromotion[];
};

/**
 * What an item asks for beside the renewal of a subscription: the product is the subscription's, or the one it is to
 * change to; nothing can begin, be tried out or be agreed on anew with it.
 */
export const checkRenewedTerms = (item: RequestedItem, code: string, renewal: RenewedSubscription): void => {
  if (code !== renewal.productCode) {
    refuse(
      ORDER_PRODUCT_CODE_INVALID,
      renewal.productCode === ''
        ? 'The subscription is none of the catalogue; its renewal is a dynamic item.'
        : `The subscription is one of the product ${renewal.productCode}.`,
    );
  }
  if (item.Trial?.Period) refuse(ORDER_PRODUCT_RENEWAL_PERIOD_INVALID, 'A renewal cannot be on trial.');
  if (item.SubscriptionStartDate) {
    refuse(ORDER_PRODUCT_START_DATE_INVALID, 'A renewal begins when the period before it ends.');
  }
  if (item.SubscriptionCustomSettings != null) {
    refuse(ORDER_PRODUCT_SUBSCRIPTION_SETTINGS_INVALID, 'A renewal goes on with the terms of its subscription.');
  }
  const { CycleLength, CycleUnit } = item.RecurringOptions ?? {};
  const { cycle } = renewal;
  if (cycle === null || (CycleLength == null && !CycleUnit)) return;
  if (CycleLength !== cycle.length || (CycleUnit ?? '').trim().toUpperCase() !== cycle.unit) {
    refuse(ORDER_PRODUCT_RENEWAL_PERIOD_INVALID, `A cycle of the subscription is ${cycle.length} ${cycle.unit}.`);
  }
};

/** A price that was agreed on, in minor units of the currency that was asked for. */
export type AgreedPrice = {
  /** Null: that of the product's price list. */
  readonly priceType: 'NET' | 'GROSS' | null;
  readonly amountMinor: bigint;
  /** Whether it is that of all units together. */
  readonly isWhole: boolean;
};

/**
 * The price that goes before that of the product: the one that was set for the next renewals, else the one that was
 * agreed on at the sale. Null when there is none; NO_PRICE when it is in another currency and no rate to it is known.
 */
export const agreedPrice = (
  { customPrice, ownPrice }: Pick<NextRenewal, 'customPrice' | 'ownPrice'>,
  currency: string,
  rates: ExchangeRates,
): AgreedPrice | null | 'NO_PRICE' => {
  const price = customPrice ?? ownPrice;
  if (price === null) return null;
  const amountMinor = inCurrency(price, currency, rates);
  if (amountMinor === undefined) return 'NO_PRICE';
  return customPrice === null
    ? { priceType: ownPrice?.priceType ?? null, amountMinor, isWhole: false }
    : { priceType: ownPrice?.priceType ?? null, amountMinor, isWhole: true };
};

const inCurrency = (
  price: { readonly amountMinor: bigint; readonly currency: string },
  currency: string,
  rates: ExchangeRates,
): bigint | undefined => {
  if (price.currency === currency) return price.amountMinor;
  const rate = rates(price.currency, currency);
  return rate === undefined ? undefined : convert(price.amountMinor, price.currency, currency, rate);
};
