import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { statement } from '../../../db/database.ts';
import { MOST_OF_A_LIST } from '../store-lists.ts';
import {
  minimal,
  NOW,
  OTHER_TAX_CATEGORY,
  openShop,
  type Shop,
  TAX_CATEGORY,
  type TestMerchant,
} from '../testing-shop.ts';

let shop: Shop;
let merchant: TestMerchant;

beforeAll(async () => {
  shop = await openShop();
});
beforeEach(async () => {
  // With the groups General (AAAAAAAAAA, the default) and Plans (BBBBBBBBBB).
  merchant = await shop.newMerchant();
});
afterAll(() => shop.drop());

type Group = { Name: string; Code: string; TemplateName: string; Description: string };

const groups = async () => (await merchant.call('getProductGroups', {})) as Group[];
const added = async (sent: Record<string, unknown>) => {
  expect(await merchant.call('addProductGroup', { ProductGroup: sent })).toBe(true);
  return (await groups()).find(({ Name }) => Name === sent['Name']);
};
const update = (sent: Record<string, unknown>) => merchant.call('updateProductGroup', { ProductGroup: sent });

describe('addProductGroup', () => {
  test('a name is enough; the code is generated, ten upper-case hexadecimal digits', async () => {
    expect(await added({ Name: 'Tools', Code: 'MINE' })).toEqual({
      Name: 'Tools',
      Code: expect.stringMatching(/^[0-9A-F]{10}$/),
      TemplateName: 'Default Template',
      Description: '',
    });
  });

  test('all members', async () => {
    const sent = { Name: 'Tools', TemplateName: 'Dark', Description: 'Small tools', Enabled: '0' };
    expect(await added(sent)).toMatchObject({ Name: 'Tools', TemplateName: 'Dark', Description: 'Small tools' });
  });

  test('products can be put into the new group, and the default stays what it was', async () => {
    const group = await added({ Name: 'Tools' });
    await merchant.call('addProduct', { Product: minimal('p') });
    await merchant.call('addProduct', { Product: minimal('q', { ProductGroupCode: group?.Code }) });
    expect((await merchant.product('p'))['ProductGroup']).toMatchObject({ Name: 'General' });
    expect((await merchant.product('q'))['ProductGroup']).toMatchObject({ Name: 'Tools' });
  });

  test('an account has the most groups that there can be', async () => {
    const fill = `INSERT INTO product_groups SELECT $1, 'G' || n, 'Group ' || n, '', '', true, false, $2
      FROM generate_series(1, $3::integer) n`;
    await shop.database.rows(statement(fill, [merchant.merchant.id, NOW, MOST_OF_A_LIST - 2]));
    expect(await merchant.refused('addProductGroup', { ProductGroup: { Name: 'One more' } })).toBe('CATALOG_LIST_FULL');
  });

  test.each([
    ['INVALID_PARAMETER', undefined],
    ['INVALID_PARAMETER', {}],
    ['INVALID_PARAMETER', { Name: ' ' }],
    ['PRODUCT_GROUP_NAME_TAKEN', { Name: 'General' }],
    ['PRODUCT_GROUP_NAME_TAKEN', { Name: 'pLANS' }],
  ])('refuses %s: %j', async (code, sent) => {
    expect(await merchant.refused('addProductGroup', { ProductGroup: sent })).toBe(code);
    expect(await groups()).toHaveLength(2);
  });
});

describe('updateProductGroup', () => {
  test('what is sent changes, what is not stays', async () => {
    await update({ Code: 'BBBBBBBBBB', Name: 'Subscriptions' });
    await update({ Code: 'BBBBBBBBBB', TemplateName: 'Dark', Enabled: false });
    expect((await groups())[1]).toEqual({
      Name: 'Subscriptions',
      Code: 'BBBBBBBBBB',
      TemplateName: 'Dark',
      Description: 'all plans',
    });
  });

  test('null empties; what a client read can be sent back', async () => {
    const [, plans] = await groups();
    expect(await update({ ...plans, Description: null, TemplateName: null })).toBe(true);
    expect((await groups())[1]).toEqual({ ...plans, Description: '', TemplateName: 'Default Template' });
  });

  test('a group may keep its own name in another letter case', async () => {
    expect(await update({ Code: 'BBBBBBBBBB', Name: 'PLANS' })).toBe(true);
  });

  test.each([
    ['INVALID_PARAMETER', { Name: 'Tools' }],
    ['INVALID_PARAMETER', { Code: 'BBBBBBBBBB', Name: null }],
    ['PRODUCT_GROUP_NOT_FOUND', { Code: 'nowhere', Name: 'Tools' }],
    ['PRODUCT_GROUP_NAME_TAKEN', { Code: 'BBBBBBBBBB', Name: 'general' }],
  ])('refuses %s: %j', async (code, sent) => {
    expect(await merchant.refused('updateProductGroup', { ProductGroup: sent })).toBe(code);
  });

  test('a group of another merchant is no group of this one', async () => {
    const other = await shop.newMerchant();
    const sent = await added({ Name: 'Tools' });
    expect(await other.refused('updateProductGroup', { ProductGroup: sent })).toBe('PRODUCT_GROUP_NOT_FOUND');
  });
});

describe('getProductGroup', () => {
  test('reads by code', async () => {
    expect(await merchant.call('getProductGroup', { groupCode: 'BBBBBBBBBB' })).toEqual((await groups())[1]);
  });

  test.each([
    ['INVALID_PARAMETER', ''],
    ['PRODUCT_GROUP_NOT_FOUND', 'Plans'],
  ])('refuses %s: %j', async (code, groupCode) => {
    expect(await merchant.refused('getProductGroup', { groupCode })).toBe(code);
  });
});

test('getProductTaxCategories and its older name list the categories by name', async () => {
  const expected = [
    { UUID: OTHER_TAX_CATEGORY, Name: 'Books' },
    { UUID: TAX_CATEGORY, Name: 'Software' },
  ];
  expect(await merchant.call('getProductTaxCategories', {})).toEqual(expected);
  expect(await merchant.call('getTaxCategories', {})).toEqual(expected);
});
