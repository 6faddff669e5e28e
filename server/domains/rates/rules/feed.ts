import { SaxesParser } from 'saxes';
import { isCurrency } from '../../../kit/money.ts';

/** Rates of a day: units of a currency for one euro, scaled by 1e8. */
export type RateTable = { readonly asOf: string; readonly rates: ReadonlyMap<string, bigint> };

const SCALE = 100_000_000n;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Reads a feed: the daily XML of the European Central Bank, or JSON {base, date, rates: {USD: 1.1}} with any base that
 * is among its rates. Throws an Error that says what is wrong.
 */
export const parseFeed = (body: string): RateTable => {
  const text = body.trim();
  const table = text.startsWith('<') ? parseXml(text) : parseJson(text);
  if (!DATE.test(table.asOf)) throw new Error('the feed names no date');
  if (table.rates.size === 0) throw new Error('the feed has no rates');
  return table;
};

/** A decimal as a whole number of 1e-8; undefined for what is no positive decimal. */
const scaled = (decimal: string): bigint | undefined => {
  const parts = /^(\d{1,9})(?:\.(\d{1,20}))?$/.exec(decimal.trim());
  if (parts === null) return undefined;
  const [, whole = '0', fraction = ''] = parts;
  const value = BigInt(whole) * SCALE + BigInt(fraction.slice(0, 8).padEnd(8, '0'));
  return value > 0n ? value : undefined;
};

const parseXml = (text: string): RateTable => {
  let asOf = '';
  const rates = new Map<string, bigint>();
  const parser = new SaxesParser();
  parser.on('doctype', () => {
    throw new Error('the feed has a document type');
  });
  parser.on('opentag', ({ attributes }) => {
    asOf = asOf || (attributes['time'] ?? '');
    const rate = scaled(attributes['rate'] ?? '');
    if (rate !== undefined && isCurrency(attributes['currency'] ?? '')) rates.set(String(attributes['currency']), rate);
  });
  parser.write(text).close();
  return { asOf, rates };
};

const parseJson = (text: string): RateTable => {
  const feed: unknown = JSON.parse(text);
  if (!isRecord(feed) || !isRecord(feed['rates'])) throw new Error('the feed has no member "rates"');
  const sent = new Map<string, bigint>();
  for (const [currency, value] of Object.entries(feed['rates'])) {
    const rate = typeof value === 'number' || typeof value === 'string' ? scaled(String(value)) : undefined;
    if (rate !== undefined && isCurrency(currency)) sent.set(currency, rate);
  }
  const base = String(feed['base'] ?? 'EUR');
  const euro = base === 'EUR' ? SCALE : sent.get('EUR');
  if (euro === undefined) throw new Error(`the feed counts in ${base} and has no rate of the euro`);
  sent.set(base, sent.get(base) ?? SCALE);
  const rates = new Map([...sent].map(([currency, rate]) => [currency, (rate * SCALE + euro / 2n) / euro] as const));
  rates.delete('EUR');
  return { asOf: String(feed['date'] ?? ''), rates };
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Currencies whose rate moved by more than half of what it was: the sign of a broken feed. */
export const leaps = (known: ReadonlyMap<string, bigint>, heard: ReadonlyMap<string, bigint>): readonly string[] =>
  [...heard].flatMap(([currency, rate]) => {
    const last = known.get(currency);
    return last !== undefined && (rate * 2n > last * 3n || rate * 2n < last) ? [currency] : [];
  });

/** The rate between two currencies, through the euro: units of `to` for one unit of `from`, scaled by 1e8. */
export const crossRate = (rates: ReadonlyMap<string, bigint>, from: string, to: string): bigint | undefined => {
  if (from === to) return SCALE;
  const ofFrom = from === 'EUR' ? SCALE : rates.get(from);
  const ofTo = to === 'EUR' ? SCALE : rates.get(to);
  if (ofFrom === undefined || ofTo === undefined) return undefined;
  const rate = (ofTo * SCALE + ofFrom / 2n) / ofFrom;
  return rate > 0n ? rate : undefined;
};
