import { refuse } from '../../../api/errors.ts';
import { ORDER_INVALID } from '../errors-by-field.ts';

const names = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });

/** What an account offers: its own language, and the others; null: all. */
type Offer = { readonly language: string; readonly languages: readonly string[] | null };

/**
 * The language of an order, two lower-case letters: what was asked for, else that of the payer's country; the account's
 * own where that is not offered. A region behind the language ("pt-BR") makes no difference. Refuses what is none.
 */
export const languageOf = (sent: string | null | undefined, offer: Offer, ofCountry: string): string => {
  const asked = sent?.trim().toLowerCase();
  const wanted = asked ? (/^([a-z]{2})(?:[-_][a-z]{2})?$/.exec(asked)?.[1] ?? wrong()) : ofCountry;
  if (names.of(wanted) === undefined) wrong();
  return offer.languages === null || offer.languages.includes(wanted) ? wanted : offer.language;
};

const wrong = (): never => refuse(ORDER_INVALID.Language, 'Language is not an ISO 639-1 code.');
