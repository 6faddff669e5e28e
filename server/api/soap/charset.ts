import { isUtf8 } from 'node:buffer';
import { MALFORMED_XML, refuse } from '../errors.ts';

/**
 * The text of an XML body: by its byte order mark, the charset of the content type, the XML declaration, else UTF-8.
 * Refuses MALFORMED_XML when the bytes are not of that charset.
 */
export const xmlText = (bytes: Buffer, contentType: string | undefined): string => {
  const charset = byteOrderMark(bytes) ?? stated(contentType) ?? declared(bytes) ?? 'utf-8';
  if (charset !== 'utf-8' && charset !== 'utf8') return decode(bytes, charset);
  return isUtf8(bytes) ? bytes.toString('utf8') : refuse(MALFORMED_XML, 'The body is not UTF-8.');
};

const byteOrderMark = (bytes: Buffer): string | undefined => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 'utf-8' : undefined;
};

const stated = (contentType: string | undefined): string | undefined =>
  contentType === undefined ? undefined : /;\s*charset\s*=\s*"?([\w.:-]+)/i.exec(contentType)?.[1]?.toLowerCase();

const declared = (bytes: Buffer): string | undefined => {
  const head = bytes.subarray(0, 200).toString('latin1');
  return /^\s*<\?xml[^>]*\sencoding\s*=\s*["']([\w.:-]+)/.exec(head)?.[1]?.toLowerCase();
};

const decode = (bytes: Buffer, charset: string): string => {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes);
  } catch {
    return refuse(MALFORMED_XML, `The body cannot be read as ${charset}.`);
  }
};
