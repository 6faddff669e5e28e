import type { Merchant } from '../../../api/call.ts';
import { Refused } from '../../../api/errors.ts';
import { read } from '../../../api/read.ts';
import { LATEST } from '../../../api/versions.ts';
import type { CardWorks } from '../card-changes.ts';
import { IMPORT_FILE_INVALID } from '../errors.ts';
import type { Imported } from '../import-order.ts';
import { importSubscription } from '../importing.ts';
import { SubscriptionImport } from '../objects.ts';
import { importOf } from './columns.ts';
import { inOrder } from './in-order.ts';
import type { Row } from './reading.ts';

export type ImportTotals = {
  readonly added: number;
  /** Imported before, and told otherwise now. */
  readonly changed: number;
  /** Imported before, and told the same now. */
  readonly unchanged: number;
  readonly refused: number;
};

/** A row that was not imported. */
export type RefusedRow = { readonly line: number; readonly code: string; readonly message: string };

export type ImportHooks = {
  readonly onRefused?: (row: RefusedRow) => void;
  /** Told after each row of all so far. */
  readonly onProgress?: (soFar: ImportTotals) => void;
};

/** Rows worked on at once. */
const AT_ONCE = 4;

const COUNTED = { ADDED: 'added', CHANGED: 'changed', UNCHANGED: 'unchanged', REFUSED: 'refused' } as const;

/**
 * Imports the rows of a file, however many there are, as addSubscription does. A row that is refused is told of and passed
 * over. An import that broke off is simply made again: rows that were imported are found by their external references.
 */
export const importSubscriptions = async (
  works: CardWorks,
  merchant: Merchant,
  rows: AsyncIterable<Row> | Iterable<Row>,
  { onRefused, onProgress }: ImportHooks = {},
): Promise<ImportTotals> => {
  let soFar: ImportTotals = { added: 0, changed: 0, unchanged: 0, refused: 0 };
  await inOrder(rows, { atOnce: AT_ONCE, keyOf }, async (row) => {
    const outcome = await importRow(works, merchant, row, onRefused);
    const name = COUNTED[outcome];
    soFar = { ...soFar, [name]: soFar[name] + 1 };
    onProgress?.(soFar);
  });
  return soFar;
};

const keyOf = ({ cells }: Row): string => cells.ExternalSubscriptionReference ?? '';

const importRow = async (
  { database, parts, now }: CardWorks,
  merchant: Merchant,
  { line, cells, problem }: Row,
  onRefused: ImportHooks['onRefused'],
): Promise<Imported['outcome'] | 'REFUSED'> => {
  try {
    if (problem !== null) throw new Refused(IMPORT_FILE_INVALID, problem);
    const sent = read(SubscriptionImport, LATEST, importOf(cells), '');
    if (sent === null) throw new Refused(IMPORT_FILE_INVALID, 'The row is empty.');
    const call = {
      db: database,
      transaction: database.transaction,
      merchant,
      now: new Date(now().getTime() + merchant.clockOffsetMs),
      parts,
    };
    return (await importSubscription(call, sent)).outcome;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    onRefused?.({ line, code: error.refusal.code, message: error.message });
    return 'REFUSED';
  }
};
