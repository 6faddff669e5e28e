import type { DocumentLine } from '../document.ts';
import {
  ACCENT,
  BODY,
  besides,
  CONTENT_WIDTH,
  lineHeight,
  PAGE,
  paragraphHeight,
  rule,
  SHADE,
  type Sheet,
  SMALL,
  STRONG,
  type Style,
  shade,
  widthOf,
  write,
  writeBefore,
  writeParagraph,
} from './sheet.ts';
import { taxWord } from './tax-words.ts';
import { filled } from './words.ts';

/** Where rows go on: answers the y of the next row when `height` does not fit any more below `y`. */
export type Room = (y: number, height: number, onNewPage: (y: number) => number) => number;

const PADDING = 5;
const COLUMN_GAP = 12;
/** The description keeps this much, however long the numbers are. */
const MIN_DESCRIPTION = 130;

type Row = { readonly name: string; readonly remarks: readonly string[]; readonly cells: readonly string[] };

type Layout = {
  readonly body: Style;
  readonly titles: readonly string[];
  readonly descriptionWidth: number;
  /** Right ends of the columns of numbers. */
  readonly ends: readonly number[];
};

/** Writes the lines, with the head of the table on every page; answers where they end. */
export const writeTable = (sheet: Sheet, y: number, room: Room): number => {
  const rows = sheet.invoice.document.lines.map((line) => rowOf(sheet, line));
  const layout = layoutOf(sheet, rows);
  const [first] = rows;
  const begin = room(y, TITLE_HEIGHT + (first === undefined ? 0 : rowHeight(sheet, layout, first)), (top) => top);
  let at = writeTitles(sheet, layout, begin);
  for (const row of rows) {
    const height = rowHeight(sheet, layout, row);
    at = room(at, height, (top) => writeTitles(sheet, layout, top));
    writeRow(sheet, layout, row, at);
    at += height;
    rule(sheet, at);
  }
  return at;
};

const rowOf = (sheet: Sheet, line: DocumentLine): Row => {
  const { formats, words, print } = sheet;
  return {
    name: line.name === null ? words.partialRefund : print(line.name),
    remarks: remarksOf(sheet, line),
    cells: [
      line.quantity === null ? '' : formats.quantity(line.quantity),
      line.unitNetMinor === null ? '' : formats.amount(BigInt(line.unitNetMinor)),
      formats.amount(BigInt(line.netMinor)),
      formats.percent(BigInt(line.ratePpm)),
      formats.amount(BigInt(line.vatMinor)),
      formats.amount(BigInt(line.grossMinor)),
    ],
  };
};

const remarksOf = ({ formats, words, print }: Sheet, line: DocumentLine): readonly string[] => [
  ...(line.code === null ? [] : [print(line.code)]),
  ...(line.trialDays === null ? [] : [filled(words.trial, { days: line.trialDays })]),
  ...(line.discountMinor === '0' ? [] : [`${words.discount}: ${formats.amount(-BigInt(line.discountMinor))}`]),
  ...line.of.map(({ quantity, name }) => `${formats.quantity(quantity)} × ${print(name)}`),
];

/** The columns are as wide as their widest number; where that is too much, the numbers are written smaller. */
const layoutOf = (sheet: Sheet, rows: readonly Row[]): Layout => {
  const { words } = sheet;
  const tax = taxWord(sheet);
  const titles = [words.quantity, words.unitPrice, words.net, `${tax} %`, tax, words.gross];
  const widthsAt = (size: number): readonly number[] =>
    titles.map((title, column) =>
      Math.max(
        widthOf(sheet, title, { ...STRONG, size: size - 0.5 }),
        ...rows.map(({ cells }) => widthOf(sheet, cells[column] ?? '', { ...BODY, size })),
      ),
    );
  for (const size of [9, 8, 7, 6, 5]) {
    const widths = widthsAt(size);
    const numbers = widths.reduce((sum, width) => sum + width + COLUMN_GAP, 0);
    const descriptionWidth = CONTENT_WIDTH - 2 * PADDING - numbers;
    if (descriptionWidth < MIN_DESCRIPTION && size > 5) continue;
    let end = PAGE.left + PADDING + descriptionWidth;
    const ends = widths.map((width) => {
      end += COLUMN_GAP + width;
      return end;
    });
    return { body: { ...BODY, size }, titles, descriptionWidth, ends };
  }
  throw new Error('no size of type fits');
};

const TITLE_HEIGHT = 20;

const writeTitles = (sheet: Sheet, { titles, ends, body }: Layout, y: number): number => {
  const style: Style = { ...STRONG, size: body.size - 0.5, color: ACCENT };
  const at = y + (TITLE_HEIGHT - lineHeight(sheet, style)) / 2;
  shade(sheet, { x: PAGE.left, y, width: CONTENT_WIDTH, height: TITLE_HEIGHT }, SHADE);
  write(sheet, sheet.words.description, PAGE.left + PADDING, at, style);
  for (const [column, title] of titles.entries()) writeBefore(sheet, title, ends[column] ?? 0, at, style);
  return y + TITLE_HEIGHT;
};

const rowHeight = (sheet: Sheet, { descriptionWidth }: Layout, { name, remarks }: Row): number =>
  [
    paragraphHeight(sheet, name, descriptionWidth, BODY),
    ...remarks.map((remark) => paragraphHeight(sheet, remark, descriptionWidth, SMALL)),
  ].reduce((sum, height) => sum + height, 2 * PADDING);

const writeRow = (sheet: Sheet, layout: Layout, { name, remarks, cells }: Row, y: number): void => {
  const x = PAGE.left + PADDING;
  const width = layout.descriptionWidth;
  // As it is read: the name, the numbers beside it, the remarks below.
  const top = y + PADDING;
  let at = top + writeParagraph(sheet, name, { x, y: top, width }, BODY);
  for (const [column, cell] of cells.entries()) {
    if (cell !== '') writeBefore(sheet, cell, layout.ends[column] ?? 0, besides(top, layout.body, BODY), layout.body);
  }
  for (const remark of remarks) at += writeParagraph(sheet, remark, { x, y: at, width }, SMALL);
};
