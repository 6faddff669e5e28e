import { isDeepStrictEqual } from 'node:util';
import type { Example, Method, RestLine } from '../method.ts';
import { read } from '../read.ts';
import { LATEST } from '../versions.ts';

/**
 * Bodies of the method's examples that succeed and can be sent by this line, by title. Examples that use what an
 * earlier step answered are left out: their bodies mean nothing by themselves. Some examples send values as careless
 * clients do ("2" for 2); the documents show what is read from them.
 */
export const bodyExamples = (method: Method, line: RestLine): Readonly<Record<string, { readonly value: unknown }>> =>
  Object.fromEntries(
    method.examples
      .filter((example) => example.refused === undefined && belongs(example, line))
      .map((example) => [example.title, bodyOf(method, example, line)] as const)
      .filter(([, value]) => value !== undefined)
      .map(([title, value]) => [title, { value }]),
  );

const belongs = ({ params }: Example, { fixed = {} }: RestLine): boolean =>
  Object.entries(fixed).every(([name, value]) => isDeepStrictEqual(params[name], value));

const bodyOf = (method: Method, { params }: Example, { body }: RestLine): unknown => {
  if (body === undefined) return undefined;
  if (typeof body === 'string') return sentValue(method, params, body);
  const values = body.map((name) => [name, sentValue(method, params, name)] as const);
  return usesKept(body.map((name) => params[name]))
    ? undefined
    : Object.fromEntries(values.filter(([, value]) => value !== undefined));
};

const sentValue = (method: Method, params: Example['params'], name: string): unknown => {
  const shape = method.params[name];
  const value = params[name];
  return shape === undefined || value == null || usesKept(value) ? undefined : read(shape, LATEST, value, name);
};

const usesKept = (value: unknown): boolean => {
  if (typeof value === 'string') return value.startsWith('$');
  return typeof value === 'object' && value !== null && Object.values(value).some(usesKept);
};
