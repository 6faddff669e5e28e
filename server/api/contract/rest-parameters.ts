import type { Method, RestLine } from '../method.ts';
import type { Members, Shape } from '../schema.ts';

/** How one REST line carries the parameters of its method; every fold over REST lines asks here. */
export type RestParameters = {
  /** The names in braces, in order; `shape` is that of the parameter or of the body's member. */
  readonly path: readonly { readonly name: string; readonly shape: Shape }[];
  /** What travels in the query string, by the name that it has there. */
  readonly query: readonly (readonly [string, Shape])[];
  /** The parameter that the body is, or the parameters that are its members. */
  readonly body:
    | { readonly kind: 'parameter'; readonly shape: Shape; readonly inPath: readonly string[] }
    | { readonly kind: 'members'; readonly members: Members }
    | undefined;
  /** What is wrong with the line, in sentences; a line without faults can carry every call of its method. */
  readonly problems: readonly string[];
};

export const restParameters = (method: Method, line: RestLine): RestParameters => {
  const problems: string[] = [];
  const parameter = (name: string, where: string): Shape | undefined => {
    const shape = Object.hasOwn(method.params, name) ? method.params[name] : undefined;
    if (shape === undefined) problems.push(`${method.name}: ${where} names ${name}, which is not a parameter.`);
    return shape;
  };
  const wholeBody = typeof line.body === 'string' ? parameter(line.body, 'the body') : undefined;
  const bodyMembers = wholeBody?.kind === 'object' ? wholeBody.members : {};
  const path = braces(line.path).flatMap((name) => {
    const shape = named(method.params, name) ?? named(bodyMembers, name);
    if (shape === undefined) problems.push(`${method.name}: the path ${line.path} names ${name}, which is nowhere.`);
    return shape === undefined ? [] : [{ name, shape }];
  });
  const query = queryOf(line, parameter);
  const parts = Object.fromEntries(
    (Array.isArray(line.body) ? line.body : []).flatMap((name: string) => {
      const shape = parameter(name, 'the body');
      return shape === undefined ? [] : [[name, shape] as const];
    }),
  );
  problems.push(...unreachable(method, line));
  return { path, query, body: bodyOf(line, wholeBody, parts, path), problems };
};

export const braces = (path: string): readonly string[] =>
  [...path.matchAll(/\{([^}]+)\}/g)].map(([, name = '']) => name);

/** The router compares names in braces without regard to letter case. */
const named = (members: Members, name: string): Shape | undefined =>
  Object.entries(members).find(([own]) => own.toLowerCase() === name.toLowerCase())?.[1];

const queryOf = (
  { query }: RestLine,
  parameter: (name: string, where: string) => Shape | undefined,
): readonly (readonly [string, Shape])[] => {
  if (query === undefined) return [];
  if (typeof query === 'string') {
    const shape = parameter(query, 'the query');
    return shape?.kind === 'object' ? Object.entries(shape.members) : [];
  }
  return query.flatMap((name) => {
    const shape = parameter(name, 'the query');
    return shape === undefined ? [] : [[name, shape] as const];
  });
};

const bodyOf = (
  { body }: RestLine,
  whole: Shape | undefined,
  parts: Members,
  path: RestParameters['path'],
): RestParameters['body'] => {
  if (body === undefined) return undefined;
  if (typeof body !== 'string') return { kind: 'members', members: parts };
  if (whole === undefined) return undefined;
  const members = whole.kind === 'object' ? Object.keys(whole.members) : [];
  const braced = new Set(path.map(({ name }) => name.toLowerCase()));
  return { kind: 'parameter', shape: whole, inPath: members.filter((name) => braced.has(name.toLowerCase())) };
};

/** A required parameter that no part of the request carries makes the line useless. */
const unreachable = (method: Method, line: RestLine): readonly string[] => {
  const carried = new Set(
    [...braces(line.path), ...names(line.body), ...names(line.query), ...Object.keys(line.fixed ?? {})].map((name) =>
      name.toLowerCase(),
    ),
  );
  return Object.entries(method.params)
    .filter(([name, shape]) => shape.terms.required === true && !carried.has(name.toLowerCase()))
    .map(([name]) => `${method.name}: ${line.verb} ${line.path} cannot carry the required parameter ${name}.`);
};

const names = (one: string | readonly string[] | undefined): readonly string[] =>
  one === undefined ? [] : typeof one === 'string' ? [one] : one;
