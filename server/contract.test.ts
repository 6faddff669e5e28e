import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contractProblems, staleContractFiles } from './api/contract/documents.ts';
import { jsonSchemas } from './api/contract/json-schema.ts';
import { openApi } from './api/contract/openapi.ts';
import { answersOf } from './api/contract/sample-values.ts';
import { latestMethods } from './api/contract/shape-names.ts';
import { methodsOf } from './api/method.ts';
import { LATEST } from './api/versions.ts';
import { write } from './api/write.ts';
import { allMethods } from './domains/all-methods.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const methods = latestMethods(methodsOf(allMethods));

const strictAjv = (): Ajv2020 => {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true });
  addFormats.default(ajv);
  return ajv;
};

describe('the contract', () => {
  test('has no contradictions', () => {
    expect(contractProblems(allMethods)).toEqual([]);
  });

  test('is fresh; refresh it with: npm run contract', () => {
    expect(staleContractFiles(root, allMethods)).toEqual([]);
  });
});

describe('the schemas of the methods', () => {
  test.each(methods.map(({ name, result }) => [name, result] as const))(
    '%s answers what its schema says',
    (_, result) => {
      const schemas = jsonSchemas('#/$defs/');
      const schema = schemas.schema(result, 'answer');
      const validate = strictAjv().compile({ ...schema, $defs: schemas.definitions() });
      fc.assert(
        fc.property(answersOf(result), (latest) => {
          validate(write(result, LATEST, latest));
          expect(validate.errors ?? []).toEqual([]);
        }),
        { numRuns: 20 },
      );
    },
  );

  test('the examples of the bodies fit the schemas of the requests', () => {
    const ajv = strictAjv();
    const document = openApi(allMethods);
    ajv.addVocabulary(Object.keys(document));
    ajv.addSchema(document, 'api');
    for (const [path, schema, example] of bodies(document)) {
      const validate = ajv.compile(rooted(schema));
      validate(example);
      expect(validate.errors ?? [], `${path}: ${JSON.stringify(example)}`).toEqual([]);
    }
  });
});

type Content = {
  readonly schema: Readonly<Record<string, unknown>>;
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
};
type Operation = { readonly requestBody?: { readonly content: { readonly 'application/json': Content } } };

const bodies = (
  document: Readonly<Record<string, unknown>>,
): readonly (readonly [string, Content['schema'], unknown])[] => {
  const paths = document['paths'] as Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  return Object.entries(paths).flatMap(([path, verbs]) =>
    Object.entries(verbs).flatMap(([verb, { requestBody }]) => {
      const content = requestBody?.content['application/json'];
      const examples = Object.values(content?.examples ?? {});
      return content === undefined
        ? []
        : examples.map(({ value }) => [`${verb} ${path}`, content.schema, value] as const);
    }),
  );
};

/** The same schema with its references led into the whole document. */
const rooted = (schema: Content['schema']): Content['schema'] =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"api#/components/'));
