import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../../../testing/api.ts';
import { restClient, rpcClient, type WireClient } from '../../../testing/clients.ts';
import { declarePriceOptionGroup } from '../declare.ts';

type Sent = Record<string, unknown>;

let api: TestApi;
let client: WireClient;

beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  client = await rpcClient(api, await api.newMerchant(), '6.0');
});

const option = (Code: string, more: Sent = {}): Sent => ({ Code, Name: `Option ${Code}`, ...more });
const group = (more: Sent = {}): Sent => ({
  Name: 'Support',
  Code: 'SUPPORT',
  Type: 'RADIO',
  Options: [option('email'), option('phone')],
  ...more,
});
const add = (sent: Sent) => client('addPriceOptionGroup', { PriceOptionGroup: sent });
const update = (sent: Sent) => client('updatePriceOptionGroup', { PriceOptionsGroup: sent });
const search = (SearchOptions: unknown) => client('searchPriceOptionGroups', { SearchOptions });
const told = async (groupCode = 'SUPPORT'): Promise<Sent> => {
  const outcome = await client('getPriceOptionGroup', { groupCode });
  return 'value' in outcome ? (outcome.value as Sent) : outcome;
};
const done = { value: true };

describe('adding', () => {
  test('a group is told back in full, with the translation of the account first', async () => {
    const everything = group({
      Description: 'How we help',
      Translations: [{ Name: 'Hilfe', Description: null, Language: 'de' }],
      Required: true,
      Options: [
        option('email', { Default: '1', Description: 'Within a day' }),
        option('phone', {
          Translations: [{ Name: 'Telefon', Description: '', Language: 'DE' }],
          SubscriptionImpact: { Months: '3', Impact: 'SUBTRACT' },
          PriceImpact: { ImpactOn: 'global', Impact: 'ADD', Method: 'PERCENT', Percent: '12.5', Amounts: null },
        }),
        option('visit', {
          PriceImpact: {
            Method: 'FIXED',
            Percent: null,
            Amounts: [
              { Currency: 'eur', Amount: 99.9 },
              { Currency: 'JPY', Amount: '15000' },
            ],
          },
        }),
      ],
    });
    expect(await add(everything)).toEqual(done);
    const plain = { Description: null, Translations: [], ScaleMin: 0, ScaleMax: 0, SubscriptionImpact: null };
    expect(await told()).toEqual({
      Name: 'Support',
      Description: 'How we help',
      Translations: [
        { Name: 'Support', Description: 'How we help', Language: 'EN' },
        { Name: 'Hilfe', Description: null, Language: 'DE' },
      ],
      Code: 'SUPPORT',
      Type: 'RADIO',
      Options: [
        {
          ...plain,
          Code: 'email',
          Name: 'Option email',
          Description: 'Within a day',
          PriceImpact: null,
          Default: true,
        },
        {
          ...plain,
          Code: 'phone',
          Name: 'Option phone',
          Translations: [{ Name: 'Telefon', Description: '', Language: 'DE' }],
          SubscriptionImpact: { Months: '3', Impact: 'SUBTRACT' },
          PriceImpact: { ImpactOn: 'GLOBAL', Impact: 'ADD', Method: 'PERCENT', Percent: 12.5, Amounts: [] },
          Default: false,
        },
        {
          ...plain,
          Code: 'visit',
          Name: 'Option visit',
          PriceImpact: {
            ImpactOn: 'BASE',
            Impact: 'ADD',
            Method: 'FIXED',
            Percent: null,
            Amounts: [
              { Currency: 'EUR', Amount: 99.9 },
              { Currency: 'JPY', Amount: 15_000 },
            ],
          },
          Default: false,
        },
      ],
      Required: true,
      Usage: null,
      UsagePricingModel: null,
    });
  });

  test.each<[string, Sent, Sent]>([
    ['check boxes', group({ Type: 'checkbox' }), { Type: 'CHECKBOX' }],
    ['a drop-down', group({ Type: 'COMBO' }), { Type: 'COMBO' }],
    [
      'a scale',
      group({
        Type: 'INTERVAL',
        Options: [option('a', { ScaleMin: '1', ScaleMax: '1' }), option('b', { ScaleMin: 2, ScaleMax: 9 })],
      }),
      {
        Options: [
          { ScaleMin: 1, ScaleMax: 1 },
          { ScaleMin: 2, ScaleMax: 9 },
        ],
      },
    ],
    [
      'limits that mean nothing',
      group({ Options: [option('a', { ScaleMin: 3, ScaleMax: 1 })] }),
      { Options: [{ ScaleMin: 0, ScaleMax: 0 }] },
    ],
    ['Value for Code', group({ Options: [{ Value: 'a', Name: 'A' }] }), { Options: [{ Code: 'a' }] }],
    [
      'no codes of options',
      group({ Options: [{ Name: 'A' }] }),
      { Options: [{ Code: expect.stringMatching(/^[0-9A-F]{10}$/) }] },
    ],
    [
      'a percentage without a method',
      group({ Options: [option('a', { PriceImpact: { Percent: 5 } })] }),
      { Options: [{ PriceImpact: { Method: 'PERCENT', Percent: 5 } }] },
    ],
    [
      'a name that only the translation has',
      group({ Name: null, Translations: [{ Name: 'Help', Language: 'EN' }] }),
      { Name: 'Help' },
    ],
    [
      'a name and another in the translation',
      group({ Translations: [{ Name: 'Help', Language: 'EN' }] }),
      { Name: 'Help' },
    ],
    [
      'two defaults of check boxes',
      group({ Type: 'CHECKBOX', Options: [option('a', { Default: true }), option('b', { Default: true })] }),
      {},
    ],
    [
      'a group that is paid per usage',
      group({ Usage: 'PAY_PER_USAGE', UsagePricingModel: 'tiered' }),
      { Usage: 'PAY_PER_USAGE', UsagePricingModel: 'tiered' },
    ],
  ])('%s', async (_, sent, expected) => {
    expect(await add(sent)).toEqual(done);
    expect(await told()).toMatchObject(expected);
  });

  test('a code is made when none is given', async () => {
    expect(await add(group({ Code: '' }))).toEqual(done);
    expect(await search({})).toMatchObject({ value: { Items: [{ Code: expect.stringMatching(/^[0-9A-F]{10}$/) }] } });
  });

  test('codes differ by letter case', async () => {
    expect(await add(group())).toEqual(done);
    expect(await add(group({ Code: 'support' }))).toEqual(done);
    expect(await add(group())).toMatchObject({ refused: 'PRICE_OPTION_GROUP_CODE_TAKEN' });
    expect(await told('Support')).toMatchObject({ refused: 'PRICE_OPTION_GROUP_NOT_FOUND' });
  });

  const impact = (PriceImpact: Sent): Sent => group({ Options: [option('a', { PriceImpact })] });
  const scale = (...limits: [unknown, unknown][]): Sent =>
    group({
      Type: 'INTERVAL',
      Options: limits.map(([ScaleMin, ScaleMax], index) => option(`o${index}`, { ScaleMin, ScaleMax })),
    });

  test.each<[string, Sent, string]>([
    ['no name', group({ Name: ' ' }), 'PRICE_OPTION_GROUP_INVALID'],
    ['no type', group({ Type: null }), 'PRICE_OPTION_GROUP_INVALID'],
    ['an unknown type', group({ Type: 'SLIDER' }), 'INVALID_PARAMETER'],
    ['no options', group({ Options: [] }), 'PRICE_OPTION_GROUP_INVALID'],
    ['an option without a name', group({ Options: [{ Code: 'a' }] }), 'INVALID_PARAMETER'],
    ['two options of one code', group({ Options: [option('a'), option('a')] }), 'PRICE_OPTION_GROUP_INVALID'],
    [
      'two defaults of radio buttons',
      group({ Options: [option('a', { Default: true }), option('b', { Default: true })] }),
      'PRICE_OPTION_GROUP_INVALID',
    ],
    ['paid per usage, and required', group({ Usage: 'payperusage', Required: true }), 'PRICE_OPTION_GROUP_INVALID'],
    ['no percentage', impact({ Method: 'PERCENT' }), 'PRICE_OPTION_GROUP_INVALID'],
    ['a negative percentage', impact({ Percent: -5 }), 'PRICE_OPTION_GROUP_INVALID'],
    ['five decimals', impact({ Percent: '1.00001' }), 'PRICE_OPTION_GROUP_INVALID'],
    ['a percentage without end', impact({ Percent: '100001' }), 'PRICE_OPTION_GROUP_INVALID'],
    ['a currency that is none', impact({ Amounts: [{ Currency: 'XXQ', Amount: 1 }] }), 'PRICE_OPTION_GROUP_INVALID'],
    ['half a yen', impact({ Amounts: [{ Currency: 'JPY', Amount: 1.5 }] }), 'PRICE_OPTION_GROUP_INVALID'],
    ['a negative amount', impact({ Amounts: [{ Currency: 'EUR', Amount: -1 }] }), 'PRICE_OPTION_GROUP_INVALID'],
    [
      'a currency twice',
      impact({
        Amounts: [
          { Currency: 'EUR', Amount: 1 },
          { Currency: 'eur', Amount: 2 },
        ],
      }),
      'PRICE_OPTION_GROUP_INVALID',
    ],
    ['a scale without limits', scale([null, null]), 'PRICE_OPTION_GROUP_INVALID'],
    ['a scale without an end', scale([1, null]), 'PRICE_OPTION_GROUP_INVALID'],
    ['a scale the wrong way round', scale([5, 1]), 'PRICE_OPTION_GROUP_INVALID'],
    ['a shared limit', scale([1, 5], [5, 9]), 'PRICE_OPTION_INTERVALS_OVERLAP'],
    ['one inside another', scale([1, 99], [5, 9]), 'PRICE_OPTION_INTERVALS_OVERLAP'],
  ])('refused: %s', async (_, sent, refused) => {
    expect(await add(sent)).toMatchObject({ refused });
    expect(await search({})).toMatchObject({ value: { Items: [] } });
  });
});

