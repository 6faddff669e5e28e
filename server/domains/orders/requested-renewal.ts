import { type Refusal, refuse } from '../../api/errors.ts';
import type { Call } from '../method.ts';
import {
  findRenewing,
  type NotRenewable,
  nextRenewalOf,
  type RenewingSubscription,
  whyNotRenewable,
} from '../subscriptions/index.ts';
import {
  ORDER_PRODUCT_RENEWAL_PERIOD_INVALID,
  ORDER_PRODUCT_RENEWAL_SUBSCRIPTION_REFERENCE_NOT_FOUND,
  ORDER_PRODUCTS_RENEWAL_NOT_ALLOWED,
} from './errors.ts';
import type { RenewedSubscription } from './rules/renewed-subscription.ts';
import type { RequestedItem } from './rules/requested-items.ts';
import { salesOf } from './subscription-sales.ts';

/**
 * The subscription that an order renews, which then has no other item; undefined, and no statement, when it renews none.
 * Refuses ORDER_PRODUCT_RENEWAL_SUBSCRIPTION_REFERENCE_NOT_FOUND, ORDER_PRODUCTS_RENEWAL_NOT_ALLOWED and
 * ORDER_PRODUCT_RENEWAL_PERIOD_INVALID.
 */
export const requestedRenewal = async (
  { db, merchant }: Call,
  items: readonly RequestedItem[],
): Promise<RenewedSubscription | undefined> => {
  const reference = items
    .map(({ RenewalInformation }) => RenewalInformation?.SubscriptionReference?.trim())
    .find(Boolean);
  if (!reference) return undefined;
  const state =
    (await findRenewing(db, merchant.id, reference)) ?? refuse(ORDER_PRODUCT_RENEWAL_SUBSCRIPTION_REFERENCE_NOT_FOUND);
  checkRenewable(state);
  const next = nextRenewalOf(state);
  const sales = await salesOf(db, merchant.id, [reference], [next.productCode]);
  return {
    ...next,
    line: { reference },
    cycle: cycleOf(state),
    promises: sales.get(reference)?.promises ?? [],
  };
};

const REFUSED: Readonly<Record<NotRenewable, readonly [refusal: Refusal, sentence: string]>> = {
  LIFETIME: [ORDER_PRODUCT_RENEWAL_PERIOD_INVALID, 'The subscription never ends.'],
  CANCELED: [ORDER_PRODUCTS_RENEWAL_NOT_ALLOWED, 'The subscription is cancelled.'],
  CONTRACT_OVER: [ORDER_PRODUCTS_RENEWAL_NOT_ALLOWED, 'The contract of the subscription ends with its running cycle.'],
  STOPPED: [ORDER_PRODUCTS_RENEWAL_NOT_ALLOWED, 'The subscription ends with its running cycle.'],
};

const checkRenewable = (state: RenewingSubscription): void => {
  const why = whyNotRenewable(state);
  if (why !== null) refuse(...REFUSED[why]);
};

const cycleOf = ({ cycle_length: length, cycle_unit: unit }: RenewingSubscription): RenewedSubscription['cycle'] =>
  length === null || unit === null ? null : { length, unit };
