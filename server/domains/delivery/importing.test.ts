import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Merchant } from '../../api/call.ts';
import { Refused } from '../../api/errors.ts';
import { statement } from '../../db/database.ts';
import { createCodeList, importKeys, keysOfBytes } from './index.ts';
import { createStage, type Stage } from './testing/stage.ts';

let stage: Stage;
let shop: Merchant;

beforeAll(async () => {
  stage = await createStage();
});
afterAll(() => stage.drop());
beforeEach(async () => {
  shop = await stage.newMerchant();
  await createCodeList(stage.database, shop.id, 'LIST', { name: 'List' }, stage.time.now);
});

const load = (keys: Iterable<string> | AsyncIterable<string>, onProgress?: (soFar: object) => void) =>
  importKeys(stage.database, shop.id, 'LIST', keys, stage.time.now, onProgress === undefined ? {} : { onProgress });

/** All keys of the merchant in the order in which they will be handed out. */
const inOrder = async (): Promise<string[]> => {
  const rows = await stage.database.rows<{ code: string }>(
    statement('SELECT code FROM activation_keys WHERE merchant_id = $1 ORDER BY list_id, key_no', [shop.id]),
  );
  return rows.map(({ code }) => code);
};

describe('an import', () => {
  test('keeps the order of the keys and skips what is there or comes twice', async () => {
    expect(await load(['b', 'a', 'b', 'A'])).toEqual({ added: 3, skipped: 1 });
    expect(await load(['c', 'a', 'd'])).toEqual({ added: 2, skipped: 1 });
    expect(await load([])).toEqual({ added: 0, skipped: 0 });
    expect(await inOrder()).toEqual(['b', 'a', 'A', 'c', 'd']);
  });

  test('keeps any sign that a key may have', async () => {
    const keys = ['a,b', '"quoted"', '{}', 'back\\slash', 'NULL', 'ключ', '🗝', "it's"];
    await load(keys);
    expect(await inOrder()).toEqual(keys);
  });

  test('of 100,000 keys holds one batch at a time, and made again adds nothing', async () => {
    let given = 0;
    let stored = 0;
    let mostHeld = 0;
    function* source() {
      for (given = 0; given < 100_000; given += 1) {
        mostHeld = Math.max(mostHeld, given - stored);
        yield `KEY-${given}`;
      }
    }
    const note = (soFar: object) => {
      stored = Object.values(soFar).reduce((sum, count) => sum + count, 0);
    };
    expect(await load(source(), note)).toEqual({ added: 100_000, skipped: 0 });
    expect(mostHeld).toBeLessThanOrEqual(5_000);
    stored = 0;
    expect(await load(source(), note)).toEqual({ added: 0, skipped: 100_000 });
  }, 60_000);

  test('made twice at once adds each key once', async () => {
    const keys = Array.from({ length: 12_000 }, (_, index) => `KEY-${index}`);
    const [one, two] = await Promise.all([load(keys), load(keys.toReversed())]);
    expect(one.added + two.added).toBe(12_000);
    expect(one.skipped + two.skipped).toBe(12_000);
  });

  test('that breaks off keeps what came before, and is simply made again', async () => {
    const good = Array.from({ length: 5_500 }, (_, index) => `KEY-${index}`);
    async function* broken() {
      yield* good;
      throw new Refused({ code: 'X', number: 1, kind: 'invalid', sentence: 'Broken.' });
    }
    await expect(load(broken())).rejects.toThrow('Broken.');
    expect(await inOrder()).toHaveLength(5_500);
    expect(await load([...good, 'last'])).toEqual({ added: 1, skipped: 5_500 });
  });

  test.each([
    ['a list that there is not', 'NOWHERE', 'There is no code list NOWHERE.'],
    ['a list with a shared key', 'SHARED', 'hands out one key to everybody'],
  ])('into %s is refused', async (_, list, sentence) => {
    await createCodeList(stage.database, shop.id, 'SHARED', { name: 'Shared', sharedKey: 'K' }, stage.time.now);
    await expect(importKeys(stage.database, shop.id, list, ['a'], stage.time.now)).rejects.toThrow(sentence);
  });
});

