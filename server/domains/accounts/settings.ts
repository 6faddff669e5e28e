import type { Merchant } from '../../api/call.ts';
import { INVALID_PARAMETER, refuse } from '../../api/errors.ts';
import { keyDaysOf } from '../../api/idempotency/once.ts';
import { read } from '../../api/read.ts';
import { flag, integer, list, object, type Read, text } from '../../api/schema.ts';
import { LATEST } from '../../api/versions.ts';
import { SIMULATOR, STRIPE } from '../../gateways/registry.ts';
import { isCountry } from '../../kit/countries.ts';
import { isCurrency } from '../../kit/currencies.ts';
import {
  checkInvoiceSeries,
  type InvoiceSeller,
  InvoiceSellerSettings,
  type InvoiceSeries,
  InvoiceSeriesSettings,
  invoiceSellerOf,
  invoiceSeriesOf,
} from './invoice-settings.ts';
import {
  checkFraudReview,
  type FraudReview,
  fraudReviewOf,
  orderSettings,
  type PurchaseOrderSettings,
  purchaseOrderSettingsOf,
} from './order-settings.ts';
import { checkDisputeFees, type RefundSettings, refundSettings, refundSettingsOf } from './refund-settings.ts';
import { checkRetryHours, DEFAULT_RETRY_HOURS, renewalSettings } from './renewal-settings.ts';

/** Which renewal notices go out, by days before and after the expiry of a subscription. */
export type RenewalEmailSwitches = {
  readonly before30Days: boolean;
  readonly before15Days: boolean;
  readonly before7Days: boolean;
  readonly before1Day: boolean;
  readonly onExpirationDate: boolean;
  readonly after5Days: boolean;
  readonly after15Days: boolean;
};

export type RenewalEmailSettings = {
  readonly manualRenewal: RenewalEmailSwitches;
  readonly automaticRenewal: RenewalEmailSwitches;
};

/** What domains may know of an account beside its code, zone and clock. */
export type Settings = PurchaseOrderSettings &
  RefundSettings & {
    readonly name: string;
    /** Upper-case ISO 4217 code; what prices and payouts are counted in unless said otherwise. */
    readonly currency: string;
    /** Upper-case ISO 3166 code of the seller; empty when not told. */
    readonly countryCode: string;
    readonly isTest: boolean;
    /** Whether test cards and test orders are taken. */
    readonly testSystemEnabled: boolean;
    /** Share of the net price that the platform keeps, parts per million. */
    readonly commissionPpm: bigint;
    /** Kept from each order beside the share, minor units of the account's currency. */
    readonly commissionFixedMinor: bigint;
    /** Days after expiry in which a subscription may still be renewed, where the product says nothing else. */
    readonly gracePeriodDays: number;
    readonly renewalEmails: RenewalEmailSettings;
    /** Hours after expiry at which a failed automatic charge is tried again, within grace; at least 20 apart. */
    readonly retryHours: readonly number[];
    /** How far a login date may be from now; null: as the server is set. */
    readonly loginToleranceMinutes: number | null;
    /** Two letters, lower case: the language of texts without one. */
    readonly language: string;
    /** Upper-case codes of the countries to which the account sells; null: all. */
    readonly countries: readonly string[] | null;
    /** Upper-case codes of the currencies in which it sells; null: all. */
    readonly currencies: readonly string[] | null;
    /** Lower-case codes of the languages that it offers; null: all. */
    readonly languages: readonly string[] | null;
    /** Days for which an idempotency key of a client stands for its call. */
    readonly idempotencyKeyDays: number;
    /** Whether an order's ExternalReference stands for one order, so that a second one with it is answered by the first. */
    readonly externalReferenceIsUnique: boolean;
    /** Name of the payment gateway that new payments go to. */
    readonly gateway: string;
    /** Whom invoices name as the seller. */
    readonly invoiceSeller: InvoiceSeller;
    /** How invoices are numbered; a new prefix begins a new series. */
    readonly invoiceSeries: InvoiceSeries;
    readonly fraudReview: FraudReview;
    /** Days for a person to look at an order under suspicion; then its money is let go. */
    readonly reviewDays: number;
    /** Days for the merchant to confirm that he delivers; then the money of the order is let go. */
    readonly confirmationDays: number;
    /** Days for a shopper to pay an order; then it is given up. Orders to be paid by check wait without end. */
    readonly unpaidOrderDays: number;
    /** Whether subscriptions may be imported with the numbers of real cards; those of tests always may. */
    readonly allowCardImport: boolean;
    /** Sections of a seed that no part of the program reads yet, as they were declared. */
    readonly declared: Readonly<Record<string, unknown>>;
  };

