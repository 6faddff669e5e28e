import { type Db, json, statement } from '../../db/database.ts';

export type TaxCategory = { readonly uuid: string; readonly name: string; readonly isDefault: boolean };

export type ProductGroup = {
  readonly code: string;
  readonly name: string;
  readonly templateName: string;
  readonly description: string;
  readonly enabled: boolean;
  readonly isDefault: boolean;
};

export type Platform = { readonly id: number; readonly name: string; readonly category: string };

/** Groups and fields are listed without pages, so an account may not have any number of them. */
export const MOST_OF_A_LIST = 1000;

const TAX_CATEGORIES = `
  SELECT uuid::text, name, is_default AS "isDefault" FROM tax_categories WHERE merchant_id = $1 ORDER BY name, uuid`;

export const listTaxCategories = (db: Db, merchantId: bigint): Promise<TaxCategory[]> =>
  db.rows<TaxCategory>(statement(TAX_CATEGORIES, [merchantId]));

const PUT_TAX_CATEGORIES = `
  INSERT INTO tax_categories (merchant_id, uuid, name, is_default)
  SELECT $1, uuid, name, "isDefault" FROM jsonb_to_recordset($2::jsonb) AS r (uuid uuid, name text, "isDefault" boolean)
  ON CONFLICT (merchant_id, uuid) DO UPDATE SET name = excluded.name, is_default = excluded.is_default`;

export const putTaxCategories = async (db: Db, merchantId: bigint, rows: readonly TaxCategory[]): Promise<void> => {
  await db.rows(statement(PUT_TAX_CATEGORIES, [merchantId, json(rows)]));
};

const PRODUCT_GROUPS = `
  SELECT code, name, template_name AS "templateName", description, enabled, is_default AS "isDefault"
  FROM product_groups WHERE merchant_id = $1 ORDER BY created_at, code`;

export const listProductGroups = (db: Db, merchantId: bigint): Promise<ProductGroup[]> =>
  db.rows<ProductGroup>(statement(PRODUCT_GROUPS, [merchantId]));

const PUT_PRODUCT_GROUPS = `
  INSERT INTO product_groups (merchant_id, code, name, template_name, description, enabled, is_default, created_at)
  SELECT $1, code, name, "templateName", description, enabled, "isDefault", $3
  FROM jsonb_to_recordset($2::jsonb) AS r (
    code text, name text, "templateName" text, description text, enabled boolean, "isDefault" boolean)
  ON CONFLICT (merchant_id, code) DO UPDATE SET
    name = excluded.name, template_name = excluded.template_name, description = excluded.description,
    enabled = excluded.enabled, is_default = excluded.is_default`;

export const putProductGroups = async (
  db: Db,
  merchantId: bigint,
  rows: readonly ProductGroup[],
  at: Date,
): Promise<void> => {
  await db.rows(statement(PUT_PRODUCT_GROUPS, [merchantId, json(rows), at]));
};

const PRODUCT_GROUP = `
  SELECT code, name, template_name AS "templateName", description, enabled, is_default AS "isDefault"
  FROM product_groups WHERE merchant_id = $1 AND code = $2`;

export const findProductGroup = (db: Db, merchantId: bigint, code: string): Promise<ProductGroup | undefined> =>
  db.row<ProductGroup>(statement(PRODUCT_GROUP, [merchantId, code]));

const INSERT_PRODUCT_GROUP = `
  INSERT INTO product_groups (merchant_id, code, name, template_name, description, enabled, is_default, created_at)
  SELECT $1, $2, $3, $4, $5, $6, false, $7
  WHERE (SELECT count(*) FROM product_groups WHERE merchant_id = $1) < $8
  RETURNING code`;

/** False when the account has the most there can be; a name that is taken breaks product_groups_name. */
export const insertProductGroup = async (
  db: Db,
  merchantId: bigint,
  group: Omit<ProductGroup, 'isDefault'>,
  at: Date,
): Promise<boolean> => {
  const { code, name, templateName, description, enabled } = group;
  const values = [merchantId, code, name, templateName, description, enabled, at, MOST_OF_A_LIST];
  return (await db.row(statement(INSERT_PRODUCT_GROUP, values))) !== undefined;
};

const UPDATE_PRODUCT_GROUP = `
  UPDATE product_groups
  SET name = coalesce($3, name), template_name = coalesce($4, template_name),
      description = coalesce($5, description), enabled = coalesce($6, enabled)
  WHERE merchant_id = $1 AND code = $2
  RETURNING code`;

export type ProductGroupChange = {
  readonly [Member in 'name' | 'templateName' | 'description' | 'enabled']: ProductGroup[Member] | undefined;
};

/** Changes what is given; false when there is no such group. */
export const updateProductGroupRow = async (
  db: Db,
  merchantId: bigint,
  code: string,
  { name, templateName, description, enabled }: ProductGroupChange,
): Promise<boolean> => {
  const values = [merchantId, code, name, templateName, description, enabled];
  return (await db.row(statement(UPDATE_PRODUCT_GROUP, values))) !== undefined;
};

const PUT_PLATFORMS = `
  INSERT INTO platforms (merchant_id, platform_id, name, category)
  SELECT $1, id, name, category FROM jsonb_to_recordset($2::jsonb) AS r (id bigint, name text, category text)
  ON CONFLICT (merchant_id, platform_id) DO UPDATE SET name = excluded.name, category = excluded.category`;

export const putPlatforms = async (db: Db, merchantId: bigint, rows: readonly Platform[]): Promise<void> => {
  await db.rows(statement(PUT_PLATFORMS, [merchantId, json(rows)]));
};
