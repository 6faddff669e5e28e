import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { LARGE_PRODUCT } from '../testing-large-product.ts';
import { minimal, OTHER_TAX_CATEGORY, openShop, type Shop, type TestMerchant } from '../testing-shop.ts';

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
const lists = (...sent: unknown[]) => minimal('p', { PricingConfigurations: sent });
const regular = (...prices: unknown[]) => ({ Prices: { Regular: prices } });
const price = (Amount: unknown, more: Record<string, unknown> = {}) => ({ Amount, Currency: 'EUR', ...more });
const monthly = (information: Record<string, unknown>) =>
  minimal('p', { GeneratesSubscription: true, SubscriptionInformation: information });

test('name, code and a regular price are enough; the rest has defaults', async () => {
  expect(await add(minimal('p'))).toBe(true);
  expect(await merchant.product('p')).toEqual({
    AvangateId: '1000001',
    ProductCode: 'p',
    ProductType: 'REGULAR',
    ProductName: 'Product p',
    ProductVersion: '',
    ProductGroup: { Name: 'General', Code: 'AAAAAAAAAA', TemplateName: 'Default Template', Description: '' },
    PurchaseMultipleUnits: true,
    ShippingClass: null,
    GiftOption: false,
    ShortDescription: '',
    LongDescription: '',
    SystemRequirements: '',
    ProductCategory: false,
    Platforms: [],
    ProductImages: [],
    TrialUrl: '',
    TrialDescription: '',
    Enabled: false,
    ReviewProductUrl: '',
    ReviewAdditionalDetails: '',
    AdditionalFields: [],
    Translations: [],
    PricingConfigurations: [
      {
        Name: 'Default price list',
        Code: expect.stringMatching(/^[0-9A-F]{10}$/),
        Default: true,
        BillingCountries: [],
        PricingSchema: 'DYNAMIC',
        PriceType: 'NET',
        DefaultCurrency: 'EUR',
        UseOriginalPrices: false,
        Prices: {
          Regular: [{ Amount: 20, Currency: 'EUR', MinQuantity: '1', MaxQuantity: '99999', OptionCodes: [] }],
          Renewal: [],
        },
        PriceOptions: [],
      },
    ],
    Prices: [],
    BundleProducts: [],
    Fulfillment: 'NO_DELIVERY',
    GeneratesSubscription: false,
    SubscriptionInformation: null,
    FulfillmentInformation: null,
    Tangible: false,
    TangibleDetails: null,
    ExternalReference: '',
  });
});

test('what the system gives is never taken from the request', async () => {
  await add(
    minimal('p', {
      AvangateId: 7,
      GroupName: 'Mine',
      ProductGroup: { Name: 'Mine', Code: 'X' },
      ProductImages: [{ Default: true, URL: 'https://shop.example/p.png' }],
      PricingConfigurations: [{ Code: 'MYCODE', ...regular(price(1)) }],
    }),
  );
  const told = await merchant.product('p');
  expect(told).toMatchObject({ AvangateId: '1000001', ProductGroup: { Name: 'General' }, ProductImages: [] });
  expect(told.PricingConfigurations[0]?.Code).not.toBe('MYCODE');
});

test('a large request of an old client passes, scalars as text and numbers, lists as objects', async () => {
  expect(await merchant.call('addProduct', { Product: LARGE_PRODUCT }, '3.0')).toBe(true);
  const told = await merchant.product('large-1', '3.0');
  expect(told).toMatchObject({
    ProductVersion: '1.1',
    GroupName: 'General',
    ProductCategory: 'Audio & Video',
    ShippingClass: { Name: 'Parcel', Amount: 10.5, Currency: 'USD', ApplyTo: 'PRODUCT', Type: 'FIXED' },
    Platforms: [
      { IdPlatform: '23', PlatformName: 'Android', Category: 'Mobile' },
      { IdPlatform: '20', PlatformName: 'iPhone', Category: 'Mobile' },
    ],
    AdditionalFields: [{ Code: 'size', URLParameter: 'ADDITIONAL_size', Required: true }],
    Translations: [{ Language: 'DE', Name: 'Etwas Großes', TrialUrl: null }],
    Fulfillment: 'BY_AVANGATE',
    GeneratesSubscription: true,
    FulfillmentInformation: { IsStartAfterFulfillment: false, IsDownloadLink: true, CodeList: null },
    TangibleDetails: { UnitDetails: [{ Type: 'WEIGHT', Amount: '2' }], Fee: [{ Currency: 'EUR', Amount: '4.5' }] },
  });
  expect(told.PricingConfigurations.map((list) => [list.Name, list.Default])).toEqual([
    ['Everywhere', true],
    ['America', false],
  ]);
  expect(told).not.toHaveProperty('ProductGroup');
  expect(told).not.toHaveProperty('ReviewProductUrl');
});

