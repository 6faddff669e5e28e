import { type Db, statement } from '../../db/database.ts';
import type { RateTable } from './rules/feed.ts';

/** All rates by currency; a few dozen rows. */
export const listRates = async (db: Db): Promise<ReadonlyMap<string, bigint>> => {
  const rows = await db.rows<{ currency: string; rate_e8: bigint }>(
    statement('SELECT currency, rate_e8 FROM exchange_rates ORDER BY currency LIMIT 1000'),
  );
  return new Map(rows.map(({ currency, rate_e8 }) => [currency, rate_e8]));
};

/** Puts the rates of a day in the place of older ones; currencies that it does not name keep theirs. */
export const saveRates = async (db: Db, { asOf, rates }: RateTable, source: string, at: Date): Promise<void> => {
  await db.rows(
    statement(
      `INSERT INTO exchange_rates AS known (currency, rate_e8, as_of, source, updated_at)
       SELECT currency, rate_e8, $3, $4, $5 FROM unnest($1::text[], $2::bigint[]) AS heard (currency, rate_e8)
       ON CONFLICT (currency) DO UPDATE
       SET rate_e8 = excluded.rate_e8, as_of = excluded.as_of, source = excluded.source, updated_at = excluded.updated_at
       WHERE known.as_of <= excluded.as_of`,
      [[...rates.keys()], [...rates.values()], asOf, source, at],
    ),
  );
};
