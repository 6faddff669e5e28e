import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type MethodList, methodsOf } from '../method.ts';
import { renderWsdl } from '../soap/wsdl.ts';
import { VERSIONS } from '../versions.ts';
import { clientTypes } from './client-types.ts';
import { errorsText, refusalProblems } from './errors-text.ts';
import { methodsText } from './methods-text.ts';
import { openApi } from './openapi.ts';
import { restParameters } from './rest-parameters.ts';

/** Where the WSDL files say that the service stands; a running server names its own address. */
const NEUTRAL_ADDRESS = 'http://localhost:3000';

/** All derived files by their paths below the root of the repository. Throws when the methods contradict each other. */
export const contractFiles = (methods: MethodList): ReadonlyMap<string, string> => {
  const problems = contractProblems(methods);
  if (problems.length > 0) throw new Error(`The methods contradict each other:\n${problems.join('\n')}`);
  return new Map([
    ['contract/methods.txt', methodsText(methods)],
    ['contract/errors.txt', errorsText(methods)],
    ['contract/openapi.json', `${JSON.stringify(openApi(methods), null, 2)}\n`],
    ...VERSIONS.map(
      (version) =>
        [`contract/wsdl/${version}.wsdl`, renderWsdl(methods, version, `${NEUTRAL_ADDRESS}/soap/${version}/`)] as const,
    ),
    ['client/types.ts', clientTypes(methods)],
  ]);
};

/** What is wrong with the methods as a whole, in sentences. */
export const contractProblems = (methods: MethodList): readonly string[] => [
  ...refusalProblems(methods),
  ...methodsOf(methods).flatMap((method) => method.rest.flatMap((line) => restParameters(method, line).problems)),
];

/** Writes the files that changed and answers their paths. */
export const writeContract = (root: string, methods: MethodList): readonly string[] => {
  const files = contractFiles(methods);
  const stale = staleAmong(root, files);
  for (const path of stale) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), files.get(path) ?? '');
  }
  return stale;
};

/** Paths of the files below `root` that are missing or do not say what the methods say. */
export const staleContractFiles = (root: string, methods: MethodList): readonly string[] =>
  staleAmong(root, contractFiles(methods));

const staleAmong = (root: string, files: ReadonlyMap<string, string>): readonly string[] =>
  [...files].filter(([path, text]) => textOf(join(root, path)) !== text).map(([path]) => path);

const textOf = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
};