test('translations under their languages are read in the old versions', async () => {
  const Translations = { de: { Name: 'Eins' }, FR: { Name: 'Un' } };
  await merchant.call('addProduct', { Product: minimal('p', { Translations }) }, '3.1');
  expect((await merchant.product('p'))['Translations']).toMatchObject([
    { Language: 'DE', Name: 'Eins' },
    { Language: 'FR', Name: 'Un' },
  ]);
});

test('group and tax category are taken by code and UUID, in either spelling', async () => {
  await add(minimal('p', { ProductGroupCode: 'BBBBBBBBBB', ProductTaxCategoryUUID: OTHER_TAX_CATEGORY.toUpperCase() }));
  expect(await merchant.product('p')).toMatchObject({ ProductGroup: { Name: 'Plans', Description: 'all plans' } });
});

test('a bundle tells its members by number and code', async () => {
  await add(minimal('one'));
  await add(minimal('two'));
  await add(
    minimal('b', { ProductType: 'bundle', BundleProducts: [{ ProductCode: 'two' }, { ProductId: '1000001' }] }),
  );
  expect(await merchant.product('b')).toMatchObject({
    ProductType: 'BUNDLE',
    BundleProducts: [
      { ProductId: 1000002, ProductCode: 'two' },
      { ProductId: 1000001, ProductCode: 'one' },
    ],
  });
});

test('two products of one code at once: one is added, one refused', async () => {
  const results = await Promise.allSettled([1, 2, 3, 4].map(() => add(minimal('same'))));
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const result of results) {
    if (result.status === 'rejected') expect(result.reason.refusal.code).toBe('PRODUCT_CODE_TAKEN');
  }
});

test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
  ['no settings: every month', {}, { BillingCycle: '1', BillingCycleUnits: 'M', IsOneTimeFee: false }],
  ['words for units', { BillingCycle: 30, BillingCycleUnits: 'days' }, { BillingCycle: '30', BillingCycleUnits: 'D' }],
  [
    'one-time fee: no cycle, no contract, no grace period',
    {
      BillingCycle: '12',
      IsOneTimeFee: 1,
      ContractPeriod: { Period: 12, PeriodUnits: 'M' },
      GracePeriod: { Type: 'CUSTOM', Period: 3 },
    },
    { BillingCycle: '-1', IsOneTimeFee: true, ContractPeriod: null, GracePeriod: null },
  ],
  ['-1 is a one-time fee as well', { BillingCycle: '-1' }, { BillingCycle: '-1', IsOneTimeFee: true }],
  [
    'a contract of a year',
    { BillingCycle: 1, ContractPeriod: { Period: '12', PeriodUnits: 'MONTH', IsUnlimited: false, Action: 'CANCEL' } },
    {
      ContractPeriod: {
        Period: 12,
        PeriodUnits: 'M',
        IsUnlimited: false,
        Action: 'CANCEL',
        EmailsDuringContract: false,
      },
    },
  ],
  [
    'no contract',
    { BillingCycle: 1 },
    {
      ContractPeriod: {
        Period: -1,
        PeriodUnits: 'D',
        IsUnlimited: true,
        Action: 'RESTART',
        EmailsDuringContract: true,
      },
    },
  ],
  [
    'a grace period of its own',
    { BillingCycle: 1, GracePeriod: { Type: 'CUSTOM', Period: 5 } },
    { GracePeriod: { Type: 'CUSTOM', Period: '5', PeriodUnits: 'D', IsUnlimited: false } },
  ],
])('renewal settings, %s', async (_title, sent, told) => {
  await add(monthly(sent));
  expect((await merchant.product('p'))['SubscriptionInformation']).toMatchObject(told);
});

