import { type Refusal, refuse } from '../../../api/errors.ts';
import type { Read } from '../../../api/schema.ts';
import { atLeast, type Version } from '../../../api/versions.ts';
import { isEmailAddress } from '../../../kit/email-addresses.ts';
import { isFiscalCodeSyntaxValid } from '../../taxes/index.ts';
import { ORDER_BILLING_DETAILS_EMPTY } from '../errors.ts';
import { BILLING_EMPTY, BILLING_INVALID, DELIVERY_EMPTY, DELIVERY_INVALID } from '../errors-by-field.ts';
import type { BillingDetails, DeliveryDetails } from '../objects.ts';
import { countryMeant, stateMeant } from './country.ts';

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

/** What payerOf refuses, in the order of its checks. */
export const PAYER_REFUSALS: readonly Refusal[] = [
  ORDER_BILLING_DETAILS_EMPTY,
  BILLING_EMPTY.FirstName,
  BILLING_EMPTY.LastName,
  BILLING_EMPTY.CountryCode,
  BILLING_INVALID.CountryCode,
  BILLING_EMPTY.State,
  BILLING_INVALID.State,
  BILLING_EMPTY.City,
  BILLING_EMPTY.Address1,
  BILLING_EMPTY.Zip,
  BILLING_EMPTY.Email,
  BILLING_INVALID.Email,
  BILLING_EMPTY.Phone,
  BILLING_EMPTY.Company,
  BILLING_EMPTY.FiscalCode,
  BILLING_INVALID.FiscalCode,
];

/** What recipientOf refuses, in the order of its checks. */
export const RECIPIENT_REFUSALS: readonly Refusal[] = [
  DELIVERY_EMPTY.FirstName,
  DELIVERY_EMPTY.LastName,
  DELIVERY_INVALID.CountryCode,
  DELIVERY_INVALID.State,
  DELIVERY_INVALID.Email,
];

/**
 * The payer of an order; `country` of the order stands in for a missing billing country. Refuses what a version cannot
 * do without and what cannot be, field by field. States come back by their full names.
 */
export const payerOf = (
  sent: Read<typeof BillingDetails> | null | undefined,
  country: string | null | undefined,
  version: Version,
): Payer => {
  if (sent == null) return refuse(ORDER_BILLING_DETAILS_EMPTY);
  const since6 = atLeast(version, '6.0');
  const person = personOf(sent);
  need(person, 'FirstName', 'LastName');
  const countrySent = person.CountryCode ?? orNull(country) ?? refuse(BILLING_EMPTY.CountryCode);
  const countryCode = countryMeant(countrySent) ?? refuse(BILLING_INVALID.CountryCode);
  const State = stateOf(person.State, countryCode, version, BILLING_INVALID.State);
  if (State === null && statesOf(version).has(countryCode)) refuse(BILLING_EMPTY.State);
  // Old clients leave the address out and succeed.
  if (since6) need(person, 'City', 'Address1', 'Zip');
  need(person, 'Email');
  if (person.Email !== null && !isEmailAddress(person.Email)) refuse(BILLING_INVALID.Email);
  if (since6 && countryCode === 'br') need(person, 'Phone');
  return {
    ...person,
    CountryCode: countryCode,
    State,
    FiscalCode: fiscalCodeOf(sent.FiscalCode, person.Company, countryCode, since6),
    TaxOffice: orNull(sent.TaxOffice),
    TaxExemptionId: orNull(sent.TaxExemptionId),
  };
};

/**
 * The recipient. Without one the payer is, save for the company; an object in which nothing stands is none. The country
 * may be left out where it is the payer's.
 */
export const recipientOf = (
  sent: Read<typeof DeliveryDetails> | null | undefined,
  payer: Payer,
  version: Version,
): Person => {
  const person = sent == null ? null : personOf(sent);
  if (person === null || Object.values(person).every((value) => value === null)) {
    const { FiscalCode: _f, TaxOffice: _o, TaxExemptionId: _e, ...copy } = payer;
    return { ...copy, Company: null };
  }
  if (atLeast(version, '6.0')) {
    if (person.FirstName === null) refuse(DELIVERY_EMPTY.FirstName);
    if (person.LastName === null) refuse(DELIVERY_EMPTY.LastName);
  }
  const CountryCode = countryMeant(person.CountryCode ?? payer.CountryCode) ?? refuse(DELIVERY_INVALID.CountryCode);
  const State = stateOf(person.State, CountryCode, version, DELIVERY_INVALID.State);
  if (person.Email !== null && !isEmailAddress(person.Email)) refuse(DELIVERY_INVALID.Email);
  return { ...person, CountryCode, State };
};

const orNull = (value: string | null | undefined): string | null => value?.trim() || null;

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

const need = (person: Person, ...fields: readonly (keyof typeof BILLING_EMPTY & keyof Person)[]): void => {
  for (const field of fields) if (person[field] === null) refuse(BILLING_EMPTY[field]);
};

/** Countries whose addresses need a state, and whose states are held against the list, by the first version that does. */
const STATES_NEEDED: readonly (readonly [Version, ReadonlySet<string>])[] = [
  ['6.0', new Set(['us', 'ca', 'br', 'tr', 'in', 'ro'])],
  // An official sample of 3.0 sells to Romania without one.
  ['4.0', new Set(['us', 'br', 'ro'])],
  ['3.0', new Set(['us', 'br'])],
];

const statesOf = (version: Version): ReadonlySet<string> =>
  STATES_NEEDED.find(([since]) => atLeast(version, since))?.[1] ?? new Set();

const stateOf = (sent: string | null, country: string, version: Version, wrong: Refusal): string | null => {
  if (sent === null) return null;
  const meant = stateMeant(country, sent);
  if (meant !== undefined) return meant;
  return statesOf(version).has(country) ? refuse(wrong, `There is no state ${sent} in ${country}.`) : sent;
};

/**
 * A fiscal code belongs to a company, save for Brazil where every buyer has one; Brazil, and India for companies, cannot
 * do without. A company elsewhere need not tell it: shops have a field for the company alone.
 */
const fiscalCodeOf = (
  sent: string | null | undefined,
  company: string | null,
  country: string,
  since6: boolean,
): string | null => {
  const fiscalCode = orNull(sent);
  if (fiscalCode === null) {
    const isNeeded = country === 'br' || (country === 'in' && company !== null);
    return isNeeded && since6 ? refuse(BILLING_EMPTY.FiscalCode) : null;
  }
  if (company === null && country !== 'br')
    refuse(BILLING_EMPTY.Company, 'A fiscal code needs BillingDetails.Company.');
  if (!isFiscalCodeSyntaxValid(country, fiscalCode)) refuse(BILLING_INVALID.FiscalCode);
  return fiscalCode;
};
