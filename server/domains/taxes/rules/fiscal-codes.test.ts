import { expect, test } from 'vitest';
import { euCountries, isFiscalCodeSyntaxValid } from './fiscal-codes.ts';

/** One number of the right form for each country of the European Union and its neighbours. */
const examples: Record<string, string> = {
  AT: 'ATU12345678',
  BE: 'BE0123456789',
  BG: 'BG123456789',
  CY: 'CY12345678X',
  CZ: 'CZ12345678',
  DE: 'DE123456789',
  DK: 'DK12345678',
  EE: 'EE101234567',
  ES: 'ESB12345678',
  FI: 'FI12345678',
  FR: 'FR12345678901',
  GR: 'EL123456789',
  HR: 'HR12345678901',
  HU: 'HU12345678',
  IE: 'IE1234567WA',
  IT: 'IT12345678901',
  LT: 'LT123456789012',
  LU: 'LU12345678',
  LV: 'LV12345678901',
  MT: 'MT12345678',
  NL: 'NL123456789B01',
  PL: 'PL1234567890',
  PT: 'PT123456789',
  RO: 'RO12345678',
  SE: 'SE123456789001',
  SI: 'SI12345678',
  SK: 'SK1234567890',
  GB: 'GB123456789',
  XI: 'XI123456789',
  CH: 'CHE123456789MWST',
  NO: 'NO123456789MVA',
};

test.each(Object.entries(examples))(
  '%s: %s is accepted, with and without prefix, and spoilt ones are not',
  (country, code) => {
    const prefix = country === 'CH' ? 3 : 2;
    expect(isFiscalCodeSyntaxValid(country, code)).toBe(true);
    expect(isFiscalCodeSyntaxValid(country.toLowerCase(), ` ${code.toLowerCase()} `)).toBe(true);
    expect(isFiscalCodeSyntaxValid(country, code.slice(prefix))).toBe(true);
    expect(isFiscalCodeSyntaxValid(country, `${code}0000000`)).toBe(false);
    expect(isFiscalCodeSyntaxValid(country, '1')).toBe(false);
    expect(isFiscalCodeSyntaxValid(country, '')).toBe(false);
  },
);

test.each([
  ['GR', 'GR123456789', true],
  ['GB', 'XI123456789', true],
  ['GB', 'GBGD123', true],
  ['CH', 'CHE-123.456.789 TVA', true],
  ['DE', 'DE 123 456 789', true],
  ['DE', 'FR12345678901', false],
  ['DE', 'DE012345678', false],
  ['US', '12-3456789', true],
  ['BR', '12.345.678/0001-95', true],
  ['US', '?', false],
  ['US', '', false],
])('%s %s is %s', (country, code, answer) => expect(isFiscalCodeSyntaxValid(country, code)).toBe(answer));

test('each country of the European Union has an example', () => {
  expect([...euCountries].filter((country) => examples[country] === undefined)).toEqual([]);
});
