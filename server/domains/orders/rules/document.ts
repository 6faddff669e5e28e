/** Largest document of a purchase order, in bytes. */
export const MAX_DOCUMENT_BYTES = 5 * 1024 * 1024;

export type MediaType = 'application/pdf' | 'image/png' | 'image/jpeg';

const BEGINNINGS: readonly (readonly [MediaType, readonly number[]])[] = [
  ['application/pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
];

/** What a file is by its first bytes, whatever it is called; null when it is none that is taken. */
export const mediaTypeOf = (content: Buffer): MediaType | null =>
  BEGINNINGS.find(([, bytes]) => bytes.every((byte, at) => content[at] === byte))?.[0] ?? null;

/**
 * The bytes of a document as clients send it: base64, with line breaks, and behind the beginning of a data address if
 * they like. Null for anything else, for nothing, and for too much.
 */
export const documentContent = (sent: string): Buffer | null => {
  const text = sent.replace(/^(?:data:)?[\w.+/-]+;base64,/, '').replace(/\s+/g, '');
  if (text === '' || text.length % 4 === 1 || !/^[A-Za-z0-9+/_-]+={0,2}$/.test(text)) return null;
  const content = Buffer.from(text, 'base64');
  return content.length === 0 || content.length > MAX_DOCUMENT_BYTES ? null : content;
};

/** Longest base64 text that a document can be. */
export const MAX_DOCUMENT_TEXT = Math.ceil(MAX_DOCUMENT_BYTES / 3) * 4 + 200_000;

/** A name without folders and signs that mean something to a shell or a header; `document` when nothing is left. */
export const documentName = (sent: string | null | undefined, mediaType: MediaType): string => {
  const base = (sent ?? '').split(/[\\/]/).at(-1) ?? '';
  const clean = base
    .replace(/[\p{Cc}"<>:|?*;]/gu, '')
    .trim()
    .slice(0, 200);
  return clean === '' ? `document.${EXTENSIONS[mediaType]}` : clean;
};

const EXTENSIONS: Readonly<Record<MediaType, string>> = {
  'application/pdf': 'pdf',
  'image/png': 'png',
  'image/jpeg': 'jpg',
};
