import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { signed } from '../../../testing/api.ts';
import { openStage, type Stage, type StageMerchant } from '../testing/stage.ts';

let stage: Stage;
let shop: StageMerchant;

beforeAll(async () => {
  stage = await openStage();
});
beforeEach(async () => {
  shop = await stage.newMerchant();
  shop.setClock('2026-03-15T12:00:00Z');
  for (const code of ['month', 'year']) await shop.addProduct(code);
});
afterAll(() => stage.close());

const facts = { Name: 'A year', PrimaryProduct: { Code: 'month' }, RecommendedProduct: { Code: 'year', Quantity: 1 } };
type Told = Record<string, unknown> & { Code: string };
const create = async (more: Record<string, unknown> = {}) =>
  (await shop.call('createUpSellCampaign', { UpSellCampaign: { ...facts, ...more } })) as Told;
const update = async (Code: string, UpsellCampaign: Record<string, unknown>) =>
  (await shop.call('updateUpSellCampaign', { Code, UpsellCampaign })) as Told;
const get = async (Code: string) => (await shop.call('getUpSellCampaign', { Code })) as Told;

describe('createUpSellCampaign', () => {
  test('the least that can be said', async () => {
    const told = await create();
    expect(told).toEqual({
      Code: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
      Name: 'A year',
      StartDate: null,
      EndDate: null,
      DisplayForManualRenewals: false,
      Enabled: false,
      Discount: null,
      PrimaryProduct: { Code: 'month', Quantity: 0, PriceOptions: [] },
      RecommendedProduct: { Code: 'year', Quantity: 1, PriceOptions: [] },
    });
    expect(await get(told.Code)).toEqual(told);
  });

  test.each<[string, Record<string, unknown>]>([
    ['a percentage', { Discount: { Type: 'PERCENT', Value: 12.5, Values: [], DefaultCurrency: null } }],
    [
      'amounts in two currencies',
      {
        Discount: {
          Type: 'FIXED',
          Value: null,
          Values: [
            { Currency: 'EUR', Amount: 4.99 },
            { Currency: 'JPY', Amount: 500 },
          ],
          DefaultCurrency: 'JPY',
        },
      },
    ],
    [
      'options with and without a scale',
      {
        PrimaryProduct: {
          Code: 'month',
          Quantity: 5,
          PriceOptions: [
            { Code: 'SUPPORT', Options: [{ Code: 'gold', Value: null }] },
            { Code: 'SEATS', Options: [{ Code: 'seats', Value: 10 }] },
          ],
        },
      },
    ],
    [
      'dates and flags',
      { StartDate: '2026-01-01', EndDate: '2026-12-31', Enabled: true, DisplayForManualRenewals: true },
    ],
    ['more of the same product', { RecommendedProduct: { Code: 'month', Quantity: 12, PriceOptions: [] } }],
  ])('keeps %s', async (_title, more) => {
    expect(await get((await create(more)).Code)).toMatchObject(more);
  });

  test.each<[string, string, Record<string, unknown>]>([
    ['UP_SELL_CAMPAIGN_INVALID', 'no name', { Name: '' }],
    ['UP_SELL_CAMPAIGN_INVALID', 'no product', { PrimaryProduct: null }],
    ['UP_SELL_CAMPAIGN_INVALID', 'a product without code', { RecommendedProduct: { Quantity: 2 } }],
    ['UP_SELL_CAMPAIGN_INVALID', 'the same in place of itself', { RecommendedProduct: { Code: 'month' } }],
    ['UP_SELL_CAMPAIGN_INVALID', 'end before start', { StartDate: '2026-03-02', EndDate: '2026-03-01' }],
    ['UP_SELL_CAMPAIGN_INVALID', 'no percentage', { Discount: { Type: 'PERCENT' } }],
    ['UP_SELL_CAMPAIGN_INVALID', 'over 100 %', { Discount: { Type: 'PERCENT', Value: 100.5 } }],
    ['UP_SELL_CAMPAIGN_INVALID', 'no amounts', { Discount: { Type: 'FIXED', Value: 5 } }],
    [
      'UP_SELL_CAMPAIGN_INVALID',
      'none in the default currency',
      { Discount: { Type: 'FIXED', Values: [{ Currency: 'EUR', Amount: 5 }], DefaultCurrency: 'USD' } },
    ],
    [
      'UP_SELL_CAMPAIGN_INVALID',
      'a currency that there is not',
      { Discount: { Type: 'FIXED', Values: [{ Currency: 'XYX', Amount: 5 }] } },
    ],
    [
      'UP_SELL_CAMPAIGN_INVALID',
      'tenths of a yen',
      { Discount: { Type: 'FIXED', Values: [{ Currency: 'JPY', Amount: 5.5 }] } },
    ],
    ['PRODUCT_NOT_FOUND', 'an unknown product', { RecommendedProduct: { Code: 'nowhere' } }],
    ['INVALID_PARAMETER', 'a name of 501 characters', { Name: 'x'.repeat(501) }],
    ['INVALID_PARAMETER', 'another kind of discount', { Discount: { Type: 'GIFT' } }],
  ])('refuses %s: %s', async (code, _title, more) => {
    expect(await shop.refused('createUpSellCampaign', { UpSellCampaign: { ...facts, ...more } })).toBe(code);
  });
});

