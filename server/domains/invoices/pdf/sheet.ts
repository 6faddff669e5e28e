import type { NumberedInvoice } from '../document.ts';
import type { Face, Press } from './fonts.ts';
import { type Formats, formatsFor } from './formats.ts';
import { printable } from './printable.ts';
import { languageOf, type Words, wordsIn } from './words.ts';

/** Points; A4 with margins. */
export const PAGE = { width: 595.28, height: 841.89, left: 50, right: 545.28, top: 48 } as const;
export const CONTENT_WIDTH = PAGE.right - PAGE.left;

/** The column at the right, of facts and of sums. */
export const RIGHT_COLUMN = { width: 240, inset: 5 } as const;

export const INK = '#1f2937';
export const MUTED = '#6b7280';
export const HAIRLINE = '#d7dbe0';
export const SHADE = '#f2f4f7';
export const ACCENT = '#14365d';

export type Style = { readonly face: Face; readonly size: number; readonly color: string };

export const BODY: Style = { face: 'regular', size: 9, color: INK };
export const STRONG: Style = { ...BODY, face: 'bold' };
export const SMALL: Style = { face: 'regular', size: 7.5, color: MUTED };

/** A document while it is written. */
export type Sheet = {
  readonly doc: PDFKit.PDFDocument;
  readonly invoice: NumberedInvoice;
  readonly words: Words;
  readonly formats: Formats;
  /** Text of others as it can be printed; the sheet remembers when something could not. */
  readonly print: (text: string) => string;
  readonly isWhole: () => boolean;
};

export const openSheet = (press: Press, invoice: NumberedInvoice): Sheet => {
  const language = languageOf(invoice.document.language);
  const words = wordsIn(language);
  let isWhole = true;
  return {
    doc: press.open({
      size: 'A4',
      margin: 0,
      bufferPages: true,
      lang: language,
      displayTitle: true,
      info: infoOf(invoice, words),
    }),
    invoice,
    words,
    formats: formatsFor(language, invoice.currency),
    print: (text) => {
      const printed = printable(text, press.hasSign);
      isWhole &&= printed.isWhole;
      return printed.text;
    },
    isWhole: () => isWhole,
  };
};

/** The library makes the document's id of these facts, so they alone decide about every byte. */
const infoOf = ({ kind, number, issued_at, document }: NumberedInvoice, words: Words) => ({
  Title: `${kind === 'SALE' ? words.invoice : words.creditNote} ${number}`,
  Author: document.seller.name,
  Creator: 'Sutler',
  Producer: 'Sutler',
  CreationDate: issued_at,
});

/** Height of the letters above the baseline, by the size of type; the same in both faces. */
const ASCENT = 0.928;

/** Where text of a style begins so that it stands on the baseline of text of another style that begins at y. */
export const besides = (y: number, style: Style, other: Style): number => y + ASCENT * (other.size - style.size);

/** Enough to measure; a colour would already be written into the page. */
const inFace = ({ doc }: Sheet, { face, size }: Style): PDFKit.PDFDocument => doc.font(face).fontSize(size);

const inStyle = (sheet: Sheet, style: Style): PDFKit.PDFDocument => inFace(sheet, style).fillColor(style.color);

/** Writes one line from x to the right. */
export const write = (sheet: Sheet, text: string, x: number, y: number, style: Style): void => {
  inStyle(sheet, style).text(text, x, y, { lineBreak: false });
};

/** Writes one line that ends at x. */
export const writeBefore = (sheet: Sheet, text: string, x: number, y: number, style: Style): void => {
  write(sheet, text, x - widthOf(sheet, text, style), y, style);
};

export type Place = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** Longer text ends in "…"; as many as it needs when not given. */
  readonly maxLines?: number;
};

/** Writes text on as many lines as it needs and answers its height. */
export const writeParagraph = (sheet: Sheet, text: string, place: Place, style: Style): number => {
  if (text === '') return 0;
  if (widthOf(sheet, text, style) <= place.width) {
    write(sheet, text, place.x, place.y, style);
    return lineHeight(sheet, style);
  }
  const clipped =
    place.maxLines === undefined ? {} : { height: place.maxLines * lineHeight(sheet, style), ellipsis: true };
  const doc = inStyle(sheet, style).text(text, place.x, place.y, { width: place.width, ...clipped });
  return doc.y - place.y;
};

export const widthOf = (sheet: Sheet, text: string, style: Style): number => inFace(sheet, style).widthOfString(text);

export const lineHeight = (sheet: Sheet, style: Style): number => inFace(sheet, style).currentLineHeight(true);

export const paragraphHeight = (sheet: Sheet, text: string, width: number, style: Style): number => {
  if (text === '') return 0;
  if (widthOf(sheet, text, style) <= width) return lineHeight(sheet, style);
  return inFace(sheet, style).heightOfString(text, { width });
};

export const rule = ({ doc }: Sheet, y: number, color = HAIRLINE, weight = 0.5, x: number = PAGE.left): void => {
  doc.moveTo(x, y).lineTo(PAGE.right, y).lineWidth(weight).strokeColor(color).stroke();
};

export const shade = (
  { doc }: Sheet,
  area: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  color: string,
): void => {
  doc.rect(area.x, area.y, area.width, area.height).fillColor(color).fill();
};

/** The document's own name: "Invoice INV000001". */
export const titleOf = ({ invoice, words }: Sheet): string =>
  `${invoice.kind === 'SALE' ? words.invoice : words.creditNote} ${invoice.number}`;