describe('changing', () => {
  beforeEach(async () => {
    await add(group({ Description: 'How we help', Translations: [{ Name: 'Hilfe', Language: 'DE' }] }));
  });

  test.each<[string, Sent, Sent]>([
    [
      'nothing',
      {},
      { Name: 'Support', Description: 'How we help', Type: 'RADIO', Options: [{ Code: 'email' }, { Code: 'phone' }] },
    ],
    [
      'the name',
      { Name: 'Help' },
      { Name: 'Help', Translations: [{ Name: 'Help', Language: 'EN' }, { Name: 'Hilfe' }] },
    ],
    [
      'the translation of the account’s language, beside the old name',
      { Name: 'Support', Translations: [{ Name: 'Help', Language: 'EN' }] },
      { Name: 'Help', Translations: [{ Name: 'Help', Language: 'EN' }] },
    ],
    [
      'the name, beside the old translation',
      { Name: 'Help', Translations: [{ Name: 'Support', Language: 'EN' }] },
      { Name: 'Help', Translations: [{ Name: 'Help', Language: 'EN' }] },
    ],
    ['the description, to nothing', { Description: null }, { Description: null }],
    ['options, as a whole', { Options: [option('fax')] }, { Options: [{ Code: 'fax' }] }],
    ['the type', { Type: 'COMBO' }, { Type: 'COMBO' }],
    ['what stays fixed', { Required: 'false' }, { Required: false }],
  ])('%s', async (_, sent, expected) => {
    expect(await update({ Code: 'SUPPORT', ...sent })).toEqual(done);
    expect(await told()).toMatchObject(expected);
  });

  test('a group may be sent back as it was read', async () => {
    const before = await told();
    expect(await update(before)).toEqual(done);
    expect(await told()).toEqual(before);
  });

  test.each<[string, Sent, string]>([
    ['no code', {}, 'PRICE_OPTION_GROUP_NOT_FOUND'],
    ['an unknown code', { Code: 'NONE' }, 'PRICE_OPTION_GROUP_NOT_FOUND'],
    ['another letter case', { Code: 'support' }, 'PRICE_OPTION_GROUP_NOT_FOUND'],
    ['Required', { Code: 'SUPPORT', Required: true }, 'PRICE_OPTION_GROUP_REQUIRED_FIXED'],
    ['no options', { Code: 'SUPPORT', Options: [] }, 'PRICE_OPTION_GROUP_INVALID'],
    ['a scale without limits', { Code: 'SUPPORT', Type: 'INTERVAL' }, 'PRICE_OPTION_GROUP_INVALID'],
  ])('refused: %s', async (_, sent, refused) => {
    const before = await told();
    expect(await update(sent)).toMatchObject({ refused });
    expect(await told()).toEqual(before);
  });

  test('REST names the group in the path', async () => {
    const merchant = await api.newMerchant();
    const rest = restClient(api, merchant, '6.0');
    await rest('addPriceOptionGroup', { PriceOptionGroup: group() });
    expect(await rest('updatePriceOptionGroup', { PriceOptionsGroup: { Code: 'SUPPORT', Name: 'Help' } })).toEqual(
      done,
    );
    expect(await rest('getPriceOptionGroup', { groupCode: 'SUPPORT' })).toMatchObject({ value: { Name: 'Help' } });
  });
});

