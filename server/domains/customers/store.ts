import { type Db, isUniqueViolation, statement } from '../../db/database.ts';
import type { CustomerFacts } from './rules/account.ts';

/** All SQL of the customers. */

export type CustomerRecord = CustomerFacts & {
  readonly customer_id: bigint;
  readonly external_reference: string | null;
};

const COLUMNS = `customer_id, external_reference, first_name, last_name, company, fiscal_code, address1, address2, city, state,
  zip, country_code, phone, fax, email, language`;

const LIST_BY_REFERENCES = `
  SELECT ${COLUMNS} FROM customers
  WHERE merchant_id = $1 AND (customer_id = $2 OR external_reference = $3)`;

export const findCustomer = (db: Db, merchantId: bigint, customerId: bigint): Promise<CustomerRecord | undefined> =>
  db.row(
    statement(`SELECT ${COLUMNS} FROM customers WHERE merchant_id = $1 AND customer_id = $2`, [merchantId, customerId]),
  );

/** Those who have one of the references, at most two; a reference that is null is nobody's. */
export const listByReferences = (
  db: Db,
  merchantId: bigint,
  customerId: bigint | null,
  externalReference: string | null,
  { lock = false }: { lock?: boolean } = {},
): Promise<CustomerRecord[]> =>
  db.rows(statement(lock ? LOCK_BY_REFERENCES : LIST_BY_REFERENCES, [merchantId, customerId, externalReference]));

/** In the order of the numbers, so that two calls that lock the same two customers do not wait for each other. */
const LOCK_BY_REFERENCES = `${LIST_BY_REFERENCES} ORDER BY customer_id FOR UPDATE`;

const INSERT_CUSTOMER = `
  INSERT INTO customers (merchant_id, ${COLUMNS}, created_at, updated_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $18)
  ON CONFLICT (merchant_id, external_reference) DO NOTHING
  RETURNING customer_id`;

/** False when another customer has the external reference. */
export const insertCustomer = async (
  db: Db,
  merchantId: bigint,
  customer: CustomerRecord,
  at: Date,
): Promise<boolean> =>
  (await db.row(statement(INSERT_CUSTOMER, [merchantId, ...valuesOf(customer), at]))) !== undefined;

const UPDATE_CUSTOMER = `
  UPDATE customers
  SET (external_reference, first_name, last_name, company, fiscal_code, address1, address2, city, state, zip, country_code, phone,
    fax, email, language, updated_at) = ($3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
  WHERE merchant_id = $1 AND customer_id = $2`;

/** False when another customer has the external reference; the transaction cannot go on then. */
export const updateCustomer = async (
  db: Db,
  merchantId: bigint,
  customer: CustomerRecord,
  at: Date,
): Promise<boolean> => {
  try {
    await db.rows(statement(UPDATE_CUSTOMER, [merchantId, ...valuesOf(customer), at]));
    return true;
  } catch (error) {
    if (isUniqueViolation(error, 'customers_external_reference')) return false;
    throw error;
  }
};

/** In the order of COLUMNS. */
const valuesOf = (customer: CustomerRecord): readonly unknown[] => [
  customer.customer_id,
  customer.external_reference,
  customer.first_name,
  customer.last_name,
  customer.company,
  customer.fiscal_code,
  customer.address1,
  customer.address2,
  customer.city,
  customer.state,
  customer.zip,
  customer.country_code,
  customer.phone,
  customer.fax,
  customer.email,
  customer.language,
];

/** What may be shown of a stored card. */
export type CardRecord = {
  /** The name under which a shop can use it again; means nothing to the gateway. */
  readonly transient_token: string;
  readonly brand: string;
  readonly last_digits: string;
  readonly expiration_month: string;
  readonly expiration_year: string;
  readonly holder_name: string;
};

const MAX_CARDS = 200;

// Accounts at wallets and banks are kept in the same table; they have no first digits. A card that paid several orders by
// its token is kept with each of them, and is one card all the same.
const LIST_CARDS = `
  SELECT transient_token, brand, last_digits, expiration_month, expiration_year, holder_name
  FROM (
    SELECT DISTINCT ON (gateway, token) * FROM stored_cards
    WHERE merchant_id = $1 AND customer_id = $2 AND first_digits <> ''
    ORDER BY gateway, token, created_at DESC, card_id DESC
  ) cards
  ORDER BY created_at DESC, card_id DESC
  LIMIT ${MAX_CARDS}`;

/** The stored cards of a customer, newest first. */
export const listCards = (db: Db, merchantId: bigint, customerId: bigint): Promise<CardRecord[]> =>
  db.rows(statement(LIST_CARDS, [merchantId, customerId]));

/** A stored card with what can charge it. */
export type StoredCard = {
  readonly card_id: bigint;
  readonly customer_id: bigint;
  readonly gateway: string;
  readonly token: string;
  readonly is_test: boolean;
  readonly brand: string;
  readonly first_digits: string;
  readonly last_digits: string;
  readonly expiration_month: string;
  readonly expiration_year: string;
  readonly holder_name: string;
};

const FIND_CARD = `
  SELECT card_id, customer_id, gateway, token, is_test, brand, first_digits, last_digits, expiration_month,
    expiration_year, holder_name
  FROM stored_cards
  WHERE merchant_id = $1 AND transient_token = $2 AND first_digits <> ''`;

/** Customers by their numbers, in no particular order. */
export const listCustomersById = (db: Db, merchantId: bigint, ids: readonly bigint[]): Promise<CustomerRecord[]> =>
  db.rows(
    statement(`SELECT ${COLUMNS} FROM customers WHERE merchant_id = $1 AND customer_id = ANY ($2::bigint[])`, [
      merchantId,
      ids,
    ]),
  );

/** What is kept to pay with: a card, or an account at a bank or wallet, which has no first digits. */
export type StoredMeans = StoredCard;

export const listStoredMeans = (db: Db, merchantId: bigint, cardIds: readonly bigint[]): Promise<StoredMeans[]> =>
  db.rows(
    statement(
      `SELECT card_id, customer_id, gateway, token, is_test, brand, first_digits, last_digits, expiration_month,
         expiration_year, holder_name
       FROM stored_cards WHERE merchant_id = $1 AND card_id = ANY ($2::bigint[])`,
      [merchantId, cardIds],
    ),
  );

/** The card that a transient token names. */
export const findStoredCard = (db: Db, merchantId: bigint, transientToken: string): Promise<StoredCard | undefined> =>
  db.row(statement(FIND_CARD, [merchantId, transientToken.trim().toLowerCase()]));
