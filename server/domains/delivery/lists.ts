import { refuse } from '../../api/errors.ts';
import { type Db, isUniqueViolation } from '../../db/database.ts';
import { newId } from '../../kit/ids.ts';
import { CODE_LIST_CODE_TAKEN, CODE_LIST_IN_USE, CODE_LIST_NOT_FOUND } from './errors.ts';
import { listCode, listFacts } from './rules/list-facts.ts';
import {
  type CodeList,
  type CodeListFacts,
  deleteCodeListRow,
  findCodeList,
  insertCodeList,
  listProductsOfCodeList,
  lockCodeList,
  noteStock,
  updateCodeListRow,
} from './store-lists.ts';

/** The list of a code. Refuses CODE_LIST_NOT_FOUND. */
export const codeListNamed = async (db: Db, merchantId: bigint, code: string): Promise<CodeList> =>
  (await findCodeList(db, merchantId, code)) ?? notFound(code);

const notFound = (code: string): never => refuse(CODE_LIST_NOT_FOUND, `There is no code list ${code}.`);

/** Adds an empty list. Refuses CODE_LIST_INVALID and CODE_LIST_CODE_TAKEN. */
export const createCodeList = async (
  db: Db,
  merchantId: bigint,
  code: string,
  given: Partial<CodeListFacts> & Pick<CodeListFacts, 'name'>,
  at: Date,
): Promise<void> => {
  const facts = listFacts(undefined, given);
  try {
    await insertCodeList(db, merchantId, newId(), listCode(code), facts, at);
  } catch (error) {
    if (isUniqueViolation(error, 'code_lists_code')) refuse(CODE_LIST_CODE_TAKEN, `There is a code list ${code}.`);
    throw error;
  }
};

/**
 * Changes a list; what is not given stays. `db` must be a transaction. Refuses CODE_LIST_NOT_FOUND and
 * CODE_LIST_INVALID.
 */
export const updateCodeList = async (
  db: Db,
  merchantId: bigint,
  code: string,
  changes: Partial<CodeListFacts>,
  at: Date,
): Promise<void> => {
  const before = (await lockCodeList(db, merchantId, code)) ?? notFound(code);
  await updateCodeListRow(db, merchantId, before.listId, listFacts(before, changes), at);
  await noteStock(db, merchantId, before.listId, at);
};

/**
 * Deletes a list with its keys; what was delivered keeps its codes. `db` must be a transaction. Refuses
 * CODE_LIST_NOT_FOUND, and CODE_LIST_IN_USE while products hand out its keys.
 */
export const deleteCodeList = async (db: Db, merchantId: bigint, code: string): Promise<void> => {
  const { listId } = (await lockCodeList(db, merchantId, code)) ?? notFound(code);
  const [product] = await listProductsOfCodeList(db, merchantId, code, 1);
  if (product !== undefined) refuse(CODE_LIST_IN_USE, `The product ${product} hands out keys of the list ${code}.`);
  await deleteCodeListRow(db, merchantId, listId);
};
