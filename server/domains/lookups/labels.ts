import { refuse } from '../../api/errors.ts';
import type { ResultChange } from '../../api/method.ts';
import { list, text } from '../../api/schema.ts';
import { LANGUAGE_NOT_KNOWN } from './errors.ts';
import type { LabelledCodes } from './objects.ts';

/** How a code of a kind is called in a language; the code itself where no name is known. */
export type Labels = (code: string) => string;

type Kind = 'region' | 'currency' | 'language';

const known = new Map<string, Intl.DisplayNames>();

/** Names in a language, English when none is given. Refuses LANGUAGE_NOT_KNOWN. */
export const labelsIn = (kind: Kind, language: string | null | undefined): Labels => {
  const locale = language?.trim().toLowerCase() || 'en';
  const names = known.get(`${kind} ${locale}`) ?? namesIn(kind, locale);
  known.set(`${kind} ${locale}`, names);
  return (code) => names.of(code) ?? code;
};

const namesIn = (kind: Kind, locale: string): Intl.DisplayNames => {
  // Without this check names of a language that is not known would be those of the server's own language.
  if (!/^[a-z]{2}$/.test(locale) || Intl.DisplayNames.supportedLocalesOf(locale).length === 0) {
    return refuse(LANGUAGE_NOT_KNOWN, `There is no language ${JSON.stringify(locale.slice(0, 20))}.`);
  }
  return new Intl.DisplayNames([locale], { type: kind });
};

/** Those of all codes that the account has, in their order; null: all. */
export const offered = (codes: readonly string[], own: readonly string[] | null): readonly string[] =>
  own === null ? codes : codes.filter((code) => own.includes(code));

/** Version 3.0 answers the codes alone. */
export const CODES_ALONE: ResultChange = {
  before: '3.1',
  result: list(text()),
  write: (latest: LabelledCodes) => latest.map(({ code }) => code),
};
