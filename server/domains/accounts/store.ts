import type { Db } from '../../db/database.ts';
import { statement } from '../../db/database.ts';

/** CARD_ENCRYPTION: the private key for card data that browsers encrypt. The last two are a gateway's own secrets. */
export type KeyPurpose = 'API' | 'BUY_LINK' | 'INS' | 'CARD_ENCRYPTION' | 'STRIPE_API' | 'STRIPE_WEBHOOK';

/** What there is to know of a merchant, apart from its secrets. */
export type MerchantFacts = {
  readonly code: string;
  readonly name: string;
  /** Upper-case ISO 3166 code; empty when not told. */
  readonly countryCode: string;
  /** Upper-case ISO 4217 code. */
  readonly currency: string;
  /** IANA name or 'GMT+02:00'. */
  readonly timeZone: string;
  readonly isTest: boolean;
  readonly enabled: boolean;
  /** Addresses and CIDR blocks from which the API may be called; none means all. */
  readonly allowedAddresses: readonly string[];
  readonly settings: Readonly<Record<string, unknown>>;
};

export type MerchantRecord = MerchantFacts & {
  readonly id: bigint;
  readonly clockOffsetMs: number;
  readonly sessionEpoch: number;
};

/** A sealed secret; it is valid until `retiresAt`, without end when null. */
export type KeyRecord = {
  readonly keyId: bigint;
  readonly purpose: KeyPurpose;
  readonly sealedSecret: Buffer;
  readonly retiresAt: Date | null;
};

type MerchantRow = Omit<MerchantRecord, 'clockOffsetMs'> & { readonly clockOffsetMs: bigint };

const COLUMNS = `
  merchant_id AS id, code, name, country_code AS "countryCode", currency, time_zone AS "timeZone",
  is_test AS "isTest", enabled, allowed_addresses AS "allowedAddresses", settings,
  clock_offset_ms AS "clockOffsetMs", session_epoch AS "sessionEpoch"`;

const recordOf = (row: MerchantRow): MerchantRecord => ({ ...row, clockOffsetMs: Number(row.clockOffsetMs) });

const BY_CODE = `SELECT ${COLUMNS} FROM merchants WHERE lower(code) = lower($1)`;
const BY_ID = `SELECT ${COLUMNS} FROM merchants WHERE merchant_id = $1`;
const PAGE = `SELECT ${COLUMNS} FROM merchants WHERE lower(code) > lower($1) ORDER BY lower(code) LIMIT $2`;

export const findByCode = async (db: Db, code: string): Promise<MerchantRecord | undefined> => {
  const row = await db.row<MerchantRow>(statement(BY_CODE, [code]));
  return row && recordOf(row);
};

export const findById = async (db: Db, merchantId: bigint): Promise<MerchantRecord | undefined> => {
  const row = await db.row<MerchantRow>(statement(BY_ID, [merchantId]));
  return row && recordOf(row);
};

/** Merchants in the order of their codes, letter case aside, after a code. */
export const listAfter = async (db: Db, code: string, limit: number): Promise<MerchantRecord[]> =>
  (await db.rows<MerchantRow>(statement(PAGE, [code, limit]))).map(recordOf);

const INSERT = `
  INSERT INTO merchants (merchant_id, code, name, country_code, currency, time_zone, is_test, enabled, clock_offset_ms,
    session_epoch, allowed_addresses, settings, created_at, updated_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, 1, $9, $10, $11, $11)`;

export const insertMerchant = (db: Db, id: bigint, facts: MerchantFacts, at: Date): Promise<unknown> =>
  db.rows(statement(INSERT, [id, ...factValues(facts), at]));

const UPDATE = `
  UPDATE merchants SET code = $2, name = $3, country_code = $4, currency = $5, time_zone = $6, is_test = $7,
    enabled = $8, allowed_addresses = $9, settings = $10, updated_at = $11
  WHERE merchant_id = $1`;

export const updateFacts = (db: Db, id: bigint, facts: MerchantFacts, at: Date): Promise<unknown> =>
  db.rows(statement(UPDATE, [id, ...factValues(facts), at]));

const factValues = (facts: MerchantFacts): readonly unknown[] => [
  facts.code,
  facts.name,
  facts.countryCode,
  facts.currency,
  facts.timeZone,
  facts.isTest,
  facts.enabled,
  facts.allowedAddresses,
  facts.settings,
];

/**
 * Holds a merchant's row until the transaction ends. The lock lets others refer to the merchant meanwhile, which each
 * insert of a row of theirs does.
 */
export const lockMerchant = (db: Db, merchantId: bigint): Promise<unknown> =>
  db.rows(statement('SELECT FROM merchants WHERE merchant_id = $1 FOR NO KEY UPDATE', [merchantId]));

const NEXT_EPOCH = 'UPDATE merchants SET session_epoch = session_epoch + 1, updated_at = $2 WHERE merchant_id = $1';

export const raiseSessionEpoch = (db: Db, merchantId: bigint, at: Date): Promise<unknown> =>
  db.rows(statement(NEXT_EPOCH, [merchantId, at]));

const SET_CLOCK = 'UPDATE merchants SET clock_offset_ms = $2, updated_at = $3 WHERE merchant_id = $1';

export const setClockOffset = (db: Db, merchantId: bigint, offsetMs: number, at: Date): Promise<unknown> =>
  db.rows(statement(SET_CLOCK, [merchantId, offsetMs, at]));

const VALID_KEYS = `
  SELECT key_id AS "keyId", purpose, sealed_secret AS "sealedSecret", retires_at AS "retiresAt"
  FROM merchant_keys
  WHERE merchant_id = $1 AND purpose = $2 AND (retires_at IS NULL OR retires_at > $3)
  ORDER BY retires_at DESC NULLS FIRST, key_id DESC`;

/** Keys that are valid at an instant, the newest first. */
export const listValidKeys = (db: Db, merchantId: bigint, purpose: KeyPurpose, at: Date): Promise<KeyRecord[]> =>
  db.rows<KeyRecord>(statement(VALID_KEYS, [merchantId, purpose, at]));

const INSERT_KEY = `
  INSERT INTO merchant_keys (merchant_id, key_id, purpose, sealed_secret, created_at, retires_at)
  VALUES ($1, $2, $3, $4, $5, NULL)`;

export const insertKey = (
  db: Db,
  merchantId: bigint,
  key: Pick<KeyRecord, 'keyId' | 'purpose' | 'sealedSecret'>,
  at: Date,
): Promise<unknown> => db.rows(statement(INSERT_KEY, [merchantId, key.keyId, key.purpose, key.sealedSecret, at]));

const RETIRE_KEYS = `
  UPDATE merchant_keys SET retires_at = least(retires_at, $3)
  WHERE merchant_id = $1 AND key_id = ANY ($2::bigint[])`;

/** Lets keys retire at an instant, unless they retire before it anyway. */
export const retireKeys = (db: Db, merchantId: bigint, keyIds: readonly bigint[], at: Date): Promise<unknown> =>
  db.rows(statement(RETIRE_KEYS, [merchantId, keyIds, at]));
