import { expect, test } from 'vitest';
import { MALFORMED_XML, Refused } from '../errors.ts';
import { xmlText } from './charset.ts';
import { parseXml } from './xml.ts';
import { escapeAttribute, escapeText, isXmlName } from './xml-text.ts';

const refusalOf = (work: () => unknown): unknown => {
  try {
    work();
  } catch (error) {
    return error instanceof Refused ? error.refusal : error;
  }
  return undefined;
};

test('names have their namespaces, texts their characters', () => {
  const root = parseXml(
    '<a:r xmlns:a="urn:a" xmlns="urn:d"><c a:t="1" u="&quot;2&quot;">x &amp; <![CDATA[<y>]]>&#233;</c><c xmlns=""/></a:r>',
  );
  expect([root.name, root.namespace]).toEqual(['r', 'urn:a']);
  expect(root.children).toMatchObject([
    {
      name: 'c',
      namespace: 'urn:d',
      text: 'x & <y>é',
      attributes: [
        { name: 't', namespace: 'urn:a', value: '1' },
        { name: 'u', namespace: '', value: '"2"' },
      ],
    },
    { name: 'c', namespace: '', text: '' },
  ]);
});

const bomb = `<!DOCTYPE b [<!ENTITY a "aaaaaaaaaa">${Array.from(
  { length: 9 },
  (_, index) => `<!ENTITY a${index} "${`&a${index === 0 ? '' : index - 1};`.repeat(10)}">`,
).join('')}]><b>&a8;</b>`;

test.each([
  ['nothing', ''],
  ['no element', '<?xml version="1.0"?>'],
  ['text', 'hello'],
  ['an end that is missing', '<a><b></b>'],
  ['ends that are crossed', '<a><b></a></b>'],
  ['two roots', '<a/><b/>'],
  ['a prefix that is not declared', '<a:b/>'],
  ['an attribute twice', '<a b="1" b="2"/>'],
  ['an entity of its own', '<a>&mine;</a>'],
  ['a DOCTYPE', '<!DOCTYPE a><a/>'],
  ['a DOCTYPE from elsewhere', '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'],
  ['entities in entities', bomb],
  ['a character that XML does not have', '<a>&#0;</a>'],
  ['65 levels', `${'<a>'.repeat(65)}${'</a>'.repeat(65)}`],
  ['200,001 elements', `<a>${'<b/>'.repeat(200_000)}</a>`],
])('refuses %s', (_, source) => {
  expect(refusalOf(() => parseXml(source))).toBe(MALFORMED_XML);
});

test('reads as deep and as much as is allowed', () => {
  expect(parseXml(`${'<a>'.repeat(64)}${'</a>'.repeat(64)}`).name).toBe('a');
  expect(parseXml(`<a>${'<b/>'.repeat(199_999)}</a>`).children).toHaveLength(199_999);
});

test.each([
  ['UTF-8 when nothing is said', Buffer.from('<a>é</a>'), undefined],
  ['the charset of the content type', Buffer.from('<a>é</a>', 'latin1'), 'text/xml; charset="ISO-8859-1"'],
  ['the declaration', Buffer.from('<?xml version="1.0" encoding="iso-8859-1"?><a>é</a>', 'latin1'), 'text/xml'],
  ['the byte order mark', Buffer.from('\ufeff<a>é</a>', 'utf16le'), 'text/xml'],
  ['the byte order mark of UTF-8', Buffer.from('\ufeff<a>é</a>'), 'text/xml; charset=utf-8'],
])('reads bytes by %s', (_, bytes, contentType) => {
  expect(parseXml(xmlText(bytes, contentType)).text).toBe('é');
});

test.each([
  ['bytes that are not UTF-8', Buffer.from([0x3c, 0xff, 0x3e]), undefined],
  ['a charset that does not exist', Buffer.from('<a/>'), 'text/xml; charset=nonsense'],
])('refuses %s', (_, bytes, contentType) => {
  expect(refusalOf(() => xmlText(bytes, contentType))).toBe(MALFORMED_XML);
});

test.each([
  ['plain', 'plain'],
  ['a & b < c > d', 'a &amp; b &lt; c &gt; d'],
  ['tab\tline\nreturn\r', 'tab\tline\nreturn&#13;'],
  ['bell\u0007 nul\u0000 \ufffe\uffff', 'bell nul '],
  ['half \ud83d of a pair, and a whole 😀', 'half  of a pair, and a whole 😀'],
])('writes %j', (text, written) => {
  expect(escapeText(text)).toBe(written);
});

test('what is written is read again', () => {
  const text = ' é <&>"\'\t\n\r😀 ]]> ';
  const { attributes, text: read } = parseXml(`<a b="${escapeAttribute(text)}">${escapeText(text)}</a>`);
  expect([attributes[0]?.value, read]).toEqual([text, text]);
});

test.each([
  ['CARD_ERROR', true],
  ['_a.b-1', true],
  ['Größe', true],
  ['1st', false],
  ['a b', false],
  ['a:b', false],
  ['', false],
])('%j as the name of an element: %s', (word, possible) => {
  expect(isXmlName(word)).toBe(possible);
});
