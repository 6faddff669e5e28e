import { type RawBuilder, sql } from 'kysely';
import { compose, type Db, json, statement } from '../../db/database.ts';
import type { CampaignFacts, CampaignRecord, RecommendedProduct } from './campaign.ts';

type Row = Omit<CampaignRecord, 'products'> & {
  /** Rates travel as text inside JSON. */
  readonly products: readonly (Omit<RecommendedProduct, 'discountPpm'> & { readonly discountPpm: string })[];
};

const COLUMNS = `
  c.campaign_id AS "campaignId", c.code, c.name, c.display_type AS "displayType",
  c.display_in_email AS "displayInEmail", c.starts_on AS "startsOn", c.ends_on AS "endsOn", c.active,
  c.owner_type AS "ownerType",
  ARRAY(
    SELECT m.product_code FROM cross_sell_master_products m
    WHERE m.merchant_id = c.merchant_id AND m.campaign_id = c.campaign_id
    ORDER BY m.position
  ) AS "masterProducts",
  coalesce((
    SELECT json_agg(json_build_object(
      'productCode', p.product_code, 'discountPpm', p.discount_ppm::text, 'type', p.type, 'autoAdded', p.auto_added
    ) ORDER BY p.position)
    FROM cross_sell_products p
    WHERE p.merchant_id = c.merchant_id AND p.campaign_id = c.campaign_id
  ), '[]'::json) AS products`;

const recordOf = (row: Row): CampaignRecord => ({
  ...row,
  products: row.products.map((product) => ({ ...product, discountPpm: BigInt(product.discountPpm) })),
});

const BY_CODES = `
  SELECT ${COLUMNS} FROM cross_sell_campaigns c WHERE c.merchant_id = $1 AND c.code = ANY ($2::text[])`;

/** The campaigns of these codes, in no particular order, whether they run or not. */
export const findCrossSellCampaigns = async (
  db: Db,
  merchantId: bigint,
  codes: readonly string[],
): Promise<CampaignRecord[]> => (await db.rows<Row>(statement(BY_CODES, [merchantId, codes]))).map(recordOf);

export const findCrossSellCampaign = async (
  db: Db,
  merchantId: bigint,
  code: string,
): Promise<CampaignRecord | undefined> => (await findCrossSellCampaigns(db, merchantId, [code]))[0];

const LOCK = 'SELECT FROM cross_sell_campaigns WHERE merchant_id = $1 AND code = $2 FOR NO KEY UPDATE';

/** The campaign, held until the transaction ends. */
export const lockCrossSellCampaign = async (
  tx: Db,
  merchantId: bigint,
  code: string,
): Promise<CampaignRecord | undefined> => {
  // Read by a second statement: one that waited for the lock would see the products as they were before.
  const lock = tx.rows(statement(LOCK, [merchantId, code]));
  const [campaign] = await Promise.all([findCrossSellCampaign(tx, merchantId, code), lock]);
  return campaign;
};

const RUNNING_FOR = `
  SELECT ${COLUMNS}
  FROM cross_sell_campaigns c
  WHERE c.merchant_id = $1 AND c.active
    AND (c.starts_on IS NULL OR c.starts_on <= $3) AND (c.ends_on IS NULL OR c.ends_on >= $3)
    AND c.campaign_id IN (
      SELECT m.campaign_id FROM cross_sell_master_products m WHERE m.merchant_id = $1 AND m.product_code = $2)
  ORDER BY c.campaign_id
  LIMIT 200`;

/** Campaigns that recommend something beside the product on a day, oldest first, 200 at most. */
export const listRunningCampaigns = async (
  db: Db,
  merchantId: bigint,
  masterProduct: string,
  today: string,
): Promise<CampaignRecord[]> =>
  (await db.rows<Row>(statement(RUNNING_FOR, [merchantId, masterProduct, today]))).map(recordOf);

// ---- searches ----

