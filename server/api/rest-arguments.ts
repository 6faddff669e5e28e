import { INVALID_REQUEST, RESOURCE_NOT_FOUND, refuse } from './errors.ts';
import { isRecord } from './json.ts';
import type { Method } from './method.ts';
import type { Route } from './rest-routes.ts';
import type { Shape } from './schema.ts';

/** The arguments of a REST request by parameter name, from path, query and body as the line says. */
export const restArguments = (route: Route, query: URLSearchParams, body: unknown): Record<string, unknown> => {
  const { method, line } = route;
  return {
    ...fromBody(method, line.body, body),
    ...fromQuery(method, line.query, query),
    ...fromPath(route, body),
    ...line.fixed,
  };
};

const fromBody = (
  method: Method,
  names: string | readonly string[] | undefined,
  body: unknown,
): Record<string, unknown> => {
  if (names === undefined || body === undefined) return {};
  if (typeof names === 'string') return { [names]: body };
  if (!isRecord(body)) return refuse(INVALID_REQUEST, 'The body must be a JSON object.');
  const spellings = names.flatMap((name) =>
    [name, ...(method.params[name]?.terms.aliases ?? [])].map((own) => [own, name]),
  );
  const wanted = new Map(spellings.map(([own = '', name = '']) => [own.toLowerCase(), name]));
  const result: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(body)) {
    const name = wanted.get(key.toLowerCase());
    if (name !== undefined) result[name] = value;
  }
  return result;
};

const fromPath = ({ method, line, values }: Route, body: unknown): Record<string, unknown> => {
  const result: Record<string, unknown> = {};
  for (const [name, raw] of values) {
    const value = decoded(raw);
    const parameter = Object.keys(method.params).find((own) => own.toLowerCase() === name.toLowerCase());
    if (parameter !== undefined) result[parameter] = value;
    else if (typeof line.body === 'string') {
      // The path names the resource; what the body says of its identity gives way.
      const members = isRecord(body) ? body : {};
      const others = Object.entries(members).filter(([key]) => key.toLowerCase() !== name.toLowerCase());
      result[line.body] = { ...Object.fromEntries(others), [name]: value };
    }
  }
  return result;
};

const decoded = (segment: string): string => {
  try {
    return decodeURIComponent(segment);
  } catch {
    return refuse(RESOURCE_NOT_FOUND);
  }
};

const fromQuery = (
  method: Method,
  target: string | readonly string[] | undefined,
  query: URLSearchParams,
): Record<string, unknown> => {
  if (target === undefined) return {};
  const sent = queryValues(query);
  if (typeof target === 'string') {
    const shape = method.params[target];
    const members = shape?.kind === 'object' ? shape.members : {};
    return { [target]: typed(sent, members) };
  }
  const wanted = Object.fromEntries(target.map((name) => [name, method.params[name]] as const));
  return typed(sent, wanted);
};

/**
 * Reads a query as PHP writes it: Key[]=a, Key[0]=a and repeated keys make lists, Key[Name]=a makes an object.
 * Empty values mean that nothing was set.
 */
const queryValues = (query: URLSearchParams): Map<string, unknown> => {
  const values = new Map<string, unknown>();
  for (const [key, value] of query) {
    if (value === '') continue;
    const [, name = key, , inner] = /^([^[\]]+)(\[([^[\]]*)\])?$/.exec(key) ?? [];
    const known = values.get(name);
    if (inner !== undefined && inner !== '' && !/^\d+$/.test(inner)) {
      values.set(name, { ...(isRecord(known) ? known : {}), [inner]: value });
    } else if (inner !== undefined || known !== undefined) {
      values.set(name, [...(Array.isArray(known) ? known : known === undefined ? [] : [known]), value]);
    } else values.set(name, value);
  }
  return values;
};

/** Lists are also written as one value: JSON text, or words with commas between them. */
const typed = (
  sent: ReadonlyMap<string, unknown>,
  members: Readonly<Record<string, Shape | undefined>>,
): Record<string, unknown> => {
  const spellings = new Map<string, readonly [string, Shape | undefined]>();
  for (const [name, shape] of Object.entries(members)) {
    for (const spelling of [name, ...(shape?.terms.aliases ?? [])])
      spellings.set(spelling.toLowerCase(), [name, shape]);
  }
  const result: Record<string, unknown> = {};
  for (const [key, value] of sent) {
    const member = spellings.get(key.toLowerCase());
    if (member === undefined) continue;
    const [name, shape] = member;
    result[name] = shape?.kind === 'list' && typeof value === 'string' ? listOf(value) : value;
  }
  return result;
};

const listOf = (value: string): unknown => {
  if (!value.startsWith('[')) return value.split(',').map((word) => word.trim());
  try {
    return JSON.parse(value);
  } catch {
    return [value];
  }
};
