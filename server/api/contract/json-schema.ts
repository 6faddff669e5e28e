import type { IntegerTerms, Members, Shape, TextTerms } from '../schema.ts';
import { describedOnce, documentedMembers, isNoneFalse } from './shape-names.ts';

/** A JSON Schema (2020-12), as plain JSON. */
export type JsonSchema = { readonly [keyword: string]: unknown };

export type Side = 'request' | 'answer';

/** Name under which the object's schema of a side is kept; requests and answers differ in members and in nulls. */
export const schemaName = (name: string, side: Side): string => (side === 'request' ? `${name}Input` : name);

/**
 * Folds shapes into JSON Schemas. Objects are kept under their names in `definitions` and referred to from there.
 * The schema of an answer is exact: every member that is always answered is required and no other one comes. That of a
 * request is the proper form: reading is more generous than it says.
 *
 * @param prefix where the definitions stand in the document, "#/components/schemas/"
 */
export const jsonSchemas = (prefix: string) => {
  const known = describedOnce<JsonSchema>();

  const schema = (shape: Shape, side: Side): JsonSchema => ({ ...bare(shape, side), ...remarks(shape) });

  const bare = (shape: Shape, side: Side): JsonSchema => {
    switch (shape.kind) {
      case 'text':
        return textSchema(shape.terms, side);
      case 'integer':
        return integerSchema(shape.terms, side);
      case 'amount':
        return side === 'answer' ? { type: 'number' } : { type: ['number', 'string'], pattern: AMOUNT };
      case 'flag':
        return { type: 'boolean' };
      case 'table':
        return { type: 'object', additionalProperties: { type: 'string' } };
      case 'list': {
        const max = side === 'request' && shape.terms.max !== undefined ? { maxItems: shape.terms.max } : {};
        return { type: 'array', items: schema(shape.of, side), ...max };
      }
      case 'object': {
        const name = schemaName(shape.name, side);
        known.add(name, shape.members, () => membersSchema(shape.members, side));
        const ref = { $ref: `${prefix}${name}` };
        return shape.terms.lone === undefined ? ref : { anyOf: [{ type: 'string' }, ref] };
      }
    }
  };

  const membersSchema = (members: Members, side: Side, without: readonly string[] = []): JsonSchema => {
    const shown = documentedMembers(members, side).filter(([name]) => !without.includes(name));
    const required = shown.filter(([, { terms }]) =>
      side === 'answer' ? terms.sparse !== true : terms.required === true,
    );
    return {
      type: 'object',
      properties: Object.fromEntries(shown.map(([name, shape]) => [name, memberSchema(shape, side)])),
      ...(required.length > 0 ? { required: required.map(([name]) => name) } : {}),
      ...(side === 'answer' ? { additionalProperties: false } : {}),
    };
  };

  const memberSchema = (shape: Shape, side: Side): JsonSchema => ({
    ...orNone(shape, side),
    ...(shape.terms.readonly === true ? { readOnly: true } : {}),
    ...(shape.terms.writeonly === true ? { writeOnly: true } : {}),
  });

  const orNone = (shape: Shape, side: Side): JsonSchema => {
    if (side === 'request' && shape.terms.required === true) return schema(shape, side);
    if (side === 'request' || !isNoneFalse(shape)) return orNull(schema(shape, side));
    return { anyOf: [bare(shape, side), { type: 'boolean', const: false }], ...remarks(shape) };
  };

  return {
    schema,
    /** The schema of an object that stands in no list of names, `without` some of its members. */
    membersSchema,
    /** Schemas of all objects met so far, by name. */
    definitions: (): Readonly<Record<string, JsonSchema>> =>
      Object.fromEntries([...known.descriptions].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
};

const AMOUNT = '^[+-]?\\d{1,12}(\\.\\d{1,8})?$';
const DATE_TIME = '^\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2}$';
const DATE_OR_DATE_TIME = '^\\d{4}-\\d{2}-\\d{2}( \\d{2}:\\d{2}:\\d{2})?$';

const textSchema = ({ oneOf, form, max }: TextTerms, side: Side): JsonSchema => {
  const length = side === 'request' && max !== undefined ? { maxLength: max } : {};
  if (oneOf !== undefined) return { type: 'string', enum: [...oneOf] };
  if (form === 'date') return { type: 'string', format: 'date' };
  // The wall clock of the account; the format date-time would demand a zone.
  if (form === 'date-time') return { type: 'string', pattern: side === 'answer' ? DATE_TIME : DATE_OR_DATE_TIME };
  return { type: 'string', ...length };
};

const integerSchema = ({ asText, min, max }: IntegerTerms, side: Side): JsonSchema => {
  if (side === 'answer') return asText === true ? { type: 'string', pattern: '^-?\\d+$' } : { type: 'integer' };
  return {
    type: 'integer',
    ...(min === undefined ? {} : { minimum: min }),
    ...(max === undefined ? {} : { maximum: max }),
  };
};

const remarks = ({ terms }: Shape): JsonSchema => (terms.about === undefined ? {} : { description: terms.about });

/** The same schema, which also takes null. */
export const orNull = (schema: JsonSchema): JsonSchema => {
  const { $ref, type, anyOf, ...rest } = schema;
  if (Array.isArray(anyOf)) return { anyOf: [...anyOf, { type: 'null' }], ...rest };
  if ($ref !== undefined) return { anyOf: [{ $ref }, { type: 'null' }], ...rest };
  const types = Array.isArray(type) ? [...type, 'null'] : [type, 'null'];
  return { type: types, ...rest, ...(Array.isArray(rest['enum']) ? { enum: [...rest['enum'], null] } : {}) };
};
