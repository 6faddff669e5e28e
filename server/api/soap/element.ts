import type { Shape } from '../schema.ts';
import { XSI } from './names.ts';
import type { XmlElement } from './xml.ts';

/** What the attributes and the children of an element tell about it. */

/** Drafts of XML Schema had years of their own. */
const INSTANCE = /^http:\/\/www\.w3\.org\/\d{4}\/XMLSchema-instance$/;

/** The namespaced attributes that matter here are few and have telling names, so most are found by the local name. */
const attribute = (element: XmlElement, name: string): string | undefined =>
  element.attributes.find((one) => one.name === name)?.value;

const ofInstance = (element: XmlElement, name: string): string | undefined =>
  element.attributes.find((one) => one.name === name && isInstance(one.namespace))?.value;

const isInstance = (namespace: string): boolean => namespace === XSI || INSTANCE.test(namespace);

export const isNil = (element: XmlElement): boolean => {
  if (element.attributes.length === 0) return false;
  const nil = ofInstance(element, 'nil') ?? ofInstance(element, 'null');
  return nil === 'true' || nil === '1';
};

/** Local name of the xsi:type, a hint at most. */
const typeOf = (element: XmlElement): string => {
  const type = element.attributes.length === 0 ? undefined : ofInstance(element, 'type');
  return type === undefined ? '' : type.slice(type.indexOf(':') + 1).trim();
};

export const isBase64 = (element: XmlElement): boolean => /^base64(?:Binary)?$/.test(typeOf(element));

/** The id that an element stands for: href="#id" of SOAP 1.1, ref="id" of the SOAP 1.2 encoding. */
export const referenceOf = (element: XmlElement): string | undefined => {
  if (element.attributes.length === 0) return undefined;
  const href = element.attributes.find((one) => one.name === 'href' && one.namespace === '')?.value;
  if (href?.startsWith('#')) return href.slice(1);
  return element.attributes.find((one) => one.name === 'ref' && one.namespace !== '')?.value;
};

/** All elements of a tree that have an id. */
export const elementsById = (root: XmlElement): ReadonlyMap<string, XmlElement> => {
  const found = new Map<string, XmlElement>();
  const visit = (element: XmlElement): void => {
    const id = attribute(element, 'id');
    if (id !== undefined && !found.has(id)) found.set(id, element);
    for (const child of element.children) visit(child);
  };
  visit(root);
  return found;
};

/** Whether an element says of itself that it is an array of the SOAP encoding. */
export const isArray = (element: XmlElement): boolean =>
  element.attributes.length > 0 &&
  (attribute(element, 'arrayType') !== undefined ||
    attribute(element, 'itemType') !== undefined ||
    attribute(element, 'arraySize') !== undefined ||
    typeOf(element) === 'Array');

const looksLikeMap = (element: XmlElement): boolean =>
  element.children.length > 0 &&
  element.children.every(
    ({ name, children }) =>
      name === 'item' && children.length === 2 && children[0]?.name === 'key' && children[1]?.name === 'value',
  );

/**
 * Whether an element is an Apache Map, which PHP makes of arrays with names or holes. Where a list is expected the
 * type must say so: entries with a key and a value are also how a list of pairs looks.
 */
export const isMap = (element: XmlElement, shape: Shape | undefined): boolean =>
  typeOf(element) === 'Map' ? looksLikeMap(element) : shape?.kind !== 'list' && looksLikeMap(element);

/** Keys and value elements of an Apache Map, in their order. */
export const mapEntries = (element: XmlElement): readonly (readonly [string, XmlElement])[] =>
  element.children.flatMap(({ children: [key, value] }) =>
    key === undefined || value === undefined ? [] : [[key.text.trim(), value] as const],
  );

export const allNamedAlike = (elements: readonly XmlElement[]): boolean =>
  elements.every(({ name }) => name === elements[0]?.name);
