import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expect, test } from 'vitest';
import { DELETE, methodFor, methodList, POST } from '../method.ts';
import { AUTHENTICATION_HEADER } from '../rest.ts';
import { flag, text } from '../schema.ts';
import { libraryMethods } from './made-up-library.ts';
import { openApi } from './openapi.ts';

const document = openApi(libraryMethods);

/** The part of the document at a path of keys. */
const at = (...keys: readonly string[]): unknown =>
  keys.reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], document);

test('a path for each REST line of the latest version, braces of one place under one name', () => {
  const paths = at('paths') as Record<string, object>;
  expect(Object.entries(paths).map(([path, verbs]) => [path, Object.keys(verbs)])).toEqual([
    ['/books/', ['post', 'get']],
    ['/books/{bookCode}/', ['get', 'put']],
    ['/books/{bookCode}/loans/', ['post']],
  ]);
});

test('the members of a search stand in the query string', () => {
  expect(at('paths', '/books/', 'get', 'parameters')).toMatchObject([
    { name: 'Title', in: 'query', schema: { type: 'string' } },
    { name: 'Genres', in: 'query', style: 'form', explode: true, schema: { type: 'array' } },
    { name: 'BoughtAfter', in: 'query', schema: { type: 'string', format: 'date' } },
    { name: 'Pagination', in: 'query', style: 'deepObject', schema: { $ref: '#/components/schemas/PageInput' } },
  ]);
});

test('a body is the parameter itself, and the path takes what it names out of it', () => {
  const schema = ['requestBody', 'content', 'application/json', 'schema'] as const;
  expect(at('paths', '/books/', 'post', ...schema)).toEqual({ $ref: '#/components/schemas/BookInput' });
  expect(at('paths', '/books/{bookCode}/', 'put', ...schema, 'required')).toEqual(['Title']);
  expect(at('components', 'schemas', 'BookInput', 'required')).toEqual(['BookCode', 'Title']);
  expect(Object.keys(at('paths', '/books/{bookCode}/loans/', 'post', ...schema, 'properties') as object)).toEqual([
    'days',
    'reader',
    'genre',
    'remark',
  ]);
});

test('bodies of examples that succeed and mean something by themselves are shown, in proper form', () => {
  expect(at('paths', '/books/', 'post', 'requestBody', 'content', 'application/json', 'examples')).toEqual({
    'A novel': { value: { BookCode: 'B1', Title: 'Middlemarch', Genre: 'NOVEL', Pages: 800, Price: '12.50' } },
  });
});

test('answers have their status, refusals the statuses of their kinds', () => {
  const responses = at('paths', '/books/', 'post', 'responses') as Record<string, { description: string }>;
  expect(Object.keys(responses)).toEqual(['201', '400', '401', 'default']);
  expect(responses['400']?.description).toContain('TITLE_MISSING: The title is missing.');
  expect(at('paths', '/books/{bookCode}/', 'get', 'responses', '200', 'content', 'application/json')).toEqual({
    schema: { $ref: '#/components/schemas/Book' },
  });
  expect(at('paths', '/books/{bookCode}/', 'get', 'responses', '404', 'content', 'application/json')).toEqual({
    schema: { $ref: '#/components/schemas/Error' },
  });
});

test('an answer without content has no schema', () => {
  const forget = methodFor<unknown>()({
    name: 'forgetBook',
    summary: 'Forgets a book.',
    params: { bookCode: text({ required: true }) },
    result: flag(),
    rest: DELETE('/books/{bookCode}/', { status: 204 }),
    refusals: [],
    examples: [],
    effect: 'write',
    run: () => Promise.reject(new Error('made up')),
  });
  const paths = openApi(methodList([forget]))['paths'] as Record<string, { delete: { responses: unknown } }>;
  expect(paths['/books/{bookCode}/']?.delete.responses).toMatchObject({ '204': { description: 'Done.' } });
  expect(paths['/books/{bookCode}/']?.delete.responses).not.toHaveProperty(['204', 'content']);
});

test('what takes a key says so in its header, with the refusals that come with it', () => {
  const lendOnce = methodFor<unknown>()({
    name: 'lendOnce',
    summary: 'Lends a book.',
    params: { bookCode: text({ required: true }) },
    result: flag(),
    rest: POST('/books/{bookCode}/loans/'),
    refusals: [],
    examples: [],
    effect: 'write',
    idempotent: true,
    run: () => Promise.reject(new Error('made up')),
  });
  const paths = openApi(methodList([lendOnce]))['paths'] as Record<string, { post: Record<string, unknown> }>;
  const { parameters, responses } = paths['/books/{bookCode}/loans/']?.post ?? {};
  expect(parameters).toMatchObject([{ name: 'bookCode' }, { name: 'Idempotency-Key', in: 'header' }]);
  expect(responses).toMatchObject({
    '400': { description: expect.stringContaining('IDEMPOTENCY_KEY_INVALID') },
    '409': { description: expect.stringContaining('IDEMPOTENCY_KEY_REUSED') },
  });
});

test('calls prove who they are by the header that the server reads', () => {
  expect(String(at('components', 'securitySchemes', 'signature', 'name')).toLowerCase()).toBe(AUTHENTICATION_HEADER);
});

test('every schema compiles, and every reference leads somewhere', () => {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
  addFormats.default(ajv);
  // OpenAPI keywords around the schemas are none of Ajv's business.
  ajv.addVocabulary(Object.keys(document));
  ajv.addSchema(document, 'api');
  for (const name of Object.keys(at('components', 'schemas') as object)) {
    expect(ajv.getSchema(`api#/components/schemas/${name}`), name).toBeTypeOf('function');
  }
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path = '']) => path);
  for (const path of new Set(references)) expect(at(...path.split('/')), path).toBeDefined();
});

test('the order in which the methods are listed changes nothing', () => {
  const backwards = methodList([...new Set([...libraryMethods.values()].reverse())]);
  expect(JSON.stringify(openApi(backwards))).toBe(JSON.stringify(document));
});