test('what follows the account tells the settings of the account, whatever was sent', async () => {
  merchant = await shop.newMerchant({
    settings: { gracePeriodDays: 9, renewalEmails: { manualRenewal: { before1Day: false } } },
  });
  const switches = { Before1Day: true, After5Days: true };
  await add(
    monthly({
      GracePeriod: { Type: 'GLOBAL', Period: 3 },
      RenewalEmails: { Type: 'GLOBAL', Settings: { ManualRenewal: switches, AutomaticRenewal: switches } },
    }),
  );
  expect((await merchant.product('p'))['SubscriptionInformation']).toMatchObject({
    GracePeriod: { Type: 'GLOBAL', Period: '9', PeriodUnits: 'D' },
    RenewalEmails: {
      Type: 'GLOBAL',
      Settings: { ManualRenewal: { Before1Day: false }, AutomaticRenewal: { After5Days: false } },
    },
  });
});

test('own renewal e-mails are told as they were sent', async () => {
  await add(monthly({ RenewalEmails: { Type: 'CUSTOM', Settings: { ManualRenewal: { Before1Day: true } } } }));
  expect((await merchant.product('p'))['SubscriptionInformation']).toMatchObject({
    RenewalEmails: {
      Type: 'CUSTOM',
      Settings: { ManualRenewal: { Before1Day: true, Before7Days: false }, AutomaticRenewal: null },
    },
  });
});

test.each<[string, unknown, unknown]>([
  ['the first one when none is said to be', [{ Name: 'A' }, { Name: 'B' }], ['A']],
  ['the one that is said to be', [{ Name: 'A' }, { Name: 'B', Default: 'true' }], ['B']],
  [
    'the first without countries when none is said to be',
    [{ Name: 'A', BillingCountries: ['de'] }, { Name: 'B' }],
    ['B'],
  ],
  ['a sole one, even when it is said not to be', [{ Name: 'A', Default: false }], ['A']],
])('the default list is %s', async (_title, sent, expected) => {
  await add(minimal('p', { PricingConfigurations: sent }));
  const told = await merchant.product('p');
  expect(told.PricingConfigurations.filter((list) => list.Default).map((list) => list.Name)).toEqual(expected);
});

test('codes of currencies and countries are read in any letter case', async () => {
  await add(
    lists({
      BillingCountries: ['ro', 'De', 'uk'],
      DefaultCurrency: 'eur',
      ...regular(price('1', { Currency: 'eur' })),
    }),
  );
  expect((await merchant.product('p')).PricingConfigurations[0]).toMatchObject({
    BillingCountries: ['RO', 'DE', 'GB'],
    DefaultCurrency: 'EUR',
    Prices: { Regular: [{ Currency: 'EUR' }] },
  });
});

test('a price of 0 is a price, and currencies have their own decimals', async () => {
  await add(lists(regular(price(0), price('1500', { Currency: 'JPY' }), price('1.234', { Currency: 'KWD' }))));
  const [list] = (await merchant.product('p')).PricingConfigurations;
  expect(list?.Prices.Regular.map(({ Amount, Currency }) => [Amount, Currency])).toEqual([
    [0, 'EUR'],
    [1500, 'JPY'],
    [1.234, 'KWD'],
  ]);
});

const combination = (...options: string[]) => [{ Code: 'SUPPORT', Options: options }];

test('a FLAT list has an amount for each combination of options', async () => {
  const OptionCodes = combination('gold');
  await add(
    lists({
      PricingSchema: 'FLAT',
      PriceOptions: { Code: 'SUPPORT', Required: '1' },
      ...regular(price(5), price(9, { OptionCodes })),
    }),
  );
  expect((await merchant.product('p')).PricingConfigurations[0]).toMatchObject({
    PricingSchema: 'FLAT',
    PriceOptions: [{ Code: 'SUPPORT', Required: true }],
    Prices: { Regular: [{ OptionCodes: [] }, { Amount: 9, OptionCodes }] },
  });
});

