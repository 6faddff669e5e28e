import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { statement } from '../../../db/database.ts';
import { exampleTestCard } from '../examples.ts';
import { createStage, type Shop, SOLD_AT, type Stage } from '../testing/stage.ts';
import { COLUMNS } from './columns.ts';
import { exportSubscriptions } from './export-subscriptions.ts';
import { type ImportTotals, importSubscriptions, type RefusedRow } from './import-subscriptions.ts';
import { inOrder } from './in-order.ts';
import { rowsOf } from './reading.ts';

let stage: Stage;
let shop: Shop;

beforeAll(async () => {
  stage = await createStage();
});

afterAll(() => stage.close());

beforeEach(async () => {
  stage.time.now = SOLD_AT;
  shop = await stage.newShop();
});

const bytesOf = (text: string, pieces = 7): Readable =>
  Readable.from(
    Buffer.from(text)
      .toString('latin1')
      .match(new RegExp(`[^]{1,${pieces}}`, 'g')) ?? [],
    {
      objectMode: true,
    },
  ).map((piece: string) => Buffer.from(piece, 'latin1'));

type Imported = { readonly totals: ImportTotals; readonly refused: readonly RefusedRow[] };

const importText = async (text: string, delimiter?: string): Promise<Imported> => {
  const refused: RefusedRow[] = [];
  const totals = await importSubscriptions(stage.works, shop.merchant, rowsOf(bytesOf(text), delimiter), {
    onRefused: (row) => refused.push(row),
  });
  return { totals, refused };
};

const exported = async (wanted: Parameters<typeof exportSubscriptions>[2] = {}): Promise<string> => {
  const viewpoint = { merchant: shop.merchant, now: stage.time.now };
  let text = '';
  for await (const piece of exportSubscriptions(stage.api.database, viewpoint, wanted)) text += piece;
  return text;
};

const all = async (): Promise<readonly Readonly<Record<string, unknown>>[]> =>
  ((await shop.call('searchSubscriptions', { searchBy: { Limit: 200 } })) as { Items: Record<string, unknown>[] })
    .Items;

const HEAD = 'ExternalSubscriptionReference,StartDate,ExpirationDate,ProductCode,FirstName,LastName,Email';
const row = (name: string, rest = '2025-12-31,2026-02-28,EDITOR,Ada,Kern,ada@example.test'): string =>
  `${name},${rest}`;

