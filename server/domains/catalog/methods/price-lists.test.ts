import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { statement } from '../../../db/database.ts';
import { startTestApi, type TestApi } from '../../../testing/api.ts';
import { restClient, rpcClient, type WireClient } from '../../../testing/clients.ts';
import { exampleProduct } from '../../examples.ts';

type Sent = Record<string, unknown>;
type ToldPrice = { Amount: number; Currency: string; MinQuantity: string; MaxQuantity: string; OptionCodes: Sent[] };
type Told = { Name: string; Code: string; Default: boolean; Prices: { Regular: ToldPrice[]; Renewal: ToldPrice[] } };

let api: TestApi;
let client: WireClient;
let code: string;

beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());
/** Each test has an account with the product EDITOR, whose one list DYNAMIC sells any number for 10 EUR net. */
beforeEach(async () => {
  client = await rpcClient(api, await api.newMerchant(), '6.0');
  await client('addProduct', { Product: exampleProduct });
  code = (await lists())[0]?.Code ?? '';
});

const answerOf = async <T>(name: string, params: Sent): Promise<T> => {
  const outcome = await client(name, params);
  if ('value' in outcome) return outcome.value as T;
  throw new Error(`${name}: ${outcome.refused} ${outcome.message}`);
};
const lists = (ProductCode = 'EDITOR') => answerOf<Told[]>('getPricingConfigurations', { ProductCode });
const done = { value: true };
const north: Sent = {
  Name: 'North',
  BillingCountries: ['SE', 'NO'],
  PriceType: 'GROSS',
  Prices: { Regular: [{ Amount: 12.5, Currency: 'EUR' }] },
};
const add = (PricingConfiguration: Sent, ProductCode = 'EDITOR') =>
  client('addPricingConfiguration', { PricingConfiguration, ProductCode });
const update = (PricingConfiguration: Sent, ProductCode = 'EDITOR') =>
  client('updatePricingConfiguration', { PricingConfiguration, ProductCode });

describe('adding a list', () => {
  test('its code is generated, and the default stays', async () => {
    expect(await add({ ...north, Code: 'MINE' })).toEqual(done);
    expect(await lists()).toMatchObject([
      { Name: 'List', Default: true },
      {
        Name: 'North',
        Code: expect.stringMatching(/^[0-9A-F]{10}$/),
        Default: false,
        BillingCountries: ['SE', 'NO'],
        PricingSchema: 'DYNAMIC',
        PriceType: 'GROSS',
        DefaultCurrency: 'EUR',
        Prices: { Regular: [{ Amount: 12.5, MinQuantity: '1', MaxQuantity: '99999' }], Renewal: [] },
      },
    ]);
  });

  test('a new default takes the place of the old one', async () => {
    expect(await add({ ...north, Default: true })).toEqual(done);
    expect((await lists()).map(({ Name, Default }) => [Name, Default])).toEqual([
      ['List', false],
      ['North', true],
    ]);
  });

  test('two lists may have one name', async () => {
    await add(north);
    expect(await add({ ...north, PricingSchema: 'FLAT' })).toEqual(done);
    expect(await lists()).toHaveLength(3);
  });

  test.each<[string, Sent, string]>([
    ['a country that is none', { ...north, BillingCountries: ['XX'] }, 'COUNTRY_NOT_KNOWN'],
    ['a currency that is none', { ...north, DefaultCurrency: 'XXQ' }, 'CURRENCY_NOT_KNOWN'],
    ['no price in its currency', { ...north, DefaultCurrency: 'USD' }, 'PRICING_CONFIGURATION_INVALID'],
    ['an unknown schema', { ...north, PricingSchema: 'OTHER' }, 'INVALID_PARAMETER'],
  ])('refused: %s', async (_, list, refused) => {
    expect(await add(list)).toMatchObject({ refused });
    expect(await lists()).toHaveLength(1);
  });

  test('refused: an unknown product', async () => {
    expect(await add(north, 'editor')).toMatchObject({ refused: 'PRODUCT_NOT_FOUND' });
  });
});

