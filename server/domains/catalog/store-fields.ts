import { type Db, json, statement } from '../../db/database.ts';
import type { ProductDetails } from './product.ts';
import type { AdditionalFieldRecord } from './rules/additional-field.ts';
import { MOST_OF_A_LIST } from './store-lists.ts';

const COLUMNS = `
  code, label, type, apply_to AS "applyTo", choices, validation_rule AS "validationRule", translations`;

const BY_CODE = `SELECT ${COLUMNS} FROM additional_fields WHERE merchant_id = $1 AND code = $2`;

export const findAdditionalField = (
  db: Db,
  merchantId: bigint,
  code: string,
): Promise<AdditionalFieldRecord | undefined> => db.row<AdditionalFieldRecord>(statement(BY_CODE, [merchantId, code]));

const LOCK = `${BY_CODE} FOR NO KEY UPDATE`;

/** The field, held until the transaction ends. */
export const lockAdditionalField = (
  tx: Db,
  merchantId: bigint,
  code: string,
): Promise<AdditionalFieldRecord | undefined> => tx.row<AdditionalFieldRecord>(statement(LOCK, [merchantId, code]));

const ALL = `
  SELECT ${COLUMNS} FROM additional_fields WHERE merchant_id = $1 ORDER BY created_at, code`;

/** All fields of the account, which are MOST_OF_A_LIST at most. */
export const listAdditionalFields = (db: Db, merchantId: bigint): Promise<AdditionalFieldRecord[]> =>
  db.rows<AdditionalFieldRecord>(statement(ALL, [merchantId]));

/** A field with what is asked of orders: whether every one has to answer it. */
export type AskedField = AdditionalFieldRecord & { readonly requiredOfOrders: boolean };

const ASKED = `
  SELECT ${COLUMNS}, required_of_orders AS "requiredOfOrders" FROM additional_fields
  WHERE merchant_id = $1 AND (code = ANY ($2::text[]) OR required_of_orders)`;

/** The fields of these codes, and those that every order has to answer. */
export const listAskedFields = (db: Db, merchantId: bigint, codes: readonly string[]): Promise<AskedField[]> =>
  db.rows<AskedField>(statement(ASKED, [merchantId, codes]));

const REQUIRE = `
  UPDATE additional_fields SET required_of_orders = $3, updated_at = $4 WHERE merchant_id = $1 AND code = $2`;

/** Says whether every order has to answer a field of orders. */
export const requireOfOrders = async (
  db: Db,
  merchantId: bigint,
  code: string,
  required: boolean,
  at: Date,
): Promise<void> => {
  await db.rows(statement(REQUIRE, [merchantId, code, required, at]));
};

const INSERT = `
  INSERT INTO additional_fields (
    merchant_id, code, label, type, apply_to, choices, validation_rule, translations, created_at, updated_at)
  SELECT $1, $2, $3, $4, $5, $6, $7, $8::jsonb, $9, $9
  WHERE (SELECT count(*) FROM additional_fields WHERE merchant_id = $1) < $10
  RETURNING code`;

/** False when the account has the most there can be; a code that is taken breaks the primary key. */
export const insertAdditionalField = async (
  db: Db,
  merchantId: bigint,
  field: AdditionalFieldRecord,
  at: Date,
): Promise<boolean> =>
  (await db.row(statement(INSERT, [...valuesOf(merchantId, field, at), MOST_OF_A_LIST]))) !== undefined;

const UPDATE = `
  UPDATE additional_fields
  SET label = $3, type = $4, apply_to = $5, choices = $6, validation_rule = $7, translations = $8::jsonb,
      updated_at = $9
  WHERE merchant_id = $1 AND code = $2`;

export const updateAdditionalFieldRow = async (
  db: Db,
  merchantId: bigint,
  field: AdditionalFieldRecord,
  at: Date,
): Promise<void> => {
  await db.rows(statement(UPDATE, valuesOf(merchantId, field, at)));
};

const valuesOf = (merchantId: bigint, field: AdditionalFieldRecord, at: Date) => [
  merchantId,
  field.code,
  field.label,
  field.type,
  field.applyTo,
  field.choices,
  field.validationRule,
  json(field.translations),
  at,
];

// ---- fields of products ----

/** Today's labels of the fields that the product `p` asks, as one JSON value: [{code, label}]. */
export const FIELD_LABELS = `
  coalesce((
    SELECT json_agg(json_build_object('code', f.code, 'label', f.label))
    FROM additional_fields f
    WHERE f.merchant_id = p.merchant_id
      AND f.code IN (SELECT e ->> 'Code' FROM jsonb_array_elements(p.details -> 'AdditionalFields') e)
  ), '[]'::json)`;

export type FieldLabels = readonly { readonly code: string; readonly label: string }[];

const ASSIGNED = `
  SELECT p.details -> 'AdditionalFields' AS fields, ${FIELD_LABELS} AS labels
  FROM products p WHERE p.merchant_id = $1 AND p.code = $2`;

/** The fields that a product asks, with today's labels; undefined when there is no such product. */
export const findAssignedFields = (
  db: Db,
  merchantId: bigint,
  productCode: string,
): Promise<{ readonly fields: ProductDetails['AdditionalFields']; readonly labels: FieldLabels } | undefined> =>
  db.row(statement(ASSIGNED, [merchantId, productCode]));

const WITHOUT_THE_FIELD = `
  coalesce((
    SELECT jsonb_agg(field ORDER BY place)
    FROM jsonb_array_elements(p.details -> 'AdditionalFields') WITH ORDINALITY AS r (field, place)
    WHERE field ->> 'Code' <> $3
  ), '[]'::jsonb)`;

const ASSIGN = `
  UPDATE products p
  SET details = jsonb_set(p.details, '{AdditionalFields}', ${WITHOUT_THE_FIELD} || $4::jsonb), updated_at = $5
  WHERE p.merchant_id = $1 AND p.code = $2
  RETURNING p.product_id`;

/** Lets a product ask a field; one that it asks already is replaced. False when there is no such product. */
export const assignField = async (
  db: Db,
  merchantId: bigint,
  productCode: string,
  field: { readonly code: string; readonly label: string; readonly required: boolean },
  at: Date,
): Promise<boolean> => {
  const entry = [{ Label: field.label, Code: field.code, Enabled: true, Required: field.required }];
  const values = [merchantId, productCode, field.code, json(entry), at];
  return (await db.row(statement(ASSIGN, values))) !== undefined;
};

const UNASSIGN = `
  WITH changed AS (
    UPDATE products p
    SET details = jsonb_set(p.details, '{AdditionalFields}', ${WITHOUT_THE_FIELD}), updated_at = $4
    WHERE p.merchant_id = $1 AND p.code = $2
      AND p.details -> 'AdditionalFields' @> jsonb_build_array(jsonb_build_object('Code', $3::text))
    RETURNING p.product_id)
  SELECT EXISTS (SELECT FROM changed) AS "wasAssigned",
    EXISTS (SELECT FROM products WHERE merchant_id = $1 AND code = $2) AS "isProduct"`;

/** Takes a field from a product, and tells whether there was such a product and whether it had the field. */
export const unassignField = async (
  db: Db,
  merchantId: bigint,
  productCode: string,
  fieldCode: string,
  at: Date,
): Promise<{ readonly isProduct: boolean; readonly wasAssigned: boolean }> => {
  type Row = { readonly isProduct: boolean; readonly wasAssigned: boolean };
  const found = await db.row<Row>(statement(UNASSIGN, [merchantId, productCode, fieldCode, at]));
  if (found === undefined) throw new Error('a statement without a table answered no row');
  return found;
};
