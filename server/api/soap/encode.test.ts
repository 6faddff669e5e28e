import { expect, test } from 'vitest';
import { amount, flag, integer, list, object, type Shape, table, text } from '../schema.ts';
import type { Version } from '../versions.ts';
import { write } from '../write.ts';
import { encode } from './encode.ts';

const node: Shape = object('Node', { Name: text(), Children: list(object('Leaf', { Size: integer() })) });
const versioned = object('Thing', {
  New: text({ since: '5.0' }),
  Old: text({ until: '4.0', was: (latest: { New: string }) => `was ${latest.New}` }),
  Sent: text({ writeonly: true }),
  Maybe: text({ sparse: true }),
});

const cases: readonly (readonly [Shape, Version, unknown, string])[] = [
  [text(), '6.0', 'a<b', '<x xsi:type="xsd:string">a&lt;b</x>'],
  [text(), '6.0', '', '<x xsi:type="xsd:string"></x>'],
  [text(), '6.0', null, '<x xsi:nil="true"/>'],
  [integer(), '6.0', 12, '<x xsi:type="xsd:int">12</x>'],
  [integer(), '6.0', 2_147_483_648, '<x xsi:type="xsd:long">2147483648</x>'],
  [integer({ asText: true }), '6.0', 12, '<x xsi:type="xsd:string">12</x>'],
  [amount(), '6.0', 19.9, '<x xsi:type="xsd:double">19.9</x>'],
  [amount(), '6.0', 0.0000001, '<x xsi:type="xsd:double">0.00000010</x>'],
  [flag(), '6.0', false, '<x xsi:type="xsd:boolean">false</x>'],
  [table(), '6.0', { A: 'b' }, '<x xsi:type="SOAP-ENC:Struct"><A xsi:type="xsd:string">b</A></x>'],
  [table(), '6.0', {}, '<x xsi:type="SOAP-ENC:Struct"></x>'],
  [
    table(),
    '6.0',
    { 'a b': 'c' },
    '<x xmlns:apache="http://xml.apache.org/xml-soap" xsi:type="apache:Map"><item>' +
      '<key xsi:type="xsd:string">a b</key><value xsi:type="xsd:string">c</value></item></x>',
  ],
  [list(text()), '6.0', [], '<x xsi:type="ns1:StringArray" SOAP-ENC:arrayType="xsd:string[0]"></x>'],
  [
    list(list(integer())),
    '6.0',
    [[1]],
    '<x xsi:type="ns1:ArrayOfArrayOfInt" SOAP-ENC:arrayType="ns1:ArrayOfInt[1]">' +
      '<item xsi:type="ns1:ArrayOfInt" SOAP-ENC:arrayType="xsd:int[1]"><item xsi:type="xsd:int">1</item></item></x>',
  ],
  [
    node,
    '6.0',
    { Name: null, Children: [{ Size: 1 }] },
    '<x xsi:type="ns1:Node"><Name xsi:nil="true"/><Children xsi:type="ns1:ArrayOfLeaf" SOAP-ENC:arrayType="ns1:Leaf[1]">' +
      '<item xsi:type="ns1:Leaf"><Size xsi:type="xsd:int">1</Size></item></Children></x>',
  ],
  [versioned, '6.0', { New: 'n' }, '<x xsi:type="ns1:Thing"><New xsi:type="xsd:string">n</New></x>'],
  [versioned, '4.0', { New: 'n' }, '<x xsi:type="ns1:Thing"><Old xsi:type="xsd:string">was n</Old></x>'],
  [
    versioned,
    '6.0',
    { New: null, Maybe: 'm' },
    '<x xsi:type="ns1:Thing"><New xsi:nil="true"/><Maybe xsi:type="xsd:string">m</Maybe></x>',
  ],
];

test.each(cases)('%j in %s: %j', (shape, version, latest, xml) => {
  expect(encode(shape, version, 'x', write(shape, version, latest))).toBe(xml);
});
