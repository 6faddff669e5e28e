import { shownMembers } from './read.ts';
import type { Shape, TextTerms } from './schema.ts';
import type { Version } from './versions.ts';

/** Writing answers: exact members in exact order, null where there is nothing, as plain JSON values. */
type Writer = (value: unknown) => unknown;

const writers = new WeakMap<Shape, Map<Version, Writer>>();

/** The JSON value that a version answers for a value in the latest shape. */
export const write = (shape: Shape, version: Version, value: unknown): unknown => writerOf(shape, version)(value);

const writerOf = (shape: Shape, version: Version): Writer => {
  let byVersion = writers.get(shape);
  if (byVersion === undefined) {
    byVersion = new Map();
    writers.set(shape, byVersion);
  }
  let writer = byVersion.get(version);
  if (writer === undefined) {
    writer = compile(shape, version);
    byVersion.set(version, writer);
  }
  return writer;
};

const compile = (shape: Shape, version: Version): Writer => {
  switch (shape.kind) {
    case 'text':
      return textWriter(shape.terms);
    case 'integer':
      return shape.terms.asText === true ? (value) => (value == null ? null : String(value)) : plain;
    case 'amount':
    case 'flag':
    case 'table':
      return plain;
    case 'list': {
      const of = lazily(shape.of, version);
      return (value) => (Array.isArray(value) ? value.map(of) : null);
    }
    case 'object':
      return objectWriter(shape, version);
  }
};

const plain: Writer = (value) => value ?? null;

const textWriter = (terms: TextTerms): Writer => {
  if (terms.noneIsFalse === true) return (value) => value ?? false;
  if (terms.fold === 'lower') return (value) => (typeof value === 'string' ? value.toLowerCase() : (value ?? null));
  if (terms.fold === 'upper') return (value) => (typeof value === 'string' ? value.toUpperCase() : (value ?? null));
  return plain;
};

const lazily = (shape: Shape, version: Version): Writer => {
  let compiled: Writer | undefined;
  return (value) => {
    compiled ??= writerOf(shape, version);
    return compiled(value);
  };
};

const objectWriter = (shape: Extract<Shape, { kind: 'object' }>, version: Version): Writer => {
  const members = shownMembers(shape.members, version).map(([name, member]) => ({
    name,
    was: member.terms.was,
    sparse: member.terms.sparse === true,
    write: lazily(member, version),
  }));
  return (value) => {
    if (value == null) return null;
    const latest = value as Readonly<Record<string, unknown>>;
    const result: Record<string, unknown> = {};
    for (const member of members) {
      const own = member.was === undefined ? latest[member.name] : member.was(latest);
      if (own === undefined && member.sparse) continue;
      result[member.name] = member.write(own);
    }
    return result;
  };
};
