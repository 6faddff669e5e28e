import { expect, test } from 'vitest';
import { methodFor, methodList } from '../method.ts';
import { flag, list, object, type Shape, text } from '../schema.ts';
import { VERSIONS } from '../versions.ts';
import { shopMethods } from './made-up-shop.ts';
import { renderWsdl } from './wsdl.ts';
import { parseXml, type XmlElement } from './xml.ts';

const all = (element: XmlElement): readonly XmlElement[] => [element, ...element.children.flatMap(all)];

const attributesOf = (xml: string, names: readonly string[]): readonly string[] =>
  all(parseXml(xml)).flatMap(({ attributes }) =>
    attributes.filter(({ name }) => names.includes(name)).map(({ value }) => value),
  );

test.each(VERSIONS)('every type that the WSDL of %s refers to is declared in it', (version) => {
  const wsdl = renderWsdl(shopMethods, version, 'http://localhost/');
  const declared = all(parseXml(wsdl))
    .filter(({ name }) => name === 'complexType')
    .flatMap(({ attributes }) => attributes.map(({ value }) => `ns1:${value}`));
  const used = attributesOf(wsdl, ['type', 'arrayType'])
    .filter((type) => type.startsWith('ns1:') && type !== 'ns1:SutlerPortType')
    .map((type) => type.replace('[]', ''));
  expect(used).not.toHaveLength(0);
  expect([...new Set(used)].filter((type) => !declared.includes(type))).toEqual([]);
  expect(declared).toEqual([...new Set(declared)]);
});

const member = (version: (typeof VERSIONS)[number], type: string, name: string): string | undefined => {
  const complexType = all(parseXml(renderWsdl(shopMethods, version, 'http://localhost/'))).find(
    (element) => element.name === 'complexType' && element.attributes[0]?.value === type,
  );
  return complexType?.children[0]?.children
    .find(({ attributes }) => attributes[0]?.value === name)
    ?.attributes.map(({ value }) => value)
    .join(' ');
};

test.each([
  ['6.0', 'ShopBasket', 'Affiliate', 'Affiliate ns1:ShopAffiliate 0 true'],
  ['5.0', 'ShopBasket', 'Affiliate', undefined],
  ['5.0', 'ShopBasket', 'AffiliateName', 'AffiliateName xsd:string 0 true'],
  ['6.0', 'ShopBasket', 'AffiliateName', undefined],
  ['6.0', 'ShopBasket', 'RefNo', 'RefNo xsd:string 0 true'],
  ['6.0', 'ShopBasket', 'Secret', 'Secret xsd:string 0 true'],
  ['6.0', 'ShopBasket', 'Count', 'Count xsd:string 0 true'],
  ['6.0', 'ShopBasket', 'Errors', 'Errors xsd:anyType 0 true'],
  ['6.0', 'ShopBasket', 'Big', 'Big xsd:long 0 true'],
  ['6.0', 'ShopPart', 'Quantity', 'Quantity xsd:int 0 true'],
  ['6.0', 'ShopBasket', 'Rank', 'Rank xsd:decimal 0 true'],
  ['6.0', 'ShopSearch', 'Limit', 'Limit xsd:decimal 0 true'],
] as const)('version %s: %s.%s is %j', (version, type, name, expected) => {
  expect(member(version, type, name)).toBe(expected);
});

test('the address is told, and cannot break out of its attribute', () => {
  expect(attributesOf(renderWsdl(shopMethods, '6.0', 'https://a/?b="&<c>'), ['location'])).toEqual([
    'https://a/?b="&<c>',
  ]);
  expect(attributesOf(renderWsdl(shopMethods, '6.0', 'https://other/'), ['location'])).toEqual(['https://other/']);
});

const answering = (name: string, result: Shape) =>
  methodFor<unknown>()({
    name,
    summary: '',
    params: {},
    result,
    refusals: [],
    examples: [],
    effect: 'read',
    run: () => Promise.reject(new Error('never called')),
  });

test('two objects of one name are an error of the program', () => {
  const methods = methodList([
    answering('first', object('Same', { A: text() })),
    answering('second', list(object('Same', { B: flag() }))),
  ]);
  expect(() => renderWsdl(methods, '6.0', '')).toThrow('Two different objects are called Same');
});

test('an object cannot have the name of a list', () => {
  const methods = methodList([
    answering('first', object('ArrayOfThing', { A: text() })),
    answering('second', list(object('Thing', { B: flag() }))),
  ]);
  expect(() => renderWsdl(methods, '6.0', '')).toThrow('ArrayOfThing is the name of an object and of a list');
});
