import { isDeepStrictEqual } from 'node:util';
import type { Example, Method, RestLine } from '../method.ts';

/**
 * Bodies of the method's examples that succeed and can be sent by this line, by title. Examples that use what an
 * earlier step answered are left out: their bodies mean nothing by themselves.
 */
export const bodyExamples = (method: Method, line: RestLine): Readonly<Record<string, { readonly value: unknown }>> =>
  Object.fromEntries(
    method.examples
      .filter((example) => example.refused === undefined && belongs(example, line))
      .map((example) => [example.title, bodyOf(example, line)] as const)
      .filter(([, value]) => value !== undefined && !usesKept(value))
      .map(([title, value]) => [title, { value }]),
  );

const belongs = ({ params }: Example, { fixed = {} }: RestLine): boolean =>
  Object.entries(fixed).every(([name, value]) => isDeepStrictEqual(params[name], value));

const bodyOf = ({ params }: Example, { body }: RestLine): unknown => {
  if (body === undefined) return undefined;
  if (typeof body === 'string') return params[body];
  return Object.fromEntries(body.filter((name) => params[name] !== undefined).map((name) => [name, params[name]]));
};

const usesKept = (value: unknown): boolean => {
  if (typeof value === 'string') return value.startsWith('$');
  return typeof value === 'object' && value !== null && Object.values(value).some(usesKept);
};
