import { shownMembers } from '../read.ts';
import type { Shape } from '../schema.ts';
import type { Version } from '../versions.ts';
import { APACHE_MAP } from './names.ts';
import { typeName } from './type-names.ts';
import { escapeAttribute, escapeText, isXmlName } from './xml-text.ts';

/** Answers as typed XML in the SOAP encoding; the prefixes are those that `writeAnswer` declares. */
type Encoder = (tag: string, value: unknown) => string;

const encoders = new WeakMap<Shape, Map<Version, Encoder>>();

/** The element `tag` with a JSON value that `write` made of the same shape for the same version. */
export const encode = (shape: Shape, version: Version, tag: string, value: unknown): string =>
  encoderOf(shape, version)(tag, value);

const encoderOf = (shape: Shape, version: Version): Encoder => {
  let byVersion = encoders.get(shape);
  if (byVersion === undefined) {
    byVersion = new Map();
    encoders.set(shape, byVersion);
  }
  let encoder = byVersion.get(version);
  if (encoder === undefined) {
    encoder = orNil(compile(shape, version));
    byVersion.set(version, encoder);
  }
  return encoder;
};

const orNil =
  (encoder: Encoder): Encoder =>
  (tag, value) =>
    value === null || value === undefined ? `<${tag} xsi:nil="true"/>` : encoder(tag, value);

const compile = (shape: Shape, version: Version): Encoder => {
  switch (shape.kind) {
    case 'text':
      return shape.terms.noneIsFalse === true ? encodeTextOrFalse : encodeText;
    case 'integer':
      return shape.terms.asText === true ? encodeText : encodeInteger;
    case 'amount':
      return encodeAmount;
    case 'flag':
      return encodeFlag;
    case 'table':
      return encodeTable;
    case 'list':
      return listEncoder(shape, version);
    case 'object':
      return objectEncoder(shape, version);
  }
};

const encodeText: Encoder = (tag, value) => `<${tag} xsi:type="xsd:string">${escapeText(String(value))}</${tag}>`;

const encodeFlag: Encoder = (tag, value) =>
  `<${tag} xsi:type="xsd:boolean">${value === true ? 'true' : 'false'}</${tag}>`;

const encodeTextOrFalse: Encoder = (tag, value) => (value === false ? encodeFlag : encodeText)(tag, value);

const encodeInteger: Encoder = (tag, value) => {
  const type = typeof value === 'number' && (value | 0) === value ? 'int' : 'long';
  return `<${tag} xsi:type="xsd:${type}">${plainNumber(value)}</${tag}>`;
};

const encodeAmount: Encoder = (tag, value) => `<${tag} xsi:type="xsd:double">${plainNumber(value)}</${tag}>`;

/** Without an exponent: the whole types have none, and no amount needs one. */
const plainNumber = (value: unknown): string => {
  if (typeof value !== 'number') return escapeText(String(value));
  const shortest = String(value);
  return shortest.includes('e') ? value.toFixed(8) : shortest;
};

const listEncoder = (shape: Extract<Shape, { kind: 'list' }>, version: Version): Encoder => {
  const attributes = ` xsi:type="${typeName(shape)}" SOAP-ENC:arrayType="${typeName(shape.of)}[`;
  const entry = lazily(shape.of, version);
  return (tag, value) => {
    const entries: readonly unknown[] = Array.isArray(value) ? value : [value];
    let xml = `<${tag}${attributes}${entries.length}]">`;
    for (const one of entries) xml += entry('item', one);
    return `${xml}</${tag}>`;
  };
};

const objectEncoder = (shape: Extract<Shape, { kind: 'object' }>, version: Version): Encoder => {
  const type = ` xsi:type="${typeName(shape)}">`;
  const members = shownMembers(shape.members, version).map(([name, member]) => ({
    name,
    encode: lazily(member, version),
  }));
  return (tag, value) => {
    const own = value as Readonly<Record<string, unknown>>;
    let xml = `<${tag}${type}`;
    for (const member of members) {
      const one = own[member.name];
      // Sparse members that were left out stay out; nothing of others is null by now.
      if (one !== undefined) xml += member.encode(member.name, one);
    }
    return `${xml}</${tag}>`;
  };
};

/** Shapes may refer to each other, so an encoder is compiled when it is first used. */
const lazily = (shape: Shape, version: Version): Encoder => {
  let compiled: Encoder | undefined;
  return (tag, value) => {
    compiled ??= encoderOf(shape, version);
    return compiled(tag, value);
  };
};

/** Open names as members of a struct; as an Apache Map when one of them cannot name an element. */
const encodeTable: Encoder = (tag, value) => {
  const entries = Object.entries(value as Readonly<Record<string, unknown>>);
  if (!entries.every(([name]) => isXmlName(name))) return encodeMap(tag, entries);
  let xml = `<${tag} xsi:type="SOAP-ENC:Struct">`;
  for (const [name, one] of entries) xml += encodeOpen(name, one);
  return `${xml}</${tag}>`;
};

const encodeMap = (tag: string, entries: readonly (readonly [string, unknown])[]): string => {
  let xml = `<${tag} xmlns:apache="${escapeAttribute(APACHE_MAP)}" xsi:type="apache:Map">`;
  for (const [name, one] of entries) xml += `<item>${encodeText('key', name)}${encodeOpen('value', one)}</item>`;
  return `${xml}</${tag}>`;
};

const encodeOpen = orNil((tag, value) => {
  if (typeof value === 'boolean') return `<${tag} xsi:type="xsd:boolean">${value}</${tag}>`;
  if (typeof value !== 'number') return encodeText(tag, value);
  return Number.isInteger(value) ? encodeInteger(tag, value) : encodeAmount(tag, value);
});
