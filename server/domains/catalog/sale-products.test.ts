import { afterAll, beforeAll, expect, test } from 'vitest';
import { statement } from '../../db/database.ts';
import { findProductsForSale } from './index.ts';
import { LARGE_PRODUCT } from './testing-large-product.ts';
import { minimal, openShop, type Shop, TAX_CATEGORY, type TestMerchant } from './testing-shop.ts';

let shop: Shop;
let merchant: TestMerchant;

beforeAll(async () => {
  shop = await openShop();
  merchant = await shop.newMerchant();
});
afterAll(() => shop.drop());

const forSale = (...codes: string[]) => findProductsForSale(shop.database, merchant.merchant.id, codes);
const added = async (product: { ProductCode: string }) => {
  await merchant.call('addProduct', { Product: product });
  return (await forSale(product.ProductCode))[0];
};

test('everything that a sale has to know', async () => {
  expect(await added(LARGE_PRODUCT)).toEqual({
    productId: 1000001n,
    code: 'large-1',
    fields: [{ code: 'size', label: 'Size', required: true }],
    name: 'Something large',
    version: '1.1',
    shortDescription: 'Short',
    enabled: true,
    type: 'REGULAR',
    tangible: true,
    shipping: {
      weightGrams: 2000n,
      fees: [{ minor: 450n, currency: 'EUR' }],
      shippingClass: { name: 'Parcel', applyTo: 'PRODUCT', type: 'FIXED', fee: { minor: 1050n, currency: 'USD' } },
    },
    multipleUnits: true,
    fulfillment: 'BY_AVANGATE',
    externalReference: 'EXT-1',
    taxCategory: TAX_CATEGORY,
    generatesSubscription: true,
    cycle: { length: 12, unit: 'MONTH' },
    gracePeriodDays: 14,
    contract: { length: 24, unit: 'MONTH', atEnd: 'RESTART' },
    trialUrl: 'https://shop.example/trial',
    trialDescription: 'Try it',
    configurations: [
      {
        code: expect.any(String),
        name: 'Everywhere',
        isDefault: true,
        billingCountries: [],
        schema: 'DYNAMIC',
        priceType: 'NET',
        defaultCurrency: 'USD',
        useOriginalPrices: false,
        optionGroups: [{ code: 'SUPPORT', required: false }],
        prices: [regular('USD', 1, 9, 9900n), regular('USD', 10, 99999, 8950n), regular('EUR', 1, 99999, 0n)],
      },
      expect.objectContaining({
        name: 'America',
        isDefault: false,
        billingCountries: ['US', 'CA'],
        prices: [regular('USD', 1, 99999, 8000n), { ...regular('USD', 1, 99999, 7000n), kind: 'RENEWAL' }],
      }),
    ],
  });
});

const regular = (currency: string, minQuantity: number, maxQuantity: number, amountMinor: bigint) => ({
  kind: 'REGULAR',
  currency,
  minQuantity,
  maxQuantity,
  amountMinor,
  optionCodes: [],
});

const subscription = (code: string, SubscriptionInformation: Record<string, unknown>) =>
  minimal(code, { GeneratesSubscription: true, SubscriptionInformation });

test.each([
  ['no subscription', minimal('s1'), { cycle: null, gracePeriodDays: undefined, contract: null }],
  [
    'terms kept for later do not count',
    { ...subscription('s2', { BillingCycle: 3 }), GeneratesSubscription: false },
    { cycle: null },
  ],
  ['days', subscription('s3', { BillingCycle: 30, BillingCycleUnits: 'D' }), { cycle: { length: 30, unit: 'DAY' } }],
  [
    'lifetime',
    subscription('s4', { IsOneTimeFee: true }),
    { generatesSubscription: true, cycle: null, gracePeriodDays: undefined },
  ],
  [
    'the account decides on grace',
    subscription('s5', { GracePeriod: { Type: 'GLOBAL', Period: 3 } }),
    { gracePeriodDays: undefined },
  ],
  [
    'grace without end',
    subscription('s6', { GracePeriod: { Type: 'CUSTOM', IsUnlimited: true } }),
    { gracePeriodDays: null },
  ],
  [
    'grace in months',
    subscription('s7', { GracePeriod: { Type: 'CUSTOM', Period: 2, PeriodUnits: 'M' } }),
    { gracePeriodDays: 60 },
  ],
  ['no grace', subscription('s8', { GracePeriod: { Type: 'CUSTOM', Period: 0 } }), { gracePeriodDays: 0 }],
  [
    'a contract in days that ends',
    subscription('s9', { ContractPeriod: { Period: 90, PeriodUnits: 'D', Action: 'CANCEL' } }),
    { contract: { length: 90, unit: 'DAY', atEnd: 'CANCEL' } },
  ],
])('%s', async (_title, product, expected) => {
  expect(await added(product)).toMatchObject(expected);
});

test('codes that there are not and codes of others are left out; disabled products are told', async () => {
  await (await shop.newMerchant()).call('addProduct', { Product: minimal('foreign') });
  await added(minimal('mine'));
  const found = await forSale('mine', 'foreign', 'nowhere', 'mine');
  expect(found.map(({ code, enabled }) => [code, enabled])).toEqual([['mine', false]]);
  expect(await forSale()).toEqual([]);
});

test('in a large catalog everything is reached by keys', async () => {
  const { id } = merchant.merchant;
  const fill = [
    `INSERT INTO products SELECT $1, 5000000 + n, 'fill-' || n, 'REGULAR', 'Fill', '', true, NULL, NULL, true, false,
       'NO_DELIVERY', false, NULL, NULL, '', '{}', now(), now() FROM generate_series(1, 5000) n`,
    `INSERT INTO pricing_configurations SELECT $1, 5000000 + n, 'L' || n, 0, 'L', true, '{}', 'DYNAMIC', 'NET', 'EUR', false, '[]'
       FROM generate_series(1, 5000) n`,
    `INSERT INTO prices SELECT $1, 5000000 + n, 'L' || n, 0, 'REGULAR', 'EUR', 1, 99999, '[]', 100
       FROM generate_series(1, 5000) n`,
  ];
  for (const sql of fill) await shop.database.rows(statement(sql, [id]));
  for (const table of ['products', 'pricing_configurations', 'prices']) {
    await shop.database.rows(statement(`ANALYZE ${table}`));
  }
  const plans: string[] = [];
  const explained: typeof shop.database.rows = async (s) => {
    const lines = await shop.database.rows<Record<string, string>>(statement(`EXPLAIN ${s.text}`, s.values));
    plans.push(lines.map((line) => Object.values(line).join('')).join('\n'));
    return [];
  };
  await findProductsForSale({ ...shop.database, rows: explained }, id, ['fill-7', 'large-1']);
  expect(plans[0]).not.toContain('Seq Scan');
  expect(plans[0]?.match(/Index (Only )?Scan/g)?.length).toBe(3);
});
