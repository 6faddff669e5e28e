import { sql } from 'kysely';
import { compose, type Db, json, statement } from '../../db/database.ts';
import type { OptionGroup, PriceImpact, PriceOption } from './rules/option-types.ts';

/** Amounts and parts per million travel as text inside JSON, where numbers lose digits. */
type Stored<T> = T extends bigint
  ? string
  : T extends readonly (infer E)[]
    ? readonly Stored<E>[]
    : T extends object
      ? { readonly [K in keyof T]: Stored<T[K]> }
      : T;

const COLUMNS = `
  code, name, description, translations, type, required, usage, usage_pricing_model AS "usagePricingModel", options`;

const groupOf = (row: Stored<OptionGroup>): OptionGroup => ({ ...row, options: row.options.map(optionOf) });

const optionOf = (option: Stored<PriceOption>): PriceOption => ({
  ...option,
  impact: option.impact && impactOf(option.impact),
});

const impactOf = (impact: Stored<PriceImpact>): PriceImpact =>
  impact.method === 'PERCENT'
    ? { ...impact, percentPpm: BigInt(impact.percentPpm) }
    : {
        ...impact,
        amounts: impact.amounts.map((amount) => ({ ...amount, amountMinor: BigInt(amount.amountMinor) })),
      };

const BY_CODES = `SELECT ${COLUMNS} FROM price_option_groups WHERE merchant_id = $1 AND code = ANY ($2::text[])`;

/** The groups of these codes that there are, in no particular order; by one statement that reads by key. */
export const listOptionGroups = async (
  db: Db,
  merchantId: bigint,
  codes: readonly string[],
): Promise<readonly OptionGroup[]> =>
  (await db.rows<Stored<OptionGroup>>(statement(BY_CODES, [merchantId, codes]))).map(groupOf);

export const findOptionGroup = async (db: Db, merchantId: bigint, code: string): Promise<OptionGroup | undefined> =>
  (await listOptionGroups(db, merchantId, [code]))[0];

const LOCK = `SELECT ${COLUMNS} FROM price_option_groups WHERE merchant_id = $1 AND code = $2 FOR NO KEY UPDATE`;

/** The group, held until the transaction ends. */
export const lockOptionGroup = async (tx: Db, merchantId: bigint, code: string): Promise<OptionGroup | undefined> => {
  const row = await tx.row<Stored<OptionGroup>>(statement(LOCK, [merchantId, code]));
  return row && groupOf(row);
};

const INSERT = `
  INSERT INTO price_option_groups
    (merchant_id, code, name, description, translations, type, required, usage, usage_pricing_model, options,
     created_at, updated_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11)`;

/** Adds a group. A code in use violates `price_option_groups_pkey`. */
export const insertOptionGroup = async (db: Db, merchantId: bigint, group: OptionGroup, at: Date): Promise<void> => {
  await db.rows(statement(INSERT, [merchantId, ...valuesOf(group), at]));
};

const UPDATE = `
  UPDATE price_option_groups SET
    name = $3, description = $4, translations = $5, type = $6, required = $7, usage = $8, usage_pricing_model = $9,
    options = $10, updated_at = $11
  WHERE merchant_id = $1 AND code = $2`;

export const updateOptionGroup = async (tx: Db, merchantId: bigint, group: OptionGroup, at: Date): Promise<void> => {
  await tx.rows(statement(UPDATE, [merchantId, ...valuesOf(group), at]));
};

const valuesOf = (group: OptionGroup): readonly unknown[] => [
  group.code,
  group.name,
  group.description,
  json(group.translations),
  group.type,
  group.required,
  group.usage,
  group.usagePricingModel,
  json(group.options),
];

export type GroupFilter = {
  /** Part of the name, in any letter case. */
  readonly name: string | null;
  /** Null: all types. */
  readonly types: readonly string[] | null;
};

const condition = (merchantId: bigint, { name, types }: GroupFilter) => {
  const conditions = [sql`merchant_id = ${merchantId}`];
  if (name !== null) conditions.push(sql`name ILIKE ${`%${name.replace(/[\\%_]/g, '\\$&')}%`}`);
  if (types !== null) conditions.push(sql`type = ANY (${types}::text[])`);
  return sql.join(conditions, sql` AND `);
};

/** One page of groups in the order in which they were made. */
export const searchOptionGroups = async (
  db: Db,
  merchantId: bigint,
  filter: GroupFilter,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<readonly OptionGroup[]> => {
  const rows = await db.rows<Stored<OptionGroup>>(
    compose(sql`
      SELECT ${sql.raw(COLUMNS)} FROM price_option_groups WHERE ${condition(merchantId, filter)}
      ORDER BY created_at, code LIMIT ${limit} OFFSET ${offset}`),
  );
  return rows.map(groupOf);
};

export const countOptionGroups = async (db: Db, merchantId: bigint, filter: GroupFilter): Promise<number> => {
  const found = await db.row<{ count: number }>(
    compose(sql`SELECT count(*)::integer AS count FROM price_option_groups WHERE ${condition(merchantId, filter)}`),
  );
  return found?.count ?? 0;
};
