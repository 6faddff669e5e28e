import { refuse } from '../../../api/errors.ts';
import type { Read } from '../../../api/schema.ts';
import { isCountry } from '../../../kit/countries.ts';
import { ORDER_COUNTRY_INVALID } from '../errors.ts';
import type { BillingDetails } from '../objects.ts';
import type { Buyer } from '../quoting.ts';

/** The buyer of a cart that is only looked at: whatever is known already, nothing is required. */
export const buyerSent = (
  sent: Read<typeof BillingDetails> | null | undefined,
  orderCountry?: string | null | undefined,
): Buyer => {
  const country = sent?.CountryCode || orderCountry || null;
  if (country !== null && !isCountry(country)) refuse(ORDER_COUNTRY_INVALID, `${country} is not a country.`);
  return {
    country,
    state: sent?.State ?? null,
    company: sent?.Company ?? null,
    fiscalCode: sent?.FiscalCode ?? null,
    taxExemptionId: sent?.TaxExemptionId ?? null,
  };
};
