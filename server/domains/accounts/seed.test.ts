import { afterAll, beforeAll, expect, test } from 'vitest';
import { statement } from '../../db/database.ts';
import { newMasterKey, parseMasterKey } from '../../kit/seal.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import * as catalog from '../catalog/index.ts';
import * as delivery from '../delivery/index.ts';
import * as pricing from '../pricing/index.ts';
import * as rates from '../rates/index.ts';
import {
  applySeed,
  createAccounts,
  createNumbers,
  demoSeed,
  findMerchantByCode,
  findSecrets,
  merchantOf,
  type SeedDeps,
  settingsOf,
} from './index.ts';

const NOW = new Date('2026-03-01T10:00:00Z');
const key = parseMasterKey(newMasterKey());
if (key === undefined) throw new Error('no master key');

let testDatabase: TestDatabase;
let deps: SeedDeps;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  const { database } = testDatabase;
  deps = {
    database,
    masterKeys: [key],
    numbers: createNumbers(database),
    catalog,
    pricing,
    rates,
    delivery,
    now: () => NOW,
  };
});
afterAll(() => testDatabase.drop());

const TABLES = [
  'merchants',
  'merchant_keys',
  'product_groups',
  'tax_categories',
  'platforms',
  'additional_fields',
  'shipping_methods',
  'price_option_groups',
  'exchange_rates',
  'code_lists',
  'activation_keys',
  'products',
  'pricing_configurations',
  'prices',
];
/** Every row of every table that a seed writes, as text. */
const everything = async () => {
  const dump = async (name: string) => {
    const rows = await testDatabase.database.rows<{ row: string }>(statement(`SELECT t::text AS row FROM ${name} t`));
    return [name, rows.map(({ row }) => row).sort()] as const;
  };
  return Object.fromEntries(await Promise.all(TABLES.map(dump)));
};

const FULL = {
  exchangeRates: { asOf: '2026-11-20', rates: { USD: '1.1', JPY: 164 } },
  merchants: [
    {
      code: 'FULL',
      secretKey: 'k1',
      currency: 'usd',
      country: 'us',
      timeZone: 'America/New_York',
      allowedAddresses: ['10.0.0.0/8'],
      settings: { gracePeriodDays: 7 },
      taxCategories: [{ name: 'Books' }, { name: 'Software', default: true }],
      productGroups: [{ name: 'General', code: '0123456789' }, { name: 'Plans' }],
      platforms: [{ id: 20, name: 'iPhone', category: 'Mobile' }],
      additionalFields: [{ Label: 'Size', Code: 'size', Type: 'TEXT', ApplyTo: 'PRODUCT' }],
      shippingMethods: [
        { Name: 'Parcel', Code: 'PARCEL', BasePrice: '4.5' },
        {
          Name: 'Express',
          BasePrice: 12,
          Currency: 'EUR',
          Availability: 'CUSTOM',
          Countries: [{ CountryCode: 'de', Surcharge: '1.25' }],
          Surcharge: [{ Type: 'WEIGHT', From: 2, To: '5.5', Amount: 3 }],
          Default: true,
        },
      ],
      codeLists: [
        { code: 'PRO', name: 'Pro keys', keyPer: 'line', lowStockBelow: 3, keys: ['AAA-1', 'AAA-2', 'AAA-1'] },
        { code: 'SHARED', sharedKey: 'EVERYBODY' },
      ],
      priceOptionGroups: [
        {
          Name: 'Support',
          Code: 'SUPPORT',
          Type: 'RADIO',
          Options: [{ Code: 'gold', Name: 'Gold', PriceImpact: { Method: 'PERCENT', Percent: 10, Impact: 'ADD' } }],
        },
      ],
      products: [
        {
          ProductCode: 'p',
          ProductName: 'P',
          Platforms: [{ IdPlatform: 20 }],
          PricingConfigurations: [{ Name: 'All', Prices: { Regular: [{ Amount: 5, Currency: 'USD' }] } }],
        },
      ],
      refundReasons: ['No longer wanted'],
      webhooks: [{ kind: 'IPN', url: 'https://shop.example/ipn' }],
    },
  ],
};

test('applied twice, a seed leaves the same rows', async () => {
  const first = await applySeed(FULL, deps);
  const rows = await everything();
  const second = await applySeed(structuredClone(FULL), deps);
  expect(await everything()).toEqual(rows);
  expect([first.merchants[0]?.outcome, second.merchants[0]?.outcome]).toEqual(['added', 'updated']);
  expect(rows['products']).toHaveLength(1);
});