/** What a search asks of the rows; undefined does not restrict. */
export type CampaignFilter = {
  /** Part of the name, in any letter case. */
  readonly name: string | undefined;
  readonly active: boolean | undefined;
  readonly masterProducts: readonly string[] | undefined;
  readonly recommendedProducts: readonly string[] | undefined;
  readonly startsFrom: string | undefined;
  readonly endsUntil: string | undefined;
  readonly ownerType: string | undefined;
};

const matching = (merchantId: bigint, filter: CampaignFilter): RawBuilder<unknown> => {
  const conditions = [sql`c.merchant_id = ${merchantId}`];
  const { masterProducts: masters, recommendedProducts: recommended } = filter;
  if (filter.name !== undefined) conditions.push(sql`c.name ILIKE ${likePart(filter.name)}`);
  if (filter.active !== undefined) conditions.push(sql`c.active = ${filter.active}`);
  if (filter.startsFrom !== undefined) conditions.push(sql`c.starts_on >= ${filter.startsFrom}`);
  if (filter.endsUntil !== undefined) conditions.push(sql`c.ends_on <= ${filter.endsUntil}`);
  if (filter.ownerType !== undefined) conditions.push(sql`c.owner_type = ${filter.ownerType}`);
  if (masters !== undefined) {
    conditions.push(sql`c.campaign_id IN (
      SELECT m.campaign_id FROM cross_sell_master_products m
      WHERE m.merchant_id = ${merchantId} AND m.product_code = ANY (${masters}::text[]))`);
  }
  if (recommended !== undefined) {
    conditions.push(sql`c.campaign_id IN (
      SELECT p.campaign_id FROM cross_sell_products p
      WHERE p.merchant_id = ${merchantId} AND p.product_code = ANY (${recommended}::text[]))`);
  }
  return sql.join(conditions, sql` AND `);
};

const likePart = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

