import { paymentWords } from './payment.ts';
import {
  ACCENT,
  BODY,
  besides,
  CONTENT_WIDTH,
  INK,
  MUTED,
  PAGE,
  RIGHT_COLUMN,
  rule,
  type Sheet,
  SMALL,
  STRONG,
  shade,
  widthOf,
  write,
  writeBefore,
  writeParagraph,
} from './sheet.ts';
import { hasVat } from './tax-words.ts';
import { filled } from './words.ts';

const GAP = 24;
const LEFT_WIDTH = CONTENT_WIDTH - RIGHT_COLUMN.width - GAP;
const RIGHT_X = PAGE.right - RIGHT_COLUMN.width + RIGHT_COLUMN.inset;
const VALUE_INDENT = 105;

const NAME = { ...STRONG, size: 14, color: ACCENT };
const TITLE = { ...STRONG, size: 20, color: INK };
const LABEL = { ...SMALL, size: 8.5 };

/** Writes seller, title, buyer and facts at the top of the first page; answers where they end. */
export const writeHead = (sheet: Sheet): number => {
  const seller = writeSeller(sheet, PAGE.top);
  const title = writeTitle(sheet, PAGE.top);
  let y = Math.max(seller, title) + 14;
  rule(sheet, y, ACCENT, 1);
  y += 16;
  if (sheet.invoice.is_test) y = writeTestBanner(sheet, y);
  return Math.max(writeBuyer(sheet, y), writeFacts(sheet, y)) + 22;
};

/** Lines that a name or a line of an address may take: all of them together stay on the first page. */
const MAX_LINES = 3;

/** Writes texts one below the other, breaking those that are too long; answers where they end. */
const writeLines = (
  sheet: Sheet,
  lines: readonly string[],
  x: number,
  y: number,
  width: number,
  style = BODY,
): number =>
  lines.reduce(
    (at, line) => at + writeParagraph(sheet, sheet.print(line), { x, y: at, width, maxLines: MAX_LINES }, style) + 1,
    y,
  );

const writeSeller = (sheet: Sheet, y: number): number => {
  const { seller } = sheet.invoice.document;
  const below = writeLines(sheet, [seller.name], PAGE.left, y, LEFT_WIDTH, NAME) + 3;
  const lines = [
    ...seller.addressLines,
    ...countryLine(sheet, seller.countryCode),
    ...taxIdLine(sheet, seller),
    ...(seller.email === null ? [] : [seller.email]),
  ];
  return writeLines(sheet, lines, PAGE.left, below, LEFT_WIDTH, { ...BODY, size: 8.5, color: MUTED });
};

const writeTitle = (sheet: Sheet, y: number): number => {
  const { words, invoice } = sheet;
  writeBefore(sheet, invoice.kind === 'SALE' ? words.invoice : words.creditNote, PAGE.right, y - 3, TITLE);
  writeBefore(sheet, invoice.number, PAGE.right, y + 23, { ...BODY, size: 11, color: MUTED });
  return y + 38;
};

const writeTestBanner = (sheet: Sheet, y: number): number => {
  shade(sheet, { x: PAGE.left, y, width: CONTENT_WIDTH, height: 20 }, '#fdf0d5');
  write(sheet, sheet.words.test, PAGE.left + 8, y + 5, { ...STRONG, size: 8.5, color: '#8a5a00' });
  return y + 34;
};

const writeBuyer = (sheet: Sheet, y: number): number => {
  const { buyer } = sheet.invoice.document;
  write(sheet, sheet.words.billTo, PAGE.left, besides(y, LABEL, BODY), LABEL);
  const names = [buyer.company, buyer.person].flatMap((name) => name ?? []);
  const first = writeLines(sheet, names.slice(0, 1), PAGE.left, y + 13, LEFT_WIDTH, { ...STRONG, size: 10 });
  return writeLines(
    sheet,
    [
      ...names.slice(1),
      ...buyer.addressLines,
      ...countryLine(sheet, buyer.countryCode),
      ...taxIdLine(sheet, buyer),
      ...(buyer.email === null ? [] : [buyer.email]),
    ],
    PAGE.left,
    first + 1,
    LEFT_WIDTH,
  );
};

const countryLine = ({ formats }: Sheet, code: string): readonly string[] =>
  code === '' ? [] : [formats.country(code)];

const taxIdLine = (
  { words }: Sheet,
  { taxId, countryCode }: { readonly taxId: string | null; readonly countryCode: string },
): readonly string[] => (taxId === null ? [] : [`${hasVat(countryCode) ? words.vatId : words.taxId}: ${taxId}`]);

/** Pairs of a label and its value, one below the other. */
const writeFacts = (sheet: Sheet, y: number): number => {
  const facts = factsOf(sheet);
  const indent = Math.max(VALUE_INDENT, ...facts.map(([label]) => widthOf(sheet, label, LABEL) + 8));
  const [x, width] = [RIGHT_X + indent, PAGE.right - RIGHT_X - indent];
  return facts.reduce((at, [label, value]) => {
    write(sheet, label, RIGHT_X, besides(at, LABEL, BODY), LABEL);
    return at + writeParagraph(sheet, sheet.print(value), { x, y: at, width, maxLines: MAX_LINES }, BODY) + 3;
  }, y);
};

const factsOf = ({ invoice, words, formats }: Sheet): readonly (readonly [string, string])[] => {
  const { document } = invoice;
  const isSale = invoice.kind === 'SALE';
  return [
    [isSale ? words.invoiceNumber : words.creditNoteNumber, invoice.number],
    [words.issued, formats.day(invoice.issued_on)],
    ...(isSale && document.suppliedOn !== invoice.issued_on
      ? ([[words.supplied, formats.day(document.suppliedOn)]] as const)
      : []),
    ...(invoice.corrects_number !== null && invoice.corrects_on !== null
      ? ([
          [
            words.corrects,
            filled(words.correctsText, { number: invoice.corrects_number, day: formats.day(invoice.corrects_on) }),
          ],
        ] as const)
      : []),
    [words.order, String(invoice.ref_no)],
    [words.ordered, formats.day(document.orderedOn)],
    ...(document.externalReference === null ? [] : ([[words.yourReference, document.externalReference]] as const)),
    [words.payment, paymentWords(document.payment, words)],
  ];
};