describe('changing a list', () => {
  test('members that are not sent stay, and so do the other lists', async () => {
    await add(north);
    const before = await lists();
    expect(await update({ Code: code.toLowerCase(), Name: 'Everywhere' })).toEqual(done);
    expect(await lists()).toEqual([{ ...before[0], Name: 'Everywhere' }, before[1]]);
  });

  test('the amount -1 deletes a price', async () => {
    await update({ Code: code, Prices: { Regular: [{ Amount: 11, Currency: 'USD' }] } });
    expect((await lists())[0]?.Prices.Regular).toHaveLength(2);
    expect(await update({ Code: code, Prices: { Regular: [{ Amount: -1, Currency: 'USD' }] } })).toEqual(done);
    expect((await lists())[0]?.Prices.Regular).toMatchObject([{ Amount: 10, Currency: 'EUR' }]);
  });

  test.each<[string, () => Sent, string]>([
    ['no code', () => ({ Name: 'List' }), 'PRICING_CONFIGURATION_NOT_FOUND'],
    ['an unknown code', () => ({ Code: 'NONE' }), 'PRICING_CONFIGURATION_NOT_FOUND'],
    ['another schema', () => ({ Code: code, PricingSchema: 'FLAT' }), 'PRICING_CONFIGURATION_INVALID'],
    [
      'other limits of an interval',
      () => ({ Code: code, Prices: { Regular: [{ Amount: 9, Currency: 'EUR', MaxQuantity: 9 }] } }),
      'PRICE_INTERVALS_OVERLAP',
    ],
    [
      'the last price in the default currency is deleted, others are left',
      () => ({
        Code: code,
        Prices: {
          Regular: [
            { Amount: -1, Currency: 'EUR' },
            { Amount: 9, Currency: 'USD' },
          ],
        },
      }),
      'PRICING_CONFIGURATION_INVALID',
    ],
  ])('refused: %s', async (_, list, refused) => {
    const before = await lists();
    expect(await update(list())).toMatchObject({ refused });
    expect(await lists()).toEqual(before);
  });

  test('refused: the list of another product', async () => {
    await client('addProduct', { Product: { ...exampleProduct, ProductCode: 'OTHER' } });
    expect(await update({ Code: code }, 'OTHER')).toMatchObject({ refused: 'PRICING_CONFIGURATION_NOT_FOUND' });
  });

  test('REST names list and product in the path', async () => {
    const rest = restClient(api, await api.newMerchant(), '6.0');
    await rest('addProduct', { Product: exampleProduct });
    const read = async () => {
      const outcome = await rest('getPricingConfigurations', { ProductCode: 'EDITOR' });
      return ('value' in outcome ? outcome.value : []) as Told[];
    };
    const PricingConfiguration = { Code: (await read())[0]?.Code, Name: 'Everywhere' };
    expect(await rest('updatePricingConfiguration', { PricingConfiguration, ProductCode: 'EDITOR' })).toEqual(done);
    expect(await read()).toMatchObject([{ Name: 'Everywhere' }]);
  });
});

describe('reading one list', () => {
  const byCode = (productCode: string, pricingConfigurationCode: string) =>
    client('getPricingConfigurationByCode', { productCode, pricingConfigurationCode });
  const byName = (pricingConfigurationName: string, schemaType: string, priceType?: string) =>
    client('getPricingConfigurationByName', {
      productCode: 'EDITOR',
      pricingConfigurationName,
      schemaType,
      priceType,
    });

  test('by code', async () => {
    const [list] = await lists();
    expect(await byCode('EDITOR', code)).toEqual({ value: list });
    expect(await byCode('EDITOR', code.toLowerCase())).toEqual({ value: list });
    expect(await byCode('EDITOR', 'NONE')).toMatchObject({ refused: 'PRICING_CONFIGURATION_NOT_FOUND' });
    expect(await byCode('NONE', code)).toMatchObject({ refused: 'PRODUCT_NOT_FOUND' });
  });

  test('by name, schema and price type', async () => {
    await add(north);
    const value = (await lists())[1];
    expect(await byName('North', 'DYNAMIC')).toEqual({ value });
    expect(await byName('North', 'dynamic', 'GROSS')).toEqual({ value });
    for (const other of [byName('North', 'FLAT'), byName('North', 'DYNAMIC', 'NET'), byName('north', 'DYNAMIC')]) {
      expect(await other).toMatchObject({ refused: 'PRICING_CONFIGURATION_NOT_FOUND' });
    }
    expect(await byName('North', 'OTHER')).toMatchObject({ refused: 'INVALID_PARAMETER' });
  });
});

