import { execFile, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createClientAsync } from 'soap';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Merchant } from '../server/api/call.ts';
import type { Version } from '../server/api/versions.ts';
import { declareRates } from '../server/domains/rates/index.ts';
import { SECRET_KEY, startTestApi, type TestApi } from '../server/testing/api.ts';
import { soapClient } from '../server/testing/clients.ts';
import { answerOf, at, isRecord, openSession, postRpc, rowsOf, textAt } from './asking.ts';
import { germanBuyer, largeProduct, order, product, type Sent } from './shop.ts';

/*
 * Calls as the public documentation writes them: arguments by position and nothing else, numbers and flags as text, member
 * names in small letters where it prints them so. The positions stand here a second time, apart from the methods.
 */

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
  await declareRates(api.database, { asOf: '2026-01-05', rates: { USD: '1.1' } }, api.now());
});
afterAll(() => api.close());

/** Makes a call with the arguments after the session, in the order of the documentation. */
type Caller = (method: string, ...args: readonly unknown[]) => Promise<unknown>;

const byRpc = async (merchant: Merchant, version: Version): Promise<Caller> => {
  const session = await openSession(api, merchant, version);
  return async (method, ...args) => {
    const body = await postRpc(api, { jsonrpc: '2.0', id: 7, method, params: [session, ...args] }, version);
    if (isRecord(body) && 'error' in body) return expect.fail(`${method}: ${JSON.stringify(body['error'])}`);
    return at(body, 'result');
  };
};

/** A client that goes by the WSDL knows arguments by their position among the parts of the message. */
const bySoap = async (merchant: Merchant, version: Version): Promise<Caller> => {
  const client = await soapClient(api, merchant, version);
  const described: unknown = (await createClientAsync(`${api.url}/soap/${version}/?wsdl`)).describe();
  const port = firstIn(firstIn(described));
  return async (method, ...args) => {
    const input = at(port, `${method}.input`);
    if (!isRecord(input)) return expect.fail(`the WSDL has no ${method}`);
    const [session, ...names] = Object.keys(input).map((name) => name.replace(/\[\]$/, ''));
    expect(session).toBe('sessionID');
    // The package cannot write a parameter that is nil; one that is left out means the same.
    const parameters = args.flatMap((arg, index) => (arg === null ? [] : [[names[index], arg]]));
    return answerOf(await client(method, Object.fromEntries(parameters)));
  };
};

const firstIn = (value: unknown): unknown => (isRecord(value) ? Object.values(value)[0] : undefined);

const EACH = (['3.1', '4.0', '6.0'] as const).flatMap((version) => [
  { wire: 'JSON-RPC', version, open: byRpc },
  { wire: 'SOAP', version, open: bySoap },
]);

