import { isCountry } from '../../../kit/countries.ts';
import { findState } from '../../lookups/index.ts';

/** The country that a code means, two lower-case letters; GB for the common UK. Undefined where it means none. */
export const countryMeant = (code: string): string | undefined => {
  const lower = code.trim().toLowerCase();
  const meant = lower === 'uk' ? 'gb' : lower;
  return isCountry(meant) ? meant : undefined;
};

/** Countries whose states are told by name whatever was sent. */
const NAMED_STATES: ReadonlySet<string> = new Set(['us', 'ca', 'br', 'tr', 'in', 'ro']);

/**
 * The state that a text means in a country (two lower-case letters), by its full name; the text itself in a country
 * whose states are not held against a list, undefined where it means none.
 */
export const stateMeant = (country: string, state: string): string | undefined =>
  NAMED_STATES.has(country) ? findState(country.toUpperCase(), state)?.name : state;
