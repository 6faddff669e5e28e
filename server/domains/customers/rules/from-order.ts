/** The payer of an order, under the API's own names; what is not known is null or missing. */
export type Payer = {
  readonly FirstName?: string | null | undefined;
  readonly LastName?: string | null | undefined;
  readonly Company?: string | null | undefined;
  readonly FiscalCode?: string | null | undefined;
  readonly Address1?: string | null | undefined;
  readonly Address2?: string | null | undefined;
  readonly City?: string | null | undefined;
  readonly State?: string | null | undefined;
  readonly Zip?: string | null | undefined;
  readonly CountryCode?: string | null | undefined;
  readonly Phone?: string | null | undefined;
  readonly Fax?: string | null | undefined;
  readonly Email?: string | null | undefined;
};

/** A row of the table customers as JSON: column names, bigint and instants as text. */
export type CustomerRow = {
  readonly merchant_id: string;
  readonly customer_id: string;
  readonly external_reference: string | null;
  readonly first_name: string;
  readonly last_name: string;
  readonly company: string | null;
  readonly fiscal_code: string | null;
  readonly address1: string;
  readonly address2: string | null;
  readonly city: string;
  readonly state: string | null;
  readonly zip: string;
  readonly country_code: string;
  readonly phone: string | null;
  readonly fax: string | null;
  readonly email: string;
  readonly language: string | null;
  readonly created_at: string;
  readonly updated_at: string;
};

/**
 * The account that a paid order with subscriptions makes when it named no existing one, as finish_order inserts it. The
 * number is the caller's (kind 'customer'). Two orders that bring the same new external reference at once make one
 * account: the second insertion fails on customers_external_reference, and its order is finished again with the account
 * found.
 */
export const customerForOrder = (order: {
  readonly merchantId: bigint;
  readonly customerId: bigint;
  readonly externalReference: string | null;
  readonly billing: Payer;
  /** Language of the order, ISO 639-1. */
  readonly language: string | null;
  /** The merchant's now. */
  readonly at: Date;
}): CustomerRow => {
  const { billing } = order;
  const at = order.at.toISOString();
  return {
    merchant_id: String(order.merchantId),
    customer_id: String(order.customerId),
    external_reference: order.externalReference || null,
    first_name: billing.FirstName ?? '',
    last_name: billing.LastName ?? '',
    company: billing.Company || null,
    fiscal_code: billing.FiscalCode || null,
    address1: billing.Address1 ?? '',
    address2: billing.Address2 || null,
    city: billing.City ?? '',
    state: billing.State || null,
    zip: billing.Zip ?? '',
    country_code: (billing.CountryCode ?? '').toLowerCase(),
    phone: billing.Phone || null,
    fax: billing.Fax || null,
    email: billing.Email ?? '',
    language: order.language?.toLowerCase() || null,
    created_at: at,
    updated_at: at,
  };
};