describe.each(EACH)('$wire $version', ({ version, open }) => {
  test('price option groups: add, read, search, change the first one found', async () => {
    const call = await open(await api.newMerchant(), version);
    const group = {
      Name: 'Seats',
      Description: 'How many may work',
      Translations: [{ Name: 'Plätze', Description: '', Language: 'DE' }],
      Code: 'SEATS',
      Type: 'INTERVAL',
      Options: [
        {
          Code: 'seats-1',
          Name: '1-5',
          ScaleMin: '1',
          ScaleMax: '5',
          SubscriptionImpact: { Months: '0', Impact: 'ADD' },
          PriceImpact: { ImpactOn: 'BASE', Impact: 'ADD', Method: 'PERCENT', Percent: '10', Amounts: null },
          Default: true,
        },
        {
          Code: 'seats-2',
          Name: '6-50',
          ScaleMin: 6,
          ScaleMax: 50,
          SubscriptionImpact: null,
          PriceImpact: {
            ImpactOn: 'BASE',
            Impact: 'ADD',
            Method: 'FIXED',
            Percent: null,
            Amounts: [
              { Currency: 'EUR', Amount: '5' },
              { Currency: 'USD', Amount: 6.5 },
            ],
          },
          Default: false,
        },
      ],
      Required: true,
    };
    expect(await call('addPriceOptionGroup', group)).toBe(true);
    expect(await call('getPriceOptionGroup', 'SEATS')).toMatchObject({
      Code: 'SEATS',
      Options: [
        { Code: 'seats-1', ScaleMin: 1, ScaleMax: 5, PriceImpact: { Percent: 10 } },
        { Code: 'seats-2', PriceImpact: { Amounts: [{ Currency: 'EUR', Amount: 5 }, { Amount: 6.5 }] } },
      ],
    });
    const found = await call('searchPriceOptionGroups', {
      Name: 'Seats',
      Types: ['INTERVAL', 'RADIO'],
      Limit: 10,
      Page: 1,
    });
    expect(Array.isArray(found)).toBe(version < '5.0');
    const [first] = rowsOf(found) as readonly Sent[];
    const [own, ...others] = at(first, 'Translations') as readonly Sent[];
    const changed = { ...first, Translations: [{ ...own, Name: 'New seats', Language: 'EN' }, ...others] };
    expect(await call('updatePriceOptionGroup', changed)).toBe(true);
    expect(await call('getPriceOptionGroup', 'SEATS')).toEqual({ ...changed, Name: 'New seats' });
  });

  test('products: add, read, search, read and send back, enable and disable', async () => {
    const call = await open(await api.newMerchant(), version);
    expect(await call('addProduct', { AvangateId: null, ...largeProduct('imported') })).toBe(true);
    const read = await call('getProductByCode', 'imported');
    expect(read).toMatchObject({ ProductCode: 'imported' });
    expect(at(read, 'ProductGroup') === undefined).toBe(version < '4.0');
    expect(at(read, 'PricingConfigurations.0.Prices.Regular.0.MinQuantity')).toBe('1');
    expect(await call('updateProduct', { ...(read as Sent), ProductName: 'Changed' })).toBe(true);
    expect(await call('getProductByCode', 'imported')).toEqual({ ...(read as Sent), ProductName: 'Changed' });
    expect(await call('setProductStatus', 'imported', false)).toBe(true);
    const search = (Enabled: unknown) =>
      call('searchProducts', { Name: 'change', Types: ['REGULAR', 'BUNDLE'], Enabled, Limit: 10, Page: 1 });
    expect(rowsOf(await search(true))).toEqual([]);
    expect(await call('setProductStatus', 'imported', 'true')).toBe(true);
    const found = await search(true);
    expect(Array.isArray(found)).toBe(version < '5.0');
    expect(rowsOf(found)).toMatchObject([{ ProductCode: 'imported', Enabled: true }]);
    if (version < '6.0') {
      expect(await call('getProductById', at(read, 'AvangateId'))).toMatchObject({ ProductCode: 'imported' });
    }
  });

  test('price lists: object first and product second; prices of an interval by five arguments', async () => {
    const call = await open(await api.newMerchant(), version);
    await call('addProduct', product('plan', 20));
    const local = {
      Name: 'North',
      Code: 'MY_OWN_CODE',
      Default: false,
      BillingCountries: ['SE', 'NO'],
      PricingSchema: 'DYNAMIC',
      PriceType: 'NET',
      DefaultCurrency: 'EUR',
      Prices: {
        Regular: [{ Amount: '18.5', Currency: 'EUR', MinQuantity: '1', MaxQuantity: '9', OptionCodes: [] }],
        Renewal: [],
      },
      PriceOptions: [],
    };
    expect(await call('addPricingConfiguration', local, 'plan')).toBe(true);
    const lists = await call('getPricingConfigurations', 'plan');
    expect(lists).toMatchObject([{ Default: true }, { Name: 'North', BillingCountries: ['SE', 'NO'] }]);
    const code = textAt(lists, '1.Code');
    expect(code).toMatch(/^[0-9A-F]{10}$/);
    expect(await call('getPricingConfigurationByCode', 'plan', code)).toEqual(at(lists, '1'));
    expect(await call('getPricingConfigurationByName', 'plan', 'North', 'DYNAMIC', 'NET')).toEqual(at(lists, '1'));

    const saved = [
      { Currency: 'EUR', Amount: '15' },
      { Currency: 'USD', Amount: 17 },
    ];
    const many = { MinQuantity: '10', MaxQuantity: '99' };
    expect(await call('savePrices', saved, many, null, code, 'REGULAR')).toBe(true);
    expect(await call('savePrices', [{ Currency: 'EUR', Amount: 12 }], many, [], code, 'RENEWAL')).toBe(true);
    expect(at(await call('getPricingConfigurationByCode', 'plan', code), 'Prices')).toMatchObject({
      Regular: [
        { Amount: 18.5, MinQuantity: '1', MaxQuantity: '9' },
        { Amount: 15, Currency: 'EUR', MinQuantity: '10', MaxQuantity: '99' },
        { Amount: 17, Currency: 'USD' },
      ],
      Renewal: [{ Amount: 12, Currency: 'EUR', MinQuantity: '10', MaxQuantity: '99' }],
    });

    const gone = {
      Code: code,
      Prices: { Regular: [{ Amount: '-1', Currency: 'USD', MinQuantity: '10', MaxQuantity: '99' }] },
    };
    expect(await call('updatePricingConfiguration', gone, 'plan')).toBe(true);
    const kept = at(await call('getPricingConfigurationByCode', 'plan', code), 'Prices.Regular');
    expect(kept).toMatchObject([{ Currency: 'EUR' }, { Currency: 'EUR' }]);

    await call('addPriceOptionGroup', {
      Name: 'Support',
      Code: 'SUPPORT',
      Type: 'RADIO',
      Options: [{ Value: 'gold', Name: 'Gold', PriceImpact: { Impact: 'ADD', Method: 'PERCENT', Percent: 10 } }],
    });
    const assigned = { Code: 'SUPPORT', Required: 'false' };
    expect(await call('assignPricingConfigurationOptionGroup', code, assigned)).toBe(true);
    expect(await call('getAssignedPriceOptionGroups', 'plan')).toMatchObject([{ Code: 'SUPPORT' }]);
    expect(await call('unassignPricingConfigurationOptionGroup', code, assigned)).toBe(true);
    expect(await call('getAssignedPriceOptionGroups', 'plan')).toEqual([]);
  });

  test('promotions: coupons, discount, products and sources by the code of the promotion', async () => {
    const call = await open(await api.newMerchant(), version);
    await call('addProduct', product('plan', 20));
    await call('addProduct', product('extra', 5));
    const promotion = {
      Name: 'Autumn',
      Description: 'For old friends',
      StartDate: '2020-01-01',
      EndDate: null,
      MaximumOrdersNumber: 0,
      MaximumQuantity: null,
      InstantDiscount: 0,
      Coupon: { type: 'SINGLE', code: 'autumn' },
      Enabled: '1',
      ChannelType: 'ECOMMERCE',
      Type: 'REGULAR',
      Discount: { type: 'PERCENT', value: 10 },
      Products: [{ code: 'plan' }],
      Sources: ['letter'],
      ApplyRecurring: 'NONE',
      PublishToAffiliatesNetwork: '0',
      AutoApply: '0',
      NobodyKnowsThis: 'and it does no harm',
    };
    // The WSDL has no room for unknown members, and clients that go by it use its spellings.
    const { NobodyKnowsThis: _, ...known } = promotion;
    const added = await call(
      'addPromotion',
      open === byRpc
        ? promotion
        : {
            ...known,
            Coupon: { Type: 'SINGLE', Code: 'autumn' },
            Discount: { Type: 'PERCENT', Value: 10 },
            Products: [{ Code: 'plan' }],
          },
    );
    const code = textAt(added, 'Code');
    expect(code).toMatch(/^[0-9A-F]{10}$/);
    expect(added).toMatchObject({
      Enabled: true,
      Coupon: { Type: 'SINGLE', Code: 'autumn' },
      Discount: { Type: 'PERCENT', Value: 10 },
      Products: [{ Code: 'plan' }],
      Sources: ['letter'],
    });
    expect(await call('getPromotion', code)).toEqual(added);

    expect(await call('setPromotionDiscount', code, { Type: 'PERCENT', Value: '25' })).toEqual({
      Type: 'PERCENT',
      Value: 25,
    });
    expect(
      await call('setPromotionDiscount', code, {
        Type: 'FIXED',
        Values: [{ Currency: 'EUR', Amount: '4' }],
        DefaultCurrency: 'EUR',
      }),
    ).toEqual({ Type: 'FIXED', Values: [{ Currency: 'EUR', Amount: 4 }], DefaultCurrency: 'EUR' });

    const [single, multiple] = [
      { Type: 'SINGLE', Code: 'first' },
      { Type: 'MULTIPLE', Codes: ['one', 'two'] },
    ];
    expect(await call('addPromotionCoupon', code, single)).toEqual(single);
    expect(await call('addPromotionCoupon', code, multiple)).toEqual(multiple);
    expect(await call('addPromotionCoupon', code, { Type: 'MULTIPLE', Codes: ['three'] })).toEqual({
      Type: 'MULTIPLE',
      Codes: ['one', 'two', 'three'],
    });
    expect(await call('deletePromotionCoupon', code, { Type: 'MULTIPLE', Codes: ['two'] })).toEqual({
      Type: 'MULTIPLE',
      Codes: ['one', 'three'],
    });
    expect(await call('updatePromotionCoupon', code, single)).toEqual(single);

    const narrow = { Code: 'extra', PricingConfigurationCode: '', PricingOptionCodes: ['', ''] };
    expect(await call('addPromotionProducts', code, [narrow])).toMatchObject([{ Code: 'plan' }, { Code: 'extra' }]);
    expect(await call('deletePromotionProducts', code, [{ Code: 'extra' }])).toBe(true);
    expect(await call('addPromotionSources', code, ['mail', 'poster'])).toEqual(['letter', 'mail', 'poster']);
    expect(await call('deletePromotionSources', code, ['mail', 'letter'])).toBe(true);

    const after = await call('getPromotion', code);
    expect(after).toMatchObject({
      Coupon: single,
      Discount: { Type: 'FIXED' },
      Products: [{ Code: 'plan' }],
      Sources: ['poster'],
    });
    expect(await call('updatePromotion', { ...(after as Sent), Name: 'Winter' })).toMatchObject({ Name: 'Winter' });
    const found = await call('searchPromotions', {
      Types: ['REGULAR'],
      Channel: 'ECOMMERCE',
      ProductCode: 'plan',
      Enabled: true,
      Limit: 10,
      Page: 1,
    });
    expect(Array.isArray(found)).toBe(version < '5.0');
    expect(rowsOf(found)).toEqual([{ ...(after as Sent), Name: 'Winter' }]);

    const cart = await call(
      'getContents',
      order('plan', undefined, { BillingDetails: germanBuyer, Promotions: ['FIRST'], Source: 'poster' }),
    );
    expect(cart).toMatchObject({ NetPrice: 20, Discount: 4, NetDiscountedPrice: 16, GrossDiscountedPrice: 19.04 });
  });

  test('product groups and additional fields', async () => {
    const call = await open(await api.newMerchant(), version);
    await call('addProduct', product('plan', 20));
    expect(await call('addProductGroup', { Name: 'Tools', Code: null, TemplateName: 'Default Template' })).toBe(true);
    const groups = (await call('getProductGroups')) as readonly Sent[];
    const tools = groups.find(({ Name }) => Name === 'Tools');
    expect(await call('getProductGroup', at(tools, 'Code'))).toEqual(tools);
    expect(await call('updateProductGroup', { ...tools, Name: 'Good tools', Enabled: 1 })).toBe(true);

    const field = {
      Label: 'Age',
      Type: 'TEXT',
      Code: 'age-1',
      Required: 'false',
      ApplyTo: 'PRODUCT',
      ValidationRule: null,
    };
    expect(await call('addAdditionalField', field)).toBe(true);
    expect(await call('assignAdditionalField', 'age-1', true, 'plan')).toBe(true);
    expect(await call('getAssignedAdditionalFields', 'plan')).toMatchObject([{ Code: 'age-1', Required: true }]);
    expect(await call('getAdditionalField', 'age-1')).toMatchObject({ Code: 'age-1', Label: 'Age' });
    expect(await call('getAdditionalFields')).toMatchObject([{ Code: 'age-1' }]);
    expect(await call('unassignAdditionalField', 'age-1', 'plan')).toBe(true);
  });

  test('a price by item, buyer, currency, coupon and payment type', async () => {
    const call = await open(await api.newMerchant(), version);
    await call('addProduct', product('plan', 20));
    const item = { Code: 'plan', Quantity: '2' };
    expect(await call('getPrice', item, { Country: 'DE' }, 'usd', '', 'CC')).toEqual({
      NetPrice: 44,
      NetCurrency: 'USD',
      FinalPrice: 52.36,
      FinalCurrency: 'USD',
    });
  });
});

