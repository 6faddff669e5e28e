import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findCrossSellCampaigns } from '../index.ts';
import { openStage, type Stage, type StageMerchant } from '../testing/stage.ts';

let stage: Stage;
let shop: StageMerchant;

beforeAll(async () => {
  stage = await openStage();
});
beforeEach(async () => {
  shop = await stage.newMerchant();
  for (const code of ['editor', 'viewer', 'backup', 'fonts']) await shop.addProduct(code);
});
afterAll(() => stage.close());

const facts = {
  Name: 'Add-ons',
  MasterProducts: ['editor'],
  DisplayType: 'cart',
  Products: [{ ProductCode: 'backup', Discount: '12.5', DiscountType: 'PERCENT' }],
};
type Told = Record<string, unknown> & { CampaignCode: string };
const create = async (more: Record<string, unknown> = {}) =>
  (await shop.call('createCrossSellCampaign', { campaign: { ...facts, ...more } })) as Told;
const update = async (code: string, more: Record<string, unknown>) =>
  (await shop.call('updateCrossSellCampaign', { campaign: { CampaignCode: code, ...more } })) as Told;
const get = async (code: string) => (await shop.call('getCrossSellCampaign', { CampaignCode: code })) as Told;

describe('createCrossSellCampaign', () => {
  test('a code in the form of the platform, whatever was sent as one', async () => {
    const { CampaignCode } = await create({ CampaignCode: 'mine' });
    expect(CampaignCode).toMatch(/^[A-Za-z0-9]{22}==$/);
    expect(Buffer.from(CampaignCode, 'base64')).toHaveLength(16);
    expect(Buffer.from(CampaignCode, 'base64').toString('base64')).toBe(CampaignCode);
  });

  test('members stand in the order of the contract, and the campaign reads back alike', async () => {
    const told = await create();
    expect(Object.keys(told)).toEqual([
      'CampaignCode',
      'Name',
      'MasterProducts',
      'DisplayType',
      'DisplayInEmail',
      'Products',
      'StartDate',
      'EndDate',
      'CampaignStatus',
      'CampaignOwnerType',
    ]);
    expect(await get(told.CampaignCode)).toEqual(told);
  });

  test('prices are those of one unit of the default list, in all its currencies', async () => {
    await shop.addProduct('steps', [
      { Amount: 19.99, Currency: 'EUR', MinQuantity: 1, MaxQuantity: 9 },
      { Amount: 15, Currency: 'EUR', MinQuantity: 10, MaxQuantity: 99 },
      { Amount: 3000, Currency: 'JPY' },
      { Amount: 15, Currency: 'USD', MinQuantity: 10, MaxQuantity: 99 },
    ]);
    expect(await create({ Products: [{ ProductCode: 'steps', Discount: 33.3333 }] })).toMatchObject({
      Products: [
        {
          Discount: 33.3333,
          BasePrice: [
            { Currency: 'EUR', Price: 19.99 },
            { Currency: 'JPY', Price: 3000 },
          ],
          DiscountedPrice: [
            { Currency: 'EUR', Price: 13.33 },
            { Currency: 'JPY', Price: 2000 },
          ],
        },
      ],
    });
  });

  test('prices follow the catalogue', async () => {
    const { CampaignCode } = await create();
    const { PricingConfigurations: lists } = (await shop.call('getProductByCode', { ProductCode: 'backup' })) as {
      PricingConfigurations: Record<string, unknown>[];
    };
    const Prices = { Regular: [{ Amount: 40, Currency: 'EUR' }] };
    const Product = { ProductCode: 'backup', ProductName: 'b', PricingConfigurations: [{ ...lists[0], Prices }] };
    await shop.call('updateProduct', { Product });
    expect(await get(CampaignCode)).toMatchObject({
      Products: [{ BasePrice: [{ Price: 40 }], DiscountedPrice: [{ Price: 35 }] }],
    });
  });

  test('the oldest form names one product in place of the masters', async () => {
    const { MasterProducts: _, ...others } = facts;
    const told = await shop.call('createCrossSellCampaign', { campaign: { ...others, ProductCode: 'viewer' } });
    expect(told).toMatchObject({ MasterProducts: ['viewer'] });
  });

  test.each<[string, Record<string, unknown>]>([
    ['a master named twice is one', { MasterProducts: ['editor', 'editor'] }],
    ['words in any letter case', { DisplayType: 'CART', CampaignStatus: 'active' }],
    ['the null date of old databases', { StartDate: '0000-00-00', EndDate: '' }],
  ])('%s', async (_title, more) => {
    expect(await create(more)).toMatchObject({
      MasterProducts: ['editor'],
      DisplayType: 'cart',
      StartDate: null,
      EndDate: null,
      CampaignStatus: 'ACTIVE',
    });
  });

  test.each<[string, string, Record<string, unknown>]>([
    ['CROSS_SELL_CAMPAIGN_INVALID', 'no name', { Name: ' ' }],
    ['CROSS_SELL_CAMPAIGN_INVALID', 'no masters', { MasterProducts: [] }],
    ['CROSS_SELL_CAMPAIGN_INVALID', 'no place', { DisplayType: null }],
    ['CROSS_SELL_CAMPAIGN_INVALID', 'nothing to recommend', { Products: undefined }],
    [
      'CROSS_SELL_CAMPAIGN_INVALID',
      'the same twice',
      { Products: [{ ProductCode: 'backup' }, { ProductCode: 'backup', Discount: 5 }] },
    ],
    ['CROSS_SELL_CAMPAIGN_INVALID', 'over 100 %', { Products: [{ ProductCode: 'backup', Discount: 100.01 }] }],
    ['CROSS_SELL_CAMPAIGN_INVALID', 'below 0 %', { Products: [{ ProductCode: 'backup', Discount: '-5' }] }],
    ['CROSS_SELL_CAMPAIGN_INVALID', 'end before start', { StartDate: '2026-03-02', EndDate: '2026-03-01' }],
    ['PRODUCT_NOT_FOUND', 'an unknown master', { MasterProducts: ['nowhere'] }],
    ['PRODUCT_NOT_FOUND', 'an unknown product', { Products: [{ ProductCode: 'nowhere' }] }],
    ['INVALID_PARAMETER', 'an amount off', { Products: [{ ProductCode: 'backup', DiscountType: 'FIXED' }] }],
    ['INVALID_PARAMETER', 'an unknown place', { DisplayType: 'footer' }],
    ['INVALID_PARAMETER', 'a name of 256 characters', { Name: 'x'.repeat(256) }],
    ['INVALID_PARAMETER', 'a day that is none', { StartDate: '2026-02-30' }],
  ])('refuses %s: %s', async (code, _title, more) => {
    expect(await shop.refused('createCrossSellCampaign', { campaign: { ...facts, ...more } })).toBe(code);
  });
});

