import { INVALID_PARAMETER, Refused } from './errors.ts';
import type { IntegerTerms, Members, ObjectChange, Read, Shape, Terms, TextTerms } from './schema.ts';
import { atLeast, type Version, within } from './versions.ts';

/**
 * Reading what clients send. Generous by rule: numbers, booleans and nulls arrive as text, lists as objects with
 * numeric keys or as a lone element, names in other letter case; unknown members are ignored. Whatever cannot be
 * read without guessing is refused, with the path of the value.
 */
type Reader = (value: unknown, path: string) => unknown;

const MAX_LIST = 1000;
const MAX_TEXT = 65_535;
const NOTHING = Symbol('nothing');

const readers = new WeakMap<Shape, Map<Version, Reader>>();

/** Reads `value` as the shape at a version; throws Refused (INVALID_PARAMETER or the shape's own refusal). */
export const read = <S extends Shape>(shape: S, version: Version, value: unknown, path: string): Read<S> | null => {
  const result = readerOf(shape, version)(value, path);
  // The reader was compiled from this very shape, so the value has its static type.
  return (result === NOTHING ? null : result) as Read<S> | null;
};

const readerOf = (shape: Shape, version: Version): Reader => {
  let byVersion = readers.get(shape);
  if (byVersion === undefined) {
    byVersion = new Map();
    readers.set(shape, byVersion);
  }
  let reader = byVersion.get(version);
  if (reader === undefined) {
    reader = compile(shape, version);
    byVersion.set(version, reader);
  }
  return reader;
};

const compile = (shape: Shape, version: Version): Reader => {
  switch (shape.kind) {
    case 'text':
      return textReader(shape.terms);
    case 'integer':
      return integerReader(shape.terms);
    case 'amount':
      return amountReader(shape.terms);
    case 'flag':
      return flagReader(shape.terms);
    case 'table':
      return tableReader(shape.terms);
    case 'list':
      return listReader(shape.of, version, shape.terms.max ?? MAX_LIST, shape.terms);
    case 'object':
      return objectReader(shape, version);
  }
};

const fail = (terms: Terms, path: string, what: string): never => {
  throw new Refused(terms.refusal ?? INVALID_PARAMETER, `${path} ${what}`);
};

const textReader = (terms: TextTerms): Reader => {
  const max = terms.max ?? MAX_TEXT;
  const allowed = terms.oneOf && new Map(terms.oneOf.map((word) => [word.toUpperCase(), word]));
  return (value, path) => {
    if (value === false) return NOTHING;
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
      return fail(terms, path, 'must be text');
    }
    const given = wellFormed(String(value));
    if (given.length > max) return fail(terms, path, `must not be longer than ${max} characters`);
    // PostgreSQL cannot keep NUL, and no text of the API has a use for it.
    if (given.includes('\u0000')) return fail(terms, path, 'must not contain the NUL character');
    if (allowed !== undefined) return pick(allowed, given.trim(), terms, path);
    if (terms.form !== undefined) return readDate(terms, given.trim(), path);
    if (terms.fold === 'lower') return given.toLowerCase();
    if (terms.fold === 'upper') return given.toUpperCase();
    return given;
  };
};

/** Half a surrogate pair is no character; neither PostgreSQL nor XML can carry it. */
const wellFormed = (given: string): string => given.replace(/\p{Surrogate}/gu, '\ufffd');

const pick = (allowed: ReadonlyMap<string, string>, given: string, terms: TextTerms, path: string): unknown => {
  if (given === '') return NOTHING;
  const word = given.toUpperCase();
  const meant = allowed.get(terms.synonyms?.[word] ?? word);
  return meant ?? fail(terms, path, `must be one of ${terms.oneOf?.join(', ')}`);
};

const DATE = /^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?Z?)?$/;

