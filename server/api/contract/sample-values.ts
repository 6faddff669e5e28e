import fc from 'fast-check';
import type { Shape, TextTerms } from '../schema.ts';
import { documentedMembers } from './shape-names.ts';

/** Values that a method may answer in the latest shape, nulls and absent members included; for property tests. */
export const answersOf = (shape: Shape): fc.Arbitrary<unknown> => {
  switch (shape.kind) {
    case 'text':
      return answeredText(shape.terms);
    case 'integer':
      return fc.integer({ min: -1_000_000, max: 1_000_000 });
    case 'amount':
      return fc.integer({ min: -1_000_000, max: 1_000_000 }).map((minor) => minor / 100);
    case 'flag':
      return fc.boolean();
    case 'table':
      return fc.dictionary(fc.constantFrom('CODE', 'OTHER'), fc.string());
    case 'list':
      return fc.array(answersOf(shape.of), { maxLength: 3 });
    case 'object':
      return fc.record(
        Object.fromEntries(
          documentedMembers(shape.members, 'answer').map(([name, member]) => {
            const value = fc.option(answersOf(member), { nil: null });
            return [name, member.terms.sparse === true ? fc.option(value, { nil: undefined }) : value];
          }),
        ),
      );
  }
};

const answeredText = ({ oneOf, form }: TextTerms): fc.Arbitrary<string> => {
  if (oneOf !== undefined) return fc.constantFrom(...oneOf);
  if (form === 'date') return fc.constantFrom('2026-02-28', '2024-02-29');
  if (form === 'date-time') return fc.constantFrom('2026-02-28 23:59:59', '2024-02-29 00:00:01');
  return fc.string();
};

/** Values in the proper form of a request: what the documents tell clients to send. */
export const requestsOf = (shape: Shape): fc.Arbitrary<unknown> => {
  switch (shape.kind) {
    case 'text':
      return answeredText(shape.terms).map((text) => text.replaceAll('\u0000', '').slice(0, shape.terms.max) || 'x');
    case 'integer':
      return fc.integer({ min: shape.terms.min ?? -1000, max: shape.terms.max ?? 1000 });
    case 'amount':
      return fc.constantFrom(12.5, 0, '19.90', '-3');
    case 'flag':
      return fc.boolean();
    case 'table':
      return fc.dictionary(fc.constantFrom('CODE', 'OTHER'), fc.string());
    case 'list':
      return fc.array(requestsOf(shape.of), { maxLength: Math.min(3, shape.terms.max ?? 3) });
    case 'object': {
      const members = documentedMembers(shape.members, 'request').map(([name, member]) => {
        const value = requestsOf(member);
        return [name, member.terms.required === true ? value : fc.option(value, { nil: null })] as const;
      });
      const required = members.filter(([name]) => shape.members[name]?.terms.required === true).map(([name]) => name);
      return fc.record(Object.fromEntries(members), { requiredKeys: required });
    }
  }
};
