import { INVALID_PARAMETER, PROTOCOL_REFUSALS, type Refusal, restStatus } from '../errors.ts';
import { type Method, type MethodList, methodsOf, type RestLine } from '../method.ts';
import type { Shape } from '../schema.ts';
import { LATEST, within } from '../versions.ts';
import { refusalsOf } from './errors-text.ts';
import { type JsonSchema, jsonSchemas } from './json-schema.ts';
import { bodyExamples } from './openapi-examples.ts';
import { braces, type RestParameters, restParameters } from './rest-parameters.ts';
import { latestMethods } from './shape-names.ts';

export type Json = { readonly [key: string]: unknown };
type Schemas = ReturnType<typeof jsonSchemas>;

const SCHEMAS = '#/components/schemas/';
const JSON_TYPE = 'application/json';

/** The REST wire at the latest version as an OpenAPI 3.1 document. */
export const openApi = (methods: MethodList): Json => {
  const schemas = jsonSchemas(SCHEMAS);
  const paths = pathsOf(latestMethods(methodsOf(methods)), schemas);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Sutler merchant API',
      version: LATEST,
      description:
        'The REST form of the API at its latest version. Paths end in a slash; without it they answer alike.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: `/rest/${LATEST}` }],
    security: [{ signature: [] }],
    paths,
    components: {
      securitySchemes: { signature: SIGNATURE },
      responses: { Unauthenticated: response(401, protocolRefusals(401)), Refused: PROTOCOL_RESPONSE },
      schemas: { ...schemas.definitions(), Error: ERROR },
    },
  };
};

const SIGNATURE: Json = {
  type: 'apiKey',
  in: 'header',
  name: 'X-Avangate-Authentication',
  description:
    'code="…" date="…" hash="…" algo="…": the merchant code, the time in UTC as Y-m-d H:i:s, and the lower-case ' +
    'hexadecimal HMAC under the secret key of both, each behind its length in bytes. algo is sha256 or sha3-256; md5 ' +
    'when it is absent.',
};

const ERROR: JsonSchema = {
  type: 'object',
  properties: {
    error_code: { type: 'string', description: 'Symbolic code, for programs' },
    message: { type: 'string', description: 'Sentence, for people' },
  },
  required: ['error_code', 'message'],
};

type Operation = { readonly id: string; readonly method: Method; readonly line: RestLine };

const operationsOf = (methods: readonly Method[]): readonly Operation[] =>
  methods.flatMap((method) =>
    method.rest.map((line, index) => ({
      id: index === 0 ? method.name : `${method.name}_${index + 1}`,
      method,
      line,
    })),
  );

/** Two templates that differ only in the names of their braces are one path: the first one's names count for both. */
const pathsOf = (methods: readonly Method[], schemas: Schemas): Json => {
  const paths = new Map<string, { readonly path: string; readonly verbs: Record<string, Json> }>();
  for (const operation of operationsOf(methods)) {
    const { path, verb } = operation.line;
    const template = path.replaceAll(/\{[^}]+\}/g, '{}');
    const item = paths.get(template) ?? { path, verbs: {} };
    paths.set(template, item);
    item.verbs[verb.toLowerCase()] = operationOf(operation, braces(item.path), schemas);
  }
  const sorted = [...paths.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  return Object.fromEntries(sorted.map(({ path, verbs }) => [path, verbs]));
};

const operationOf = ({ id, method, line }: Operation, names: readonly string[], schemas: Schemas): Json => {
  const carried = restParameters(method, line);
  const parameters = [
    ...pathParameters(carried, names, schemas),
    ...queryParameters(carried, schemas),
    ...(method.idempotent === true ? [KEY_HEADER] : []),
  ];
  const body = requestBody(method, line, carried, schemas);
  return {
    operationId: id,
    summary: method.summary,
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body === undefined ? {} : { requestBody: body }),
    responses: responses(method, line, schemas),
  };
};

const KEY_HEADER: Json = {
  name: 'Idempotency-Key',
  in: 'header',
  description:
    'The same request under the same key is done once; sent again, it is answered by what the first one did.',
  schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[!-~]+$' },
};

