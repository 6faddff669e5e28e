import { expect, test } from 'vitest';
import { isCountry, languageOfCountry } from './countries.ts';

test.each([
  ['DE', true],
  ['ro', true],
  ['XK', true],
  ['ZZ', false],
  ['EU', false],
  ['XX', false],
  ['GB', true],
  ['UK', false],
  ['DD', false],
  ['FX', false],
  ['USA', false],
  ['', false],
])('%s is a country: %s', (code, expected) => {
  expect(isCountry(code)).toBe(expected);
});

test.each([
  ['RO', 'ro'],
  ['US', 'en'],
  ['DE', 'de'],
  ['JP', 'ja'],
])('%s reads %s', (code, language) => {
  expect(languageOfCountry(code)).toBe(language);
});
