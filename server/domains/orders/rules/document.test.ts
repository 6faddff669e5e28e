import { expect, test } from 'vitest';
import { documentContent, documentName, MAX_DOCUMENT_BYTES, mediaTypeOf } from './document.ts';

const pdf = Buffer.from('%PDF-1.7\nfine');

test.each([
  ['a PDF', pdf, 'application/pdf'],
  ['a PNG', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0]), 'image/png'],
  ['a JPEG', Buffer.from([0xff, 0xd8, 0xff, 0xe0]), 'image/jpeg'],
  ['a page', Buffer.from('<html><script>'), null],
  ['a program that mentions a PDF', Buffer.from('MZ %PDF-'), null],
  ['the first half of a beginning', Buffer.from('%PD'), null],
])('%s', (_, content, type) => {
  expect(mediaTypeOf(content)).toBe(type);
});

test.each([
  ['plain base64', pdf.toString('base64')],
  ['with line breaks', pdf.toString('base64').replace(/(.{4})/g, '$1\r\n')],
  ['a data address', `data:application/pdf;base64,${pdf.toString('base64')}`],
  ['as invoices are answered', `application/pdf;base64,${pdf.toString('base64')}`],
  ['the alphabet of addresses', pdf.toString('base64url')],
])('read: %s', (_, text) => {
  expect(documentContent(text)?.toString()).toBe(pdf.toString());
});

test.each([
  ['nothing', ''],
  ['other signs', '%PDF-1.7'],
  ['a length that no base64 has', 'AAAAA'],
  ['too much', Buffer.alloc(MAX_DOCUMENT_BYTES + 1).toString('base64')],
])('not read: %s', (_, text) => {
  expect(documentContent(text)).toBeNull();
});

test('the largest document is read', () => {
  expect(documentContent(Buffer.alloc(MAX_DOCUMENT_BYTES).toString('base64'))).toHaveLength(MAX_DOCUMENT_BYTES);
});

test.each([
  ['po.pdf', 'po.pdf'],
  ['../../etc/passwd', 'passwd'],
  ['C:\\mine\\Bestellung Nr 7.pdf', 'Bestellung Nr 7.pdf'],
  ['a"; filename="b.html\r\n', 'a filename=b.html'],
  ['', 'document.pdf'],
  [null, 'document.pdf'],
])('%j is called %j', (sent, name) => {
  expect(documentName(sent, 'application/pdf')).toBe(name);
});
