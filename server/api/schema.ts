import type { Refusal } from './errors.ts';
import type { Span, Version } from './versions.ts';

/**
 * The shapes of the API: what a client may send and what it gets, said once. From a shape are folded the reader, the
 * writer, the WSDL types, the JSON Schema and the client's types. A shape has two static types, because the wire has
 * two sides: `Read<S>` is what a method receives (generous: members may be missing or null), `Written<S>` is what it
 * must answer (exact: every member is named, null where there is nothing).
 */

/** How a shape stands as a member of an object or as a parameter. */
export type Terms = Span & {
  /** Must be sent, and must not be null. */
  readonly required?: boolean;
  /** Answered only; ignored when a client sends it back. */
  readonly readonly?: boolean;
  /** Read only; never answered. */
  readonly writeonly?: boolean;
  /** Left out of the answer when the method gives undefined; other members are answered as null. */
  readonly sparse?: boolean;
  /** Other spellings that clients use. Letter case of names never matters on reading. */
  readonly aliases?: readonly string[];
  /** What is answered in the versions of the span, counted from the latest shape; the domain does not know it. */
  // biome-ignore lint/suspicious/noExplicitAny: the latest shape of the object that this member belongs to is not known here
  readonly was?: (latest: any) => unknown;
  /** Refusal when the value is missing or not valid; INVALID_PARAMETER when not given. */
  readonly refusal?: Refusal;
  /** A sentence for the documents. */
  readonly about?: string;
};

export type TextTerms = Terms & {
  readonly max?: number;
  /** Letter case that the value takes when it is read and written. */
  readonly fold?: 'lower' | 'upper';
  readonly oneOf?: readonly string[];
  /** Accepted words for an allowed value, upper case. */
  readonly synonyms?: Readonly<Record<string, string>>;
  readonly form?: 'date' | 'date-time';
  /** Answered as the boolean false where there is no text, as the platform does for some members. */
  readonly noneIsFalse?: boolean;
};

export type IntegerTerms = Terms & {
  readonly min?: number;
  readonly max?: number;
  /** Answered as text ("1"), as the platform does for some numbers. */
  readonly asText?: boolean;
};

export type ListTerms = Terms & { readonly max?: number };

export type ObjectTerms = Terms & {
  readonly changes?: readonly ObjectChange[];
  /** The member that a lone text stands for; see `orText`. */
  readonly lone?: string;
};

export type TextShape<T extends Terms = Terms> = { readonly kind: 'text'; readonly terms: T & TextTerms };
export type IntegerShape<T extends Terms = Terms> = { readonly kind: 'integer'; readonly terms: T & IntegerTerms };
export type AmountShape<T extends Terms = Terms> = { readonly kind: 'amount'; readonly terms: T };
export type FlagShape<T extends Terms = Terms> = { readonly kind: 'flag'; readonly terms: T };
export type TableShape<T extends Terms = Terms> = { readonly kind: 'table'; readonly terms: T };
export type ListShape<S extends Shape = Shape, T extends Terms = Terms> = {
  readonly kind: 'list';
  readonly of: S;
  readonly terms: T & ListTerms;
};
export type Members = Readonly<Record<string, Shape>>;
export type ObjectShape<M extends Members = Members, T extends Terms = Terms> = {
  readonly kind: 'object';
  readonly name: string;
  readonly members: M;
  readonly terms: T & ObjectTerms;
};
// The recursion through Members must be an interface-free union: TypeScript resolves it lazily.
export type Shape =
  | TextShape
  | IntegerShape
  | AmountShape
  | FlagShape
  | TableShape
  | { readonly kind: 'list'; readonly of: Shape; readonly terms: ListTerms }
  | {
      readonly kind: 'object';
      readonly name: string;
      readonly members: Members;
      readonly terms: ObjectTerms;
    };

/** A difference of older versions in what is sent: turns an object as it was read into the latest shape. */
export type ObjectChange = {
  readonly before: Version;
  readonly read: (value: Record<string, unknown>) => Record<string, unknown>;
};

export const text = <const T extends TextTerms = TextTerms>(terms?: T): TextShape<T> => ({
  kind: 'text',
  terms: (terms ?? {}) as T,
});

/** Calendar date, YYYY-MM-DD. */
export const date = <const T extends Terms = Terms>(terms?: T): TextShape<T & TextTerms> => ({
  kind: 'text',
  terms: { ...(terms ?? {}), form: 'date' } as T & TextTerms,
});

