import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { LARGE_PRODUCT } from '../testing-large-product.ts';
import { minimal, openShop, type Shop, type TestMerchant, type Told } from '../testing-shop.ts';

let shop: Shop;
let merchant: TestMerchant;

beforeAll(async () => {
  shop = await openShop();
});
beforeEach(async () => {
  merchant = await shop.newMerchant();
});
afterAll(() => shop.drop());

const add = (product: unknown) => merchant.call('addProduct', { Product: product });
const update = (product: unknown) => merchant.call('updateProduct', { Product: product });
const price = (Amount: unknown, more: Record<string, unknown> = {}) => ({ Amount, Currency: 'EUR', ...more });
const changed = (list: Record<string, unknown>) => update({ ProductCode: 'p', PricingConfigurations: [list] });
const amountsOf = (told: Told, list = 0) =>
  told.PricingConfigurations[list]?.Prices.Regular.map(
    (p) => `${p.Amount} ${p.Currency} ${p.MinQuantity}-${p.MaxQuantity}`,
  );

test.each(['3.0', '3.1', '4.0', '5.0', '6.0'] as const)(
  'the whole object read and sent back changes nothing, %s',
  async (version) => {
    await add(LARGE_PRODUCT);
    const before = await merchant.product('large-1');
    const whole = await merchant.product('large-1', version);
    expect(await merchant.call('updateProduct', { Product: whole }, version)).toBe(true);
    expect(await merchant.product('large-1')).toEqual(before);
  },
);

test('members that are not sent stay, also inside an object', async () => {
  await add(LARGE_PRODUCT);
  const before = await merchant.product('large-1');
  await update({ ProductCode: 'large-1', SubscriptionInformation: { BillingCycle: 3 }, ShortDescription: 'New' });
  expect(await merchant.product('large-1')).toEqual({
    ...before,
    ShortDescription: 'New',
    SubscriptionInformation: { ...(before['SubscriptionInformation'] as object), BillingCycle: '3' },
  });
});

test('null empties, and asks for the defaults of the account', async () => {
  await add(
    minimal('p', { ProductGroupCode: 'BBBBBBBBBB', ProductCategory: 'Games', ExternalReference: 'E', Enabled: true }),
  );
  await update({
    ProductCode: 'p',
    ProductGroupCode: null,
    ProductCategory: null,
    ExternalReference: null,
    Enabled: null,
    ProductName: null,
    PricingConfigurations: null,
  });
  const told = await merchant.product('p');
  expect(told).toMatchObject({
    ProductGroup: { Code: 'AAAAAAAAAA' },
    ProductCategory: false,
    ExternalReference: '',
    Enabled: false,
    ProductName: 'Product p',
  });
  expect(told.PricingConfigurations).toHaveLength(1);
});

test('a list is replaced as a whole', async () => {
  await add(
    minimal('p', {
      Translations: [
        { Language: 'DE', Name: 'Eins' },
        { Language: 'FR', Name: 'Un' },
      ],
    }),
  );
  await update({ ProductCode: 'p', Translations: [{ Language: 'NL', Name: 'Een' }] });
  expect((await merchant.product('p'))['Translations']).toMatchObject([{ Language: 'NL', Name: 'Een' }]);
});

test('a product that no longer makes subscriptions keeps its terms for the day it does again', async () => {
  await add(minimal('p', { GeneratesSubscription: true, SubscriptionInformation: { BillingCycle: 6 } }));
  await update({ ProductCode: 'p', GeneratesSubscription: false });
  await update({ ProductCode: 'p', GeneratesSubscription: true });
  expect((await merchant.product('p'))['SubscriptionInformation']).toMatchObject({ BillingCycle: '6' });
});

test('a price list is found by its code, and renamed', async () => {
  await add(minimal('p'));
  const code = (await merchant.product('p')).PricingConfigurations[0]?.Code;
  await changed({ Code: code?.toLowerCase(), Name: 'Renamed', PriceType: 'GROSS', BillingCountries: ['ro'] });
  expect((await merchant.product('p')).PricingConfigurations).toMatchObject([
    {
      Code: code,
      Name: 'Renamed',
      PriceType: 'GROSS',
      BillingCountries: ['RO'],
      Prices: { Regular: [{ Amount: 20 }] },
    },
  ]);
});