const readDate = (terms: TextTerms, given: string, path: string): unknown => {
  if (given === '' || given.startsWith('0000-00-00')) return NOTHING;
  const form = terms.form === 'date' ? 'a date, YYYY-MM-DD' : 'a date and time, YYYY-MM-DD HH:MM:SS';
  const parts = DATE.exec(given);
  if (parts === null) return fail(terms, path, `must be ${form}`);
  const [, year = '', month = '', day = '', hour, minute, second = '00'] = parts;
  const exists = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const wrong =
    exists.getUTCMonth() + 1 !== Number(month) ||
    exists.getUTCDate() !== Number(day) ||
    Number(year) < 1900 ||
    Number(hour ?? 0) > 23 ||
    Number(minute ?? 0) > 59 ||
    Number(second) > 59;
  if (wrong) return fail(terms, path, `must be ${form}`);
  const calendar = `${year}-${month}-${day}`;
  return terms.form === 'date' || hour === undefined ? calendar : `${calendar} ${hour}:${minute}:${second}`;
};

const integerReader =
  (terms: IntegerTerms): Reader =>
  (value, path) => {
    if (value === '' || value === false) return NOTHING;
    const given = typeof value === 'string' ? value.trim() : value;
    if (given === '') return NOTHING;
    // "12" and 12.0 are whole numbers, "0x10" and "1e3" are not how anybody writes a quantity.
    const number = typeof given === 'string' && /^[+-]?\d{1,15}(?:\.0+)?$/.test(given) ? Number(given) : given;
    if (typeof number !== 'number' || !Number.isSafeInteger(number)) return fail(terms, path, 'must be a whole number');
    if (terms.min !== undefined && number < terms.min) return fail(terms, path, `must be at least ${terms.min}`);
    if (terms.max !== undefined && number > terms.max) return fail(terms, path, `must be at most ${terms.max}`);
    return number;
  };

const amountReader =
  (terms: Terms): Reader =>
  (value, path) => {
    if (value === '' || value === false) return NOTHING;
    if (typeof value !== 'string' && typeof value !== 'number') return fail(terms, path, 'must be an amount');
    const given = String(value).trim();
    if (given === '') return NOTHING;
    if (!/^[+-]?\d{1,12}(?:\.\d{1,8})?$/.test(given))
      return fail(terms, path, 'must be a decimal amount such as 19.90');
    return given.replace(/^\+/, '');
  };

const YES = new Set(['true', '1', 'yes']);
const NO = new Set(['false', '0', 'no']);

const flagReader =
  (terms: Terms): Reader =>
  (value, path) => {
    if (typeof value === 'boolean') return value;
    if (value === 1 || value === 0) return value === 1;
    if (typeof value !== 'string') return fail(terms, path, 'must be true or false');
    const word = value.trim().toLowerCase();
    if (word === '' || word === 'null') return NOTHING;
    if (YES.has(word)) return true;
    return NO.has(word) ? false : fail(terms, path, 'must be true or false');
  };

const tableReader =
  (terms: Terms): Reader =>
  (value, path) => {
    if (isBlank(value)) return NOTHING;
    if (!isObject(value)) return fail(terms, path, 'must be an object');
    const entries = Object.entries(value).map(([name, member]) => [name, textOf(member)] as const);
    return Object.fromEntries(entries);
  };

const textOf = (value: unknown): string =>
  wellFormed(typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? ''));

const listReader = (of: Shape, version: Version, max: number, terms: Terms): Reader => {
  const element = readerOf(of, version);
  return (value, path) => {
    if (value === '' || value === false) return NOTHING;
    const values = elementsOf(value, of);
    if (values.length > max) return fail(terms, path, `must not have more than ${max} entries`);
    const result: unknown[] = [];
    values.forEach((entry, index) => {
      if (entry === null || entry === undefined) return;
      const one = element(entry, `${path}[${index}]`);
      if (one !== NOTHING) result.push(one);
    });
    return result;
  };
};

