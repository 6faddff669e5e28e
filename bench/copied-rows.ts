import type pg from 'pg';

/** A table whose rows of one piece of work are copied, with what is different in the copy `n`. */
export type Copy = {
  readonly table: string;
  /** Which rows are copied, as a condition on the table. */
  readonly where: string;
  /** Columns that differ, as expressions over the row `r` and the number `n` of the copy. */
  readonly columns: Readonly<Record<string, string>>;
};

const COLUMNS = `
  SELECT attname FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum`;

/** Copies the rows `count` times, in one statement; columns that the copy does not name stay as they are. */
export const copyRows = async (client: pg.Client, { table, where, columns }: Copy, count: number): Promise<void> => {
  const { rows } = await client.query<{ attname: string }>(COLUMNS, [table]);
  const names = rows.map(({ attname }) => `"${attname}"`);
  const values = rows.map(({ attname }) => columns[attname] ?? `r."${attname}"`);
  // The rows are taken first: they must not be found again among their copies.
  await client.query(
    `WITH r AS MATERIALIZED (SELECT * FROM ${table} WHERE ${where})
     INSERT INTO ${table} (${names.join(', ')})
     SELECT ${values.join(', ')} FROM generate_series(1, ${count}) n, r`,
  );
};
