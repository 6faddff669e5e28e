import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { minimal, openShop, type Shop, type TestMerchant } from '../testing-shop.ts';
import { listUpgradeTargets } from '../upgrade-schemas.ts';

let shop: Shop;
let merchant: TestMerchant;

const MONTHLY = { GeneratesSubscription: true, SubscriptionInformation: { BillingCycle: 1, BillingCycleUnits: 'M' } };

beforeAll(async () => {
  shop = await openShop();
});
beforeEach(async () => {
  merchant = await shop.newMerchant();
  for (const code of ['lite', 'basic', 'pro']) {
    await merchant.call('addProduct', { Product: minimal(code, { Enabled: true }) });
  }
  await merchant.call('addProduct', { Product: minimal('plan', MONTHLY) });
});
afterAll(() => shop.drop());

type Settings = Record<string, unknown>;
const schema = (settings: Settings, from: readonly string[] = ['lite']) => ({
  UpgradeSettings: { PricingScheme: 1, SubscriptionUpgradeType: 1, ...settings },
  AllowUpgradeFrom: from,
});
const set = (upgradeSchema: unknown, productCode = 'pro') =>
  merchant.call('setProductUpgradeSchema', { productCode, upgradeSchema });
const told = (productCode = 'pro') => merchant.call('getProductUpgradeSchema', { productCode });

describe('setProductUpgradeSchema', () => {
  test.each<[string, Settings, Settings]>([
    [
      'what is not sent is null or false',
      {},
      {
        PricingScheme: 1,
        OptionPriceOperator: null,
        OptionPricePercentage: null,
        UseProductCatalogPricing: false,
        ProrateIgnoreGracePeriod: false,
        SubscriptionUpgradeType: 1,
      },
    ],
    [
      'all members of a price difference',
      {
        PricingScheme: '2',
        OptionPriceOperator: 'subtract',
        OptionPricePercentage: '15',
        UseProductCatalogPricing: 1,
        SubscriptionUpgradeType: 3,
      },
      {
        PricingScheme: 2,
        OptionPriceOperator: 'SUBTRACT',
        OptionPricePercentage: 15,
        UseProductCatalogPricing: true,
        SubscriptionUpgradeType: 3,
      },
    ],
    [
      'prorated, without the grace period',
      { PricingScheme: 4, ProrateIgnoreGracePeriod: true, SubscriptionUpgradeType: 2 },
      { PricingScheme: 4, ProrateIgnoreGracePeriod: true, SubscriptionUpgradeType: 2 },
    ],
  ])('%s', async (_, sent, expected) => {
    expect(await set(schema(sent))).toBe(true);
    expect(await told()).toMatchObject({ UpgradeSettings: expected, AllowUpgradeFrom: ['lite'] });
  });

  test('takes the place of the schema before, sources in their order and each once', async () => {
    await set(schema({ PricingScheme: 3 }, ['lite', 'basic']));
    await set(schema({ PricingScheme: 1 }, ['plan', 'lite', 'plan']));
    expect(await told()).toMatchObject({ UpgradeSettings: { PricingScheme: 1 }, AllowUpgradeFrom: ['plan', 'lite'] });
    await set(schema({}, []));
    expect(await told()).toMatchObject({ AllowUpgradeFrom: [] });
  });

  test.each<[string, string, unknown]>([
    ['INVALID_PARAMETER', 'pro', undefined],
    ['INVALID_PARAMETER', 'pro', { AllowUpgradeFrom: ['lite'] }],
    ['INVALID_PARAMETER', 'pro', { UpgradeSettings: { PricingScheme: 1, SubscriptionUpgradeType: 1 } }],
    ['INVALID_PARAMETER', 'pro', schema({ PricingScheme: null })],
    ['INVALID_PARAMETER', 'pro', schema({ PricingScheme: 5 })],
    ['INVALID_PARAMETER', 'pro', schema({ SubscriptionUpgradeType: 0 })],
    ['INVALID_PARAMETER', 'pro', schema({ OptionPriceOperator: 'MULTIPLY' })],
    ['UPGRADE_SCHEMA_INVALID', 'pro', schema({ PricingScheme: 3, OptionPriceOperator: 'ADD' })],
    ['UPGRADE_SCHEMA_INVALID', 'pro', schema({ PricingScheme: 4, OptionPricePercentage: 0 })],
    ['UPGRADE_SCHEMA_INVALID', 'pro', schema({}, ['nowhere'])],
    // A plan renews, so what leads to it has to renew too.
    ['UPGRADE_SCHEMA_INVALID', 'plan', schema({}, ['lite'])],
    ['PRODUCT_NOT_FOUND', 'nowhere', schema({})],
  ])('refuses %s of %s: %j', async (code, productCode, upgradeSchema) => {
    expect(await merchant.refused('setProductUpgradeSchema', { productCode, upgradeSchema })).toBe(code);
  });

  test('a product of another merchant is no product to upgrade from', async () => {
    const other = await shop.newMerchant();
    await other.call('addProduct', { Product: minimal('theirs') });
    const sent = { productCode: 'pro', upgradeSchema: schema({}, ['theirs']) };
    expect(await merchant.refused('setProductUpgradeSchema', sent)).toBe('UPGRADE_SCHEMA_INVALID');
  });
});

test.each([
  ['PRODUCT_NOT_FOUND', 'nowhere'],
  ['UPGRADE_SCHEMA_NOT_FOUND', 'pro'],
])('getProductUpgradeSchema refuses %s: %s', async (code, productCode) => {
  expect(await merchant.refused('getProductUpgradeSchema', { productCode })).toBe(code);
});

test('what a product can be upgraded to: enabled products only, with their terms', async () => {
  const id = async (code: string) => BigInt((await merchant.product(code)).AvangateId);
  await set(schema({ PricingScheme: 2, SubscriptionUpgradeType: 2 }, ['lite', 'basic']));
  await set(schema({ PricingScheme: 3, SubscriptionUpgradeType: 3 }, ['lite']), 'basic');
  const targets = async (code: string) => listUpgradeTargets(shop.database, merchant.merchant.id, await id(code));
  expect(await targets('lite')).toMatchObject([
    { code: 'basic', terms: { pricing: 'PRORATED_ON_LAST_PAYMENT', effect: 'KEEP_END' } },
    { code: 'pro', productId: await id('pro'), name: 'Product pro', terms: { pricing: 'PRICE_DIFFERENCE' } },
  ]);
  await merchant.call('setProductStatus', { productCode: 'pro', Status: false });
  expect(await targets('lite')).toMatchObject([{ code: 'basic' }]);
  expect(await targets('basic')).toEqual([]);
});