test('a price list without a known code is found by its name, else it is new', async () => {
  await add(minimal('p', { PricingConfigurations: [{ Name: 'World', Prices: { Regular: [price(20)] } }] }));
  await changed({ Code: 'FFFFFFFFFF', Name: 'World', Prices: { Regular: [price(21)] } });
  await changed({ Name: 'Europe', BillingCountries: ['DE'], Prices: { Regular: [price(22)] } });
  const told = await merchant.product('p');
  expect(told.PricingConfigurations.map(({ Name, Default }) => [Name, Default])).toEqual([
    ['World', true],
    ['Europe', false],
  ]);
  expect([amountsOf(told, 0), amountsOf(told, 1)]).toEqual([['21 EUR 1-99999'], ['22 EUR 1-99999']]);
});

test('prices are changed, added and deleted one by one; the others stay', async () => {
  const Regular = [price(20, { MaxQuantity: 9 }), price(15, { MinQuantity: 10 }), price(25, { Currency: 'USD' })];
  await add(minimal('p', { PricingConfigurations: [{ Name: 'World', DefaultCurrency: 'EUR', Prices: { Regular } }] }));
  await changed({
    Name: 'World',
    Prices: {
      Regular: [price(19, { MaxQuantity: 9 }), price('-1', { Currency: 'USD' }), price(30, { Currency: 'GBP' })],
      Renewal: [price(5)],
    },
  });
  const told = await merchant.product('p');
  expect(amountsOf(told)).toEqual(['19 EUR 1-9', '15 EUR 10-99999', '30 GBP 1-99999']);
  expect(told.PricingConfigurations[0]?.Prices.Renewal).toMatchObject([{ Amount: 5 }]);
});

test('an interval is moved by deleting the old one in the same call', async () => {
  await add(minimal('p'));
  await changed({ Prices: { Regular: [price(-1), price(20, { MaxQuantity: 4 }), price(18, { MinQuantity: 5 })] } });
  expect(amountsOf(await merchant.product('p'))).toEqual(['20 EUR 1-4', '18 EUR 5-99999']);
});

test('a list that becomes the default takes the place of the one that was', async () => {
  await add(minimal('p', { PricingConfigurations: [{ Name: 'A' }, { Name: 'B' }] }));
  const defaults = async () => (await merchant.product('p')).PricingConfigurations.map((list) => list.Default);
  expect(await defaults()).toEqual([true, false]);
  await changed({ Name: 'B', Default: true });
  expect(await defaults()).toEqual([false, true]);
  // There is always one: the only default cannot be given up without another.
  await changed({ Name: 'B', Default: false });
  expect(await defaults()).toEqual([true, false]);
});

test('two changes at once both count', async () => {
  await add(minimal('p'));
  const currencies = ['USD', 'GBP', 'RON', 'CHF'];
  await Promise.all(currencies.map((Currency) => changed({ Prices: { Regular: [price(1, { Currency })] } })));
  const told = await merchant.product('p');
  expect(told.PricingConfigurations[0]?.Prices.Regular.map(({ Currency }) => Currency).sort()).toEqual(
    ['EUR', ...currencies].sort(),
  );
});

test.each<[string, Record<string, unknown>]>([
  ['PRODUCT_NOT_FOUND', { ProductCode: 'nowhere' }],
  ['PRODUCT_NOT_FOUND', { ProductCode: 'P' }],
  ['PRODUCT_TYPE_FIXED', { ProductType: 'BUNDLE' }],
  ['INVALID_PARAMETER', { ProductName: '' }],
  ['SUBSCRIPTION_INFORMATION_INVALID', { SubscriptionInformation: { BillingCycle: 0 } }],
  ['PRICING_CONFIGURATION_INVALID', { PricingConfigurations: [{ PricingSchema: 'FLAT' }] }],
  ['PRICING_CONFIGURATION_INVALID', { PricingConfigurations: [{ DefaultCurrency: 'USD' }] }],
  ['CURRENCY_NOT_KNOWN', { PricingConfigurations: [{ Prices: { Regular: [price(1, { Currency: 'EUX' })] } }] }],
  ['COUNTRY_NOT_KNOWN', { PricingConfigurations: [{ BillingCountries: ['ZZ'] }] }],
  ['PRICE_INTERVALS_OVERLAP', { PricingConfigurations: [{ Prices: { Regular: [price(1, { MinQuantity: 9 })] } }] }],
  ['PRODUCT_GROUP_NOT_FOUND', { ProductGroupCode: 'CCCCCCCCCC' }],
  ['TAX_CATEGORY_NOT_FOUND', { TaxCategory: 'x' }],
  ['BUNDLE_PRODUCTS_INVALID', { BundleProducts: [{ ProductCode: 'p' }] }],
])('refuses %s: %j, and nothing changes', async (code, product) => {
  await add(minimal('p'));
  const before = await merchant.product('p');
  expect(await merchant.refused('updateProduct', { Product: { ProductCode: 'p', ...product } })).toBe(code);
  expect(await merchant.product('p')).toEqual(before);
});
