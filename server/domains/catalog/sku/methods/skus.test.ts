import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { signed } from '../../../../testing/api.ts';
import { openStage, type Stage, type StageMerchant } from '../../../cross-selling/testing/stage.ts';
import { resolveSku } from '../../index.ts';

let stage: Stage;
let shop: StageMerchant;
/** Codes of the price lists of the products plan and other. */
let list: string;
let otherList: string;

beforeAll(async () => {
  stage = await openStage();
});
beforeEach(async () => {
  shop = await stage.newMerchant();
  await shop.call('addPriceOptionGroup', { PriceOptionGroup: support });
  list = await addProduct('plan');
  otherList = await addProduct('other');
  await shop.call('assignPricingConfigurationOptionGroup', {
    PricingConfigurationCode: list,
    PriceOptionsGroupAssigned: { Code: 'SUPPORT', Required: true },
  });
});
afterAll(() => stage.close());

const support = {
  Name: 'Support',
  Code: 'SUPPORT',
  Type: 'RADIO',
  Required: false,
  Options: [
    { Code: 'mail', Name: 'By mail' },
    { Code: 'phone', Name: 'By phone' },
  ],
};
const addProduct = async (code: string): Promise<string> => {
  await shop.addProduct(code);
  const lists = (await shop.call('getPricingConfigurations', { ProductCode: code })) as { Code: string }[];
  return lists[0]?.Code ?? '';
};

type Row = Record<string, unknown>;
type Schema = { ProductCode: string; PricingConfigurations: { Code: string; Details: Row[] }[] };

const small = { ProductSKU: 'P-EUR-S', Currency: 'EUR', FromQty: 1, ToQty: 9, PurchaseType: 'NEW_PRODUCT' };
const large = { ProductSKU: 'P-EUR-L', Currency: 'EUR', FromQty: 10, ToQty: 99, PurchaseType: 'NEW_PRODUCT' };
const phone = {
  ProductSKU: 'P-PHONE',
  PurchaseType: 'RENEWAL',
  Groups: [{ GroupCode: 'SUPPORT', Options: [{ Name: 'By phone', Value: 'phone' }] }],
};
const product = (rows: readonly Row[], code = list, ProductCode = 'plan') => ({
  ProductCode,
  PricingConfigurations: [{ Code: code, Details: rows }],
});
const set = (rows: readonly Row[]) => shop.call('setSku', { product: product(rows) });
const stored = async (searchOptions: Row = {}): Promise<readonly unknown[]> => {
  const { Items } = (await shop.call('searchSku', { searchOptions })) as { Items: Schema[] };
  return Items.flatMap(({ PricingConfigurations }) =>
    PricingConfigurations.flatMap(({ Details }) => Details.map(({ ProductSKU }) => ProductSKU)),
  );
};