test('what was declared is there: facts, settings, secrets, lists, products', async () => {
  await applySeed(FULL, deps);
  const record = await findMerchantByCode(deps.database, 'full');
  if (record === undefined) throw new Error('not there');
  expect(record).toMatchObject({ name: 'FULL', timeZone: 'America/New_York', isTest: true });
  expect(settingsOf(merchantOf(record))).toMatchObject({
    currency: 'USD',
    countryCode: 'US',
    gracePeriodDays: 7,
    refundReasons: ['No longer wanted'],
  });
  expect((await findSecrets(deps.database, deps.masterKeys, record.id, 'API', NOW)).map((s) => s.text)).toEqual(['k1']);
  const [product] = await catalog.findProductsForSale(deps.database, record.id, ['p']);
  expect(product?.configurations[0]?.prices).toMatchObject([{ currency: 'USD', amountMinor: 500n }]);
  const defaults = `SELECT (SELECT name FROM tax_categories WHERE merchant_id = $1 AND is_default) AS category,
    (SELECT code FROM product_groups WHERE merchant_id = $1 AND is_default) AS "group"`;
  expect(await deps.database.rows(statement(defaults, [record.id]))).toEqual([
    { category: 'Software', group: '0123456789' },
  ]);
  const shipping = await catalog.listShippingMethods(deps.database, record.id, {}, { limit: 10, offset: 0 });
  expect(shipping).toMatchObject([
    {
      name: 'Express',
      code: expect.stringMatching(/^[0-9A-F]{10}$/),
      basePriceMinor: 1200n,
      currency: 'EUR',
      countries: [{ countryCode: 'DE', surchargeMinor: 125n }],
      surcharges: [{ by: 'WEIGHT', from: 2000n, to: 5500n, amountMinor: 300n, applyTo: 'ORDER' }],
      isDefault: true,
    },
    { name: 'Parcel', code: 'PARCEL', basePriceMinor: 450n, currency: 'USD', availability: 'ALL', isDefault: false },
  ]);
});

test('sections that nothing reads are kept and told of', async () => {
  const { notices } = await applySeed(FULL, deps);
  expect(notices).toEqual(['merchants[0].webhooks: kept, but nothing reads it yet']);
  const record = await findMerchantByCode(deps.database, 'FULL');
  expect(record && settingsOf(merchantOf(record)).declared).toEqual({
    webhooks: [{ kind: 'IPN', url: 'https://shop.example/ipn' }],
  });
});

test('what is not named stays, what is named changes', async () => {
  await applySeed(FULL, deps);
  const change = {
    code: 'full',
    secretKey: 'k2',
    settings: { language: 'de' },
    productGroups: [{ name: 'Plans', default: true }],
    products: [
      {
        ProductCode: 'p',
        PricingConfigurations: [{ Name: 'All', Prices: { Regular: [{ Amount: 6, Currency: 'USD' }] } }],
      },
    ],
  };
  const { merchants } = await applySeed({ merchants: [change] }, deps);
  const record = await findMerchantByCode(deps.database, 'FULL');
  if (record === undefined) throw new Error('not there');
  expect(merchants).toEqual([{ code: 'full', id: record.id, outcome: 'updated' }]);
  expect(record).toMatchObject({ timeZone: 'America/New_York', allowedAddresses: ['10.0.0.0/8'] });
  expect(record.settings).toMatchObject({ gracePeriodDays: 7, language: 'de', declared: expect.anything() });
  const account = await createAccounts({ ...deps }).byId(record.id);
  expect(account?.secretKeys).toEqual(['k2']);
  const [product] = await catalog.findProductsForSale(deps.database, record.id, ['p']);
  expect(product).toMatchObject({ name: 'P', configurations: [{ prices: [{ amountMinor: 600n }] }] });
  const groups = 'SELECT name, is_default AS d FROM product_groups WHERE merchant_id = $1 ORDER BY name';
  expect(await deps.database.rows(statement(groups, [record.id]))).toEqual([
    { name: 'General', d: false },
    { name: 'Plans', d: true },
  ]);
});

test('keys for Stripe are declared like other secrets', async () => {
  const declared = { code: 'PAID', name: 'Paid', settings: { gateway: 'stripe' } };
  const stripe = { secretKey: 'sk_test_seed', webhookSecret: 'whsec_seed' };
  const [paid] = (await applySeed({ merchants: [{ ...declared, stripe }] }, deps)).merchants;
  await applySeed({ merchants: [declared] }, deps);
  const kept = async (purpose: 'STRIPE_API' | 'STRIPE_WEBHOOK') =>
    (await findSecrets(deps.database, deps.masterKeys, paid?.id ?? 0n, purpose, NOW)).map(({ text }) => text);
  expect([await kept('STRIPE_API'), await kept('STRIPE_WEBHOOK')]).toEqual([['sk_test_seed'], ['whsec_seed']]);
  const wrong = { merchants: [{ ...declared, stripe: { secretKey: 'whsec_seed' } }] };
  await expect(applySeed(wrong, deps)).rejects.toThrow('merchants[0]: A secret key of Stripe begins with');
});

