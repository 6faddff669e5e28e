import type { Db } from '../../db/database.ts';
import { randomReference } from '../../kit/ids.ts';
import type { Method } from '../method.ts';
import { getSubscription } from './methods/get-subscription.ts';
import { getSubscriptionHistory } from './methods/get-subscription-history.ts';
import { searchSubscriptions } from './methods/search-subscriptions.ts';
import { endUserColumns, endUserOfOrder, type Person } from './rules/end-user.ts';
import {
  newSubscription,
  type SoldProduct,
  type SubscriptionOrderRow,
  type SubscriptionRow,
  saleOf,
} from './rules/life.ts';
import { findStanding, listOfOrders, updateEndUsers } from './store.ts';

export type { Cycle } from './rules/cycle.ts';
export type { Person } from './rules/end-user.ts';
export type { SubscriptionOrderRow, SubscriptionRow } from './rules/life.ts';

export const methods: readonly Method[] = [getSubscription, getSubscriptionHistory, searchSubscriptions];

/** A paid order line as the orders domain tells of it. */
export type SoldLine = {
  readonly merchantId: bigint;
  readonly refNo: bigint;
  readonly lineNo: number;
  readonly product: SoldProduct & { readonly generatesSubscription: boolean };
  readonly quantity: number;
  readonly priceOptionCodes: readonly string[];
  readonly sku: string;
  readonly currency: string;
  readonly billing: Person;
  /** Null when the order names no recipient. */
  readonly delivery: Person | null;
  /** Language of the order, ISO 639-1. */
  readonly language: string | null;
  readonly customerId: bigint;
  /** The stored card that renewals are charged to. */
  readonly cardId: bigint | null;
  readonly recurringEnabled: boolean;
  readonly isTest: boolean;
  /** Days of the trial that the line pays for; none when not given. */
  readonly trialDays?: number | null;
  /** Empty or not given for sales of the merchant's own shop. */
  readonly partnerCode?: string;
  /** When the service begins; at once when not given. */
  readonly startsAt?: Date | null;
  /** The merchant's now. */
  readonly at: Date;
  readonly timeZone: string;
};

export type SubscriptionRows = {
  readonly subscriptions: readonly SubscriptionRow[];
  readonly subscriptionOrders: readonly SubscriptionOrderRow[];
};

/**
 * The rows that finish_order inserts for a paid order line: one subscription over the whole quantity, or nothing when
 * the product makes none. References are random, so a line is asked for once and its rows are kept until stored.
 */
export const subscriptionsForLine = (line: SoldLine): SubscriptionRows => {
  if (!line.product.generatesSubscription) return { subscriptions: [], subscriptionOrders: [] };
  const subscription = newSubscription({
    ...line,
    reference: randomReference(REFERENCE_LENGTH),
    endUser: endUserOfOrder(line.billing, line.delivery),
    trialDays: line.trialDays ?? null,
    partnerCode: line.partnerCode ?? '',
    startsAt: line.startsAt ?? null,
  });
  return { subscriptions: [subscription], subscriptionOrders: [saleOf(subscription, line.refNo, line.lineNo)] };
};

const REFERENCE_LENGTH = 10;

/** A subscription as an order line tells of it. The instants are told on the account's clocks by the caller. */
export type OrderSubscription = {
  readonly refNo: bigint;
  readonly lineNo: number;
  readonly reference: string;
  /** When this order was finished. */
  readonly purchasedAt: Date;
  readonly startsAt: Date;
  /** End of the paid service as it is now, without grace; null for a lifetime subscription. */
  readonly expiresAt: Date | null;
  readonly isLifetime: boolean;
  readonly isTrial: boolean;
  readonly enabled: boolean;
  readonly recurringEnabled: boolean;
};

/** The subscriptions that orders paid for, by ref no and line; one statement for all of the orders. */
export const listOrderSubscriptions = async (
  db: Db,
  merchantId: bigint,
  refNos: readonly bigint[],
): Promise<readonly OrderSubscription[]> => {
  if (refNos.length === 0) return [];
  const rows = await listOfOrders(db, merchantId, refNos);
  return rows.map((row) => ({
    refNo: row.ref_no,
    lineNo: row.line_no,
    reference: row.reference,
    purchasedAt: row.booked_at,
    startsAt: row.starts_at,
    expiresAt: row.expires_at,
    isLifetime: row.is_lifetime,
    isTrial: row.is_trial,
    enabled: row.enabled,
    recurringEnabled: row.recurring_enabled,
  }));
};

export type CustomerStanding = {
  /** At least one subscription is active or past due. */
  readonly isActive: boolean;
  /** All of those that are in force are trials. */
  readonly isTrial: boolean;
};

/** What a customer's subscriptions say of the customer at an instant. */
export const standingOfCustomer = async (
  db: Db,
  merchantId: bigint,
  customerId: bigint,
  now: Date,
): Promise<CustomerStanding> => {
  const found = await findStanding(db, merchantId, customerId, now);
  return { isActive: found?.in_force === true, isTrial: found?.on_trial === true };
};

/** Makes a person the end user of all subscriptions of a customer. */
export const setEndUserOfCustomer = (
  db: Db,
  merchantId: bigint,
  customerId: bigint,
  endUser: Person,
  language: string | null,
  at: Date,
): Promise<void> => updateEndUsers(db, merchantId, customerId, endUserColumns(endUser, language), at);