describe('getSchema', () => {
  const schema = async (more: Row = {}) =>
    (await shop.call('getSchema', {
      inputSchema: { Products: [{ Code: 'plan', Currencies: ['EUR', 'usd'], ...more }] },
    })) as Schema;

  test('filled in, sent back and asked again', async () => {
    const asked = {
      PurchaseTypes: ['NEW_PRODUCT'],
      PricingConfigurationCodes: [
        {
          Code: list,
          VolumeDiscounts: [
            [1, 9],
            [10, 99],
          ],
          OptionGroups: [{ Code: 'SUPPORT' }],
        },
      ],
    };
    const table = await schema(asked);
    const rows = table.PricingConfigurations[0]?.Details ?? [];
    expect(rows).toHaveLength(8);
    const filled = rows.map((row, index) => ({ ...row, ProductSKU: index % 2 === 0 ? `SKU-${index}` : '' }));
    expect(await shop.call('setSku', { product: product(filled) })).toBe(true);
    expect(await stored()).toEqual(['SKU-0', 'SKU-2', 'SKU-4', 'SKU-6']);
    expect(await schema(asked)).toEqual(product(filled));
  });

  test('all price lists of the product when none is named; without groups the options stay open', async () => {
    const { PricingConfigurations } = await schema();
    expect(PricingConfigurations.map(({ Code, Details }) => [Code, Details.length])).toEqual([[list, 2]]);
    expect(PricingConfigurations[0]?.Details[1]).toEqual({
      ProductSKU: '',
      Currency: 'USD',
      FromQty: null,
      ToQty: null,
      PurchaseType: null,
      Groups: [],
      Options: 'W10=',
    });
  });

  test('a lone interval is also said without a list around it', async () => {
    const { PricingConfigurations } = await schema({
      Currencies: [],
      PricingConfigurationCodes: [{ Code: list.toLowerCase(), VolumeDiscounts: [1, 9] }],
    });
    expect(PricingConfigurations[0]?.Details).toMatchObject([{ FromQty: 1, ToQty: 9, Currency: null }]);
  });

  test('REST reads it from the query string as JSON text', async () => {
    const { code, date, hash } = signed(shop.merchant.code);
    const get = async (schemaText: string) => {
      const response = await fetch(`${stage.api.url}/rest/6.0/productsku/?schema=${encodeURIComponent(schemaText)}`, {
        headers: { 'x-avangate-authentication': `code="${code}" date="${date}" hash="${hash}"` },
      });
      return { status: response.status, body: await response.json() };
    };
    const request = { Products: [{ Code: 'plan', Currencies: ['EUR'] }] };
    expect(await get(JSON.stringify(request))).toMatchObject({
      status: 200,
      body: { ProductCode: 'plan', PricingConfigurations: [{ Code: list, Details: [{ Currency: 'EUR' }] }] },
    });
    expect(await get('{')).toMatchObject({ status: 400, body: { error_code: 'MALFORMED_JSON' } });
  });

  test.each<[string, string, () => unknown]>([
    ['SKU_SCHEMA_INVALID', 'no product', () => ({ Products: [] })],
    ['SKU_SCHEMA_INVALID', 'two products', () => ({ Products: [{ Code: 'plan' }, { Code: 'other' }] })],
    ['PRODUCT_NOT_FOUND', 'an unknown product', () => ({ Products: [{ Code: 'nowhere' }] })],
    [
      'PRICING_CONFIGURATION_NOT_FOUND',
      'the list of another product',
      () => ({ Products: [{ Code: 'plan', PricingConfigurationCodes: [{ Code: otherList }] }] }),
    ],
    ['CURRENCY_NOT_KNOWN', 'no currency', () => ({ Products: [{ Code: 'plan', Currencies: ['XYX'] }] })],
    [
      'SKU_SCHEMA_INVALID',
      'half an interval',
      () => ({ Products: [{ Code: 'plan', PricingConfigurationCodes: [{ Code: list, VolumeDiscounts: [[1]] }] }] }),
    ],
    [
      'SKU_SCHEMA_INVALID',
      'a group that the list does not use',
      () => ({
        Products: [
          {
            Code: 'other',
            PricingConfigurationCodes: [{ Code: otherList, OptionGroups: ['SUPPORT'].map((Code) => ({ Code })) }],
          },
        ],
      }),
    ],
    [
      'INVALID_PARAMETER',
      'an unknown purchase type',
      () => ({ Products: [{ Code: 'plan', PurchaseTypes: ['GIFT'] }] }),
    ],
  ])('refuses %s: %s', async (code, _title, inputSchema) => {
    expect(await shop.refused('getSchema', { inputSchema: inputSchema() })).toBe(code);
  });
});

