import { type Method, type MethodList, methodsOf, type RestLine } from '../method.ts';
import type { Span } from '../versions.ts';
import { shapeName } from './shape-names.ts';

const HEAD = `# The methods of the API, one a line. Derived; refresh with: npm run contract
# name (other names) | versions | parameters in the order of their positions, "!" marks required ones | result, older
# versions' results after "before" | REST lines, or none | refusals in the order in which they are checked
`;

/** The list of methods as text that a review can compare line by line. */
export const methodsText = (methods: MethodList): string =>
  `${HEAD}${methodsOf(methods)
    .map((method) => `${methodLine(method)}\n`)
    .join('')}`;

const methodLine = (method: Method): string =>
  [
    method.aliases?.length ? `${method.name} (${method.aliases.join(', ')})` : method.name,
    spanText(method.versions),
    parametersText(method),
    resultText(method),
    method.rest.map(restText).join('; ') || 'no REST',
    method.refusals.map(({ code }) => code).join(' ') || '-',
  ].join(' | ');

const spanText = ({ since, until }: Span): string => `${since ?? ''}..${until ?? ''}`;

const parametersText = ({ params }: Method): string => {
  const entries = Object.entries(params).map(
    ([name, shape]) => `${name}${shape.terms.required === true ? '!' : ''}: ${shapeName(shape)}`,
  );
  return `(${entries.join(', ')})`;
};

const resultText = ({ result, changes = [] }: Method): string =>
  [shapeName(result), ...changes.map((change) => `before ${change.before} ${shapeName(change.result)}`)].join(', ');

const restText = ({ verb, path, body, query, fixed, status }: RestLine): string =>
  [
    `${verb} ${path}`,
    ...partText('body', body),
    ...partText('query', query),
    ...(fixed === undefined ? [] : [`fixed ${JSON.stringify(fixed)}`]),
    ...(status === undefined || status === 200 ? [] : [String(status)]),
  ].join(' ');

const partText = (part: string, names: string | readonly string[] | undefined): readonly string[] => {
  if (names === undefined) return [];
  return [`${part}=${typeof names === 'string' ? names : `{${names.join(',')}}`}`];
};
