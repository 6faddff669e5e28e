/** Writing text into XML. Characters that XML 1.0 cannot carry in any form are dropped. */

const SPECIAL = /[&<>\r]|[^\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
const SPECIALS = new RegExp(SPECIAL, 'gu');

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  // A bare carriage return would be read as a line feed.
  ['\r', '&#13;'],
]);

/** Text between tags. */
export const escapeText = (text: string): string =>
  SPECIAL.test(text) ? text.replace(SPECIALS, (character) => ESCAPES.get(character) ?? '') : text;

/** Text between double quotes. */
export const escapeAttribute = (text: string): string =>
  escapeText(text).replaceAll('"', '&quot;').replaceAll('\t', '&#9;').replaceAll('\n', '&#10;');

/** Whether a word can stand as the name of an element; colons are left to prefixes. */
export const isXmlName = (word: string): boolean => /^[\p{L}_][\p{L}\p{N}_.\-\u00b7]*$/u.test(word);
