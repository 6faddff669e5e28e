import type { Written } from '../../api/schema.ts';
import { calendarDate, parseWallClock, wallClock } from '../../kit/dates.ts';
import { deliveryInfoAnswer } from '../delivery/index.ts';
import type { Delivered } from './deliveries.ts';
import type { Subscription, SubscriptionHistoryEntry } from './objects.ts';
import { statusOf } from './rules/status.ts';
import type { HistoryRecord, SubscriptionRecord } from './store.ts';

/** Whose answer it is and when: dates are told on the clocks of the account. */
export type Viewpoint = {
  readonly merchant: { readonly code: string; readonly timeZone: string };
  readonly now: Date;
};

const NOTHING_DELIVERED = deliveryInfoAnswer(undefined);

/** The answer's dates cannot be empty, so what never ends is told to end here. */
export const NEVER = '9999-12-31';

/** A subscription as it is answered, with what was delivered for it. */
export const presentSubscription = (
  row: SubscriptionRecord,
  view: Viewpoint,
  delivered: Delivered = NOTHING_DELIVERED,
): Written<typeof Subscription> => {
  const { timeZone } = view.merchant;
  const startDate = calendarDate(row.starts_at, timeZone);
  return {
    MerchantCode: view.merchant.code,
    SubscriptionReference: row.reference,
    StartDate: startDate,
    ActivationDate: startDate,
    ExpirationDate: endDate(row.expires_at, timeZone),
    RecurringEnabled: row.recurring_enabled,
    NextBillingDate: row.charge_at && isoInZone(row.charge_at, timeZone),
    SubscriptionEnabled: row.enabled,
    ReasonText: row.next_price_reason,
    Product: presentProduct(row),
    EndUser: presentEndUser(row),
    SKU: row.sku,
    DeliveryInfo: delivered,
    ReceiveNotifications: row.receive_notifications,
    Lifetime: row.is_lifetime,
    PartnerCode: row.partner_code,
    IdAffiliate: null,
    AvangateCustomerReference: Number(row.customer_id),
    ExternalCustomerReference: row.external_customer_reference,
    TestSubscription: row.is_test,
    IsTrial: row.is_trial,
    Status: statusOf(
      {
        enabled: row.enabled,
        startsAt: row.starts_at,
        expiresAt: row.expires_at,
        graceDays: row.grace_days,
        resumesAt: row.resumes_at,
      },
      view.now,
    ),
    LatestSubscriptionOrder: presentLatestOrder(row),
  };
};

/** One order in the life of a subscription as it is answered. */
export const presentHistoryEntry = (
  reference: string,
  row: HistoryRecord,
  timeZone: string,
  delivered: Delivered = NOTHING_DELIVERED,
): Written<typeof SubscriptionHistoryEntry> => ({
  ReferenceNo: String(row.ref_no),
  Type: row.type,
  SubscriptionReference: reference,
  StartDate: calendarDate(row.starts_at, timeZone),
  ExpirationDate: endDate(row.expires_at, timeZone),
  Lifetime: row.is_lifetime,
  SKU: row.sku,
  DeliveryInfo: delivered,
  PartnerCode: row.partner_code,
});

const endDate = (expiresAt: Date | null, timeZone: string): string =>
  expiresAt === null ? NEVER : calendarDate(expiresAt, timeZone);

/** ISO 8601 on the clocks of the zone, with their distance to UTC: 2024-02-29T12:00:00+02:00. */
const isoInZone = (at: Date, timeZone: string): string => {
  const wall = wallClock(at, timeZone);
  const asUtc = parseWallClock(wall, 'UTC') ?? at;
  const minutes = Math.round((asUtc.getTime() - at.getTime()) / 60_000);
  const size = Math.abs(minutes);
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${wall.replace(' ', 'T')}${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
};

const presentProduct = (row: SubscriptionRecord) => ({
  ProductCode: row.product_code,
  ProductId: Number(row.product_id),
  ProductName: row.product_name,
  ProductVersion: row.product_version,
  ProductQuantity: row.quantity,
  PriceOptionCodes: row.price_option_codes.length === 0 ? null : row.price_option_codes,
});

export const presentEndUser = ({
  end_user: { Language, ...person },
  email,
  country_code,
}: Pick<SubscriptionRecord, 'end_user' | 'email' | 'country_code'>) => ({
  ...person,
  Email: email,
  CountryCode: country_code,
  Language,
});

const presentLatestOrder = ({
  latest_ref_no: refNo,
  latest_order_status: status,
  failed_charges,
}: SubscriptionRecord) =>
  refNo === null ? null : { RefNo: String(refNo), Status: status, FailedRecurringChargesCount: failed_charges };
