import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { methods as subscriptions } from '../../subscriptions/index.ts';
import { createStage, MERCHANT_ID, OTHER_MERCHANT_ID, type Stage } from '../../subscriptions/testing/stage.ts';
import { methods } from '../index.ts';

let stage: Stage;
let ana: bigint;
let round = 0;

beforeAll(async () => {
  stage = await createStage([...methods, ...subscriptions]);
  await stage.addCustomer({ externalReference: 'crm-bo' });
});

afterAll(() => stage.drop());

beforeEach(async () => {
  round += 1;
  ana = await stage.addCustomer({ externalReference: `crm-ana-${round}` });
});

const moved = {
  FirstName: 'Ana',
  LastName: 'Married',
  Address1: 'Street 2',
  City: 'Bergen',
  Zip: '5003',
  CountryCode: 'NO',
  Email: 'ana@married.test',
};

const read = async (avangateCustomerReference: bigint = ana) =>
  (await stage.call('getCustomerInformation', { avangateCustomerReference: Number(avangateCustomerReference) }))
    .value as Record<string, unknown>;

const update = async (customer: unknown, more: Record<string, unknown> = {}, merchantId = MERCHANT_ID) =>
  (await stage.call('updateCustomerInformation', { customer, ...more }, { merchantId })).value;

