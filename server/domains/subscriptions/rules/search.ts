import type { Read } from '../../../api/schema.ts';
import type { SubscriptionSearchOptions } from '../objects.ts';
import type { PageOf, SubscriptionFilter } from '../search-store.ts';
import { between } from './bounds.ts';

export type SearchOptions = Read<typeof SubscriptionSearchOptions>;

/**
 * What search options ask of the rows; null when nothing can match, because they ask for facts that are not kept (sent
 * notifications) or for the rows of another account.
 */
export const filterOf = (
  options: SearchOptions,
  merchant: { readonly code: string; readonly timeZone: string },
): SubscriptionFilter | null => {
  if (asksForTheImpossible(options, merchant.code)) return null;
  const dates = (after: string | null | undefined, before: string | null | undefined) =>
    between(after, before, merchant.timeZone);
  return {
    email: options.CustomerEmail
      ? { text: options.CustomerEmail.trim(), whole: options.ExactMatchEmail === true }
      : null,
    customerId: options.AvangateCustomerReference ? BigInt(options.AvangateCustomerReference) : null,
    externalCustomerReference: options.ExternalCustomerReference || null,
    enabled: options.SubscriptionEnabled ?? null,
    recurringEnabled: options.RecurringEnabled ?? null,
    isLifetime: options.LifetimeSubscription ?? null,
    type: TYPES[options.Type ?? ''] ?? null,
    status: null,
    deliveredCode: options.DeliveredCode?.trim() || null,
    productCodes: someOf(options.ProductCodes),
    countryCodes: someOf(options.CountryCodes),
    partnerCode: options.PartnerCode || null,
    purchased: dates(options.PurchasedAfter, options.PurchasedBefore),
    expires: dates(options.ExpireAfter, options.ExpireBefore),
    renewed: dates(options.RenewedAfter, options.RenewedBefore),
    modified: dates(options.ModifiedAfter, options.ModifiedBefore),
    nextBilling: dates(options.NextBillingDateAfter, options.NextBillingDateBefore),
  };
};

const TYPES: Readonly<Record<string, SubscriptionFilter['type']>> = {
  REGULAR: 'REGULAR',
  TRIAL: 'TRIAL',
  TRIALCONVERSION: 'CONVERTED',
};

const asksForTheImpossible = (options: SearchOptions, merchantCode: string): boolean =>
  Boolean(options.NotificationAfter) ||
  Boolean(options.NotificationBefore) ||
  (Boolean(options.MerchantCode) && options.MerchantCode?.toLowerCase() !== merchantCode.toLowerCase());

/** An empty list does not restrict: PHP clients send one for "no choice". */
const someOf = (values: readonly string[] | null | undefined): readonly string[] | null => {
  const said = (values ?? []).filter((value) => value !== '');
  return said.length === 0 ? null : said;
};

const DEFAULT_LIMIT = 10;
const MAX_LIMIT = 200;

export type PageWanted = PageOf & { readonly page: number };

/** The page that is asked for: flat Page and Limit as older clients send them, or a Pagination object; 0 says nothing. */
export const pageOf = (options: SearchOptions): PageWanted => {
  const page = options.Pagination?.Page || options.Page || 1;
  const limit = Math.min(options.Pagination?.Limit || options.Limit || DEFAULT_LIMIT, MAX_LIMIT);
  return { page, limit, offset: (page - 1) * limit };
};