describe('updateUpSellCampaign', () => {
  test('what is not sent stays, inside the sides too; nulls take dates and discounts away', async () => {
    const before = await create({ EndDate: '2026-12-31', Discount: { Type: 'PERCENT', Value: 10 } });
    expect(await update(before.Code, { Enabled: 1, RecommendedProduct: { Quantity: 2 } })).toEqual({
      ...before,
      Enabled: true,
      RecommendedProduct: { Code: 'year', Quantity: 2, PriceOptions: [] },
    });
    expect(await update(before.Code, { EndDate: null, Discount: null })).toMatchObject({
      EndDate: null,
      Discount: null,
    });
  });

  test('what was answered can be sent back', async () => {
    const before = await create({ Discount: { Type: 'FIXED', Values: [{ Currency: 'EUR', Amount: 5 }] } });
    expect(await update(before.Code, before)).toEqual(before);
  });

  test('campaigns of others are not there', async () => {
    const { Code } = await create();
    const other = await stage.newMerchant();
    for (const [name, sent] of [
      ['getUpSellCampaign', { Code }],
      ['updateUpSellCampaign', { Code, UpsellCampaign: { Enabled: true } }],
      ['deleteUpSellCampaign', { Code }],
    ] as const) {
      expect(await other.refused(name, sent), name).toBe('UP_SELL_CAMPAIGN_NOT_FOUND');
    }
    expect((await get(Code))['Enabled']).toBe(false);
  });
});

describe('deleteUpSellCampaign', () => {
  test.each(['deleteUpSellCampaign', 'deleteUpsellCampaign'])('%s removes it for good', async (name) => {
    const { Code } = await create();
    expect(await shop.call(name, { Code })).toBe(true);
    expect(await shop.refused('getUpSellCampaign', { Code })).toBe('UP_SELL_CAMPAIGN_NOT_FOUND');
    expect(await shop.refused(name, { Code })).toBe('UP_SELL_CAMPAIGN_NOT_FOUND');
  });

  test('REST answers 204 and no body', async () => {
    const { Code } = await create();
    const { code, date, hash } = signed(shop.merchant.code);
    const remove = () =>
      fetch(`${stage.api.url}/rest/6.0/upsell/${Code}`, {
        method: 'DELETE',
        headers: { 'x-avangate-authentication': `code="${code}" date="${date}" hash="${hash}"` },
      });
    const done = await remove();
    expect([done.status, await done.text(), done.headers.get('content-type')]).toEqual([204, '', null]);
    expect((await remove()).status).toBe(404);
  });
});

