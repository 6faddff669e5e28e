import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { refuse } from '../../../api/errors.ts';
import { IMPORT_FILE_INVALID } from '../errors.ts';
import { type Cells, columnNamed, isCardColumn } from './columns.ts';

/** Bytes of a file or a stream, in pieces of any size. */
export type Bytes = AsyncIterable<Uint8Array>;

/** A row of a file. */
export type Row = {
  /** Of its end, counted from 1. */
  readonly line: number;
  readonly cells: Cells;
  /** What is wrong with its form; null: nothing. */
  readonly problem: string | null;
};

const LONGEST_ROW = 1_000_000;

/**
 * The rows of a CSV in UTF-8 whose first line names the columns, one after the other as they are asked for. Refuses
 * IMPORT_FILE_INVALID for columns that are not known and for what is no CSV.
 */
export async function* rowsOf(bytes: Bytes, delimiter = ','): AsyncGenerator<Row> {
  const parser = parse({
    columns: namesOf,
    delimiter,
    info: true,
    bom: true,
    skip_empty_lines: true,
    relax_column_count: true,
    max_record_size: LONGEST_ROW,
  });
  // The iteration throws what goes wrong in either of the two.
  pipeline(Readable.from(decoded(bytes)), parser, () => undefined);
  try {
    for await (const { record, info } of parser as AsyncIterable<Parsed>) {
      const cells = Object.fromEntries(Object.entries(record).map(([column, cell]) => [column, plain(cell)]));
      const problem = info.error === undefined ? null : 'It has more or fewer cells than there are columns.';
      yield { line: info.lines, cells, problem };
    }
  } catch (error) {
    if (error instanceof CsvError) refuse(IMPORT_FILE_INVALID, `The file is no CSV: ${error.message}`);
    throw error;
  }
}

type Parsed = {
  readonly record: Readonly<Record<string, string>>;
  readonly info: { readonly lines: number; readonly error?: unknown };
};

const namesOf = (headers: readonly string[]): string[] => {
  const names = headers.map((header) => {
    if (isCardColumn(header)) {
      refuse(IMPORT_FILE_INVALID, `The column ${header} is refused: cards do not belong into files.`);
    }
    return columnNamed(header) ?? refuse(IMPORT_FILE_INVALID, `The column ${header.trim()} is not known.`);
  });
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) refuse(IMPORT_FILE_INVALID, `The column ${twice} comes twice.`);
  return names;
};

/** Exports mark what a spreadsheet would take for a formula. */
const plain = (cell: string): string => {
  const trimmed = cell.trim();
  return /^'[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/.test(trimmed) ? trimmed.slice(1) : trimmed;
};

async function* decoded(bytes: Bytes): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const decode = (piece?: Uint8Array): string => {
    try {
      return decoder.decode(piece, { stream: piece !== undefined });
    } catch {
      return refuse(IMPORT_FILE_INVALID, 'The file must be text in UTF-8.');
    }
  };
  for await (const piece of bytes) yield decode(piece);
  yield decode();
}