describe('updateCrossSellCampaign', () => {
  test('what is not sent stays, lists are replaced, dates of null go', async () => {
    const before = await create({ StartDate: '2026-03-01', EndDate: '2026-03-31', DisplayInEmail: true });
    expect(await update(before.CampaignCode, { Name: 'New' })).toEqual({ ...before, Name: 'New' });
    expect(
      await update(before.CampaignCode, { Products: [{ ProductCode: 'fonts', AutoAdded: 1 }], EndDate: null }),
    ).toMatchObject({
      Name: 'New',
      Products: [{ ProductCode: 'fonts', Discount: 0, AutoAdded: true }],
      StartDate: '2026-03-01',
      EndDate: null,
      DisplayInEmail: true,
    });
  });

  test('what was answered can be sent back', async () => {
    const before = await create();
    expect(await update(before.CampaignCode, before)).toEqual(before);
  });

  test('only its own campaigns', async () => {
    const { CampaignCode } = await create();
    const other = await stage.newMerchant();
    const campaign = { CampaignCode, Name: 'Mine' };
    expect(await other.refused('updateCrossSellCampaign', { campaign })).toBe('CROSS_SELL_CAMPAIGN_NOT_FOUND');
    expect(await other.refused('getCrossSellCampaign', { CampaignCode })).toBe('CROSS_SELL_CAMPAIGN_NOT_FOUND');
  });

  test.each<[string, Record<string, unknown>]>([
    ['CROSS_SELL_CAMPAIGN_INVALID', { MasterProducts: [] }],
    ['CROSS_SELL_CAMPAIGN_INVALID', { StartDate: '2027-01-01', EndDate: '2026-01-01' }],
    ['PRODUCT_NOT_FOUND', { MasterProducts: ['nowhere'] }],
    ['CROSS_SELL_CAMPAIGN_NOT_FOUND', { CampaignCode: null }],
  ])('refuses %s: %j and changes nothing', async (code, more) => {
    const before = await create();
    const campaign = { CampaignCode: before.CampaignCode, ...more };
    expect(await shop.refused('updateCrossSellCampaign', { campaign })).toBe(code);
    expect(await get(before.CampaignCode)).toEqual(before);
  });
});

