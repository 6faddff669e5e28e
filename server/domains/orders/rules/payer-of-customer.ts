import type { CustomerRecord } from '../../customers/index.ts';
import type { Payer } from './billing.ts';

/**
 * The payer of an order that nobody places: the customer as he is now. What only orders know of him, his tax office and
 * exemption, is taken from `earlier`, as long as he lives where he lived then.
 */
export const payerOfCustomer = (customer: CustomerRecord, earlier: Payer | undefined): Payer => {
  const isSamePlace = earlier?.CountryCode === customer.country_code && (earlier.State ?? null) === customer.state;
  return {
    FirstName: customer.first_name || null,
    LastName: customer.last_name || null,
    CountryCode: customer.country_code,
    State: customer.state,
    City: customer.city || null,
    Address1: customer.address1 || null,
    Address2: customer.address2,
    Zip: customer.zip || null,
    Email: customer.email || null,
    Phone: customer.phone,
    Company: customer.company,
    FiscalCode: customer.fiscal_code,
    TaxOffice: isSamePlace ? earlier.TaxOffice : null,
    TaxExemptionId: isSamePlace ? earlier.TaxExemptionId : null,
  };
};