describe('searchUpsellCampaigns', () => {
  beforeEach(async () => {
    await create({ Name: 'Running', Enabled: true, StartDate: '2026-01-01', EndDate: '2026-03-15' });
    await create({ Name: 'Planned', Enabled: true, StartDate: '2026-06-01', DisplayForManualRenewals: true });
    await create({ Name: 'Drafted' });
    await create({ Name: 'Over', Enabled: true, EndDate: '2026-03-14' });
    await create({ Name: 'Over and off', StartDate: '2025-01-01', EndDate: '2025-12-31' });
    const swapped = { PrimaryProduct: { Code: 'year', Quantity: 1 }, RecommendedProduct: { Code: 'month' } };
    await create({ Name: 'Backwards_', Enabled: true, ...swapped });
  });
  const search = async (SearchOptions: unknown) =>
    (await shop.call('searchUpsellCampaigns', { SearchOptions })) as { Upsells: Told[]; UpsellsCount: number };
  const ALL = ['Enabled', 'Disabled', 'Expired'];

  test.each<[string, unknown, readonly string[]]>([
    ['enabled ones when nothing is said', undefined, ['Running', 'Planned', 'Backwards_']],
    ['disabled ones', { Statuses: ['DISABLED'] }, ['Drafted']],
    ['expired ones, on or off', { Statuses: 'Expired' }, ['Over', 'Over and off']],
    ['all of them', { Statuses: ALL, Limit: 3 }, ['Running', 'Planned', 'Drafted']],
    ['part of a name', { Name: 'OVER', Statuses: ALL }, ['Over', 'Over and off']],
    ['an underscore means itself', { Name: 's_' }, ['Backwards_']],
    ['products', { PrimaryProductCodes: ['year'] }, ['Backwards_']],
    ['products under their other name', { RecommendedProductCode: 'month' }, ['Backwards_']],
    ['started until a day', { StartsBefore: '2026-01-01', Statuses: ALL }, ['Running', 'Over and off']],
    ['starting from a day', { StartsAfter: '2026-01-02' }, ['Planned']],
    ['ending until a day', { EndsBefore: '2026-03-14', Statuses: ALL }, ['Over', 'Over and off']],
    ['ending from a day', { EndsAfter: '2026-03-15', Statuses: ALL }, ['Running']],
    ['for renewals', { EnabledForRenewals: 'true' }, ['Planned']],
    ['not for renewals', { EnabledForRenewals: false }, ['Running', 'Backwards_']],
    ['codes that are none', { CampaignCodes: ['x', ''] }, []],
    ['the second page', { Page: 2, Limit: 2 }, ['Backwards_']],
  ])('%s', async (_title, options, expected) => {
    expect((await search(options)).Upsells.map(({ Name }) => Name)).toEqual(expected);
  });

  test('by codes, and the page in its own shape', async () => {
    const { Upsells } = await search({});
    const page = await search({ CampaignCodes: [Upsells[1]?.Code, Upsells[2]?.Code], Limit: 1 });
    expect(page).toEqual({ Page: 1, Limit: 1, Upsells: [Upsells[1]], UpsellsCount: 2 });
    expect(Object.keys(page)).toEqual(['Page', 'Limit', 'Upsells', 'UpsellsCount']);
  });

  test('days are those of UTC, whatever the zone of the account', async () => {
    shop = await stage.newMerchant('Asia/Tokyo');
    for (const code of ['month', 'year']) await shop.addProduct(code);
    await create({ Enabled: true, EndDate: '2026-03-31' });
    shop.setClock('2026-03-31T23:59:59Z');
    expect((await search({})).UpsellsCount).toBe(1);
    shop.setClock('2026-04-01T00:00:00Z');
    expect((await search({})).UpsellsCount).toBe(0);
  });
});

test('getDisplayType', async () => {
  expect(await shop.call('getDisplayType', {})).toEqual({ UpsellingDisplayType: 'overlay' });
});
