import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import type { Merchant } from '../../api/call.ts';
import { INVALID_PARAMETER, Refused, refuse } from '../../api/errors.ts';
import { read } from '../../api/read.ts';
import { integer, list, object, type Read, text } from '../../api/schema.ts';
import { LATEST } from '../../api/versions.ts';
import type { Database } from '../../db/database.ts';
import { importKeys } from './importing.ts';
import { createCodeList, updateCodeList } from './lists.ts';
import { keysOfBytes } from './reading.ts';
import { keyText } from './rules/key-text.ts';
import { MOST_LOW_STOCK } from './rules/list-facts.ts';
import { type CodeListFacts, findCodeList } from './store-lists.ts';

/** A code list as it is declared in a seed. Its keys are named one by one, in a file, or both. */
const DeclaredCodeList = object('DeclaredCodeList', {
  code: text({ required: true, max: 64 }),
  name: text({ max: 255 }),
  description: text(),
  sharedKey: text(),
  keyPer: text({ oneOf: ['UNIT', 'LINE'] }),
  lowStockBelow: integer({ min: 1, max: MOST_LOW_STOCK }),
  keys: list(text(), { max: 10_000 }),
  keysFile: text({ max: 4096, about: 'One key a line; relative to the folder of the seed.' }),
  keysColumn: text({ max: 255, about: 'The file is a CSV with a line of names; the keys are in this column.' }),
});

type DeclaredCodeList = Read<typeof DeclaredCodeList>;

export type DeclareDeps = {
  readonly database: Database;
  readonly merchant: Merchant;
  /** The merchant's now. */
  readonly now: Date;
  /** Where relative names of files begin. */
  readonly folder: string;
};

/**
 * A code list with keys, found again by its code. Idempotent: what is declared is changed or added, keys that are there
 * are left, nothing is removed. Refusals name the path of the declaration. No transaction may be open.
 */
export const declareCodeList = async (deps: DeclareDeps, declared: unknown, path: string): Promise<void> => {
  const sent = read(DeclaredCodeList, LATEST, declared, path);
  if (sent === null) return refuse(INVALID_PARAMETER, `${path} must be a code list.`);
  try {
    await putList(deps, sent);
    await putKeys(deps, sent);
  } catch (error) {
    if (error instanceof Refused) throw new Refused(error.refusal, `${path}: ${error.message}`);
    throw error;
  }
};

const putList = async ({ database, merchant, now }: DeclareDeps, sent: DeclaredCodeList): Promise<void> => {
  const known = await findCodeList(database, merchant.id, sent.code);
  const facts = factsOf(sent);
  if (known !== undefined) await database.transaction((db) => updateCodeList(db, merchant.id, sent.code, facts, now));
  else await createCodeList(database, merchant.id, sent.code, { ...facts, name: facts.name ?? sent.code }, now);
};

const factsOf = ({
  name,
  description,
  sharedKey,
  keyPer,
  lowStockBelow,
}: DeclaredCodeList): Partial<CodeListFacts> => ({
  ...(name && { name }),
  ...(description != null && { description }),
  ...(sharedKey !== undefined && { sharedKey }),
  ...(keyPer && { keyPer: keyPer === 'LINE' ? 'LINE' : 'UNIT' }),
  ...(lowStockBelow !== undefined && { lowStockBelow }),
});

const putKeys = async (deps: DeclareDeps, sent: DeclaredCodeList): Promise<void> => {
  const { database, merchant, now, folder } = deps;
  const put = (keys: AsyncIterable<string> | Iterable<string>) =>
    importKeys(database, merchant.id, sent.code, keys, now);
  const keys = (sent.keys ?? []).flatMap((key, index) => keyText(key, `keys[${index}]`) ?? []);
  if (keys.length > 0) await put(keys);
  if (sent.keysFile) await put(keysOfFile(resolve(folder, sent.keysFile), sent.keysColumn || null));
};

/** The keys of a file, as keysOfBytes reads them. Refuses INVALID_PARAMETER when there is nothing to read. */
export async function* keysOfFile(file: string, column: string | null): AsyncGenerator<string> {
  try {
    yield* keysOfBytes(createReadStream(file), column);
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    refuse(INVALID_PARAMETER, `The file of keys cannot be read: ${error.message}`);
  }
}