describe('a file', () => {
  test('is imported row by row; what is refused is told with its line, and the rest goes on', async () => {
    const text = [
      HEAD,
      row('a'),
      row('', '2025-12-31,2026-02-28,EDITOR,Ada,Kern,ada@example.test'),
      '',
      row('b', '2025-12-31,2026-02-28,NONE,Ada,Kern,ada@example.test'),
      row('c', '2025-12-31,soon,EDITOR,Ada,Kern,ada@example.test'),
      `${row('d')},too,many`,
      row('e', '2025-12-31,2026-02-28,EDITOR,"Ada ""the first""","Kern\nand more",ada@example.test'),
      row('f'),
    ].join('\r\n');
    const { totals, refused } = await importText(text);
    expect(totals).toEqual({ added: 3, changed: 0, unchanged: 0, refused: 4 });
    expect([...refused].sort((x, y) => x.line - y.line)).toEqual([
      { line: 3, code: 'IMPORT_REFERENCE_INVALID', message: expect.any(String) },
      { line: 5, code: 'SUBSCRIPTION_PRODUCT_NOT_FOUND', message: expect.stringContaining('NONE') },
      { line: 6, code: 'IMPORT_DATES_INVALID', message: expect.stringContaining('ExpirationDate') },
      { line: 7, code: 'IMPORT_FILE_INVALID', message: expect.stringContaining('cells') },
    ]);
    expect((await all()).map(({ EndUser }) => (EndUser as { FirstName: string }).FirstName).sort()).toEqual([
      'Ada',
      'Ada',
      'Ada "the first"',
    ]);
  });

  test('that is imported again makes nothing twice, and changes what is told otherwise', async () => {
    const text = (end: string) =>
      [HEAD, row('a'), row('b', `2025-12-31,${end},EDITOR,Ada,Kern,ada@example.test`)].join('\n');
    expect((await importText(text('2026-02-28'))).totals).toMatchObject({ added: 2 });
    const before = await all();
    expect((await importText(text('2026-02-28'))).totals).toMatchObject({ added: 0, changed: 0, unchanged: 2 });
    expect(await all()).toEqual(before);
    expect((await importText(text('2026-04-30'))).totals).toMatchObject({ added: 0, changed: 1, unchanged: 1 });
    expect((await all()).map(({ ExpirationDate }) => ExpirationDate).sort()).toEqual(['2026-02-28', '2026-04-30']);
  });

  test('that broke off is made again', async () => {
    const names = Array.from({ length: 20 }, (_, index) => row(`n-${index}`));
    const text = [HEAD, ...names].join('\n');
    async function* broken() {
      let count = 0;
      for await (const one of rowsOf(bytesOf(text))) {
        count += 1;
        if (count === 8) throw new Error('the power fails');
        yield one;
      }
    }
    await expect(importSubscriptions(stage.works, shop.merchant, broken())).rejects.toThrow('the power fails');
    expect(await all()).toHaveLength(7);
    expect((await importText(text)).totals).toEqual({ added: 13, changed: 0, unchanged: 7, refused: 0 });
    expect(await all()).toHaveLength(20);
  });

  test('with a row twice keeps the last one', async () => {
    const again = row('a', '2025-12-31,2026-03-31,EDITOR,Ada,Kern,ada@example.test');
    const { totals } = await importText([HEAD, row('a'), again].join('\n'));
    expect(totals).toMatchObject({ added: 1, changed: 1 });
    expect(await all()).toMatchObject([{ ExpirationDate: '2026-03-31' }]);
  });

  test('may stand in all columns, in any order and letter case, with another delimiter and a byte order mark', async () => {
    const cells = {
      externalsubscriptionreference: 'a',
      STARTDATE: '2025-12-31',
      ExpirationDate: '2026-02-28',
      ProductCode: 'EDITOR',
      ProductQuantity: '3',
      FirstName: 'Žofie',
      LastName: 'Nováková',
      Email: 'z@example.test',
      Phone: "'+420 1",
      CountryCode: 'CZ',
      ExternalCustomerReference: 'crm-9',
      SubscriptionValue: '12.5',
      SubscriptionValueCurrency: 'EUR',
      NextRenewalPrice: '9',
      NextRenewalPriceCurrency: 'EUR',
      CustomPriceBillingCyclesLeft: '3',
      DeliveryDescription: 'Keys',
      DeliveredCodes: 'KEY;1\nKEY-2',
      Test: '1',
      Status: 'EXPIRED',
      RecurringEnabled: '1',
    };
    const text = `\ufeff${stringify([Object.keys(cells), Object.values(cells)], { delimiter: ';' })}`;
    expect((await importText(text, ';')).totals).toMatchObject({ added: 1, refused: 0 });
    expect(await all()).toMatchObject([
      {
        EndUser: { FirstName: 'Žofie', LastName: 'Nováková', Phone: '+420 1', CountryCode: 'cz' },
        Product: { ProductQuantity: 3 },
        ExternalCustomerReference: 'crm-9',
        TestSubscription: true,
        Status: 'ACTIVE',
        RecurringEnabled: false,
        DeliveryInfo: { Description: 'Keys', Codes: [{ Code: 'KEY;1' }, { Code: 'KEY-2' }] },
      },
    ]);
  });

  test.each([
    ['a column of cards', `${HEAD},CardNumber`, 'cards do not belong into files'],
    ['a column that is not known', `${HEAD},Colour`, 'The column Colour is not known.'],
    ['a column twice', `${HEAD},email`, 'The column Email comes twice.'],
    ['an open quote', `${HEAD}\n"a`, 'The file is no CSV'],
    ['no text', '\u0000\u00ff', 'is not known'],
  ])('with %s is refused as a whole', async (_title, text, message) => {
    await expect(importText(text)).rejects.toThrow(message);
    expect(await all()).toEqual([]);
  });

  test('that is not UTF-8 is refused', async () => {
    const bytes = Readable.from([Buffer.from(`${HEAD}\n`), Buffer.from([0xff, 0xfe, 0x41])]);
    const rows = importSubscriptions(stage.works, shop.merchant, rowsOf(bytes));
    await expect(rows).rejects.toThrow('UTF-8');
  });

  test('without rows imports nothing', async () => {
    expect((await importText(HEAD)).totals).toEqual({ added: 0, changed: 0, unchanged: 0, refused: 0 });
    expect((await importText('')).totals).toEqual({ added: 0, changed: 0, unchanged: 0, refused: 0 });
  });
});