describe('saving prices', () => {
  const save = (Prices: Sent[], Quantities: Sent, type = 'REGULAR', more: Sent = {}) =>
    client('savePrices', { Prices, Quantities, PricingConfigCode: code, type, ...more });
  const eur = (Amount: number): Sent => ({ Currency: 'EUR', Amount });
  const usd = (Amount: number): Sent => ({ Currency: 'usd', Amount });
  const all = { MinQuantity: 1, MaxQuantity: 99_999 };
  const few = { MinQuantity: 1, MaxQuantity: 9 };
  const many = { MinQuantity: '10', MaxQuantity: '99' };
  const shown = (prices: readonly ToldPrice[] | undefined) =>
    prices?.map(
      ({ Amount, Currency, MinQuantity, MaxQuantity }) => `${Amount} ${Currency} ${MinQuantity}-${MaxQuantity}`,
    );
  const regular = async () => shown((await lists())[0]?.Prices.Regular);
  const renewal = async () => shown((await lists())[0]?.Prices.Renewal);

  test('other currencies stay', async () => {
    expect(await save([eur(9), usd(10.5)], all)).toEqual(done);
    expect(await save([usd(11)], all)).toEqual(done);
    expect(await regular()).toEqual(['9 EUR 1-99999', '11 USD 1-99999']);
  });

  test('other intervals stay, and new ones are made', async () => {
    expect(await save([eur(12)], few, 'renewal')).toEqual(done);
    expect(await save([eur(8)], many, 'RENEWAL')).toEqual(done);
    expect(await renewal()).toEqual(['12 EUR 1-9', '8 EUR 10-99']);
    expect(await regular()).toEqual(['10 EUR 1-99999']);
  });

  test('the amount -1 deletes, an amount of 0 is free', async () => {
    await save([eur(9), usd(10)], all);
    expect(await save([usd(-1), eur(0)], all)).toEqual(done);
    expect(await regular()).toEqual(['0 EUR 1-99999']);
    expect(await save([eur(-1)], all)).toEqual(done);
    expect(await regular()).toEqual([]);
  });

  test('without limits the whole range is meant', async () => {
    expect(await save([eur(7)], { MinQuantity: null })).toEqual(done);
    expect(await regular()).toEqual(['7 EUR 1-99999']);
  });

  test('3.0 names a list by product and country', async () => {
    await add(north);
    const [, northern] = await lists();
    expect(
      await save([eur(13)], all, 'REGULAR', { PricingConfigCode: { ProductCode: 'EDITOR', Country: 'no' } }),
    ).toEqual(done);
    expect(await save([eur(9)], all, 'REGULAR', { PricingConfigCode: { ProductCode: 'EDITOR' } })).toEqual(done);
    expect((await lists()).map(({ Prices }) => shown(Prices.Regular))).toEqual([['9 EUR 1-99999'], ['13 EUR 1-99999']]);
    expect(await save([eur(14)], all, 'REGULAR', { PricingConfigCode: { Code: northern?.Code } })).toEqual(done);
    expect(shown((await lists())[1]?.Prices.Regular)).toEqual(['14 EUR 1-99999']);
  });

  test('a FLAT list has amounts for each combination of options', async () => {
    await add({ ...north, Name: 'Flat', PricingSchema: 'FLAT' });
    const flat = (await lists())[1]?.Code;
    const gold = [{ Code: 'SUPPORT', Options: ['gold'] }];
    expect(await save([eur(30)], all, 'REGULAR', { PricingConfigCode: flat, PriceOptions: gold })).toEqual(done);
    expect(await save([eur(20)], all, 'REGULAR', { PricingConfigCode: flat, PriceOptions: [] })).toEqual(done);
    expect((await lists())[1]?.Prices.Regular).toMatchObject([
      { Amount: 20, OptionCodes: [] },
      { Amount: 30, OptionCodes: gold },
    ]);
    expect(await save([eur(30)], all, 'REGULAR', { PriceOptions: gold })).toMatchObject({
      refused: 'PRICING_CONFIGURATION_INVALID',
    });
  });

  test.each<[string, Sent[], Sent, string, Sent, string]>([
    ['an interval inside another', [eur(9)], few, 'REGULAR', {}, 'PRICE_INTERVALS_OVERLAP'],
    [
      'limits the wrong way round',
      [eur(9)],
      { MinQuantity: 9, MaxQuantity: 1 },
      'RENEWAL',
      {},
      'PRICING_CONFIGURATION_INVALID',
    ],
    ['no price in the default currency', [usd(9)], few, 'RENEWAL', {}, 'PRICING_CONFIGURATION_INVALID'],
    ['that price deleted, another one left', [eur(-1), usd(9)], all, 'REGULAR', {}, 'PRICING_CONFIGURATION_INVALID'],
    ['a currency twice', [eur(9), eur(8)], all, 'REGULAR', {}, 'PRICE_INTERVALS_OVERLAP'],
    ['a currency that is none', [{ Currency: 'XXQ', Amount: 1 }], all, 'REGULAR', {}, 'CURRENCY_NOT_KNOWN'],
    ['a negative price', [eur(-2)], all, 'REGULAR', {}, 'PRICING_CONFIGURATION_INVALID'],
    ['parts of cents', [eur(1.001)], all, 'REGULAR', {}, 'PRICING_CONFIGURATION_INVALID'],
    ['another type', [eur(9)], all, 'TRIAL', {}, 'INVALID_PARAMETER'],
    ['no list', [eur(9)], all, 'REGULAR', { PricingConfigCode: { Country: 'DE' } }, 'INVALID_PARAMETER'],
    ['an unknown list', [eur(9)], all, 'REGULAR', { PricingConfigCode: 'NONE' }, 'PRICING_CONFIGURATION_NOT_FOUND'],
    [
      'an unknown product',
      [eur(9)],
      all,
      'REGULAR',
      { PricingConfigCode: { ProductCode: 'NONE' } },
      'PRODUCT_NOT_FOUND',
    ],
  ])('refused: %s', async (_, prices, quantities, type, more, refused) => {
    const before = await lists();
    expect(await save(prices, quantities, type, more)).toMatchObject({ refused });
    expect(await lists()).toEqual(before);
  });

  test('refused: the list of another merchant', async () => {
    const stranger = await rpcClient(api, await api.newMerchant(), '6.0');
    const params = { Prices: [eur(1)], Quantities: all, PricingConfigCode: code, type: 'REGULAR' };
    expect(await stranger('savePrices', params)).toMatchObject({ refused: 'PRICING_CONFIGURATION_NOT_FOUND' });
  });
});

