import type { Written } from '../../api/schema.ts';
import type { Db } from '../../db/database.ts';
import { randomReference } from '../../kit/ids.ts';
import type { Call, Method } from '../method.ts';
import { addSubscriptionAdditionalInformationField } from './methods/add-subscription-additional-information-field.ts';
import { cancelRenewalPause } from './methods/cancel-renewal-pause.ts';
import { cancelSubscription } from './methods/cancel-subscription.ts';
import { deleteSubscriptionAdditionalInformationField } from './methods/delete-subscription-additional-information-field.ts';
import { disableRecurringBilling } from './methods/disable-recurring-billing.ts';
import { enableRecurringBilling } from './methods/enable-recurring-billing.ts';
import { enableSubscription } from './methods/enable-subscription.ts';
import { extendSubscription } from './methods/extend-subscription.ts';
import { getRenewalPause } from './methods/get-renewal-pause.ts';
import { getSubscription } from './methods/get-subscription.ts';
import { getSubscriptionAdditionalInformation } from './methods/get-subscription-additional-information.ts';
import { getSubscriptionAdditionalInformationField } from './methods/get-subscription-additional-information-field.ts';
import { getSubscriptionEndUser } from './methods/get-subscription-end-user.ts';
import { getSubscriptionHistory } from './methods/get-subscription-history.ts';
import { getSubscriptionHistoryByOrder } from './methods/get-subscription-history-by-order.ts';
import { searchSubscriptions } from './methods/search-subscriptions.ts';
import { setRenewalNotificationStatus } from './methods/set-renewal-notification-status.ts';
import { setRenewalPause } from './methods/set-renewal-pause.ts';
import { setSubscriptionGracePeriod } from './methods/set-subscription-grace-period.ts';
import { updateSubscriptionAdditionalInformationField } from './methods/update-subscription-additional-information-field.ts';
import { updateSubscriptionEndUser } from './methods/update-subscription-end-user.ts';
import type { Subscription } from './objects.ts';
import { endUserColumns, endUserOfOrder, type Person } from './rules/end-user.ts';
import {
  type AgreedTerms,
  newSubscription,
  type SoldProduct,
  type SubscriptionOrderRow,
  type SubscriptionRow,
  saleOf,
} from './rules/life.ts';
import { presentAll } from './searching.ts';
import { findState } from './state-store.ts';
import { findStanding, findSubscription, listOfCustomer, listOfOrders, updateEndUsers } from './store.ts';

export { applyChange, type Change, type ChangeEvent, changeSubscription } from './changing.ts';
export {
  END_USER_INVALID,
  SUBSCRIPTION_CANCELED,
  SUBSCRIPTION_DAYS_INVALID,
  SUBSCRIPTION_EXPIRED,
  SUBSCRIPTION_LIFETIME,
  SUBSCRIPTION_NO_PAYMENT_METHOD,
  SUBSCRIPTION_NOT_FOUND,
  SUBSCRIPTION_STATUS_INVALID,
  SUBSCRIPTION_UPGRADED,
} from './errors.ts';
export { type ExportedSubscription, exportPages } from './exporting.ts';
export { findImport, type ImportedDelivery, type ImportRow, putImport } from './import-store.ts';
export { Subscription, SubscriptionProduct, SubscriptionSearchOptions } from './objects.ts';
export {
  endSubscriptionsOfOrder,
  type PaidOrder,
  resumeSubscriptions,
  suspendSubscriptionsOfOrder,
} from './of-orders.ts';
export { NEVER } from './present.ts';
export {
  findRenewing,
  type RenewalRow,
  type RenewingLine,
  type RenewingSubscription,
  renewalOfLine,
} from './renewing.ts';
export { changedEndUser } from './rules/changed-end-user.ts';
export { chargeFactsOf } from './rules/charge-facts.ts';
export { afterFailure, nextChargeAt } from './rules/charges.ts';
export type { AgreedContract } from './rules/contract.ts';
export type { Cycle } from './rules/cycle.ts';
export { type EndUser, type EndUserColumns, endUserColumns, type Person } from './rules/end-user.ts';
export { endingOn } from './rules/ends.ts';
export type { AgreedTerms, SubscriptionOrderRow, SubscriptionRow } from './rules/life.ts';
export { type NextRenewal, nextRenewalOf } from './rules/next-renewal.ts';
export { endsWithCycle, type NotRenewable, whyNotRenewable } from './rules/renewable.ts';
export { filterOf, type SearchOptions } from './rules/search.ts';
export { isInForce, SUBSCRIPTION_STATUSES, type SubscriptionStatus, statusOf } from './rules/status.ts';
export { enabledAgain, RENEW_REFUSALS, switchedToRenew } from './rules/switches.ts';
export type { SubscriptionFilter } from './search-store.ts';
export { searchByStatus, withStatus } from './searching.ts';
export { statusOfState } from './state.ts';
export {
  type EventRow,
  findByExternalReference,
  findState,
  insertEvent,
  insertState,
  KEPT_MEANS,
  lockByCard,
  lockSubscription,
  type SubscriptionState,
} from './state-store.ts';

export const methods: readonly Method[] = [
  addSubscriptionAdditionalInformationField,
  cancelRenewalPause,
  cancelSubscription,
  deleteSubscriptionAdditionalInformationField,
  disableRecurringBilling,
  enableRecurringBilling,
  enableSubscription,
  extendSubscription,
  getRenewalPause,
  getSubscription,
  getSubscriptionAdditionalInformation,
  getSubscriptionAdditionalInformationField,
  getSubscriptionEndUser,
  getSubscriptionHistory,
  getSubscriptionHistoryByOrder,
  searchSubscriptions,
  setRenewalNotificationStatus,
  setRenewalPause,
  setSubscriptionGracePeriod,
  updateSubscriptionAdditionalInformationField,
  updateSubscriptionEndUser,
];

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
  /** Months by which the chosen options change the first period; none when not given. */
  readonly optionMonths?: number;
  /** What was agreed on for the renewals; the product's own terms when not given. */
  readonly terms?: AgreedTerms;
  /** When the service begins, but not before `at`; at once when not given. */
  readonly startsAt?: Date | null;
  /** The merchant's now. */
  readonly at: Date;
  readonly timeZone: string;
};

/** References of subscriptions: random letters and digits. */
export const newReference = (): string => randomReference(REFERENCE_LENGTH);

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
    reference: newReference(),
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

/** All subscriptions of a customer as they are answered, oldest first. */
export const subscriptionsOfCustomer = async (
  { db, merchant, now }: Pick<Call, 'db' | 'merchant' | 'now'>,
  customerId: bigint,
): Promise<readonly Written<typeof Subscription>[]> =>
  presentAll({ db, merchant, now }, await listOfCustomer(db, merchant.id, customerId));

/** Who holds a subscription, and the address of its end user; undefined when there is no such subscription. */
export const ownerOfSubscription = async (
  db: Db,
  merchantId: bigint,
  reference: string,
): Promise<{ readonly customerId: bigint; readonly email: string } | undefined> => {
  const found = await findState(db, merchantId, reference);
  return found && { customerId: found.customer_id, email: found.email };
};

/** The number of the customer who holds a subscription; undefined when there is no such subscription. */
export const customerOfSubscription = async (
  db: Db,
  merchantId: bigint,
  reference: string,
): Promise<bigint | undefined> => (await findSubscription(db, merchantId, reference))?.customer_id;

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
