import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Merchant } from '../../api/call.ts';
import { statement } from '../../db/database.ts';
import {
  type CodeListFacts,
  countShortDeliveries,
  importKeys,
  isDelivered,
  listCodesOfOrder,
  listDeliveriesOfOrders,
  listOrdersOfCode,
  listShortDeliveries,
  makeDeliveries,
  releaseKeys,
} from './index.ts';
import { createStage, type Sold, type Stage } from './testing/stage.ts';

let stage: Stage;
let shop: Merchant;

beforeAll(async () => {
  stage = await createStage(20);
});
afterAll(() => stage.drop());
beforeEach(async () => {
  shop = await stage.newMerchant();
  stage.warnings.length = 0;
});

const MINUTE = 60_000;
const ALL = { limit: 200, offset: 0 };

const keys = (count: number, from = 1): string[] =>
  Array.from({ length: count }, (_, index) => `KEY-${String(from + index).padStart(4, '0')}`);
const delivery = async (refNo: bigint, lineNo = 1) => {
  const lines = await listDeliveriesOfOrders(stage.database, shop.id, [refNo]);
  return lines.find((line) => line.lineNo === lineNo);
};
const codes = async (refNo: bigint, lineNo = 1) => (await delivery(refNo, lineNo))?.codes;
const job = () => makeDeliveries(stage.works, [shop]);
const refill = (list: string, more: readonly string[]) =>
  importKeys(stage.database, shop.id, list, more, stage.time.now);

describe('what a line gets', () => {
  const cases: [string, Partial<CodeListFacts>, Sold, string[]][] = [
    ['a key a unit, in the order of upload', {}, { product: 'LIST', quantity: 3 }, keys(3)],
    ['one key a line', { keyPer: 'LINE' }, { product: 'LIST', quantity: 3 }, keys(1)],
    ['the shared key once', { sharedKey: 'FOR-ALL' }, { product: 'LIST', quantity: 3 }, ['FOR-ALL']],
  ];
  test.each(cases)('%s', async (_, facts, line, expected) => {
    await stage.putList(shop, 'LIST', facts.sharedKey ? [] : keys(5), { description: 'Your licence', ...facts });
    const refNo = await stage.sell(shop, [line]);
    expect(await delivery(refNo)).toMatchObject({ state: 'WAITING', codes: [], codesDescription: '' });
    expect(await stage.deliver(shop, refNo)).toBe(true);
    expect(await delivery(refNo)).toEqual({
      refNo,
      lineNo: 1,
      state: 'DELIVERED',
      description: '',
      codesDescription: 'Your licence',
      downloadFile: null,
      codes: expected,
    });
  });

  const FILE = {
    Code: 'F1',
    Name: 'Setup',
    File: 'setup.exe',
    Version: '1',
    Size: '12',
    Type: 'exe',
    LastUpdate: '2026-01-02',
  };
  const TEXTS = {
    AdditionalInformationByEmail: 'Thank you',
    AdditionalInformationEmailTranslations: [
      { Name: '', Description: 'Danke', Language: 'DE' },
      { Name: '', Description: 'Obrigado', Language: 'PT' },
      { Name: '', Description: 'Obrigada', Language: 'PT-BR' },
      { Name: '', Description: null, Language: 'FR' },
    ],
  };
  test.each([
    ['no list, no text and no file', null, 'en', { description: '', downloadFile: null }],
    ['a file', { ProductFile: FILE }, 'en', { description: '', downloadFile: FILE }],
    ['an empty file', { ProductFile: { Code: '', Name: null, File: '' } }, 'en', { downloadFile: null }],
    ['a list without a code', { CodeList: { Code: '' } }, 'en', { description: '' }],
    ['a text', TEXTS, 'en', { description: 'Thank you' }],
    ['a text in German', TEXTS, 'de', { description: 'Danke' }],
    ['a text in Portuguese of Brazil', TEXTS, 'pt-br', { description: 'Obrigada' }],
    ['a text in Portuguese of Portugal', TEXTS, 'pt-pt', { description: 'Obrigado' }],
    ['a translation without a text', TEXTS, 'fr', { description: 'Thank you' }],
  ])('without keys, at once: %s', async (_, information, language, expected) => {
    await stage.putProduct(shop, 'FILE', information);
    const refNo = await stage.sell(shop, [{ product: 'FILE' }], { language });
    expect(await stage.deliver(shop, refNo)).toBe(true);
    expect(await delivery(refNo)).toMatchObject({ state: 'DELIVERED', codes: [], ...expected });
  });

  test.each(['NO_DELIVERY', 'BY_VENDOR', ''])(
    'nothing from here when the product is delivered %s',
    async (fulfillment) => {
      await stage.putList(shop, 'LIST', keys(1));
      const refNo = await stage.sell(shop, [{ product: 'LIST', fulfillment }]);
      expect(await stage.deliver(shop, refNo)).toBe(true);
      expect(await delivery(refNo)).toBeUndefined();
    },
  );

  test('keeps its texts when the product and the list change later', async () => {
    await stage.putProduct(shop, 'FILE', { ...TEXTS, ProductFile: FILE });
    const refNo = await stage.sell(shop, [{ product: 'FILE' }]);
    await stage.deliver(shop, refNo);
    const before = await delivery(refNo);
    await stage.putProduct(shop, 'FILE', null);
    await stage.deliver(shop, refNo);
    expect(await delivery(refNo)).toEqual(before);
  });
});

