import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Version } from '../../../api/versions.ts';
import { minimal, openShop, type Shop, type TestMerchant } from '../testing-shop.ts';

let shop: Shop;
let merchant: TestMerchant;

beforeAll(async () => {
  shop = await openShop();
  merchant = await shop.newMerchant();
  const add = (code: string, more: Record<string, unknown>) =>
    merchant.call('addProduct', { Product: minimal(code, more) });
  await add('c', { ProductName: 'Zebra 100%', Enabled: true, ProductGroupCode: 'BBBBBBBBBB' });
  await add('a', { ProductName: 'Plan gold', Enabled: true });
  await add('b', { ProductName: 'PLAN silver' });
  await add('set', { ProductName: 'All plans', ProductType: 'BUNDLE', BundleProducts: [{ ProductCode: 'a' }] });
  for (let at = 0; at < 8; at += 1) await add(`more-${at}`, { ProductName: 'More of it' });
  // Another merchant's products never show.
  await (await shop.newMerchant()).call('addProduct', { Product: minimal('foreign', { ProductName: 'Plan' }) });
});
afterAll(() => shop.drop());

type Page = { Items: { ProductCode: string }[]; Pagination: unknown };

const search = async (options: unknown, version?: Version) =>
  (await merchant.call('searchProducts', { SearchOptions: options }, version)) as Page;
const codes = async (options: unknown) => (await search(options)).Items.map(({ ProductCode }) => ProductCode);

test.each<[string, Record<string, unknown>, readonly string[]]>([
  ['part of a name', { Name: 'pLaN' }, ['a', 'b', 'set']],
  ['a per cent sign means itself', { Name: '0%' }, ['c']],
  ['and so does an underscore', { Name: 'Plan_gold' }, []],
  ['codes', { Codes: ['b', 'c', 'foreign'] }, ['c', 'b']],
  ['types', { Types: ['BUNDLE'] }, ['set']],
  ['both types', { Types: ['REGULAR', 'bundle'], Name: 'plan' }, ['a', 'b', 'set']],
  ['enabled', { Enabled: 'true' }, ['c', 'a']],
  ['disabled', { Enabled: false, Name: 'plan' }, ['b', 'set']],
  ['the name of a group, in any letter case', { GroupName: 'plans' }, ['c']],
  ['the code of a group is not its name', { GroupName: 'BBBBBBBBBB' }, []],
  [
    'nulls and blanks restrict nothing',
    { Name: '', Codes: [], Types: null, Enabled: null, GroupName: null, Limit: 2 },
    ['c', 'a'],
  ],
  ['all products have passed the review', { ReviewStatus: 'passed', Limit: 1 }, ['c']],
  ['none waits for it', { ReviewStatus: 'Pending' }, []],
  ['by code', { OrderBy: { Field: 'ProductCode' }, Limit: 3 }, ['a', 'b', 'c']],
  ['by name, backwards', { OrderBy: { Field: 'ProductName', Direction: 'DESC' }, Limit: 1 }, ['c']],
  ['by status', { OrderBy: { Field: 'ProductStatus', Direction: 'desc' }, Limit: 3 }, ['c', 'a', 'b']],
])('%s', async (_title, options, expected) => {
  expect(await codes(options)).toEqual(expected);
});

test.each<[string, unknown, { Page: number; Limit: number; Count: number }, number]>([
  ['ten when nothing is said', undefined, { Page: 1, Limit: 10, Count: 12 }, 10],
  ['the second page', { Page: 2 }, { Page: 2, Limit: 10, Count: 12 }, 2],
  ['as Pagination says', { Pagination: { Page: '2', Limit: '5' } }, { Page: 2, Limit: 5, Count: 12 }, 5],
  ['beyond the last page', { Pagination: { Page: 9, Limit: 5 } }, { Page: 9, Limit: 5, Count: 12 }, 0],
  ['not more than 200', { Limit: 1000 }, { Page: 1, Limit: 200, Count: 12 }, 12],
  ['the count is of the matches', { Name: 'plan', Limit: 1 }, { Page: 1, Limit: 1, Count: 3 }, 1],
])('pages: %s', async (_title, options, pagination, rows) => {
  const page = await search(options);
  expect(page.Pagination).toEqual(pagination);
  expect(page.Items).toHaveLength(rows);
});

test('versions before 5.0 answer the bare list, up to a thousand products on a page', async () => {
  for (const version of ['3.0', '3.1', '4.0'] as const) {
    const products = (await search({ Limit: 1000, Page: 1 }, version)) as unknown as unknown[];
    expect(products).toHaveLength(12);
    expect(products[0]).toMatchObject({ ProductCode: 'c', PricingConfigurations: [{ Prices: { Renewal: [] } }] });
  }
  expect(await search({}, '5.0')).toMatchObject({ Pagination: { Count: 12 } });
});

test('a product in a list is the same as the product alone', async () => {
  const [first] = (await search({ Codes: ['c'] })).Items;
  expect(first).toEqual(await merchant.product('c'));
});

test.each([[{ Types: ['OTHER'] }], [{ OrderBy: { Field: 'Colour' } }], [{ Page: -1 }], [{ Enabled: 'maybe' }]])(
  'refuses INVALID_PARAMETER: %j',
  async (options) => {
    expect(await merchant.refused('searchProducts', { SearchOptions: options })).toBe('INVALID_PARAMETER');
  },
);
