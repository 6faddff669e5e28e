import { isUtf8 } from 'node:buffer';
import { MALFORMED_XML, refuse } from '../errors.ts';
import type { Shape } from '../schema.ts';
import { allNamedAlike, elementsById, isArray, isBase64, isMap, isNil, mapEntries, referenceOf } from './element.ts';
import type { XmlElement } from './xml.ts';

/**
 * Elements as JSON-like values. Only the structure is decoded here, with the shape as a guide where XML alone does not
 * tell a list from its lone entry; texts stay texts and are read, or refused, by the shape's reader afterwards.
 * One element is the value itself; several of one name are the entries of a list.
 */
export type Decode = (siblings: readonly XmlElement[], shape: Shape | undefined) => unknown;

/** References can lead to each other, so what is decoded is bounded and not only what was sent. */
const MAX_VISITS = 200_000;
const MAX_DEPTH = 64;

type Walk = {
  /** Where ids are looked for. */
  readonly body: XmlElement;
  identified: ReadonlyMap<string, XmlElement> | undefined;
  visits: number;
};

type Fields = Record<string, unknown>;
type ObjectLike = Extract<Shape, { kind: 'object' }>;

/** The decoder of one request; `body` is the element under which references are resolved. */
export const decoderFor = (body: XmlElement): Decode => {
  const walk: Walk = { body, identified: undefined, visits: 0 };
  return (siblings, shape) => decodeSiblings(walk, siblings, shape, 0);
};

const decode = (walk: Walk, element: XmlElement, shape: Shape | undefined, depth: number): unknown => {
  walk.visits += 1;
  if (walk.visits > MAX_VISITS || depth > MAX_DEPTH)
    refuse(MALFORMED_XML, 'The references of the document have no end.');
  const reference = referenceOf(element);
  if (reference !== undefined) return decode(walk, target(walk, reference), shape, depth + 1);
  if (isNil(element)) return null;
  if (element.children.length === 0) return decodeLeaf(element, shape);
  if (isMap(element, shape)) return decodeMap(walk, element, shape, depth);
  if (shape?.kind === 'list') return decodeList(walk, element, shape.of, depth);
  if (shape?.kind === 'table') return decodeTable(element);
  if (shape === undefined && isArray(element)) {
    return element.children.map((child) => decode(walk, child, undefined, depth + 1));
  }
  return decodeFields(walk, element, shape?.kind === 'object' ? shape : undefined, depth);
};

const target = (walk: Walk, reference: string): XmlElement => {
  walk.identified ??= elementsById(walk.body);
  return (
    walk.identified.get(reference) ??
    refuse(MALFORMED_XML, `There is no element with the id ${reference.slice(0, 40)}.`)
  );
};

const decodeLeaf = (element: XmlElement, shape: Shape | undefined): unknown => {
  const { text } = element;
  if (text.trim() === '') {
    if (shape?.kind === 'list' || (shape === undefined && isArray(element))) return [];
    // An object without members and no object look the same; it is the former where that is possible.
    if (shape?.kind === 'object' && !needsMembers(shape)) return fields();
  }
  return isBase64(element) ? fromBase64(text) : text;
};

/** Perl sends text beyond ASCII so, in whichever of its two forms it had it. */
const fromBase64 = (text: string): string => {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString(isUtf8(bytes) ? 'utf8' : 'latin1');
};

const needsMembers = (shape: ObjectLike): boolean =>
  Object.values(shape.members).some(({ terms }) => terms.required === true);

const decodeMap = (walk: Walk, element: XmlElement, shape: Shape | undefined, depth: number): unknown => {
  const entries = mapEntries(element);
  const numbered = entries.every(([key]) => /^\d+$/.test(key));
  if (shape?.kind === 'list' && numbered) {
    const inOrder = [...entries].sort(([a], [b]) => Number(a) - Number(b));
    return inOrder.map(([, value]) => decode(walk, value, shape.of, depth + 1));
  }
  if (shape?.kind === 'table') return decodePairs(entries);
  if (shape === undefined && entries.every(([key], index) => key === String(index))) {
    return entries.map(([, value]) => decode(walk, value, undefined, depth + 1));
  }
  const lone = shape?.kind === 'list' ? shape.of : shape;
  const members = lone?.kind === 'object' ? memberShapes(lone) : undefined;
  const result = fields();
  for (const [key, value] of entries) result[key] = decode(walk, value, members?.get(key.toLowerCase()), depth + 1);
  return result;
};

const decodeList = (walk: Walk, element: XmlElement, of: Shape, depth: number): unknown =>
  isWrapper(element, of)
    ? element.children.map((child) => decode(walk, child, of, depth + 1))
    : decode(walk, element, of, depth + 1);

/** Whether the children are the entries of a list, or the members of its lone entry. */
const isWrapper = (element: XmlElement, of: Shape): boolean => {
  if (isArray(element)) return true;
  const name = element.children[0]?.name ?? '';
  if (of.kind === 'object') return allNamedAlike(element.children) && !memberShapes(of).has(name.toLowerCase());
  return of.kind === 'table' ? element.children.every((child) => child.name === 'item') : true;
};

const decodeTable = (element: XmlElement): Fields => decodePairs(element.children.map((child) => [child.name, child]));

const decodePairs = (entries: readonly (readonly [string, XmlElement])[]): Fields => {
  const result = fields();
  for (const [name, value] of entries) result[name] = isNil(value) ? null : value.text;
  return result;
};

const decodeFields = (walk: Walk, element: XmlElement, shape: ObjectLike | undefined, depth: number): Fields => {
  const members = shape === undefined ? undefined : memberShapes(shape);
  const result = fields();
  for (const [name, siblings] of groupByName(element.children)) {
    result[name] = decodeSiblings(walk, siblings, members?.get(name.toLowerCase()), depth + 1);
  }
  return result;
};

const decodeSiblings = (
  walk: Walk,
  siblings: readonly XmlElement[],
  shape: Shape | undefined,
  depth: number,
): unknown => {
  const [first] = siblings;
  if (siblings.length === 1 && first !== undefined) return decode(walk, first, shape, depth);
  const of = shape?.kind === 'list' ? shape.of : undefined;
  return siblings.map((sibling) => decode(walk, sibling, of, depth));
};

const groupByName = (elements: readonly XmlElement[]): ReadonlyMap<string, readonly XmlElement[]> => {
  const groups = new Map<string, XmlElement[]>();
  for (const element of elements) {
    const group = groups.get(element.name);
    if (group === undefined) groups.set(element.name, [element]);
    else group.push(element);
  }
  return groups;
};

const spellings = new WeakMap<ObjectLike['members'], ReadonlyMap<string, Shape>>();

/** Members by all their spellings, lower case. */
const memberShapes = ({ members }: ObjectLike): ReadonlyMap<string, Shape> => {
  const known = spellings.get(members);
  if (known !== undefined) return known;
  const found = new Map<string, Shape>();
  for (const [name, shape] of Object.entries(members)) {
    for (const spelling of [...(shape.terms.aliases ?? []), name]) found.set(spelling.toLowerCase(), shape);
  }
  spellings.set(members, found);
  return found;
};

/** Without a prototype: names come from outside. */
const fields = (): Fields => Object.create(null) as Fields;