describe('a list with too few keys', () => {
  test('gives none of them, says so once, and the job completes the order when keys are added', async () => {
    await stage.putList(shop, 'LIST', keys(2));
    const refNo = await stage.sell(shop, [{ product: 'LIST', quantity: 3 }]);
    expect(await stage.deliver(shop, refNo)).toBe(false);
    expect(await delivery(refNo)).toMatchObject({ state: 'SHORT', codes: [] });
    expect(isDelivered(await listDeliveriesOfOrders(stage.database, shop.id, [refNo]))).toBe(false);
    expect(await stage.deliver(shop, refNo)).toBe(false);
    expect(stage.warnings).toEqual([
      expect.objectContaining({ msg: 'not enough activation keys', list: 'LIST', refNo: String(refNo), quantity: 3 }),
    ]);
    expect(await countShortDeliveries(stage.database, shop.id)).toBe(1);
    expect(await countShortDeliveries(stage.database, shop.id, 'OTHER')).toBe(0);
    expect(await listShortDeliveries(stage.database, shop.id, ALL)).toEqual([
      { refNo, lineNo: 1, productCode: 'LIST', quantity: 3, listCode: 'LIST', wantedAt: stage.time.now },
    ]);

    expect(await job()).toBe(0);
    await refill('LIST', keys(1, 3));
    expect(await job()).toBe(1);
    expect(await codes(refNo)).toEqual(keys(3));
    expect(await countShortDeliveries(stage.database, shop.id)).toBe(0);
    expect(await job()).toBe(0);
  });

  test('serves whoever needs no more than there is, the longest waiting first', async () => {
    await stage.putList(shop, 'LIST', []);
    const waiting: bigint[] = [];
    for (const quantity of [5, 1, 1, 1]) {
      waiting.push(await stage.sell(shop, [{ product: 'LIST', quantity }]));
      stage.time.now = new Date(stage.time.now.getTime() + MINUTE);
    }
    await job();
    await refill('LIST', keys(2));
    expect(await job()).toBe(2);
    expect(await Promise.all(waiting.map((refNo) => codes(refNo)))).toEqual([[], ['KEY-0001'], ['KEY-0002'], []]);
  });

  test.each<[string, () => Promise<void>]>([
    ['the product gets a list with keys', () => stage.putProduct(shop, 'GAME', { CodeList: { Code: 'FULL' } })],
    ['the product gives no keys any more', () => stage.putProduct(shop, 'GAME', { CodeList: null })],
    ['a list of that code comes to be', () => stage.putList(shop, 'GAME', keys(1))],
  ])('the job notices when %s', async (_, change) => {
    await stage.putList(shop, 'FULL', keys(1));
    await stage.putProduct(shop, 'GAME', { CodeList: { Code: 'GAME' } });
    const refNo = await stage.sell(shop, [{ product: 'GAME' }]);
    expect(await stage.deliver(shop, refNo)).toBe(false);
    await change();
    expect(await job()).toBe(1);
    expect(await delivery(refNo)).toMatchObject({ state: 'DELIVERED' });
  });

  test('holds up only the lines that need it', async () => {
    await stage.putList(shop, 'EMPTY', []);
    await stage.putList(shop, 'FULL', keys(2));
    const refNo = await stage.sell(shop, [{ product: 'EMPTY' }, { product: 'FULL' }, { product: 'FULL' }]);
    expect(await stage.deliver(shop, refNo)).toBe(false);
    expect(await Promise.all([1, 2, 3].map((line) => codes(refNo, line)))).toEqual([[], ['KEY-0001'], ['KEY-0002']]);
  });
});

