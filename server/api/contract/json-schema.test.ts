import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { read } from '../read.ts';
import { flag, integer, list, object, on, type Shape, text } from '../schema.ts';
import { LATEST } from '../versions.ts';
import { write } from '../write.ts';
import { jsonSchemas, type Side } from './json-schema.ts';
import { book } from './made-up-library.ts';
import { answersOf, requestsOf } from './sample-values.ts';

/** Compiles the schema of a shape as strictly as Ajv can. */
const validator = (shape: Shape, side: Side): ValidateFunction => {
  const schemas = jsonSchemas('#/$defs/');
  const schema = schemas.schema(shape, side);
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true });
  addFormats.default(ajv);
  return ajv.compile({ ...schema, $defs: schemas.definitions() });
};

const expectValid = (validate: ValidateFunction, value: unknown): void => {
  validate(value);
  expect(validate.errors ?? []).toEqual([]);
};

describe('answers', () => {
  test('what is written for any value fits the schema of the answer', () => {
    const validate = validator(book, 'answer');
    fc.assert(
      fc.property(answersOf(book), (latest) => expectValid(validate, write(book, LATEST, latest))),
      { numRuns: 200 },
    );
  });

  const complete = {
    BookCode: 'B1',
    Title: 'Emma',
    State: 'IN',
    Genre: 'NOVEL',
    Genres: ['NOVEL'],
    Pages: 474,
    Shelf: '12',
    Price: 9.5,
    Lendable: true,
    Bought: '2026-01-31 12:00:00',
    Notes: { A: 'b' },
    Loans: [{ Ann: 'a week' }],
    Grid: [[1.5], []],
    Authors: [{ Name: 'Jane Austen', Born: '1775-12-16' }],
    Editor: null,
    Series: false,
  };

  const without = Object.fromEntries(Object.entries(complete).filter(([name]) => name !== 'Pages'));

  test.each<readonly [string, unknown, boolean]>([
    ['complete', complete, true],
    ['with a sparse member', { ...complete, Remark: 'torn' }, true],
    ['with null', { ...complete, State: null }, true],
    ['without a member that is always answered', without, false],
    ['with a member that is not declared', { ...complete, Surprise: 1 }, false],
    ['with a member that is read only', { ...complete, Donor: 'Ann' }, false],
    ['with a member of older versions', { ...complete, Writer: 'Ann' }, false],
    ['with true where false means none', { ...complete, Series: true }, false],
    ['with null where false means none', { ...complete, Series: null }, false],
    ['with text where false means none', { ...complete, Series: 'Essays' }, true],
    ['with a word that is not allowed', { ...complete, State: 'LOST' }, false],
    ['with a number where text is answered', { ...complete, Shelf: 12 }, false],
    ['with text where a number is answered', { ...complete, Price: '9.50' }, false],
    ['with a date that does not exist', { ...complete, Authors: [{ Name: 'A', Born: '1775-02-30' }] }, false],
    ['with a zone behind the time', { ...complete, Bought: '2026-01-31T12:00:00Z' }, false],
  ])('an answer %s: %#', (_, value, valid) => {
    expect(validator(book, 'answer')(value)).toBe(valid);
  });
});

describe('requests', () => {
  test('what the schema asks for is read without a refusal', () => {
    const validate = validator(book, 'request');
    fc.assert(
      fc.property(requestsOf(book), (sent) => {
        expectValid(validate, sent);
        expect(() => read(book, LATEST, sent, '')).not.toThrow();
      }),
      { numRuns: 200 },
    );
  });

  test.each<readonly [string, unknown, boolean]>([
    ['with the required members', { BookCode: 'B1', Title: 'Emma' }, true],
    ['with an amount as text', { BookCode: 'B1', Title: 'Emma', Price: '12.50' }, true],
    ['with a member that is answered only', { BookCode: 'B1', Title: 'Emma', Bought: 'whatever' }, true],
    ['without a required member', { BookCode: 'B1' }, false],
    ['with null for a required member', { BookCode: 'B1', Title: null }, false],
    ['with text that is too long', { BookCode: 'B'.repeat(21), Title: 'Emma' }, false],
    ['with a number out of its range', { BookCode: 'B1', Title: 'Emma', Pages: 0 }, false],
    ['with too many entries', { BookCode: 'B1', Title: 'Emma', Authors: Array(10).fill({ Name: 'A' }) }, false],
  ])('a request %s', (_, value, valid) => {
    expect(validator(book, 'request')(value)).toBe(valid);
  });
});

describe('names', () => {
  test('an object on other terms is the same object', () => {
    const schemas = jsonSchemas('#/$defs/');
    const thing = object('Thing', { Code: text() });
    schemas.schema(object('Pair', { One: thing, Two: on(thing, { about: 'Another one' }) }), 'answer');
    expect(Object.keys(schemas.definitions())).toEqual(['Pair', 'Thing']);
  });

  test('two different objects of one name are an error', () => {
    const schemas = jsonSchemas('#/$defs/');
    const pair = object('Pair', { One: object('Thing', { Code: text() }), Two: object('Thing', { Code: integer() }) });
    expect(() => schemas.schema(pair, 'answer')).toThrow('Two different objects are called Thing.');
  });

  test('an object may hold itself', () => {
    const tree: Shape = object('Tree', {
      Leaf: flag(),
      get Branches(): Shape {
        return list(tree);
      },
    });
    expect(validator(tree, 'answer')({ Leaf: null, Branches: [{ Leaf: true, Branches: null }] })).toBe(true);
  });
});
