import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPromotions, type Shop, type Shopkeeper, type Told } from '../testing-promotions.ts';

let shop: Shop;
let mine: Shopkeeper;
let global: Told;

beforeAll(async () => {
  shop = await openPromotions();
  mine = await shop.newMerchant();
  await mine.add({ Name: 'editor', Coupon: { Code: 'one' } });
  await mine.add({
    Name: 'viewer',
    Coupon: { Codes: ['two', 'three'] },
    Products: [{ Code: 'VIEWER' }],
    Enabled: false,
  });
  global = await mine.add({ Name: 'all', Type: 'GLOBAL', Coupon: { Code: 'four' }, Products: [], ChannelType: 'ALL' });
  await mine.add({ Name: 'partners', Coupon: { Code: 'five' }, Products: [], ChannelType: 'CHANNEL_MANAGER' });
  await mine.add({
    Name: 'books',
    Type: 'CUMULATIVE',
    Coupon: { Code: 'six' },
    ProductTaxCategoryUUID: '6f1c1e0a-9d0b-4c63-8a57-0a1f5d1c2b3e',
  });
});
afterAll(() => shop.close());

type Page = { Items: Told[]; Pagination: object };
const names = (items: readonly Told[]) => items.map(({ Name }) => Name);
const search = async (SearchOptions: unknown) => (await mine.call('searchPromotions', { SearchOptions })) as Page;

describe('searchPromotions', () => {
  test.each<[string, unknown, string[]]>([
    ['no filter', null, ['editor', 'viewer', 'all', 'partners', 'books']],
    [
      'empty filters',
      { Types: [], Channel: '', ProductCode: '', Coupons: '' },
      ['editor', 'viewer', 'all', 'partners', 'books'],
    ],
    ['a type', { Types: ['GLOBAL'] }, ['all']],
    ['types in lower case', { types: ['global', 'cumulative'] }, ['all', 'books']],
    ['a channel and what is for all of them', { Channel: 'CHANNEL_MANAGER' }, ['all', 'partners']],
    ['all channels', { Channel: 'ALL' }, ['editor', 'viewer', 'all', 'partners', 'books']],
    ['a product and what is for all of them', { ProductCode: 'VIEWER' }, ['viewer', 'all']],
    ['switched off', { Enabled: '0' }, ['viewer']],
    ['coupons', { Coupons: 'ONE, three ,nobodys' }, ['editor', 'viewer']],
    ['no such coupon', { Coupons: 'nobodys' }, []],
    ['a tax category', { ProductTaxCategoryUUID: '6F1C1E0A-9D0B-4C63-8A57-0A1F5D1C2B3E' }, ['books']],
    ['both', { Enabled: true, ProductCode: 'EDITOR' }, ['editor', 'all', 'books']],
  ])('%s', async (_, options, expected) => {
    expect(names((await search(options)).Items)).toEqual(expected);
  });

  test('pages', async () => {
    expect(await search({ Limit: 2, Page: 2 })).toMatchObject({
      Items: [{ Name: 'all' }, { Name: 'partners' }],
      Pagination: { Page: 2, Limit: 2, Count: 5 },
    });
    expect((await search({ Pagination: { Limit: 1000 } })).Pagination).toEqual({ Page: 1, Limit: 200, Count: 5 });
  });

  test('a bare list below 5.0', async () => {
    for (const version of ['3.0', '3.1', '4.0'] as const) {
      const told = (await mine.call('searchPromotions', { SearchOptions: { Limit: 2 } }, version)) as Told[];
      expect(names(told)).toEqual(['editor', 'viewer']);
    }
    expect(await mine.call('searchPromotions', { SearchOptions: {} }, '5.0')).toHaveProperty('Pagination.Count', 5);
  });

  test("sees nothing of another merchant's", async () => {
    const other = await shop.newMerchant();
    expect(await other.call('searchPromotions', {})).toEqual({
      Items: [],
      Pagination: { Page: 1, Limit: 10, Count: 0 },
    });
  });
});

describe('below a product, on REST', () => {
  test.each<[string, string[]]>([
    ['/products/VIEWER/promotions/', ['viewer', 'all']],
    ['/products/VIEWER/promotions/?Enabled=1&Limit=5', ['all']],
    ['/promotions/?Types=GLOBAL,REGULAR&Page=2&Limit=3', ['partners']],
  ])('%s', async (path, expected) => {
    const answer = await shop.get(mine.merchant, path);
    expect(answer.status).toBe(200);
    expect(names((answer.body as Page).Items)).toEqual(expected);
  });

  test('one promotion, when it is for the product', async () => {
    const of = (product: string, code: string) => shop.get(mine.merchant, `/products/${product}/promotions/${code}/`);
    expect((await of('VIEWER', global.Code)).body).toMatchObject({ Name: 'all' });
    const editor = (await search({ Coupons: 'one' })).Items[0]?.Code ?? '';
    expect((await of('EDITOR', editor)).status).toBe(200);
    expect((await of('VIEWER', editor)).body).toMatchObject({ error_code: 'PROMOTION_NOT_FOUND' });
  });
});