test('deleteCrossSellCampaign removes it for good, and only its own', async () => {
  const { CampaignCode } = await create();
  const other = await stage.newMerchant();
  expect(await other.refused('deleteCrossSellCampaign', { CampaignCode })).toBe('CROSS_SELL_CAMPAIGN_NOT_FOUND');
  expect(await shop.call('deleteCrossSellCampaign', { CampaignCode })).toBe(true);
  expect(await shop.refused('getCrossSellCampaign', { CampaignCode })).toBe('CROSS_SELL_CAMPAIGN_NOT_FOUND');
  expect(await shop.call('getProductCrossSellCampaigns', { ProductCode: 'editor' })).toEqual([]);
});

describe('searchCrossSellCampaigns', () => {
  beforeEach(async () => {
    await create({ Name: 'Spring 100%', StartDate: '2026-03-01', EndDate: '2026-05-31' });
    await create({ Name: 'Summer', StartDate: '2026-06-01', MasterProducts: ['viewer', 'editor'] });
    await create({ Name: 'Always', CampaignStatus: 'INACTIVE', Products: [{ ProductCode: 'fonts' }] });
  });
  const names = async (SearchOptions: unknown) =>
    ((await shop.call('searchCrossSellCampaigns', { SearchOptions })) as { Items: { Name: string }[] }).Items.map(
      ({ Name }) => Name,
    );

  test.each<[string, unknown, readonly string[]]>([
    ['all', undefined, ['Spring 100%', 'Summer', 'Always']],
    ['part of a name', { CampaignName: 'MM' }, ['Summer']],
    ['a per cent sign means itself', { CampaignName: '0%' }, ['Spring 100%']],
    ['a status', { Status: 'inactive' }, ['Always']],
    ['both statuses', { Status: ['ACTIVE', 'INACTIVE'] }, ['Spring 100%', 'Summer', 'Always']],
    ['a master product', { Products: ['viewer'] }, ['Summer']],
    ['any master product', { Products: ['viewer', 'editor'], Status: ['ACTIVE'] }, ['Spring 100%', 'Summer']],
    ['a recommended product', { RecommendedProducts: ['fonts', 'viewer'] }, ['Always']],
    ['from a day', { StartDate: '2026-03-02' }, ['Summer']],
    ['until a day', { EndDate: '2026-05-31' }, ['Spring 100%']],
    ['of affiliates', { Type: 'AFF' }, []],
    ['the second page', { Pagination: { Page: 2, Limit: 2 } }, ['Always']],
    ['pages said flat', { Page: 2, Limit: 1 }, ['Summer']],
  ])('%s', async (_title, options, expected) => {
    expect(await names(options)).toEqual(expected);
  });

  test('the count is of the matches', async () => {
    expect(
      await shop.call('searchCrossSellCampaigns', { SearchOptions: { Status: 'ACTIVE', Limit: 1 } }),
    ).toMatchObject({ Items: [{ Name: 'Spring 100%' }], Pagination: { Page: 1, Limit: 1, Count: 2 } });
  });
});

