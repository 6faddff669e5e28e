import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { minimal, openShop, type Shop, type TestMerchant } from '../testing-shop.ts';

let shop: Shop;
let merchant: TestMerchant;

beforeAll(async () => {
  shop = await openShop();
});
beforeEach(async () => {
  merchant = await shop.newMerchant();
  await merchant.call('addProduct', { Product: minimal('p', { Enabled: true }) });
});
afterAll(() => shop.drop());

const enabled = async () => (await merchant.product('p'))['Enabled'];

describe('getProductByCode', () => {
  test('the group by name up to 3.1, as an object from 4.0 on', async () => {
    for (const version of ['3.0', '3.1'] as const) {
      const told = await merchant.product('p', version);
      expect(told).toMatchObject({ GroupName: 'General' });
      expect(told).not.toHaveProperty('ProductGroup');
    }
    for (const version of ['4.0', '5.0', '6.0'] as const) {
      const told = await merchant.product('p', version);
      expect(told).toMatchObject({ ProductGroup: { Name: 'General', Code: 'AAAAAAAAAA' } });
      expect(told).not.toHaveProperty('GroupName');
    }
  });

  test('what is only sent is never answered', async () => {
    const told = await merchant.product('p');
    expect(told).not.toHaveProperty('ProductGroupCode');
    expect(told).not.toHaveProperty('TaxCategory');
  });

  test('members stand in the order of the contract', async () => {
    const names = Object.keys(await merchant.product('p', '5.0'));
    expect(names.slice(0, 7)).toEqual([
      'AvangateId',
      'ProductCode',
      'ProductType',
      'ProductName',
      'ProductVersion',
      'ProductGroup',
      'PurchaseMultipleUnits',
    ]);
    expect(names.slice(-3)).toEqual(['Tangible', 'TangibleDetails', 'ExternalReference']);
  });

  test.each([
    ['INVALID_PARAMETER', ''],
    ['INVALID_PARAMETER', undefined],
    ['PRODUCT_NOT_FOUND', 'P'],
    ['PRODUCT_NOT_FOUND', "p' OR 1=1"],
  ])('refuses %s: %j', async (code, ProductCode) => {
    expect(await merchant.refused('getProductByCode', { ProductCode })).toBe(code);
  });
});

describe('getProductById', () => {
  test('reads by the number of the system, given as number or text', async () => {
    const { AvangateId } = await merchant.product('p');
    for (const ProductId of [AvangateId, Number(AvangateId)]) {
      expect(await merchant.call('getProductById', { ProductId })).toEqual(await merchant.product('p'));
    }
  });

  test('a number of another merchant is no number of this one', async () => {
    const other = await shop.newMerchant();
    expect(await other.refused('getProductById', { ProductId: 1000001 })).toBe('PRODUCT_NOT_FOUND');
  });

  test.each([
    ['INVALID_PARAMETER', 'seven'],
    ['PRODUCT_NOT_FOUND', 7],
    ['PRODUCT_NOT_FOUND', -1],
  ])('refuses %s: %j', async (code, ProductId) => {
    expect(await merchant.refused('getProductById', { ProductId })).toBe(code);
  });
});

describe('setProductStatus and deleteProduct', () => {
  test('off and on again, any number of times', async () => {
    for (const Status of [false, false, true, '0', 1]) {
      expect(await merchant.call('setProductStatus', { productCode: 'p', Status })).toBe(true);
      expect(await enabled()).toBe(Status === true || Status === 1);
    }
  });

  test('a deleted product is disabled, stays readable and keeps its code', async () => {
    expect(await merchant.call('deleteProduct', { productCode: 'p' })).toBe(true);
    expect(await enabled()).toBe(false);
    expect(await merchant.refused('addProduct', { Product: minimal('p') })).toBe('PRODUCT_CODE_TAKEN');
  });

  test.each([
    ['setProductStatus', 'PRODUCT_NOT_FOUND', { productCode: 'nowhere', Status: true }],
    ['setProductStatus', 'INVALID_PARAMETER', { productCode: 'p' }],
    ['deleteProduct', 'PRODUCT_NOT_FOUND', { productCode: 'nowhere' }],
  ])('%s refuses %s', async (name, code, sent) => {
    expect(await merchant.refused(name, sent)).toBe(code);
  });
});