test.each<[string, unknown]>([
  ['INVALID_PARAMETER', { ProductName: 'No code' }],
  ['INVALID_PARAMETER', { ProductCode: '  ', ProductName: 'Blank code' }],
  ['INVALID_PARAMETER', { ProductCode: 'p' }],
  ['INVALID_PARAMETER', { ProductCode: 'p', ProductName: ' ' }],
  ['INVALID_PARAMETER', { ProductCode: 'p'.repeat(256), ProductName: 'Long' }],
  ['INVALID_PARAMETER', minimal('p', { ProductType: 'OTHER' })],
  ['INVALID_PARAMETER', minimal('p', { Enabled: 'perhaps' })],
  ['CURRENCY_NOT_KNOWN', lists(regular(price(1, { Currency: 'EUX' })))],
  ['CURRENCY_NOT_KNOWN', lists({ DefaultCurrency: 'XYZ', ...regular(price(1)) })],
  ['CURRENCY_NOT_KNOWN', minimal('p', { ShippingClass: { Name: 'Parcel', Currency: 'ABC' } })],
  ['CURRENCY_NOT_KNOWN', minimal('p', { TangibleDetails: { Fee: [{ Currency: 'ABC', Amount: '1' }] } })],
  ['COUNTRY_NOT_KNOWN', lists({ BillingCountries: ['DE', 'XX'], ...regular(price(1)) })],
  ['COUNTRY_NOT_KNOWN', lists({ BillingCountries: ['EU'], ...regular(price(1)) })],
  ['SUBSCRIPTION_INFORMATION_INVALID', monthly({ BillingCycle: 0 })],
  ['SUBSCRIPTION_INFORMATION_INVALID', monthly({ BillingCycle: -2 })],
  ['SUBSCRIPTION_INFORMATION_INVALID', monthly({ BillingCycle: 1201 })],
  ['SUBSCRIPTION_INFORMATION_INVALID', monthly({ BillingCycle: 1, ContractPeriod: { Period: 0 } })],
  ['SUBSCRIPTION_INFORMATION_INVALID', monthly({ BillingCycle: 1, GracePeriod: { Type: 'CUSTOM', Period: -7 } })],
  ['PRICING_CONFIGURATION_INVALID', lists(regular(price('1.999')))],
  ['PRICING_CONFIGURATION_INVALID', lists(regular(price('-5')))],
  ['PRICING_CONFIGURATION_INVALID', lists(regular(price('10.5', { Currency: 'JPY' })))],
  ['PRICING_CONFIGURATION_INVALID', lists(regular(price(1, { MinQuantity: 5, MaxQuantity: 4 })))],
  ['PRICING_CONFIGURATION_INVALID', lists(regular(price(1, { MinQuantity: 0 })))],
  ['PRICING_CONFIGURATION_INVALID', lists({ DefaultCurrency: 'USD', ...regular(price(1)) })],
  ['PRICING_CONFIGURATION_INVALID', lists({ Name: 'A', Default: true }, { Name: 'B', Default: true })],
  ['PRICE_INTERVALS_OVERLAP', lists(regular(price(1, { MaxQuantity: 10 }), price(2, { MinQuantity: 10 })))],
  ['PRICE_INTERVALS_OVERLAP', lists(regular(price(1), price(2)))],
  ['PRICE_INTERVALS_OVERLAP', lists({ Prices: { Regular: [price(1)], Renewal: [price(1), price(2)] } })],
  [
    'PRICE_INTERVALS_OVERLAP',
    lists({
      PricingSchema: 'FLAT',
      ...regular(price(1, { OptionCodes: combination('a', 'b') }), price(2, { OptionCodes: combination('b', 'a') })),
    }),
  ],
  ['PRODUCT_GROUP_NOT_FOUND', minimal('p', { ProductGroupCode: 'CCCCCCCCCC' })],
  ['TAX_CATEGORY_NOT_FOUND', minimal('p', { TaxCategory: '00000000-0000-0000-0000-000000000000' })],
  ['TAX_CATEGORY_NOT_FOUND', minimal('p', { TaxCategory: 'no uuid' })],
  ['BUNDLE_PRODUCTS_INVALID', minimal('p', { ProductType: 'BUNDLE', BundleProducts: [{ ProductCode: 'nowhere' }] })],
  ['BUNDLE_PRODUCTS_INVALID', minimal('p', { BundleProducts: [{ ProductCode: 'nowhere' }] })],
])('refuses %s: %j', async (code, product) => {
  expect(await merchant.refused('addProduct', { Product: product })).toBe(code);
  expect(await merchant.refused('getProductByCode', { ProductCode: 'p' })).toBe('PRODUCT_NOT_FOUND');
});

test('a code of a disabled product stays taken', async () => {
  await add(minimal('p'));
  expect(await merchant.refused('addProduct', { Product: minimal('p') })).toBe('PRODUCT_CODE_TAKEN');
});

test('another merchant may use the same code and sees neither product nor group of the first', async () => {
  await add(minimal('p', { ProductName: 'First' }));
  const other = await shop.newMerchant();
  expect(await other.refused('getProductByCode', { ProductCode: 'p' })).toBe('PRODUCT_NOT_FOUND');
  await other.call('addProduct', { Product: minimal('p', { ProductName: 'Second' }) });
  expect(await merchant.product('p')).toMatchObject({ ProductName: 'First' });
});