describe('searching', () => {
  beforeEach(async () => {
    await add(group({ Code: 'A', Name: 'Users' }));
    await add(group({ Code: 'B', Name: 'Support 100%', Type: 'COMBO' }));
    await add(group({ Code: 'C', Name: 'More users', Type: 'CHECKBOX' }));
  });

  test.each<[string, unknown, string[], object]>([
    ['all, in the order in which they were made', undefined, ['A', 'B', 'C'], { Page: 1, Limit: 10, Count: 3 }],
    ['part of a name', { Name: 'USER' }, ['A', 'C'], { Count: 2 }],
    ['a per cent sign means itself', { Name: '0%' }, ['B'], {}],
    ['types', { Types: ['combo', 'CHECKBOX'] }, ['B', 'C'], { Count: 2 }],
    ['no types', { Types: [], Name: null }, ['A', 'B', 'C'], {}],
    ['a page', { Limit: 2, Page: 2 }, ['C'], { Page: 2, Limit: 2, Count: 3 }],
    ['a page, as Pagination says it', { Pagination: { Limit: 1, Page: 3 } }, ['C'], { Page: 3, Limit: 1, Count: 3 }],
    ['not more than 200', { Limit: 1000 }, ['A', 'B', 'C'], { Limit: 200 }],
  ])('%s', async (_, options, codes, pagination) => {
    const outcome = await search(options);
    expect(outcome).toMatchObject({ value: { Pagination: pagination } });
    expect(outcome).toHaveProperty(
      'value.Items',
      codes.map((Code) => expect.objectContaining({ Code })),
    );
  });

  test('groups of another merchant never show', async () => {
    const other = await rpcClient(api, await api.newMerchant(), '6.0');
    expect(await other('searchPriceOptionGroups', {})).toMatchObject({ value: { Items: [] } });
    expect(await other('getPriceOptionGroup', { groupCode: 'A' })).toMatchObject({
      refused: 'PRICE_OPTION_GROUP_NOT_FOUND',
    });
  });
});

