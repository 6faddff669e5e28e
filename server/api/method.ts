import type { Call } from './call.ts';
import { IDEMPOTENCY_KEY_INVALID, IDEMPOTENCY_KEY_REUSED, type Refusal } from './errors.ts';
import { type Members, type ObjectShape, object, type ReadMembers, type Shape, type Written } from './schema.ts';
import type { Span, Version } from './versions.ts';

/** One way to reach a method by REST. Names in braces are parameters, or members of the parameter that is the body. */
export type RestLine = {
  readonly verb: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  /** The parameter that the JSON body is, or the parameters that are members of the body. */
  readonly body?: string | readonly string[];
  /** The object parameter whose members travel in the query string, or single parameters that do. */
  readonly query?: string | readonly string[];
  /** Parameters with a fixed value on this line. */
  readonly fixed?: Readonly<Record<string, unknown>>;
  /** 200 when not given; 204 answers without a body, for methods that answer true and nothing else. */
  readonly status?: 200 | 201 | 204;
  /** Path of the new resource, for the Location header of a 201. */
  readonly location?: (result: never, input: never) => string;
};

type LineOptions = Omit<RestLine, 'verb' | 'path'>;

export const GET = (path: string, options: LineOptions = {}): RestLine => ({ verb: 'GET', path, ...options });
export const POST = (path: string, options: LineOptions = {}): RestLine => ({ verb: 'POST', path, ...options });
export const PUT = (path: string, options: LineOptions = {}): RestLine => ({ verb: 'PUT', path, ...options });
export const DELETE = (path: string, options: LineOptions = {}): RestLine => ({ verb: 'DELETE', path, ...options });

/** What versions before `before` answer instead: another shape, and how the latest answer becomes it. */
export type ResultChange = {
  readonly before: Version;
  readonly result: Shape;
  readonly write: (latest: never) => unknown;
};

/**
 * A call that shows the method at work. Steps before it prepare what it needs; a value that a step answers can be
 * kept under a name and used as "$name" later. The same example goes through every wire in the tests.
 */
export type Example = {
  readonly title: string;
  /** Settings that the merchant's account needs for it. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly before?: readonly ExampleStep[];
  readonly params: Readonly<Record<string, unknown>>;
  /** Part of the answer that must come back. */
  readonly answers?: unknown;
  /** Symbolic code when the example is refused. */
  readonly refused?: string;
};

export type ExampleStep = {
  readonly call: string;
  readonly params: Readonly<Record<string, unknown>>;
  /**
   * Name to keep, and where in the answer its value stands: "Items.0.Code"; "" for the answer itself; "?token" for a
   * parameter of the address that was answered.
   */
  readonly keep?: Readonly<Record<string, string>>;
};

export type MethodDefinition<Parts, P extends Members, R extends Shape> = {
  readonly name: string;
  /** Older or second names under which the same method answers. */
  readonly aliases?: readonly string[];
  readonly summary: string;
  readonly versions?: Span;
  /** In the order of their positions; the session stands before them and is not named. */
  readonly params: P;
  readonly result: R;
  readonly changes?: readonly ResultChange[];
  readonly rest?: RestLine | readonly RestLine[];
  /** In the order in which they are checked; those of the protocol are understood. */
  readonly refusals: readonly Refusal[];
  readonly examples: readonly Example[];
  /**
   * read: no transaction, the method asks once or a few times. write: one transaction around `run`. own: the method
   * opens its transactions itself, because an outside call stands between them.
   */
  readonly effect: 'read' | 'write' | 'own';
  /** True: takes the Idempotency-Key header, so that a request may be sent again without doing its work twice. */
  readonly idempotent?: boolean;
  readonly run: (call: Call<Parts>, input: ReadMembers<P>) => Promise<Written<R>>;
};

/** A method as the wires see it. */
export type Method<Parts = unknown> = Omit<
  MethodDefinition<Parts, Members, Shape>,
  'params' | 'rest' | 'run' | 'versions'
> & {
  readonly versions: Span;
  readonly params: Members;
  /** The parameters as one shape, for reading. */
  readonly input: ObjectShape;
  readonly rest: readonly RestLine[];
  readonly run: (call: Call<Parts>, input: never) => Promise<unknown>;
};

/** Gives the `method` function for programs whose calls carry `Parts` (gateways, settings and so on). */
export const methodFor =
  <Parts>() =>
  <const P extends Members, R extends Shape>(definition: MethodDefinition<Parts, P, R>): Method<Parts> => ({
    ...definition,
    versions: definition.versions ?? {},
    input: object(`${definition.name}Request`, definition.params),
    rest: restLines(definition.rest),
    refusals: definition.idempotent === true ? [...KEY_REFUSALS, ...definition.refusals] : definition.refusals,
  });

const KEY_REFUSALS: readonly Refusal[] = [IDEMPOTENCY_KEY_INVALID, IDEMPOTENCY_KEY_REUSED];

const restLines = (rest: RestLine | readonly RestLine[] | undefined): readonly RestLine[] => {
  if (rest === undefined) return [];
  return 'verb' in rest ? [rest] : rest;
};

/** The shape that a version answers, with the way there from the latest one. */
export const resultAt = (
  method: Method,
  version: Version,
): { readonly shape: Shape; readonly write: (latest: unknown) => unknown } => {
  const change = (method.changes ?? []).find(({ before }) => version < before);
  if (change === undefined) return { shape: method.result, write: (latest) => latest };
  return { shape: change.result, write: change.write as (latest: unknown) => unknown };
};

/** The methods of an API by name, aliases included. */
export type MethodList = ReadonlyMap<string, Method>;

/** Folds methods into a list by name; two methods of one name are an error of the program. */
export const methodList = (methods: readonly Method<never>[]): MethodList => {
  const byName = new Map<string, Method>();
  for (const method of methods as readonly Method[]) {
    for (const name of [method.name, ...(method.aliases ?? [])]) {
      if (byName.has(name)) throw new Error(`Two methods are called ${name}.`);
      byName.set(name, method);
    }
  }
  return byName;
};

/** The methods themselves, each once, in the order of their names. */
export const methodsOf = (methods: MethodList): readonly Method[] =>
  [...new Set(methods.values())].sort((a, b) => (a.name < b.name ? -1 : 1));
