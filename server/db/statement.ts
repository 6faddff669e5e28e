import { createHash } from 'node:crypto';
import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type RawBuilder,
} from 'kysely';

/** One SQL command with its parameters ($1, $2 …). The name lets PostgreSQL parse it once a connection. */
export type Statement = { readonly name: string; readonly text: string; readonly values: readonly unknown[] };

const names = new Map<string, string>();

/**
 * The cache is bounded because composed texts may be many; a name is a function of the text, so a text that fell out
 * gets the same name again.
 */
const rememberedNames = 5_000;

function nameOf(text: string): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  if (names.size >= rememberedNames) names.clear();
  const name = `s_${createHash('sha256').update(text).digest('base64url').slice(0, 24)}`;
  names.set(text, name);
  return name;
}

/**
 * A statement whose text is constant. Values may be null, text, numbers, bigint, booleans, Dates, bytes, arrays of
 * those, or plain objects for json columns. An array meant for a json column goes through `json`.
 */
export function statement(text: string, values: readonly unknown[] = []): Statement {
  return { name: nameOf(text), text, values };
}

const compiler = new Kysely<unknown>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

/** A statement composed with Kysely's `sql` template, for searches whose filters come and go. */
export function compose(builder: RawBuilder<unknown>): Statement {
  const compiled = builder.compile(compiler);
  return statement(compiled.sql, compiled.parameters);
}
