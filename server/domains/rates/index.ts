import { INVALID_PARAMETER, refuse } from '../../api/errors.ts';
import type { Db } from '../../db/database.ts';
import { crossRate, leaps, parseFeed, type RateTable } from './rules/feed.ts';
import { listRates, saveRates } from './store.ts';

export type { RateTable } from './rules/feed.ts';

/** Units of `to` for one unit of `from`, scaled by 1e8; undefined when one of them has no rate. */
export type RateOf = (from: string, to: string) => bigint | undefined;

/** The rates of the moment, from memory most of the time. */
export type Rates = { current(): Promise<RateOf> };

const REMEMBERED_MS = 60_000;

export const createRates = (db: Db, now: () => Date): Rates => {
  let known: { readonly at: number; readonly rates: Promise<ReadonlyMap<string, bigint>> } | undefined;
  return {
    async current() {
      const at = now().getTime();
      if (known === undefined || at - known.at > REMEMBERED_MS) known = { at, rates: listRates(db) };
      const asked = known;
      try {
        const rates = await asked.rates;
        return (from, to) => crossRate(rates, from, to);
      } catch (error) {
        if (known === asked) known = undefined;
        throw error;
      }
    },
  };
};

/** Stores rates that somebody declares, for example a seed file. Refuses what is no rate. */
export const declareRates = async (
  db: Db,
  declared: { readonly asOf: string; readonly rates: Readonly<Record<string, string>> },
  at: Date,
): Promise<void> => {
  const table = parseFeed(JSON.stringify({ base: 'EUR', date: declared.asOf, rates: declared.rates }));
  const missing = Object.keys(declared.rates).filter((currency) => !table.rates.has(currency) && currency !== 'EUR');
  if (missing.length > 0) refuse(INVALID_PARAMETER, `${missing.join(', ')} has no rate that can be used.`);
  await saveRates(db, table, 'declared', at);
};

const FETCH_LIMIT_MS = 20_000;
const MAX_FEED_BYTES = 1024 * 1024;

/**
 * Fetches a feed and stores its rates. Throws an Error that says why when it is not to be had or not to be believed; the
 * rates stay as they were then.
 */
export const refreshRates = async (db: Db, url: string, at: Date): Promise<RateTable> => {
  const response = await fetch(url, { signal: AbortSignal.timeout(FETCH_LIMIT_MS), redirect: 'follow' });
  if (!response.ok) throw new Error(`the feed answers ${response.status}`);
  const table = parseFeed(await boundedText(response));
  const wild = leaps(await listRates(db), table.rates);
  if (wild.length > 0) throw new Error(`the rates of ${wild.join(', ')} leap`);
  await saveRates(db, table, url, at);
  return table;
};

const boundedText = async (response: Response): Promise<string> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > MAX_FEED_BYTES) throw new Error('the feed is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
};
