import { MALFORMED_XML, refuse } from '../errors.ts';

/** Prefixes in force at an element with the namespaces that they stand for; '' is the default namespace. */
export type Prefixes = ReadonlyMap<string, string>;

export type Name = { readonly name: string; readonly namespace: string };

const XML = 'http://www.w3.org/XML/1998/namespace';

export const NO_PREFIXES: Prefixes = new Map([['xml', XML]]);

/** An attribute as it is written, prefix and all. */
export type Written = { readonly name: string; readonly value: string };

/** The prefixes inside of an element, given those around it and its attributes. */
export const prefixesWithin = (around: Prefixes, attributes: readonly Written[]): Prefixes => {
  const declared = attributes.filter(({ name }) => isDeclaration(name));
  if (declared.length === 0) return around;
  const within = new Map(around);
  // "xmlns:a" declares "a", "xmlns" the default namespace.
  for (const { name, value } of declared) within.set(name.slice(6), value);
  return within;
};

/** Whether an attribute declares a prefix or the default namespace. */
export const isDeclaration = (qualified: string): boolean =>
  qualified.startsWith('xmlns') && (qualified.length === 5 || qualified[5] === ':');

export const elementName = (qualified: string, prefixes: Prefixes): Name =>
  qualified.includes(':') ? split(qualified, prefixes) : { name: qualified, namespace: prefixes.get('') ?? '' };

/** The default namespace is not that of attributes. */
export const attributeName = (qualified: string, prefixes: Prefixes): Name =>
  qualified.includes(':') ? split(qualified, prefixes) : { name: qualified, namespace: '' };

const split = (qualified: string, prefixes: Prefixes): Name => {
  const colon = qualified.indexOf(':');
  const namespace = prefixes.get(qualified.slice(0, colon));
  if (namespace === undefined) return refuse(MALFORMED_XML, `${MALFORMED_XML.sentence} A prefix is not declared.`);
  return { name: qualified.slice(colon + 1), namespace };
};