describe.each(EACH.filter(({ version }) => version === '6.0'))('$wire $version alone', ({ version, open }) => {
  test('SKUs: the schema, set as it came, and what a SKU stands for', async () => {
    const call = await open(await api.newMerchant(), version);
    await call('addProduct', product('plan', 20));
    const list = textAt(await call('getPricingConfigurations', 'plan'), '0.Code');
    const schema = await call('getSchema', {
      Products: [
        {
          Code: 'plan',
          Currencies: ['EUR'],
          PurchaseTypes: ['NEW_PRODUCT'],
          PricingConfigurationCodes: [{ Code: list, VolumeDiscounts: [[1, 9]], OptionGroups: [] }],
        },
      ],
    });
    const [row] = at(schema, 'PricingConfigurations.0.Details') as readonly Sent[];
    const named = {
      ProductCode: 'plan',
      PricingConfigurations: [{ Code: list, Details: [{ ...row, ProductSKU: 'P-1' }] }],
    };
    expect(await call('setSku', named)).toBe(true);
    expect(await call('getSKUDetails', 'P-1')).toMatchObject({
      PricingConfigurationCode: list,
      ProductCode: 'plan',
      Currency: 'EUR',
      PriceOptions: [],
      PurchaseType: 'NEW_PRODUCT',
      FromQuantity: '1',
      ToQuantity: '9',
    });
    expect(
      await call('deleteSkuByCode', [{ ProductCode: 'plan', PricingConfigurationCode: list, SkuCode: 'P-1' }]),
    ).toBe(true);
  });

  test('special prices begin with the price matrix', async () => {
    const call = await open(await api.newMerchant(), version);
    await call('addProduct', product('plan', 20));
    const list = textAt(await call('getPricingConfigurations', 'plan'), '0.Code');
    const matrix = await call('getPriceMatrix', [{ productCode: 'plan', pricingConfigurationCode: list }]);
    const special = (matrix as readonly Sent[]).map((row) => ({
      ...row,
      Prices: [{ Value: '12.5', Currency: 'EUR' }],
    }));
    const added = await call('addPromotion', {
      Name: 'Special',
      Type: 'SPECIAL_PRICE',
      Enabled: true,
      ChannelType: 'ALL',
      InstantDiscount: true,
      Coupon: { Type: 'SINGLE', Code: 'special' },
      DefaultCurrency: 'EUR',
      PriceMatrix: special,
    });
    expect(at(added, 'PriceMatrix.0.Prices')).toEqual([{ Value: 12.5, Currency: 'EUR' }]);
    expect(await call('getContents', order('plan'))).toMatchObject({ NetPrice: 20, NetDiscountedPrice: 12.5 });
    const code = textAt(added, 'Code');
    const names = [{ Language: 'DE', Name: 'Sonderpreis' }];
    expect(await call('addPromotionTranslations', code, names)).toEqual(names);
    expect(await call('deletePromotionTranslations', code)).toBe(true);
  });

  test('settings of cross-selling are answered as they are then', async () => {
    const call = await open(await api.newMerchant(), version);
    const sent = { maxThumbSize: 60, displayProductsMax: 4, displayShortDescription: false };
    expect(await call('setCrossSellSettings', sent)).toMatchObject(sent);
  });
});

