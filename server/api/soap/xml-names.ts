import { MALFORMED_XML, refuse } from '../errors.ts';

/** Prefixes in force at an element with the namespaces that they stand for; '' is the default namespace. */
export type Prefixes = ReadonlyMap<string, string>;

export type Name = { readonly name: string; readonly namespace: string };

const XML = 'http://www.w3.org/XML/1998/namespace';

export const NO_PREFIXES: Prefixes = new Map([['xml', XML]]);

/** The prefixes inside of an element, given those around it and its attributes. */
export const prefixesWithin = (around: Prefixes, attributes: Readonly<Record<string, string>>): Prefixes => {
  let within: Map<string, string> | undefined;
  for (const qualified in attributes) {
    if (!isDeclaration(qualified)) continue;
    within ??= new Map(around);
    within.set(qualified.slice(6), attributes[qualified] ?? '');
  }
  return within ?? around;
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
