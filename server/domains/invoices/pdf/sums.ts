import { totalsByRate } from '../rules/lines.ts';
import {
  ACCENT,
  BODY,
  CONTENT_WIDTH,
  lineHeight,
  PAGE,
  paragraphHeight,
  RIGHT_COLUMN,
  rule,
  type Sheet,
  SMALL,
  STRONG,
  type Style,
  widthOf,
  write,
  writeBefore,
  writeParagraph,
} from './sheet.ts';
import type { Room } from './table.ts';
import { taxWord } from './tax-words.ts';
import { filled } from './words.ts';

const { inset: INSET } = RIGHT_COLUMN;
const LABEL_GAP = 16;

type Sum = { readonly label: string; readonly value: string; readonly style: Style; readonly isTotal: boolean };

/** Writes the sums below the table, all on one page, and the notes under them; answers where they end. */
export const writeSums = (sheet: Sheet, y: number, room: Room): number => {
  const sums = sumsOf(sheet);
  const height = sums.reduce((total, sum) => total + heightOf(sheet, sum), 12);
  let at = room(y, height, (top) => top) + 10;
  const x = PAGE.right - widthOfSums(sheet, sums);
  for (const sum of sums) at = writeSum(sheet, sum, x, at);
  for (const note of notesOf(sheet)) {
    const needed = paragraphHeight(sheet, note, CONTENT_WIDTH, SMALL) + 8;
    at = room(at + 4, needed, (top) => top);
    at += writeParagraph(sheet, note, { x: PAGE.left, y: at + 8, width: CONTENT_WIDTH }, { ...BODY, size: 8 }) + 8;
  }
  return at;
};

const sumsOf = (sheet: Sheet): readonly Sum[] => {
  const { invoice, words, formats } = sheet;
  const plain = (label: string, minor: bigint): Sum => ({
    label,
    value: formats.amount(minor),
    style: BODY,
    isTotal: false,
  });
  const rates = totalsByRate(invoice.document.lines).map(({ ratePpm, netMinor, vatMinor }) =>
    plain(
      filled(words.taxTotal, {
        tax: taxWord(sheet),
        rate: formats.percent(ratePpm),
        net: formats.amount(netMinor),
      }),
      vatMinor,
    ),
  );
  const total: Sum = {
    label: invoice.kind === 'SALE' ? words.total : words.credited,
    value: formats.money(invoice.gross_minor),
    style: { ...STRONG, size: 11.5, color: ACCENT },
    isTotal: true,
  };
  return [plain(words.netTotal, invoice.net_minor), ...rates, total, ...settledSum(sheet)];
};

/** Whether the buyer still owes the money; a credit note owes nothing. */
const settledSum = ({ invoice, words, formats }: Sheet): readonly Sum[] => {
  const { paidOn } = invoice.document.payment;
  if (invoice.kind === 'CREDIT_NOTE') return [];
  const [label, minor] =
    paidOn === null
      ? [words.toPay, invoice.gross_minor]
      : [filled(words.paid, { day: formats.day(paidOn) }), invoice.gross_minor];
  const style = paidOn === null ? STRONG : { ...BODY, size: 8.5 };
  return [{ label, value: formats.money(minor), style, isTotal: false }];
};

/** As wide as the column of facts above, unless a sum is longer. */
const widthOfSums = (sheet: Sheet, sums: readonly Sum[]): number => {
  const widths = sums.map(
    ({ label, value, style }) => widthOf(sheet, label, style) + widthOf(sheet, value, style) + LABEL_GAP + 2 * INSET,
  );
  return Math.min(Math.max(RIGHT_COLUMN.width, ...widths), CONTENT_WIDTH);
};

const heightOf = (sheet: Sheet, { style, isTotal }: Sum): number => lineHeight(sheet, style) + (isTotal ? 14 : 5);

const writeSum = (sheet: Sheet, sum: Sum, x: number, y: number): number => {
  const { label, value, style, isTotal } = sum;
  const at = y + (isTotal ? 7 : 2);
  if (isTotal) rule(sheet, y + 1, ACCENT, 1, x);
  write(sheet, label, x + INSET, at, style);
  writeBefore(sheet, value, PAGE.right - INSET, at, style);
  return y + heightOf(sheet, sum);
};

const notesOf = ({ invoice, words, isWhole }: Sheet): readonly string[] => {
  const { notes } = invoice.document;
  return [
    ...(notes.includes('REVERSE_CHARGE') ? [words.reverseCharge] : []),
    ...(notes.includes('EXEMPT') ? [words.exempt] : []),
    ...(isWhole() ? [] : [words.unprintable]),
  ];
};
