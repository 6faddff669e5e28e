import { describe, expect, test } from 'vitest';
import { Refused, refusal } from './errors.ts';
import { read } from './read.ts';
import { amount, date, dateTime, flag, integer, list, object, on, orText, type Shape, table, text } from './schema.ts';

const TOO_MANY = refusal('TOO_MANY', 1, 'invalid', 'Too many.');

const Line = object('Line', {
  Code: text({ required: true, max: 5 }),
  Quantity: integer({ min: 1, max: 9, refusal: TOO_MANY }),
});
const Person = object('Person', {
  Id: text({ readonly: true }),
  Name: text({ aliases: ['FullName'] }),
  Country: text({ fold: 'lower' }),
  Type: text({ oneOf: ['REGULAR', 'BUNDLE'], synonyms: { PACK: 'BUNDLE' } }),
  Lines: list(Line, { max: 3 }),
  Tags: list(text()),
  Notes: table(),
  Active: flag(),
});

const reading = (shape: Shape, value: unknown): unknown => {
  try {
    return read(shape, '6.0', value, 'X');
  } catch (error) {
    return error instanceof Refused ? `${error.refusal.code}: ${error.message}` : error;
  }
};

describe('scalars, as clients write them', () => {
  test.each<[string, Shape, unknown, unknown]>([
    ['text', text(), 'a', 'a'],
    ['a number as text', text(), 12, '12'],
    ['no text', text(), false, null],
    ['empty text', text(), '', ''],
    ['an object as text', text(), {}, 'INVALID_PARAMETER: X must be text'],
    ['text with NUL', text(), 'a\u0000', 'INVALID_PARAMETER: X must not contain the NUL character'],
    ['half a surrogate pair', text(), 'a\ud800b', 'a\ufffdb'],
    ['text that is too long', text({ max: 2 }), 'abc', 'INVALID_PARAMETER: X must not be longer than 2 characters'],
    ['upper case', text({ fold: 'upper' }), 'eur', 'EUR'],
    ['a whole number', integer(), 3, 3],
    ['a whole number as text', integer(), ' 12 ', 12],
    ['12.0', integer(), '12.0', 12],
    ['an empty number', integer(), '', null],
    ['12.5', integer(), 12.5, 'INVALID_PARAMETER: X must be a whole number'],
    ['1e3', integer(), '1e3', 'INVALID_PARAMETER: X must be a whole number'],
    ['0x10', integer(), '0x10', 'INVALID_PARAMETER: X must be a whole number'],
    ['true as a number', integer(), true, 'INVALID_PARAMETER: X must be a whole number'],
    ['a number beyond its limit', integer({ max: 9 }), 10, 'INVALID_PARAMETER: X must be at most 9'],
    ['an amount', amount(), 19.9, '19.9'],
    ['an amount as text', amount(), '25.39', '25.39'],
    ['a negative amount', amount(), '-1', '-1'],
    ['an amount with a comma', amount(), '1,5', 'INVALID_PARAMETER: X must be a decimal amount such as 19.90'],
    ['an amount in exponents', amount(), '1e5', 'INVALID_PARAMETER: X must be a decimal amount such as 19.90'],
    [
      'an endless amount',
      amount(),
      Number.POSITIVE_INFINITY,
      'INVALID_PARAMETER: X must be a decimal amount such as 19.90',
    ],
    ['True', flag(), 'True', true],
    ['0', flag(), '0', false],
    ['1', flag(), 1, true],
    ['an empty flag', flag(), '', null],
    ['maybe', flag(), 'maybe', 'INVALID_PARAMETER: X must be true or false'],
    ['a date', date(), '2026-02-28', '2026-02-28'],
    ['a date with its time', date(), '2026-02-28 10:00:00', '2026-02-28'],
    ['a day that does not exist', date(), '2026-02-30', 'INVALID_PARAMETER: X must be a date, YYYY-MM-DD'],
    ['a time', dateTime(), '2026-02-28T10:11:12', '2026-02-28 10:11:12'],
    ['a date for a time', dateTime(), '2026-02-28', '2026-02-28'],
    ['hour 25', dateTime(), '2026-02-28 25:00:00', 'INVALID_PARAMETER: X must be a date and time, YYYY-MM-DD HH:MM:SS'],
    ['a word', text({ oneOf: ['YES', 'NO'] }), 'yes', 'YES'],
    ['an unknown word', text({ oneOf: ['YES', 'NO'] }), 'maybe', 'INVALID_PARAMETER: X must be one of YES, NO'],
  ])('%s', (_, shape, value, expected) => {
    expect(reading(shape, value)).toEqual(expected);
  });
});