/** PHP turns lists with holes into objects with numeric keys, and some samples send a lone element without its list. */
const elementsOf = (value: unknown, of: Shape): readonly unknown[] => {
  if (Array.isArray(value)) return value;
  if (!isObject(value)) return [value];
  const keys = Object.keys(value);
  if (keys.length > 0 && keys.every((key) => /^\d+$/.test(key))) {
    return keys.sort((a, b) => Number(a) - Number(b)).map((key) => value[key]);
  }
  return keys.length === 0 && of.kind !== 'object' ? [] : [value];
};

type MemberReader = {
  readonly name: string;
  readonly required: boolean;
  readonly terms: Terms;
  readonly read: Reader;
};
type MemberReaders = {
  readonly inOrder: readonly MemberReader[];
  readonly bySpelling: ReadonlyMap<string, string>;
};

const memberReaders = (members: Members, version: Version): MemberReaders => {
  const inOrder: MemberReader[] = [];
  const bySpelling = new Map<string, string>();
  for (const [name, shape] of Object.entries(members)) {
    const { terms } = shape;
    if (terms.readonly === true) continue;
    // A member that an older version did not have is still read there: a client that sends it means it.
    inOrder.push({ name, required: terms.required === true, terms, read: lazily(shape, version) });
    for (const spelling of [name, ...(terms.aliases ?? [])]) bySpelling.set(spelling.toLowerCase(), name);
  }
  return { inOrder, bySpelling };
};

/** Shapes may refer to each other, so a member's reader is compiled when it is first used. */
const lazily = (shape: Shape, version: Version): Reader => {
  let compiled: Reader | undefined;
  return (value, path) => {
    compiled ??= readerOf(shape, version);
    return compiled(value, path);
  };
};

const objectReader = (shape: Extract<Shape, { kind: 'object' }>, version: Version): Reader => {
  const readers = memberReaders(shape.members, version);
  const changes = (shape.terms.changes ?? []).filter((change) => !atLeast(version, change.before));
  const { lone } = shape.terms;
  return (value, path) => {
    if (isBlank(value)) return NOTHING;
    const given = lone !== undefined && isScalar(value) ? { [lone]: value } : value;
    if (!isObject(given)) return fail(shape.terms, path, 'must be an object');
    const sent = new Map<string, unknown>();
    for (const [key, member] of Object.entries(changed(given, changes))) {
      const name = readers.bySpelling.get(key.toLowerCase());
      // The documented spelling wins when a client sends two of them.
      if (name !== undefined && (key === name || !sent.has(name))) sent.set(name, member);
    }
    return readInto(readers, sent, path);
  };
};

const changed = (value: Record<string, unknown>, changes: readonly ObjectChange[]): Record<string, unknown> =>
  changes.reduce((latest, change) => change.read(latest), value);

const readInto = (
  readers: MemberReaders,
  sent: ReadonlyMap<string, unknown>,
  path: string,
): Record<string, unknown> => {
  const result: Record<string, unknown> = {};
  for (const member of readers.inOrder) {
    const value = sent.get(member.name);
    const here = path === '' ? member.name : `${path}.${member.name}`;
    const given = value === undefined || value === null ? NOTHING : member.read(value, here);
    if (member.required && (given === NOTHING || given === '')) fail(member.terms, here, 'is required');
    if (given !== NOTHING) result[member.name] = given;
    else if (value !== undefined) result[member.name] = null;
  }
  return result;
};

/** What PHP and SOAP clients send for "no object": empty text, false, an empty list. */
const isBlank = (value: unknown): boolean =>
  value === '' || value === false || (Array.isArray(value) && value.length === 0);

const isScalar = (value: unknown): boolean => typeof value === 'string' || typeof value === 'number';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Members that a version shows, in order: those in whose span it lies and which are not read only. */
export const shownMembers = (members: Members, version: Version): readonly (readonly [string, Shape])[] =>
  Object.entries(members).filter(([, shape]) => shape.terms.writeonly !== true && within(version, shape.terms));
