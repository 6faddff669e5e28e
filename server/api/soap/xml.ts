import { SaxesParser } from 'saxes';
import { MALFORMED_XML, Refused, refuse } from '../errors.ts';
import {
  attributeName,
  elementName,
  isDeclaration,
  NO_PREFIXES,
  type Prefixes,
  prefixesWithin,
  type Written,
} from './xml-names.ts';

/** An element as the wire needs it: names are local ones, text is that of the element itself without its children. */
export type XmlElement = {
  readonly name: string;
  readonly namespace: string;
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlElement[];
  readonly text: string;
};

export type XmlAttribute = { readonly name: string; readonly namespace: string; readonly value: string };

/** An element whose end has not been read. */
type Growing = Omit<XmlElement, 'children' | 'text'> & {
  readonly children: Growing[];
  readonly prefixes: Prefixes;
  text: string;
};

const MAX_DEPTH = 64;
const MAX_ELEMENTS = 200_000;

/**
 * Reads a document into its root element. Refuses MALFORMED_XML for whatever is not well-formed, for documents beyond
 * 64 levels or 200,000 elements, and for any DOCTYPE: with it go all entities but the five of XML itself.
 */
export const parseXml = (source: string): XmlElement => {
  try {
    return build(source);
  } catch (error) {
    if (error instanceof Refused) throw error;
    const reason = error instanceof Error ? error.message.slice(0, 120) : '';
    throw new Refused(MALFORMED_XML, `${MALFORMED_XML.sentence} ${reason}`.trim());
  }
};

const build = (source: string): XmlElement => {
  // The parser could resolve namespaces itself, but takes as long for that as for all the rest.
  const parser = new SaxesParser({ xmlns: false, position: false });
  const roots: Growing[] = [];
  const open: Growing[] = [];
  let attributes: Written[] = [];
  let elements = 0;
  const keep = (text: string): void => {
    const element = open.at(-1);
    if (element !== undefined) element.text += text;
  };
  parser.on('doctype', () => refuse(MALFORMED_XML, 'A document type declaration is not allowed.'));
  parser.on('attribute', ({ name, value }) => void attributes.push({ name, value }));
  parser.on('opentag', (tag) => {
    elements += 1;
    if (elements > MAX_ELEMENTS) refuse(MALFORMED_XML, `The document has more than ${MAX_ELEMENTS} elements.`);
    if (open.length >= MAX_DEPTH) refuse(MALFORMED_XML, `The document is nested deeper than ${MAX_DEPTH} levels.`);
    const parent = open.at(-1);
    const element = begin(tag.name, attributes, parent?.prefixes ?? NO_PREFIXES);
    attributes = [];
    (parent?.children ?? roots).push(element);
    open.push(element);
  });
  parser.on('closetag', () => void open.pop());
  parser.on('text', keep);
  parser.on('cdata', keep);
  parser.write(source).close();
  return roots[0] ?? refuse(MALFORMED_XML, 'The document has no element.');
};

const begin = (qualified: string, written: readonly Written[], around: Prefixes): Growing => {
  const prefixes = prefixesWithin(around, written);
  const { name, namespace } = elementName(qualified, prefixes);
  return { name, namespace, attributes: attributesOf(written, prefixes), children: [], prefixes, text: '' };
};

const attributesOf = (written: readonly Written[], prefixes: Prefixes): readonly XmlAttribute[] => {
  const attributes: XmlAttribute[] = [];
  for (const one of written) {
    if (isDeclaration(one.name)) continue;
    const { name, namespace } = attributeName(one.name, prefixes);
    attributes.push({ name, namespace, value: one.value });
  }
  return attributes;
};