describe('objects and lists', () => {
  test.each<[string, unknown, unknown]>([
    ['names in other letter case', { name: 'a', COUNTRY: 'DE' }, { Name: 'a', Country: 'de' }],
    ['another spelling', { FullName: 'a' }, { Name: 'a' }],
    ['the documented spelling wins', { FullName: 'b', Name: 'a' }, { Name: 'a' }],
    ['unknown and read-only members', { Id: '1', Other: 2, __proto__: { Name: 'x' } }, {}],
    ['null stays null', { Name: null, Type: '' }, { Name: null, Type: null }],
    ['a synonym', { Type: 'pack' }, { Type: 'BUNDLE' }],
    ['a list', { Lines: [{ Code: 'a' }] }, { Lines: [{ Code: 'a' }] }],
    ['a list as an object with numeric keys', { Tags: { 2: 'c', 0: 'a' } }, { Tags: ['a', 'c'] }],
    ['a lone element', { Lines: { Code: 'a', Quantity: '2' } }, { Lines: [{ Code: 'a', Quantity: 2 }] }],
    ['a lone text', { Tags: 'a' }, { Tags: ['a'] }],
    ['nothing in a list', { Tags: ['a', null] }, { Tags: ['a'] }],
    ['no list', { Tags: '' }, { Tags: null }],
    ['an open object', { Notes: { A: 1, B: null } }, { Notes: { A: '1', B: '' } }],
    ['an empty list where an object belongs', { Notes: [] }, { Notes: null }],
    ['a missing member', { Lines: [{}] }, 'INVALID_PARAMETER: X.Lines[0].Code is required'],
    ['an empty required text', { Lines: [{ Code: '' }] }, 'INVALID_PARAMETER: X.Lines[0].Code is required'],
    [
      'a refusal of its own',
      { Lines: [{ Code: 'a', Quantity: 10 }] },
      'TOO_MANY: X.Lines[0].Quantity must be at most 9',
    ],
    ['too many', { Tags: Array(1001).fill('a') }, 'INVALID_PARAMETER: X.Tags must not have more than 1000 entries'],
    ['text for an object', { Notes: 'a' }, 'INVALID_PARAMETER: X.Notes must be an object'],
  ])('%s', (_, value, expected) => {
    expect(reading(Person, value)).toEqual(expected);
  });
});

test.each<[string, unknown, unknown]>([
  ['an object', { Code: 'a', Note: 'b' }, { Code: 'a', Note: 'b' }],
  ['a text in its place', 'a', { Code: 'a' }],
  ['a number in its place', 12, { Code: '12' }],
  ['nothing', '', null],
  ['a flag', true, 'INVALID_PARAMETER: X must be an object'],
  ['a text that its member refuses', 'abcdef', 'INVALID_PARAMETER: X.Code must not be longer than 5 characters'],
])('an object or a text: %s', (_, value, expected) => {
  expect(reading(orText(object('Choice', { Code: text({ max: 5 }), Note: text() }), 'Code'), value)).toEqual(expected);
});

test('objects and texts stand side by side in a list', () => {
  const choices = list(orText(object('Choice', { Code: text() }), 'Code'));
  expect(reading(choices, ['a', { Code: 'b' }, null])).toEqual([{ Code: 'a' }, { Code: 'b' }]);
  expect(reading(choices, 'a')).toEqual([{ Code: 'a' }]);
});

test('older versions are read into the latest shape', () => {
  const Order = object('Order', { Affiliate: object('Affiliate', { Code: text() }) }, [
    { before: '6.0', read: ({ AffiliateId, ...rest }) => ({ ...rest, Affiliate: { Code: AffiliateId } }) },
  ]);
  expect(read(Order, '5.0', { AffiliateId: 'a' }, 'X')).toEqual({ Affiliate: { Code: 'a' } });
  expect(read(Order, '6.0', { AffiliateId: 'a' }, 'X')).toEqual({});
});

test('a shape on other terms is required', () => {
  const Call = object('Call', { Person: on(Person, { required: true }) });
  expect(reading(Call, { Person: '' })).toBe('INVALID_PARAMETER: X.Person is required');
});
