import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createStage, OTHER_MERCHANT_ID, type Stage } from '../../subscriptions/testing/stage.ts';
import { methods } from '../index.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await createStage(methods);
});

afterAll(() => stage.drop());

const ana = {
  FirstName: 'Ana',
  LastName: 'Test',
  Address1: 'Street 1',
  City: 'Oslo',
  Zip: '0101',
  CountryCode: 'NO',
  Email: 'ana@example.test',
};

const create = async (customer: Record<string, unknown>): Promise<number> =>
  (await stage.call('createCustomer', { customer })).value as number;

const read = async (avangateCustomerReference: number) =>
  (await stage.call('getCustomerInformation', { avangateCustomerReference })).value;

describe('createCustomer', () => {
  test('answers the number of the customer, bare', async () => {
    const number = await create(ana);
    expect(number).toBeGreaterThanOrEqual(200_000_001);
    expect(await create(ana)).toBeGreaterThan(number);
  });

  test('stores what was sent', async () => {
    const sent = {
      ExternalCustomerReference: 'crm-1',
      FirstName: 'Ada',
      LastName: 'Kern',
      Company: 'Kern GmbH',
      FiscalCode: 'DE129273398',
      Address1: 'Am Tor 4',
      Address2: 'Hof',
      City: 'Ulm',
      State: 'Baden-Württemberg',
      Zip: '89073',
      CountryCode: 'DE',
      Phone: '+49 731 1',
      Fax: '+49 731 2',
      Email: ' ada@example.test ',
      Language: 'DE',
    };
    expect(await read(await create(sent))).toMatchObject({
      ...sent,
      CountryCode: 'de',
      Email: 'ada@example.test',
      Language: 'de',
    });
  });

  test.each([
    [
      'a number and read-only members',
      { AvangateCustomerReference: 5, Enabled: true, Trial: true, ExistingCards: [{}] },
    ],
    [
      'empty optional members',
      { ExternalCustomerReference: '', Company: '', FiscalCode: '', Phone: null, Language: '' },
    ],
    [
      'a fiscal code whose country has no form of its own',
      { CountryCode: 'us', Company: 'Inc', FiscalCode: '12-3456789' },
    ],
  ])('takes %s', async (_title, members) => {
    const number = await create({ ...ana, ...members });
    expect(await read(number)).toMatchObject({
      AvangateCustomerReference: String(number),
      ExternalCustomerReference: null,
      Phone: null,
      Language: null,
      ExistingCards: [],
      Enabled: false,
      Trial: false,
    });
  });

  test('two merchants may use the same external reference', async () => {
    const customer = { ...ana, ExternalCustomerReference: 'crm-shared' };
    await create(customer);
    const { value } = await stage.call('createCustomer', { customer }, { merchantId: OTHER_MERCHANT_ID });
    expect(value).toBeTypeOf('number');
  });

  test.each([
    ['no customer', null, 'INVALID_PARAMETER'],
    ['FirstName missing', { ...ana, FirstName: '' }, 'INVALID_PARAMETER'],
    ['LastName missing', { ...ana, LastName: null }, 'INVALID_PARAMETER'],
    ['Address1 missing', { ...ana, Address1: undefined }, 'INVALID_PARAMETER'],
    ['City missing', { ...ana, City: undefined }, 'INVALID_PARAMETER'],
    ['Zip missing', { ...ana, Zip: undefined }, 'INVALID_PARAMETER'],
    ['CountryCode missing', { ...ana, CountryCode: undefined }, 'INVALID_PARAMETER'],
    ['Email missing', { ...ana, Email: undefined }, 'INVALID_PARAMETER'],
    [
      'an external reference of 251 characters',
      { ...ana, ExternalCustomerReference: 'x'.repeat(251) },
      'INVALID_PARAMETER',
    ],
    ['no country', { ...ana, CountryCode: 'XX' }, 'COUNTRY_INVALID'],
    ['no address', { ...ana, Email: 'ana at example' }, 'EMAIL_INVALID'],
    ['a fiscal code of nobody', { ...ana, FiscalCode: 'NO123456789' }, 'COMPANY_REQUIRED'],
    ['a wrong fiscal code', { ...ana, CountryCode: 'DE', Company: 'Kern', FiscalCode: 'DE12' }, 'FISCAL_CODE_INVALID'],
    ['a taken external reference', { ...ana, ExternalCustomerReference: 'crm-taken' }, 'EXTERNAL_REFERENCE_TAKEN'],
  ])('refuses %s', async (_title, customer, code) => {
    await create({ ...ana, ExternalCustomerReference: 'crm-taken' }).catch(() => undefined);
    await expect(stage.call('createCustomer', { customer })).rejects.toMatchObject({ refusal: { code } });
  });

  test('makes one account of two that come at once with the same reference', async () => {
    const customer = { ...ana, ExternalCustomerReference: 'crm-race' };
    const outcomes = await Promise.allSettled([create(customer), create(customer), create(customer)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
  });
});
