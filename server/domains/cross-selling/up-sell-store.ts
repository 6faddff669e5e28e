import { type RawBuilder, sql } from 'kysely';
import { compose, type Db, json, statement } from '../../db/database.ts';
import type { UpSellDiscountFacts, UpSellFacts, UpSellRecord, UpSellSide } from './campaign.ts';

/** Amounts and rates travel as text inside JSON. */
type StoredDiscount =
  | { readonly type: 'PERCENT'; readonly ratePpm: string }
  | {
      readonly type: 'FIXED';
      readonly defaultCurrency: string;
      readonly values: readonly { readonly currency: string; readonly amountMinor: string }[];
    };

type Row = Omit<UpSellRecord, 'discount' | 'primary' | 'recommended'> & {
  readonly discount: StoredDiscount | null;
  readonly primaryCode: string;
  readonly primaryQuantity: number;
  readonly primaryOptions: UpSellSide['options'];
  readonly recommendedCode: string;
  readonly recommendedQuantity: number;
  readonly recommendedOptions: UpSellSide['options'];
};

const COLUMNS = `
  u.campaign_id AS "campaignId", u.code::text, u.name, u.starts_on AS "startsOn", u.ends_on AS "endsOn",
  u.display_for_manual_renewals AS "displayForManualRenewals", u.enabled, u.discount,
  u.primary_product_code AS "primaryCode", u.primary_quantity AS "primaryQuantity",
  u.primary_options AS "primaryOptions", u.recommended_product_code AS "recommendedCode",
  u.recommended_quantity AS "recommendedQuantity", u.recommended_options AS "recommendedOptions"`;

const recordOf = (row: Row): UpSellRecord => ({
  campaignId: row.campaignId,
  code: row.code,
  name: row.name,
  startsOn: row.startsOn,
  endsOn: row.endsOn,
  displayForManualRenewals: row.displayForManualRenewals,
  enabled: row.enabled,
  discount: row.discount && discountOf(row.discount),
  primary: { productCode: row.primaryCode, quantity: row.primaryQuantity, options: row.primaryOptions },
  recommended: {
    productCode: row.recommendedCode,
    quantity: row.recommendedQuantity,
    options: row.recommendedOptions,
  },
});

const discountOf = (stored: StoredDiscount): UpSellDiscountFacts =>
  stored.type === 'PERCENT'
    ? { type: 'PERCENT', ratePpm: BigInt(stored.ratePpm) }
    : {
        ...stored,
        values: stored.values.map(({ currency, amountMinor }) => ({ currency, amountMinor: BigInt(amountMinor) })),
      };

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const BY_CODE = `SELECT ${COLUMNS} FROM up_sell_campaigns u WHERE u.merchant_id = $1 AND u.code = $2::uuid`;

/** The campaign of a code; what is no UUID is the code of none. */
export const findUpSellCampaign = async (
  db: Db,
  merchantId: bigint,
  code: string,
): Promise<UpSellRecord | undefined> => {
  if (!UUID.test(code)) return undefined;
  const row = await db.row<Row>(statement(BY_CODE, [merchantId, code]));
  return row && recordOf(row);
};

/** The campaign, held until the transaction ends. */
export const lockUpSellCampaign = async (
  tx: Db,
  merchantId: bigint,
  code: string,
): Promise<UpSellRecord | undefined> => {
  if (!UUID.test(code)) return undefined;
  const row = await tx.row<Row>(statement(`${BY_CODE} FOR NO KEY UPDATE`, [merchantId, code]));
  return row && recordOf(row);
};

// ---- searches ----

export type UpSellStatus = 'Enabled' | 'Disabled' | 'Expired';

/** What a search asks of the rows; undefined does not restrict. */
export type UpSellFilter = {
  /** Part of the name, in any letter case. */
  readonly name: string | undefined;
  readonly primaryCodes: readonly string[] | undefined;
  readonly recommendedCodes: readonly string[] | undefined;
  readonly statuses: readonly UpSellStatus[];
  readonly startsUntil: string | undefined;
  readonly startsFrom: string | undefined;
  readonly endsUntil: string | undefined;
  readonly endsFrom: string | undefined;
  readonly forRenewals: boolean | undefined;
  readonly codes: readonly string[] | undefined;
  /** The day of UTC from which campaigns that ended before are expired. */
  readonly today: string;
};

type Condition = RawBuilder<unknown>;

