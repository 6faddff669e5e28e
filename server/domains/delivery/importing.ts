import { refuse } from '../../api/errors.ts';
import type { Db } from '../../db/database.ts';
import { CODE_LIST_INVALID } from './errors.ts';
import { codeListNamed } from './lists.ts';
import { addKeys } from './store-lists.ts';

/** Keys that are held in memory and stored by one statement. */
const BATCH = 5_000;

export type Imported = {
  readonly added: number;
  /** Keys that the list had already, or that came twice. */
  readonly skipped: number;
};

export type ImportOptions = {
  /** Told after each batch of all that was stored so far. */
  readonly onProgress?: (soFar: Imported) => void;
};

/**
 * Adds keys to a list in the order given, a batch at a time, however many there are. Keys that the list has are
 * skipped, so an import that broke off is simply made again. `db` must not be a transaction, which would hold the list
 * all the while. Refuses CODE_LIST_NOT_FOUND, and
 * CODE_LIST_INVALID for a list with a shared key; what the source refuses ends the import after what came before it.
 */
export const importKeys = async (
  db: Db,
  merchantId: bigint,
  listCode: string,
  keys: AsyncIterable<string> | Iterable<string>,
  at: Date,
  { onProgress }: ImportOptions = {},
): Promise<Imported> => {
  const { listId, sharedKey } = await codeListNamed(db, merchantId, listCode);
  if (sharedKey !== null) refuse(CODE_LIST_INVALID, `The list ${listCode} hands out one key to everybody.`);
  let soFar: Imported = { added: 0, skipped: 0 };
  for await (const batch of batchesOf(keys)) {
    const added = await addKeys(db, merchantId, listId, batch, at);
    soFar = { added: soFar.added + added, skipped: soFar.skipped + batch.length - added };
    onProgress?.(soFar);
  }
  return soFar;
};

/** Full batches and a last one; what came before the source fails is given out first. */
async function* batchesOf(keys: AsyncIterable<string> | Iterable<string>): AsyncGenerator<readonly string[]> {
  let batch: string[] = [];
  try {
    for await (const key of keys) {
      batch.push(key);
      if (batch.length < BATCH) continue;
      const full = batch;
      batch = [];
      yield full;
    }
  } catch (error) {
    if (batch.length > 0) yield batch;
    throw error;
  }
  if (batch.length > 0) yield batch;
}