test('up to 4.0 the first of a plain list is edited and sent back', async () => {
  const old = await rpcClient(api, await api.newMerchant(), '4.0');
  await old('addPriceOptionGroup', { PriceOptionGroup: group({ Code: 'USERS', Name: 'Users' }) });
  const found = (await old('searchPriceOptionGroups', { SearchOptions: { Name: 'Users', Limit: 99, Page: 1 } })) as {
    value: [{ Translations: [{ Name: string; Language: string }] }];
  };
  const [first] = found.value;
  expect(first).not.toHaveProperty('Usage');
  first.Translations[0].Name = 'New users';
  first.Translations[0].Language = 'EN';
  expect(await old('updatePriceOptionGroup', { PriceOptionsGroup: first })).toEqual(done);
  expect(await old('getPriceOptionGroup', { groupCode: 'USERS' })).toMatchObject({ value: { Name: 'New users' } });
});

test('an operator declares a group again and again', async () => {
  const merchant = await api.newMerchant();
  const declare = (declared: unknown) =>
    api.database.transaction((db) => declarePriceOptionGroup({ db, merchant, now: api.now() }, declared, 'groups[0]'));
  await declare(group());
  await declare(group({ Name: 'Help' }));
  const own = await rpcClient(api, merchant, '6.0');
  expect(await own('searchPriceOptionGroups', {})).toMatchObject({
    value: { Items: [{ Code: 'SUPPORT', Name: 'Help' }], Pagination: { Count: 1 } },
  });
  await expect(declare(group({ Code: null }))).rejects.toThrow('groups[0].Code is required.');
  await expect(declare(group({ Options: [] }))).rejects.toThrow('groups[0]: A group needs at least one option.');
});
