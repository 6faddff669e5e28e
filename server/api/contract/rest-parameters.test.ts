import { expect, test } from 'vitest';
import { DELETE, GET, methodFor, POST, type RestLine } from '../method.ts';
import { flag, object, on, text } from '../schema.ts';
import { restParameters } from './rest-parameters.ts';

const thing = object('Thing', { Code: text({ required: true }), Name: text() });

const withLine = (rest: RestLine) =>
  methodFor<unknown>()({
    name: 'doIt',
    summary: 'Does it.',
    params: { code: text({ required: true }), thing: on(thing, { required: true }), note: text() },
    result: flag(),
    rest,
    refusals: [],
    examples: [],
    effect: 'read',
    run: async () => true,
  });

test.each<readonly [string, RestLine, readonly string[]]>([
  ['path and body', POST('/things/{code}/', { body: 'thing' }), []],
  ['path in other letter case', POST('/things/{CODE}/', { body: 'thing' }), []],
  ['a member of the body in the path', POST('/things/{code}/{Name}/', { body: 'thing' }), []],
  ['members of the body', POST('/things/', { body: ['code', 'thing', 'note'] }), []],
  ['a fixed value', POST('/things/', { body: 'thing', fixed: { code: 'A' } }), []],
  ['query', GET('/things/{code}/', { query: 'thing' }), []],
  [
    'a required parameter that nothing carries',
    DELETE('/things/{code}/'),
    ['doIt: DELETE /things/{code}/ cannot carry the required parameter thing.'],
  ],
  [
    'a name in the path that is no parameter',
    POST('/things/{code}/{id}/', { body: 'thing' }),
    ['doIt: the path /things/{code}/{id}/ names id, which is nowhere.'],
  ],
  [
    'a body that is no parameter',
    POST('/things/{code}/', { body: 'thin', query: 'thing' }),
    ['doIt: the body names thin, which is not a parameter.'],
  ],
])('%s', (_, line, problems) => {
  const method = withLine(line);
  expect(restParameters(method, line).problems).toEqual(problems);
});
