import { sql } from 'kysely';
import { compose, type Db, json, statement } from '../../db/database.ts';
import type { ShippingMethodRecord } from './rules/shipping.ts';

/** Whole numbers travel as text inside JSON, where they lose digits. */
type Row = Omit<ShippingMethodRecord, 'countries' | 'surcharges'> & {
  readonly countries: readonly { readonly countryCode: string; readonly surchargeMinor: string }[];
  readonly surcharges: readonly {
    readonly by: 'PRICE' | 'WEIGHT';
    readonly from: string;
    readonly to: string | null;
    readonly amountMinor: string;
    readonly applyTo: 'ORDER' | 'PRODUCT';
  }[];
};

const recordOf = (row: Row): ShippingMethodRecord => ({
  ...row,
  countries: row.countries.map((country) => ({ ...country, surchargeMinor: BigInt(country.surchargeMinor) })),
  surcharges: row.surcharges.map((step) => ({
    ...step,
    from: BigInt(step.from),
    to: step.to === null ? null : BigInt(step.to),
    amountMinor: BigInt(step.amountMinor),
  })),
});

const COLUMNS = `
  code, name, tracking_url AS "trackingUrl", base_price_minor AS "basePriceMinor", currency, active, availability,
  countries, surcharges, is_default AS "isDefault"`;

export type ShippingFilter = {
  /** Part of the name, in any letter case. */
  readonly name?: string | undefined;
  readonly codes?: readonly string[] | undefined;
  readonly active?: boolean | undefined;
};

const condition = (merchantId: bigint, { name, codes, active }: ShippingFilter) => {
  const conditions = [sql`merchant_id = ${merchantId}`];
  if (name !== undefined) conditions.push(sql`name ILIKE ${`%${name.replace(/[\\%_]/g, '\\$&')}%`}`);
  if (codes !== undefined) conditions.push(sql`code = ANY (${codes}::text[])`);
  if (active !== undefined) conditions.push(sql`active = ${active}`);
  return sql.join(conditions, sql` AND `);
};

/** One page of shipping methods by name. */
export const listShippingMethods = async (
  db: Db,
  merchantId: bigint,
  filter: ShippingFilter,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<ShippingMethodRecord[]> => {
  const rows = await db.rows<Row>(
    compose(sql`
      SELECT ${sql.raw(COLUMNS)} FROM shipping_methods WHERE ${condition(merchantId, filter)}
      ORDER BY name, code LIMIT ${limit} OFFSET ${offset}`),
  );
  return rows.map(recordOf);
};

export const countShippingMethods = async (db: Db, merchantId: bigint, filter: ShippingFilter): Promise<number> => {
  const found = await db.row<{ count: number }>(
    compose(sql`SELECT count(*)::integer AS count FROM shipping_methods WHERE ${condition(merchantId, filter)}`),
  );
  return found?.count ?? 0;
};

const PUT = `
  INSERT INTO shipping_methods (
    merchant_id, code, name, tracking_url, base_price_minor, currency, active, availability, countries, surcharges,
    is_default, created_at, updated_at)
  SELECT $1, code, name, "trackingUrl", "basePriceMinor", currency, active, availability, countries, surcharges,
    "isDefault", $3, $3
  FROM jsonb_to_recordset($2::jsonb) AS r (
    code text, name text, "trackingUrl" text, "basePriceMinor" bigint, currency text, active boolean,
    availability text, countries jsonb, surcharges jsonb, "isDefault" boolean)
  ON CONFLICT (merchant_id, code) DO UPDATE SET
    name = excluded.name, tracking_url = excluded.tracking_url, base_price_minor = excluded.base_price_minor,
    currency = excluded.currency, active = excluded.active, availability = excluded.availability,
    countries = excluded.countries, surcharges = excluded.surcharges, is_default = excluded.is_default,
    updated_at = excluded.updated_at`;

export const putShippingMethods = async (
  db: Db,
  merchantId: bigint,
  rows: readonly ShippingMethodRecord[],
  at: Date,
): Promise<void> => {
  await db.rows(statement(PUT, [merchantId, json(rows.map(jsonForm)), at]));
};

const jsonForm = (shipping: ShippingMethodRecord) => ({
  ...shipping,
  basePriceMinor: String(shipping.basePriceMinor),
  countries: shipping.countries.map((country) => ({ ...country, surchargeMinor: String(country.surchargeMinor) })),
  surcharges: shipping.surcharges.map((step) => ({
    ...step,
    from: String(step.from),
    to: step.to === null ? null : String(step.to),
    amountMinor: String(step.amountMinor),
  })),
});
