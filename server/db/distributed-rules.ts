import { statement } from './statement.ts';
import type { Db } from './transaction.ts';

/** Tables that are copied whole to every node, or stay on one: the rules for distributed tables do not bind them. */
export type Exceptions = { readonly reference: readonly string[]; readonly local: readonly string[] };

const distributed = `
  SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
    AND relname <> ALL ($1::text[])`;

/**
 * Each query answers the breaches of one rule as sentences. $1: tables that are not distributed, $2: those of them that
 * are local, $3: the pattern of what is unsteady.
 */
const rules: readonly string[] = [
  `SELECT format('%s: the primary key does not start with merchant_id', c.oid::regclass) AS breach
   FROM (${distributed}) c
   WHERE NOT EXISTS (SELECT FROM pg_index i JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
     WHERE i.indrelid = c.oid AND i.indisprimary AND a.attname = 'merchant_id')`,

  `SELECT format('%s: the unique index %s does not start with merchant_id', c.oid::regclass, i.indexrelid::regclass)
     AS breach
   FROM (${distributed}) c JOIN pg_index i ON i.indrelid = c.oid AND i.indisunique AND NOT i.indisprimary
   LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
   WHERE a.attname IS DISTINCT FROM 'merchant_id'`,

  `SELECT format('%s: the foreign key %s does not carry merchant_id on both sides', c.oid::regclass, k.conname) AS breach
   FROM (${distributed}) c JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype = 'f'
   WHERE k.confrelid IN (${distributed}) AND NOT EXISTS (
     SELECT FROM unnest(k.conkey, k.confkey) AS pair (near, far)
     JOIN pg_attribute n ON n.attrelid = k.conrelid AND n.attnum = near AND n.attname = 'merchant_id'
     JOIN pg_attribute f ON f.attrelid = k.confrelid AND f.attnum = far AND f.attname = 'merchant_id')`,

  `SELECT format('%s: the foreign key %s leads to a table that is not on every node', k.conrelid::regclass, k.conname)
     AS breach
   FROM (${distributed}) c JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype = 'f'
   JOIN pg_class far ON far.oid = k.confrelid
   WHERE far.relname = ANY ($2::text[])`,

  `SELECT format('%s: the foreign key %s leads from a table outside the shards into them', near.oid::regclass, k.conname)
     AS breach
   FROM pg_constraint k JOIN pg_class near ON near.oid = k.conrelid
   WHERE k.contype = 'f' AND near.relname = ANY ($1::text[]) AND k.confrelid IN (${distributed})`,

  `SELECT format('%s: merchant_id is not bigint NOT NULL', c.oid::regclass) AS breach
   FROM (${distributed}) c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'merchant_id'
   WHERE a.atttypid <> 'bigint'::regtype OR NOT a.attnotnull`,

  `SELECT format('%s: trigger %s', tgrelid::regclass, tgname) AS breach
   FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid
   WHERE NOT tgisinternal AND relnamespace = 'public'::regnamespace`,

  // A serial column is a sequence that its column owns; an identity column owns one too.
  `SELECT format('%s: a sequence; ids come from the application', oid::regclass) AS breach
   FROM pg_class WHERE relkind = 'S' AND relnamespace = 'public'::regnamespace`,

  `SELECT format('%s: exclusion constraint %s', conrelid::regclass, conname) AS breach
   FROM pg_constraint WHERE contype = 'x' AND connamespace = 'public'::regnamespace`,

  `SELECT format('%s.%s: the default %s is not the same on every node', adrelid::regclass, attname,
     pg_get_expr(adbin, adrelid)) AS breach
   FROM pg_attrdef JOIN pg_attribute ON attrelid = adrelid AND attnum = adnum JOIN pg_class c ON c.oid = adrelid
   WHERE relnamespace = 'public'::regnamespace AND pg_get_expr(adbin, adrelid) ~* $3`,

  `SELECT format('%s: the body asks for the time or for chance; both are arguments', p.oid::regprocedure) AS breach
   FROM pg_proc p WHERE pronamespace = 'public'::regnamespace AND prokind IN ('f', 'p')
     AND regexp_replace(pg_get_functiondef(p.oid), '--[^\\n]*', '', 'g') ~* $3
     AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_proc'::regclass AND objid = p.oid AND deptype = 'e')`,

  `SELECT format('%s.%s: money is bigint, not %s', c.oid::regclass, attname, format_type(atttypid, atttypmod)) AS breach
   FROM pg_class c JOIN pg_attribute ON attrelid = c.oid AND attnum > 0 AND NOT attisdropped
   WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v')
     AND attname LIKE '%\\_minor' AND atttypid NOT IN ('bigint'::regtype, 'bigint[]'::regtype)`,

  `SELECT format('%s.%s: an instant is timestamptz, not %s', c.oid::regclass, attname, format_type(atttypid, atttypmod))
     AS breach
   FROM pg_class c JOIN pg_attribute ON attrelid = c.oid AND attnum > 0 AND NOT attisdropped
   WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v')
     AND (atttypid IN ('timestamp'::regtype, 'timestamp[]'::regtype, 'timetz'::regtype)
       OR attname LIKE '%\\_at' AND atttypid <> 'timestamptz'::regtype)`,

  `SELECT format('%s.%s: a float loses digits', c.oid::regclass, attname) AS breach
   FROM pg_class c JOIN pg_attribute ON attrelid = c.oid AND attnum > 0 AND NOT attisdropped
   WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND atttypid IN ('real'::regtype, 'float8'::regtype)`,

  `SELECT format('%s: is excepted from the rules but does not exist', name) AS breach
   FROM unnest($1::text[]) AS name WHERE to_regclass(name) IS NULL`,
];

/** Whatever answers differently each time it is asked, or on another node. */
const unsteady =
  '\\m(now|clock_timestamp|statement_timestamp|transaction_timestamp|timeofday|random|random_normal|gen_random_uuid|' +
  'uuidv4|uuidv7|uuid_generate_v[14]|nextval)\\s*\\(|\\m(current_timestamp|current_date|current_time|localtime|localtimestamp)\\M';

/**
 * The breaches of the rules that let the schema be spread over nodes by merchant_id unchanged, as sentences; empty when
 * there are none.
 */
export async function distributedBreaches(db: Db, exceptions: Exceptions): Promise<string[]> {
  const undistributed = [...exceptions.reference, ...exceptions.local];
  const breaches: string[] = [];
  for (const rule of rules) {
    const values = [undistributed, exceptions.local, unsteady];
    // All three parameters are named in each statement, whether its rule asks for them or not.
    const s = statement(`WITH given AS (SELECT $1::text[], $2::text[], $3::text) ${rule}`, values);
    breaches.push(...(await db.rows<{ breach: string }>(s)).map((row) => row.breach));
  }
  return breaches.sort();
}
