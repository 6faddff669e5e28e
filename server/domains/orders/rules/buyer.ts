import { refuse } from '../../../api/errors.ts';
import type { Read } from '../../../api/schema.ts';
import { ORDER_COUNTRY_INVALID } from '../errors.ts';
import type { BillingDetails } from '../objects.ts';
import type { Buyer } from '../quoting.ts';
import { countryMeant, stateMeant } from './country.ts';

/** The buyer of a cart that is only looked at: whatever is known already, nothing is required. */
export const buyerSent = (
  sent: Read<typeof BillingDetails> | null | undefined,
  orderCountry?: string | null | undefined,
): Buyer => {
  const named = sent?.CountryCode || orderCountry || null;
  const country = named && (countryMeant(named) ?? refuse(ORDER_COUNTRY_INVALID, `${named} is not a country.`));
  const state = sent?.State || null;
  return {
    country,
    // As an order would have it, so that the tax is the same.
    state: country && state ? (stateMeant(country, state) ?? state) : state,
    company: sent?.Company ?? null,
    fiscalCode: sent?.FiscalCode ?? null,
    taxExemptionId: sent?.TaxExemptionId ?? null,
  };
};
