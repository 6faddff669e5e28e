import type { ConnectionFacts } from '../server/db/database.ts';
import { withClient } from '../server/db/migrate.ts';
import type { Shop } from './shop.ts';

/** What the products of a filled catalog are called; each tenth is a bundle, each fifth is disabled. */
const KINDS = ['Editor', 'Viewer', 'Backup', 'Archive', 'Scanner', 'Mailer', 'Player', 'Planner'] as const;
const GROUPS = 20;

/** A search that about one product in two hundred fits. */
export const SEARCH = { Name: 'editor', Types: ['REGULAR'], Enabled: true, GroupName: 'group 8' } as const;

const INSERT_GROUPS = `
  INSERT INTO product_groups (merchant_id, code, name, template_name, description, enabled, is_default, created_at)
  SELECT p.merchant_id, 'GROUP' || n, 'Group ' || n, 'Default Template', '', true, false, p.created_at
  FROM products p, generate_series(0, $3::integer - 1) n
  WHERE p.merchant_id = $1 AND p.code = $2`;

// The numbers are below those that the account gives out, so that new products come behind these as they do in life.
const INSERT_PRODUCTS = `
  INSERT INTO products
  SELECT r.* FROM products p, generate_series(1, $3::integer) n,
    jsonb_populate_record(p, jsonb_build_object(
      'product_id', n, 'code', 'P-' || md5(n::text), 'name', ($4::text[])[n % 8 + 1] || ' ' || n,
      'group_code', 'GROUP' || n / 8 % $5::integer, 'type', CASE n / 160 % 10 WHEN 0 THEN 'BUNDLE' ELSE 'REGULAR' END,
      'enabled', n / 1600 % 5 <> 0)) r
  WHERE p.merchant_id = $1 AND p.code = $2`;

const INSERT_LISTS = `
  INSERT INTO pricing_configurations
  SELECT r.* FROM products p
  JOIN pricing_configurations c ON c.merchant_id = p.merchant_id AND c.product_id = p.product_id,
    generate_series(1, $3::integer) n,
    jsonb_populate_record(c, jsonb_build_object('product_id', n, 'code', upper(left(md5('list' || n), 16)))) r
  WHERE p.merchant_id = $1 AND p.code = $2`;

const INSERT_PRICES = `
  INSERT INTO prices
  SELECT r.* FROM products p
  JOIN prices c ON c.merchant_id = p.merchant_id AND c.product_id = p.product_id,
    generate_series(1, $3::integer) n,
    jsonb_populate_record(
      c, jsonb_build_object('product_id', n, 'configuration_code', upper(left(md5('list' || n), 16)))) r
  WHERE p.merchant_id = $1 AND p.code = $2`;

const TABLES = 'product_groups, products, pricing_configurations, prices';

/**
 * Copies the product of a shop so many times, with names, codes, groups, types and switches of their own. References are
 * not looked at, since they are right by the way they are made; statistics and visibility are made as autovacuum would.
 */
export const fillCatalog = (connection: ConnectionFacts, merchant: Shop['merchant'], count: number): Promise<void> =>
  withClient(connection, async (client) => {
    const one = [String(merchant.id), 'EDITOR', count];
    await client.query(`SET session_replication_role TO 'replica'`);
    await client.query('BEGIN');
    await client.query(INSERT_GROUPS, [String(merchant.id), 'EDITOR', GROUPS]);
    await client.query(INSERT_PRODUCTS, [...one, KINDS, GROUPS]);
    await client.query(INSERT_LISTS, one);
    await client.query(INSERT_PRICES, one);
    await client.query('COMMIT');
    await client.query(`VACUUM (ANALYZE) ${TABLES}`);
    await client.query('CHECKPOINT');
  });

/** A database of its own beside the given one, without tables. */
export const createDatabase = async <Facts extends ConnectionFacts>(
  connection: Facts,
  name: string,
): Promise<Facts & { readonly database: string }> => {
  await withClient(connection, (client) => client.query(`CREATE DATABASE ${name}`));
  return { ...connection, database: name };
};