describe('setSku', () => {
  test('replaces all of the price list and leaves the others', async () => {
    await set([small, large, phone]);
    await shop.call('setSku', { product: product([{ ProductSKU: 'O-1', Currency: 'EUR' }], otherList, 'other') });
    await set([{ ...large, ProductSKU: 'NEW' }]);
    expect(await stored()).toEqual(['NEW', 'O-1']);
    await set([]);
    expect(await stored()).toEqual(['O-1']);
  });

  test('a SKU may move to another combination of its list', async () => {
    await set([small, large]);
    expect(
      await set([
        { ...small, ProductSKU: 'P-EUR-L' },
        { ...large, ProductSKU: 'P-EUR-S' },
      ]),
    ).toBe(true);
    expect(await stored()).toEqual(['P-EUR-L', 'P-EUR-S']);
  });

  test('the other name of the lists, and options by the token alone', async () => {
    const token = Buffer.from('[["SUPPORT","phone"]]').toString('base64');
    await shop.call('setSku', {
      product: { ProductCode: 'plan', SkuPricingOptions: { Code: list, Details: { ProductSKU: 'T', Options: token } } },
    });
    expect(await shop.call('getSKUDetails', { skuCode: 'T' })).toMatchObject({ PriceOptions: ['phone'] });
  });

  test('a token of another system does no harm beside the groups', async () => {
    expect(await set([{ ...phone, Options: 'eJwBLADT/6G10uOW' }])).toBe(true);
  });

  test('two at once leave one of the two tables', async () => {
    const tables = [[small, large], [phone]];
    await Promise.all(tables.map(set));
    expect([['P-EUR-S', 'P-EUR-L'], ['P-PHONE']]).toContainEqual(await stored());
  });

  test.each<[string, string, readonly Row[]]>([
    ['SKU_INVALID', 'for everything', [{ ProductSKU: 'X' }]],
    [
      'SKU_INVALID',
      'for everything, as PHP says it',
      [{ ProductSKU: 'X', Currency: '', FromQty: 0, ToQty: 0, Groups: [] }],
    ],
    ['SKU_INVALID', 'quantities backwards', [{ ...small, FromQty: 10 }]],
    ['SKU_INVALID', 'intervals that overlap', [small, { ...large, FromQty: 9 }]],
    ['SKU_INVALID', 'one combination twice', [phone, { ...phone, ProductSKU: 'X' }]],
    ['SKU_INVALID', 'an unknown group', [{ ...phone, Groups: [{ GroupCode: 'NOPE', Options: [{ Value: 'phone' }] }] }]],
    [
      'SKU_INVALID',
      'an unknown option',
      [{ ...phone, Groups: [{ GroupCode: 'SUPPORT', Options: [{ Value: 'fax' }] }] }],
    ],
    ['SKU_INVALID', 'a foreign token without groups', [{ ProductSKU: 'X', Options: 'eJwBLADT/6G10uOW' }]],
    ['CURRENCY_NOT_KNOWN', 'a currency that there is not', [{ ...small, Currency: 'XYX' }]],
    ['SKU_TAKEN', 'one SKU twice', [small, { ...large, ProductSKU: 'P-EUR-S' }]],
    ['SKU_TAKEN', 'one of another product', [{ ...small, ProductSKU: 'TAKEN' }]],
    ['INVALID_PARAMETER', 'another purchase type', [{ ...small, PurchaseType: 'GIFT' }]],
    ['INVALID_PARAMETER', 'a SKU of 257 characters', [{ ...small, ProductSKU: 'x'.repeat(257) }]],
  ])('refuses %s: %s; and changes nothing', async (code, _title, rows) => {
    await shop.call('setSku', { product: product([{ ProductSKU: 'TAKEN', Currency: 'EUR' }], otherList, 'other') });
    await set([small]);
    expect(await shop.refused('setSku', { product: product(rows) })).toBe(code);
    expect(await stored()).toEqual(['P-EUR-S', 'TAKEN']);
  });

  test.each<[string, () => unknown]>([
    ['PRODUCT_NOT_FOUND', () => product([small], list, 'nowhere')],
    ['PRICING_CONFIGURATION_NOT_FOUND', () => product([small], otherList)],
    ['SKU_INVALID', () => ({ ProductCode: 'plan', PricingConfigurations: [] })],
    ['SKU_INVALID', () => ({ ProductCode: 'plan', PricingConfigurations: [{ Code: list }, { Code: list }] })],
  ])('refuses %s', async (code, sent) => {
    expect(await shop.refused('setSku', { product: sent() })).toBe(code);
  });
});