const matching = (merchantId: bigint, filter: UpSellFilter): Condition => {
  const conditions = [sql`u.merchant_id = ${merchantId}`, hasStatus(filter)];
  const { name, startsUntil, startsFrom, endsUntil, endsFrom, forRenewals } = filter;
  if (name !== undefined) conditions.push(sql`u.name ILIKE ${`%${name.replace(/[\\%_]/g, '\\$&')}%`}`);
  if (startsUntil !== undefined) conditions.push(sql`u.starts_on <= ${startsUntil}`);
  if (startsFrom !== undefined) conditions.push(sql`u.starts_on >= ${startsFrom}`);
  if (endsUntil !== undefined) conditions.push(sql`u.ends_on <= ${endsUntil}`);
  if (endsFrom !== undefined) conditions.push(sql`u.ends_on >= ${endsFrom}`);
  if (forRenewals !== undefined) conditions.push(sql`u.display_for_manual_renewals = ${forRenewals}`);
  if (filter.primaryCodes) conditions.push(sql`u.primary_product_code = ANY (${filter.primaryCodes}::text[])`);
  if (filter.recommendedCodes) {
    conditions.push(sql`u.recommended_product_code = ANY (${filter.recommendedCodes}::text[])`);
  }
  if (filter.codes) {
    conditions.push(sql`u.code = ANY (${filter.codes.filter((code) => UUID.test(code))}::uuid[])`);
  }
  return sql.join(conditions, sql` AND `);
};

/** A campaign whose last day is over is expired, whether it is enabled or not. */
const hasStatus = ({ statuses, today }: UpSellFilter): Condition => {
  const over = sql`coalesce(u.ends_on < ${today}, false)`;
  const conditions: Readonly<Record<UpSellStatus, Condition>> = {
    Enabled: sql`u.enabled AND NOT ${over}`,
    Disabled: sql`NOT u.enabled AND NOT ${over}`,
    Expired: over,
  };
  return sql`(${sql.join(
    statuses.map((status) => conditions[status]),
    sql` OR `,
  )})`;
};

/** One page of the matching campaigns, oldest first. */
export const listUpSellCampaigns = async (
  db: Db,
  merchantId: bigint,
  filter: UpSellFilter,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<UpSellRecord[]> => {
  const rows = await db.rows<Row>(
    compose(sql`
      SELECT ${sql.raw(COLUMNS)} FROM up_sell_campaigns u
      WHERE ${matching(merchantId, filter)}
      ORDER BY u.campaign_id LIMIT ${limit} OFFSET ${offset}`),
  );
  return rows.map(recordOf);
};

export const countUpSellCampaigns = async (db: Db, merchantId: bigint, filter: UpSellFilter): Promise<number> => {
  const row = await db.row<{ count: bigint }>(
    compose(sql`SELECT count(*) FROM up_sell_campaigns u WHERE ${matching(merchantId, filter)}`),
  );
  return Number(row?.count ?? 0n);
};

// ---- writes ----

const INSERT = `
  INSERT INTO up_sell_campaigns (merchant_id, campaign_id, name, starts_on, ends_on, display_for_manual_renewals,
    enabled, discount, primary_product_code, primary_quantity, primary_options, recommended_product_code,
    recommended_quantity, recommended_options, code, created_at, updated_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $16)`;

export const insertUpSellCampaign = async (
  db: Db,
  merchantId: bigint,
  campaign: UpSellRecord,
  at: Date,
): Promise<void> => {
  const { campaignId, code } = campaign;
  await db.rows(statement(INSERT, [merchantId, campaignId, ...columnValues(campaign), code, at]));
};

const UPDATE = `
  UPDATE up_sell_campaigns SET
    name = $3, starts_on = $4, ends_on = $5, display_for_manual_renewals = $6, enabled = $7, discount = $8,
    primary_product_code = $9, primary_quantity = $10, primary_options = $11, recommended_product_code = $12,
    recommended_quantity = $13, recommended_options = $14, updated_at = $15
  WHERE merchant_id = $1 AND campaign_id = $2`;

export const updateUpSellCampaignRow = async (
  db: Db,
  merchantId: bigint,
  campaignId: bigint,
  facts: UpSellFacts,
  at: Date,
): Promise<void> => {
  await db.rows(statement(UPDATE, [merchantId, campaignId, ...columnValues(facts), at]));
};

const columnValues = ({ discount, primary, recommended, ...facts }: UpSellFacts): readonly unknown[] => [
  facts.name,
  facts.startsOn,
  facts.endsOn,
  facts.displayForManualRenewals,
  facts.enabled,
  discount && json(discount),
  primary.productCode,
  primary.quantity,
  json(primary.options),
  recommended.productCode,
  recommended.quantity,
  json(recommended.options),
];

const DELETE = 'DELETE FROM up_sell_campaigns WHERE merchant_id = $1 AND code = $2::uuid RETURNING campaign_id';

/** Removes a campaign for good; false when there is none of the code. */
export const deleteUpSellCampaignRow = async (db: Db, merchantId: bigint, code: string): Promise<boolean> =>
  UUID.test(code) && (await db.row(statement(DELETE, [merchantId, code]))) !== undefined;
