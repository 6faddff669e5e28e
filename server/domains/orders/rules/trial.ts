import { refuse } from '../../../api/errors.ts';
import { parseAmount } from '../../../kit/money.ts';
import { INVALID_PRODUCT, ORDER_ITEMS_QUANTITY_INVALID, ORDER_PRODUCT_TRIAL_PRICE_INVALID } from '../errors.ts';
import type { RequestedItem } from './requested-items.ts';

/** A trial that is sold in the place of a first period, at a price in decimal text. */
export type SoldTrial = { readonly days: number; readonly price: string };

type Product = { readonly code: string; readonly generatesSubscription: boolean; readonly cycle: object | null };

/** Trials are for one unit of a product whose subscriptions end; a trial without a price is free. */
export const trialOf = ({ Trial, Quantity }: RequestedItem, product: Product): SoldTrial | null => {
  if (!Trial?.Period) return null;
  if (!product.generatesSubscription || product.cycle === null) {
    refuse(INVALID_PRODUCT, `The product ${product.code} makes no subscription that could begin with a trial.`);
  }
  if ((Quantity ?? 1) > 1) refuse(ORDER_ITEMS_QUANTITY_INVALID, 'Only one unit can be taken on trial.');
  return { days: Trial.Period, price: Trial.Price ?? '0' };
};

/** The price of a trial in minor units; null without one. Refuses ORDER_PRODUCT_TRIAL_PRICE_INVALID. */
export const trialMinor = (trial: SoldTrial | null, currency: string): bigint | null => {
  if (trial === null) return null;
  const minor = parseAmount(trial.price, currency);
  return minor === undefined || minor < 0n ? refuse(ORDER_PRODUCT_TRIAL_PRICE_INVALID) : minor;
};