describe('keys are read', () => {
  /** In pieces of so many bytes, which may cut signs in two. */
  async function* bytes(text: string | Uint8Array, size = 3) {
    const whole = typeof text === 'string' ? Buffer.from(text) : text;
    for (let at = 0; at < whole.length; at += size) yield whole.subarray(at, at + size);
  }
  const read = async (text: string | Uint8Array, column: string | null = null, size?: number): Promise<string[]> => {
    const keys: string[] = [];
    for await (const key of keysOfBytes(bytes(text, size), column)) keys.push(key);
    return keys;
  };

  test.each<[string, string, string[]]>([
    ['one a line', 'a\nb\nc', ['a', 'b', 'c']],
    ['with the line ends of Windows', 'a\r\nb\r\n', ['a', 'b']],
    ['after a byte order mark', '\ufeffa\nb', ['a', 'b']],
    ['without blanks around them and empty lines', '\n  a b \n\n \t\nc\n\n', ['a b', 'c']],
    ['with commas and quotes as they are', 'a,"b"\n', ['a,"b"']],
    ['with signs of several bytes', 'ключ\n🗝🗝\n', ['ключ', '🗝🗝']],
    ['from nothing', '', []],
  ])('%s', async (_, text, keys) => {
    expect(await read(text)).toEqual(keys);
    expect(await read(text, null, 1000)).toEqual(keys);
  });

  test.each<[string, string, string[]]>([
    ['of one column', 'Name,Licence Key\nx,a\ny,b\n', ['a', 'b']],
    ['of the only column', 'licence key\na\n', ['a']],
    ['with quotes taken off', 'licence key,n\n"a,1",2\n"b ""2""",3', ['a,1', 'b "2"']],
    ['after a byte order mark', '\ufeffLicence key\r\na\r\n', ['a']],
    ['where there is one', 'licence key,n\n,1\nb,2\n', ['b']],
  ])('from CSV %s', async (_, text, keys) => {
    expect(await read(text, 'licence key')).toEqual(keys);
  });

  test.each<[string, string | Uint8Array, string | null, string]>([
    ['a line of control characters', 'a\nb\u0000c\n', null, 'Line 2: a key has no control characters.'],
    ['a tab within a line', 'a\tb', null, 'Line 1: a key has no control characters.'],
    ['a key that is too long', `a\n\n${'ä'.repeat(1001)}\n`, null, 'Line 3: a key has 2000 bytes at most.'],
    ['a text without line ends', 'x'.repeat(100_000), null, 'Line 1 is too long for a key.'],
    ['another encoding', Uint8Array.of(0x61, 0xe4, 0x0a), null, 'The keys must be text in UTF-8.'],
    ['half a sign at the end', Uint8Array.of(0x61, 0xc3), null, 'The keys must be text in UTF-8.'],
    ['a CSV without that column', 'a,b\n1,2\n', 'key', 'The first line names no column key.'],
    ['a CSV of uneven rows', 'key,b\n1,2\n3\n', 'key', 'The CSV cannot be read: CSV_RECORD_INCONSISTENT_COLUMNS.'],
    ['a CSV whose quotes do not end', 'key\n"a\nb', 'key', 'The CSV cannot be read: CSV_QUOTE_NOT_CLOSED.'],
    ['a CSV with a key too long', `key,b\n${'x'.repeat(2001)},1\n`, 'key', 'Line 2: a key has 2000 bytes at most.'],
  ])('but %s is refused', async (_, text, column, sentence) => {
    await expect(read(text, column, 10)).rejects.toThrow(sentence);
  });

  test('the refusal of a key does not tell the key', async () => {
    await expect(read('SECRET\u0001KEY')).rejects.not.toThrow(/SECRET/);
  });
});
