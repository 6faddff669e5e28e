import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Version } from '../../api/versions.ts';
import { startTestApi, type TestApi } from '../../testing/api.ts';
import { restClient, rpcClient } from '../../testing/clients.ts';

let api: TestApi;

beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

type Entry = { code: string; label: string };

const ask = async (name: string, params = {}, version: Version = '6.0', settings = {}): Promise<unknown> => {
  const merchant = await api.newMerchant({ settings });
  const outcome = await (await rpcClient(api, merchant, version))(name, params);
  return 'value' in outcome ? outcome.value : outcome.refused;
};
const entries = async (name: string, params = {}, settings = {}) =>
  (await ask(name, params, '6.0', settings)) as Entry[];

describe('getAvailableCountries', () => {
  test('all countries there are, by lower-case code', async () => {
    const countries = await entries('getAvailableCountries');
    expect(countries).toHaveLength(250);
    expect(countries.slice(0, 2)).toEqual([
      { code: 'ad', label: 'Andorra' },
      { code: 'ae', label: 'United Arab Emirates' },
    ]);
    const codes = countries.map(({ code }) => code);
    expect(codes).toEqual([...codes].sort());
    expect(codes).toContain('xk');
    for (const gone of ['su', 'yu', 'dd', 'an', 'eu', 'uk']) expect(codes).not.toContain(gone);
  });

  test.each([
    ['nl', 'Duitsland'],
    ['RO', 'Germania'],
    ['', 'Germany'],
    [null, 'Germany'],
  ])('in the language %j', async (language, label) => {
    expect(await entries('getAvailableCountries', { language })).toContainEqual({ code: 'de', label });
  });

  test.each(['xx', 'deutsch', 'd;'])('refuses the language %j', async (language) => {
    expect(await ask('getAvailableCountries', { language })).toBe('LANGUAGE_NOT_KNOWN');
  });
});

test.each<[string, Record<string, unknown>, readonly string[]]>([
  ['getAvailableCountries', { countries: ['RO', 'de'] }, ['de', 'ro']],
  ['getAvailableCurrencies', { currencies: ['USD', 'eur'] }, ['eur', 'usd']],
  ['getAvailableLanguages', { languages: ['RO', 'en'] }, ['en', 'ro']],
])('%s: what the account has, from 3.1 on with labels, codes alone before', async (name, settings, codes) => {
  expect((await entries(name, {}, settings)).map(({ code }) => code)).toEqual(codes);
  for (const version of ['3.1', '4.0', '5.0'] as const) {
    expect(await ask(name, {}, version, settings)).toEqual(await entries(name, {}, settings));
  }
  expect(await ask(name, {}, '3.0', settings)).toEqual(codes);
});

describe('getAvailableCurrencies', () => {
  test('all currencies that can be charged', async () => {
    const currencies = await entries('getAvailableCurrencies');
    expect(currencies).toContainEqual({ code: 'eur', label: 'Euro' });
    expect(currencies).toContainEqual({ code: 'jpy', label: 'Japanese Yen' });
    expect(currencies.length).toBeGreaterThan(150);
  });

  test.each<[Record<string, unknown>, unknown]>([
    [{ countryCode: 'ro', paymentMethod: 'CC' }, expect.arrayContaining([{ code: 'ron', label: 'Romanian Leu' }])],
    [{ countryCode: 'ro' }, 'INVALID_PARAMETER'],
    [{ paymentMethod: 'CC' }, 'INVALID_PARAMETER'],
    [{ countryCode: 'xx', paymentMethod: 'CC' }, 'COUNTRY_NOT_KNOWN'],
  ])('%j', async (params, expected) => {
    expect(await ask('getAvailableCurrencies', params)).toEqual(expected);
  });
});

test('getAvailableLanguages: lower-case codes with English names', async () => {
  const languages = await entries('getAvailableLanguages');
  expect(languages).toContainEqual({ code: 'en', label: 'English' });
  expect(languages.every(({ code, label }) => /^[a-z]{2}$/.test(code) && label !== code)).toBe(true);
});

