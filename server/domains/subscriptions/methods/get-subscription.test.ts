import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { methods } from '../index.ts';
import { createStage, MERCHANT_ID, OTHER_MERCHANT_ID, type Stage } from '../testing/stage.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await createStage(methods);
});

afterAll(() => stage.drop());

beforeEach(() => {
  stage.time.now = new Date('2024-01-31T10:15:20Z');
});

const read = async (reference: string, version: '3.0' | '5.0' | '6.0' = '6.0') =>
  (await stage.call('getSubscription', { subscriptionReference: reference }, { version })).value;

describe('getSubscription answers', () => {
  test('the whole subscription, in the order of the platform', async () => {
    const customerId = await stage.addCustomer({ externalReference: 'crm-17' });
    const { reference, refNo } = await stage.sell({
      customerId,
      quantity: 2,
      priceOptionCodes: ['support=full'],
      sku: 'SKU-1',
    });
    const answer = await read(reference);
    const expected = {
      MerchantCode: 'SHOP',
      SubscriptionReference: reference,
      StartDate: '2024-01-31',
      ActivationDate: '2024-01-31',
      ExpirationDate: '2024-02-29',
      RecurringEnabled: true,
      NextBillingDate: '2024-02-29T11:15:20+02:00',
      SubscriptionEnabled: true,
      ReasonText: null,
      Product: {
        ProductCode: 'plan',
        ProductId: '1000001',
        ProductName: 'Plan',
        ProductVersion: '2',
        ProductQuantity: 2,
        PriceOptionCodes: ['support=full'],
      },
      EndUser: {
        FirstName: 'Ana',
        LastName: 'Test',
        Company: '',
        Email: 'ana@example.test',
        Phone: '',
        Fax: '',
        Address1: 'Street 1',
        Address2: '',
        Zip: '0101',
        City: 'Oslo',
        State: '',
        CountryCode: 'no',
        Language: 'en',
      },
      SKU: 'SKU-1',
      DeliveryInfo: { Description: '', Codes: [{ Code: null, Description: '', ExtraInfo: null, File: null }] },
      ReceiveNotifications: true,
      Lifetime: false,
      PartnerCode: '',
      IdAffiliate: null,
      AvangateCustomerReference: String(customerId),
      ExternalCustomerReference: 'crm-17',
      TestSubscription: false,
      IsTrial: false,
      Status: 'ACTIVE',
      LatestSubscriptionOrder: { RefNo: String(refNo), Status: 'COMPLETE', FailedRecurringChargesCount: 0 },
    };
    expect(answer).toEqual(expected);
    expect(JSON.stringify(answer)).toBe(JSON.stringify(expected));
  });

  test.each(['3.0', '5.0'] as const)('nothing of 6.0 in %s', async (version) => {
    const { reference } = await stage.sell({ customerId: await stage.addCustomer() });
    expect(Object.keys((await read(reference, version)) as object)).toEqual([
      'SubscriptionReference',
      'StartDate',
      'ExpirationDate',
      'RecurringEnabled',
      'SubscriptionEnabled',
      'Product',
      'EndUser',
      'SKU',
      'DeliveryInfo',
      'ReceiveNotifications',
      'Lifetime',
      'PartnerCode',
      'AvangateCustomerReference',
      'ExternalCustomerReference',
      'TestSubscription',
      'IsTrial',
    ]);
  });

  test.each([
    ['no options as null', { priceOptionCodes: [] }, { Product: { PriceOptionCodes: null } }],
    [
      'a lifetime subscription without end and without charges',
      { cycle: null },
      {
        ExpirationDate: '9999-12-31',
        Lifetime: true,
        RecurringEnabled: false,
        NextBillingDate: null,
        Status: 'ACTIVE',
      },
    ],
    [
      'a year: charged two days before its end',
      { cycle: { length: 12, unit: 'MONTH' as const } },
      { ExpirationDate: '2025-01-31', NextBillingDate: '2025-01-29T12:15:20+02:00' },
    ],
    ['manual renewal: no next charge', { recurringEnabled: false }, { RecurringEnabled: false, NextBillingDate: null }],
    ['a trial', { trialDays: 30 }, { IsTrial: true, ExpirationDate: '2024-03-01' }],
    ['a test order', { isTest: true }, { TestSubscription: true }],
    [
      'a start in the future',
      { startsAt: new Date('2024-02-09T22:00:01Z') },
      { StartDate: '2024-02-10', ExpirationDate: '2024-03-10', Status: 'PENDING_ACTIVATION' },
    ],
    [
      'the recipient as end user',
      { delivery: { FirstName: 'Bo', LastName: 'Other', CountryCode: 'SE' } },
      { EndUser: { FirstName: 'Bo', CountryCode: 'se', Email: 'ana@example.test', City: '' } },
    ],
  ])('%s', async (_title, facts, expected) => {
    const { reference } = await stage.sell({ customerId: await stage.addCustomer(), ...facts });
    expect(await read(reference)).toMatchObject(expected);
  });

  test('the status of the moment', async () => {
    const { reference } = await stage.sell({ customerId: await stage.addCustomer(), graceDays: 5 });
    const statuses = [];
    for (const now of [
      '2024-02-29T10:15:19Z',
      '2024-02-29T10:15:20Z',
      '2024-03-05T10:15:19Z',
      '2024-03-05T10:15:20Z',
    ]) {
      stage.time.now = new Date(now);
      statuses.push(((await read(reference)) as { Status: string }).Status);
    }
    expect(statuses).toEqual(['ACTIVE', 'PASTDUE', 'PASTDUE', 'EXPIRED']);
  });

  test('a cancelled one', async () => {
    const { reference } = await stage.sell({ customerId: await stage.addCustomer() });
    await stage.alter(reference, 'enabled = false, charge_at = NULL');
    expect(await read(reference)).toMatchObject({
      SubscriptionEnabled: false,
      Status: 'CANCELED',
      NextBillingDate: null,
    });
  });
});

describe('getSubscription refuses', () => {
  test.each<readonly [string, (reference: string) => Record<string, unknown>, string, bigint]>([
    ['a call without reference', () => ({}), 'INVALID_PARAMETER', MERCHANT_ID],
    ['an empty reference', () => ({ subscriptionReference: '' }), 'INVALID_PARAMETER', MERCHANT_ID],
    [
      'a reference that nobody has',
      () => ({ subscriptionReference: 'AAAAAAAAAA' }),
      'SUBSCRIPTION_NOT_FOUND',
      MERCHANT_ID,
    ],
    [
      'the right letters in the wrong case',
      (it) => ({ subscriptionReference: it.toLowerCase() }),
      'SUBSCRIPTION_NOT_FOUND',
      MERCHANT_ID,
    ],
    ["another merchant's", (it) => ({ subscriptionReference: it }), 'SUBSCRIPTION_NOT_FOUND', OTHER_MERCHANT_ID],
  ])('%s', async (_title, params, code, merchantId) => {
    const { reference } = await stage.sell({ customerId: await stage.addCustomer() });
    await expect(stage.call('getSubscription', params(reference), { merchantId })).rejects.toMatchObject({
      refusal: { code },
    });
  });
});
