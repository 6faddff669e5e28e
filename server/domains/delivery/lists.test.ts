import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Merchant } from '../../api/call.ts';
import {
  type CodeListFacts,
  codeListNamed,
  createCodeList,
  deleteCodeList,
  findStock,
  importKeys,
  listCodeLists,
  listOrdersOfCode,
  listProductsOfCodeList,
  updateCodeList,
} from './index.ts';
import { createStage, type Stage } from './testing/stage.ts';

let stage: Stage;
let shop: Merchant;

beforeAll(async () => {
  stage = await createStage();
});
afterAll(() => stage.drop());
beforeEach(async () => {
  shop = await stage.newMerchant();
});

const ALL = { limit: 200, offset: 0 };
const create = (code: string, facts: Partial<CodeListFacts> = {}) =>
  createCodeList(stage.database, shop.id, code, { name: 'Keys', ...facts }, stage.time.now);
const update = (code: string, changes: Partial<CodeListFacts>, at = stage.time.now) =>
  stage.database.transaction((db) => updateCodeList(db, shop.id, code, changes, at));
const remove = (code: string) => stage.database.transaction((db) => deleteCodeList(db, shop.id, code));

test('a list is as it was given, and changes are all that changes', async () => {
  await create('PRO', { name: ' Pro keys ', keyPer: 'LINE', description: 'Yours', lowStockBelow: 5 });
  const made = await codeListNamed(stage.database, shop.id, 'PRO');
  expect(made).toEqual({
    listId: expect.any(BigInt),
    code: 'PRO',
    name: 'Pro keys',
    kind: 'STATIC',
    sharedKey: null,
    keyPer: 'LINE',
    description: 'Yours',
    lowStockBelow: 5,
    lowStockAt: null,
    createdAt: stage.time.now,
    updatedAt: stage.time.now,
  });
  const later = new Date(stage.time.now.getTime() + 1000);
  await update('PRO', { description: 'Keep it', lowStockBelow: null }, later);
  expect(await codeListNamed(stage.database, shop.id, 'PRO')).toEqual({
    ...made,
    description: 'Keep it',
    lowStockBelow: null,
    updatedAt: later,
  });
});

test('a new warning looks at the keys that there are', async () => {
  await create('PRO');
  await importKeys(stage.database, shop.id, 'PRO', ['a', 'b'], stage.time.now);
  await update('PRO', { lowStockBelow: 3 });
  expect(await codeListNamed(stage.database, shop.id, 'PRO')).toMatchObject({ lowStockAt: stage.time.now });
  await update('PRO', { lowStockBelow: 2 });
  expect(await codeListNamed(stage.database, shop.id, 'PRO')).toMatchObject({ lowStockAt: null });
});

test('lists are told in the order of their codes, with their stock', async () => {
  await stage.putList(shop, 'B', ['b1', 'b2', 'b3']);
  await create('A');
  await stage.deliver(shop, await stage.sell(shop, [{ product: 'B' }]));
  const pages = await Promise.all([0, 1].map((offset) => listCodeLists(stage.database, shop.id, { limit: 1, offset })));
  expect(pages.flat().map(({ code, free, used }) => [code, free, used])).toEqual([
    ['A', 0, 0],
    ['B', 2, 1],
  ]);
  const { listId } = await codeListNamed(stage.database, shop.id, 'B');
  expect(await findStock(stage.database, shop.id, listId)).toEqual({ free: 2, used: 1 });
});

test('a list is deleted when no product is left on it; what was delivered keeps its keys', async () => {
  await stage.putList(shop, 'PRO', ['k1', 'k2']);
  await stage.deliver(shop, await stage.sell(shop, [{ product: 'PRO' }]));
  expect(await listProductsOfCodeList(stage.database, shop.id, 'PRO', 10)).toEqual(['PRO']);
  await expect(remove('PRO')).rejects.toThrow('The product PRO hands out keys of the list PRO.');
  await stage.putProduct(shop, 'PRO', { CodeList: null });
  await remove('PRO');
  expect(await listCodeLists(stage.database, shop.id, ALL)).toEqual([]);
  expect(await listOrdersOfCode(stage.database, shop.id, 'k1', ALL)).toHaveLength(1);

  // A list of that code may come again, with the same keys, and hands them out.
  await stage.putList(shop, 'PRO', ['k1']);
  const refNo = await stage.sell(shop, [{ product: 'PRO' }]);
  expect(await stage.deliver(shop, refNo)).toBe(true);
  expect((await listOrdersOfCode(stage.database, shop.id, 'k1', ALL)).map((one) => one.refNo)[0]).toBe(refNo);
});

test.each<[string, () => Promise<unknown>, string]>([
  ['a code that is taken', () => create('PRO'), 'CODE_LIST_CODE_TAKEN'],
  ['an empty code', () => create(''), 'CODE_LIST_INVALID'],
  ['a code with blanks around it', () => create(' PRO'), 'CODE_LIST_INVALID'],
  ['a code that is too long', () => create('x'.repeat(65)), 'CODE_LIST_INVALID'],
  ['no name', () => create('NEW', { name: ' ' }), 'CODE_LIST_INVALID'],
  ['a warning below nothing', () => create('NEW', { lowStockBelow: 0 }), 'CODE_LIST_INVALID'],
  ['a warning below half a key', () => create('NEW', { lowStockBelow: 1.5 }), 'CODE_LIST_INVALID'],
  ['a shared key that is too long', () => create('NEW', { sharedKey: 'x'.repeat(2001) }), 'ACTIVATION_KEY_INVALID'],
  ['a change of nothing', () => update('NONE', {}), 'CODE_LIST_NOT_FOUND'],
  ['a change to what cannot be', () => update('PRO', { name: '' }), 'CODE_LIST_INVALID'],
  ['the end of nothing', () => remove('NONE'), 'CODE_LIST_NOT_FOUND'],
])('refused: %s', async (_, work, code) => {
  await create('PRO');
  await expect(work()).rejects.toMatchObject({ refusal: { code } });
});
