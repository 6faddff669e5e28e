import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Merchant } from '../../api/call.ts';
import { statement } from '../../db/database.ts';
import { codeListNamed, declareCodeList } from './index.ts';
import { createStage, type Stage } from './testing/stage.ts';

let stage: Stage;
let shop: Merchant;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sutler-lists-'));
  writeFileSync(join(folder, 'keys.txt'), 'file-1\nfile-2\ninline-1\n');
  writeFileSync(join(folder, 'keys.csv'), 'id,key\n1,csv-1\n');
  writeFileSync(join(folder, 'bad.txt'), 'a\n\u0001\n');
  stage = await createStage();
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await stage.drop();
});
beforeEach(async () => {
  shop = await stage.newMerchant();
});

const declare = (list: unknown) =>
  declareCodeList(
    { database: stage.database, merchant: shop, now: stage.time.now, folder },
    list,
    'merchants[0].codeLists[0]',
  );
const keys = async (): Promise<string[]> => {
  const rows = await stage.database.rows<{ code: string }>(
    statement('SELECT code FROM activation_keys WHERE merchant_id = $1 ORDER BY key_no', [shop.id]),
  );
  return rows.map(({ code }) => code);
};

test('a list is declared with keys of its own and of files, relative to the seed', async () => {
  const list = { code: 'PRO', keyPer: 'LINE', lowStockBelow: '9', keys: ['inline-1', ' '], keysFile: 'keys.txt' };
  await declare(list);
  expect(await codeListNamed(stage.database, shop.id, 'PRO')).toMatchObject({
    name: 'PRO',
    keyPer: 'LINE',
    lowStockBelow: 9,
    lowStockAt: stage.time.now,
  });
  expect(await keys()).toEqual(['inline-1', 'file-1', 'file-2']);
  await declare({ code: 'PRO', keysFile: join(folder, 'keys.csv'), keysColumn: 'Key' });
  expect(await keys()).toEqual(['inline-1', 'file-1', 'file-2', 'csv-1']);
});

test('declared again, only what is named changes, and nothing is removed', async () => {
  await declare({ code: 'PRO', name: 'Pro', description: 'Yours', keyPer: 'LINE', keys: ['a'] });
  await declare({ code: 'PRO', description: 'Keep it', keys: ['b', 'a'] });
  expect(await codeListNamed(stage.database, shop.id, 'PRO')).toMatchObject({
    name: 'Pro',
    description: 'Keep it',
    keyPer: 'LINE',
  });
  expect(await keys()).toEqual(['a', 'b']);
  await declare({ code: 'PRO', sharedKey: 'ONE' });
  expect(await codeListNamed(stage.database, shop.id, 'PRO')).toMatchObject({ sharedKey: 'ONE' });
  await declare({ code: 'PRO', sharedKey: null });
  expect(await codeListNamed(stage.database, shop.id, 'PRO')).toMatchObject({ sharedKey: null });
});

test.each<[string, unknown, string]>([
  ['no object', 'PRO', 'merchants[0].codeLists[0]'],
  ['nothing', null, 'merchants[0].codeLists[0] must be an object'],
  ['no code', { name: 'Pro' }, 'merchants[0].codeLists[0].code'],
  ['a code with blanks', { code: ' PRO' }, 'merchants[0].codeLists[0]: The code of a list'],
  ['another word for a unit', { code: 'PRO', keyPer: 'ORDER' }, 'merchants[0].codeLists[0].keyPer must be one of'],
  [
    'a file that is not there',
    { code: 'PRO', keysFile: 'none' },
    'codeLists[0]: The file of keys cannot be read: ENOENT',
  ],
  ['a bad line', { code: 'PRO', keysFile: 'bad.txt' }, 'codeLists[0]: Line 2: a key has no control characters.'],
  ['a bad key', { code: 'PRO', keys: ['a', 'b\tc'] }, 'codeLists[0]: keys[1]: a key has no control characters.'],
  ['both kinds of keys', { code: 'PRO', sharedKey: 'A', keys: ['b'] }, 'hands out one key to everybody'],
])('refused with its path: %s', async (_, list, sentence) => {
  await expect(declare(list)).rejects.toThrow(sentence);
});