describe('option groups of a list', () => {
  const assign = (assigned: Sent, PricingConfigurationCode = code) =>
    client('assignPricingConfigurationOptionGroup', { PricingConfigurationCode, PriceOptionsGroupAssigned: assigned });
  const unassign = (Code: string, PricingConfigurationCode = code) =>
    client('unassignPricingConfigurationOptionGroup', {
      PricingConfigurationCode,
      PriceOptionsGroupAssigned: { Code },
    });
  const groupsOf = async () => (await lists()).map((list) => (list as unknown as Sent)['PriceOptions']);
  const assigned = (ProductCode = 'EDITOR') => client('getAssignedPriceOptionGroups', { ProductCode });

  beforeEach(async () => {
    for (const [Code, Required] of [
      ['SUPPORT', true],
      ['EXTRAS', false],
    ]) {
      const PriceOptionGroup = { Name: Code, Code, Required, Type: 'RADIO', Options: [{ Code: 'a', Name: 'A' }] };
      await client('addPriceOptionGroup', { PriceOptionGroup });
    }
  });

  test('are put into use, changed and taken out of it', async () => {
    expect(await assign({ Code: 'SUPPORT' })).toEqual(done);
    expect(await assign({ Code: 'EXTRAS' }, code.toLowerCase())).toEqual(done);
    expect(await groupsOf()).toEqual([
      [
        { Code: 'SUPPORT', Required: true },
        { Code: 'EXTRAS', Required: false },
      ],
    ]);
    expect(await assign({ Code: 'SUPPORT', Required: false })).toEqual(done);
    expect(await assign({ Code: 'EXTRAS', Required: '1' })).toEqual(done);
    expect(await groupsOf()).toEqual([
      [
        { Code: 'SUPPORT', Required: false },
        { Code: 'EXTRAS', Required: true },
      ],
    ]);
    expect(await unassign('SUPPORT')).toEqual(done);
    expect(await groupsOf()).toEqual([[{ Code: 'EXTRAS', Required: true }]]);
    expect(await lists()).toMatchObject([{ Prices: { Regular: [{ Amount: 10 }] } }]);
  });

  test('are listed for a product, each once, those of other products not', async () => {
    await add(north);
    const [, second] = await lists();
    await assign({ Code: 'EXTRAS' });
    await assign({ Code: 'EXTRAS' }, second?.Code);
    await assign({ Code: 'SUPPORT' }, second?.Code);
    await client('addProduct', { Product: { ...exampleProduct, ProductCode: 'PLAIN' } });
    expect(await assigned()).toMatchObject({
      value: [
        { Code: 'EXTRAS', Options: [{ Code: 'a' }] },
        { Code: 'SUPPORT', Translations: [{ Language: 'EN' }] },
      ],
    });
    expect(await assigned('PLAIN')).toEqual({ value: [] });
  });

  test.each<[string, () => Promise<unknown>, string]>([
    ['an unknown group', () => assign({ Code: 'support' }), 'PRICE_OPTION_GROUP_NOT_FOUND'],
    ['an unknown list', () => assign({ Code: 'SUPPORT' }, 'NONE'), 'PRICING_CONFIGURATION_NOT_FOUND'],
    ['no group', () => assign({ Required: true }), 'INVALID_PARAMETER'],
    ['to take out what is not in use', () => unassign('SUPPORT'), 'PRICE_OPTION_GROUP_NOT_ASSIGNED'],
    ['to take out of an unknown list', () => unassign('SUPPORT', 'NONE'), 'PRICING_CONFIGURATION_NOT_FOUND'],
    ['groups of an unknown product', () => assigned('NONE'), 'PRODUCT_NOT_FOUND'],
  ])('refused: %s', async (_, call, refused) => {
    expect(await call()).toMatchObject({ refused });
  });

  test('a code names one list of an account, and an index finds it', async () => {
    const index = await api.database.row<{ indexdef: string }>(
      statement(`SELECT indexdef FROM pg_indexes WHERE indexname = 'pricing_configurations_code'`),
    );
    expect(index?.indexdef).toMatch(/^CREATE UNIQUE INDEX .* \(merchant_id, code\)$/);
  });
});

test('changes of one list at once do not lose each other', async () => {
  const currencies = ['USD', 'GBP', 'SEK', 'NOK', 'DKK', 'CHF'];
  const outcomes = await Promise.all(
    currencies.map((Currency) =>
      client('savePrices', {
        Prices: [{ Currency, Amount: 5 }],
        Quantities: { MinQuantity: 1, MaxQuantity: 99_999 },
        PricingConfigCode: code,
        type: 'REGULAR',
      }),
    ),
  );
  expect(outcomes).toEqual(currencies.map(() => done));
  expect((await lists())[0]?.Prices.Regular.map(({ Currency }) => Currency).sort()).toEqual(
    ['EUR', ...currencies].sort(),
  );
});
