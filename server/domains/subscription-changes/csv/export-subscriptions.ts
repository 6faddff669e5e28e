import { stringify } from 'csv-stringify/sync';
import type { Merchant } from '../../../api/call.ts';
import type { Db } from '../../../db/database.ts';
import { calendarDate, wallClock } from '../../../kit/dates.ts';
import { amountText } from '../../../kit/money.ts';
import {
  type ExportedSubscription,
  exportPages,
  NEVER,
  type SearchOptions,
  type SubscriptionStatus,
  statusOfState,
} from '../../subscriptions/index.ts';
import { COLUMNS, type Column } from './columns.ts';

/** What is exported; what is left out does not restrict. */
export type Exported = { readonly status?: SubscriptionStatus | undefined; readonly options?: SearchOptions };

type Viewpoint = { readonly merchant: Merchant; readonly now: Date };

/**
 * The text of a file of subscriptions in the order of their purchase, piece by piece: the line of names, then a page of rows
 * at a time. What changes meanwhile is told as it is when its page is read. Cells that a spreadsheet would take for a formula
 * begin with an apostrophe.
 */
export async function* exportSubscriptions(
  db: Db,
  { merchant, now }: Viewpoint,
  { status, options = {} }: Exported = {},
): AsyncGenerator<string> {
  yield textOf([COLUMNS]);
  for await (const page of exportPages({ db, merchant, now }, options, status ?? null)) {
    yield textOf(page.map((subscription) => rowOf(subscription, { merchant, now })));
  }
}

const textOf = (rows: readonly (readonly string[])[]): string =>
  stringify(
    rows.map((row) => [...row]),
    { escape_formulas: true },
  );

const rowOf = (subscription: ExportedSubscription, viewpoint: Viewpoint): readonly string[] => {
  const cells = cellsOf(subscription, viewpoint);
  return COLUMNS.map((column) => cells[column]);
};

const cellsOf = (row: ExportedSubscription, { merchant: { timeZone }, now }: Viewpoint): Record<Column, string> => {
  const { end_user: person } = row;
  return {
    SubscriptionReference: row.reference,
    ExternalSubscriptionReference: row.external_reference ?? '',
    StartDate: calendarDate(row.starts_at, timeZone),
    ExpirationDate: row.expires_at === null ? NEVER : calendarDate(row.expires_at, timeZone),
    ProductCode: row.product_code,
    ProductId: String(row.product_id),
    ProductName: row.product_name,
    ProductVersion: row.product_version,
    ProductQuantity: String(row.quantity),
    PriceOptionCodes: row.price_option_codes.join(';'),
    FirstName: person.FirstName,
    LastName: person.LastName,
    Company: person.Company,
    Email: row.email,
    Phone: person.Phone,
    Fax: person.Fax,
    Address1: person.Address1,
    Address2: person.Address2,
    Zip: person.Zip,
    City: person.City,
    State: person.State,
    CountryCode: row.country_code,
    Language: person.Language,
    AvangateCustomerReference: String(row.customer_id),
    ExternalCustomerReference: row.external_customer_reference ?? '',
    PartnerCode: row.partner_code,
    SubscriptionValue: money(row.value_minor, row.value_currency),
    SubscriptionValueCurrency: row.value_currency ?? '',
    NextRenewalPrice: money(row.next_price_minor, row.next_price_currency),
    NextRenewalPriceCurrency: row.next_price_currency ?? '',
    CustomPriceBillingCyclesLeft: row.next_price_cycles === null ? '' : String(row.next_price_cycles),
    AdditionalInfo: row.additional_info ?? '',
    DeliveryDescription: row.delivered?.Description ?? '',
    DeliveredCodes: (row.delivered?.Codes ?? []).flatMap(({ Code }) => Code ?? []).join('\n'),
    Test: row.is_test ? '1' : '0',
    Status: statusOfState(row, now),
    SubscriptionEnabled: yesOrNo(row.enabled),
    RecurringEnabled: yesOrNo(row.recurring_enabled),
    NextBillingDate: row.charge_at === null ? '' : wallClock(row.charge_at, timeZone),
    Type: row.is_trial ? 'TRIAL' : 'REGULAR',
    Lifetime: yesOrNo(row.is_lifetime),
    PurchaseDate: wallClock(row.purchased_at, timeZone),
    LastRenewalDate: row.renewed_at === null ? '' : wallClock(row.renewed_at, timeZone),
    SKU: row.sku,
  };
};

const money = (minor: bigint | null, currency: string | null): string =>
  minor === null || currency === null ? '' : amountText(minor, currency);

const yesOrNo = (value: boolean): string => (value ? '1' : '0');
