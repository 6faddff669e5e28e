import { euCountries, isFiscalCodeSyntaxValid } from './fiscal-codes.ts';
import { generalRatePpm, placeOf } from './rates.ts';

export type TaxReason = 'STANDARD' | 'MERCHANT_RATE' | 'REVERSE_CHARGE' | 'EXEMPT' | 'NO_TAX';

/** A rate in parts per million (19 % = 190000n) and why it is this one. */
export type Tax = { readonly ratePpm: bigint; readonly reason: TaxReason };

export type TaxQuestion = {
  /** Billing country, ISO 3166 two letters in any case; none while the buyer's address is not known. */
  readonly country?: string | null | undefined;
  /** Code or name; counts in the United States and Canada. */
  readonly state?: string | null | undefined;
  readonly company?: string | null | undefined;
  readonly fiscalCode?: string | null | undefined;
  readonly taxExemptionId?: string | null | undefined;
  /** Country of the merchant; without one every buyer counts as foreign. */
  readonly sellerCountry?: string | null | undefined;
  /** Day of supply in the merchant's zone, 'YYYY-MM-DD'. */
  readonly on: string;
  /** Rates of the merchant by country ('DE') or country and state ('US-TX'); they go before the general tables. */
  readonly merchantRates?: ReadonlyMap<string, bigint> | undefined;
};

const NO_TAX: Tax = { ratePpm: 0n, reason: 'NO_TAX' };

/**
 * The tax of a sale. Without an address there is none. A US exemption certificate and the VAT number of a company in
 * another country of the European Union take the tax away; else the merchant's rate counts, else the general one.
 */
export function taxFor(question: TaxQuestion): Tax {
  if (!hasText(question.country)) return NO_TAX;
  const { country, state } = placeOf(question.country, question.state);
  if (country === 'US' && hasText(question.taxExemptionId)) return { ratePpm: 0n, reason: 'EXEMPT' };
  if (isReverseCharge(question, country)) return { ratePpm: 0n, reason: 'REVERSE_CHARGE' };
  const own = question.merchantRates?.get(`${country}-${state}`) ?? question.merchantRates?.get(country);
  if (own !== undefined) return { ratePpm: own, reason: 'MERCHANT_RATE' };
  const general = generalRatePpm({ country, state }, question.on);
  return general === undefined || general === 0n ? NO_TAX : { ratePpm: general, reason: 'STANDARD' };
}

function isReverseCharge(question: TaxQuestion, country: string): boolean {
  if (!euCountries.has(country) || country === question.sellerCountry?.trim().toUpperCase()) return false;
  if (!hasText(question.company) || !hasText(question.fiscalCode)) return false;
  return isFiscalCodeSyntaxValid(country, question.fiscalCode);
}

function hasText(text: string | null | undefined): text is string {
  return text !== null && text !== undefined && text.trim() !== '';
}
