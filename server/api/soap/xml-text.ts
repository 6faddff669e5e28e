/** Writing text into XML. Characters that XML 1.0 cannot carry in any form are dropped. */

/** Whether a text needs a closer look: most have none of these, and halves of pairs are sorted out afterwards. */
const SUSPECT = /[^\t\n\u0020-\u0025\u0027-\u003b\u003d\u003f-\ud7ff\ue000-\ufffd]/;
const SPECIALS = /[&<>\r]|[^\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  // A bare carriage return would be read as a line feed.
  ['\r', '&#13;'],
]);

/** Text between tags. */
export const escapeText = (text: string): string =>
  SUSPECT.test(text) ? text.replace(SPECIALS, (character) => ESCAPES.get(character) ?? '') : text;

/** Text between double quotes. */
export const escapeAttribute = (text: string): string =>
  escapeText(text).replaceAll('"', '&quot;').replaceAll('\t', '&#9;').replaceAll('\n', '&#10;');

/** Whether a word can stand as the name of an element; colons are left to prefixes. */
export const isXmlName = (word: string): boolean => /^[\p{L}_][\p{L}\p{N}_.\-\u00b7]*$/u.test(word);
