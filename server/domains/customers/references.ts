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
  references: References,
): Promise<CustomerRecord | undefined> =>
  (await thoseNamed(db, merchantId, references)).find((customer) => fits(customer, references));

/** The customer whom a call names; refuses when it names nobody, an unknown one or two. */
export const customerNamed = async (
  db: Db,
  merchantId: bigint,
  references: References,
  options: Locking = {},
): Promise<CustomerRecord> => {
  if (!references.avangate && !references.external) return refuse(CUSTOMER_REFERENCE_MISSING);
  const found = await thoseNamed(db, merchantId, references, options);
  const named = found.find((customer) => fits(customer, references));
  return named ?? refuse(found.length === 2 ? CUSTOMER_REFERENCES_DIFFER : CUSTOMER_NOT_FOUND);
};

/**
 * The customer whom a path names by either reference: what can be a number is tried as one first, so that a customer
 * whose external reference is another's number is reached by its own number only.
 */
export const customerInPath = async (
  db: Db,
  merchantId: bigint,
  reference: string,
  options: Locking = {},
): Promise<CustomerRecord> => {
  const avangate = NUMBER.test(reference) ? BigInt(reference) : null;
  const found = await thoseNamed(db, merchantId, { avangate, external: reference }, options);
  return found.find(({ customer_id }) => customer_id === avangate) ?? found[0] ?? refuse(CUSTOMER_NOT_FOUND);
};

/** The customer whom an order names: one that is there, or the external reference of one that it will make. */
export type OrderCustomer =
  | { readonly known: CustomerRecord }
  | { readonly known: null; readonly externalReference: string | null };

/**
 * The account into which an order falls. `external` is the merchant's own reference; `reference` may be that, too, or
 * the number. What nobody has becomes the external reference of a new account. DIFFER: the two mean two customers.
 * No statement where none is given.
 */
export const customerOfOrder = async (
  db: Db,
  merchantId: bigint,
  { external, reference }: { readonly external: string | null; readonly reference: string | null },
): Promise<OrderCustomer | 'DIFFER'> => {
  const [own, other] = await Promise.all([
    external === null ? [] : thoseNamed(db, merchantId, { external }),
    reference === null || reference === external
      ? []
      : thoseNamed(db, merchantId, {
          avangate: NUMBER.test(reference) ? BigInt(reference) : null,
          external: reference,
        }),
  ]);
  const meant = other.find((customer) => customer.external_reference === reference) ?? other[0];
  const isTwo = external !== null && reference !== null && reference !== external;
  if (isTwo && (own[0] === undefined || own[0].customer_id !== meant?.customer_id)) return 'DIFFER';
  const known = own[0] ?? meant;
  return known === undefined ? { known: null, externalReference: external ?? reference } : { known };
};

type Locking = { readonly lock?: boolean };

/** What a customer's number can look like. */
const NUMBER = /^[1-9]\d{0,14}$/;

const thoseNamed = (db: Db, merchantId: bigint, { avangate, external }: References, options: Locking = {}) =>
  listByReferences(db, merchantId, avangate ? BigInt(avangate) : null, external || null, options);

/** Whether a customer has each of the references that are given. */
export const fits = (customer: CustomerRecord, { avangate, external }: References): boolean =>
  (!avangate || customer.customer_id === BigInt(avangate)) && (!external || customer.external_reference === external);