describe('an export', () => {
  test('has a row a subscription, in the order of their purchase', async () => {
    const sold = await shop.sell({
      BillingDetails: {
        FirstName: '=SUM(1)',
        LastName: 'Kern',
        Email: 'ada@example.test',
        Phone: '+49 1',
        CountryCode: 'DE',
        City: 'Ulm',
        Address1: 'Am Tor 4',
        Zip: '89073',
      },
    });
    stage.time.now = new Date(SOLD_AT.getTime() + 1000);
    await importText([HEAD, row('a')].join('\n'));
    const [head, first = '', second = ''] = (await exported()).split('\n');
    expect(head).toBe(COLUMNS.join(','));
    expect(first).toMatch(new RegExp(`^${sold},,2026-01-31,2026-02-28,EDITOR,`));
    // What a spreadsheet would compute is marked.
    expect(first).toContain(",'=SUM(1),Kern,");
    expect(first).toContain(",'+49 1,");
    expect(first).toMatch(/,ACTIVE,1,1,2026-02-28 11:15:20,REGULAR,0,2026-01-31 12:15:20,,$/);
    expect(second).toMatch(/^[0-9A-Z]{10},a,2025-12-31,2026-02-28,EDITOR,/);
  });

  test('is imported again as it is, and changes nothing', async () => {
    await importText(
      [
        `${HEAD},Phone,SubscriptionValue,SubscriptionValueCurrency,DeliveredCodes,AdditionalInfo`,
        `${row('a')},+49 1,12.50,EUR,"KEY-1\nKEY-2",@home`,
        `${row('b')},,,,,`,
      ].join('\n'),
    );
    const before = await all();
    const file = await exported();
    // The first time it tells more than the first import did: the customer, and what was left out then.
    const { totals, refused } = await importText(file);
    expect(refused).toEqual([]);
    expect(totals).toMatchObject({ added: 0, changed: 2 });
    expect(await all()).toEqual(before);
    expect((await importText(file)).totals).toMatchObject({ unchanged: 2 });
    expect(await exported()).toBe(file);
  });

  test('of a status, or of what is searched for', async () => {
    await importText([HEAD, row('a'), row('b', '2025-12-01,2026-01-15,EDITOR,Bo,Lind,bo@example.test')].join('\n'));
    const names = async (wanted: Parameters<typeof exported>[0]) =>
      (await exported(wanted))
        .split('\n')
        .slice(1, -1)
        .map((line) => line.split(',')[1]);
    expect(await names({ status: 'EXPIRED' })).toEqual(['b']);
    expect(await names({ status: 'PASTDUE' })).toEqual([]);
    expect(await names({ options: { CustomerEmail: 'ada@' } })).toEqual(['a']);
    expect(await names({ options: { ExpireBefore: '2026-01-31' } })).toEqual(['b']);
    expect(await names({ options: { MerchantCode: 'another' } })).toEqual([]);
  });

  test('goes on over pages, also where many were bought at one moment, and leaves none out', async () => {
    await importText([HEAD, row('a')].join('\n'));
    await stage.api.database.rows(
      statement(
        `INSERT INTO subscriptions
         SELECT r.* FROM subscriptions s, generate_series(1, 2500) n, jsonb_populate_record(s, jsonb_build_object(
           'reference', 'N' || lpad(n::text, 9, '0'), 'external_reference', 'n-' || n,
           'purchased_at', s.purchased_at + n / 1200 * interval '0.0003 second')) r
         WHERE s.merchant_id = $1`,
        [shop.merchant.id],
      ),
    );
    const lines = (await exported()).split('\n').slice(1, -1);
    expect(lines).toHaveLength(2501);
    expect(new Set(lines.map((line) => line.slice(0, 10))).size).toBe(2501);
  });

  test('tells nothing of cards', async () => {
    const subscription = {
      ExternalSubscriptionReference: 'a',
      StartDate: '2025-12-31',
      ExpirationDate: '2026-02-28',
      Product: { ProductCode: 'EDITOR' },
      EndUser: { FirstName: 'Ada', LastName: 'Kern', Email: 'ada@example.test' },
      Test: 1,
      CardPayment: exampleTestCard,
    };
    await shop.call('addSubscription', { subscription });
    expect(await exported()).not.toMatch(/4111|1111|visa/i);
  });

  test('tells nothing of another merchant', async () => {
    await importText([HEAD, row('a')].join('\n'));
    shop = await stage.newShop();
    expect((await exported()).split('\n')).toHaveLength(2);
  });
});

describe('working in order', () => {
  test('keeps the order of a key, works on others meanwhile, and never holds more than asked', async () => {
    const done: string[] = [];
    let running = 0;
    let most = 0;
    let taken = 0;
    function* items() {
      for (const item of ['a1', 'a2', 'b1', 'c1', 'a3', 'd1', 'b2', 'e1']) {
        taken += 1;
        yield item;
      }
    }
    await inOrder(items(), { atOnce: 3, keyOf: (item) => item.charAt(0) }, async (item) => {
      running += 1;
      most = Math.max(most, running);
      expect(taken - done.length).toBeLessThanOrEqual(5);
      await new Promise((resolve) => setTimeout(resolve, item.startsWith('a') ? 15 : 2));
      done.push(item);
      running -= 1;
    });
    expect(done).toHaveLength(8);
    expect(done.filter((item) => item.startsWith('a'))).toEqual(['a1', 'a2', 'a3']);
    expect(most).toBeLessThanOrEqual(3);
    expect(done.indexOf('b1')).toBeLessThan(done.indexOf('a2'));
  });

  test('ends with the first failure, once the others have ended', async () => {
    const ended: number[] = [];
    const work = inOrder([1, 2, 3, 4, 5, 6], { atOnce: 2, keyOf: String }, async (item) => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      if (item === 2) throw new Error('no');
      ended.push(item);
    });
    await expect(work).rejects.toThrow('no');
    expect(ended).not.toContain(6);
  });
});