describe('low stock', () => {
  const low = async () =>
    (
      await stage.database.row<{ at: Date | null }>(
        statement('SELECT low_stock_at AS at FROM code_lists WHERE merchant_id = $1', [shop.id]),
      )
    )?.at;

  test('is noted and said once, and is over when keys are added or come back', async () => {
    await stage.putList(shop, 'LIST', keys(4), { lowStockBelow: 3 });
    const buy = async () => {
      const refNo = await stage.sell(shop, [{ product: 'LIST' }]);
      await stage.deliver(shop, refNo);
      return refNo;
    };
    await buy();
    expect([await low(), stage.warnings]).toEqual([null, []]);
    const since = stage.time.now;
    const second = await buy();
    stage.time.now = new Date(since.getTime() + MINUTE);
    await buy();
    expect(await low()).toEqual(since);
    expect(stage.warnings.map(({ msg, list }) => [msg, list])).toEqual([['few activation keys are left', 'LIST']]);
    await refill('LIST', keys(1, 5));
    expect(await low()).toEqual(since);
    await releaseKeys(stage.database, shop.id, second, true, stage.time.now);
    expect(await low()).toBeNull();
  });
});

describe('exactly once', () => {
  test('an order whose delivery nobody came to make is delivered by the job', async () => {
    await stage.putList(shop, 'LIST', keys(2));
    const refNo = await stage.sell(shop, [{ product: 'LIST' }]);
    expect(await job()).toBe(0);
    stage.time.now = new Date(stage.time.now.getTime() + MINUTE);
    expect(await job()).toBe(1);
    expect(await codes(refNo)).toEqual(['KEY-0001']);
    expect(await job()).toBe(0);
  });

  test('the job goes on after an order that fails', async () => {
    await stage.putList(shop, 'LIST', keys(2));
    const [first, second] = [
      await stage.sell(shop, [{ product: 'LIST' }]),
      await stage.sell(shop, [{ product: 'LIST' }]),
    ];
    stage.time.now = new Date(stage.time.now.getTime() + MINUTE);
    const { database } = stage;
    const failing = {
      ...database,
      rows: (async (s) =>
        s.values.includes(first) ? Promise.reject(new Error('lost')) : database.rows(s)) as typeof database.rows,
    };
    expect(await makeDeliveries({ ...stage.works, database: failing }, [shop])).toBe(1);
    expect(stage.warnings).toEqual([expect.objectContaining({ msg: 'delivering an order failed' })]);
    expect([await codes(first), await codes(second)]).toEqual([[], ['KEY-0001']]);
  });

  test('twenty workers at one order hand out its keys once', async () => {
    await stage.putList(shop, 'LIST', keys(100));
    const refNo = await stage.sell(shop, [{ product: 'LIST', quantity: 3 }]);
    await Promise.all(Array.from({ length: 20 }, () => stage.deliver(shop, refNo)));
    expect(await codes(refNo)).toEqual(keys(3));
    expect(await freeKeys()).toBe(97);
  });

  test('twenty workers at many orders never give a key to two, and leave none lying about', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 20, maxLength: 40 }),
        fc.integer({ min: 0, max: 80 }),
        async (quantities, stock) => {
          shop = await stage.newMerchant();
          await stage.putList(shop, 'LIST', keys(stock), { lowStockBelow: 10 });
          const refNos = await Promise.all(
            quantities.map((quantity) => stage.sell(shop, [{ product: 'LIST', quantity }])),
          );
          const queue = [...refNos, ...refNos];
          const worker = async (): Promise<void> => {
            for (let refNo = queue.shift(); refNo !== undefined; refNo = queue.shift())
              await stage.deliver(shop, refNo);
          };
          await Promise.all(Array.from({ length: 20 }, worker));
          // A last look without others at work, as the job takes it.
          await job();

          const given = (await Promise.all(refNos.map((refNo) => codes(refNo)))).map((found) => found ?? []);
          const handedOut = given.flat();
          expect(new Set(handedOut).size).toBe(handedOut.length);
          expect(await freeKeys()).toBe(stock - handedOut.length);
          const unserved = quantities.filter((quantity, index) => given[index]?.length !== quantity);
          expect(given.every((found, index) => found.length === 0 || found.length === quantities[index])).toBe(true);
          expect(unserved.every((quantity) => quantity > stock - handedOut.length)).toBe(true);
        },
      ),
      { numRuns: 8 },
    );
  });

  test('of several that want all of the last keys at once, one gets them', async () => {
    for (let round = 0; round < 10; round += 1) {
      shop = await stage.newMerchant();
      await stage.putList(shop, 'LIST', keys(200));
      const refNos = await Promise.all(
        Array.from({ length: 6 }, () => stage.sell(shop, [{ product: 'LIST', quantity: 200 }])),
      );
      const outcomes = await Promise.all(refNos.map((refNo) => stage.deliver(shop, refNo)));
      expect(outcomes.filter(Boolean)).toHaveLength(1);
    }
  });

  test('orders and refills side by side come out even', async () => {
    await stage.putList(shop, 'LIST', []);
    const refNos = await Promise.all(
      Array.from({ length: 30 }, () => stage.sell(shop, [{ product: 'LIST', quantity: 2 }])),
    );
    stage.time.now = new Date(stage.time.now.getTime() + MINUTE);
    await Promise.all([
      ...refNos.map((refNo) => stage.deliver(shop, refNo)),
      ...[1, 21, 41].map((from) => refill('LIST', keys(20, from))),
      ...Array.from({ length: 5 }, job),
    ]);
    while ((await job()) > 0);
    const handedOut = (await Promise.all(refNos.map((refNo) => codes(refNo)))).flatMap((found) => found ?? []);
    expect(handedOut.sort()).toEqual(keys(60));
  });

  const freeKeys = async (): Promise<number> => {
    const row = await stage.database.row<{ free: number }>(
      statement('SELECT count(*)::integer AS free FROM activation_keys WHERE merchant_id = $1 AND is_free', [shop.id]),
    );
    return row?.free ?? 0;
  };

  test('two merchants with lists of one code stay apart', async () => {
    const other = await stage.newMerchant();
    await stage.putList(shop, 'LIST', ['MINE']);
    await stage.putList(other, 'LIST', ['THEIRS']);
    const refNo = await stage.sell(shop, [{ product: 'LIST' }]);
    expect(await stage.deliver(other, refNo)).toBe(true);
    expect(await stage.deliver(shop, refNo)).toBe(true);
    expect(await codes(refNo)).toEqual(['MINE']);
    expect(await listOrdersOfCode(stage.database, other.id, 'MINE', ALL)).toEqual([]);
  });
});

