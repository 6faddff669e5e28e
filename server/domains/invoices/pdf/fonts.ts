import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

export type Face = 'regular' | 'bold';

const FILES: Readonly<Record<Face, string>> = {
  regular: 'DejaVuSansCondensed.ttf',
  bold: 'DejaVuSansCondensed-Bold.ttf',
};

/** What of a parsed font is used here. */
type ParsedFont = { hasGlyphForCodePoint(codePoint: number): boolean };

/** What documents are made with. */
export type Press = {
  /** An empty document that knows the faces under their own names. */
  readonly open: (options: PDFKit.PDFDocumentOptions) => PDFKit.PDFDocument;
  /** Whether both faces have a sign for a character. */
  readonly hasSign: (codePoint: number) => boolean;
};

let made: Promise<Press> | undefined;

/** Loads the library and the fonts when the first document is made: a server may never make one. */
export const press = (): Promise<Press> => {
  made ??= makePress();
  return made;
};

const makePress = async (): Promise<Press> => {
  const { default: PDFDocument } = await import('pdfkit');
  const require = createRequire(import.meta.url);

  /**
   * Parsing a font takes most of the time of a document, so it is done once for all. The library says that it takes fonts
   * as bytes only, but it takes what it has parsed before as well.
   */
  const parse = (face: Face): ParsedFont => {
    const bytes = readFileSync(require.resolve(`dejavu-fonts-ttf/ttf/${FILES[face]}`));
    const opened: unknown = new PDFDocument({ autoFirstPage: false }).font(bytes);
    return (opened as { readonly _font: { readonly font: ParsedFont } })._font.font;
  };

  const faces: readonly (readonly [Face, ParsedFont])[] = [
    ['regular', parse('regular')],
    ['bold', parse('bold')],
  ];
  return {
    open: (options) => {
      const doc = new PDFDocument({ ...options, autoFirstPage: false });
      for (const [face, font] of faces) doc.registerFont(face, font as unknown as PDFKit.Mixins.PDFFontSource);
      return doc.font('regular');
    },
    hasSign: (codePoint) => faces.every(([, font]) => font.hasGlyphForCodePoint(codePoint)),
  };
};
