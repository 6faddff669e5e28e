import type { Shape } from '../schema.ts';

/** Names of types as the WSDL declares them and answers carry them; `ns1` is the namespace of the version. */

/** Prefixed name of a shape's type. */
export const typeName = (shape: Shape): string => {
  switch (shape.kind) {
    case 'text':
      return 'xsd:string';
    case 'integer':
      return integerType(shape.terms.asText === true, shape.terms.max);
    case 'amount':
      // PHP makes a number of xsd:double, and text of xsd:decimal.
      return 'xsd:double';
    case 'flag':
      return 'xsd:boolean';
    case 'table':
      return 'xsd:anyType';
    case 'list':
      return `ns1:${arrayName(shape.of)}`;
    case 'object':
      // No type of XML Schema is a text or an object; clients name the type of what they send in such a place.
      return shape.terms.lone === undefined ? `ns1:${shape.name}` : 'xsd:anyType';
  }
};

const MAX_INT = 2_147_483_647;

const integerType = (asText: boolean, max: number | undefined): string => {
  if (asText) return 'xsd:string';
  return max !== undefined && max > MAX_INT ? 'xsd:long' : 'xsd:int';
};

/** Local name of the array type of lists with such entries: ArrayOfProduct, StringArray. */
export const arrayName = (of: Shape): string => {
  const entry = typeName(of);
  if (entry === 'xsd:string') return 'StringArray';
  const local = entry.slice(entry.indexOf(':') + 1);
  return `ArrayOf${local.charAt(0).toUpperCase()}${local.slice(1)}`;
};
