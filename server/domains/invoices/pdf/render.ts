import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { NumberedInvoice } from '../document.ts';
import { press } from './fonts.ts';
import { writeHead } from './head.ts';
import {
  CONTENT_WIDTH,
  lineHeight,
  openSheet,
  PAGE,
  paragraphHeight,
  rule,
  type Sheet,
  SMALL,
  titleOf,
  widthOf,
  write,
  writeBefore,
  writeParagraph,
} from './sheet.ts';
import { writeSums } from './sums.ts';
import { type Room, writeTable } from './table.ts';
import { filled } from './words.ts';

const FOOT_END = PAGE.height - 32;
const FOOT: typeof SMALL = { ...SMALL, size: 7 };

/**
 * The PDF of a document. A pure function of its row: nothing but the row goes in, not even the time, so the same row makes
 * the same bytes (with the same versions of this program and of Node).
 */
export const renderInvoice = async (invoice: NumberedInvoice): Promise<Readable> => {
  const sheet = openSheet(await press(), invoice);
  const { doc } = sheet;
  const foot = footOf(sheet);
  const end = FOOT_END - foot.height - 12;
  const room: Room = (y, height, onNewPage) => {
    if (y + height <= end) return y;
    doc.addPage();
    return onNewPage(writeRunningHead(sheet));
  };
  doc.addPage();
  writeSums(sheet, writeTable(sheet, writeHead(sheet), room), room);
  writeFeet(sheet, foot);
  doc.end();
  return doc;
};

export const invoicePdf = async (invoice: NumberedInvoice): Promise<Buffer> => buffer(await renderInvoice(invoice));

/** What the first page says at length is named on the others. */
const writeRunningHead = (sheet: Sheet): number => {
  const { seller } = sheet.invoice.document;
  const title = titleOf(sheet);
  write(sheet, title, PAGE.left, PAGE.top - 14, SMALL);
  const width = CONTENT_WIDTH - widthOf(sheet, title, SMALL) - 20;
  const name = sheet.print(seller.name);
  if (widthOf(sheet, name, SMALL) <= width) writeBefore(sheet, name, PAGE.right, PAGE.top - 14, SMALL);
  return PAGE.top + 6;
};

type Foot = { readonly lines: readonly string[]; readonly height: number };

/** Room for page numbers at the right. */
const FOOT_WIDTH = CONTENT_WIDTH - 90;
const MAX_FOOT_LINES = 2;

const footOf = (sheet: Sheet): Foot => {
  const { seller } = sheet.invoice.document;
  const lines = (seller.footerLines.length > 0 ? seller.footerLines : [seller.name]).map(sheet.print);
  const heightOf = (line: string): number =>
    Math.min(paragraphHeight(sheet, line, FOOT_WIDTH, FOOT), MAX_FOOT_LINES * lineHeight(sheet, FOOT));
  return { lines, height: lines.reduce((sum, line) => sum + heightOf(line), 6) };
};

/** The foot of every page; only now it is known how many there are. */
const writeFeet = (sheet: Sheet, { lines, height }: Foot): void => {
  const { doc, words } = sheet;
  const { start, count } = doc.bufferedPageRange();
  for (let index = 0; index < count; index += 1) {
    doc.switchToPage(start + index);
    const y = FOOT_END - height;
    rule(sheet, y);
    let at = y + 6;
    for (const line of lines) {
      const place = { x: PAGE.left, y: at, width: FOOT_WIDTH, maxLines: MAX_FOOT_LINES };
      at += writeParagraph(sheet, line, place, FOOT);
    }
    writeBefore(sheet, filled(words.page, { page: index + 1, pages: count }), PAGE.right, y + 6, FOOT);
  }
};