test('a merchant that is there can be left as it is', async () => {
  await applySeed(FULL, deps);
  const rows = await everything();
  const { merchants } = await applySeed({ merchants: [{ code: 'FULL', name: 'Other', secretKey: 'k3' }] }, deps, {
    existing: 'leave',
  });
  expect(merchants[0]?.outcome).toBe('left');
  expect(await everything()).toEqual(rows);
});

test('the demo shop sells a monthly plan and a product that is bought once', async () => {
  await applySeed(demoSeed, deps);
  await applySeed(demoSeed, deps);
  const account = await createAccounts(deps).byCode('demo');
  if (account === undefined) throw new Error('no demo');
  expect(account).toMatchObject({ secretKeys: ['demo-secret-key'], enabled: true });
  const { id } = account.merchant;
  const word = async (purpose: 'BUY_LINK' | 'INS') =>
    (await findSecrets(deps.database, deps.masterKeys, id, purpose, NOW)).map(({ text }) => text);
  expect([await word('BUY_LINK'), await word('INS')]).toEqual([['demo-secret-word'], ['demo-ins-word']]);
  const products = await catalog.findProductsForSale(deps.database, id, ['SUTLER-DEMO', 'SUTLER-ONCE']);
  expect(products.sort((a, b) => (a.code < b.code ? -1 : 1))).toMatchObject([
    {
      code: 'SUTLER-DEMO',
      enabled: true,
      generatesSubscription: true,
      cycle: { length: 1, unit: 'MONTH' },
      configurations: [
        {
          priceType: 'NET',
          isDefault: true,
          prices: [
            { currency: 'EUR', amountMinor: 990n },
            { currency: 'USD', amountMinor: 1090n },
          ],
        },
      ],
    },
    { code: 'SUTLER-ONCE', enabled: true, generatesSubscription: false, cycle: null },
  ]);
});

const merchant = (more: Record<string, unknown>) => ({ merchants: [{ code: 'OK' }, { code: 'BAD', ...more }] });

test.each<[string, unknown]>([
  ['The seed must be an object', null],
  ['The seed needs a list of merchants', { merchant: [] }],
  ['merchants[0] must be an object', { merchants: ['DEMO'] }],
  ['merchants[0].code is required', { merchants: [{ name: 'No code' }] }],
  ['merchants[1]: currency XXY is not known', merchant({ currency: 'XXY' })],
  ['merchants[1]: time zone Nowhere is not known', merchant({ timeZone: 'Nowhere' })],
  ['merchants[1].test must be true or false', merchant({ test: 'perhaps' })],
  ['merchants[1]: settings.typo is not a setting', merchant({ settings: { typo: 1 } })],
  ['merchants[1]: settings.gracePeriodDays must be a whole number', merchant({ settings: { gracePeriodDays: 'x' } })],
  ['merchants[1]: allowed address somewhere', merchant({ allowedAddresses: ['somewhere'] })],
  ['merchants[1].productGroups[0].name is required', merchant({ productGroups: [{ code: 'X' }] })],
  ['merchants[1]: The UUID x of the tax category', merchant({ taxCategories: [{ uuid: 'x', name: 'T' }] })],
  [
    'merchants[1].additionalFields[0]: AdditionalField.Label',
    merchant({ additionalFields: [{ Code: 'x', Type: 'TEXT', ApplyTo: 'ORDER' }] }),
  ],
  ['merchants[1].shippingMethods must be a list', merchant({ shippingMethods: {} })],
  ['merchants[1].shippingMethods[0]: Name is required', merchant({ shippingMethods: [{ BasePrice: 3 }] })],
  [
    'merchants[1].shippingMethods[0]: BasePrice must be an amount of EUR',
    merchant({ shippingMethods: [{ Name: 'Parcel', BasePrice: '1.999', Currency: 'EUR' }] }),
  ],
  ['merchants[1].products must be a list', merchant({ products: 'P' })],
  ['merchants[1].products[0].ProductCode is required', merchant({ products: [{ ProductName: 'P' }] })],
  [
    'merchants[1].products[0]: There is no product group',
    merchant({ products: [{ ProductCode: 'p', ProductName: 'P', ProductGroupCode: 'X' }] }),
  ],
])('refuses with the path: %s', async (message, seed) => {
  await expect(applySeed(seed, deps)).rejects.toThrow(message);
});
