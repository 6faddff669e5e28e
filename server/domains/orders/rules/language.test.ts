import { expect, test } from 'vitest';
import { languageOf } from './language.ts';

const all = { language: 'en', languages: null };
const some = { language: 'en', languages: ['de', 'fr'] };

test.each<[string | null, { language: string; languages: string[] | null }, string, string]>([
  ['de', all, 'ro', 'de'],
  ['DE', all, 'ro', 'de'],
  ['pt-BR', all, 'ro', 'pt'],
  ['zh_tw', all, 'ro', 'zh'],
  ['ka', all, 'ro', 'ka'],
  ['', all, 'ro', 'ro'],
  [null, all, 'ro', 'ro'],
  ['fr', some, 'de', 'fr'],
  ['it', some, 'de', 'en'],
  [null, some, 'de', 'de'],
  [null, some, 'ro', 'en'],
])('%j, where %j is offered and the country reads %s: %s', (sent, offer, ofCountry, expected) => {
  expect(languageOf(sent, offer, ofCountry)).toBe(expected);
});

test.each(['german', 'd', 'd1', 'xx', 'de-', 'de-deu', '日本'])('%s is no language', (sent) => {
  expect(() => languageOf(sent, all, 'ro')).toThrow('ISO 639-1');
});