describe('an order that ends', () => {
  const setStatus = (refNo: bigint, status: string) =>
    stage.database.rows(
      statement('UPDATE orders SET status = $3 WHERE merchant_id = $1 AND ref_no = $2', [shop.id, refNo, status]),
    );

  test.each(['REFUND', 'CANCELED', 'REVERSED'])('is not delivered any more: %s', async (status) => {
    await stage.putList(shop, 'LIST', keys(1));
    const refNo = await stage.sell(shop, [{ product: 'LIST' }]);
    await setStatus(refNo, status);
    expect(await stage.deliver(shop, refNo)).toBe(true);
    expect(await delivery(refNo)).toMatchObject({ state: 'CANCELED', codes: [] });
  });

  test.each(['COMPLETE', 'PURCHASE_PENDING'])('is delivered before that: %s', async (status) => {
    await stage.putList(shop, 'LIST', keys(1));
    const refNo = await stage.sell(shop, [{ product: 'LIST' }], { status });
    await stage.deliver(shop, refNo);
    expect(await codes(refNo)).toEqual(['KEY-0001']);
  });

  test.each<[string, boolean, number, string[], string[]]>([
    ['its keys may be handed out again', true, 2, [], ['KEY-0001']],
    ['its keys stay used', false, 0, ['KEY-0001', 'KEY-0002'], ['KEY-0003']],
  ])('%s', async (_, reuse, back, left, next) => {
    await stage.putList(shop, 'LIST', keys(3));
    await stage.putList(shop, 'EMPTY', []);
    const refNo = await stage.sell(shop, [{ product: 'LIST', quantity: 2 }, { product: 'EMPTY' }]);
    await stage.deliver(shop, refNo);
    expect(await releaseKeys(stage.database, shop.id, refNo, reuse, stage.time.now)).toBe(back);
    expect(await releaseKeys(stage.database, shop.id, refNo, reuse, stage.time.now)).toBe(0);
    expect(await codes(refNo)).toEqual(left);
    expect(await delivery(refNo, 2)).toMatchObject({ state: 'CANCELED' });
    const later = await stage.sell(shop, [{ product: 'LIST' }]);
    await stage.deliver(shop, later);
    expect(await codes(later)).toEqual(next);
    const trace = await listOrdersOfCode(stage.database, shop.id, next[0] ?? '', ALL);
    expect(trace.map((one) => [one.refNo, one.takenBackAt])).toEqual(
      reuse
        ? [
            [later, null],
            [refNo, stage.time.now],
          ]
        : [[later, null]],
    );
  });

  test('a shared key cannot be taken back', async () => {
    await stage.putList(shop, 'LIST', [], { sharedKey: 'FOR-ALL' });
    const refNo = await stage.sell(shop, [{ product: 'LIST' }]);
    await stage.deliver(shop, refNo);
    expect(await releaseKeys(stage.database, shop.id, refNo, true, stage.time.now)).toBe(0);
    expect(await listCodesOfOrder(stage.database, shop.id, refNo, ALL)).toEqual([
      {
        code: 'FOR-ALL',
        refNo,
        lineNo: 1,
        productCode: 'LIST',
        listCode: 'LIST',
        deliveredAt: stage.time.now,
        takenBackAt: null,
      },
    ]);
  });
});