const switches = object('RenewalEmailSwitches', {
  before30Days: flag(),
  before15Days: flag(),
  before7Days: flag(),
  before1Day: flag(),
  onExpirationDate: flag(),
  after5Days: flag(),
  after15Days: flag(),
});

const writable = object('Settings', {
  testSystemEnabled: flag(),
  commissionPpm: integer({ min: 0, max: 1_000_000 }),
  commissionFixedMinor: integer({ min: 0, max: 1_000_000_000 }),
  gracePeriodDays: integer({ min: 0, max: 3650 }),
  renewalEmails: object('RenewalEmailSettings', { manualRenewal: switches, automaticRenewal: switches }),
  loginToleranceMinutes: integer({ min: 1, max: 7 * 24 * 60 }),
  language: text({ max: 2, fold: 'lower' }),
  countries: list(text({ max: 2, fold: 'upper' })),
  currencies: list(text({ max: 3, fold: 'upper' })),
  languages: list(text({ max: 2, fold: 'lower' })),
  idempotencyKeyDays: integer({ min: 1, max: 365 }),
  externalReferenceIsUnique: flag(),
  gateway: text({ max: 40 }),
  unpaidOrderDays: integer({ min: 1, max: 365 }),
  allowCardImport: flag(),
  invoiceSeller: InvoiceSellerSettings,
  invoiceSeries: InvoiceSeriesSettings,
  ...orderSettings,
  ...renewalSettings,
  ...refundSettings,
});

type StoredSettings = Read<typeof writable>;

/** A merchant whose customers renew by hand is reminded of by more notices than one whose card is charged anyway. */
const MANUAL: RenewalEmailSwitches = {
  before30Days: true,
  before15Days: true,
  before7Days: true,
  before1Day: true,
  onExpirationDate: true,
  after5Days: true,
  after15Days: true,
};
const AUTOMATIC: RenewalEmailSwitches = {
  before30Days: false,
  before15Days: false,
  before7Days: true,
  before1Day: false,
  onExpirationDate: false,
  after5Days: false,
  after15Days: false,
};

/**
 * Checks settings before they are stored and answers them in their own types, without what was not given. Refuses
 * INVALID_PARAMETER, naming the path, for unknown names and values out of range.
 */
export const checkSettings = (given: unknown, path: string): Readonly<Record<string, unknown>> => {
  const known = read(writable, LATEST, given, path) ?? {};
  for (const name of Object.keys(isRecord(given) ? given : {})) {
    if (!(name in writable.members)) refuse(INVALID_PARAMETER, `${path}.${name} is not a setting.`);
  }
  for (const code of known.countries ?? []) if (!isCountry(code)) unknownCode(`${path}.countries`, code);
  for (const code of known.currencies ?? []) if (!isCurrency(code)) unknownCode(`${path}.currencies`, code);
  for (const code of known.languages ?? []) if (!/^[a-z]{2}$/.test(code)) unknownCode(`${path}.languages`, code);
  if (known.gateway && !GATEWAYS.includes(known.gateway)) unknownCode(`${path}.gateway`, known.gateway);
  checkInvoiceSeries(known.invoiceSeries, `${path}.invoiceSeries`);
  checkFraudReview(known.fraudReview, `${path}.fraudReview`);
  checkDisputeFees(known.disputeFeeMinor, `${path}.disputeFeeMinor`);
  checkRetryHours(known.retryHours, `${path}.retryHours`);
  return Object.fromEntries(Object.entries(known).filter(([, value]) => value !== null && value !== undefined));
};

