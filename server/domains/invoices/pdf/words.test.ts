import { describe, expect, test } from 'vitest';
import { press } from './fonts.ts';
import { formatsFor } from './formats.ts';
import { printable } from './printable.ts';
import { filled, LANGUAGES, languageOf, wordsIn } from './words.ts';

const bracesIn = (text: string): readonly string[] => [...text.matchAll(/\{\w+\}/g)].map(([brace]) => brace).sort();

describe.each(LANGUAGES)('the words of %s', (language) => {
  const words = Object.entries(wordsIn(language));

  test('have in them what the English ones have', () => {
    const english = Object.fromEntries(Object.entries(wordsIn('en')).map(([key, text]) => [key, bracesIn(text)]));
    expect(Object.fromEntries(words.map(([key, text]) => [key, bracesIn(text)]))).toEqual(english);
  });

  test('can be printed', async () => {
    const { hasSign } = await press();
    for (const [, text] of words) expect(printable(text, hasSign)).toEqual({ text, isWhole: true });
  });

  test('numbers, days and countries can be printed', async () => {
    const { hasSign } = await press();
    const { money, percent, day, country, quantity } = formatsFor(language, 'EUR');
    const texts = [money(-123_456_789n), percent(55_000n), day('2026-11-22'), country('DE'), quantity(1234)];
    for (const text of texts) expect(printable(text, hasSign)).toEqual({ text, isWhole: true });
  });
});

test.each([
  ['en', '1,234,567.89', 'EUR 1,234,567.89', '8.25%', '22 November 2026', 'Germany'],
  ['de', '1.234.567,89', '1.234.567,89 EUR', '8,25 %', '22. November 2026', 'Deutschland'],
  ['fr', '1 234 567,89', '1 234 567,89 EUR', '8,25 %', '22 novembre 2026', 'Allemagne'],
  ['es', '1.234.567,89', '1.234.567,89 EUR', '8,25 %', '22 de noviembre de 2026', 'Alemania'],
  ['it', '1.234.567,89', '1.234.567,89 EUR', '8,25%', '22 novembre 2026', 'Germania'],
  ['nl', '1.234.567,89', 'EUR 1.234.567,89', '8,25%', '22 november 2026', 'Duitsland'],
  ['pt', '1 234 567,89', '1 234 567,89 EUR', '8,25%', '22 de novembro de 2026', 'Alemanha'],
  ['ro', '1.234.567,89', '1.234.567,89 EUR', '8,25 %', '22 noiembrie 2026', 'Germania'],
] as const)('%s writes numbers and days its own way', (language, amount, money, percent, day, country) => {
  const formats = formatsFor(language, 'EUR');
  const plain = (text: string): string => text.replaceAll('\u00a0', ' ');
  expect(plain(formats.amount(123_456_789n))).toBe(amount);
  expect(plain(formats.money(123_456_789n))).toBe(money);
  expect(plain(formats.percent(82_500n))).toBe(percent);
  expect(plain(formats.day('2026-11-22'))).toBe(day);
  expect(formats.country('DE')).toBe(country);
});

test('amounts have the decimals of their currency, and thousands stand apart from four digits on', () => {
  expect(formatsFor('en', 'JPY').amount(1234n)).toBe('1,234');
  expect(formatsFor('en', 'KWD').amount(1234n)).toBe('1.234');
  expect(formatsFor('es', 'EUR').amount(123_456n)).toBe('1.234,56');
});

test('a language without words is English', () => {
  expect([languageOf('de'), languageOf('fi'), languageOf('')]).toEqual(['de', 'en', 'en']);
});

test('names in braces are filled in, unknown ones stay', () => {
  expect(filled('{a} of {b}', { a: 1 })).toBe('1 of {b}');
});