/** Wall clock of the account's time zone, Y-m-d H:i:s; a date alone is read too. */
export const dateTime = <const T extends Terms = Terms>(terms?: T): TextShape<T & TextTerms> => ({
  kind: 'text',
  terms: { ...(terms ?? {}), form: 'date-time' } as T & TextTerms,
});

export const integer = <const T extends IntegerTerms = IntegerTerms>(terms?: T): IntegerShape<T> => ({
  kind: 'integer',
  terms: (terms ?? {}) as T,
});

/** Decimal number: read as decimal text (never as a float), answered as a JSON number. */
export const amount = <const T extends Terms = Terms>(terms?: T): AmountShape<T> => ({
  kind: 'amount',
  terms: (terms ?? {}) as T,
});

export const flag = <const T extends Terms = Terms>(terms?: T): FlagShape<T> => ({
  kind: 'flag',
  terms: (terms ?? {}) as T,
});

/** Open set of names with text values, for example the Errors of an order. */
export const table = <const T extends Terms = Terms>(terms?: T): TableShape<T> => ({
  kind: 'table',
  terms: (terms ?? {}) as T,
});

export const list = <S extends Shape, const T extends ListTerms = ListTerms>(of: S, terms?: T): ListShape<S, T> => ({
  kind: 'list',
  of,
  terms: (terms ?? {}) as T,
});

export const object = <const M extends Members>(
  name: string,
  members: M,
  changes: readonly ObjectChange[] = [],
): ObjectShape<M> => ({ kind: 'object', name, members, terms: changes.length > 0 ? { changes } : {} });

/** The same shape on other terms, for example an object as a required member. */
export const on = <S extends Shape, const T extends Terms>(
  shape: S,
  terms: T,
): Omit<S, 'terms'> & { readonly terms: S['terms'] & T } => ({ ...shape, terms: { ...shape.terms, ...terms } });

/**
 * The object, or a text in its place that stands for one of its members: 'gold' is read as {Code: 'gold'}. For what
 * some versions send as a bare code and others as an object; such an object is only sent, never answered.
 */
export const orText = <M extends Members, T extends Terms>(
  shape: ObjectShape<M, T>,
  member: keyof M & string,
): ObjectShape<M, T> => ({ ...shape, terms: { ...shape.terms, lone: member } });

// ---- static types ----

type Flatten<T> = { [K in keyof T]: T[K] };
type Is<S, Key extends string> = S extends { readonly terms: { readonly [K in Key]: true } } ? true : false;

export type Read<S> = S extends { readonly kind: 'text' }
  ? string
  : S extends { readonly kind: 'integer' }
    ? number
    : S extends { readonly kind: 'amount' }
      ? string
      : S extends { readonly kind: 'flag' }
        ? boolean
        : S extends { readonly kind: 'table' }
          ? Readonly<Record<string, string>>
          : S extends { readonly kind: 'list'; readonly of: infer E }
            ? readonly Read<E>[]
            : S extends { readonly kind: 'object'; readonly members: infer M }
              ? ReadMembers<M>
              : never;

export type ReadMembers<M> = Flatten<
  {
    readonly [K in keyof M as Is<M[K], 'readonly'> extends true
      ? never
      : Is<M[K], 'required'> extends true
        ? K
        : never]: Read<M[K]>;
  } & {
    readonly [K in keyof M as Is<M[K], 'readonly'> extends true
      ? never
      : Is<M[K], 'required'> extends true
        ? never
        : K]?: Read<M[K]> | null;
  }
>;

type IsComputed<S> = S extends { readonly terms: { readonly was: (...args: never[]) => unknown } } ? true : false;

export type Written<S> = S extends { readonly kind: 'text' }
  ? string
  : S extends { readonly kind: 'integer' }
    ? number
    : S extends { readonly kind: 'amount' }
      ? number
      : S extends { readonly kind: 'flag' }
        ? boolean
        : S extends { readonly kind: 'table' }
          ? Readonly<Record<string, string>>
          : S extends { readonly kind: 'list'; readonly of: infer E }
            ? readonly Written<E>[]
            : S extends { readonly kind: 'object'; readonly members: infer M }
              ? WrittenMembers<M>
              : never;

export type WrittenMembers<M> = Flatten<
  {
    readonly [K in keyof M as Is<M[K], 'writeonly'> extends true
      ? never
      : IsComputed<M[K]> extends true
        ? never
        : Is<M[K], 'sparse'> extends true
          ? never
          : K]: Written<M[K]> | null;
  } & {
    readonly [K in keyof M as Is<M[K], 'sparse'> extends true ? K : never]?: Written<M[K]> | null | undefined;
  }
>;
