import { refuse } from '../../../api/errors.ts';
import type { Read } from '../../../api/schema.ts';
import { atLeast, type Version } from '../../../api/versions.ts';
import { isCountry } from '../../../kit/countries.ts';
import { isFiscalCodeSyntaxValid } from '../../taxes/index.ts';
import {
  ORDER_BILLING_DETAILS_EMPTY,
  ORDER_BILLING_EMAIL_INVALID,
  ORDER_BILLING_FIELD_EMPTY,
  ORDER_BILLING_FISCALCODE_INVALID,
  ORDER_BILLING_PHONE_EMPTY,
  ORDER_BILLING_STATE_EMPTY,
  ORDER_COUNTRY_INVALID,
} from '../errors.ts';
import type { BillingDetails, DeliveryDetails } from '../objects.ts';

/** A person as orders keep it; every member is there, null when it is not known. */
export type Person = {
  readonly FirstName: string | null;
  readonly LastName: string | null;
  readonly CountryCode: string | null;
  readonly State: string | null;
  readonly City: string | null;
  readonly Address1: string | null;
  readonly Address2: string | null;
  readonly Zip: string | null;
  readonly Email: string | null;
  readonly Phone: string | null;
  readonly Company: string | null;
};

export type Payer = Person & {
  readonly CountryCode: string;
  readonly FiscalCode: string | null;
  readonly TaxOffice: string | null;
  readonly TaxExemptionId: string | null;
};

const ALWAYS = ['FirstName', 'LastName', 'Email'] as const;
/** Old clients leave the address out and succeed. */
const SINCE_6 = ['City', 'Address1', 'Zip'] as const;
const NEED_STATE: ReadonlySet<string> = new Set(['us', 'br', 'ro']);
const NEED_STATE_SINCE_6: ReadonlySet<string> = new Set(['us', 'ca', 'br', 'tr', 'in', 'ro']);

const orNull = (value: string | null | undefined): string | null => (value == null || value === '' ? null : value);

const personOf = (sent: Read<typeof DeliveryDetails>): Person => ({
  FirstName: orNull(sent.FirstName),
  LastName: orNull(sent.LastName),
  CountryCode: orNull(sent.CountryCode),
  State: orNull(sent.State),
  City: orNull(sent.City),
  Address1: orNull(sent.Address1),
  Address2: orNull(sent.Address2),
  Zip: orNull(sent.Zip),
  Email: orNull(sent.Email),
  Phone: orNull(sent.Phone),
  Company: orNull(sent.Company),
});

/**
 * The payer of an order; `country` of the order stands in for a missing billing country. Refuses what a version cannot
 * do without, in the order of the fields.
 */
export const payerOf = (
  sent: Read<typeof BillingDetails> | null | undefined,
  country: string | null | undefined,
  version: Version,
): Payer => {
  if (sent == null) return refuse(ORDER_BILLING_DETAILS_EMPTY);
  const person = personOf(sent);
  const countryCode = person.CountryCode ?? orNull(country);
  const needed = atLeast(version, '6.0') ? [...ALWAYS, ...SINCE_6] : ALWAYS;
  for (const field of needed) {
    if (person[field] === null) refuse(ORDER_BILLING_FIELD_EMPTY, `BillingDetails.${field} is required.`);
  }
  if (countryCode === null) return refuse(ORDER_BILLING_FIELD_EMPTY, 'BillingDetails.CountryCode is required.');
  if (!isCountry(countryCode)) refuse(ORDER_COUNTRY_INVALID, 'BillingDetails.CountryCode is not a country.');
  if (!/^[^\s@]+@[^\s@]+$/.test(person.Email ?? '')) refuse(ORDER_BILLING_EMAIL_INVALID);
  const statesNeeded = atLeast(version, '6.0') ? NEED_STATE_SINCE_6 : NEED_STATE;
  if (person.State === null && statesNeeded.has(countryCode)) refuse(ORDER_BILLING_STATE_EMPTY);
  if (person.Phone === null && countryCode === 'br' && atLeast(version, '6.0')) refuse(ORDER_BILLING_PHONE_EMPTY);
  const fiscalCode = orNull(sent.FiscalCode);
  if (fiscalCode !== null && person.Company !== null && !isFiscalCodeSyntaxValid(countryCode, fiscalCode)) {
    refuse(ORDER_BILLING_FISCALCODE_INVALID);
  }
  return {
    ...person,
    CountryCode: countryCode,
    FiscalCode: fiscalCode,
    TaxOffice: orNull(sent.TaxOffice),
    TaxExemptionId: orNull(sent.TaxExemptionId),
  };
};

/** The recipient; without one the payer is, save for the company. */
export const recipientOf = (sent: Read<typeof DeliveryDetails> | null | undefined, payer: Payer): Person => {
  if (sent != null) {
    const person = personOf(sent);
    return { ...person, CountryCode: person.CountryCode ?? payer.CountryCode };
  }
  const { FiscalCode: _f, TaxOffice: _o, TaxExemptionId: _e, ...person } = payer;
  return { ...person, Company: null };
};
