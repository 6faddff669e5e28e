import { refuse } from '../../api/errors.ts';
import type { Db } from '../../db/database.ts';
import { CUSTOMER_NOT_FOUND, CUSTOMER_REFERENCE_MISSING, CUSTOMER_REFERENCES_DIFFER } from './errors.ts';
import { type CustomerRecord, listByReferences } from './store.ts';

/** The references that a call names a customer by; 0, empty text and null leave one out. */
export type References = {
  /** The platform's number. */
  readonly avangate?: bigint | number | null | undefined;
  /** The merchant's text. */
  readonly external?: string | null | undefined;
};

/** In the order in which they are checked. */
export const REFERENCE_REFUSALS = [CUSTOMER_REFERENCE_MISSING, CUSTOMER_NOT_FOUND, CUSTOMER_REFERENCES_DIFFER];

/** The customer who has all of the given references; undefined when there is none or no reference was given. */
export const findCustomerByReference = async (
  db: Db,
  merchantId: bigint,
  { avangate, external }: References,
): Promise<CustomerRecord | undefined> => {
  const found = await listByReferences(db, merchantId, avangate ? BigInt(avangate) : null, external || null);
  return found.find(
    (customer) =>
      (!avangate || customer.customer_id === BigInt(avangate)) &&
      (!external || customer.external_reference === external),
  );
};

/** Reads the customer whom a call names; refuses when it names nobody, an unknown one or two. */
export const customerNamed = async (db: Db, merchantId: bigint, references: References): Promise<CustomerRecord> => {
  const { avangate, external } = references;
  if (!avangate && !external) return refuse(CUSTOMER_REFERENCE_MISSING);
  const found = await listByReferences(db, merchantId, avangate ? BigInt(avangate) : null, external || null);
  const byNumber = avangate ? found.find(({ customer_id }) => customer_id === BigInt(avangate)) : undefined;
  const byExternal = external ? found.find(({ external_reference }) => external_reference === external) : undefined;
  if (avangate && byNumber === undefined) return refuse(CUSTOMER_NOT_FOUND, `There is no customer ${avangate}.`);
  if (external && byExternal === undefined) return refuse(CUSTOMER_NOT_FOUND);
  if (byNumber !== undefined && byExternal !== undefined && byNumber !== byExternal) return refuse(CUSTOMER_REFERENCES_DIFFER);
  return byNumber ?? byExternal ?? refuse(CUSTOMER_NOT_FOUND);
};

/** A number of at most 15 digits, which is what a customer's number can look like. */
const NUMBER = /^[1-9]\d{0,14}$/;

/**
 * The customer whom a path names by either reference: what can be a number is tried as one first, so that a customer
 * whose external reference is another's number is reached by its own number only.
 */
export const customerInPath = async (db: Db, merchantId: bigint, reference: string): Promise<CustomerRecord> => {
  const number = NUMBER.test(reference) ? BigInt(reference) : null;
  const found = await listByReferences(db, merchantId, number, reference);
  return found.find(({ customer_id }) => customer_id === number) ?? found[0] ?? refuse(CUSTOMER_NOT_FOUND);
};