describe('getCountryStates', () => {
  test.each([
    ['AR', 24, { code: 'X', label: 'Córdoba' }],
    ['AT', 9, { code: '9', label: 'Wien' }],
    ['AU', 8, { code: 'NSW', label: 'New South Wales' }],
    ['BR', 27, { code: 'SP', label: 'São Paulo' }],
    ['CA', 13, { code: 'QC', label: 'Quebec' }],
    ['CH', 26, { code: 'ZH', label: 'Zürich' }],
    ['DE', 16, { code: 'BY', label: 'Bayern' }],
    ['IN', 36, { code: 'TS', label: 'Telangana' }],
    ['JP', 47, { code: '13', label: 'Tokyo' }],
    ['MX', 32, { code: 'CMX', label: 'Ciudad de México' }],
    ['MY', 16, { code: '10', label: 'Selangor' }],
    ['RO', 42, { code: 'CJ', label: 'Cluj' }],
    ['TR', 81, { code: '34', label: 'İstanbul' }],
    ['us', 51, { code: 'CA', label: 'California' }],
    ['ZA', 9, { code: 'WC', label: 'Western Cape' }],
  ])('%s has %i', async (countryCode, count, one) => {
    const states = await entries('getCountryStates', { countryCode });
    expect(states).toHaveLength(count);
    expect(states).toContainEqual(one);
    expect(new Set(states.map(({ code }) => code)).size).toBe(count);
    expect(states.every(({ code, label }) => /^[A-Z0-9]{1,3}$/.test(code) && label !== '')).toBe(true);
  });

  test.each([
    ['MC', []],
    ['XX', 'COUNTRY_NOT_KNOWN'],
    ['', 'INVALID_PARAMETER'],
    ['USA', 'INVALID_PARAMETER'],
  ])('%j answers %j', async (countryCode, expected) => {
    expect(await ask('getCountryStates', { countryCode })).toEqual(expected);
  });
});

test('over REST: plain plural nouns, the language in the query', async () => {
  const client = restClient(api, await api.newMerchant({ settings: { countries: ['RO'] } }), '6.0');
  expect(await client('getAvailableCountries', { language: 'de' })).toEqual({
    value: [{ code: 'ro', label: 'Rumänien' }],
  });
  expect(await client('getCountryStates', { countryCode: 'ca' })).toMatchObject({
    value: expect.arrayContaining([{ code: 'ON', label: 'Ontario' }]),
  });
});

describe('getPaymentMethods', () => {
  const listed = async (params: Record<string, unknown>): Promise<readonly { code: string }[]> => {
    const answer = await ask('getPaymentMethods', params);
    return Array.isArray(answer) ? answer : [];
  };

  test.each([
    ['one', { paymentMethod: 'cc' }, ['CC']],
    ['one that there is not', { paymentMethod: 'SHELLS' }, []],
    ['one by another spelling', { paymentMethod: 'APPLE PAY' }, ['APPLE_PAY']],
    ['one where it can be used', { paymentMethod: 'PIX', countryCode: 'br' }, ['PIX']],
    ['one where it cannot', { paymentMethod: 'PIX', countryCode: 'de' }, []],
    ['those of no country', { countryCode: 'XX' }, 'COUNTRY_NOT_KNOWN'],
  ])('%s', async (_, params, expected) => {
    const answer = await ask('getPaymentMethods', params);
    expect(Array.isArray(answer) ? answer.map(({ code }) => code) : answer).toEqual(expected);
  });

  test('all that orders can be paid by, by code', async () => {
    const codes = (await listed({})).map(({ code }) => code);
    expect(codes).toEqual(codes.toSorted());
    for (const code of ['CC', 'FREE', 'PAYPAL', 'WIRE', 'TEST', 'BOLETO']) expect(codes).toContain(code);
    expect((await listed({ countryCode: 'de' })).map(({ code }) => code)).not.toContain('BOLETO');
  });

  test('no test cards where the account takes no test orders', async () => {
    const client = restClient(api, await api.newMerchant({ settings: { testSystemEnabled: false } }), '6.0');
    const answer = await client('getPaymentMethods', {});
    expect(answer).toMatchObject({ value: expect.arrayContaining([{ code: 'CC', label: 'Cards' }]) });
    expect(answer).not.toMatchObject({ value: expect.arrayContaining([{ code: 'TEST', label: 'Test card' }]) });
  });
});
