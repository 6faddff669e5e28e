import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { refuse } from '../../api/errors.ts';
import { ACTIVATION_KEY_INVALID } from './errors.ts';
import { keyText, MOST_KEY_BYTES } from './rules/key-text.ts';

/** Bytes of a file or a stream, in pieces of any size. */
export type Bytes = AsyncIterable<Uint8Array>;

/** The keys of a text: of a column where it is a CSV, else of its lines. */
export const keysOfBytes = (bytes: Bytes, column: string | null): AsyncGenerator<string> =>
  column === null ? keysOfLines(bytes) : keysOfColumn(bytes, column);

/**
 * The keys of a text with one a line, in their order. Blanks around a key and empty lines are passed over. Refuses
 * ACTIVATION_KEY_INVALID with the number of the line, also for a text that is not UTF-8.
 */
async function* keysOfLines(bytes: Bytes): AsyncGenerator<string> {
  let lineNo = 0;
  let rest = '';
  for await (const piece of decoded(bytes)) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      lineNo += 1;
      const key = keyText(line, `Line ${lineNo}`);
      if (key !== undefined) yield key;
    }
    // A file of something else may have no line breaks at all, and is not to be held in memory.
    if (rest.length > LONGEST_LINE) refuse(ACTIVATION_KEY_INVALID, `Line ${lineNo + 1} is too long for a key.`);
  }
  const last = keyText(rest, `Line ${lineNo + 1}`);
  if (last !== undefined) yield last;
}

const LONGEST_LINE = 4 * MOST_KEY_BYTES;

/**
 * The keys in one column of a CSV text, whose first line names the columns (in any letter case). Rows without a key are
 * passed over. Refuses ACTIVATION_KEY_INVALID with the number of the row's line.
 */
async function* keysOfColumn(bytes: Bytes, column: string): AsyncGenerator<string> {
  const rows = parse({ columns: columnsWith(column), info: true, bom: true, max_record_size: LONGEST_ROW });
  // The iteration throws what goes wrong in either of the two.
  pipeline(Readable.from(decoded(bytes)), rows, () => undefined);
  try {
    for await (const { record, info } of rows as AsyncIterable<Row>) {
      const key = keyText(record[KEY] ?? '', `Line ${info.lines}`);
      if (key !== undefined) yield key;
    }
  } catch (error) {
    if (error instanceof CsvError) refuse(ACTIVATION_KEY_INVALID, `The CSV cannot be read: ${error.code}.`);
    throw error;
  }
}

const LONGEST_ROW = 1_000_000;
const KEY = 'key';

type Row = { readonly record: { readonly [KEY]?: string }; readonly info: { readonly lines: number } };

/** Keeps the wanted column under a name of our own; the others are dropped. */
const columnsWith =
  (column: string) =>
  (header: readonly string[]): (string | false)[] => {
    const wanted = column.trim().toLowerCase();
    const names = header.map((name) => name.trim().toLowerCase());
    const at = names.indexOf(wanted);
    if (at < 0) refuse(ACTIVATION_KEY_INVALID, `The first line names no column ${column}.`);
    return names.map((_, index) => (index === at ? KEY : false));
  };

/** The text of UTF-8 bytes, without a byte order mark. */
async function* decoded(bytes: Bytes): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const decode = (piece?: Uint8Array): string => {
    try {
      return decoder.decode(piece, { stream: piece !== undefined });
    } catch {
      return refuse(ACTIVATION_KEY_INVALID, 'The keys must be text in UTF-8.');
    }
  };
  for await (const piece of bytes) yield decode(piece);
  yield decode();
}