/** Payment gateways that a merchant can choose. */
const GATEWAYS: readonly string[] = [SIMULATOR, STRIPE];

const unknownCode = (path: string, code: string): never =>
  refuse(INVALID_PARAMETER, `${path}: ${JSON.stringify(code)} is not known.`);

const resolved = new WeakMap<object, Settings>();

/** The settings of a merchant with the defaults where nothing was set. */
export const settingsOf = (merchant: Merchant): Settings => {
  let settings = resolved.get(merchant.settings);
  if (settings === undefined) {
    settings = withDefaults(merchant.settings);
    resolved.set(merchant.settings, settings);
  }
  return settings;
};

const withDefaults = (stored: Readonly<Record<string, unknown>>): Settings => {
  const own: StoredSettings = read(writable, LATEST, stored, 'settings') ?? {};
  return {
    name: textOr(stored['name'], ''),
    currency: textOr(stored['currency'], 'EUR'),
    countryCode: textOr(stored['countryCode'], ''),
    isTest: stored['isTest'] === true,
    testSystemEnabled: own.testSystemEnabled ?? true,
    commissionPpm: BigInt(own.commissionPpm ?? 0),
    commissionFixedMinor: BigInt(own.commissionFixedMinor ?? 0),
    gracePeriodDays: own.gracePeriodDays ?? 0,
    renewalEmails: {
      manualRenewal: switchesOr(own.renewalEmails?.manualRenewal, MANUAL),
      automaticRenewal: switchesOr(own.renewalEmails?.automaticRenewal, AUTOMATIC),
    },
    retryHours: own.retryHours ?? DEFAULT_RETRY_HOURS,
    loginToleranceMinutes: own.loginToleranceMinutes ?? null,
    language: own.language ?? 'en',
    countries: own.countries ?? null,
    currencies: own.currencies ?? null,
    languages: own.languages ?? null,
    idempotencyKeyDays: keyDaysOf(stored),
    externalReferenceIsUnique: own.externalReferenceIsUnique ?? false,
    gateway: own.gateway || SIMULATOR,
    invoiceSeller: invoiceSellerOf(own.invoiceSeller, textOr(stored['name'], '')),
    invoiceSeries: invoiceSeriesOf(own.invoiceSeries),
    fraudReview: fraudReviewOf(own.fraudReview),
    reviewDays: own.reviewDays ?? 5,
    confirmationDays: own.confirmationDays ?? 30,
    unpaidOrderDays: own.unpaidOrderDays ?? 30,
    allowCardImport: own.allowCardImport ?? false,
    ...purchaseOrderSettingsOf(own),
    ...refundSettingsOf(own),
    declared: isRecord(stored['declared']) ? stored['declared'] : {},
  };
};

/** Where a new payment of a merchant goes: test orders never reach a bank. */
export const gatewayNameOf = (merchant: Merchant, isTest: boolean): string =>
  isTest ? SIMULATOR : settingsOf(merchant).gateway;

const switchesOr = (
  given: Read<typeof switches> | null | undefined,
  otherwise: RenewalEmailSwitches,
): RenewalEmailSwitches => ({
  before30Days: given?.before30Days ?? otherwise.before30Days,
  before15Days: given?.before15Days ?? otherwise.before15Days,
  before7Days: given?.before7Days ?? otherwise.before7Days,
  before1Day: given?.before1Day ?? otherwise.before1Day,
  onExpirationDate: given?.onExpirationDate ?? otherwise.onExpirationDate,
  after5Days: given?.after5Days ?? otherwise.after5Days,
  after15Days: given?.after15Days ?? otherwise.after15Days,
});

const textOr = (value: unknown, otherwise: string): string => (typeof value === 'string' ? value : otherwise);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
