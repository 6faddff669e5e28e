import { randomUUID } from 'node:crypto';
import type { Merchant } from '../../api/call.ts';
import { INVALID_PARAMETER, Refused, refuse } from '../../api/errors.ts';
import { read } from '../../api/read.ts';
import { LATEST } from '../../api/versions.ts';
import { type Database, type Db, isUniqueViolation } from '../../db/database.ts';
import { randomCode } from '../../kit/ids.ts';
import type { Numbers } from '../accounts/index.ts';
import { Product } from './objects.ts';
import { addNewProduct, changeProduct } from './save-product.ts';
import { findProductByCode } from './store.ts';
import {
  listProductGroups,
  listTaxCategories,
  type Platform,
  type ProductGroup,
  putPlatforms,
  putProductGroups,
  putTaxCategories,
} from './store-lists.ts';

/**
 * What the public API cannot create, or not under a chosen code, is declared by the operator. Declaring is idempotent:
 * what is there already is changed, what is not is added, nothing is removed. Among groups and among tax categories
 * one is the default of the account.
 */

export type DeclaredTaxCategory = {
  readonly uuid?: string | null | undefined;
  readonly name: string;
  readonly isDefault: boolean;
};

export type DeclaredProductGroup = {
  readonly code?: string | null | undefined;
  readonly name: string;
  readonly templateName?: string | null | undefined;
  readonly description?: string | null | undefined;
  readonly enabled: boolean;
  readonly isDefault: boolean;
};

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Tax categories, found again by UUID, else by name. */
export const declareTaxCategories = async (
  db: Db,
  merchantId: bigint,
  declared: readonly DeclaredTaxCategory[],
): Promise<void> => {
  const before = await listTaxCategories(db, merchantId);
  const rows = declared.map(({ uuid, name, isDefault }) => {
    const given = uuid?.toLowerCase();
    if (given && !UUID.test(given)) refuse(INVALID_PARAMETER, `The UUID ${uuid} of the tax category ${name} is none.`);
    const known = before.find((category) => (given ? category.uuid === given : category.name === name));
    return { uuid: given || known?.uuid || randomUUID(), name, isDefault };
  });
  await putTaxCategories(
    db,
    merchantId,
    withOneDefault(before, rows, ({ uuid }) => uuid),
  );
};

/** Product groups, found again by code, else by name; without a code of its own a new one gets a generated code. */
export const declareProductGroups = async (
  db: Db,
  merchantId: bigint,
  declared: readonly DeclaredProductGroup[],
  at: Date,
): Promise<void> => {
  const before = await listProductGroups(db, merchantId);
  const rows = declared.map((group): ProductGroup => {
    const known = before.find(({ code, name }) =>
      group.code ? code === group.code : name.toLowerCase() === group.name.toLowerCase(),
    );
    return {
      code: group.code || known?.code || randomCode(),
      name: group.name,
      templateName: group.templateName || known?.templateName || 'Default Template',
      description: group.description ?? known?.description ?? '',
      enabled: group.enabled,
      isDefault: group.isDefault,
    };
  });
  try {
    await putProductGroups(
      db,
      merchantId,
      withOneDefault(before, rows, ({ code }) => code),
      at,
    );
  } catch (error) {
    if (isUniqueViolation(error, 'product_groups_name')) refuse(INVALID_PARAMETER, 'Two product groups have one name.');
    throw error;
  }
};

export const declarePlatforms = (db: Db, merchantId: bigint, declared: readonly Platform[]): Promise<void> =>
  putPlatforms(db, merchantId, declared);

/** The rows that change and those that have to, so that one is the default: the last that was said to be, else the old. */
const withOneDefault = <Row extends { readonly isDefault: boolean }>(
  before: readonly Row[],
  declared: readonly Row[],
  keyOf: (row: Row) => string,
): readonly Row[] => {
  const rows = new Map([...before, ...declared].map((row) => [keyOf(row), row]));
  const chosen =
    declared.findLast(({ isDefault }) => isDefault) ?? before.find(({ isDefault }) => isDefault) ?? declared[0];
  const defaultKey = chosen && keyOf(chosen);
  return [...rows].map(([key, row]) => ({ ...row, isDefault: key === defaultKey }));
};

/**
 * A product as the API would send it, added or changed by its code. Refusals name the path of the declaration.
 * No transaction may be open, since the number of a new product is taken on a connection of its own.
 */
export const declareProduct = async (
  deps: { readonly database: Database; readonly numbers: Numbers; readonly merchant: Merchant; readonly now: Date },
  declared: unknown,
  path: string,
): Promise<void> => {
  const { database, merchant, now } = deps;
  const sent = read(Product, LATEST, declared, path);
  if (sent === null) return refuse(INVALID_PARAMETER, `${path} must be a product.`);
  try {
    const known = await findProductByCode(database, merchant.id, sent.ProductCode);
    if (known === undefined) await addNewProduct({ db: database, merchant, now }, deps.numbers, sent);
    else await database.transaction((db) => changeProduct({ db, merchant, now }, sent));
  } catch (error) {
    if (error instanceof Refused) throw new Refused(error.refusal, `${path}: ${error.message}`);
    throw error;
  }
};
