import { type Method, resultAt } from '../method.ts';
import type { Shape } from '../schema.ts';
import { type Version, within } from '../versions.ts';
import { arrayName, typeName } from './type-names.ts';

/** The types that the methods of a version speak of. */
export type DeclaredTypes = {
  readonly objects: ReadonlyMap<string, DeclaredObject>;
  /** Names of array types with the prefixed names of their entries' types. */
  readonly arrays: ReadonlyMap<string, string>;
};

export type DeclaredObject = {
  readonly shape: ObjectLike;
  /** Whether any method answers it; the others are only sent. */
  readonly answered: boolean;
};

type ObjectLike = Extract<Shape, { kind: 'object' }>;

/** Throws when two different objects share one name: a client could not tell them apart. */
export const declaredTypes = (methods: readonly Method[], version: Version): DeclaredTypes => {
  const objects = new Map<string, DeclaredObject>();
  const arrays = new Map<string, string>();
  const visit = (shape: Shape, answered: boolean): void => {
    if (shape.kind === 'list') {
      arrays.set(arrayName(shape.of), typeName(shape.of));
      visit(shape.of, answered);
    }
    if (shape.kind !== 'object') return;
    const known = objects.get(shape.name);
    if (known !== undefined && known.shape.members !== shape.members) {
      throw new Error(`Two different objects are called ${shape.name} in version ${version}.`);
    }
    if (known !== undefined && (known.answered || !answered)) return;
    const declared = { shape, answered };
    objects.set(shape.name, declared);
    for (const [, member] of membersOf(declared, version)) visit(member, answered && member.terms.writeonly !== true);
  };
  for (const method of methods) visit(resultAt(method, version).shape, true);
  for (const method of methods) for (const shape of Object.values(method.params)) visit(shape, false);
  for (const name of arrays.keys()) {
    if (objects.has(name)) throw new Error(`${name} is the name of an object and of a list in version ${version}.`);
  }
  return { objects, arrays };
};

/** One type serves requests and answers, so it holds the members of both. */
export const membersOf = (
  { shape, answered }: DeclaredObject,
  version: Version,
): readonly (readonly [string, Shape])[] =>
  Object.entries(shape.members).filter(
    ([, { terms }]) => within(version, terms) && (answered || terms.readonly !== true),
  );

/**
 * The type of what is only sent. PHP turns '' into 0 for all number types but leaves it alone for xsd:decimal, so that
 * an optional number that was left empty stays empty, and an amount given as text stays that text.
 */
export const sentTypeName = (shape: Shape): string =>
  shape.kind === 'amount' || (shape.kind === 'integer' && shape.terms.required !== true && shape.terms.asText !== true)
    ? 'xsd:decimal'
    : typeName(shape);
