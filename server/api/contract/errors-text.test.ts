import { expect, test } from 'vitest';
import { FORBIDDEN, INVALID_PARAMETER, MALFORMED_JSON, PROTOCOL_REFUSALS, type Refusal, refusal } from '../errors.ts';
import { methodFor, methodList } from '../method.ts';
import { flag, list, object, text } from '../schema.ts';
import { errorsText, refusalProblems } from './errors-text.ts';
import { libraryMethods } from './made-up-library.ts';

const answering = (name: string, ...refusals: readonly Refusal[]) =>
  methodFor<unknown>()({
    name,
    summary: 'Refuses.',
    params: {},
    result: flag(),
    refusals,
    examples: [],
    effect: 'read',
    run: async () => true,
  });

const lines = (text: string): readonly string[] =>
  text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));

test('every refusal of the protocol stands first, then those of the methods by number', () => {
  const codes = lines(errorsText(libraryMethods)).map((line) => line.split(' | ')[0]);
  expect(codes).toEqual([...PROTOCOL_REFUSALS.map(({ code }) => code), 'BOOK_NOT_FOUND', 'TITLE_MISSING']);
});

test('a line tells code, number, REST status, sentence and who may answer it', () => {
  const told = errorsText(libraryMethods);
  expect(told).toContain(
    'BOOK_NOT_FOUND | 90001 | 404 | There is no such book. | getBook lendBook removeBook updateBook\n',
  );
  expect(told).toContain(`FORBIDDEN | 10000 | 401 | ${FORBIDDEN.sentence} | login\n`);
  expect(told).toContain(`MALFORMED_JSON | -32700 | 400 | ${MALFORMED_JSON.sentence} | -\n`);
});

test('refusals of parameters count, however deep they stand', () => {
  const DEEP = refusal('DEEP', 90010, 'invalid', 'Deep.');
  const NEVER = refusal('NEVER', 90011, 'invalid', 'Never read.');
  const inner = object('Inner', { Code: text({ refusal: DEEP }), Id: text({ readonly: true, refusal: NEVER }) });
  const deep = methodFor<unknown>()({
    name: 'deep',
    summary: 'Reads deep things.',
    params: { things: list(inner) },
    result: flag(),
    refusals: [],
    examples: [],
    effect: 'read',
    run: async () => true,
  });
  const told = errorsText(methodList([deep]));
  expect(told).toContain('DEEP | 90010 | 400 | Deep. | deep\n');
  expect(told).not.toContain('NEVER');
});

const A = refusal('A', 90020, 'invalid', 'One.');

test.each<readonly [string, readonly Refusal[], readonly string[]]>([
  ['one constant in two methods', [A, A], []],
  ['two constants with one code', [A, refusal('A', 90021, 'invalid', 'Two.')], ['Two refusals have the code A.']],
  [
    'two constants with one number',
    [A, refusal('B', 90020, 'invalid', 'Two.')],
    ['Two refusals have the number 90020.'],
  ],
  [
    'the number of a refusal of the protocol',
    [refusal('B', FORBIDDEN.number, 'invalid', 'Two.')],
    ['Two refusals have the number 10000.'],
  ],
  ['a number of JSON-RPC itself', [refusal('B', INVALID_PARAMETER.number, 'invalid', 'Two.')], []],
])('%s', (_, refusals, problems) => {
  const methods = methodList(refusals.map((one, index) => answering(`method${index}`, one)));
  expect(refusalProblems(methods)).toEqual(problems);
});