describe('getProductCrossSellCampaigns', () => {
  const running = async (ProductCode: string) =>
    ((await shop.call('getProductCrossSellCampaigns', { ProductCode })) as { Name: string }[]).map(({ Name }) => Name);

  test('those that run on the day in the zone of the account', async () => {
    shop = await stage.newMerchant('Asia/Tokyo');
    for (const code of ['editor', 'backup']) await shop.addProduct(code);
    await create({ Name: 'March', StartDate: '2026-03-01', EndDate: '2026-03-31' });
    await create({ Name: 'Off', CampaignStatus: 'INACTIVE' });
    for (const [at, expected] of [
      ['2026-02-28T14:59:59Z', []],
      ['2026-02-28T15:00:00Z', ['March']],
      ['2026-03-31T14:59:59Z', ['March']],
      ['2026-03-31T15:00:00Z', []],
    ] as const) {
      shop.setClock(at);
      expect(await running('editor'), at).toEqual(expected);
    }
    expect(await running('backup')).toEqual([]);
  });

  test('3.0 knows neither types, prices nor statuses', async () => {
    await create();
    const [told] = (await shop.call('getProductCrossSellCampaigns', { ProductCode: 'editor' }, '3.0')) as Told[];
    expect(told).not.toHaveProperty('CampaignStatus');
    expect(told?.['Products']).toEqual([{ ProductCode: 'backup', Discount: 12.5, DiscountType: 'PERCENT' }]);
  });

  test('refuses PRODUCT_NOT_FOUND: a code that there is not', async () => {
    expect(await shop.refused('getProductCrossSellCampaigns', { ProductCode: 'nowhere' })).toBe('PRODUCT_NOT_FOUND');
  });
});

test('campaigns are found for orders by their codes, each of the account', async () => {
  const [first, second] = [await create(), await create({ Name: 'Second', CampaignStatus: 'INACTIVE' })];
  const codes = [first.CampaignCode, second.CampaignCode, 'nowhere'];
  const found = await findCrossSellCampaigns(stage.api.database, shop.merchant.id, codes);
  expect(found.map(({ name, active }) => [name, active])).toEqual(
    expect.arrayContaining([
      ['Add-ons', true],
      ['Second', false],
    ]),
  );
  expect(found[0]?.products[0]?.discountPpm).toBe(125_000n);
  const other = await stage.newMerchant();
  expect(await findCrossSellCampaigns(stage.api.database, other.merchant.id, codes)).toEqual([]);
});

describe('setCrossSellSettings', () => {
  test('answers all settings after the change', async () => {
    const set = (settings: unknown) => shop.call('setCrossSellSettings', { settings });
    expect(await set({ displayProductsMax: '5' })).toEqual({
      maxThumbSize: 100,
      displayProductsMax: 5,
      displayShortDescription: true,
    });
    expect(await set({ maxThumbSize: 60, displayShortDescription: 0 })).toEqual({
      maxThumbSize: 60,
      displayProductsMax: 5,
      displayShortDescription: false,
    });
  });

  test.each([
    ['CROSS_SELL_SETTINGS_INVALID', { maxThumbSize: 0 }],
    ['CROSS_SELL_SETTINGS_INVALID', { maxThumbSize: 101 }],
    ['INVALID_PARAMETER', { displayProductsMax: 0 }],
    ['INVALID_PARAMETER', null],
  ])('refuses %s: %j', async (code, settings) => {
    expect(await shop.refused('setCrossSellSettings', { settings })).toBe(code);
  });
});

test.each([
  ['de', 'de'],
  ['FR', 'fr'],
  ['pt_BR', 'pt'],
  ['ja', 'en'],
])('getCrossSellTexts %s is answered in %s', async (LanguageCode, Language) => {
  const texts = await shop.call('getCrossSellTexts', { LanguageCode });
  expect(texts).toMatchObject({
    Language,
    Title: expect.stringMatching(/\w/),
    Description: expect.stringMatching(/\w/),
  });
});
