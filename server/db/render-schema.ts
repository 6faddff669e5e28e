import type { Database } from './database.ts';
import { type Statement, statement } from './statement.ts';
import type { Db } from './transaction.ts';

type Column = {
  readonly name: string;
  readonly type: string;
  readonly collation: string | null;
  readonly expression: string | null;
  readonly generated: string;
  readonly required: boolean;
};
type Table = {
  readonly oid: number;
  readonly name: string;
  readonly unlogged: boolean;
  readonly options: string[] | null;
  readonly partition_key: string | null;
};
type OfTable = {
  readonly table_oid: number;
  readonly table: string;
  readonly name: string;
  readonly definition: string;
};
type Constraint = OfTable & { readonly foreign: boolean };
type Routine = { readonly name: string; readonly definition: string; readonly needs_tables: boolean };

/** What the rendering would lose. Each row is a sentence; the list must be empty. */
const unsupported = statement(`
  SELECT format('%s %s', CASE relkind WHEN 'S' THEN 'sequence' WHEN 'm' THEN 'materialized view' ELSE 'relation' END,
    c.oid::regclass) AS what
  FROM pg_class c WHERE relnamespace = 'public'::regnamespace AND (relkind NOT IN ('r', 'p', 'i', 'I', 'v')
    OR relispartition OR relrowsecurity OR EXISTS (SELECT FROM pg_inherits WHERE inhrelid = c.oid))
  UNION ALL
  SELECT format('trigger %s on %s', tgname, tgrelid::regclass) FROM pg_trigger WHERE NOT tgisinternal
  UNION ALL
  SELECT format('identity column %s.%s', attrelid::regclass, attname) FROM pg_attribute
  JOIN pg_class c ON c.oid = attrelid WHERE attidentity <> '' AND relnamespace = 'public'::regnamespace
  UNION ALL
  SELECT format('type %s', t.oid::regtype) FROM pg_type t LEFT JOIN pg_class c ON c.oid = t.typrelid
  WHERE t.typnamespace = 'public'::regnamespace AND (t.typtype NOT IN ('e', 'c', 'b')
    OR t.typtype = 'c' AND c.relkind = 'c')
  UNION ALL
  SELECT format('rule %s on %s', rulename, ev_class::regclass) FROM pg_rewrite JOIN pg_class c ON c.oid = ev_class
  WHERE relnamespace = 'public'::regnamespace AND rulename <> '_RETURN'
  UNION ALL
  SELECT format('statistics %s', stxname) FROM pg_statistic_ext WHERE stxnamespace = 'public'::regnamespace
  UNION ALL
  SELECT format('aggregate %s', p.oid::regprocedure) FROM pg_proc p
  WHERE pronamespace = 'public'::regnamespace AND prokind NOT IN ('f', 'p')
  UNION ALL
  SELECT format('schema %s', nspname) FROM pg_namespace WHERE nspname NOT LIKE 'pg\\_%'
    AND nspname NOT IN ('public', 'information_schema')
  ORDER BY 1`);

const extensions = statement(
  `SELECT format('CREATE EXTENSION %I;', extname) AS text FROM pg_extension WHERE extname <> 'plpgsql' ORDER BY extname`,
);

const enums = statement(`
  SELECT format('CREATE TYPE %s AS ENUM (%s);', t.oid::regtype,
    string_agg(quote_literal(enumlabel), ', ' ORDER BY enumsortorder)) AS text
  FROM pg_type t JOIN pg_enum ON enumtypid = t.oid WHERE typnamespace = 'public'::regnamespace
  GROUP BY t.oid ORDER BY t.oid::regtype::text`);

const tables = statement(`
  SELECT c.oid, c.oid::regclass::text AS name, relpersistence = 'u' AS unlogged, reloptions AS options,
    CASE relkind WHEN 'p' THEN pg_get_partkeydef(c.oid) END AS partition_key
  FROM pg_class c WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
  ORDER BY relname COLLATE "C"`);

const columns = (tableOid: number) =>
  statement(
    `SELECT quote_ident(attname) AS name, format_type(atttypid, atttypmod) AS type,
       CASE WHEN attcollation <> typcollation THEN attcollation::regcollation::text END AS collation,
       pg_get_expr(adbin, adrelid) AS expression, attgenerated::text AS generated, attnotnull AS required
     FROM pg_attribute a JOIN pg_type t ON t.oid = atttypid LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
     WHERE attrelid = $1 AND attnum > 0 AND NOT attisdropped ORDER BY attnum`,
    [tableOid],
  );

const constraints = statement(`
  SELECT conrelid AS table_oid, conrelid::regclass::text AS table, quote_ident(conname) AS name,
    pg_get_constraintdef(o.oid) AS definition, contype = 'f' AS foreign
  FROM pg_constraint o JOIN pg_class c ON c.oid = conrelid
  WHERE relnamespace = 'public'::regnamespace AND contype IN ('p', 'u', 'f', 'c', 'x')
  ORDER BY array_position(ARRAY['p', 'u', 'x', 'c', 'f'], contype::text), conname COLLATE "C"`);

const indexes = statement(`
  SELECT indrelid AS table_oid, indrelid::regclass::text AS table, c.relname AS name, pg_get_indexdef(c.oid) AS definition
  FROM pg_index JOIN pg_class c ON c.oid = indexrelid
  WHERE c.relnamespace = 'public'::regnamespace AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = c.oid
    AND contype IN ('p', 'u', 'x')) ORDER BY c.relname COLLATE "C"`);

