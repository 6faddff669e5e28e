import type { Read } from '../../../api/schema.ts';
import type { CustomerRecord } from '../../customers/index.ts';
import type { BillingDetails } from '../objects.ts';

type Billing = Read<typeof BillingDetails>;

/**
 * Billing details with what is known of a customer where the request leaves it out. Parts of an address are not mixed:
 * it is the customer's only as far as the request names no other, and the company goes with its fiscal code.
 */
export const prefilled = (sent: Billing | null | undefined, customer: CustomerRecord): Billing => {
  const own: Billing = sent ?? {};
  const isAtHome = !own.CountryCode || own.CountryCode === customer.country_code;
  const hasAddress = [own.State, own.City, own.Address1, own.Address2, own.Zip].some(Boolean);
  return {
    ...own,
    FirstName: own.FirstName || customer.first_name,
    LastName: own.LastName || customer.last_name,
    Email: own.Email || customer.email,
    Phone: own.Phone || customer.phone,
    CountryCode: own.CountryCode || customer.country_code,
    ...(isAtHome && !hasAddress ? addressOf(customer) : {}),
    ...(isAtHome && !own.Company && !own.FiscalCode
      ? { Company: customer.company, FiscalCode: customer.fiscal_code }
      : {}),
  };
};

const addressOf = (customer: CustomerRecord) => ({
  State: customer.state,
  City: customer.city,
  Address1: customer.address1,
  Address2: customer.address2,
  Zip: customer.zip,
});
