import type { Read, Shape, Written } from '../../../api/schema.ts';

/**
 * What stands after a client sent a value for a shape: members that were not sent stay as they were, null empties,
 * lists are replaced as a whole. What was never given is false for a flag, no entries for a list, null for the rest.
 */
export const settle = <S extends Shape>(
  shape: S,
  before: Written<S> | null | undefined,
  sent: Read<S> | null | undefined,
): Written<S> | null =>
  // Built member by member from this very shape, so the value has its static type.
  settled(shape, before, sent) as Written<S> | null;

const settled = (shape: Shape, before: unknown, sent: unknown): unknown => {
  if (sent === undefined && before !== undefined && before !== null) return before;
  if (sent === undefined || sent === null) return nothing(shape);
  switch (shape.kind) {
    case 'object':
      return settledMembers(shape, recordOf(before), recordOf(sent));
    case 'list':
      return Array.isArray(sent) ? sent.map((entry) => settled(shape.of, undefined, entry)) : [];
    case 'amount':
      // A number carries the fifteen digits that an amount can have; who counts with it reads its decimal text.
      return Number(sent);
    default:
      return sent;
  }
};

const settledMembers = (
  shape: Extract<Shape, { kind: 'object' }>,
  before: Readonly<Record<string, unknown>>,
  sent: Readonly<Record<string, unknown>>,
): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(shape.members)
      .filter(([, member]) => member.terms.writeonly !== true)
      .map(([name, member]) => [name, settled(member, before[name], sent[name])]),
  );

const nothing = (shape: Shape): unknown => {
  if (shape.kind === 'flag') return false;
  return shape.kind === 'list' ? [] : null;
};

const recordOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