/** One page of the matching campaigns, oldest first. */
export const listCrossSellCampaigns = async (
  db: Db,
  merchantId: bigint,
  filter: CampaignFilter,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<CampaignRecord[]> => {
  const rows = await db.rows<Row>(
    compose(sql`
      SELECT ${sql.raw(COLUMNS)} FROM cross_sell_campaigns c
      WHERE ${matching(merchantId, filter)}
      ORDER BY c.campaign_id LIMIT ${limit} OFFSET ${offset}`),
  );
  return rows.map(recordOf);
};

export const countCrossSellCampaigns = async (db: Db, merchantId: bigint, filter: CampaignFilter): Promise<number> => {
  const row = await db.row<{ count: bigint }>(
    compose(sql`SELECT count(*) FROM cross_sell_campaigns c WHERE ${matching(merchantId, filter)}`),
  );
  return Number(row?.count ?? 0n);
};

// ---- writes ----

const INSERT = `
  INSERT INTO cross_sell_campaigns (merchant_id, campaign_id, code, owner_type, name, display_type, display_in_email,
    starts_on, ends_on, active, created_at, updated_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11)`;

export const insertCrossSellCampaign = async (
  tx: Db,
  merchantId: bigint,
  campaign: CampaignRecord,
  at: Date,
): Promise<void> => {
  const { campaignId, code, ownerType } = campaign;
  const row = [merchantId, campaignId, code, ownerType, ...columnValues(campaign), at];
  await Promise.all([tx.rows(statement(INSERT, row)), ...insertProducts(tx, merchantId, campaignId, campaign)]);
};

const UPDATE = `
  UPDATE cross_sell_campaigns SET
    name = $3, display_type = $4, display_in_email = $5, starts_on = $6, ends_on = $7, active = $8, updated_at = $9
  WHERE merchant_id = $1 AND campaign_id = $2`;
const DELETE_MASTERS = 'DELETE FROM cross_sell_master_products WHERE merchant_id = $1 AND campaign_id = $2';
const DELETE_PRODUCTS = 'DELETE FROM cross_sell_products WHERE merchant_id = $1 AND campaign_id = $2';

export const updateCrossSellCampaignRow = async (
  tx: Db,
  merchantId: bigint,
  campaignId: bigint,
  facts: CampaignFacts,
  at: Date,
): Promise<void> => {
  await Promise.all([
    tx.rows(statement(UPDATE, [merchantId, campaignId, ...columnValues(facts), at])),
    tx.rows(statement(DELETE_MASTERS, [merchantId, campaignId])),
    tx.rows(statement(DELETE_PRODUCTS, [merchantId, campaignId])),
    ...insertProducts(tx, merchantId, campaignId, facts),
  ]);
};

const columnValues = (facts: CampaignFacts): readonly unknown[] => [
  facts.name,
  facts.displayType,
  facts.displayInEmail,
  facts.startsOn,
  facts.endsOn,
  facts.active,
];

const INSERT_MASTERS = `
  INSERT INTO cross_sell_master_products (merchant_id, campaign_id, product_code, position)
  SELECT $1, $2, code, position FROM unnest($3::text[]) WITH ORDINALITY AS r (code, position)`;
const INSERT_PRODUCTS = `
  INSERT INTO cross_sell_products (merchant_id, campaign_id, product_code, position, discount_ppm, type, auto_added)
  SELECT $1, $2, "productCode", position, "discountPpm", type, "autoAdded"
  FROM jsonb_to_recordset($3::jsonb) AS r (
    "productCode" text, position smallint, "discountPpm" bigint, type text, "autoAdded" boolean)`;

const insertProducts = (
  tx: Db,
  merchantId: bigint,
  campaignId: bigint,
  { masterProducts, products }: CampaignFacts,
): readonly Promise<unknown>[] => {
  const rows = products.map((product, index) => ({ ...product, position: index + 1 }));
  return [
    tx.rows(statement(INSERT_MASTERS, [merchantId, campaignId, masterProducts])),
    tx.rows(statement(INSERT_PRODUCTS, [merchantId, campaignId, json(rows)])),
  ];
};

const DELETE = 'DELETE FROM cross_sell_campaigns WHERE merchant_id = $1 AND code = $2 RETURNING campaign_id';

/** Removes a campaign for good; false when there is none of the code. */
export const deleteCrossSellCampaignRow = async (db: Db, merchantId: bigint, code: string): Promise<boolean> =>
  (await db.row(statement(DELETE, [merchantId, code]))) !== undefined;

// ---- settings ----

/** How recommendations are shown. */
export type CrossSellDisplay = {
  /** Width of the pictures, pixels. */
  readonly maxThumbSize: number;
  readonly displayProductsMax: number;
  readonly displayShortDescription: boolean;
};

const UNSET: CrossSellDisplay = { maxThumbSize: 100, displayProductsMax: 3, displayShortDescription: true };

const SETTINGS = `
  SELECT max_thumb_size AS "maxThumbSize", display_products_max AS "displayProductsMax",
    display_short_description AS "displayShortDescription"
  FROM cross_sell_settings WHERE merchant_id = $1`;

/** As the merchant set it, else pictures of 100 pixels, three products, with short descriptions. */
export const findCrossSellSettings = async (db: Db, merchantId: bigint): Promise<CrossSellDisplay> =>
  (await db.row<CrossSellDisplay>(statement(SETTINGS, [merchantId]))) ?? UNSET;

const PUT_SETTINGS = `
  INSERT INTO cross_sell_settings (merchant_id, max_thumb_size, display_products_max, display_short_description,
    updated_at)
  VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (merchant_id) DO UPDATE SET
    max_thumb_size = excluded.max_thumb_size, display_products_max = excluded.display_products_max,
    display_short_description = excluded.display_short_description, updated_at = excluded.updated_at`;

export const putCrossSellSettings = async (
  db: Db,
  merchantId: bigint,
  { maxThumbSize, displayProductsMax, displayShortDescription }: CrossSellDisplay,
  at: Date,
): Promise<void> => {
  const values = [merchantId, maxThumbSize, displayProductsMax, displayShortDescription, at];
  await db.rows(statement(PUT_SETTINGS, values));
};
