import { refuse } from '../../api/errors.ts';
import type { Written } from '../../api/schema.ts';
import type { Db } from '../../db/database.ts';
import type { Call } from '../method.ts';
import { standingOfCustomer } from '../subscriptions/index.ts';
import { CUSTOMER_NOT_FOUND } from './errors.ts';
import type { Customer } from './objects.ts';
import { presentCustomer } from './present.ts';
import { customerNamed, findCustomerByReference, type References } from './references.ts';
import type { Payer } from './rules/from-order.ts';
import { type CustomerRecord, findCustomer, insertCustomer } from './store.ts';

/** A customer as it is answered, without its cards. Refuses CUSTOMER_NOT_FOUND. */
export const customerAnswer = async (
  { db, merchant, now }: Pick<Call, 'db' | 'merchant' | 'now'>,
  customerId: bigint,
): Promise<Written<typeof Customer>> => {
  const [customer, standing] = await Promise.all([
    findCustomer(db, merchant.id, customerId),
    standingOfCustomer(db, merchant.id, customerId, now),
  ]);
  return presentCustomer(customer ?? refuse(CUSTOMER_NOT_FOUND), standing, []);
};

/** Whose an imported subscription is. */
export type ImportedCustomer = {
  readonly references: References;
  readonly person: Payer;
  /** ISO 639-1. */
  readonly language: string | null;
};

/**
 * The customer who has the references of an import. An external one that nobody has makes a new account of the person, and
 * so does no reference at all. `newNumber` gives the number of a new account. Refuses references that do not belong
 * together, and numbers that nobody has.
 */
export const customerOfImport = async (
  tx: Db,
  merchantId: bigint,
  { references, person, language }: ImportedCustomer,
  newNumber: () => Promise<bigint>,
  at: Date,
): Promise<bigint> => {
  if (references.avangate) return (await customerNamed(tx, merchantId, references)).customer_id;
  const { external } = references;
  const known = external ? await findCustomerByReference(tx, merchantId, { external }) : undefined;
  if (known !== undefined) return known.customer_id;
  const customer = accountOf(await newNumber(), external || null, person, language);
  if (await insertCustomer(tx, merchantId, customer, at)) return customer.customer_id;
  // Another import of the same new customer was faster.
  return (await customerNamed(tx, merchantId, { external })).customer_id;
};

const accountOf = (
  customerId: bigint,
  externalReference: string | null,
  person: Payer,
  language: string | null,
): CustomerRecord => ({
  customer_id: customerId,
  external_reference: externalReference,
  first_name: person.FirstName ?? '',
  last_name: person.LastName ?? '',
  company: person.Company || null,
  fiscal_code: person.FiscalCode || null,
  address1: person.Address1 ?? '',
  address2: person.Address2 || null,
  city: person.City ?? '',
  state: person.State || null,
  zip: person.Zip ?? '',
  country_code: (person.CountryCode ?? '').toLowerCase(),
  phone: person.Phone || null,
  fax: person.Fax || null,
  email: person.Email ?? '',
  language: language?.toLowerCase() || null,
});
