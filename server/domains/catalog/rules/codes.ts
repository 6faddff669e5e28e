import { refuse } from '../../../api/errors.ts';
import { isCurrency } from '../../../kit/money.ts';
import { COUNTRY_NOT_KNOWN, CURRENCY_NOT_KNOWN } from '../errors.ts';

/** An upper-case ISO 4217 code; refuses CURRENCY_NOT_KNOWN. */
export const knownCurrency = (code: string): string => {
  const upper = code.trim().toUpperCase();
  return isCurrency(upper) ? upper : refuse(CURRENCY_NOT_KNOWN, `There is no currency ${JSON.stringify(code)}.`);
};

const regions = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
/** Groups of countries and placeholders, which have names like countries have. */
const NO_COUNTRIES = new Set(['EU', 'EZ', 'UN', 'QO', 'XA', 'XB', 'ZZ']);

/** An upper-case ISO 3166 code, GB for the common UK; refuses COUNTRY_NOT_KNOWN. */
export const knownCountry = (code: string): string => {
  const given = code.trim().toUpperCase();
  const upper = given === 'UK' ? 'GB' : given;
  const known = /^[A-Z]{2}$/.test(upper) && !NO_COUNTRIES.has(upper) && regions.of(upper) !== undefined;
  return known ? upper : refuse(COUNTRY_NOT_KNOWN, `There is no country ${JSON.stringify(code)}.`);
};