describe('with SKUs', () => {
  beforeEach(async () => {
    await set([small, large, phone, { ProductSKU: 'P-USD', Currency: 'USD' }]);
    await shop.call('setSku', { product: product([{ ProductSKU: 'O-EUR', Currency: 'EUR' }], otherList, 'other') });
  });

  test.each<[string, () => Row, readonly string[]]>([
    ['all', () => ({}), ['P-EUR-S', 'P-EUR-L', 'P-PHONE', 'P-USD', 'O-EUR']],
    ['of a product', () => ({ ProductCode: 'other' }), ['O-EUR']],
    ['of a price list', () => ({ PricingConfigurations: [{ Code: otherList }] }), ['O-EUR']],
    ['of currencies', () => ({ PricingConfigurations: [{ Currencies: [{ Code: 'usd' }] }] }), ['P-USD']],
    ['of bare currencies', () => ({ PricingConfigurations: [{ Currencies: ['USD'] }] }), ['P-USD']],
    ['of purchase types', () => ({ PricingConfigurations: [{ PurchaseTypes: [{ Code: 'RENEWAL' }] }] }), ['P-PHONE']],
    [
      'within intervals',
      () => ({ PricingConfigurations: [{ QuantityIntervals: { MinQuantity: 5, MaxQuantity: 500 } }] }),
      ['P-EUR-L'],
    ],
    [
      'with an option',
      () => ({
        PricingConfigurations: [
          { PriceOptionGroups: [{ Code: 'SUPPORT', Options: [{ OptionValue: 'mail' }, { OptionValue: 'phone' }] }] },
        ],
      }),
      ['P-PHONE'],
    ],
    [
      'with any option of a group',
      () => ({ PricingConfigurations: [{ PriceOptionGroups: [{ Code: 'SUPPORT' }] }] }),
      ['P-PHONE'],
    ],
    [
      'of one list or of another currency',
      () => ({ PricingConfigurations: [{ Code: otherList }, { Currencies: [{ Code: 'USD' }] }] }),
      ['P-USD', 'O-EUR'],
    ],
    ['the second page', () => ({ Pagination: { Page: 2, Limit: 3 } }), ['P-USD', 'O-EUR']],
  ])('searchSku: %s', async (_title, options, expected) => {
    expect(await stored(options())).toEqual(expected);
  });

  test('searchSku gathers a page by product and list; the count is of SKUs', async () => {
    expect(await shop.call('searchSku', { searchOptions: { Page: 2, Limit: 4 } })).toMatchObject({
      Items: [
        { ProductCode: 'other', PricingConfigurations: [{ Code: otherList, Details: [{ ProductSKU: 'O-EUR' }] }] },
      ],
      Pagination: { Page: 2, Limit: 4, Count: 5 },
    });
  });

  test('searchSku tells rows as setSku takes them', async () => {
    const { Items } = (await shop.call('searchSku', { searchOptions: { ProductCode: 'plan' } })) as { Items: Schema[] };
    expect(await shop.call('setSku', { product: Items[0] })).toBe(true);
    expect(await stored()).toHaveLength(5);
  });

  test.each(['getSKUDetails', 'getSkuDetails'])('%s, by every spelling, quantities as text', async (name) => {
    expect(await shop.call(name, { skuCode: 'P-EUR-L' }, '5.0')).toEqual({
      PricingConfigurationCode: list,
      ProductCode: 'plan',
      Currency: 'EUR',
      PriceOptions: [],
      PurchaseType: 'NEW_PRODUCT',
      FromQuantity: '10',
      ToQuantity: '99',
    });
  });

  test('SKUs of others are not there', async () => {
    const other = await stage.newMerchant();
    expect(await other.refused('getSKUDetails', { skuCode: 'P-USD' })).toBe('SKU_NOT_FOUND');
    expect(await resolveSku(stage.api.database, other.merchant.id, 'P-USD')).toBeUndefined();
  });

  test.each<[string, Row]>([
    ['P-EUR-S', { Currency: 'EUR', Quantity: 9 }],
    ['P-EUR-L', { Currency: 'EUR', Quantity: '10', PurchaseType: 'NEW_PRODUCT' }],
    ['P-PHONE', { PriceOptions: ['phone'], Currency: 'EUR' }],
    ['P-PHONE', { PurchaseType: 'RENEWAL', Currency: 'JPY', Quantity: 5 }],
    ['P-USD', { Currency: 'USD', PurchaseType: 'UPGRADE', Quantity: 1000, PriceOptions: ['mail'] }],
  ])('getSKUCodeByDetails tells %s for %j', async (sku, details) => {
    const skuDetails = { PricingConfigurationCode: list, ...details };
    expect(await shop.call('getSKUCodeByDetails', { skuDetails })).toBe(sku);
    expect(await shop.call('getSkuCodeByDetails', { skuDetailsObject: skuDetails })).toBe(sku);
  });

  test.each<[string, () => Row]>([
    ['SKU_NOT_FOUND', () => ({ PricingConfigurationCode: list, Currency: 'GBP', PurchaseType: 'TRIAL' })],
    ['SKU_NOT_FOUND', () => ({ PricingConfigurationCode: 'FFFFFFFFFF' })],
    ['INVALID_PARAMETER', () => ({ Currency: 'EUR' })],
    ['INVALID_PARAMETER', () => ({ PricingConfigurationCode: list, Quantity: 0 })],
  ])('getSKUCodeByDetails refuses %s', async (code, details) => {
    expect(await shop.refused('getSKUCodeByDetails', { skuDetails: details() })).toBe(code);
  });

  test('deleteSkuByCode removes all or none', async () => {
    const of = (SkuCode: string, more: Row = {}) => ({ ProductCode: 'plan', SkuCode, ...more });
    const details = [of('P-USD'), of('P-EUR-S', { PricingConfigurationCode: otherList })];
    expect(await shop.refused('deleteSkuByCode', { details })).toBe('SKU_NOT_FOUND');
    expect(await stored()).toHaveLength(5);
    const right = [of('P-USD'), of('P-USD'), of('P-EUR-S', { PricingConfigurationCode: list })];
    expect(await shop.call('deleteSKUByCode', { details: right })).toBe(true);
    expect(await stored()).toEqual(['P-EUR-L', 'P-PHONE', 'O-EUR']);
    expect(await shop.refused('deleteSkuByCode', { details: [of('O-EUR')] })).toBe('SKU_NOT_FOUND');
    expect(await shop.refused('deleteSkuByCode', {})).toBe('INVALID_PARAMETER');
  });

  test.each<[string, () => Row, readonly string[]]>([
    [
      'two arguments',
      () => ({ productCode: 'plan', skuDetails: { PricingConfigurationCode: list, Currency: 'EUR' } }),
      ['P-PHONE', 'P-USD', 'O-EUR'],
    ],
    [
      'one object',
      () => ({ productCode: { ProductCode: 'plan', skuDetails: { Currency: 'EUR', Quantity: 5 } } }),
      ['P-EUR-L', 'P-PHONE', 'P-USD', 'O-EUR'],
    ],
    [
      'one object, as the table spells it',
      () => ({ productCode: { ProductCode: 'plan', skuDetailsObject: { PriceOptions: ['phone'] } } }),
      ['P-EUR-S', 'P-EUR-L', 'P-USD', 'O-EUR'],
    ],
    ['no details: all of the product', () => ({ productCode: 'plan' }), ['O-EUR']],
  ])('deleteSkuCodeByDetails: %s', async (_title, sent, left) => {
    expect(await shop.call('deleteSkuCodeByDetails', sent())).toBe(true);
    expect(await stored()).toEqual(left);
  });

  test.each<[string, () => Row]>([
    [
      'an open currency is not the one that was named',
      () => ({ productCode: 'plan', skuDetails: { Currency: 'EUR', PurchaseType: 'RENEWAL' } }),
    ],
    [
      'the list of another product',
      () => ({ productCode: 'plan', skuDetails: { PricingConfigurationCode: otherList } }),
    ],
    ['an unknown product', () => ({ productCode: 'nowhere' })],
  ])('deleteSkuCodeByDetails refuses SKU_NOT_FOUND: %s', async (_title, sent) => {
    expect(await shop.refused('deleteSkuCodeByDetails', sent())).toBe('SKU_NOT_FOUND');
    expect(await stored()).toHaveLength(5);
  });

  test('resolveSku tells orders all that a SKU says', async () => {
    const found = (sku: string) => resolveSku(stage.api.database, shop.merchant.id, sku);
    expect(await found('P-EUR-S')).toEqual({
      productCode: 'plan',
      configurationCode: list,
      options: [],
      currency: 'EUR',
      purchaseType: 'NEW_PRODUCT',
      minQuantity: 1,
      maxQuantity: 9,
    });
    expect(await found('P-PHONE')).toMatchObject({
      options: [{ group: 'SUPPORT', code: 'phone' }],
      currency: null,
      purchaseType: 'RENEWAL',
      minQuantity: null,
    });
    expect(await found('p-phone')).toBeUndefined();
  });
});