const pathParameters = ({ path }: RestParameters, names: readonly string[], schemas: Schemas): readonly Json[] =>
  path.map(({ name, shape }, index) => ({
    name: names[index] ?? name,
    in: 'path',
    required: true,
    schema: schemas.schema(shape, 'request'),
  }));

const queryParameters = ({ query }: RestParameters, schemas: Schemas): readonly Json[] =>
  query
    .filter(([, { terms }]) => within(LATEST, terms) && terms.readonly !== true)
    .map(([name, shape]) => ({
      name,
      in: 'query',
      ...(shape.terms.required === true ? { required: true } : {}),
      ...queryStyle(shape),
      schema: schemas.schema(shape, 'request'),
    }));

/** Lists repeat their key, objects have their members' names in brackets behind it. */
const queryStyle = ({ kind }: Shape): Json => {
  if (kind === 'list') return { style: 'form', explode: true };
  return kind === 'object' || kind === 'table' ? { style: 'deepObject', explode: true } : {};
};

const requestBody = (method: Method, line: RestLine, { body }: RestParameters, schemas: Schemas): Json | undefined => {
  if (body === undefined) return undefined;
  const examples = bodyExamples(method, line);
  const content = { schema: bodySchema(body, schemas), ...(Object.keys(examples).length > 0 ? { examples } : {}) };
  const required =
    body.kind === 'parameter'
      ? body.shape.terms.required === true
      : Object.values(body.members).some(({ terms }) => terms.required === true);
  return { required, content: { [JSON_TYPE]: content } };
};

const bodySchema = (body: NonNullable<RestParameters['body']>, schemas: Schemas): JsonSchema => {
  if (body.kind === 'members') return schemas.membersSchema(body.members, 'request');
  const { shape, inPath } = body;
  const demandsPath = shape.kind === 'object' && inPath.some((name) => shape.members[name]?.terms.required === true);
  return demandsPath ? schemas.membersSchema(shape.members, 'request', inPath) : schemas.schema(shape, 'request');
};

const responses = (method: Method, line: RestLine, schemas: Schemas): Json => {
  const answer = {
    description: line.status === 201 ? 'Made.' : 'Done.',
    ...(line.location === undefined ? {} : { headers: { Location: LOCATION } }),
    ...(line.status === 204 ? {} : { content: { [JSON_TYPE]: { schema: schemas.schema(method.result, 'answer') } } }),
  };
  return {
    [line.status ?? 200]: answer,
    ...refusedResponses(method),
    '401': { $ref: '#/components/responses/Unauthenticated' },
    default: { $ref: '#/components/responses/Refused' },
  };
};

const LOCATION: Json = { description: 'Address of what was made', schema: { type: 'string', format: 'uri' } };

const refusedResponses = (method: Method): Json => {
  const byStatus = new Map<number, Refusal[]>();
  const generic = Object.keys(method.params).length > 0 ? [INVALID_PARAMETER] : [];
  for (const refusal of new Set([...refusalsOf(method), ...generic])) {
    byStatus.set(restStatus(refusal), [...(byStatus.get(restStatus(refusal)) ?? []), refusal]);
  }
  return Object.fromEntries([...byStatus].map(([status, refusals]) => [status, response(status, refusals)]));
};

const response = (status: number, refusals: readonly Refusal[]): Json => ({
  description: refusals.map(({ code, sentence }) => `${code}: ${sentence}`).join('\n') || `Status ${status}`,
  content: { [JSON_TYPE]: { schema: { $ref: `${SCHEMAS}Error` } } },
});

const protocolRefusals = (status: number): readonly Refusal[] =>
  PROTOCOL_REFUSALS.filter((refusal) => restStatus(refusal) === status);

const PROTOCOL_RESPONSE: Json = {
  description: 'Refused by the protocol; the code says why.',
  content: { [JSON_TYPE]: { schema: { $ref: `${SCHEMAS}Error` } } },
};
