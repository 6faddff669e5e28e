import { describe, expect, test } from 'vitest';
import { optionCodes, type SkuOptionGroup } from '../sku.ts';
import { optionsOfToken, optionToken } from './option-token.ts';
import { combinations, type Ingredients } from './schema-rows.ts';

const option = (code: string) => ({
  code,
  name: code.toUpperCase(),
  description: null,
  translations: [],
  scaleMin: 0,
  scaleMax: 0,
  subscriptionMonths: 0,
  impact: null,
  isDefault: false,
});
const group = (type: 'RADIO' | 'CHECKBOX', required: boolean, ...codes: string[]) => ({
  group: { code: type, type, options: codes.map(option) },
  required,
});
const bare: Ingredients = { currencies: [], purchaseTypes: [], intervals: [], groups: [] };
const optionsIn = (ingredients: Partial<Ingredients>) =>
  combinations({ ...bare, ...ingredients }).map((one) => optionCodes(one).join('+'));

test('nothing asked is one combination that leaves all open', () => {
  expect(combinations(bare)).toEqual([
    { currency: null, purchaseType: null, minQuantity: null, maxQuantity: null, groups: [] },
  ]);
});

test('each with each, the last member changing fastest', () => {
  const rows = combinations({
    ...bare,
    currencies: ['EUR', 'USD'],
    purchaseTypes: ['RENEWAL'],
    intervals: [
      [1, 9],
      [10, 99],
    ],
  });
  expect(rows.map((row) => [row.currency, row.purchaseType, row.minQuantity, row.maxQuantity])).toEqual([
    ['EUR', 'RENEWAL', 1, 9],
    ['EUR', 'RENEWAL', 10, 99],
    ['USD', 'RENEWAL', 1, 9],
    ['USD', 'RENEWAL', 10, 99],
  ]);
});

describe('options', () => {
  test.each<[string, Ingredients['groups'], readonly string[]]>([
    ['one of a group', [group('RADIO', true, 'a', 'b')], ['a', 'b']],
    ['or none', [group('RADIO', false, 'a', 'b')], ['', 'a', 'b']],
    ['any of check boxes', [group('CHECKBOX', true, 'x', 'y')], ['x', 'y', 'x+y']],
    ['or none of them', [group('CHECKBOX', false, 'x', 'y')], ['', 'x', 'y', 'x+y']],
    ['of two groups', [group('RADIO', true, 'a', 'b'), group('CHECKBOX', false, 'x')], ['a', 'a+x', 'b', 'b+x']],
  ])('%s', (_title, groups, expected) => {
    expect(optionsIn({ groups })).toEqual(expected);
  });

  test('12 check boxes are 4096 combinations, 13 are refused', () => {
    const codes = Array.from({ length: 13 }, (_, index) => `c${index}`);
    expect(optionsIn({ groups: [group('CHECKBOX', false, ...codes.slice(1))] })).toHaveLength(4096);
    expect(() => optionsIn({ groups: [group('CHECKBOX', false, ...codes)] })).toThrow('more than 12 options');
  });

  test('more than 5000 combinations are refused', () => {
    const intervals = Array.from({ length: 71 }, (_, index) => [index + 1, index + 1] as const);
    const currencies = Array.from({ length: 71 }, (_, index) => `C${index}`);
    expect(() => combinations({ ...bare, intervals, currencies })).toThrow('at most 5000');
    expect(combinations({ ...bare, intervals, currencies: currencies.slice(1) })).toHaveLength(4970);
  });
});

describe('the token of a choice', () => {
  const groups: readonly SkuOptionGroup[] = [
    { code: 'SUPPORT', options: [{ code: 'gold', name: 'gold' }] },
    {
      code: 'Größe',
      options: [
        { code: 's', name: 's' },
        { code: 'm', name: 'm' },
      ],
    },
  ];

  test('comes back as the same choice', () => {
    expect(optionsOfToken(optionToken(groups))).toEqual(groups);
    expect(optionsOfToken(optionToken([]))).toEqual([]);
  });

  test.each(['', 'eJwBLADT', 'W1tdXQ==', 'e30=', 'not base64 at all'])('is known from others: %j', (token) => {
    expect(optionsOfToken(token)).toBeUndefined();
  });
});
