import { amountNumber, currencyExponent } from '../../../kit/money.ts';
import type { Language } from './words.ts';

/** Numbers, days and countries as a language writes them. */
export type Formats = {
  /** Minor units without the currency. */
  readonly amount: (minor: bigint) => string;
  /** Minor units with the code of the currency, never broken over two lines. */
  readonly money: (minor: bigint) => string;
  /** Parts per million as percent. */
  readonly percent: (ppm: bigint) => string;
  readonly quantity: (count: number) => string;
  /** 'YYYY-MM-DD' in words. */
  readonly day: (date: string) => string;
  /** Name of an upper-case country code; the code itself where there is none. */
  readonly country: (code: string) => string;
};

/** Region whose manners count, where a language has several. */
const LOCALES: Readonly<Record<Language, string>> = {
  de: 'de-DE',
  en: 'en-GB',
  es: 'es-ES',
  fr: 'fr-FR',
  it: 'it-IT',
  nl: 'nl-NL',
  pt: 'pt-PT',
  ro: 'ro-RO',
};

const kept = new Map<string, Formats>();

export const formatsFor = (language: Language, currency: string): Formats => {
  const key = `${language} ${currency}`;
  let formats = kept.get(key);
  if (formats === undefined) {
    formats = makeFormats(LOCALES[language], currency);
    kept.set(key, formats);
  }
  return formats;
};

const makeFormats = (locale: string, currency: string): Formats => {
  const digits = currencyExponent(currency);
  const fixed = { minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: 'always' } as const;
  const amount = new Intl.NumberFormat(locale, fixed);
  const money = new Intl.NumberFormat(locale, { ...fixed, style: 'currency', currency, currencyDisplay: 'code' });
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 4 });
  const quantity = new Intl.NumberFormat(locale, { useGrouping: 'always' });
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  const countries = new Intl.DisplayNames([locale], { type: 'region', fallback: 'code' });
  return {
    amount: (minor) => unbroken(amount.format(amountNumber(minor, currency))),
    money: (minor) => unbroken(money.format(amountNumber(minor, currency))),
    percent: (ppm) => unbroken(percent.format(Number(ppm) / 1_000_000)),
    quantity: (count) => unbroken(quantity.format(count)),
    day: (date) => unbroken(day.format(new Date(`${date}T00:00:00Z`))),
    country: (code) => (/^[A-Z]{2}$/.test(code) ? (countries.of(code) ?? code) : code),
  };
};

const unbroken = (text: string): string => text.replace(/\s/g, '\u00a0');
