import { afterAll, beforeAll, expect, test } from 'vitest';
import { exampleOrder, exampleProduct } from '../server/domains/examples.ts';
import { startTestApi, type TestApi } from '../server/testing/api.ts';
import { rpcClient, type WireClient } from '../server/testing/clients.ts';

type Answer = { value: Record<string, unknown> };

let api: TestApi;
let shop: WireClient;
let campaign: string;

beforeAll(async () => {
  api = await startTestApi();
  shop = await rpcClient(api, await api.newMerchant(), '6.0');
  for (const ProductCode of ['EDITOR', 'BACKUP', 'OTHER']) {
    await shop('addProduct', { Product: { ...exampleProduct, ProductCode, ProductName: ProductCode } });
  }
  const created = (await shop('createCrossSellCampaign', {
    campaign: {
      Name: 'Keep it safe',
      MasterProducts: ['EDITOR'],
      DisplayType: 'cart',
      Products: [{ ProductCode: 'BACKUP', Discount: 25, DiscountType: 'PERCENT' }],
      CampaignStatus: 'ACTIVE',
    },
  })) as Answer;
  campaign = String(created.value['CampaignCode']);
});
afterAll(() => api.close());

const backup = (ParentCode = 'EDITOR') => ({ Code: 'BACKUP', CrossSell: { ParentCode, CampaignCode: campaign } });
const preview = (Items: readonly object[]) =>
  shop('getContents', { Order: { Currency: 'EUR', Items, BillingDetails: { CountryCode: 'DE' } } });
const place = (Items: readonly object[], more = {}) =>
  shop('placeOrder', { Order: { ...exampleOrder, ...more, Items } });

test('the recommended product is a quarter cheaper beside its master, and what is charged is what was shown', async () => {
  // 10.00 + (10.00 - 2.50) = 17.50 net; tax 1.90 + 1.43 = 3.33
  const expected = { NetPrice: 20, Discount: 2.5, NetDiscountedPrice: 17.5, GrossDiscountedPrice: 20.83 };
  const items = [{ Code: 'EDITOR' }, backup()];
  expect(await preview(items)).toMatchObject({ value: expected });
  expect(await place(items)).toMatchObject({
    value: {
      ...expected,
      Status: 'AUTHRECEIVED',
      Items: [{ CrossSell: null }, { CrossSell: { ParentCode: 'EDITOR', CampaignCode: campaign } }],
    },
  });
});

test.each([
  ['without the master in the cart', () => [backup()]],
  ['with another parent', () => [{ Code: 'OTHER' }, backup('OTHER')]],
  ['for a product that is not recommended', () => [{ Code: 'EDITOR' }, { ...backup(), Code: 'OTHER' }]],
])('%s the campaign does not count', async (_, items) => {
  expect(await preview(items())).toMatchObject({ refused: 'ORDER_PRODUCT_CROSS_SELL_INVALID' });
  expect(await place(items())).toMatchObject({ refused: 'ORDER_PRODUCT_CROSS_SELL_INVALID' });
});

test('a line of the campaign takes part in no promotion, the others do', async () => {
  await shop('addPromotion', {
    Promotion: {
      Name: 'All half',
      Enabled: true,
      ChannelType: 'ALL',
      Type: 'REGULAR',
      Coupon: { Type: 'SINGLE', Code: 'HALF' },
      Discount: { Type: 'PERCENT', Value: 50 },
      Products: [{ Code: 'EDITOR' }, { Code: 'BACKUP' }],
    },
  });
  // 5.00 off the editor by the coupon, 2.50 off the backup by the campaign
  expect(await place([{ Code: 'EDITOR' }, backup()], { Promotions: ['HALF'] })).toMatchObject({
    value: { Discount: 7.5, Items: [{ Promotion: { Name: 'All half' } }, { Promotion: null }] },
  });
});

test('a campaign that was stopped does not count any more', async () => {
  await shop('updateCrossSellCampaign', { campaign: { CampaignCode: campaign, CampaignStatus: 'INACTIVE' } });
  expect(await preview([{ Code: 'EDITOR' }, backup()])).toMatchObject({ refused: 'ORDER_PRODUCT_CROSS_SELL_INVALID' });
});
