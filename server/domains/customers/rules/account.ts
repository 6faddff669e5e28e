import { refuse } from '../../../api/errors.ts';
import type { Read } from '../../../api/schema.ts';
import { isCountry } from '../../../kit/countries.ts';
import { isFiscalCodeSyntaxValid } from '../../taxes/index.ts';
import { COMPANY_REQUIRED, COUNTRY_INVALID, EMAIL_INVALID, FISCAL_CODE_INVALID } from '../errors.ts';
import type { Customer } from '../objects.ts';

export type SentCustomer = Read<typeof Customer>;

/** What a customer account says of the customer; null where nothing is known. */
export type CustomerFacts = {
  readonly first_name: string;
  readonly last_name: string;
  readonly company: string | null;
  readonly fiscal_code: string | null;
  readonly address1: string;
  readonly address2: string | null;
  readonly city: string;
  readonly state: string | null;
  readonly zip: string;
  /** ISO 3166-1, lower case. */
  readonly country_code: string;
  readonly phone: string | null;
  readonly fax: string | null;
  readonly email: string;
  /** ISO 639-1, lower case. */
  readonly language: string | null;
};

/** The facts of a new account. */
export const factsOf = (sent: SentCustomer): CustomerFacts => changedFacts(NOBODY, sent);

/** The facts after a change: an optional member that was not sent stays, one that was sent empty goes. */
export const changedFacts = (known: OptionalFacts, sent: SentCustomer): CustomerFacts => {
  const changed = (value: string | null | undefined, old: string | null): string | null =>
    value === undefined ? old : value || null;
  return {
    first_name: sent.FirstName,
    last_name: sent.LastName,
    company: changed(sent.Company, known.company),
    fiscal_code: changed(sent.FiscalCode, known.fiscal_code),
    address1: sent.Address1,
    address2: changed(sent.Address2, known.address2),
    city: sent.City,
    state: changed(sent.State, known.state),
    zip: sent.Zip,
    country_code: sent.CountryCode,
    phone: changed(sent.Phone, known.phone),
    fax: changed(sent.Fax, known.fax),
    email: sent.Email.trim(),
    language: changed(sent.Language, known.language),
  };
};

type OptionalFacts = Pick<
  CustomerFacts,
  'company' | 'fiscal_code' | 'address2' | 'state' | 'phone' | 'fax' | 'language'
>;

const NOBODY: OptionalFacts = {
  company: null,
  fiscal_code: null,
  address2: null,
  state: null,
  phone: null,
  fax: null,
  language: null,
};

/** In the order in which checkFacts finds them. */
export const FACTS_REFUSALS = [COUNTRY_INVALID, EMAIL_INVALID, COMPANY_REQUIRED, FISCAL_CODE_INVALID];

/** Refuses facts that cannot be a customer's. */
export const checkFacts = (facts: CustomerFacts): void => {
  if (!isCountry(facts.country_code)) refuse(COUNTRY_INVALID);
  if (!EMAIL.test(facts.email)) refuse(EMAIL_INVALID);
  if (facts.fiscal_code === null) return;
  if (facts.company === null) refuse(COMPANY_REQUIRED);
  if (!isFiscalCodeSyntaxValid(facts.country_code, facts.fiscal_code)) refuse(FISCAL_CODE_INVALID);
};

/** Only what cannot be an address is refused: whether mail arrives, mail alone can tell. */
const EMAIL = /^[^\s@]+@[^\s@]+$/;