const routines = statement(`
  SELECT p.oid::regprocedure::text AS name, pg_get_functiondef(p.oid) AS definition,
    prosqlbody IS NOT NULL OR EXISTS (
      SELECT FROM pg_type t LEFT JOIN pg_type element ON element.oid = t.typelem
      WHERE t.oid = ANY (array_append(coalesce(proallargtypes, proargtypes::oid[]), prorettype))
        AND 'c' IN (t.typtype, element.typtype)) AS needs_tables
  FROM pg_proc p WHERE pronamespace = 'public'::regnamespace AND prokind IN ('f', 'p')
    AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_proc'::regclass AND objid = p.oid AND deptype = 'e')
  ORDER BY p.oid::regprocedure::text COLLATE "C"`);

const views = statement(`
  SELECT format(E'CREATE VIEW %s AS\\n%s', c.oid::regclass, pg_get_viewdef(c.oid)) AS text
  FROM pg_class c WHERE relnamespace = 'public'::regnamespace AND relkind = 'v' ORDER BY c.oid`);

const comments = statement(`
  SELECT format('COMMENT ON %s %s IS %L;', CASE WHEN objsubid > 0 THEN 'COLUMN' ELSE upper(kind.type) END,
    CASE WHEN objsubid > 0 THEN format('%s.%I', objoid::regclass, attname) ELSE kind.identity END, description) AS text
  FROM pg_description
  CROSS JOIN LATERAL pg_identify_object(classoid, objoid, 0) AS kind
  LEFT JOIN pg_attribute ON attrelid = objoid AND attnum = objsubid AND objsubid > 0
  WHERE kind.schema = 'public' ORDER BY 1`);

function columnLine(column: Column): string {
  const parts = [column.name, column.type];
  if (column.collation !== null) parts.push(`COLLATE ${column.collation}`);
  if (column.generated !== '') {
    parts.push(`GENERATED ALWAYS AS (${column.expression})${column.generated === 's' ? ' STORED' : ''}`);
  } else if (column.expression !== null) parts.push(`DEFAULT ${column.expression}`);
  if (column.required) parts.push('NOT NULL');
  return parts.join(' ');
}

function tableText(table: Table, itsColumns: readonly Column[], itsConstraints: readonly Constraint[]): string {
  const lines = itsColumns.map(columnLine);
  for (const { name, definition } of itsConstraints) lines.push(`CONSTRAINT ${name} ${definition}`);
  const body = lines.map((line) => `  ${line}`).join(',\n');
  const partition = table.partition_key === null ? '' : ` PARTITION BY ${table.partition_key}`;
  const options = table.options === null ? '' : ` WITH (${table.options.join(', ')})`;
  return `CREATE ${table.unlogged ? 'UNLOGGED ' : ''}TABLE ${table.name} (\n${body}\n)${partition}${options};`;
}

const texts = async (db: Db, s: Statement) => (await db.rows<{ text: string }>(s)).map((row) => row.text);

function routineTexts(all: readonly Routine[], needsTables: boolean): string[] {
  return all
    .filter((routine) => routine.needs_tables === needsTables)
    .map((routine) => `${routine.definition.trimEnd()};`);
}

async function tableTexts(db: Db): Promise<string[]> {
  const all = await db.rows<Table>(tables);
  const allConstraints = await db.rows<Constraint>(constraints);
  const allIndexes = await db.rows<OfTable>(indexes);
  const result: string[] = [];
  for (const table of all) {
    const own = allConstraints.filter((one) => one.table_oid === table.oid && !one.foreign);
    result.push(tableText(table, await db.rows<Column>(columns(table.oid)), own));
    const ownIndexes = allIndexes.filter((one) => one.table_oid === table.oid).map((one) => `${one.definition};`);
    if (ownIndexes.length > 0) result.push(ownIndexes.join('\n'));
  }
  const foreign = allConstraints.filter((one) => one.foreign);
  // Tables refer to each other both ways, so keys between them come after all of them.
  const keys = foreign
    .map((key) => `ALTER TABLE ${key.table} ADD CONSTRAINT ${key.name} ${key.definition};`)
    .sort((a, b) => (a < b ? -1 : 1));
  return keys.length === 0 ? result : [...result, keys.join('\n')];
}

/**
 * The catalogue of the `public` schema as SQL that makes it anew: tables, columns, constraints, indexes, functions,
 * views, comments. Two databases with equal text have equal schemas. Throws when there is something it cannot render
 * (triggers, sequences and the like), so that nothing is left out in silence.
 */
export function renderSchema(database: Database): Promise<string> {
  return database.transaction(async (db) => {
    // Names are printed without their schema when they are visible, so what is visible must be fixed.
    await db.rows(statement(`SELECT set_config('search_path', 'public', true)`));
    const lost = (await db.rows<{ what: string }>(unsupported)).map((row) => row.what);
    if (lost.length > 0) throw new Error(`The schema has what schema.sql cannot hold: ${lost.join('; ')}`);
    const allRoutines = await db.rows<Routine>(routines);
    const parts = [
      ...(await texts(db, extensions)),
      ...(await texts(db, enums)),
      ...routineTexts(allRoutines, false),
      ...(await tableTexts(db)),
      ...routineTexts(allRoutines, true),
      ...(await texts(db, views)),
      ...(await texts(db, comments)),
    ];
    return `${parts.join('\n\n')}\n`;
  });
}