const modules = spawnSync('php', ['-m'], { encoding: 'utf8', timeout: 10_000 });
const hasPhp = modules.status === 0 && modules.stdout.split('\n').includes('soap');

describe.skipIf(!hasPhp)(hasPhp ? 'PHP' : 'PHP with its soap extension is not installed', () => {
  test.each(['3.1', '4.0', '6.0'] as const)('changes a promotion and a price list at %s', async (version) => {
    const merchant = await api.newMerchant();
    const call = await byRpc(merchant, version);
    await call('addProduct', product('plan', 20));
    await call('addProduct', product('extra', 5));
    await call('addPriceOptionGroup', {
      Name: 'Seats',
      Code: 'SEATS',
      Type: 'INTERVAL',
      Options: [{ Name: 'Few', ScaleMin: 1, ScaleMax: 9 }],
    });
    const added = await call('addPromotion', {
      Name: 'Autumn',
      Type: 'REGULAR',
      Enabled: true,
      ChannelType: 'ECOMMERCE',
      Coupon: { Type: 'SINGLE', Code: 'autumn' },
      Discount: { Type: 'PERCENT', Value: 10 },
      Products: [{ Code: 'plan' }, { Code: 'extra' }],
    });
    const list = textAt(await call('getPricingConfigurations', 'plan'), '0.Code');
    const file = fileURLToPath(new URL('php/promotions.php', import.meta.url));
    const settings = ['-d', 'display_errors=stderr', '-d', 'error_reporting=E_ALL'];
    const { stdout, stderr } = await promisify(execFile)(
      'php',
      [...settings, file, api.url, merchant.code, SECRET_KEY, version, textAt(added, 'Code'), list],
      { timeout: 25_000 },
    );
    expect(stderr, 'warnings of PHP').toBe('');
    const seen: unknown = JSON.parse(stdout);
    expect(seen).toMatchObject({
      discount: { Type: 'PERCENT', Value: 25 },
      single: { Type: 'SINGLE', Code: 'one-for-all' },
      multiple: { Type: 'MULTIPLE', Codes: ['a', 'b'] },
      sources: ['poster', 'mail'],
      sourcesGone: true,
      productsGone: true,
      promotion: { Name: 'Renamed', Sources: ['poster'], Products: [{ Code: 'plan' }], DiscountLabel: '25%' },
      saved: true,
      groupUpdated: true,
      group: { Name: 'New seats', Code: 'SEATS' },
    });
    expect(at(await call('getPricingConfigurations', 'plan'), '0.Prices.Regular')).toMatchObject([
      { Amount: 12.5, Currency: 'EUR' },
      { Amount: 14, Currency: 'USD' },
    ]);
  });
});