describe('updateCustomerInformation', () => {
  test('answers true and stores the object as it was read, with its changes', async () => {
    const known = await read();
    expect(await update({ ...known, City: 'Bergen', Enabled: true, Trial: true })).toBe(true);
    expect(await read()).toEqual({ ...known, City: 'Bergen' });
  });

  test.each<readonly [string, () => readonly [Record<string, unknown>, Record<string, unknown>]]>([
    ['by number', () => [{ ...moved, AvangateCustomerReference: String(ana) }, {}]],
    ['by the newer name of the number', () => [{ ...moved, '2CheckoutCustomerReference': Number(ana) }, {}]],
    ['by external reference', () => [{ ...moved, ExternalCustomerReference: `crm-ana-${round}` }, {}]],
    ['by a number in the path', () => [moved, { customerReference: String(ana) }]],
    ['by an external reference in the path', () => [moved, { customerReference: `crm-ana-${round}` }]],
  ])('finds the customer %s', async (_title, params) => {
    const [customer, more] = params();
    expect(await update(customer, more)).toBe(true);
    expect(await read()).toMatchObject({
      LastName: 'Married',
      City: 'Bergen',
      Email: 'ana@married.test',
      ExternalCustomerReference: `crm-ana-${round}`,
    });
  });

  test('keeps optional members that are left out, and clears those that are empty', async () => {
    const self = { ...moved, AvangateCustomerReference: Number(ana) };
    await update({ ...self, Phone: '1', Fax: '2', Language: 'EN', Company: 'Ana AS', FiscalCode: 'NO123456789' });
    await update({ ...self, Phone: '', Fax: null });
    expect(await read()).toMatchObject({
      Phone: null,
      Fax: null,
      Language: 'en',
      Company: 'Ana AS',
      FiscalCode: 'NO123456789',
    });
  });

  test('gives a new external reference that nobody has', async () => {
    await update({ ...moved, AvangateCustomerReference: Number(ana), ExternalCustomerReference: `new-${round}` });
    expect(await read()).toMatchObject({ ExternalCustomerReference: `new-${round}` });
  });

  test.each([
    ['stay as they are', undefined, ['Ana', 'ana@example.test', 'no', 'en']],
    ['stay when it says false', false, ['Ana', 'ana@example.test', 'no', 'en']],
    ['follow when it says true', true, ['Anna', 'ana@married.test', 'se', 'sv']],
  ])('end users of the subscriptions %s', async (_title, updateEndUserSubscriptions, expected) => {
    const sold = [await stage.sell({ customerId: ana }), await stage.sell({ customerId: ana, cycle: null })];
    const stranger = await stage.sell({ customerId: await stage.addCustomer() });
    const customer = {
      ...moved,
      AvangateCustomerReference: Number(ana),
      FirstName: 'Anna',
      CountryCode: 'SE',
      Language: 'sv',
    };
    await update(customer, { updateEndUserSubscriptions });
    const endUser = async (subscriptionReference: string) => {
      const { value } = await stage.call('getSubscription', { subscriptionReference });
      const { EndUser } = value as { EndUser: Record<string, unknown> };
      return [EndUser['FirstName'], EndUser['Email'], EndUser['CountryCode'], EndUser['Language']];
    };
    for (const { reference } of sold) expect(await endUser(reference)).toEqual(expected);
    expect(await endUser(stranger.reference)).toEqual(['Ana', 'ana@example.test', 'no', 'en']);
  });

  test.each<readonly [string, () => readonly [unknown, Record<string, unknown>], string, bigint]>([
    ['no customer', () => [null, {}], 'INVALID_PARAMETER', MERCHANT_ID],
    [
      'a mandatory member missing',
      () => [{ ...moved, AvangateCustomerReference: Number(ana), Email: '' }, {}],
      'INVALID_PARAMETER',
      MERCHANT_ID,
    ],
    ['no reference', () => [moved, {}], 'CUSTOMER_REFERENCE_MISSING', MERCHANT_ID],
    ['an unknown number', () => [{ ...moved, AvangateCustomerReference: 1 }, {}], 'CUSTOMER_NOT_FOUND', MERCHANT_ID],
    [
      'an unknown external reference',
      () => [{ ...moved, ExternalCustomerReference: 'crm-x' }, {}],
      'CUSTOMER_NOT_FOUND',
      MERCHANT_ID,
    ],
    ['an unknown path', () => [moved, { customerReference: 'crm-x' }], 'CUSTOMER_NOT_FOUND', MERCHANT_ID],
    [
      "another merchant's",
      () => [{ ...moved, AvangateCustomerReference: Number(ana) }, {}],
      'CUSTOMER_NOT_FOUND',
      OTHER_MERCHANT_ID,
    ],
    [
      'a number that is not that of the path',
      () => [{ ...moved, AvangateCustomerReference: Number(ana) }, { customerReference: 'crm-bo' }],
      'CUSTOMER_REFERENCES_DIFFER',
      MERCHANT_ID,
    ],
    [
      'an external reference that another customer has',
      () => [{ ...moved, AvangateCustomerReference: Number(ana), ExternalCustomerReference: 'crm-bo' }, {}],
      'CUSTOMER_REFERENCES_DIFFER',
      MERCHANT_ID,
    ],
    [
      'no country',
      () => [{ ...moved, AvangateCustomerReference: Number(ana), CountryCode: 'XX' }, {}],
      'COUNTRY_INVALID',
      MERCHANT_ID,
    ],
    [
      'no address',
      () => [{ ...moved, AvangateCustomerReference: Number(ana), Email: 'ana' }, {}],
      'EMAIL_INVALID',
      MERCHANT_ID,
    ],
    [
      'a fiscal code of nobody',
      () => [{ ...moved, AvangateCustomerReference: Number(ana), FiscalCode: 'NO123456789' }, {}],
      'COMPANY_REQUIRED',
      MERCHANT_ID,
    ],
    [
      'a wrong fiscal code',
      () => [{ ...moved, AvangateCustomerReference: Number(ana), Company: 'Ana AS', FiscalCode: 'NO1' }, {}],
      'FISCAL_CODE_INVALID',
      MERCHANT_ID,
    ],
  ])('refuses %s and changes nothing', async (_title, params, code, merchantId) => {
    const known = await read();
    const [customer, more] = params();
    await expect(update(customer, more, merchantId)).rejects.toMatchObject({ refusal: { code } });
    expect(await read()).toEqual(known);
  });
});
